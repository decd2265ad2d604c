// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/recordreader.h"
#include "model/component/variables.h"
#include "model/jobs/jobparts.h"

#include <QDir>

namespace longshore
{

/// Read the parts of a job file; what is wrong keeps its default and becomes a problem of `root`'s list. Relative paths
/// start at `folder`.
QList<JobRow> readRows(const RecordReader &root, Problems *problems);
std::optional<JobSource> readSource(const RecordReader &root, const QDir &folder);
JobImage readImagePolicy(const RecordReader &root);
JobInput readInput(const RecordReader &root, const QDir &folder);
/// One item of `extra.mounts`, its source as it is written; nothing when it is no mount. `path` is for problems.
std::optional<JobMount> readMount(const nlohmann::ordered_json &item, const QString &path, Problems *problems);
JobExtra readExtra(const RecordReader &root, const QDir &folder, Problems *problems);

/// `variables`: `declared` (names, or `{name, type}`), `values` (a list of `{name, value}`, or such lists by values
/// id), and `vault` (name -> value).
VariableSource readVariables(const RecordReader &root, Problems *problems);
/// `sharedCode`: row id -> `code_content`, a text or a list of texts.
QMap<QString, QStringList> readSharedCode(const RecordReader &root, Problems *problems);

} // namespace longshore
