// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QString>

namespace longshore
{

/// Memory and CPUs of a stage (X4). The platform reads `256m` as 256,000,000 and hands docker `256M`, which docker
/// takes as MiB; both halves of that are kept, so that limits equal the hosted ones.
struct ContainerLimits {
    qint64 memoryMib = 0;
    double cpus = 0;
    bool knownSize = true; ///< false: unknown size, one CPU and the declared memory were taken

    bool operator==(const ContainerLimits &) const = default;
    qint64 memoryBytes() const { return memoryMib * 1024 * 1024; }
    QString memoryFlag() const { return QString::number(memoryMib) + u'M'; } ///< `256M`, for `docker run --memory`
};

/// `<int>(m|g)`, in decimal bytes (`256m` = 256,000,000). Error::BadInput for any other unit or spelling (A10).
Result<qint64> parseComponentMemory(const QString &declared);

/// `size` is `xsmall`, `small`, `medium`, `large` or empty (= small), of `runtime.backend.type`.
ContainerLimits containerLimits(qint64 declaredBytes, const QString &size);

} // namespace longshore
