// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/loadplan.h"

#include <QSet>

namespace longshore
{

using namespace Qt::StringLiterals;
using catalogue::Entry;

QString tableIdProblem(const QString &id)
{
    const QStringList parts = id.split(u'.');
    const bool shaped = parts.size() == 3 && (parts[0] == "in"_L1 || parts[0] == "out"_L1) && !parts[1].isEmpty() && !parts[2].isEmpty();
    const bool clean = std::all_of(id.begin(), id.end(), [](QChar c) { return c.isPrint() && !c.isSpace() && c != u'/'; });
    return shaped && clean ? QString() : u"'%1' is not a table id such as in.c-main.orders or out.c-main.orders"_s.arg(id);
}

QString columnsProblem(const QStringList &columns)
{
    if (columns.isEmpty())
        return u"there are no columns"_s;
    if (columns.size() > maximumColumns)
        return u"%1 columns are more than the %2 a table may have"_s.arg(columns.size()).arg(maximumColumns);
    QSet<QString> seen;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (columns[i].isEmpty())
            return u"column %1 has no name"_s.arg(i + 1);
        if (columns[i].contains(QChar(0)) || columns[i].contains(QChar::ReplacementCharacter))
            return u"the name of column %1 is not UTF-8 text"_s.arg(i + 1);
        if (columns[i].contains(u'\r'))
            return u"the name of column %1 holds a carriage return: are the line ends CR alone?"_s.arg(i + 1);
        const QString folded = columns[i].toCaseFolded();
        if (seen.contains(folded))
            return u"the column '%1' is there twice (upper and lower case count as the same)"_s.arg(columns[i]);
        seen.insert(folded);
    }
    return {};
}

namespace
{

tl::unexpected<Error> refuse(const StorageLoad &load, const QString &happened, const QString &advice = {})
{
    return fail(Error::make(Error::Kind::BadInput, u"load into the table %1"_s.arg(load.table), happened, advice));
}

QString quoted(const QStringList &names)
{
    return u'\'' + names.join(u"', '"_s) + u'\'';
}

QStringList namesOf(const QList<StorageColumn> &columns)
{
    QStringList names;
    for (const StorageColumn &column : columns)
        names.append(column.name);
    return names;
}

/// The names of `all` that `some` lacks.
QStringList without(const QStringList &all, const QStringList &some)
{
    QStringList rest;
    for (const QString &name : all)
        if (catalogue::indexOf(some, name) < 0)
            rest.append(name);
    return rest;
}

Result<void> checkColumns(const StorageLoad &load, const QStringList &columns, const StorageTable &table)
{
    if (const QString problem = columnsProblem(columns); !problem.isEmpty())
        return refuse(load, problem);
    if (!load.schema.isEmpty()) {
        const QStringList schema = namesOf(load.schema);
        if (const QString problem = columnsProblem(schema); !problem.isEmpty())
            return refuse(load, u"in the schema, %1"_s.arg(problem));
        if (const QStringList missing = without(schema, columns); !missing.isEmpty())
            return refuse(load, u"the schema names columns that the data do not have: %1"_s.arg(quoted(missing)));
        if (const QStringList surplus = without(columns, schema); !surplus.isEmpty())
            return refuse(load, u"the data have columns that the schema does not name: %1"_s.arg(quoted(surplus)));
    }
    // O11: what is new is added, what is missing is refused.
    if (const QStringList missing = without(table.columnNames(), columns); !missing.isEmpty())
        return refuse(load, u"the data lack columns that the table has: %1"_s.arg(quoted(missing)),
                      u"Give every column, or drop the table first."_s);
    return {};
}

void addColumns(const StorageLoad &load, const QStringList &columns, LoadPlan *plan)
{
    StorageTable &table = plan->entry.table;
    const QStringList schema = namesOf(load.schema);
    for (const QString &name : columns) {
        const qsizetype described = catalogue::indexOf(schema, name);
        const qsizetype known = catalogue::indexOf(table.columnNames(), name);
        if (known >= 0) {
            if (described >= 0 && !load.schema[described].description.isEmpty())
                table.columns[known].description = load.schema[described].description;
            continue;
        }
        StorageColumn column;
        if (described >= 0)
            column = load.schema[described];
        column.name = name;
        if (!table.typed) {
            column.dataTypes.clear();
            column.nullable = true;
        }
        plan->added.append(table.columns.size());
        table.columns.append(column);
        plan->entry.fields.append(plan->entry.nextField++);
    }
}

Result<void> setKey(const StorageLoad &load, LoadPlan *plan)
{
    StorageTable &table = plan->entry.table;
    const QStringList names = table.columnNames();
    QStringList key;
    for (const QString &wanted : load.primaryKey) {
        const qsizetype at = catalogue::indexOf(names, wanted);
        if (at < 0)
            return refuse(load, u"the primary key names a column that is not there: '%1'"_s.arg(wanted),
                          u"The columns are %1."_s.arg(quoted(names)));
        if (!key.contains(names[at]))
            key.append(names[at]);
    }
    // The same columns in another order are the same key.
    const bool same = QSet<QString>(key.begin(), key.end()) == QSet<QString>(table.primaryKey.begin(), table.primaryKey.end());
    plan->keyChanged = !plan->isNew && !same;
    if (!same)
        table.primaryKey = key;
    return {};
}

} // namespace

Result<LoadPlan> planLoad(const StorageLoad &load, const QStringList &columns, const std::optional<Entry> &existing)
{
    LoadPlan plan;
    plan.isNew = !existing;
    if (existing)
        plan.entry = *existing;
    StorageTable &table = plan.entry.table;
    table.id = load.table;
    if (plan.isNew)
        table.typed = !load.schema.isEmpty();
    if (const Result<void> good = checkColumns(load, columns, table); !good)
        return fail(good.error());
    addColumns(load, columns, &plan);
    if (plan.entry.nextField > maximumColumns)
        return refuse(load, u"the table would have more than the %1 columns it may have"_s.arg(maximumColumns));
    if (const Result<void> good = setKey(load, &plan); !good)
        return fail(good.error());
    if (load.description)
        table.description = *load.description;
    const QStringList names = table.columnNames();
    for (const QString &name : columns) {
        const qsizetype at = catalogue::indexOf(names, name);
        plan.fields.append(plan.entry.fields[at]);
        plan.required.append(!table.columns[at].nullable || table.primaryKey.contains(names[at]));
        plan.types.append(table.typed ? columnType(table.columns[at]) : ColumnType::Text);
    }
    return plan;
}

} // namespace longshore
