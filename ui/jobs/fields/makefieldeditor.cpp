// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/actionfield.h"
#include "ui/jobs/fields/arrayfield.h"
#include "ui/jobs/fields/booleanfield.h"
#include "ui/jobs/fields/columnsfield.h"
#include "ui/jobs/fields/datefield.h"
#include "ui/jobs/fields/entriesfield.h"
#include "ui/jobs/fields/enumfield.h"
#include "ui/jobs/fields/filetablefield.h"
#include "ui/jobs/fields/folderfield.h"
#include "ui/jobs/fields/infofield.h"
#include "ui/jobs/fields/jsonfield.h"
#include "ui/jobs/fields/multienumfield.h"
#include "ui/jobs/fields/numberfield.h"
#include "ui/jobs/fields/objectfield.h"
#include "ui/jobs/fields/passwordfield.h"
#include "ui/jobs/fields/radiofield.h"
#include "ui/jobs/fields/stringfield.h"
#include "ui/jobs/fields/suggestfield.h"
#include "ui/jobs/fields/tablefield.h"
#include "ui/jobs/fields/tablepreviewfield.h"
#include "ui/jobs/fields/tagsfield.h"
#include "ui/jobs/fields/textfield.h"
#include "ui/jobs/fields/variantfield.h"

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr qsizetype mostRadios = 12;

FieldEditor *makeChoiceEditor(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
{
    const bool closed = !spec.creatable && spec.choiceSource.action.isEmpty() && spec.choiceList.path.isEmpty();
    if (spec.format == "radio"_L1 && closed && spec.choices.size() <= mostRadios)
        return new RadioField(model, spec, path, parent);
    return new EnumField(model, spec, path, parent);
}

FieldEditor *makeTextEditor(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
{
    if (!spec.suggestion.what.isEmpty())
        return new SuggestField(model, spec, path, parent);
    if (spec.format == "folder"_L1)
        return new FolderField(model, spec, path, parent);
    return new StringField(model, spec, path, parent);
}

FieldEditor *makeInfo(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
{
    if (spec.suggestion.what == "file"_L1)
        return new FileTableField(model, spec, path, parent);
    if (spec.suggestion.what == "preview"_L1)
        return new TablePreviewField(model, spec, path, parent);
    return new InfoField(model, spec, path, parent);
}

FieldEditor *makeArrayEditor(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent)
{
    if (spec.format == "entries"_L1 && spec.children.front().kind == FieldKind::Object)
        return new EntriesField(model, spec, path, depth, parent);
    if (TableField::canShow(spec))
        return new TableField(model, spec, path, parent);
    return new ArrayField(model, spec, path, depth, parent);
}

FieldEditor *makeListEditor(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
{
    if (spec.suggestion.what == "columns"_L1 && spec.format != "tags"_L1)
        return new ColumnsField(model, spec, path, parent);
    if (spec.choices.isEmpty() && spec.choiceSource.action.isEmpty() && spec.choiceList.path.isEmpty())
        return new TagsField(model, spec, path, parent);
    return new MultiEnumField(model, spec, path, parent);
}

} // namespace

FieldEditor *makeFieldEditor(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent)
{
    switch (spec.kind) {
    case FieldKind::String:
        return makeTextEditor(model, spec, path, parent);
    case FieldKind::Text:
        return new TextField(model, spec, path, parent);
    case FieldKind::Password:
        return new PasswordField(model, spec, path, parent);
    case FieldKind::Integer:
    case FieldKind::Number:
        return new NumberField(model, spec, path, parent);
    case FieldKind::Boolean:
        return new BooleanField(model, spec, path, parent);
    case FieldKind::Date:
        return new DateField(model, spec, path, parent);
    case FieldKind::Enum:
        return makeChoiceEditor(model, spec, path, parent);
    case FieldKind::MultiEnum:
        return makeListEditor(model, spec, path, parent);
    case FieldKind::Object:
        return new ObjectField(model, spec, path, depth, parent);
    case FieldKind::Array:
        return makeArrayEditor(model, spec, path, depth, parent);
    case FieldKind::Info:
        return makeInfo(model, spec, path, parent);
    case FieldKind::Action:
        return new ActionField(model, spec, path, parent);
    case FieldKind::Variants:
        return new VariantField(model, spec, path, depth, parent);
    case FieldKind::Json:
        break;
    }
    return new JsonField(model, spec, path, parent);
}

} // namespace longshore
