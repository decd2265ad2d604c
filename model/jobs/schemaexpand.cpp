// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/schemaexpand.h"

#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int mostNodes = 20000;

bool holdsNamedSchemas(const QString &keyword)
{
    return keyword == "properties"_L1 || keyword == "patternProperties"_L1;
}

bool holdsSchemas(const QString &keyword)
{
    static const QStringList keywords{u"items"_s,
                                      u"additionalItems"_s,
                                      u"additionalProperties"_s,
                                      u"allOf"_s,
                                      u"anyOf"_s,
                                      u"oneOf"_s,
                                      u"not"_s,
                                      u"if"_s,
                                      u"then"_s,
                                      u"else"_s,
                                      u"contains"_s};
    return keywords.contains(keyword);
}

Json::object_t::Container &membersOf(Json &object)
{
    return object.get_ref<Json::object_t &>();
}

class Expander
{
public:
    Expander(const Json &root, Problems *problems)
        : m_root(root)
        , m_problems(problems)
    {
    }

    bool tooLarge() const { return m_nodes > mostNodes; }

    Json schema(const Json &node, const QString &path)
    {
        if (++m_nodes > mostNodes || !node.is_object())
            return node.is_boolean() ? node : Json::object();
        if (const auto reference = node.find("$ref"); reference != node.end() && reference->is_string())
            return follow(node, toQString(*reference), path);
        Json result = Json::object();
        for (const auto &[key, value] : node.items()) {
            const QString keyword = QString::fromStdString(key);
            if (keyword != "definitions"_L1 && keyword != "$defs"_L1)
                result[key] = member(keyword, value, joinPath(path, keyword));
        }
        return result;
    }

private:
    Json member(const QString &keyword, const Json &value, const QString &path)
    {
        if (!holdsNamedSchemas(keyword) && !holdsSchemas(keyword))
            return value;
        const bool named = holdsNamedSchemas(keyword) && value.is_object();
        if (!named && !value.is_array())
            return value.is_object() ? schema(value, path) : value;
        Json result = value.is_array() ? Json::array() : Json::object();
        int index = 0;
        for (const auto &[key, child] : value.items()) {
            if (tooLarge())
                break;
            const QString step = named ? QString::fromStdString(key) : QString::number(index++);
            if (named) // not operator[], which searches linearly
                membersOf(result).emplace_back(key, schema(child, joinPath(path, step)));
            else
                result.push_back(schema(child, joinPath(path, step)));
        }
        return result;
    }

    Json follow(const Json &node, const QString &reference, const QString &path)
    {
        const Json *target = find(reference);
        if (!target || m_active.contains(reference)) {
            complain(path, reference, target);
            return Json::object();
        }
        m_active.append(reference);
        Json result = schema(*target, path);
        m_active.removeLast();
        // A title or an order beside the `$ref` is meant for this place.
        for (const auto &[key, value] : node.items()) {
            if (key != "$ref" && result.is_object())
                result[key] = value;
        }
        return result;
    }

    const Json *find(const QString &reference) const
    {
        if (reference == "#"_L1)
            return &m_root;
        if (!reference.startsWith("#/"_L1))
            return nullptr;
        QString path;
        const QStringList steps = reference.mid(2).split(u'/');
        for (QString step : steps)
            path = joinPath(path, step.replace("~1"_L1, "/"_L1).replace("~0"_L1, "~"_L1));
        return findPath(m_root, path);
    }

    void complain(const QString &path, const QString &reference, bool known)
    {
        QString message = u"refers to %1, which does not exist in this schema; it is edited as JSON"_s;
        if (known)
            message = u"refers to itself through %1; it is edited as JSON"_s;
        else if (!reference.startsWith(u'#'))
            message = u"refers to %1 outside this schema, which is never fetched; it is edited as JSON"_s;
        m_problems->append({path, message.arg(reference.left(80)), Problem::Severity::Warning});
    }

    const Json &m_root;
    Problems *m_problems;
    QStringList m_active;
    int m_nodes = 0;
};

} // namespace

Result<Json> expandSchema(const QByteArray &schema, Problems *problems)
{
    const QString asked = u"read the configuration schema"_s;
    const Result<Json> json = scanJson(schema, asked);
    if (!json)
        return fail(json.error());
    if (!json->is_object()) {
        return fail(Error::make(Error::Kind::BadInput, asked,
                                u"it is %1 instead of an object"_s.arg(jsonTypeName(*json)),
                                u"Edit the parameters as JSON."_s));
    }
    Expander expander(*json, problems);
    Json expanded = expander.schema(*json, {});
    if (!expander.tooLarge())
        return expanded;
    return fail(Error::make(Error::Kind::TooLarge, asked, u"it has more than %1 parts"_s.arg(mostNodes),
                            u"Edit the parameters as JSON."_s));
}

} // namespace longshore
