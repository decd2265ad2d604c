// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagesizes.h"

#include "dockerclient/api/images.h"
#include "dockerclient/api/system.h"
#include "dockerclient/engineclient.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "model/images/imagetreemodel.h"

namespace longshore
{
namespace
{

constexpr int atOnce = 2;

} // namespace

ImageSizes::ImageSizes(EngineSession &session, const EngineSync &sync, ImageTreeModel &model, QObject *parent,
                       const ImageSizeTiming &timing)
    : QObject(parent)
    , m_session(session)
    , m_sync(sync)
    , m_model(model)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(timing.delay);
    m_usagePause.setSingleShot(true);
    m_usagePause.setInterval(timing.betweenUsage);
    connect(&m_timer, &QTimer::timeout, this, &ImageSizes::begin);
    connect(&m_usagePause, &QTimer::timeout, this, &ImageSizes::askNext);
    connect(&session, &EngineSession::stateChanged, this, &ImageSizes::restart);
    connect(&sync, &EngineSync::imagesChanged, this, [this] {
        m_wantsUsage = true;
        if (!m_timer.isActive())
            m_timer.start();
    });
    connect(&sync, &EngineSync::detailsChanged, this, [this] {
        if (!m_timer.isActive())
            m_timer.start();
    });
    restart();
}

ImageSizes::~ImageSizes() = default;

/// What was asked of an earlier connection is not heard any more.
void ImageSizes::restart()
{
    if (m_round)
        m_round.release()->deleteLater(); // we may be within one of its callbacks
    m_queue.clear();
    m_asking.clear();
    m_askingUsage = false;
    if (m_session.state() != EngineSession::State::Connected)
        return;
    m_round = std::make_unique<QObject>();
    m_usagePause.stop();
    m_wantsUsage = true;
    m_timer.start();
}

void ImageSizes::begin()
{
    m_queue.clear();
    for (const ImageSummary &image : m_sync.images())
        m_queue.append(image.id);
    askNext();
}

void ImageSizes::askNext()
{
    if (!m_round || !m_session.client())
        return;
    while (m_asking.size() < atOnce && !m_queue.isEmpty()) {
        const ImageId image = m_queue.takeFirst();
        if (!m_asking.contains(image) && m_model.wantsHistory(image)) // an image on the same layers may have told them meanwhile
            askHistory(image);
    }
    if (m_asking.isEmpty() && m_wantsUsage && !m_askingUsage && !m_usagePause.isActive())
        askUsage();
}

void ImageSizes::askHistory(const ImageId &image)
{
    m_asking.insert(image);
    QObject *round = m_round.get();
    m_session.client()->images().history(image.value, round, [this, image, round](const Result<QList<ImageHistoryEntry>> &history) {
        if (round != m_round.get())
            return;
        m_asking.remove(image);
        // One that failed (mostly: just removed) is asked again after the next list.
        if (history)
            m_model.setHistory(image, *history);
        askNext();
    });
}

void ImageSizes::askUsage()
{
    m_wantsUsage = false;
    m_askingUsage = true;
    QObject *round = m_round.get();
    m_session.client()->system().diskUsage(round, [this, round](const Result<DiskUsage> &usage) {
        if (round != m_round.get())
            return;
        m_askingUsage = false;
        m_usagePause.start();
        if (usage)
            m_model.setDiskUsage(*usage);
    });
}

} // namespace longshore
