// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/shape.h"

#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// Of a map with named members: looking each up among the others would take for ever with a million of them.
constexpr std::size_t mostKeys = 1000;

/// Adds a member whose key is new: the ordered map itself would search for it first, all along.
void append(Json &object, const std::string &key, Json value)
{
    object.get_ref<Json::object_t &>().Json::object_t::Container::emplace_back(key, std::move(value));
}

QString phpType(const Json &json)
{
    if (json.is_structured())
        return u"array"_s;
    if (json.is_string())
        return u"string"_s;
    if (json.is_boolean())
        return u"bool"_s;
    if (json.is_null())
        return u"null"_s;
    return isWholeNumber(json) && !numberText(json).contains('.') ? u"int"_s : u"float"_s;
}

class Normaliser
{
public:
    Normaliser(Problems *problems, const QString &root)
        : m_problems(problems)
        , m_root(root)
    {
    }

    Json node(const Json &json, const Shape &shape, const QString &path)
    {
        if (shape.kind == Shape::Kind::Any || (shape.nullable && json.is_null()))
            return json;
        if (shape.kind == Shape::Kind::Map)
            return map(json.is_null() ? Json::array() : json, shape, path);
        if (shape.kind == Shape::Kind::List)
            return list(json.is_null() ? Json::array() : json, shape, path);
        leaf(json, shape, path);
        return json;
    }

private:
    QString container(const QString &path) const { return path.isEmpty() ? m_root : m_root + u'.' + path; }

    void complain(const QString &path, const QString &message)
    {
        m_problems->append({path, message, Problem::Severity::Error});
    }

    void wrongType(const Json &json, const QString &expected, const QString &path)
    {
        complain(path, u"Invalid type for path \"%1\". Expected \"%2\", but got \"%3\"."_s.arg(
                           container(path), expected, phpType(json)));
    }

    void leaf(const Json &json, const Shape &shape, const QString &path);
    Json map(const Json &json, const Shape &shape, const QString &path);
    Json list(const Json &json, const Shape &shape, const QString &path);
    void fill(Json &object, const Shape &shape, const QString &path);

    Problems *m_problems;
    QString m_root;
};

void Normaliser::leaf(const Json &json, const Shape &shape, const QString &path)
{
    using Kind = Shape::Kind;
    if (shape.kind == Kind::Bool && !json.is_boolean())
        return wrongType(json, u"bool"_s, path);
    if (shape.kind == Kind::Int && phpType(json) != "int"_L1)
        return wrongType(json, u"int"_s, path);
    if (json.is_structured())
        return wrongType(json, u"scalar"_s, path);
    const bool empty = json.is_null() || (json.is_string() && json.get_ref<const std::string &>().empty());
    if (shape.kind == Kind::Text && empty)
        complain(path, u"The path \"%1\" cannot contain an empty value."_s.arg(container(path)));
    if (shape.kind == Kind::Choice && !empty && !shape.choices.contains(toQString(json))) {
        complain(path, u"The value \"%1\" is not allowed for path \"%2\". Permissible values: %3"_s.arg(
                           toQString(json).left(60), container(path), shape.choices.join(u", "_s)));
    }
}

const ShapeMember *memberOf(const Shape &shape, const QString &key)
{
    for (const ShapeMember &member : shape.members) {
        if (member.key == key)
            return &member;
    }
    return nullptr;
}

/// C2: `foo-bar` is `foo_bar`, unless that is there too; a key that mixes both signs stays.
QString normalisedKey(const Json &map, const QString &key)
{
    const QString spelled = QString(key).replace(u'-', u'_');
    const bool mixed = key.contains(u'_');
    return spelled == key || mixed || map.contains(spelled.toStdString()) ? key : spelled;
}

Json Normaliser::map(const Json &json, const Shape &shape, const QString &path)
{
    const bool emptyList = json.is_array() && json.empty(); // PHP knows no empty object
    if (!json.is_object() && !emptyList) {
        wrongType(json, u"array"_s, path);
        return json;
    }
    Json result = Json::object();
    if (json.size() > mostKeys) {
        complain(path, u"\"%1\" has %2 keys, which no one wrote."_s.arg(container(path)).arg(json.size()));
        return result;
    }
    for (const auto &[name, value] : json.items()) {
        const QString key = normalisedKey(json, QString::fromStdString(name));
        const ShapeMember *member = memberOf(shape, key);
        if (member) {
            result[key.toStdString()] = node(value, member->shape, joinPath(path, key));
            continue;
        }
        append(result, key.toStdString(), value);
        if (!shape.keepsExtra)
            complain(joinPath(path, key),
                     u"Unrecognized option \"%1\" under \"%2\"."_s.arg(key.left(60), container(path)));
    }
    fill(result, shape, path);
    return result;
}

void Normaliser::fill(Json &object, const Shape &shape, const QString &path)
{
    for (const ShapeMember &member : shape.members) {
        const std::string key = member.key.toStdString();
        if (object.contains(key))
            continue;
        if (member.required) {
            complain(path,
                     u"The child config \"%1\" under \"%2\" must be configured."_s.arg(member.key, container(path)));
        } else if (!member.fallback.isEmpty()) {
            object[key] = Json::parse(member.fallback.toStdString());
        }
    }
}

Json Normaliser::list(const Json &json, const Shape &shape, const QString &path)
{
    if (!json.is_structured()) {
        wrongType(json, u"array"_s, path);
        return json;
    }
    Json result = json.is_array() || json.empty() ? Json::array() : Json::object();
    int index = 0;
    for (const auto &[key, value] : json.items()) {
        const QString step = json.is_object() ? QString::fromStdString(key) : QString::number(index++);
        Json item = node(value, shape.members.front().shape, joinPath(path, step));
        if (result.is_array())
            result.push_back(std::move(item));
        else
            append(result, key, std::move(item));
    }
    return result;
}

} // namespace

Json applyShape(const Json &json, const Shape &shape, Problems *problems, const QString &root)
{
    return Normaliser(problems, root).node(json, shape, {});
}

} // namespace longshore
