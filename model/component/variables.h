// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>
#include <optional>

namespace longshore
{

/// Where the variables of a configuration get their values from (§10.4).
struct VariableSource {
    std::optional<QStringList> declared; ///< names of the variables' own configuration; unset = not known here (V3)
    std::optional<QMap<QString, QString>> inlineValues; ///< of the request, or the job's list of values
    QString valuesId;                                   ///< of the request; empty = `variables_values_id` decides
    QMap<QString, QMap<QString, QString>> storedValues; ///< values id -> name -> value
    QMap<QString, QString> vault;                       ///< `{{ vault.name }}` (V1)

    bool operator==(const VariableSource &) const = default;
};

struct ResolvedVariables {
    QByteArray configuration;
    QMap<QString, QString> values; ///< what was filled in, for the job's result (V5); vault names as `vault.x`
};

/// The configuration with its placeholders filled in: the vault's (V1), then, when `variables_id` is set, its own (V2,
/// V4). Error::BadInput: no values, values given twice, a declared variable without one (V3), names that nobody knows
/// ("missing values for placeholders: a, b"), a result that is no JSON. Shared code comes before. Pure.
Result<ResolvedVariables> resolveVariables(const QByteArray &configuration, const VariableSource &source);

/// The configuration with the lines of shared code in place of the list elements that name them (§10.5). `snippets`
/// holds the lines of each row; Error::NotFound for a row of `shared_code_row_ids` that is not there. Pure.
Result<QByteArray> resolveSharedCode(const QByteArray &configuration, const QMap<QString, QStringList> &snippets);

} // namespace longshore
