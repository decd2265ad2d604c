// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagetransfer.h"

namespace longshore
{

/// Pushes one tag to the registry that is part of its name.
class ImagePush : public ImageTransfer
{
    Q_OBJECT
public:
    ImagePush(const Endpoint &endpoint, RegistryAuth &auth, Task &task, const Reference &reference, QObject *parent);

    /// Of its manifest there; empty when the engine told none.
    QString digest() const { return m_digest; }

protected:
    ProgressStream *open(const QByteArray &auth) override;
    void streamEnded() override;
};

} // namespace longshore
