// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/variables.h"

#include "model/component/mustache.h"
#include "model/json/json.h"

#include <QRegularExpression>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QString asked()
{
    return u"fill in the variables of the configuration"_s;
}

Error bad(const QString &what, const QString &advice)
{
    return Error::make(Error::Kind::BadInput, asked(), what, advice);
}

QString scalarAt(const Json &json, const char *key)
{
    const auto found = json.is_object() ? json.find(key) : json.end();
    if (!json.is_object() || found == json.end())
        return {};
    return found->is_string() ? toQString(*found) : QString::fromUtf8(numberText(*found));
}

/// V1: on the text, before anything else looks at it.
MustacheResult fillVault(const QByteArray &text, const QMap<QString, QString> &vault)
{
    static const QRegularExpression placeholder(u"(?<!\\{)\\{\\{\\s*vault\\.([A-Za-z0-9_-]+)\\s*\\}\\}"_s);
    MustacheResult result;
    const QString whole = QString::fromUtf8(text);
    qsizetype at = 0;
    auto matches = placeholder.globalMatch(whole);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const QString name = match.captured(1);
        result.text += QStringView(whole).sliced(at, match.capturedStart() - at).toUtf8();
        at = match.capturedEnd();
        const auto found = vault.constFind(name);
        QStringList &list = found == vault.constEnd() ? result.missing : result.used;
        if (!list.contains(name))
            list.append(name);
        if (found != vault.constEnd())
            result.text += jsonEscaped(*found);
    }
    result.text += QStringView(whole).sliced(at).toUtf8();
    return result;
}

/// V2: who gives the values.
Result<QMap<QString, QString>> chooseValues(const Json &configuration, const VariableSource &source)
{
    if (source.inlineValues && !source.valuesId.isEmpty())
        return fail(bad(u"values are given both directly and by an id"_s, u"Give one of the two."_s));
    if (source.inlineValues)
        return *source.inlineValues;
    const QString id = source.valuesId.isEmpty() ? scalarAt(configuration, "variables_values_id") : source.valuesId;
    if (id.isEmpty()) {
        return fail(bad(u"no variable values are provided for the variables %1"_s.arg(scalarAt(configuration, "variables_id")),
                        u"Add them to the job under variables.values."_s));
    }
    const auto found = source.storedValues.constFind(id);
    if (found == source.storedValues.constEnd()) {
        return fail(bad(u"the variable values %1 are not in the job"_s.arg(id), u"Add them to the job under variables.values.%1."_s.arg(id)));
    }
    return *found;
}

Result<QMap<QString, QString>> requiredValues(const Json &configuration, const VariableSource &source)
{
    Result<QMap<QString, QString>> values = chooseValues(configuration, source);
    if (!values)
        return values;
    for (const QString &name : source.declared.value_or(QStringList())) {
        if (!values->contains(name))
            return fail(bad(u"no value is provided for the variable \"%1\""_s.arg(name), u"Add it to the job under variables.values."_s));
    }
    return values;
}

Error missing(const QStringList &names)
{
    return bad(u"missing values for placeholders: %1"_s.arg(names.join(u", "_s)), u"Add them to the job under variables."_s);
}

} // namespace

Result<ResolvedVariables> resolveVariables(const QByteArray &configuration, const VariableSource &source)
{
    const Result<Json> parsed = scanJson(configuration, asked());
    if (!parsed)
        return fail(parsed.error());
    ResolvedVariables result;
    MustacheResult vault = fillVault(writeJson(*parsed, JsonStyle::Compact), source.vault);
    QStringList unknown;
    for (const QString &name : std::as_const(vault.missing))
        unknown.append(u"vault."_s + name);
    for (const QString &name : std::as_const(vault.used))
        result.values.insert(u"vault."_s + name, source.vault.value(name));
    QByteArray text = vault.text;
    if (!scalarAt(*parsed, "variables_id").isEmpty()) {
        const Result<QMap<QString, QString>> values = requiredValues(*parsed, source);
        if (!values)
            return fail(values.error());
        const Result<MustacheResult> rendered = renderMustache(text, *values);
        if (!rendered)
            return fail(rendered.error());
        text = rendered->text;
        unknown += rendered->missing;
        for (const QString &name : rendered->used)
            result.values.insert(name, values->value(name));
    }
    if (!unknown.isEmpty())
        return fail(missing(unknown));
    const Result<Json> filled = scanJson(text, asked());
    if (!filled || !filled->is_structured()) {
        return fail(bad(u"variable replacement resulted in invalid configuration: %1"_s.arg(
                            filled ? u"it is no object"_s : filled.error().happened),
                        u"Values in triple braces must be valid within JSON text."_s));
    }
    result.configuration = writeJson(*filled, JsonStyle::Compact);
    return result;
}

} // namespace longshore
