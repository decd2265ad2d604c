// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/componentcheck.h"

#include "model/check/schemacheck.h"
#include "model/component/configuration.h"
#include "model/images/reference.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// Engines hand labels around in lists and events; beyond this they become slow, and some front ends cut them.
constexpr qsizetype largeLabel = 256 << 10;
constexpr int longestStage = 86'400;

QString below(const QString &path, const QString &key)
{
    return path.isEmpty() ? key : path + u'.' + key;
}

void checkEmpty(const QByteArray &empty, const QString &path, Findings &findings)
{
    if (!empty.isEmpty())
        findings.add(checkConfiguration(empty), u"C1"_s, path);
}

} // namespace

void checkDefinition(const ComponentDefinition &definition, const QString &path, Findings &findings)
{
    if (definition.processTimeout > longestStage)
        findings.warning(u"X6"_s, below(path, u"data.process_timeout"_s),
                         u"A stage may take a day at most: 86400 seconds."_s);
    if (definition.processTimeout == 0)
        findings.warning(u"X6"_s, below(path, u"data.process_timeout"_s), u"It has no time at all."_s);
    if (!definition.image.uri.isEmpty()) {
        if (const auto reference = Reference::parse(definition.image.reference()); !reference)
            findings.error(u"Z1"_s, below(path, u"data.definition.uri"_s), reference.error().happened + u'.');
    }
    if (!definition.configurationSchema.isEmpty())
        findings.add(checkSchema(definition.configurationSchema), u"15"_s, below(path, u"configurationSchema"_s));
    if (!definition.configurationRowSchema.isEmpty())
        findings.add(checkSchema(definition.configurationRowSchema), u"15"_s, below(path, u"configurationRowSchema"_s));
    checkEmpty(definition.emptyConfiguration, below(path, u"emptyConfiguration"_s), findings);
    checkEmpty(definition.emptyConfigurationRow, below(path, u"emptyConfigurationRow"_s), findings);
    if (definition.synchronousActions.contains(u"run"_s))
        findings.warning(u"A1"_s, below(path, u"data.synchronous_actions"_s),
                         u"\"run\" is never a synchronous action."_s);
}

ComponentRecord checkComponentRecord(const QByteArray &record, const QString &path, Findings &findings)
{
    ComponentRecord result;
    if (record.size() > largeLabel)
        findings.warning({}, path, u"It has %1 KiB; each list of images carries it."_s.arg(record.size() >> 10));
    const auto json = scanJson(record, {});
    if (!json || !json->is_object()) {
        findings.error(u"D1"_s, path,
                       json ? u"It holds %1 instead of an object."_s.arg(jsonTypeName(*json))
                            : u"It is no JSON: %1."_s.arg(json.error().happened));
        return result;
    }
    const ParsedDefinition parsed = readComponentDefinition(*json);
    findings.add(parsed.problems, u"D1"_s, path);
    result.definition = parsed.definition;
    result.usable = true;
    checkDefinition(parsed.definition, path, findings);
    return result;
}

} // namespace longshore
