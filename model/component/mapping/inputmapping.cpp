// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/inputmapping.h"

#include "model/component/phpdate.h"
#include "model/component/shape.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QString asked()
{
    return u"read the input mapping"_s;
}

QString text(const Json &json, const char *key)
{
    const auto found = json.find(key);
    if (found == json.end())
        return {};
    if (found->is_boolean())
        return found->get<bool>() ? u"1"_s : QString();
    return found->is_string() ? toQString(*found) : QString::fromUtf8(numberText(*found));
}

QStringList texts(const Json &json, const char *key)
{
    QStringList list;
    const auto found = json.find(key);
    if (found == json.end() || !found->is_structured())
        return list;
    for (const Json &item : *found)
        list.append(text(Json{{"x", item}}, "x"));
    return list;
}

std::optional<qint64> number(const Json &json, const char *key)
{
    const auto found = json.find(key);
    if (found == json.end() || !isNumber(*found))
        return std::nullopt;
    return qint64(qBound(-9e15, numberValue(*found), 9e15));
}

InputTable readTable(const Json &json)
{
    InputTable table;
    table.source = text(json, "source");
    table.sourceBranchId = text(json, "source_branch_id");
    table.destination = text(json, "destination");
    table.days = int(qBound(qint64(-100'000), number(json, "days").value_or(0), qint64(100'000)));
    table.changedSince = text(json, "changed_since");
    for (const Json &type : json.value("column_types", Json::array())) // I3: their order wins
        table.columns.append(text(type, "source"));
    if (table.columns.isEmpty())
        table.columns = texts(json, "columns");
    table.whereColumn = text(json, "where_column").trimmed().isEmpty() ? QString() : text(json, "where_column");
    table.whereValues = texts(json, "where_values");
    table.whereNot = text(json, "where_operator") == "ne"_L1;
    table.limit = number(json, "limit");
    table.fileType = text(json, "file_type");
    return table;
}

InputFile readFile(const Json &json)
{
    InputFile file;
    file.tags = texts(json, "tags");
    if (const Json *tags = findPath(json, u"source.tags"_s); tags && tags->is_structured()) {
        for (const Json &tag : *tags)
            file.sourceTags.append({text(tag, "name"), text(tag, "match")});
    }
    file.query = text(json, "query");
    for (const QString &id : texts(json, "file_ids"))
        file.fileIds.append(id.toLongLong());
    file.limit = number(json, "limit");
    file.processedTags = texts(json, "processed_tags");
    file.changedSince = text(json, "changed_since");
    return file;
}

/// What the platform's readers refuse beyond the configuration's own rules: a local folder never keeps former files.
void checkLocal(const Json &input, Problems *problems)
{
    int index = 0;
    for (const Json &file : input.value("files", Json::array())) {
        if (file.is_object() && file.contains("overwrite") && file["overwrite"] == Json(false)) {
            problems->append({u"storage.input.files.%1.overwrite"_s.arg(index), u"must be true: files are staged in a folder"_s,
                              Problem::Severity::Error}); // A41
        }
        ++index;
    }
}

} // namespace

QList<StateTag> InputFile::stateTags() const
{
    if (tags.isEmpty())
        return sourceTags;
    QList<StateTag> list;
    for (const QString &tag : tags)
        list.append({tag, {}});
    return list;
}

Result<InputMapping> parseInputMapping(const QByteArray &configuration)
{
    const Result<Json> stored = scanJson(configuration, asked());
    if (!stored)
        return fail(stored.error());
    Problems problems;
    Json normal = applyShape(*stored, configurationShape(), &problems);
    normaliseInput(&normal, &problems);
    const Json *input = findPath(normal, u"storage.input"_s);
    if (input && input->is_object())
        checkLocal(*input, &problems);
    QStringList sentences;
    for (const Problem &problem : std::as_const(problems)) {
        if (problem.severity == Problem::Severity::Error && problem.path.startsWith("storage.input"_L1))
            sentences.append(problem.sentence());
    }
    if (!sentences.isEmpty())
        return fail(Error::make(Error::Kind::BadInput, asked(), sentences.join(u"; "_s), u"Correct the configuration."_s));
    InputMapping mapping;
    if (!input || !input->is_object())
        return mapping;
    for (const Json &table : input->value("tables", Json::array()))
        mapping.tables.append(readTable(table));
    for (const Json &file : input->value("files", Json::array()))
        mapping.files.append(readFile(file));
    return mapping;
}

QString fileQueryText(const InputFile &file, const QDateTime &now)
{
    if (!file.fileIds.isEmpty()) {
        QStringList ids;
        for (const qint64 id : file.fileIds)
            ids.append(QString::number(id));
        return u"id:(%1)"_s.arg(ids.join(u" OR "_s));
    }
    QStringList parts;
    for (const StateTag &tag : file.sourceTags)
        parts.append((tag.match == "exclude"_L1 ? u"NOT tags:\"%1\""_s : u"tags:\"%1\""_s).arg(tag.name));
    const QString byTags = parts.join(u" AND "_s);
    if (!file.query.isEmpty())
        return byTags.isEmpty() ? file.query : u"%1 AND (%2)"_s.arg(file.query, byTags);
    if (file.changedSince.isEmpty() || file.isAdaptive())
        return byTags;
    const QDateTime since = phpDateTime(file.changedSince, now).value_or(now);
    const QString created = u"created:[\"%1\" TO *]"_s.arg(since.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss"_s) + u"+00:00"_s);
    return byTags.isEmpty() ? created : u"(%1) AND %2"_s.arg(byTags, created);
}

} // namespace longshore
