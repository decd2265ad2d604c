// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/componentfact.h"

#include "model/component/containersize.h"
#include "model/component/definition.h"
#include "model/jobs/schemaform.h"

namespace longshore
{
namespace
{

Result<ComponentDefinition> definitionOf(const QByteArray &label)
{
    return parseComponentDefinition(label, QStringLiteral("read the component record of an image"));
}

/// A list, or one of several variants, is one value to a person; the secrets within it count each.
void countFields(const FieldSpec &field, bool isShown, ComponentRecord &record)
{
    switch (field.kind) {
    case FieldKind::Info:
    case FieldKind::Action:
        return;
    case FieldKind::Object:
        break;
    case FieldKind::Array:
    case FieldKind::Variants:
        record.parameters += isShown ? 1 : 0;
        isShown = false;
        break;
    default:
        record.parameters += isShown ? 1 : 0;
        record.secrets += field.kind == FieldKind::Password ? 1 : 0;
        return;
    }
    for (const FieldSpec &child : field.children)
        countFields(child, isShown, record);
}

} // namespace

ComponentFact componentFact(const QByteArray &label)
{
    if (label.isEmpty())
        return ComponentFact::None;
    const Result<ComponentDefinition> record = definitionOf(label);
    if (!record)
        return ComponentFact::Damaged;
    return record->configurationSchema.isEmpty() && record->configurationRowSchema.isEmpty() ? ComponentFact::Record
                                                                                              : ComponentFact::Schema;
}

std::optional<ComponentRecord> componentRecord(const QByteArray &label)
{
    const Result<ComponentDefinition> definition = definitionOf(label);
    if (!definition)
        return std::nullopt;
    ComponentRecord record;
    for (const QByteArray &schema : {definition->configurationSchema, definition->configurationRowSchema}) {
        if (schema.isEmpty())
            continue;
        record.hasSchema = true;
        if (const FieldSpec root = formFromSchema(schema).root; root.kind == FieldKind::Object)
            countFields(root, true, record);
    }
    if (const Result<qint64> memory = parseComponentMemory(definition->memory))
        record.memory = containerLimits(*memory, {}).memoryBytes();
    record.timeout = definition->processTimeout;
    record.network = definition->network;
    return record;
}

} // namespace longshore
