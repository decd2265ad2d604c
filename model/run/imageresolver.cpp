// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/imageresolver.h"

#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"
#include "model/images/baseregistries.h"
#include "model/images/reference.h"
#include "model/images/registryauth.h"
#include "model/images/registryerror.h"
#include "model/run/dockerfileline.h"
#include "model/run/stagingtar.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype longestLine = 1 << 16;
constexpr qint64 largestDockerfile = 1 << 20;

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
    m_call = m_client.images().inspect(m_reference, this, [this](const Result<ImageDetails> &image) { inspected(image); });
}

void ImageResolver::cancel()
{
    m_cancelled = true;
    disconnect();
    if (m_call)
        m_call->cancel();
    if (m_stream)
        m_stream->abort();
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
    ProgressStream *stream = m_client.images().pull(m_reference, {.auth = who.header()}, this);
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
    const QString dockerfile = m_source->dockerfile.isEmpty() ? u"Dockerfile"_s : m_source->dockerfile;
    if (!QFileInfo(m_source->folder + u'/' + dockerfile).isFile()) {
        Q_EMIT failed(Error::make(Error::Kind::NotFound, u"build the image %1"_s.arg(m_reference),
                                  u"there is no %1 in %2"_s.arg(dockerfile, m_source->folder),
                                  u"Correct \"source\" in the job."_s));
        return;
    }
    Q_EMIT building();
    QFile file(m_source->folder + u'/' + dockerfile);
    if (!m_registries || !file.open(QIODevice::ReadOnly))
        return buildWith({});
    m_registries->buildConfig(baseRegistries(file.read(largestDockerfile)), this, [this](const QByteArray &config) { buildWith(config); });
}

void ImageResolver::buildWith(const QByteArray &registryConfig)
{
    if (m_cancelled)
        return;
    const QString dockerfile = m_source->dockerfile.isEmpty() ? u"Dockerfile"_s : m_source->dockerfile;
    m_context = buildContextTar(m_source->folder, dockerfile);
    ImagesApi::BuildOptions options;
    options.registryConfig = registryConfig;
    options.tags = {m_reference};
    options.dockerfile = dockerfile;
    BuildStream *stream = m_client.images().build(options, m_context.get(), this);
    m_stream = stream;
    connect(stream, &BuildStream::step, this, [this](int index, int count, const QString &instruction) {
        m_step = index;
        m_steps = count;
        m_instruction = instruction;
        Q_EMIT buildProgress(index, count, instruction);
    });
    connect(stream, &BuildStream::output, this, [this](const QString &text) {
        take(text);
        Q_EMIT buildProgress(m_step, m_steps, text);
    });
    connect(stream, &Stream::finished, this, &ImageResolver::built);
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

/// "Dockerfile, line 4 (RUN make): ", as far as it is known.
QString ImageResolver::place() const
{
    const QString name = m_source->dockerfile.isEmpty() ? u"Dockerfile"_s : m_source->dockerfile;
    QFile file(m_source->folder + u'/' + name);
    if (m_instruction.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    const int line = dockerfileLine(file.read(largestDockerfile), m_instruction);
    const QString shown = m_instruction.size() > 80 ? m_instruction.left(79) + u'…' : m_instruction;
    return line > 0 ? u"%1, line %2 (%3): "_s.arg(name).arg(line).arg(shown) : u"%1, %2: "_s.arg(name, shown);
}

void ImageResolver::built(const Result<void> &result)
{
    m_stream->deleteLater();
    take(u"\n"_s);
    if (!result) {
        Error error = result.error();
        error.asked = u"build the image %1 from %2"_s.arg(m_reference, m_source->folder);
        if (!m_context->failure().isEmpty())
            error.happened = m_context->failure();
        else if (error.kind == Error::Kind::Engine)
            error.happened.prepend(place());
        if (error.advice.isEmpty())
            error.advice = u"Correct the Dockerfile and run again."_s;
        Q_EMIT failed(error);
        return;
    }
    m_wasMade = true;
    inspect();
}

} // namespace longshore
