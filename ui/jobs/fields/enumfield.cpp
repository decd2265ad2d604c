// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/enumfield.h"

#include "ui/jobs/fields/choiceloader.h"
#include "ui/jobs/fields/quietcombo.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plaintext.h"

#include <QHBoxLayout>
#include <QLineEdit>

namespace longshore
{

EnumField::EnumField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_combo(new QuietCombo(this))
    , m_hasEmpty(!spec.required && !spec.omitEmptyChoice)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(metrics::gap);
    row->addWidget(m_combo, 0, Qt::AlignTop);
    m_combo->setEditable(spec.creatable);
    m_combo->setEnabled(!spec.readOnly);
    adopt(m_combo);
    if (!spec.choiceSource.action.isEmpty()) {
        auto *loader = new ChoiceLoader(model, spec, path, this);
        row->addWidget(loader, 1);
        connect(loader, &ChoiceLoader::loaded, this, [this] { showValue(); });
    } else {
        row->addStretch(1);
    }
    if (!spec.choiceList.path.isEmpty()) {
        connect(&model, &FormModel::documentChanged, this, [this] {
            if (this->model().choices(this->path()) != m_choices)
                showValue();
        });
    }
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
    for (const FieldChoice &choice : m_choices) {
        if (fallback.isValid() && choice.value == fallback)
            return tr("%1 (default)").arg(visibleText(choice.title));
    }
    return spec().placeholder.isEmpty() ? tr("Choose") : spec().placeholder;
}

void EnumField::fill()
{
    m_choices = model().choices(path());
    m_combo->clear();
    for (const FieldChoice &choice : std::as_const(m_choices))
        m_combo->addItem(visibleText(choice.title), choice.value);
}

void EnumField::showValue()
{
    const QVariant value = model().value(path());
    const bool isSet = !model().json(path()).isEmpty();
    fill();
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
    if (QLineEdit *edit = m_combo->lineEdit())
        edit->setPlaceholderText(defaultTitle());
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
    if (index >= m_choices.size())
        return;
    const QVariant value = m_combo->itemData(index);
    commit([&] {
        if (value.isValid())
            model().setValue(path(), value);
        else
            model().setJson(path(), "null");
    });
}

} // namespace longshore
