// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json/jsontree.h"

#include "model/component/secrets.h"
#include "model/json/json.h"
#include "model/secretnames.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// Fills what a scalar or container says of itself; a key that looks secret hides the whole value.
void describe(JsonNode &node, const Json &json)
{
    using Kind = JsonNode::Kind;
    if (json.is_object()) {
        node.kind = Kind::Object;
    } else if (json.is_array()) {
        node.kind = Kind::Array;
    } else if (json.is_string()) {
        node.kind = Kind::String;
        node.value = toQString(json);
    } else if (isNumber(json)) {
        node.kind = Kind::Number;
        node.value = QString::fromLatin1(numberText(json));
    } else {
        node.value = json.is_null() ? u"null"_s : json.get<bool>() ? u"true"_s : u"false"_s;
    }
    if (node.kind == Kind::Literal || node.value.isEmpty())
        return;
    if (looksSecret(node.key))
        node.masked = QString::fromUtf8(maskDots);
    else if (const QString shown = withoutSecrets(node.value); shown != node.value)
        node.masked = shown;
}

} // namespace

Result<JsonTree> JsonTree::parse(const QByteArray &text, const QString &asked)
{
    const Result<Json> document = scanJson(text, asked);
    if (!document)
        return fail(document.error());
    JsonTree tree;
    QList<const Json *> sources{&*document};
    tree.m_nodes.append(JsonNode());
    describe(tree.m_nodes[0], *document);
    for (int at = 0; at < tree.m_nodes.size(); ++at) {
        const Json &json = *sources[at];
        tree.m_nodes[at].firstChild = int(tree.m_nodes.size());
        tree.m_nodes[at].childCount = json.is_structured() ? int(json.size()) : 0;
        int row = 0;
        const auto add = [&](const QString &key, const Json &value) {
            JsonNode child;
            child.parent = at;
            child.row = row++;
            child.key = key;
            describe(child, value);
            tree.m_nodes.append(child);
            sources.append(&value);
        };
        if (json.is_object()) {
            for (const auto &[key, value] : json.items())
                add(QString::fromStdString(key), value);
        } else if (json.is_array()) {
            for (const Json &value : json)
                add(QString::number(row), value);
        }
    }
    return tree;
}

QString JsonTree::path(int node) const
{
    QStringList keys;
    for (int at = node; at > 0; at = m_nodes.at(at).parent)
        keys.prepend(m_nodes.at(at).key);
    QString path;
    for (const QString &key : std::as_const(keys))
        path = joinPath(path, key);
    return path;
}

int JsonTree::find(const QString &path) const
{
    int at = 0;
    for (const QString &key : splitPath(path)) {
        const JsonNode &node = m_nodes.at(at);
        int child = 0;
        while (child < node.childCount && m_nodes.at(node.firstChild + child).key != key)
            ++child;
        if (child == node.childCount)
            return -1;
        at = node.firstChild + child;
    }
    return at;
}

} // namespace longshore
