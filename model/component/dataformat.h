// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <QString>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

// The component's `configuration_format` (F8, C13), `json` or `yaml`, as ComponentDefinition spells it; anything else
// counts as `json`. Within Longshore all is JSON: text is converted when it is written to, or read from, a data folder.

/// `config.json` or `config.yml`, below `/data`.
QString configFileName(const QString &format);
/// `state.json` or `state.yml`, below `in` and `out`.
QString stateFileName(const QString &format);
/// `usage.json` or `usage.yml`, below `out`.
QString usageFileName(const QString &format);
/// `<data file>.manifest`, in either format (§5.5, F8).
QString manifestFileName(const QString &dataFile);

/// The text of a file that the runner writes: JSON in the platform's layout (F9), or YAML, where an empty map and an
/// empty list are one (PHP has one array type) when `phpFaithfulEmpties`. Error::BadInput for text that is no JSON.
Result<QByteArray> inFormat(const QByteArray &json, const QString &format, bool phpFaithfulEmpties = true);
QByteArray writeInFormat(const nlohmann::ordered_json &json, const QString &format, bool phpFaithfulEmpties = true);

/// What a component wrote (state, usage, a manifest) as compact JSON. Error::BadInput with line and column. An empty
/// YAML document is `null`.
Result<QByteArray> fromFormat(const QByteArray &text, const QString &format, const QString &asked);

} // namespace longshore
