// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "dockerclient/types/ids.h"

#include <QObject>
#include <memory>

namespace longshore
{

class EngineSession;
class JsonTree;

/// Asks the engine for all it says of one image (`GET /images/{name}/json`). GUI thread.
class ImageInspector : public QObject
{
    Q_OBJECT
public:
    explicit ImageInspector(EngineSession &session, QObject *parent = nullptr);

    /// Asks about `image`; `inspected` or `failed` follows, later. What was asked before is not answered any more. What had no
    /// answer is asked again when an engine is connected.
    void inspect(const ImageId &image);

Q_SIGNALS:
    void inspected(const longshore::ImageId &image, const std::shared_ptr<const longshore::JsonTree> &tree);
    void failed(const longshore::ImageId &image, const longshore::Error &error);

private:
    void answered(const ImageId &image, const Result<QByteArray> &text);

    EngineSession &m_session;
    std::unique_ptr<QObject> m_question; ///< context of the question under way
    ImageId m_unanswered;
};

} // namespace longshore
