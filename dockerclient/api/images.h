// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/pendingcall.h"
#include "dockerclient/result.h"
#include "dockerclient/types/image.h"

class QIODevice;

namespace longshore
{

class ArchiveStream;
class BuildStream;
class ProgressStream;
class Requester;

/// `/images` and `/build`.
class ImagesApi
{
public:
    explicit ImagesApi(Requester &requester) : m_requester(requester) {}

    struct ListOptions {
        bool all = false;            ///< intermediate images too
        bool sharedSize = false;     ///< API 1.42 and newer; ignored before
        QString reference{};           ///< filter; Podman returns all tags of a match
        std::optional<bool> dangling{};
    };
    /// `GET /images/json`. Never sends `digests=1` (Podman answers it with an empty body).
    PendingCall *list(const ListOptions &options, QObject *context, Callback<QList<ImageSummary>> done);
    /// `GET /images/{name}/json`; `name` is a reference, an id or an id prefix.
    PendingCall *inspect(const QString &name, QObject *context, Callback<ImageDetails> done);
    /// The same answer as the engine wrote it, for an inspect view.
    PendingCall *inspectRaw(const QString &name, QObject *context, Callback<QByteArray> done);
    /// `GET /images/{name}/history`, newest first.
    PendingCall *history(const QString &name, QObject *context, Callback<QList<ImageHistoryEntry>> done);

    struct RemoveOptions {
        bool force = false; ///< on Podman this kills and removes containers of the image
        bool noPrune = false;
    };
    /// `DELETE /images/{name}`.
    PendingCall *remove(const QString &name, const RemoveOptions &options, QObject *context,
                        Callback<ImageRemoval> done);

    /// `GET /images/{name}/get`: the image as a tar, as it comes. There is no total: an engine may write all of it to its
    /// disk before the first byte, so only a silence of half an hour ends it.
    ArchiveStream *get(const QString &name, QObject *parent);
    /// `GET /images/get?names=…`: the images as one tar, of unknown length. An image that is named by a tag keeps this tag in
    /// it, one named by its id has none. An engine may be silent for long before the first byte.
    ArchiveStream *save(const QStringList &names, QObject *parent);
    struct PullOptions {
        QByteArray auth{};    ///< value of X-Registry-Auth; empty = without logging in
        QString platform{};   ///< `linux/arm64`; empty = the engine's. Docker 20 and Podman may ignore it
    };
    /// `POST /images/create?fromImage=…`: fetches an image from its registry. `name` without tag or digest means `latest`,
    /// never all tags.
    ProgressStream *pull(const QString &name, const PullOptions &options, QObject *parent);
    /// `POST /images/{repository}/push?tag=…`: sends the image that `name` is here to the registry that is part of the
    /// name; without tag `latest`. `auth` as of a pull.
    ProgressStream *push(const QString &name, const QByteArray &auth, QObject *parent);

    /// `POST /images/{source}/tag`. `source` is a reference or an id; repository and tag are sent apart and must both be
    /// there: without a repository Docker 26 answers that all is well and does nothing. A tag that is on another image
    /// moves silently.
    PendingCall *tag(const QString &source, const QString &repository, const QString &tag, QObject *context, Callback<void> done);
    /// `POST /images/load`. `tar` is read as it goes (chunked, back-pressure) and must outlive the stream.
    ProgressStream *load(QIODevice *tar, QObject *parent);

    struct BuildOptions {
        QStringList tags{};
        QString dockerfile{}; ///< inside the context; empty = Dockerfile
        QMap<QString, QString> buildArgs{};
        QMap<QString, QString> labels{};
        QString target{};
        bool noCache = false;
        bool pull = false;
        QString platform{};           ///< `linux/arm64`; empty = the engine's own
        bool buildKit = false;        ///< instead of the classic builder; only for engines of which `offersBuildKit` says so
        QByteArray registryConfig{};  ///< value of X-Registry-Config: who one is at which registry; empty = nobody
    };
    /// `POST /build`. `context` is a plain, uncompressed tar and must outlive the stream.
    BuildStream *build(const BuildOptions &options, QIODevice *context, QObject *parent);

private:
    Requester &m_requester;
};

} // namespace longshore
