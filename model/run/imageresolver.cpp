// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/imageresolver.h"

#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"
#include "model/run/stagingtar.h"

#include <QFileInfo>

namespace longshore
{

using namespace Qt::StringLiterals;

ImageResolver::ImageResolver(EngineClient &client, const QString &reference, JobImage::Pull policy, const std::optional<JobSource> &source,
                             QObject *parent)
    : QObject(parent), m_client(client), m_reference(reference), m_policy(policy), m_source(source)
{
}

void ImageResolver::start()
{
    m_policy == JobImage::Pull::Always ? pull() : inspect();
}

void ImageResolver::inspect()
{
    m_call = m_client.images().inspect(m_reference, this, [this](const Result<ImageDetails> &image) { inspected(image); });
}

void ImageResolver::cancel()
{
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
    ProgressStream *stream = m_client.images().pull(m_reference, this);
    m_stream = stream;
    connect(stream, &ProgressStream::message, this, [this](const ProgressMessage &message) {
        if (message.current < 0) // the bytes of each layer would be thousands of lines
            Q_EMIT buildProgress(0, 0, message.id.isEmpty() ? message.status : message.id + u": "_s + message.status);
    });
    connect(stream, &Stream::finished, this, &ImageResolver::pulled);
}

void ImageResolver::pulled(const Result<void> &result)
{
    m_stream->deleteLater();
    if (!result) {
        Error error = result.error();
        error.asked = u"pull the image %1"_s.arg(m_reference);
        error.advice = m_policy == JobImage::Pull::Always ? u"Check its name and the network, or set image.pull to \"missing\" to run the one that is here."_s
                                                          : u"Check its name and the network, or name a \"source\" in the job to build it from."_s;
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
    m_context = buildContextTar(m_source->folder);
    ImagesApi::BuildOptions options;
    options.tags = {m_reference};
    options.dockerfile = dockerfile;
    BuildStream *stream = m_client.images().build(options, m_context.get(), this);
    m_stream = stream;
    connect(stream, &BuildStream::step, this, [this](int index, int count, const QString &instruction) {
        m_step = index;
        m_steps = count;
        Q_EMIT buildProgress(index, count, instruction);
    });
    connect(stream, &BuildStream::output, this, [this](const QString &text) {
        m_lastOutput = (m_lastOutput + text).right(2000);
        Q_EMIT buildProgress(m_step, m_steps, text);
    });
    connect(stream, &Stream::finished, this, &ImageResolver::built);
}

void ImageResolver::built(const Result<void> &result)
{
    m_stream->deleteLater();
    if (!result) {
        Error error = result.error();
        error.asked = u"build the image %1 from %2"_s.arg(m_reference, m_source->folder);
        if (!m_context->failure().isEmpty())
            error.happened = m_context->failure();
        if (error.advice.isEmpty())
            error.advice = u"Correct the Dockerfile and run again."_s;
        Q_EMIT failed(error);
        return;
    }
    m_wasMade = true;
    inspect();
}

} // namespace longshore
