// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/finding.h"

#include <QMap>
#include <functional>
#include <optional>

namespace longshore
{

class JobDocument;

/// What is known besides the job file.
struct JobCheckContext {
    QMap<QString, QString> secrets; ///< as `--secret` gave them
    /// Whether the embedded Storage has this table; unset = nobody looked.
    std::function<bool(const QString &table)> hasTable;
};

/// Checks a job without running it: the document (C1, D1), its component (§8, §15), the parameters of the configuration
/// and of each enabled row against the schema, secrets without a value, the input's sources and folder, processors, and
/// at last what `longshore run` itself would refuse. Paths are those of the job file. Blocks on the files that it
/// names; any thread.
Findings checkJob(const JobDocument &job, const JobCheckContext &context = {});

} // namespace longshore
