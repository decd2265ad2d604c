// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/imageresolver.h"

#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"
#include "model/images/baseregistries.h"
#include "model/images/imagebuild.h"
#include "model/images/imagepull.h"
#include "model/images/reference.h"
#include "model/images/registryauth.h"
#include "model/images/registryerror.h"

#include <QRegularExpression>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype longestLine = 1 << 16;

} // namespace

ImageResolver::ImageResolver(EngineClient &client, const QString &reference, JobImage::Pull policy, const std::optional<JobSource> &source,
                             QObject *parent)
    : QObject(parent), m_client(client), m_reference(reference), m_policy(policy), m_source(source)
{
}

void ImageResolver::start()
{
    if (m_rebuild && m_source)
        return build();
    m_policy == JobImage::Pull::Always ? pull() : inspect();
}

void ImageResolver::inspect()
{
    const Result<Reference> reference = Reference::parse(m_reference);
    const bool isPinned = reference && !reference->digest.isEmpty();
    m_call = m_client.images().inspect(isPinned ? pullName(*reference) : m_reference, this, [this](const Result<ImageDetails> &image) { inspected(image); });
}

void ImageResolver::cancel()
{
    m_cancelled = true;
    disconnect();
    if (m_call)
        m_call->cancel();
    if (m_stream)
        m_stream->abort();
    if (m_build)
        m_build->cancel();
}

void ImageResolver::inspected(const Result<ImageDetails> &image)
{
    if (image) {
        Q_EMIT resolved(*image);
    } else if (image.error().kind != Error::Kind::NotFound) {
        Q_EMIT failed(image.error());
    } else if (m_source && !m_wasMade) {
        build();
    } else if (m_policy == JobImage::Pull::Missing && !m_wasMade) {
        pull();
    } else {
        Q_EMIT failed(missing(image.error()));
    }
}

void ImageResolver::pull()
{
    Q_EMIT pulling();
    const Result<Reference> reference = Reference::parse(m_reference);
    if (!m_registries || !reference)
        return pullAs({});
    m_registries->find(reference->fullRepository(), this, [this](const RegistryCredential &who) { pullAs(who); });
}

void ImageResolver::pullAs(const RegistryCredential &who)
{
    if (m_cancelled)
        return;
    const Result<Reference> reference = Reference::parse(m_reference);
    const QString name = reference ? pullName(*reference) : m_reference; // the engine says what is wrong with it
    ProgressStream *stream = m_client.images().pull(name, {.auth = who.header()}, this);
    m_stream = stream;
    connect(stream, &ProgressStream::message, this, [this](const ProgressMessage &message) {
        if (message.current < 0) // the bytes of each layer would be thousands of lines
            Q_EMIT buildProgress(0, 0, message.id.isEmpty() ? message.status : message.id + u": "_s + message.status);
    });
    connect(stream, &Stream::finished, this, [this, who](const Result<void> &result) { pulled(result, who); });
}

void ImageResolver::pulled(const Result<void> &result, const RegistryCredential &who)
{
    m_stream->deleteLater();
    if (!result) {
        const Result<Reference> reference = Reference::parse(m_reference);
        RegistryRequest request{RegistryRequest::Kind::Pull, reference ? reference->registry : QString(), m_reference};
        request.account = who.account();
        Error error = registryError(result.error(), request);
        error.advice += m_policy == JobImage::Pull::Always ? u" Or set image.pull to \"missing\" to run the one that is here."_s
                                                           : u" Or name a \"source\" in the job to build it from."_s;
        error.advice = error.advice.trimmed();
        if (who.problem) // why it was nobody who asked
            error.advice += u" ("_s + who.problem->sentence() + u')';
        Q_EMIT failed(error);
        return;
    }
    m_wasMade = true;
    inspect();
}

Error ImageResolver::missing(const Error &cause) const
{
    Error error = cause;
    error.asked = u"run the image %1"_s.arg(m_reference);
    error.happened = u"the engine does not have it"_s;
    error.advice = m_policy == JobImage::Pull::Never ? u"The job says never to pull it: set image.pull to \"missing\", or build it first."_s
                                                     : u"Pull or build it first, or name a \"source\" in the job to build it from."_s;
    return error;
}

void ImageResolver::build()
{
    BuildRequest request;
    request.folder = m_source->folder;
    request.dockerfile = m_source->dockerfile;
    request.tags = QStringList{m_reference};
    request.classic = true; // whose steps a run tells
    Q_EMIT building();
    if (!m_registries)
        return buildAs(request);
    findBuildConfig(*m_registries, request, this, [this, request](const QByteArray &config) {
        BuildRequest known = request;
        known.registryConfig = config;
        buildAs(known);
    });
}

void ImageResolver::buildAs(const BuildRequest &request)
{
    if (m_cancelled)
        return;
    m_build = new ImageBuild(m_client, request, this);
    connect(m_build, &ImageBuild::stepBegan, this, [this](int index, int count, const QString &instruction) {
        m_step = index;
        m_steps = count;
        Q_EMIT buildProgress(index, count, instruction);
    });
    connect(m_build, &ImageBuild::output, this, [this](const QByteArray &bytes) {
        const QString text = QString::fromUtf8(bytes);
        take(text);
        Q_EMIT buildProgress(m_step, m_steps, text);
    });
    connect(m_build, &ImageBuild::finished, this, &ImageResolver::built);
    m_build->start();
}

/// Output comes in pieces; of a progress line that is written over, only what stays is told.
void ImageResolver::take(const QString &output)
{
    static const QRegularExpression colours(u"\\x1b\\[[0-9;]*[A-Za-z]"_s);
    m_line += output;
    for (qsizetype end = m_line.indexOf(u'\n'); end >= 0; end = m_line.indexOf(u'\n')) {
        QString line = m_line.left(end).remove(colours).trimmed();
        m_line.remove(0, end + 1);
        line.remove(0, line.lastIndexOf(u'\r') + 1);
        if (!line.isEmpty())
            Q_EMIT buildLine(line);
    }
    m_line = m_line.right(longestLine);
}

void ImageResolver::built(const Result<ImageId> &image)
{
    m_build->deleteLater();
    take(u"\n"_s);
    if (!image) {
        Error error = image.error();
        if (error.kind == Error::Kind::NotFound)
            error.advice = u"Correct \"source\" in the job."_s;
        Q_EMIT failed(error);
        return;
    }
    m_wasMade = true;
    inspect();
}

} // namespace longshore
