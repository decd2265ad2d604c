// SPDX-License-Identifier: GPL-3.0-or-later
// From the normalised document of a table to its values.
#include "model/component/mapping/columnname.h"
#include "model/component/mapping/outputnames.h"
#include "model/component/phpdate.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

class Reader
{
public:
    Reader(const Json &table, Problems *problems, const QDateTime &now)
        : m_table(table)
        , m_problems(problems)
        , m_now(now)
    {
    }

    OutputTable read();

private:
    void complain(const QString &path, const QString &message, Problem::Severity severity = Problem::Severity::Error,
                  const QString &rule = {})
    {
        m_problems->append({path, message, severity, rule});
    }
    QString text(const char *key) const { return phpText(m_table.value(key, Json())); }
    bool flag(const char *key) const
    {
        return m_table.value(key, Json(false)).is_boolean() && m_table.value(key, false);
    }
    QStringList texts(const Json &list) const;
    QString column(const QString &name, const QString &path);
    QStringList columns(const char *key);
    QStringList keyColumns(const char *key);
    char character(const char *key, bool mayBeNone);
    QList<MetadataItem> items(const Json &list, const QString &path);
    QList<MetadataItem> map(const Json &map) const;
    OutputColumn schemaColumn(const Json &item, const QString &path);
    void olderDelete(QList<StorageDelete> *deletes);
    StorageDelete deleteItem(const Json &item, const QString &path);
    QDateTime date(const Json &item, const char *key, const QString &path);

    const Json &m_table;
    Problems *m_problems;
    QDateTime m_now;
};

QStringList Reader::texts(const Json &list) const
{
    QStringList result;
    for (const Json &item : list)
        result.append(phpText(item));
    return result;
}

/// M5
QString Reader::column(const QString &name, const QString &path)
{
    const QString changed = webalizedColumn(name);
    if (changed.isEmpty())
        complain(path, u"no letter or digit is left of the column name \"%1\""_s.arg(name.left(60)),
                 Problem::Severity::Error, u"M5"_s);
    else if (changed != name)
        complain(path, u"the column name \"%1\" is changed to \"%2\""_s.arg(name.left(60), changed),
                 Problem::Severity::Warning, u"M5"_s);
    return changed;
}

QStringList Reader::columns(const char *key)
{
    QStringList result;
    int index = 0;
    for (const Json &item : m_table.value(key, Json::array()))
        result.append(column(phpText(item), joinPath(QString::fromLatin1(key), index++)));
    return result;
}

/// Empty names are tolerated (§5.3, `primary_key`).
QStringList Reader::keyColumns(const char *key)
{
    QStringList result;
    int index = 0;
    for (const Json &item : m_table.value(key, Json::array())) {
        const QString path = joinPath(QString::fromLatin1(key), index++);
        const QString name = phpText(item).trimmed();
        if (name.isEmpty()) {
            complain(path, u"an empty column name is left out"_s, Problem::Severity::Warning);
            continue;
        }
        const QString kept = column(name, path);
        if (!kept.isEmpty())
            result.append(kept);
    }
    result.removeDuplicates();
    return result;
}

char Reader::character(const char *key, bool mayBeNone)
{
    const QByteArray bytes = text(key).toUtf8();
    if (bytes.size() == 1 && bytes[0] != '\n' && bytes[0] != '\r' && bytes[0] != '\0')
        return bytes[0];
    if (bytes.isEmpty() && mayBeNone)
        return 0;
    complain(QString::fromLatin1(key), bytes == "\\t"
                                           ? u"must be a tab itself, in JSON \"\\t\", not a backslash and a t"_s
                                           : u"must be a single ASCII character"_s);
    return mayBeNone ? '"' : ',';
}

QList<MetadataItem> Reader::items(const Json &list, const QString &path)
{
    QList<MetadataItem> result;
    int index = 0;
    for (const Json &item : list) {
        const QString key = phpText(item.value("key", Json()));
        if (key.isEmpty())
            complain(joinPath(path, index), u"needs a \"key\""_s);
        result.append({key, phpText(item.value("value", Json()))});
        ++index;
    }
    return result;
}

QList<MetadataItem> Reader::map(const Json &map) const
{
    QList<MetadataItem> result;
    if (map.is_object()) {
        for (const auto &[key, value] : map.items())
            result.append({QString::fromStdString(key), phpText(value)});
    }
    return result;
}

/// M2: scalars become text, `true` being "true".
std::optional<QString> typeText(const Json &type, const char *key)
{
    const auto found = type.find(key);
    if (found == type.end() || found->is_null())
        return std::nullopt;
    return found->is_boolean() ? (found->get<bool>() ? u"true"_s : u"false"_s) : phpText(*found);
}

OutputColumn Reader::schemaColumn(const Json &item, const QString &path)
{
    OutputColumn result;
    result.name = column(phpText(item["name"]), joinPath(path, u"name"_s));
    result.nullable = item.value("nullable", true);
    result.primaryKey = item.value("primary_key", false);
    result.distributionKey = item.value("distribution_key", false);
    const Json description = item.value("description", Json());
    if (!description.is_null())
        result.description = phpText(description);
    result.metadata = map(item.value("metadata", Json()));
    const Json types = item.value("data_type", Json());
    if (types.is_object()) {
        for (const auto &[backend, type] : types.items())
            result.dataTypes.insert(QString::fromStdString(backend),
                                    {phpText(type["type"]), typeText(type, "length"), typeText(type, "default")});
    }
    return result;
}

void Reader::olderDelete(QList<StorageDelete> *deletes)
{
    const QString name = text("delete_where_column");
    if (name.isEmpty())
        return;
    deletes->append(
        {{}, {}, {{name, text("delete_where_operator") == "ne"_L1, texts(m_table["delete_where_values"])}}});
}

QDateTime Reader::date(const Json &item, const char *key, const QString &path)
{
    const QString written = phpText(item.value(key, Json()));
    if (written.isEmpty())
        return {};
    const std::optional<QDateTime> time = phpDateTime(written, m_now);
    if (!time)
        complain(joinPath(path, QString::fromLatin1(key)),
                 u"\"%1\" is no date like 2026-01-31T10:00:00Z or -7 days"_s.arg(written.left(60)));
    return time.value_or(QDateTime());
}

StorageDelete Reader::deleteItem(const Json &item, const QString &path)
{
    StorageDelete result{date(item, "changed_since", path), date(item, "changed_until", path), {}};
    int index = 0;
    for (const Json &filter : item.value("where_filters", Json::array())) {
        const QString place = joinPath(joinPath(path, u"where_filters"_s), index++);
        if (filter.contains("values_from_set")) {
            const bool negated = phpText(filter.value("operator", Json("eq"))) == "ne"_L1;
            result.filters.append({phpText(filter["column"]), negated, texts(filter["values_from_set"])});
        } else if (filter.contains("values_from_workspace")) {
            complain(place, u"there are no workspaces here: give the values with \"values_from_set\""_s);
        } else {
            complain(place, u"the platform leaves \"values_from_storage\" out, and so it is here"_s,
                     Problem::Severity::Warning);
        }
    }
    return result;
}

OutputTable Reader::read()
{
    OutputTable table;
    table.destination = text("destination");
    table.incremental = flag("incremental");
    table.writeAlways = flag("write_always");
    table.hasHeader = flag("has_header");
    table.columns = columns("columns");
    table.primaryKey = keyColumns("primary_key");
    table.distributionKey = keyColumns("distribution_key");
    if (!text("deduplication_strategy").isEmpty())
        table.deduplication = text("deduplication_strategy");
    table.delimiter = character("delimiter", false);
    table.enclosure = character("enclosure", true);
    table.tags = texts(m_table.value("tags", Json::array()));
    table.metadata =
        items(m_table.value("metadata", Json::array()), u"metadata"_s) + map(m_table.value("table_metadata", Json()));
    if (const Json description = m_table.value("description", Json()); !description.is_null()) {
        table.description = phpText(description);
        table.metadata.append({u"KBC.description"_s, *table.description});
    }
    if (const Json described = m_table.value("column_metadata", Json()); described.is_object()) {
        for (const auto &[name, list] : described.items()) {
            const QString path = joinPath(u"column_metadata"_s, QString::fromStdString(name));
            table.columnMetadata.append({column(QString::fromStdString(name), path), items(list, path)});
        }
    }
    int index = 0;
    for (const Json &item : m_table.value("schema", Json::array()))
        table.schema.append(schemaColumn(item, joinPath(u"schema"_s, index++)));
    olderDelete(&table.deletes);
    index = 0;
    for (const Json &item : m_table.value("delete_where", Json::array())) {
        const StorageDelete one = deleteItem(item, joinPath(u"delete_where"_s, index++));
        if (one != StorageDelete()) // O12: an item left empty is skipped
            table.deletes.append(one);
    }
    checkColumnNames(table, m_problems);
    return table;
}

} // namespace

OutputTable readOutputTable(const Json &normalised, Problems *problems, const QDateTime &now)
{
    return Reader(normalised, problems, now).read();
}

} // namespace longshore
