// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagepull.h"

#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QString architectureOf(const QString &name)
{
    if (name == "x86_64"_L1)
        return u"amd64"_s;
    return name == "aarch64"_L1 ? u"arm64"_s : name;
}

QString platformOf(const ImageDetails &image)
{
    const QString platform = image.os + u'/' + architectureOf(image.architecture);
    return image.variant.isEmpty() ? platform : platform + u'/' + image.variant;
}

} // namespace

QString pullName(const Reference &reference)
{
    // Podman refuses both at once.
    return reference.digest.isEmpty() ? reference.full() : reference.fullRepository() + u'@' + reference.digest;
}

bool isForPlatform(const ImageDetails &image, const QString &platform)
{
    const QStringList wanted = platform.split(u'/');
    if (wanted.value(0) != image.os || architectureOf(wanted.value(1)) != architectureOf(image.architecture))
        return false;
    return wanted.size() < 3 || image.variant.isEmpty() || wanted[2] == image.variant;
}

ImagePull::ImagePull(const Endpoint &endpoint, RegistryAuth &auth, Task &task, const Reference &reference, const QString &platform, QObject *parent)
    : ImageTransfer(endpoint, auth, task, reference, RegistryRequest::Kind::Pull, parent)
{
    m_request.platform = platform;
}

ProgressStream *ImagePull::open(const QByteArray &auth)
{
    return client().images().pull(pullName(m_reference), {auth, m_request.platform}, this);
}

void ImagePull::take(const ProgressMessage &message)
{
    ImageTransfer::take(message);
    if (message.status.startsWith("Status: Image is up to date"_L1))
        m_isUpToDate = true;
}

void ImagePull::streamEnded()
{
    client().images().inspect(pullName(m_reference), this, [this](const Result<ImageDetails> &image) { inspected(image); });
}

void ImagePull::inspected(const Result<ImageDetails> &image)
{
    if (!image && image.error().kind == Error::Kind::NotFound && !m_request.platform.isEmpty())
        return failWith(RegistryProblem::WrongPlatform, {});
    if (!image) {
        Error error = image.error();
        error.happened = u"the engine said that it pulled the image, and does not show it"_s;
        error.httpStatus = 0;
        return failWith(error);
    }
    m_image = *image;
    if (!m_request.platform.isEmpty() && !isForPlatform(*image, m_request.platform))
        return failWith(RegistryProblem::WrongPlatform, tr("what the engine has under this name is for %1").arg(platformOf(*image)));
    if (m_digest.isEmpty())
        m_digest = digestOf(*image);
    const QString what = m_isUpToDate ? tr("Already here and up to date") : tr("Pulled, %1").arg(amountText());
    succeed(m_digest.isEmpty() ? what : what + u" · "_s + m_digest);
}

QString ImagePull::digestOf(const ImageDetails &image) const
{
    for (const QString &name : image.repoDigests) {
        const Result<Reference> known = Reference::parse(name);
        if (known && known->fullRepository() == m_reference.fullRepository())
            return known->digest;
    }
    return {};
}

} // namespace longshore
