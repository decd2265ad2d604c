// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/component/problem.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <optional>

namespace longshore
{

/// One metric of `out/usage.json` (§7.4).
struct UsageMetric {
    QString metric;
    QString value; ///< as written; a number usually

    bool operator==(const UsageMetric &) const = default;
};

/// Reads `out/usage.json`, or `usage.yml`. Error::BadInput, an application error of the run ("failed to store job usage"), for anything
/// but a list of `{metric, value}`, both non-empty. Pure; any thread.
Result<QList<UsageMetric>> readUsage(const QByteArray &bytes, const QString &format);

/// One output variable of a job (§6.9).
struct JobVariable {
    QString name;
    std::optional<QString> value; ///< null stays null

    bool operator==(const JobVariable &) const = default;
};

/// Reads `out/result.json`: the scalars and nulls of its `variables`; the rest is dropped, and a file that makes no
/// sense gives none, each with a warning. Pure; any thread.
QList<JobVariable> readJobVariables(const QByteArray &bytes, Problems *problems);

} // namespace longshore
