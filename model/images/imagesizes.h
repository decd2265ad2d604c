// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/ids.h"

#include <QObject>
#include <QSet>
#include <QTimer>
#include <memory>

namespace longshore
{

class EngineSession;
class EngineSync;
class ImageTreeModel;

/// Times of ImageSizes, in milliseconds.
struct ImageSizeTiming {
    int delay = 300;            ///< what came until then is asked about together, behind the list and its first paint
    int betweenUsage = 300'000; ///< `/system/df` walks the engine's store: no more often than this
};

/// Finds out what the images take on disk and feeds the model: the history of each image that has layers of unknown
/// size, two at a time (one call serves all images on the same base), then what the engine itself says. All of it off
/// the list's path; what an engine refuses to tell stays unknown. GUI thread.
class ImageSizes : public QObject
{
    Q_OBJECT
public:
    /// All must outlive this; `model` is fed from `sync` by the caller.
    ImageSizes(EngineSession &session, const EngineSync &sync, ImageTreeModel &model, QObject *parent = nullptr,
               const ImageSizeTiming &timing = {});
    ~ImageSizes() override;

private:
    void restart();
    void begin();
    void askNext();
    void askHistory(const ImageId &image);
    void askUsage();

    EngineSession &m_session;
    const EngineSync &m_sync;
    ImageTreeModel &m_model;
    QTimer m_timer;
    QTimer m_usagePause;
    std::unique_ptr<QObject> m_round; ///< context of the calls of one connection
    QList<ImageId> m_queue;
    QSet<ImageId> m_asking;
    bool m_wantsUsage = false;
    bool m_askingUsage = false;
};

} // namespace longshore
