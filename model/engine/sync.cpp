// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/sync.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "model/engine/session.h"

#include <chrono>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int inspectsAtOnce = 4;

/// What happens inside a container, and changes nothing in the list.
bool isNoise(const QString &action)
{
    return action.startsWith("exec_"_L1) || action == "top"_L1 || action == "attach"_L1 || action == "detach"_L1
           || action == "resize"_L1 || action == "exec"_L1;
}

/// Podman tells of these before it does them.
bool takesAway(const QString &action)
{
    return action == "untag"_L1 || action == "remove"_L1;
}

} // namespace

EngineSync::EngineSync(EngineSession &session, QObject *parent, const SyncTiming &timing)
    : QObject(parent)
    , m_session(session)
{
    m_imageTimer.setSingleShot(true);
    m_imageTimer.setInterval(timing.debounce);
    m_againTimer.setSingleShot(true);
    m_againTimer.setInterval(timing.again);
    m_containerTimer.setSingleShot(true);
    m_containerTimer.setInterval(timing.debounce);
    m_resyncTimer.setInterval(timing.resync);
    connect(&m_imageTimer, &QTimer::timeout, this, &EngineSync::listImages);
    connect(&m_againTimer, &QTimer::timeout, this, &EngineSync::listImages);
    connect(&m_containerTimer, &QTimer::timeout, this, &EngineSync::listContainers);
    connect(&m_resyncTimer, &QTimer::timeout, this, &EngineSync::refresh);
    connect(&session, &EngineSession::connected, this, &EngineSync::connected);
    connect(&session, &EngineSession::event, this, &EngineSync::take);
    connect(&session, &EngineSession::stateChanged, this, [this](EngineSession::State state) {
        if (state != EngineSession::State::Connected)
            disconnected();
    });
    if (session.client())
        connected();
}

const ImageDetails *EngineSync::details(const ImageId &id) const
{
    const auto found = m_details.constFind(id);
    return found == m_details.constEnd() ? nullptr : &*found;
}

void EngineSync::connected()
{
    disconnected();
    m_round = std::make_unique<QObject>();
    const EngineIdentity identity = m_session.identity();
    const QString engine = identity.endpoint + u' ' + identity.infoId;
    if (engine != m_engine) {
        // Another engine's rows must not be shown as this one's, not even greyed.
        const bool had = !m_engine.isEmpty();
        m_engine = engine;
        m_images.clear();
        m_containers.clear();
        m_details.clear();
        m_refreshedAt = {};
        if (had) {
            Q_EMIT imagesChanged(m_images);
            Q_EMIT containersChanged(m_containers);
        }
    }
    m_resyncTimer.start();
    refresh();
}

void EngineSync::disconnected()
{
    m_imageTimer.stop();
    m_againTimer.stop();
    m_containerTimer.stop();
    m_resyncTimer.stop();
    if (m_round)
        m_round.release()->deleteLater(); // we may be within one of its callbacks
    m_listingImages = m_listingContainers = false;
    m_imagesKnown = m_containersKnown = false;
    m_inspecting.clear();
    m_wanted.clear();
}

void EngineSync::refresh()
{
    listImages();
    listContainers();
}

/// Not restarted while it runs: under a flood of events the list still comes every so often.
void EngineSync::take(const EngineEvent &event)
{
    if (event.type == "image"_L1 && m_session.kind() == EngineKind::Podman && takesAway(event.action))
        m_againTimer.start();
    if (event.type == "image"_L1 && !m_imageTimer.isActive())
        m_imageTimer.start();
    else if (event.type == "container"_L1 && !isNoise(event.action) && !m_containerTimer.isActive())
        m_containerTimer.start();
}

void EngineSync::listImages()
{
    EngineClient *client = m_session.client();
    if (!client || !m_round)
        return;
    if (m_listingImages) {
        m_imageTimer.start(); // the answer under way may be older than what made us ask
        return;
    }
    m_listingImages = true;
    QObject *round = m_round.get();
    const qint64 askedAt = std::chrono::steady_clock::now().time_since_epoch().count();
    client->images().list({}, round, [this, round, askedAt](const Result<QList<ImageSummary>> &images) {
        if (round != m_round.get())
            return;
        m_listingImages = false;
        if (images)
            imagesListed(*images, askedAt);
        else
            Q_EMIT failed(images.error());
    });
}

void EngineSync::listContainers()
{
    EngineClient *client = m_session.client();
    if (!client || !m_round)
        return;
    if (m_listingContainers) {
        m_containerTimer.start();
        return;
    }
    m_listingContainers = true;
    ContainersApi::ListOptions options;
    options.all = true;
    QObject *round = m_round.get();
    client->containers().list(options, round, [this, round](const Result<QList<ContainerSummary>> &containers) {
        if (round != m_round.get())
            return;
        m_listingContainers = false;
        if (containers)
            containersListed(*containers);
        else
            Q_EMIT failed(containers.error());
    });
}

void EngineSync::imagesListed(const QList<ImageSummary> &images, qint64 askedAt)
{
    const bool first = !std::exchange(m_imagesKnown, true);
    if (first || images != m_images) {
        m_images = images;
        Q_EMIT imagesChanged(m_images);
    }
    Q_EMIT imagesRefreshed(askedAt);
    wantDetails();
    listed();
}

void EngineSync::containersListed(const QList<ContainerSummary> &containers)
{
    const bool first = !std::exchange(m_containersKnown, true);
    if (first || containers != m_containers) {
        m_containers = containers;
        Q_EMIT containersChanged(m_containers);
    }
    Q_EMIT containersRefreshed();
    listed();
}

void EngineSync::listed()
{
    if (!m_imagesKnown || !m_containersKnown)
        return;
    m_refreshedAt = QDateTime::currentDateTimeUtc();
    Q_EMIT refreshed(m_refreshedAt);
}

void EngineSync::wantDetails()
{
    QSet<ImageId> present;
    m_wanted.clear();
    for (const ImageSummary &image : std::as_const(m_images)) {
        if (present.contains(image.id))
            continue;
        present.insert(image.id);
        if (!m_details.contains(image.id) && !m_inspecting.contains(image.id))
            m_wanted << image.id;
    }
    m_details.removeIf([&present](const auto &entry) { return !present.contains(entry.key()); });
    while (m_inspecting.size() < inspectsAtOnce && !m_wanted.isEmpty())
        inspectNext();
}

void EngineSync::inspectNext()
{
    EngineClient *client = m_session.client();
    if (!client || !m_round || m_wanted.isEmpty())
        return;
    const ImageId id = m_wanted.takeFirst();
    m_inspecting.insert(id);
    QObject *round = m_round.get();
    client->images().inspect(id.value, round, [this, id, round](const Result<ImageDetails> &details) {
        if (round != m_round.get())
            return;
        m_inspecting.remove(id);
        // One that failed (mostly: just removed) is asked again after the next list.
        if (details) {
            m_details.insert(id, *details);
            Q_EMIT detailsChanged(id, *details);
        }
        inspectNext();
    });
}

} // namespace longshore
