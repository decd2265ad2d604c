// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/images.h"

#include "dockerclient/api/decode.h"
#include "dockerclient/api/filters.h"
#include "dockerclient/names.h"
#include "dockerclient/streams/enginestreams.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int saveIdleLimit = 1'800'000; // ms

Result<Request> imageRequest(const QByteArray &method, const QString &name, const QByteArray &tail)
{
    if (const Result<void> ok = checkImageName(name); !ok)
        return fail(ok.error());
    Request request;
    request.method = method;
    request.path = "/images/" + Request::segment(name) + tail;
    return request;
}

} // namespace

PendingCall *ImagesApi::list(const ListOptions &options, QObject *context, Callback<QList<ImageSummary>> done)
{
    Request request;
    request.path = "/images/json";
    request.bodyCap = BodyCap::List;
    request.addFlag("all", options.all);
    request.addFlag("shared-size", options.sharedSize && m_requester.apiVersion >= ApiVersion{1, 42});
    QMap<QString, QStringList> filters;
    if (!options.reference.isEmpty())
        filters[u"reference"_s] = {options.reference};
    if (options.dangling)
        filters[u"dangling"_s] = {*options.dangling ? u"true"_s : u"false"_s};
    if (const QString text = filtersText(filters); !text.isEmpty())
        request.add("filters", text);
    return m_requester.send(request, context, decodedAsList<ImageSummary>(std::move(done)));
}

PendingCall *ImagesApi::inspect(const QString &name, QObject *context, Callback<ImageDetails> done)
{
    return m_requester.send(imageRequest("GET", name, "/json"), context, decodedAs<ImageDetails>(std::move(done)));
}

PendingCall *ImagesApi::inspectRaw(const QString &name, QObject *context, Callback<QByteArray> done)
{
    return m_requester.send(imageRequest("GET", name, "/json"), context, bodyOnly(std::move(done)));
}

PendingCall *ImagesApi::history(const QString &name, QObject *context, Callback<QList<ImageHistoryEntry>> done)
{
    return m_requester.send(imageRequest("GET", name, "/history"), context, decodedAsList<ImageHistoryEntry>(std::move(done)));
}

PendingCall *ImagesApi::remove(const QString &name, const RemoveOptions &options, QObject *context,
                               Callback<ImageRemoval> done)
{
    Result<Request> request = imageRequest("DELETE", name, {});
    if (request) {
        request->addFlag("force", options.force);
        request->addFlag("noprune", options.noPrune);
    }
    return m_requester.send(request, context, decodedAs<ImageRemoval>(std::move(done)));
}

PendingCall *ImagesApi::tag(const QString &source, const QString &repository, const QString &tag, QObject *context, Callback<void> done)
{
    Result<Request> request = imageRequest("POST", source, "/tag");
    const Result<void> target = tag.isEmpty() || repository.section(u'/', -1).contains(u':') || repository.contains(u'@')
                                    ? checkImageName({})
                                    : checkImageName(repository + u':' + tag);
    if (!target) {
        request = fail(target.error());
    } else if (request) {
        request->add("repo", repository);
        request->add("tag", tag);
    }
    return m_requester.send(request, context, ignoringBody(std::move(done)));
}

ProgressStream *ImagesApi::pull(const QString &name, const PullOptions &options, QObject *parent)
{
    Result<Request> request = imageRequest("POST", name, {});
    if (request) {
        request->path = "/images/create";
        request->add("fromImage", name);
        if (!name.section(u'/', -1).contains(u':') && !name.contains(u'@'))
            request->add("tag", u"latest"_s);
        if (!options.platform.isEmpty())
            request->add("platform", options.platform);
        if (!options.auth.isEmpty())
            request->headers.append({"X-Registry-Auth", options.auth});
    }
    return openProgress(m_requester, request, parent);
}

ProgressStream *ImagesApi::push(const QString &name, const QByteArray &auth, QObject *parent)
{
    const qsizetype colon = name.lastIndexOf(u':');
    const bool hasTag = colon > name.lastIndexOf(u'/');
    Result<Request> request = imageRequest("POST", name, {});
    if (request) {
        request->path = "/images/" + Request::segment(hasTag ? name.left(colon) : name) + "/push";
        request->add("tag", hasTag ? name.mid(colon + 1) : u"latest"_s); // without it all tags would go
        request->headers.append({"X-Registry-Auth", auth.isEmpty() ? "e30=" : auth}); // "{}": Docker wants one always
    }
    return openProgress(m_requester, request, parent);
}

ArchiveStream *ImagesApi::get(const QString &name, QObject *parent)
{
    ArchiveStream *stream = openArchive(m_requester, imageRequest("GET", name, "/get"), parent);
    stream->setIdleLimit(saveIdleLimit);
    return stream;
}

ArchiveStream *ImagesApi::save(const QStringList &names, QObject *parent)
{
    Request wanted;
    wanted.path = "/images/get";
    Result<Request> request = wanted;
    for (const QString &name : names) {
        if (const Result<void> ok = checkImageName(name); !ok)
            request = fail(ok.error());
        if (request)
            request->add("names", name); // one key for each: a list with commas is refused
    }
    return openArchive(m_requester, request, parent);
}

ProgressStream *ImagesApi::load(QIODevice *tar, QObject *parent)
{
    Request request;
    request.method = "POST";
    request.path = "/images/load";
    request.contentType = "application/x-tar";
    request.upload = tar;
    return openProgress(m_requester, request, parent);
}

BuildStream *ImagesApi::build(const BuildOptions &options, QIODevice *context, QObject *parent)
{
    Request request;
    request.method = "POST";
    request.path = "/build";
    request.contentType = "application/x-tar";
    request.upload = context;
    for (const QString &tag : options.tags)
        request.add("t", tag);
    if (!options.dockerfile.isEmpty())
        request.add("dockerfile", options.dockerfile);
    if (!options.buildArgs.isEmpty())
        request.add("buildargs", QString::fromUtf8(jsonread::write(jsonread::fromTextMap(options.buildArgs))));
    if (!options.labels.isEmpty())
        request.add("labels", QString::fromUtf8(jsonread::write(jsonread::fromTextMap(options.labels))));
    if (!options.target.isEmpty())
        request.add("target", options.target);
    if (!options.platform.isEmpty())
        request.add("platform", options.platform);
    if (options.buildKit)
        request.add("version", u"2"_s);
    request.addFlag("nocache", options.noCache);
    request.addFlag("pull", options.pull);
    if (!options.registryConfig.isEmpty())
        request.headers.append({"X-Registry-Config", options.registryConfig});
    request.addFlag("rm", true);
    request.addFlag("forcerm", true);
    return openBuild(m_requester, request, parent);
}

} // namespace longshore
