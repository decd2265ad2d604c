// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/stringfield.h"

#include "ui/theme/metrics.h"

#include <QHBoxLayout>
#include <QLineEdit>

namespace longshore
{

StringField::StringField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_edit(new QLineEdit(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_edit);
    m_edit->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    m_edit->setReadOnly(spec.readOnly);
    adopt(m_edit);
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &text) { writeText(text); });
    if (spec.trims)
        connect(m_edit, &QLineEdit::editingFinished, this, &StringField::trim);
    StringField::showValue();
}

void StringField::trim()
{
    const QString text = m_edit->text().trimmed();
    if (text == m_edit->text() || m_edit->isReadOnly())
        return;
    m_edit->setText(text);
    writeText(text);
}

void StringField::showValue()
{
    m_edit->setText(valueText());
    m_edit->setCursorPosition(0);
    m_edit->setPlaceholderText(hint());
}

} // namespace longshore
