// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// Reads one YAML document as JSON: plain scalars become numbers, booleans or null by the core schema, quoted ones are
/// strings; `<<` merges. An empty document is null. Error::BadInput names line and column; it also refuses what JSON
/// cannot hold (keys that are no scalars, keys given twice) and documents that grow without end through aliases.
/// `asked` opens the sentence. Any thread.
Result<nlohmann::ordered_json> readYaml(const QByteArray &text, const QString &asked);

/// The YAML text of `json` with a final newline, in flow style below `inlineDepth` levels as the platform's runner writes it
/// (C13); numbers as they were written.
QByteArray writeYaml(const nlohmann::ordered_json &json, int inlineDepth = 10);

} // namespace longshore
