// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagepush.h"

#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"

namespace longshore
{

using namespace Qt::StringLiterals;

ImagePush::ImagePush(const Endpoint &endpoint, RegistryAuth &auth, Task &task, const Reference &reference, QObject *parent)
    : ImageTransfer(endpoint, auth, task, reference, RegistryRequest::Kind::Push, parent)
{
}

ProgressStream *ImagePush::open(const QByteArray &auth)
{
    return client().images().push(m_reference.full(), auth, this);
}

void ImagePush::streamEnded()
{
    const QString what = tr("Pushed, %1").arg(amountText());
    succeed(m_digest.isEmpty() ? what : what + u" · "_s + m_digest);
}

} // namespace longshore
