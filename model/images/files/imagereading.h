// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/tardownload.h"

namespace longshore
{

class Endpoint;

/// Reads from an image of an engine as a tar, on a connection of its own. One use; ends in `finished`.
class ImageReading : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start() = 0;
    /// `finished` then carries Cancelled.
    virtual void cancel() = 0;

Q_SIGNALS:
    /// Bytes so far.
    void received(qint64 bytes);
    void finished(const longshore::Result<void> &result);
};

/// All layers as the engine keeps them (`GET /images/{name}/get`): exact, and as long as the image is large. `image` is
/// a reference or an id.
ImageReading *readWholeImage(const Endpoint &endpoint, const QString &image, TarDownload::Work work, QObject *parent);

/// One path, as a container of the image would find it (`GET /containers/{id}/archive`): quick, but what engines put into
/// each container hides a few files (see isEngines). `path` is absolute.
ImageReading *readImagePath(const Endpoint &endpoint, const QString &image, const QString &path, TarDownload::Work work, QObject *parent);

/// Whether an engine puts something of its own at `path` (without a slash at its start) in every container.
bool isEngines(const QByteArray &path);
/// Whether there is such a path in this folder.
bool holdsEngines(const QByteArray &folder);

} // namespace longshore
