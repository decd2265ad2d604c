// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/outputnames.h"

#include "model/component/mapping/columnname.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

void refuseTwins(const QStringList &names, const QString &path, Problems *problems)
{
    QSet<QString> seen;
    for (const QString &name : names) {
        const QString folded = name.toCaseFolded();
        if (!name.isEmpty() && seen.contains(folded))
            problems->append({path, u"the column \"%1\" is there twice (upper and lower case count as the same)"_s.arg(
                                        name.left(60)),
                               Problem::Severity::Error, u"M5"_s});
        seen.insert(folded);
    }
}

/// M5: each kind of mention has its sentence.
void refuseSystemColumns(const OutputTable &table, Problems *problems)
{
    QStringList columns, described, typed;
    for (const QString &name : table.columns) {
        if (isSystemColumn(name))
            columns.append(name);
    }
    for (const auto &[name, items] : table.columnMetadata) {
        if (isSystemColumn(name))
            described.append(name);
    }
    for (const OutputColumn &column : table.schema) {
        if (isSystemColumn(column.name))
            typed.append(column.name);
    }
    QStringList sentences;
    if (!columns.isEmpty())
        sentences.append(u"System columns \"%1\" cannot be imported to the table."_s.arg(columns.join(u", "_s)));
    if (!described.isEmpty())
        sentences.append(
            u"Metadata for system columns \"%1\" cannot be imported to the table."_s.arg(described.join(u", "_s)));
    if (!typed.isEmpty())
        sentences.append(
            u"Schema for system columns \"%1\" cannot be imported to the table."_s.arg(typed.join(u", "_s)));
    if (!sentences.isEmpty())
        problems->append({{}, sentences.join(u' '), Problem::Severity::Error, u"M5"_s});
}

} // namespace

void checkColumnNames(const OutputTable &table, Problems *problems)
{
    QStringList names;
    for (const OutputColumn &column : table.schema)
        names.append(column.name);
    refuseTwins(table.columns, u"columns"_s, problems);
    refuseTwins(names, u"schema"_s, problems);
    refuseSystemColumns(table, problems);
}

} // namespace longshore
