// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/headless.h"
#include "dockerclient/types/image.h"

#include <QHash>
#include <QQueue>

namespace longshore
{

/// `longshore images`: every image of the engine, newest first. The list does not hold entrypoint and command, so each
/// image is inspected, four at a time.
class ImagesCommand : public EngineCommand
{
    Q_OBJECT
public:
    using EngineCommand::EngineCommand;

private:
    void engineConnected() override;
    void inspectNext();
    void print();

    QList<ImageSummary> m_images;
    QHash<ImageId, ImageDetails> m_details;
    QQueue<ImageId> m_wanted;
    int m_inspecting = 0;
};

} // namespace longshore
