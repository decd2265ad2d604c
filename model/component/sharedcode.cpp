// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/variables.h"

#include "model/json/json.h"

#include <QRegularExpression>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// Snippets in the order of `shared_code_row_ids`.
using Snippets = QList<std::pair<QString, QStringList>>;

QString scalarText(const Json &json)
{
    return json.is_string() ? toQString(json) : QString::fromUtf8(numberText(json));
}

bool isListOfScalars(const Json &json)
{
    if (!json.is_array())
        return false;
    for (const Json &item : json) {
        if (item.is_structured() || item.is_null())
            return false;
    }
    return true;
}

QStringList namesIn(const QString &text)
{
    static const QRegularExpression placeholder(u"\\{\\{([ A-Za-z0-9_-]+)\\}\\}"_s);
    QStringList names;
    auto matches = placeholder.globalMatch(text);
    while (matches.hasNext())
        names.append(matches.next().captured(1).trimmed());
    return names;
}

void replaceIn(Json &json, const Snippets &snippets);

Json replaced(const Json &list, const Snippets &snippets)
{
    Json result = Json::array();
    for (const Json &item : list) {
        const QStringList names = namesIn(scalarText(item));
        bool found = false;
        for (const auto &[id, lines] : snippets) {
            if (!names.contains(id))
                continue;
            found = true;
            for (const QString &line : lines)
                result.push_back(fromQString(line));
        }
        if (!found)
            result.push_back(item);
    }
    return result;
}

void replaceIn(Json &json, const Snippets &snippets)
{
    for (auto &value : json) {
        if (isListOfScalars(value))
            value = replaced(value, snippets);
        else if (value.is_structured())
            replaceIn(value, snippets);
    }
}

} // namespace

Result<QByteArray> resolveSharedCode(const QByteArray &configuration, const QMap<QString, QStringList> &snippets)
{
    const QString asked = u"fill in the shared code of the configuration"_s;
    Result<Json> parsed = scanJson(configuration, asked);
    if (!parsed)
        return fail(parsed.error());
    const Json *id = findPath(*parsed, u"shared_code_id"_s);
    const Json *rows = findPath(*parsed, u"shared_code_row_ids"_s);
    const bool active = id && !scalarText(*id).isEmpty() && rows && rows->is_array() && !rows->empty();
    if (!active)
        return writeJson(*parsed, JsonStyle::Compact);
    Snippets loaded;
    for (const Json &row : *rows) {
        const QString rowId = scalarText(row);
        if (!snippets.contains(rowId)) {
            return fail(Error::make(Error::Kind::NotFound, asked, u"the shared code row %1 is not in the job"_s.arg(rowId),
                                    u"Add its code_content to the job under sharedCode.%1."_s.arg(rowId)));
        }
        loaded.append({rowId, snippets.value(rowId)});
    }
    if (parsed->is_structured())
        replaceIn(*parsed, loaded);
    return writeJson(*parsed, JsonStyle::Compact);
}

} // namespace longshore
