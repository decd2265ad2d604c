// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/passwordfield.h"

#include "model/component/secrets.h"
#include "ui/widgets/secretedit.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

PasswordField::PasswordField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_edit(new SecretEdit(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_edit);
    m_edit->setReadOnly(spec.readOnly);
    adopt(m_edit);
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &text) { writeText(text); });
    PasswordField::showValue();
}

void PasswordField::showValue()
{
    m_edit->setText(valueText());
    const QList<SecretReference> references = secretReferences(model().json(path()));
    m_edit->setPlaceholderText(references.isEmpty()            ? spec().placeholder
                               : references.first().id.isEmpty() ? tr("Asked for at each start. Type to keep it in the vault")
                                                                 : tr("In the vault. Type to replace it"));
}

} // namespace longshore
