// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of output tables make: manifests and mappings in single quotes, and what is wrong with them in words.
#pragma once

#include "model/component/configuration.h"
#include "model/component/definition.h"
#include "model/component/mapping/columnname.h"
#include "model/component/mapping/manifest.h"
#include "model/component/mapping/outputdestination.h"
#include "model/component/mapping/outputfile.h"
#include "model/component/mapping/outputtable.h"
#include "model/component/mapping/outputtypes.h"
#include "model/json/json.h"

#include <QElapsedTimer>
#include <QTest>
#include <nlohmann/json.hpp>

namespace longshore::test
{

using namespace Qt::StringLiterals;

/// JSON with single quotes, since double ones make such tables unreadable.
inline Json js(QByteArray text)
{
    const auto json = scanJson(text.replace('\'', '"'), u"read a test's JSON"_s);
    return json ? *json : Json("broken test");
}

inline QString text(const Json &json)
{
    return QString::fromUtf8(writeJson(json, JsonStyle::Compact)).replace(u'"', u'\'');
}

inline QString sentences(const Problems &problems)
{
    QStringList lines;
    for (const Problem &problem : problems)
        lines.append((problem.severity == Problem::Severity::Error ? u""_s : u"(warning) "_s) + problem.sentence());
    return lines.join(u'\n');
}

/// Null when either has problems.
inline Json merged(const QByteArray &manifest, const QByteArray &mapping, Problems *problems)
{
    const Json below = normalisedOutputTable(js(manifest), false, u"table"_s, problems);
    const Json above = normalisedOutputTable(js(mapping), true, u"table"_s, problems);
    if (!problems->isEmpty())
        return {};
    return mergedOutputTable(below, above, problems);
}

/// The columns and rows of a table of "a document -> what is wrong with it".
inline void refusals(std::initializer_list<std::pair<const char *, const char *>> rows)
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("problem");
    for (const auto &[json, problem] : rows)
        QTest::addRow("%s", json) << QByteArray(json) << QString::fromUtf8(problem);
}

inline void checkRefusal()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, problem);
    Problems problems;
    normalisedOutputTable(js(json), false, u"table"_s, &problems);
    QCOMPARE(sentences(problems), problem);
}

} // namespace longshore::test
