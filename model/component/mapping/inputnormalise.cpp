// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/inputmapping.h"
#include "model/component/phpdate.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QString scalarText(const Json &json)
{
    if (json.is_boolean())
        return json.get<bool>() ? u"1"_s : QString();
    return json.is_string() ? toQString(json) : QString::fromUtf8(numberText(json));
}

/// One table or file of the mapping, by key.
class Entry
{
public:
    Entry(Json *json, QString path, Problems *problems)
        : m_json(json)
        , m_path(std::move(path))
        , m_problems(problems)
    {
    }

    bool has(const char *key) const { return m_json->contains(key) && !(*m_json)[key].is_null(); }
    QString text(const char *key) const { return has(key) ? scalarText((*m_json)[key]) : QString(); }
    bool isBlank(const char *key) const { return text(key).trimmed().isEmpty(); }
    /// PHP's empty().
    bool isEmpty(const char *key) const
    {
        if (!has(key))
            return true;
        const Json &value = (*m_json)[key];
        return value.is_structured() ? value.empty() : scalarText(value).isEmpty() || scalarText(value) == "0"_L1;
    }
    QStringList list(const char *key) const
    {
        QStringList values;
        if (has(key) && (*m_json)[key].is_structured()) {
            for (const Json &item : (*m_json)[key])
                values.append(scalarText(item));
        }
        return values;
    }
    void set(const char *key, Json value) { (*m_json)[key] = std::move(value); }
    void drop(const char *key) { m_json->erase(key); }
    /// `place` is a dotted path below the entry, or empty.
    void complain(const QString &place, const QString &message)
    {
        const QString separator = place.isEmpty() ? QString() : u"."_s;
        m_problems->append({m_path + separator + place, message, Problem::Severity::Error});
    }
    Json &json() { return *m_json; }

private:
    Json *m_json;
    QString m_path;
    Problems *m_problems;
};

QStringList typeSources(Entry &table)
{
    QStringList sources;
    if (table.has("column_types") && table.json()["column_types"].is_structured()) {
        for (const Json &type : table.json()["column_types"]) {
            if (type.is_object() && type.contains("source"))
                sources.append(scalarText(type["source"]));
        }
    }
    return sources;
}

QStringList without(const QStringList &names, const QStringList &others)
{
    QStringList rest;
    for (const QString &name : names) {
        if (!others.contains(name))
            rest.append(name);
    }
    return rest;
}

/// I2
void checkColumns(Entry &table)
{
    const QStringList columns = table.list("columns");
    const QStringList types = typeSources(table);
    if (columns.isEmpty() || types.isEmpty())
        return;
    const QString both = u"both \"columns\" and \"column_types\" are given, and \"%1\" has surplus columns: %2"_s;
    if (const QStringList surplus = without(columns, types); !surplus.isEmpty())
        table.complain(u"columns"_s, both.arg(u"columns"_s, surplus.join(u", "_s)));
    else if (const QStringList more = without(types, columns); !more.isEmpty())
        table.complain(u"column_types"_s, both.arg(u"column_types"_s, more.join(u", "_s)));
}

/// I1
void checkWhere(Entry &table)
{
    if (table.has("where_operator") && table.text("where_operator").isEmpty())
        table.set("where_operator", "eq"); // A37
    const bool values = !table.isEmpty("where_values");
    if (!table.isBlank("where_column") && !values)
        table.complain(u"where_values"_s, u"must be given when \"where_column\" is"_s);
    if (table.isBlank("where_column") && values)
        table.complain(u"where_column"_s, u"must be given when \"where_values\" are"_s);
}

void checkChangedSince(Entry &entry)
{
    const QString since = entry.text("changed_since");
    if (!since.isEmpty() && since != QLatin1String(adaptiveWord) && !phpDateTime(since, QDateTime::currentDateTimeUtc()))
        entry.complain(u"changed_since"_s, u"\"%1\" could not be understood as a time"_s.arg(since.left(60)));
}

void checkLoadType(Entry &table)
{
    const bool view = table.has("use_view") && table.json()["use_view"] == Json(true);
    if (view && table.isEmpty("load_type"))
        table.set("load_type", "VIEW"); // A38
    table.drop("use_view");
    if (table.isEmpty("load_type")) {
        table.drop("load_type");
        return;
    }
    const QString type = table.text("load_type").toUpper();
    table.set("load_type", type.toStdString());
    if (!QStringList{u"COPY"_s, u"CLONE"_s, u"VIEW"_s, u"AUTO"_s}.contains(type))
        table.complain(u"load_type"_s, u"\"%1\" must be one of COPY, CLONE, VIEW, AUTO"_s.arg(type.left(60)));
}

void checkTable(Entry table)
{
    if (table.json().contains("days") && !table.has("days"))
        table.set("days", 0);
    if (table.json().contains("changed_since") && !table.has("changed_since"))
        table.set("changed_since", "");
    if (!table.isEmpty("days") && !table.isEmpty("changed_since"))
        table.complain({}, u"cannot set both \"days\" and \"changed_since\""_s);
    if (table.isEmpty("file_type"))
        table.drop("file_type");
    checkChangedSince(table);
    checkWhere(table);
    checkColumns(table);
    checkLoadType(table);
}

bool hasSourceTags(Entry &file)
{
    const Json *tags = findPath(file.json(), u"source.tags"_s);
    return tags && tags->is_structured() && !tags->empty();
}

void checkTagMatches(Entry &file)
{
    Json *source = file.json().contains("source") ? &file.json()["source"] : nullptr;
    if (!source || !source->is_object() || !source->contains("tags"))
        return;
    int index = 0;
    for (const Json &tag : (*source)["tags"]) {
        if (tag.is_object() && tag.contains("match") && scalarText(tag["match"]).isEmpty())
            file.complain(u"source.tags.%1.match"_s.arg(index), u"must be \"include\" or \"exclude\""_s);
        ++index;
    }
}

void checkFile(Entry file)
{
    for (const char *key : {"tags", "query", "processed_tags", "file_ids"}) {
        if (file.isEmpty(key))
            file.drop(key); // I10
    }
    const bool byTags = file.has("tags");
    const bool bySource = hasSourceTags(file);
    if (!byTags && !bySource && !file.has("query") && !file.has("file_ids"))
        file.complain({}, u"at least one of \"tags\", \"source.tags\", \"query\" or \"file_ids\" must be given"_s);
    if (byTags && file.json().contains("source") && file.json()["source"].contains("tags"))
        file.complain({}, u"both \"tags\" and \"source.tags\" cannot be given"_s);
    if (file.has("query") && file.has("changed_since"))
        file.complain(u"changed_since"_s, u"is not supported together with \"query\""_s);
    if (file.has("changed_since") && file.text("changed_since").isEmpty())
        file.complain(u"changed_since"_s, u"could not be understood as a time"_s);
    checkChangedSince(file);
    checkTagMatches(file);
    if (file.has("file_ids")) {
        for (const auto &[key, value] : file.json().items()) {
            if (key != "file_ids" && key != "overwrite" && key != "processed_tags")
                file.complain(u"file_ids"_s, u"can be combined with \"overwrite\" and \"processed_tags\" only"_s);
        }
        for (const QString &id : file.list("file_ids")) {
            bool ok = false;
            if (id.toLongLong(&ok) <= 0 || !ok)
                file.complain(u"file_ids"_s, u"\"%1\" is no id of a file"_s.arg(id.left(40)));
        }
    }
}

template<class Check>
void forEachEntry(Json &input, const char *key, const Check &check)
{
    if (!input.contains(key) || !input[key].is_structured())
        return;
    int index = 0;
    for (auto it = input[key].begin(); it != input[key].end(); ++it, ++index) {
        const QString step = input[key].is_object() ? QString::fromStdString(it.key()) : QString::number(index);
        if (it->is_object())
            check(*it, joinPath(u"storage.input."_s + QLatin1String(key), step));
    }
}

} // namespace

void normaliseInput(Json *configuration, Problems *problems)
{
    if (!configuration->is_object() || !configuration->contains("storage"))
        return;
    Json &storage = (*configuration)["storage"];
    if (!storage.is_object() || !storage.contains("input") || !storage["input"].is_object())
        return;
    forEachEntry(storage["input"], "tables", [&](Json &table, const QString &path) { checkTable({&table, path, problems}); });
    forEachEntry(storage["input"], "files", [&](Json &file, const QString &path) { checkFile({&file, path, problems}); });
}

} // namespace longshore
