// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "dockerclient/types/image.h"

#include <QHash>
#include <QObject>
#include <functional>

namespace longshore
{

class EngineSession;
class EngineSync;

/// What can be compared of an image.
struct ImageRecord {
    ImageDetails details;
    QList<ImageHistoryEntry> history; ///< newest first; empty when the engine does not tell

    bool operator==(const ImageRecord &) const = default;
};

/// Asks for the facts of an image; the answer comes once, later, unless the context dies.
using AskImageRecord = std::function<void(const ImageId &, QObject *context, Callback<ImageRecord> done)>;

/// Gets the facts of single images: the details from what the sync knows, else from the engine, and the history from the
/// engine. An id never changes its content, so each is asked for once. GUI thread.
class ImageRecordReader : public QObject
{
    Q_OBJECT
public:
    ImageRecordReader(EngineSession &session, EngineSync &sync, QObject *parent = nullptr);

    /// Errors: NotFound when the image is gone, Unreachable without an engine, those of the engine.
    void ask(const ImageId &image, QObject *context, Callback<ImageRecord> done);

private:
    void askHistory(const ImageId &image, const ImageDetails &details, QObject *context, Callback<ImageRecord> done);

    EngineSession &m_session;
    EngineSync &m_sync;
    QHash<ImageId, ImageRecord> m_known;
};

} // namespace longshore
