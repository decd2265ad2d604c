// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"
#include "model/images/imagetransfer.h"

namespace longshore
{

/// Pulls one tag (never all of them) or digest. With a platform it looks afterwards at what came: Docker 20, its
/// containerd store and Podman may give another one without a word.
class ImagePull : public ImageTransfer
{
    Q_OBJECT
public:
    /// `platform` is `os/architecture[/variant]`, empty = the engine's.
    ImagePull(const Endpoint &endpoint, RegistryAuth &auth, Task &task, const Reference &reference, const QString &platform, QObject *parent);

    /// What came; its id is empty before.
    const ImageDetails &image() const { return m_image; }
    /// Of its manifest; empty when the engine told none.
    QString digest() const { return m_digest; }

protected:
    ProgressStream *open(const QByteArray &auth) override;
    void streamEnded() override;
    void take(const ProgressMessage &message) override;

private:
    void inspected(const Result<ImageDetails> &image);
    QString digestOf(const ImageDetails &image) const;

    ImageDetails m_image;
    bool m_isUpToDate = false;
};

/// What an engine takes for the image: by digest alone where there is one, else by tag; in full.
QString pullName(const Reference &reference);
/// Whether `image` is for `os/architecture[/variant]`; `x86_64` and `amd64` are one.
bool isForPlatform(const ImageDetails &image, const QString &platform);

} // namespace longshore
