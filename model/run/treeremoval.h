// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

namespace longshore
{

/// Removes a folder with all that a component may have left in it, however deep, whatever names and modes; follows no
/// link. Fine when it is not there. Error PermissionDenied when folders of another user are in the way: all else is gone,
/// and `foreignFolders` names them. Blocks: on a worker's thread.
Result<void> removeTree(const QString &path);

/// The folders below `path` that belong to another user, outer ones first; those within folders that cannot be read are not
/// known before these are ours. Blocks.
QList<QByteArray> foreignFolders(const QString &path);

} // namespace longshore
