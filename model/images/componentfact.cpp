// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/componentfact.h"

#include "model/component/definition.h"

namespace longshore
{

ComponentFact componentFact(const QByteArray &label)
{
    if (label.isEmpty())
        return ComponentFact::None;
    const Result<ComponentDefinition> record = parseComponentDefinition(label, QStringLiteral("read the component record of an image"));
    if (!record)
        return ComponentFact::Damaged;
    return record->configurationSchema.isEmpty() && record->configurationRowSchema.isEmpty() ? ComponentFact::Record
                                                                                              : ComponentFact::Schema;
}

} // namespace longshore
