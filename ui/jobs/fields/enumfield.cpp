// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/enumfield.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/plaintext.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>

namespace longshore
{

namespace
{
constexpr int smallestWidth = 112; ///< where a form has room it is as wide as its contents ask
}

EnumField::EnumField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_combo(new QComboBox(this))
    , m_hasEmpty(!spec.required && !spec.omitEmptyChoice)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_combo);
    row->addStretch(1);
    m_combo->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    m_combo->setMinimumWidth(smallestWidth);
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_combo->setMinimumContentsLength(22);
    m_combo->setEditable(spec.creatable);
    m_combo->setEnabled(!spec.readOnly);
    m_combo->setFocusPolicy(Qt::StrongFocus);
    adopt(m_combo);
    EnumField::showValue();
    connect(m_combo, &QComboBox::activated, this, &EnumField::choose);
    if (QLineEdit *edit = m_combo->lineEdit()) {
        m_combo->setInsertPolicy(QComboBox::NoInsert);
        connect(edit, &QLineEdit::textEdited, this, [this](const QString &text) { writeText(text); });
        connect(edit, &QLineEdit::editingFinished, this, &EnumField::left);
    }
}

QString EnumField::defaultTitle() const
{
    const QVariant fallback = model().effectiveValue(path());
    for (const FieldChoice &choice : spec().choices) {
        if (fallback.isValid() && choice.value == fallback)
            return tr("%1 (default)").arg(visibleText(choice.title));
    }
    return spec().placeholder.isEmpty() ? tr("Choose") : spec().placeholder;
}

void EnumField::showValue()
{
    const QVariant value = model().value(path());
    const bool isSet = !model().json(path()).isEmpty();
    m_combo->clear();
    for (const FieldChoice &choice : spec().choices)
        m_combo->addItem(visibleText(choice.title), choice.value);
    int current = -1;
    for (int i = 0; isSet && i < m_combo->count() && current < 0; ++i) {
        if (m_combo->itemData(i) == value)
            current = i;
    }
    if (isSet && current < 0) {
        const QString text = value.isValid() ? value.toString() : QString::fromUtf8(model().json(path()));
        m_combo->addItem(spec().creatable ? text : tr("%1 (not in the list)").arg(visibleText(text)), value);
        current = m_combo->count() - 1;
    }
    m_combo->setPlaceholderText(defaultTitle());
    if (m_hasEmpty)
        m_combo->addItem(tr("– not set –"));
    m_combo->setCurrentIndex(current);
}

void EnumField::choose(int index)
{
    if (m_hasEmpty && index == m_combo->count() - 1) {
        m_combo->setCurrentIndex(-1);
        commit([this] { model().setValue(path(), {}); });
        return;
    }
    const QVariant value = m_combo->itemData(index);
    if (index < spec().choices.size())
        commit([&] {
            if (value.isValid())
                model().setValue(path(), value);
            else
                model().setJson(path(), "null");
        });
}

bool EnumField::eventFilter(QObject *watched, QEvent *event)
{
    // Scrolling the form must not change what lies under the pointer.
    if (watched == m_combo && event->type() == QEvent::Wheel && !m_combo->hasFocus()) {
        event->ignore();
        return true;
    }
    return FieldEditor::eventFilter(watched, event);
}

} // namespace longshore
