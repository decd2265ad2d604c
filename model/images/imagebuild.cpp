// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagebuild.h"

#include "dockerclient/api/images.h"
#include "dockerclient/api/system.h"
#include "dockerclient/engineclient.h"
#include "model/images/instructiontext.h"
#include "model/run/dockerfile.h"
#include "model/run/stagingtar.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr qsizetype longestRest = 1 << 16;

/// "Dockerfile, line 4 (RUN make)", as far as it is known.
QString placeText(const BuildRequest &request, int line, const QString &instruction)
{
    constexpr qsizetype longest = 80;
    const QString whole = instructionText(instruction);
    const QString shown = whole.size() > longest ? whole.left(longest - 1) + u'…' : whole;
    if (line > 0 && !shown.isEmpty())
        return ImageBuild::tr("%1, line %2 (%3)").arg(request.relativeDockerfile()).arg(line).arg(shown);
    if (line > 0)
        return ImageBuild::tr("%1, line %2").arg(request.relativeDockerfile()).arg(line);
    return shown.isEmpty() ? QString() : u"%1, %2"_s.arg(request.relativeDockerfile(), shown);
}

} // namespace

QString instructionOfStep(const QString &stepName)
{
    static const QRegularExpression place(u"^\\[[^\\]]*\\d+/\\d+\\] "_s);
    const QRegularExpressionMatch match = place.match(stepName);
    return match.hasMatch() ? stepName.mid(match.capturedEnd()) : QString();
}

ImageBuild::ImageBuild(EngineClient &client, const BuildRequest &request, QObject *parent)
    : QObject(parent), m_client(client), m_request(request)
{
}

ImageBuild::~ImageBuild() = default;

void ImageBuild::start()
{
    if (const Result<void> good = m_request.check(); !good) {
        // Never before this call returns.
        QMetaObject::invokeMethod(this, [this, error = good.error()] { conclude(fail(error)); }, Qt::QueuedConnection);
        return;
    }
    if (m_request.classic || m_client.kind() == EngineKind::Podman) {
        Q_EMIT builderChosen(false);
        return send(false);
    }
    m_call = m_client.system().offersBuildKit(this, [this](const Result<bool> &offers) {
        if (!offers)
            return conclude(fail(offers.error()));
        Q_EMIT builderChosen(*offers);
        send(*offers);
    });
}

void ImageBuild::cancel()
{
    if (m_call)
        m_call->cancel();
    if (m_stream)
        m_stream->abort(); // `finished` tells the rest
    else
        conclude(fail(Error::cancelled(u"build %1"_s.arg(m_request.name()))));
}

void ImageBuild::send(bool buildKit)
{
    m_context = buildContextTar(m_request.folder, m_request.relativeDockerfile());
    ImagesApi::BuildOptions options;
    options.tags = m_request.tags;
    options.dockerfile = m_request.relativeDockerfile();
    options.buildArgs = m_request.arguments;
    options.labels = m_request.labels;
    options.target = m_request.target;
    options.platform = m_request.platform;
    options.noCache = m_request.noCache;
    options.pull = m_request.pull;
    options.buildKit = buildKit;
    options.registryConfig = m_request.registryConfig;
    m_stream = m_client.images().build(options, m_context.get(), this);
    connectStream();
}

void ImageBuild::connectStream()
{
    connect(m_stream, &BuildStream::step, this, [this](int index, int count, const QString &instruction) {
        m_instruction = instruction;
        Q_EMIT stepBegan(index, count, instruction);
    });
    connect(m_stream, &BuildStream::output, this, &ImageBuild::takeText);
    connect(m_stream, &BuildStream::trace, this, &ImageBuild::takeTrace);
    connect(m_stream, &BuildStream::built, this, [this](const ImageId &image) { m_image = image; });
    connect(m_stream, &Stream::finished, this, &ImageBuild::ended);
}

void ImageBuild::takeText(const QString &text)
{
    // " ---> Using cache" of Docker, "--> Using cache 3f2a…" of Podman.
    static const QRegularExpression cached(u"^ ?-{2,3}> Using cache"_s);
    if (cached.match(text).hasMatch())
        Q_EMIT stepWasCached();
    Q_EMIT output(text.toUtf8(), LogSource::Stdout);
}

/// BuildKit works on several steps at a time: their lines stay whole, and each run of them has its step above.
void ImageBuild::takeTrace(const BuildTrace &trace)
{
    const QHash<QString, BuildTrace::Step> before = m_steps;
    for (const BuildTrace::Step &step : trace.steps)
        m_steps.insert(step.digest, step);
    for (const BuildTrace::Output &part : trace.outputs) {
        QByteArray &rest = m_rests[part.step];
        rest += part.text;
        const qsizetype end = rest.size() > longestRest ? rest.size() : rest.lastIndexOf('\n') + 1;
        if (end > 0)
            write(part.step, rest.left(end), part.isError ? LogSource::Stderr : LogSource::Stdout);
        rest.remove(0, end);
    }
    for (const BuildTrace::Step &step : trace.steps)
        writeChange(before.value(step.digest), step);
    Q_EMIT traced(trace);
}

void ImageBuild::writeChange(const BuildTrace::Step &before, const BuildTrace::Step &step)
{
    if (step.started.isValid() && !before.started.isValid())
        write(step.digest, {}, LogSource::Stdout);
    if (step.ended.isValid() && !before.ended.isValid()) {
        if (const QByteArray rest = m_rests.take(step.digest); !rest.isEmpty())
            write(step.digest, rest + '\n', LogSource::Stdout);
        if (step.cached)
            write(step.digest, "cached\n", LogSource::Stdout);
    }
    if (!step.error.isEmpty() && before.error.isEmpty()) {
        write(step.digest, step.error.toUtf8() + '\n', LogSource::Stderr);
        if (m_instruction.isEmpty())
            m_instruction = instructionOfStep(step.name);
    }
}

void ImageBuild::write(const QString &step, const QByteArray &text, LogSource source)
{
    if (m_writing != step) {
        m_writing = step;
        Q_EMIT output(m_steps.value(step).name.toUtf8() + '\n', LogSource::Stdout);
    }
    if (!text.isEmpty())
        Q_EMIT output(text, source);
}

void ImageBuild::ended(const Result<void> &result)
{
    m_stream->deleteLater();
    Q_EMIT leftOut(m_context->noteSentences());
    if (result)
        return conclude(m_image);
    Error error = result.error();
    if (!m_context->failure().isEmpty() && error.kind != Error::Kind::Cancelled)
        error = Error::make(Error::Kind::Disk, error.asked, m_context->failure(), tr("Look at that file, then build again."));
    conclude(fail(placed(error)));
}

void ImageBuild::conclude(const Result<ImageId> &image)
{
    if (!std::exchange(m_ended, true))
        Q_EMIT finished(image);
}

/// The engine's words with the place in front; nothing else tells where to look.
Error ImageBuild::placed(const Error &error) const
{
    if (error.kind == Error::Kind::Cancelled)
        return error;
    Error told = error;
    told.asked = tr("build the image %1 from %2").arg(m_request.name(), m_request.folder);
    if (error.kind == Error::Kind::Engine) {
        static const QRegularExpression named(u"(?:parse error|[Dd]ockerfile)[^\\n]*?\\bline (\\d+)"_s);
        const QString text = readDockerfile(m_request.dockerfilePath());
        int line = dockerfileLine(text, m_instruction);
        if (const QRegularExpressionMatch match = named.match(error.engineText); line == 0 && match.hasMatch())
            line = match.captured(1).toInt();
        const QString place = placeText(m_request, line, m_instruction);
        told.happened = QStringList{place, error.happened}.filter(QRegularExpression(u"."_s)).join(u": "_s);
    }
    if (told.advice.isEmpty())
        told.advice = tr("Correct the Dockerfile and build again.");
    return told;
}

} // namespace longshore
