// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/schemaform.h"

#include "model/component/definition.h"
#include "model/jobs/formreader.h"
#include "model/jobs/schemaexpand.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

SchemaForm plainForm(Problems problems)
{
    SchemaForm form;
    form.problems = std::move(problems);
    return form;
}

} // namespace

namespace
{

/// The child of an object, or of the variants that add to it, whose key is `step`.
const FieldSpec *childWithKey(const FieldSpec &field, const QString &step)
{
    for (const FieldSpec &child : field.children) {
        if (!child.isPart && child.key == step)
            return &child;
    }
    for (const FieldSpec &child : field.children) {
        for (std::size_t i = 0; child.isPart && i < child.children.size(); ++i) {
            if (const FieldSpec *found = childWithKey(child.children[i], step))
                return found;
        }
    }
    return nullptr;
}

const FieldSpec *findBelow(const FieldSpec &field, const QStringList &steps)
{
    if (steps.isEmpty())
        return &field;
    if (field.kind == FieldKind::Array && !field.children.empty())
        return findBelow(field.children.front(), steps.mid(1));
    if (field.kind == FieldKind::Variants) {
        for (const FieldSpec &variant : field.children) {
            if (const FieldSpec *found = findBelow(variant, steps))
                return found;
        }
        return nullptr;
    }
    const FieldSpec *child = field.kind == FieldKind::Object ? childWithKey(field, steps.first()) : nullptr;
    return child ? findBelow(*child, steps.mid(1)) : nullptr;
}

} // namespace

const FieldSpec *FieldSpec::find(const QString &fieldPath) const
{
    return findBelow(*this, splitPath(fieldPath).mid(splitPath(path).size()));
}

SchemaForm formFromSchema(const QByteArray &schema)
{
    if (schema.trimmed().isEmpty())
        return plainForm({});
    Problems problems;
    const Result<Json> expanded = expandSchema(schema, &problems);
    if (!expanded) {
        problems.append({{}, expanded.error().happened, Problem::Severity::Warning});
        return plainForm(problems);
    }
    FormReader reader;
    SchemaForm form;
    form.root = reader.readRoot(*expanded);
    form.problems = problems + reader.problems;
    if (reader.tooManyFields()) {
        problems.append({{}, u"it has more than %1 fields"_s.arg(maximumFormFields), Problem::Severity::Warning});
        return plainForm(problems);
    }
    if (form.root.kind != FieldKind::Object) {
        form.root = FieldSpec();
        form.problems.append({{}, u"the schema describes no fields"_s, Problem::Severity::Note});
    }
    return form;
}

QByteArray chooseSchema(const QByteArray &jobComponentSchema, const QByteArray &imageLabelRecord)
{
    if (!jobComponentSchema.trimmed().isEmpty())
        return jobComponentSchema;
    const Result<Json> record = scanJson(imageLabelRecord, u"read the image label"_s);
    if (!record)
        return {};
    return readComponentDefinition(*record).definition.configurationSchema;
}

} // namespace longshore
