// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// Rewrites the paths of a job file (`source.folder`, `input.folder`, `input.fileTables`, `extra.mounts`) that moves
/// from one folder to another, so that each still names the same thing. A relative path stays relative, an absolute one
/// absolute; with `shorten`, an absolute one within `to` becomes relative.
void rewritePaths(nlohmann::ordered_json &root, const QDir &from, const QDir &to, bool shorten);

/// `path` as a job file in `folder` names it: relative when it is at or below that folder, else absolute.
QString pathInJob(const QString &path, const QDir &folder);

/// The folder of a mount is a path; anything without a slash is the name of a volume.
bool isMountPath(const QString &source);

} // namespace longshore
