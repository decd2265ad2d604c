// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"
#include "dockerclient/types/image.h"
#include "dockerclient/types/system.h"

#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <memory>

namespace longshore
{

class EngineSession;
struct Error;

/// Times of the sync, in milliseconds.
struct SyncTiming {
    int debounce = 100; ///< events of this long lead to one new list
    int resync = 60000; ///< a list without being told, in case an event was lost
    int again = 1000;   ///< a further list after Podman told of a removal, which it does before it removes
};

/// Keeps the lists of images and containers true: lists on every `connected`, follows the events, lists again after
/// any gap (F21). Events are hints, the list is the truth. Image details are fetched once per image id (an id never
/// changes its content), at most four at a time. GUI thread.
class EngineSync : public QObject
{
    Q_OBJECT
public:
    explicit EngineSync(EngineSession &session, QObject *parent = nullptr, const SyncTiming &timing = {});

    /// What was listed last; kept when the engine is lost, emptied when another engine is connected.
    const QList<ImageSummary> &images() const { return m_images; }
    const QList<ContainerSummary> &containers() const { return m_containers; }
    /// The details of an image, null when not fetched yet.
    const ImageDetails *details(const ImageId &id) const;
    /// When both lists were last known to be true; invalid before the first time.
    QDateTime refreshedAt() const { return m_refreshedAt; }
    /// Nothing was listed yet from this engine.
    bool isLoading() const { return !m_refreshedAt.isValid(); }
    /// A list of containers is on its way; what it will say may be older than this moment.
    bool isListingContainers() const { return m_listingContainers; }

    /// Lists everything now; does nothing unless connected.
    void refresh();

Q_SIGNALS:
    void imagesChanged(const QList<longshore::ImageSummary> &images);
    void containersChanged(const QList<longshore::ContainerSummary> &containers);
    void detailsChanged(const longshore::ImageId &id, const longshore::ImageDetails &details);
    /// A list could not be had; the old one stays.
    void failed(const longshore::Error &error);
    void refreshed(const QDateTime &when);
    /// The containers were listed, changed or not; after `containersChanged`.
    void containersRefreshed();
    /// The images were listed, changed or not; after `imagesChanged`. `askedAt` is when the engine was asked, in
    /// nanoseconds of the steady clock, which all programs of this machine share.
    void imagesRefreshed(qint64 askedAt);

private:
    void connected();
    void disconnected();
    void take(const EngineEvent &event);
    void listImages();
    void listContainers();
    void imagesListed(const QList<ImageSummary> &images, qint64 askedAt);
    void containersListed(const QList<ContainerSummary> &containers);
    void listed();
    void wantDetails();
    void inspectNext();

    EngineSession &m_session;
    QString m_engine; ///< of which the lists are
    QList<ImageSummary> m_images;
    QList<ContainerSummary> m_containers;
    QHash<ImageId, ImageDetails> m_details;
    QList<ImageId> m_wanted; ///< in the order of the list
    QDateTime m_refreshedAt;
    std::unique_ptr<QObject> m_round; ///< context of the calls of one connection
    bool m_listingImages = false;
    bool m_listingContainers = false;
    QSet<ImageId> m_inspecting;
    bool m_imagesKnown = false; ///< since the last `connected`
    bool m_containersKnown = false;
    QTimer m_imageTimer;
    QTimer m_againTimer;
    QTimer m_containerTimer;
    QTimer m_resyncTimer;
};

} // namespace longshore
