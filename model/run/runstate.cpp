// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runstate.h"

#include "model/component/shape.h"
#include "model/json/json.h"
#include "model/store/store.h"

#include <QDateTime>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

using Kind = Shape::Kind;

Shape list(std::vector<ShapeMember> members)
{
    return {Kind::List, {{{}, {Kind::Map, std::move(members), {}, false, false}, {}, false}}, {}, false, false};
}

/// §7.1
Shape storedShape()
{
    const Shape scalar{Kind::Scalar, {}, {}, false, false}, any{Kind::Any, {}, {}, false, false};
    const Shape tag = list({{u"name"_s, scalar, {}, true}, {u"match"_s, scalar, {}, false}});
    const Shape tables = list({{u"source"_s, scalar, {}, true}, {u"lastImportDate"_s, scalar, {}, true}});
    const Shape files = list({{u"tags"_s, tag, {}, true}, {u"lastImportId"_s, scalar, {}, true}});
    const Shape input{Kind::Map, {{u"tables"_s, tables, {}, false}, {u"files"_s, files, {}, false}}, {}, false, false};
    const Shape storage{Kind::Map, {{u"input"_s, input, {}, false}}, {}, false, false};
    return {Kind::Map, {{u"component"_s, any, {}, false}, {u"storage"_s, storage, {}, false}, {u"data_app"_s, any, {}, false}}, {}, false, false};
}

Result<Json> scanned(const QByteArray &state)
{
    auto json = scanJson(state.trimmed().isEmpty() ? QByteArray("{}") : state, u"read the stored state"_s);
    if (!json)
        return json;
    // PHP's empty array.
    return json->is_null() || (json->is_array() && json->empty()) ? Json::object() : *json;
}

QByteArray textOf(const Json &state, const char *key)
{
    const auto found = state.find(key);
    const bool isEmpty = found == state.end() || found->is_null() || (found->is_structured() && found->empty());
    return isEmpty ? QByteArray("{}") : writeJson(*found, JsonStyle::Compact);
}

void strip(Json *json, const QString &path, QStringList *stripped)
{
    if (!json->is_structured())
        return;
    const bool isObject = json->is_object();
    for (auto item = json->begin(); item != json->end();) {
        const QString name = isObject ? QString::fromStdString(item.key()) : QString::number(item - json->begin());
        const QString at = joinPath(path, name);
        if (isObject && name.startsWith(u'#') && !item->is_structured()) {
            stripped->append(at);
            item = json->erase(item);
            continue;
        }
        strip(&*item, at, stripped);
        ++item;
    }
}

} // namespace

Result<StoredState> parseStoredState(const QByteArray &state)
{
    const auto json = scanned(state);
    if (!json)
        return fail(json.error());
    Problems problems;
    applyShape(*json, storedShape(), &problems);
    if (!json->is_object() || hasErrors(problems))
        return fail(Error::make(Error::Kind::BadInput, u"read the stored state"_s,
                                u"it is invalid: %1"_s.arg(problems.isEmpty() ? u"it is no object"_s : problems.first().sentence()),
                                u"Correct it: it may hold component, storage and data_app."_s));
    return StoredState{textOf(*json, "component"), textOf(*json, "storage")};
}

Result<QByteArray> mergedState(const QByteArray &before, const QByteArray &component, const QByteArray &storage)
{
    auto merged = scanned(before);
    if (!merged)
        return fail(merged.error());
    const auto own = scanned(component);
    if (!own)
        return fail(own.error());
    (*merged)["component"] = *own;
    if (!storage.isEmpty()) {
        auto mapped = scanJson(storage, u"read the state of the input mapping"_s);
        if (!mapped)
            return fail(mapped.error());
        (*merged)["storage"] = *mapped;
    }
    return writeJson(*merged, JsonStyle::Compact);
}

Result<StrippedState> withoutSecrets(const QByteArray &state)
{
    auto json = scanned(state);
    if (!json)
        return fail(json.error());
    StrippedState result;
    strip(&*json, {}, &result.stripped);
    result.state = writeJson(*json, JsonStyle::Compact);
    return result;
}

Result<QMap<QString, QByteArray>> JobStates::read(const Store &store, const QString &configurationId)
{
    QMap<QString, QByteArray> states;
    auto done = store.read([&](SQLite::Database &database) {
        SQLite::Statement query(database, "SELECT row_id, state FROM job_state WHERE configuration_id = ?");
        query.bind(1, configurationId.toStdString());
        while (query.executeStep())
            states.insert(QString::fromStdString(query.getColumn(0).getString()), QByteArray::fromStdString(query.getColumn(1).getString()));
    });
    if (!done)
        return fail(done.error());
    return states;
}

void JobStates::write(SQLite::Database &database, const QString &configurationId, const QString &rowId, const QByteArray &state,
                      const QString &runId)
{
    SQLite::Statement row(database, "INSERT INTO job_state (configuration_id, row_id, state, run_id, saved) VALUES (?, ?, ?, ?, ?) "
                                    "ON CONFLICT (configuration_id, row_id) DO UPDATE SET state = excluded.state, "
                                    "run_id = excluded.run_id, saved = excluded.saved");
    row.bind(1, configurationId.toStdString());
    row.bind(2, rowId.toStdString());
    row.bind(3, state.toStdString());
    row.bind(4, runId.toStdString());
    row.bind(5, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString());
    row.exec();
}

} // namespace longshore
