// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/schemaselect.h"

#include "model/jobs/patterncheck.h"
#include "model/jobs/schemaalternatives.h"
#include "model/jobs/schemanodes.h"
#include "model/json/json.h"

#include <QCoreApplication>
#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QString say(const char *text)
{
    return QCoreApplication::translate("Validation", text);
}

class Selector
{
public:
    Selector(const VariantChoices &choices, const Conforms &conforms, Problems *problems)
        : m_choices(choices)
        , m_conforms(conforms)
        , m_problems(problems)
    {
    }

    Json select(const Json &schema, const Json &value, const QString &path)
    {
        if (!schema.is_object() || !hasChoices(schema))
            return schema;
        Json result = Json::object();
        Json more = Json::array();
        for (const auto &[keyword, part] : schema.items()) {
            if (keyword == "properties" && part.is_object() && value.is_object())
                result[keyword] = properties(part, value, path);
            else if (keyword == "items" && part.is_object() && value.is_array())
                items(part, value, path, result);
            else if (keyword == "allOf" && part.is_array())
                std::transform(part.begin(), part.end(), std::back_inserter(more),
                               [&](const Json &each) { return select(each, value, path); });
            else if (keyword != "oneOf" && keyword != "anyOf" && keyword != "patternProperties")
                result[keyword] = part;
        }
        alternatives(schema, value, path, more);
        if (const Json *patterns = nodeAt(schema, "patternProperties"); patterns && value.is_object())
            patternProperties(*patterns, value, result);
        if (!more.empty())
            result["allOf"] = std::move(more);
        return result;
    }

private:
    Json properties(const Json &schemas, const Json &value, const QString &path)
    {
        Json result = schemas;
        for (const auto &[key, child] : value.items()) {
            const auto found = result.find(key);
            if (found != result.end())
                *found = select(*found, child, joinPath(path, QString::fromStdString(key)));
        }
        return result;
    }

    /// Items may be of different variants: each has its own schema then.
    void items(const Json &schema, const Json &value, const QString &path, Json &result)
    {
        if (!hasChoices(schema) || value.empty()) {
            result["items"] = schema;
            return;
        }
        Json each = Json::array();
        for (std::size_t i = 0; i < value.size(); ++i)
            each.push_back(select(schema, value[i], joinPath(path, int(i))));
        result["items"] = std::move(each);
    }

    void alternatives(const Json &schema, const Json &value, const QString &path, Json &more)
    {
        const std::vector<Alternatives> lists = alternativesOf(schema);
        std::size_t next = 0;
        for (const char *keyword : {"oneOf", "anyOf"}) {
            const Json *list = nodeAt(schema, keyword);
            if (!list || !list->is_array() || list->empty())
                continue;
            const bool onlyOne = *keyword == 'o';
            const bool formed = next < lists.size() && !lists[next].schemas.empty() && lists[next].schemas.front() == &list->front();
            if (const auto required = requiredLists(schema, keyword); !required.empty())
                checkRequired(required, value, path, onlyOne);
            else if (formed)
                more.push_back(chosen(lists[next], value, path, onlyOne));
            else
                plain(*list, value, path, onlyOne);
            next += formed ? 1 : 0;
        }
    }

    /// The alternative that counts, itself resolved; where none conforms the one that is meant, to say what it lacks.
    Json chosen(const Alternatives &list, const Json &value, const QString &path, bool onlyOne)
    {
        const int meant = meantVariant(list.discriminator, list.marks, &value, m_choices.value(path, -1));
        if (meant < 0)
            return unknownDiscriminator(list);
        const bool told = !list.discriminator.isEmpty() && nodeAt(value, list.discriminator.toUtf8().constData());
        int found = told ? meant : -1;
        int matches = told ? 1 : 0;
        for (int i = 0; !told && i < int(list.schemas.size()); ++i) {
            if (!m_conforms(*list.schemas[std::size_t(i)], value))
                continue;
            found = found < 0 || i == meant ? i : found;
            ++matches;
        }
        if (onlyOne && matches > 1 && !list.discriminator.isEmpty())
            tell(joinPath(path, list.discriminator), QT_TRANSLATE_NOOP("Validation", "is required"));
        else if (onlyOne && matches > 1)
            tell(path, QT_TRANSLATE_NOOP("Validation", "matches several alternatives of which only one is allowed"));
        return select(*list.schemas[std::size_t(found < 0 ? meant : found)], value, path);
    }

    static Json unknownDiscriminator(const Alternatives &list)
    {
        Json values = Json::array();
        const std::string key = list.discriminator.toStdString();
        for (const Json *schema : list.schemas) {
            const Json &property = (*schema)["properties"][key];
            if (const Json *constant = nodeAt(property, "const"))
                values.push_back(*constant);
            else
                values.insert(values.end(), property["enum"].begin(), property["enum"].end());
        }
        Json result = Json::object();
        result["properties"] = Json::object();
        result["properties"][key] = Json::object();
        result["properties"][key]["enum"] = std::move(values);
        return result;
    }

    void checkRequired(const std::vector<QStringList> &lists, const Json &value, const QString &path, bool onlyOne)
    {
        if (!value.is_object())
            return;
        int met = 0;
        QStringList names;
        for (const QStringList &list : lists) {
            names.append(list.join(say(QT_TRANSLATE_NOOP("Validation", " and "))));
            met += std::all_of(list.begin(), list.end(),
                               [&](const QString &key) { return value.contains(key.toStdString()); });
        }
        const QString all = names.join(u", "_s);
        if (met == 0)
            m_problems->append({path, say(QT_TRANSLATE_NOOP("Validation", "needs one of: %1")).arg(all)});
        else if (onlyOne && met > 1)
            m_problems->append({path, say(QT_TRANSLATE_NOOP("Validation", "takes only one of: %1")).arg(all)});
    }

    /// Alternatives that no form shows: only whether one matches can be said.
    void plain(const Json &list, const Json &value, const QString &path, bool onlyOne)
    {
        const auto matches = std::count_if(list.begin(), list.end(), [&](const Json &schema) { return m_conforms(schema, value); });
        if (matches == 0)
            tell(path, QT_TRANSLATE_NOOP("Validation", "matches none of the allowed alternatives"));
        else if (onlyOne && matches > 1)
            tell(path, QT_TRANSLATE_NOOP("Validation", "matches several alternatives of which only one is allowed"));
    }

    void patternProperties(const Json &patterns, const Json &value, Json &result)
    {
        if (!patterns.is_object())
            return;
        for (const auto &[pattern, schema] : patterns.items()) {
            for (const auto &member : value.items()) {
                const QString key = QString::fromStdString(member.key());
                if (matchPattern(QString::fromStdString(pattern), key) != PatternMatch::Yes)
                    continue;
                Json &properties = result["properties"];
                if (!properties.is_object())
                    properties = Json::object();
                const auto present = properties.find(member.key());
                const Json both = present == properties.end() ? schema : Json{{"allOf", Json::array({*present, schema})}};
                properties[member.key()] = both;
            }
        }
    }

    void tell(const QString &path, const char *words) { m_problems->append({path, say(words)}); }

    const VariantChoices &m_choices;
    const Conforms &m_conforms;
    Problems *m_problems;
};

} // namespace

bool hasChoices(const Json &schema)
{
    if (!schema.is_object())
        return false;
    for (const auto &[keyword, part] : schema.items()) {
        if (keyword == "oneOf" || keyword == "anyOf" || keyword == "patternProperties")
            return true;
        if (keyword == "items" && hasChoices(part))
            return true;
        const bool isMap = keyword == "properties" && part.is_object();
        const bool isList = keyword == "allOf" && part.is_array();
        if ((isMap || isList) && std::any_of(part.begin(), part.end(), hasChoices))
            return true;
    }
    return false;
}

Json selectFor(const Json &schema, const Json &value, const VariantChoices &choices, const Conforms &conforms,
               Problems *problems)
{
    return Selector(choices, conforms, problems).select(schema, value, {});
}

} // namespace longshore
