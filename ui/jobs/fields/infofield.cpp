// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/infofield.h"

#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

InfoField::InfoField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    auto *text = new PlainLabel(spec.description.isEmpty() ? spec.title : spec.description, TextRole::Body, Ink::Muted,
                                this);
    text->setObjectName(u"field."_s + path);
    text->setWordWrap(true);
    row->addWidget(text);
}

} // namespace longshore
