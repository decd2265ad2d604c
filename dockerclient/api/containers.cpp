// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/containers.h"

#include "dockerclient/api/decode.h"
#include "dockerclient/api/filters.h"
#include "dockerclient/names.h"
#include "dockerclient/streams/enginestreams.h"

#include <QIODevice>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// An upload or a download moves all the time; this long without a byte means that nobody is there any more.
constexpr int archiveIdleLimit = 300'000;

Result<Request> containerRequest(const QByteArray &method, const QString &id, const QByteArray &tail)
{
    if (const Result<void> ok = checkContainerName(id); !ok)
        return fail(ok.error());
    Request request;
    request.method = method;
    request.path = "/containers/" + Request::segment(id) + tail;
    return request;
}

/// The request, unless what goes into its query was refused.
Result<Request> checked(Result<Request> request, const Result<void> &check)
{
    return check || !request ? request : Result<Request>(fail(check.error()));
}

/// A call that the engine answers only when the container has stopped.
Result<Request> graceRequest(const QString &id, const QByteArray &tail, int graceSeconds)
{
    Result<Request> request = containerRequest("POST", id, tail);
    if (request) {
        const int grace = qBound(0, graceSeconds, 24 * 3600);
        request->add("t", QString::number(grace));
        request->deadlineMs += grace * 1000;
    }
    return request;
}

Result<Request> archiveRequest(const QByteArray &method, const QString &id, const QString &path)
{
    Result<Request> request = checked(containerRequest(method, id, "/archive"), checkContainerPath(path));
    if (request)
        request->add("path", path);
    return request;
}

/// A compressed upload would make old engines run the image's own unpacker as host root (CVE-2026-41567). What
/// cannot be looked at yet, on a sequential device, passes.
Result<void> checkPlainTar(QIODevice *tar)
{
    const QByteArray start = tar->peek(6);
    for (const QByteArrayView magic : {QByteArrayView("\x1f\x8b"), QByteArrayView("BZh"), QByteArrayView("\xfd""7zXZ"),
                                       QByteArrayView("\x28\xb5\x2f\xfd")}) {
        if (start.startsWith(magic))
            return fail(Error::make(Error::Kind::BadInput, QStringLiteral("upload an archive"),
                                    QStringLiteral("it is compressed"), QStringLiteral("Upload a plain tar.")));
    }
    return {};
}

} // namespace

PendingCall *ContainersApi::list(const ListOptions &options, QObject *context, Callback<QList<ContainerSummary>> done)
{
    Request request;
    request.path = "/containers/json";
    request.bodyCap = BodyCap::List;
    request.addFlag("all", options.all);
    if (const QString filters = filtersText({{u"label"_s, options.labels}}); !filters.isEmpty())
        request.add("filters", filters);
    return m_requester.send(request, context, decodedAsList<ContainerSummary>(std::move(done)));
}

PendingCall *ContainersApi::create(const QString &name, const ContainerSpec &spec, QObject *context,
                                   Callback<CreatedContainer> done)
{
    Result<Request> request = containerRequest("POST", name, {});
    if (request) {
        request->path = "/containers/create";
        request->add("name", name);
        request->contentType = "application/json";
        request->body = jsonread::write(spec.toJson());
    }
    return m_requester.send(request, context, decodedAs<CreatedContainer>(std::move(done)));
}

PendingCall *ContainersApi::inspect(const QString &id, QObject *context, Callback<ContainerDetails> done)
{
    return m_requester.send(containerRequest("GET", id, "/json"), context, decodedAs<ContainerDetails>(std::move(done)));
}

PendingCall *ContainersApi::inspectRaw(const QString &id, QObject *context, Callback<QByteArray> done)
{
    return m_requester.send(containerRequest("GET", id, "/json"), context, bodyOnly(std::move(done)));
}

PendingCall *ContainersApi::start(const QString &id, QObject *context, Callback<bool> done)
{
    return m_requester.send(containerRequest("POST", id, "/start"), context,
                            [done = std::move(done)](const Result<Answer> &answer) {
                                if (answer)
                                    done(answer->status != 304);
                                else
                                    done(fail(answer.error()));
                            });
}

PendingCall *ContainersApi::stop(const QString &id, int graceSeconds, QObject *context, Callback<void> done)
{
    return m_requester.send(graceRequest(id, "/stop", graceSeconds), context, ignoringBody(std::move(done)));
}

PendingCall *ContainersApi::restart(const QString &id, int graceSeconds, QObject *context, Callback<void> done)
{
    return m_requester.send(graceRequest(id, "/restart", graceSeconds), context, ignoringBody(std::move(done)));
}

PendingCall *ContainersApi::kill(const QString &id, const QString &signal, QObject *context, Callback<void> done)
{
    Result<Request> request = checked(containerRequest("POST", id, "/kill"), checkSignal(signal));
    if (request && !signal.isEmpty())
        request->add("signal", signal);
    return m_requester.send(request, context, ignoringBody(std::move(done)));
}

PendingCall *ContainersApi::pause(const QString &id, QObject *context, Callback<void> done)
{
    return m_requester.send(containerRequest("POST", id, "/pause"), context, ignoringBody(std::move(done)));
}

PendingCall *ContainersApi::unpause(const QString &id, QObject *context, Callback<void> done)
{
    return m_requester.send(containerRequest("POST", id, "/unpause"), context, ignoringBody(std::move(done)));
}

PendingCall *ContainersApi::rename(const QString &id, const QString &name, QObject *context, Callback<void> done)
{
    Result<Request> request = checked(containerRequest("POST", id, "/rename"), checkContainerName(name));
    if (request)
        request->add("name", name);
    return m_requester.send(request, context, ignoringBody(std::move(done)));
}

PendingCall *ContainersApi::remove(const QString &id, const RemoveOptions &options, QObject *context,
                                   Callback<void> done)
{
    Result<Request> request = containerRequest("DELETE", id, {});
    if (request) {
        request->addFlag("force", options.force);
        request->addFlag("v", options.volumes);
    }
    return m_requester.send(request, context, ignoringBody(std::move(done)));
}

WaitStream *ContainersApi::wait(const QString &id, const QString &condition, QObject *parent)
{
    Result<Request> request = checked(containerRequest("POST", id, "/wait"), checkWaitCondition(condition));
    if (request)
        request->add("condition", condition);
    return openWait(m_requester, request, parent);
}

LogStream *ContainersApi::logs(const QString &id, const LogOptions &options, QObject *parent)
{
    Result<Request> request = checked(checked(containerRequest("GET", id, "/logs"), checkSince(options.since)), checkSince(options.until));
    if (request) {
        request->addFlag("stdout", true);
        request->addFlag("stderr", true);
        request->addFlag("timestamps", true);
        request->addFlag("follow", options.follow);
        if (!options.since.isEmpty())
            request->add("since", options.since);
        if (!options.until.isEmpty())
            request->add("until", options.until);
        if (options.tail >= 0)
            request->add("tail", QString::number(options.tail));
    }
    return openLog(m_requester, request, options.tty, parent);
}

StatsStream *ContainersApi::stats(const QString &id, QObject *parent)
{
    Result<Request> request = containerRequest("GET", id, "/stats");
    if (request)
        request->addFlag("stream", true);
    return openStats(m_requester, request, parent);
}

PendingCall *ContainersApi::statsOnce(const QString &id, QObject *context, Callback<ContainerStats> done)
{
    Result<Request> request = containerRequest("GET", id, "/stats");
    if (request) {
        request->add("stream", u"0"_s); // left out it means "stream"
        request->addFlag("one-shot", true);
    }
    return m_requester.send(request, context, decodedAs<ContainerStats>(std::move(done)));
}

PendingCall *ContainersApi::changes(const QString &id, QObject *context, Callback<QList<FileChange>> done)
{
    Result<Request> request = containerRequest("GET", id, "/changes");
    if (request)
        request->bodyCap = BodyCap::List;
    return m_requester.send(request, context, decodedAsList<FileChange>(std::move(done)));
}

PendingCall *ContainersApi::putArchive(const QString &id, const QString &path, QIODevice *tar, QObject *context,
                                       Callback<void> done)
{
    Result<Request> request = checked(archiveRequest("PUT", id, path), checkPlainTar(tar));
    if (request) {
        request->contentType = "application/x-tar";
        request->upload = tar;
        request->deadlineMs = 0;
        request->idleLimitMs = archiveIdleLimit;
    }
    return m_requester.send(request, context, ignoringBody(std::move(done)));
}

ArchiveStream *ContainersApi::getArchive(const QString &id, const QString &path, QObject *parent)
{
    ArchiveStream *stream = openArchive(m_requester, archiveRequest("GET", id, path), parent);
    stream->setIdleLimit(archiveIdleLimit);
    return stream;
}

PendingCall *ContainersApi::statPath(const QString &id, const QString &path, QObject *context, Callback<PathStat> done)
{
    return m_requester.send(archiveRequest("HEAD", id, path), context, [done = std::move(done)](const Result<Answer> &answer) {
        if (!answer)
            return done(fail(answer.error()));
        const auto decoded = QByteArray::fromBase64Encoding(answer->header("X-Docker-Container-Path-Stat"),
                                                            QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
        const auto json = decoded ? jsonread::parse(*decoded) : std::nullopt;
        if (!json || !json->is_object())
            return done(fail(unexpected(*answer, u"the answer has no readable path header"_s)));
        done(PathStat::fromJson(*json));
    });
}

} // namespace longshore
