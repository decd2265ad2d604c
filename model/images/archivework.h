// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"
#include "dockerclient/result.h"
#include "model/images/plaintar.h"
#include "model/store/savedfile.h"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>
#include <memory>

namespace longshore
{

class ArchiveStream;
class EngineClient;
class ProgressStream;
struct ProgressMessage;

/// What saving or loading an archive of images does on a thread of its own, with a connection of its own: neither a slow
/// disk nor a slow engine holds anything up. No deadline: it ends when the engine does, or is aborted.
class ArchiveWork : public QObject
{
    Q_OBJECT
public:
    explicit ArchiveWork(const Endpoint &endpoint);
    ~ArchiveWork() override;

    /// On its thread, once.
    void start();
    /// On its thread; `finished` tells of it.
    virtual void abort() = 0;

Q_SIGNALS:
    /// At most every 100 ms. `bytes` of the file so far; `total` 0 = not known.
    void progress(qint64 bytes, qint64 total);
    /// Once, last. `names` of what was loaded, empty after saving; `bytes` of the file.
    void finished(const longshore::Result<void> &result, const QStringList &names, qint64 bytes);

protected:
    virtual Result<void> prepare() = 0;
    virtual void begin(EngineClient &client) = 0;
    virtual void look() {} ///< at the progress, every 100 ms
    void end(const Result<void> &result, const QStringList &names = {}, qint64 bytes = 0);
    bool isEnded() const { return m_ended; }

private:
    Endpoint m_endpoint;
    std::unique_ptr<EngineClient> m_client;
    QTimer m_timer;
    bool m_ended = false;
};

/// `docker save`: the file is there as a whole, or not at all. Errors: Disk, NotFound, PermissionDenied of the file; those
/// of the engine; Protocol when what it sends is no tar.
class ArchiveSaving : public ArchiveWork
{
    Q_OBJECT
public:
    ArchiveSaving(const Endpoint &endpoint, const QStringList &names, const QString &path);
    ~ArchiveSaving() override;
    void abort() override;

protected:
    Result<void> prepare() override { return m_file.open(); }
    void begin(EngineClient &client) override;
    void look() override;

private:
    void take(const QByteArray &bytes);
    void streamEnded(const Result<void> &result);

    QStringList m_names;
    QString m_asked;
    SavedFile m_file;
    QByteArray m_head; ///< what came before it is enough to tell a tar
    std::unique_ptr<ArchiveStream> m_stream;
};

/// `docker load`. Errors: those of PlainTar; what the engine says about the archive, in our words.
class ArchiveLoading : public ArchiveWork
{
    Q_OBJECT
public:
    ArchiveLoading(const Endpoint &endpoint, const QString &path);
    ~ArchiveLoading() override;
    void abort() override;

protected:
    Result<void> prepare() override;
    void begin(EngineClient &client) override;
    void look() override;

private:
    void streamEnded(const Result<void> &result);

    QString m_path;
    QString m_asked;
    std::unique_ptr<PlainTar> m_tar;
    QStringList m_names;
    std::unique_ptr<ProgressStream> m_stream; ///< reads the tar: goes first
};

/// The images that a line of a load's answer names: tags, or ids of images without one. Docker sends one line for each,
/// Podman one for all.
QStringList loadedNames(const QString &line);

/// Why an engine did not load an archive, in words that all engines share; its own ones stay in `engineText`.
Error loadError(const Error &error, const QString &asked);

} // namespace longshore
