// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/headless.h"
#include "dockerclient/types/image.h"

namespace longshore
{

/// `longshore inspect REF`: what the image is, and what it would run. 66 when it does not exist.
class InspectCommand : public EngineCommand
{
    Q_OBJECT
public:
    using EngineCommand::EngineCommand;

private:
    void engineConnected() override;
    void printText(const ImageDetails &image);
    void printJson(const ImageDetails &image);
};

} // namespace longshore
