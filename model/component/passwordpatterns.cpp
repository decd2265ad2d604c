// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/secrets.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int deepest = 32;      // A57
constexpr int mostNodes = 20000; // a `$ref` loop multiplies; this ends it

/// Walks every branch a value could take, so that no alternative of a `oneOf` hides a password.
class PasswordFinder
{
public:
    explicit PasswordFinder(const Json &schema)
        : m_root(schema)
    {
    }

    void visit(const Json &schema, const QString &path, int depth)
    {
        if (!schema.is_object() || depth > deepest || ++m_visited > mostNodes)
            return;
        if (const Json *format = findPath(schema, u"format"_s); format && toQString(*format) == "password"_L1) {
            if (!patterns.contains(path))
                patterns.append(path);
        }
        for (const auto &[keyword, value] : schema.items())
            keywordOf(QString::fromStdString(keyword), value, path, depth + 1);
    }

    SecretPatterns patterns;

private:
    void keywordOf(const QString &keyword, const Json &value, const QString &path, int depth)
    {
        if (keyword == "properties"_L1 && value.is_object()) {
            for (const auto &[key, child] : value.items())
                visit(child, joinPath(path, QString::fromStdString(key)), depth);
        } else if (keyword == "patternProperties"_L1 && value.is_object()) {
            for (const auto &[pattern, child] : value.items())
                visit(child, joinPath(path, u"*"_s), depth);
        } else if (keyword == "items"_L1 || keyword == "additionalProperties"_L1) {
            each(value, joinPath(path, u"*"_s), depth);
        } else if (keyword == "$ref"_L1) {
            follow(toQString(value), path, depth);
        } else if (QStringList{u"allOf"_s, u"anyOf"_s, u"oneOf"_s, u"if"_s, u"then"_s, u"else"_s}.contains(keyword)) {
            each(value, path, depth);
        }
    }

    void each(const Json &value, const QString &path, int depth)
    {
        if (!value.is_array())
            return visit(value, path, depth);
        for (const Json &alternative : value)
            visit(alternative, path, depth);
    }

    void follow(const QString &reference, const QString &path, int depth)
    {
        if (!reference.startsWith("#/"_L1))
            return;
        QString dotted;
        const QStringList steps = reference.mid(2).split(u'/');
        for (QString step : steps)
            dotted = joinPath(dotted, step.replace("~1"_L1, "/"_L1).replace("~0"_L1, "~"_L1));
        if (const Json *target = findPath(m_root, dotted))
            visit(*target, path, depth);
    }

    const Json &m_root;
    int m_visited = 0;
};

} // namespace

SecretPatterns passwordPatterns(const QByteArray &schema, const QString &prefix)
{
    const Result<Json> json = scanJson(schema, u"read the schema"_s);
    if (!json)
        return {};
    PasswordFinder finder(*json);
    finder.visit(*json, prefix, 0);
    return finder.patterns;
}

} // namespace longshore
