// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/numberfield.h"

#include "ui/theme/metrics.h"

#include <QHBoxLayout>
#include <QLineEdit>

namespace longshore
{

namespace
{
constexpr int fieldWidth = 112;
}

NumberField::NumberField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_edit(new QLineEdit(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_edit);
    row->addStretch(1);
    m_edit->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    m_edit->setFixedWidth(qMax(fieldWidth, fontMetrics().averageCharWidth() * 14));
    m_edit->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_edit->setInputMethodHints(Qt::ImhFormattedNumbersOnly);
    m_edit->setReadOnly(spec.readOnly);
    adopt(m_edit);
    connect(m_edit, &QLineEdit::textEdited, this,
            [this](const QString &text) { commit([&] { this->model().setNumber(this->path(), text); }); });
    NumberField::showValue();
}

void NumberField::showValue()
{
    const bool plain = model().value(path()).isValid();
    m_edit->setText(plain ? QString::fromUtf8(model().json(path())) : QString());
    m_edit->setCursorPosition(0);
    m_edit->setPlaceholderText(plain ? spec().placeholder : model().effectiveValue(path()).toString());
}

} // namespace longshore
