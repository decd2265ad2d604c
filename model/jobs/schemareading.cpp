// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/schemareading.h"

#include "model/check/schemacheck.h"
#include "model/json/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

namespace longshore
{

namespace
{

QList<SchemaFinding> placed(const Problems &problems, const QByteArray &text)
{
    QStringList paths;
    for (const Problem &problem : problems)
        paths.append(problem.path);
    const QMap<QString, TextPlace> places = jsonPlaces(text, paths);
    QList<SchemaFinding> findings;
    for (const Problem &problem : problems)
        findings.append({problem, places.value(problem.path)});
    std::stable_sort(findings.begin(), findings.end(), [](const SchemaFinding &a, const SchemaFinding &b) {
        return std::tie(a.problem.severity, a.place.line, a.place.column) < std::tie(b.problem.severity, b.place.line, b.place.column);
    });
    return findings;
}

} // namespace

SchemaReading readSchemaText(const QByteArray &text)
{
    SchemaReading reading;
    const Problems problems = checkSchema(text);
    const Result<Json> json = scanJson(text, {});
    if (!json) {
        for (const Problem &problem : problems)
            reading.findings.append({problem, jsonErrorPlace(text).value_or(TextPlace())});
        return reading;
    }
    reading.findings = placed(problems, text);
    if (json->is_object())
        reading.schema = writeJson(*json, JsonStyle::Compact);
    return reading;
}

} // namespace longshore
