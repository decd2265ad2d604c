// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/jobreader.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

using Values = QMap<QString, QString>;

void complain(Problems *problems, const QString &path, const QString &message)
{
    problems->append({path, message, Problem::Severity::Error});
}

std::optional<QString> scalarText(const Json &json)
{
    if (json.is_boolean())
        return json.get<bool>() ? u"true"_s : u"false"_s;
    if (json.is_string())
        return toQString(json);
    return isNumber(json) ? std::optional(QString::fromUtf8(numberText(json))) : std::nullopt;
}

Values readValues(const Json &list, const QString &path, Problems *problems)
{
    Values values;
    int index = 0;
    for (const Json &item : list) {
        const QString at = joinPath(path, index++);
        const RecordReader reader(&item, at, problems);
        const QString name = reader.required(u"name"_s);
        const Json *value = reader.node(u"value"_s);
        const std::optional<QString> text = value ? scalarText(*value) : std::nullopt;
        if (!text)
            complain(problems, joinPath(at, u"value"_s), u"must be a text or a number"_s);
        else if (!name.isEmpty())
            values.insert(name, *text);
    }
    return values;
}

QStringList readDeclared(const Json &list, const QString &path, Problems *problems)
{
    QStringList names;
    int index = 0;
    for (const Json &item : list) {
        const QString at = joinPath(path, index++);
        const QString name = item.is_string() ? toQString(item) : RecordReader(&item, at, problems).string(u"name"_s);
        if (name.isEmpty())
            complain(problems, at, u"must be a name, or an object with a name"_s);
        else
            names.append(name);
    }
    return names;
}

void readStored(const Json &values, const QString &path, VariableSource *source, Problems *problems)
{
    if (values.is_array()) {
        source->inlineValues = readValues(values, path, problems);
        return;
    }
    if (!values.is_object()) {
        complain(problems, path, u"must be a list of {name, value}, or such lists by the id of the values"_s);
        return;
    }
    for (const auto &[id, list] : values.items()) {
        const QString at = joinPath(path, QString::fromStdString(id));
        if (list.is_array())
            source->storedValues.insert(QString::fromStdString(id), readValues(list, at, problems));
        else
            complain(problems, at, u"must be a list of {name, value}"_s);
    }
}

} // namespace

VariableSource readVariables(const RecordReader &root, Problems *problems)
{
    VariableSource source;
    const RecordReader reader = root.child(u"variables"_s);
    if (const Json *declared = reader.node(u"declared"_s)) {
        if (declared->is_array())
            source.declared = readDeclared(*declared, reader.path(u"declared"_s), problems);
        else
            reader.complain(u"declared"_s, u"must be a list"_s);
    }
    if (const Json *values = reader.node(u"values"_s))
        readStored(*values, reader.path(u"values"_s), &source, problems);
    const RecordReader vault = reader.child(u"vault"_s);
    if (const Json *entries = reader.node(u"vault"_s); entries && entries->is_object()) {
        for (const auto &[name, value] : entries->items())
            source.vault.insert(QString::fromStdString(name), vault.string(QString::fromStdString(name)));
    }
    return source;
}

QMap<QString, QStringList> readSharedCode(const RecordReader &root, Problems *problems)
{
    QMap<QString, QStringList> snippets;
    root.child(u"sharedCode"_s);
    const Json *node = root.node(u"sharedCode"_s);
    if (!node || !node->is_object())
        return snippets;
    const RecordReader reader(node, root.path(u"sharedCode"_s), problems);
    for (const auto &[id, code] : node->items()) {
        const QString row = QString::fromStdString(id);
        if (code.is_string())
            snippets.insert(row, {toQString(code)});
        else
            snippets.insert(row, reader.strings(row));
    }
    return snippets;
}

} // namespace longshore
