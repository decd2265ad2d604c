// SPDX-License-Identifier: GPL-3.0-or-later
// Configurations, states and YAML as people paste them. First byte: what the rest is.
#include "model/component/ciphers.h"
#include "model/component/configuration.h"
#include "model/component/dataformat.h"
#include "model/component/mapping/inputmapping.h"
#include "model/component/secrets.h"
#include "model/component/state.h"
#include "tests/fuzz/fuzz.h"

using namespace longshore;
using namespace longshore::fuzz;

namespace
{

void configuration(const QByteArray &text)
{
    const Problems problems = checkConfiguration(text);
    const Result<QByteArray> config = mainStageConfig(text, {});
    const Result<InputMapping> mapping = parseInputMapping(text);
    check(!hasErrors(problems) || !config, "what has an error is never staged");
    if (!config) {
        check(!config.error().sentence().isEmpty(), "a refusal says something");
        return;
    }
    check(mapping.has_value() || mapping.error().happened.contains(QLatin1String("overwrite")),
          "what is staged has a mapping");
    const Result<QByteArray> masked = maskSecrets(*config);
    check(masked.has_value(), "what was written can be read");
    const Result<QByteArray> again = mainStageConfig(*config, {});
    if (again)
        check(again->size() == config->size(), "normalising twice changes nothing but the order");
    for (const QString &format : {QStringLiteral("json"), QStringLiteral("yaml")}) {
        const Result<QByteArray> written = inFormat(*config, format);
        check(written.has_value(), "it can be written in each format");
        check(fromFormat(*written, format, format).has_value(), "and be read again");
    }
}

void yaml(const QByteArray &text)
{
    const Result<QByteArray> json = fromFormat(text, QStringLiteral("yaml"), QStringLiteral("read"));
    if (!json)
        return;
    const Result<QByteArray> written = inFormat(*json, QStringLiteral("yaml"), false);
    check(written.has_value(), "what was read can be written");
    const Result<QByteArray> again = fromFormat(*written, QStringLiteral("yaml"), QStringLiteral("read"));
    check(again.has_value() && (*again == *json || *json == "null"), "and comes back the same");
}

void marked(const QByteArray &text)
{
    const auto encrypt = [](const QString &, const QString &value) -> Result<QString> { return value; };
    (void)encryptMarked(text, encrypt);
    (void)maskSecrets(text);
}

void state(const QByteArray &text)
{
    if (const Result<QByteArray> stored = storedStateFrom(text)) {
        check(checkStoredState(*stored).has_value(), "an initial state becomes a stored one");
        check(nextStoredState(*stored, "{\"a\":1}", {}).has_value(), "which can be saved anew");
    }
    (void)inputStateOf(text);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArrayView bytes = bytesOf(data, size);
    const int how = choice(&bytes);
    const QByteArray text = bytes.toByteArray();
    switch (how % 4) {
    case 0:
        yaml(text);
        break;
    case 1:
        state(text);
        break;
    case 2:
        marked(text);
        break;
    default:
        configuration(text);
        break;
    }
    return 0;
}
