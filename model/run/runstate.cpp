// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runstate.h"

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

Result<Json> scanned(const QByteArray &state)
{
    auto json = scanJson(state.trimmed().isEmpty() ? QByteArray("{}") : state, u"read the stored state"_s);
    if (!json)
        return json;
    // PHP's empty array.
    return json->is_null() || (json->is_array() && json->empty()) ? Json::object() : *json;
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
