// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <QString>

namespace longshore
{

/// The absolute path of `name` below `folder`. Error::BadInput for a name that leads outside it, is empty, or holds what no
/// file name can. Looks at the text only.
Result<QString> pathWithin(const QString &folder, const QString &name);

/// Writes a small file of a data folder, in place of one that is there. Error::Disk, PermissionDenied.
Result<void> writeStagedFile(const QString &path, const QByteArray &content);

} // namespace longshore
