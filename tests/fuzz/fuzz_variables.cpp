// SPDX-License-Identifier: GPL-3.0-or-later
// Variables, Mustache templates and shared code in a configuration that people paste. First byte: what the rest is.
#include "model/component/configuration.h"
#include "model/component/mustache.h"
#include "model/component/secrets.h"
#include "model/component/variables.h"
#include "model/json/json.h"
#include "tests/fuzz/fuzz.h"

#include <nlohmann/json.hpp>

using namespace longshore;
using namespace longshore::fuzz;
using namespace Qt::StringLiterals;

namespace
{

const QMap<QString, QString> values{{u"a"_s, u"x\"y\\{{b}}\n"_s}, {u"b"_s, QString()}, {u"c.d"_s, u"0"_s}};

bool isJson(const QByteArray &text)
{
    return scanJson(text, {}).has_value();
}

void mustache(const QByteArray &text)
{
    const auto rendered = renderMustache(text, values);
    if (!rendered)
        return check(!rendered.error().sentence().isEmpty(), "a refusal says something");
    check(text.contains("{{") || rendered->text == text, "text without tags stays as it is");
    for (const QString &name : rendered->missing)
        check(!values.contains(name), "what has a value is not missing");
}

void escape(const QByteArray &text)
{
    const QString value = QString::fromUtf8(text);
    const auto json = scanJson('"' + jsonEscaped(value) + '"', {});
    check(json.has_value() && toQString(*json) == value, "an escaped value comes back from JSON");
}

void variables(const QByteArray &text)
{
    VariableSource source;
    source.inlineValues = values;
    source.vault = values;
    const auto resolved = resolveVariables(text, source);
    if (resolved)
        check(isJson(resolved->configuration), "the result is JSON");
    else
        check(!resolved.error().sentence().isEmpty(), "a refusal says something");
    source.declared = QStringList{u"a"_s};
    (void)resolveVariables(text, source);
}

void sharedCode(const QByteArray &text)
{
    const QMap<QString, QStringList> snippets{{u"a"_s, {u"1"_s, u"{{ a }}"_s}}, {u"b"_s, {}}};
    if (const auto resolved = resolveSharedCode(text, snippets))
        check(isJson(*resolved) || !isJson(text), "JSON stays JSON");
    if (const auto merged = mergeRow(text, text))
        check(isJson(*merged), "a row and a configuration are JSON");
    if (const auto clear = resolveSecrets(text, lookupIn(values)))
        check(isJson(*clear), "secrets leave JSON behind");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArrayView bytes = bytesOf(data, size);
    const int what = choice(&bytes);
    const QByteArray text = bytes.toByteArray();
    switch (what % 4) {
    case 0:
        variables(text);
        break;
    case 1:
        mustache(text);
        break;
    case 2:
        sharedCode(text);
        break;
    default:
        escape(text);
        break;
    }
    return 0;
}
