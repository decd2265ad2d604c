// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/multienumfield.h"

#include "ui/jobs/fields/choiceloader.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plaintext.h"

#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{
constexpr int fewestRows = 2;
constexpr int mostRows = 7;
}

MultiEnumField::MultiEnumField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_list(new QListWidget(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(metrics::unit);
    column->addWidget(m_list);
    m_list->setUniformItemSizes(true);
    m_list->setEnabled(!spec.readOnly);
    adopt(m_list);
    if (spec.creatable && !spec.readOnly) {
        m_new = new QLineEdit(this);
        m_new->setObjectName(u"new."_s + path);
        m_new->setAccessibleName(tr("Add to %1").arg(spec.title));
        m_new->setPlaceholderText(tr("Add a value"));
        m_new->setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
        column->addWidget(m_new);
        connect(m_new, &QLineEdit::returnPressed, this, &MultiEnumField::addTyped);
    }
    if (!spec.choiceSource.action.isEmpty()) {
        auto *loader = new ChoiceLoader(model, spec, path, this);
        column->addWidget(loader);
        connect(loader, &ChoiceLoader::loaded, this, [this] { showValue(); });
    }
    connect(m_list, &QListWidget::itemChanged, this, &MultiEnumField::write);
    MultiEnumField::showValue();
}

/// The choices, then what is chosen besides.
void MultiEnumField::fill()
{
    QList<FieldChoice> choices = model().choices(path());
    const QVariantList chosen = model().effectiveValue(path()).toList();
    for (const QVariant &value : chosen) {
        const bool listed = std::any_of(choices.begin(), choices.end(), [&](const FieldChoice &choice) { return choice.value == value; });
        if (!listed && value.isValid())
            choices.append({value, spec().creatable ? value.toString() : tr("%1 (not in the list)").arg(value.toString())});
    }
    m_list->clear();
    const int rowHeight = metrics::height(metrics::denseRow, fontMetrics());
    for (const FieldChoice &choice : std::as_const(choices)) {
        auto *item = new QListWidgetItem(visibleText(choice.title), m_list);
        item->setData(Qt::UserRole, choice.value);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(chosen.contains(choice.value) ? Qt::Checked : Qt::Unchecked);
        item->setSizeHint(QSize(0, rowHeight));
    }
    m_list->setFixedHeight(rowHeight * int(qBound(qsizetype(fewestRows), choices.size(), qsizetype(mostRows))) + 4);
}

void MultiEnumField::showValue()
{
    const QSignalBlocker quiet(m_list);
    const int row = m_list->currentRow();
    fill();
    m_list->setCurrentRow(row);
}

void MultiEnumField::write()
{
    QVariantList chosen = model().effectiveValue(path()).toList();
    for (int i = 0; i < m_list->count(); ++i) {
        const QVariant value = m_list->item(i)->data(Qt::UserRole);
        const bool on = m_list->item(i)->checkState() == Qt::Checked;
        if (!on)
            chosen.removeAll(value);
        else if (!chosen.contains(value))
            chosen.append(value);
    }
    commit([&] { model().setValue(path(), chosen); });
}

void MultiEnumField::addTyped()
{
    const QString text = m_new->text().trimmed();
    QVariantList chosen = model().effectiveValue(path()).toList();
    if (text.isEmpty() || chosen.contains(QVariant(text)))
        return;
    chosen.append(text);
    m_new->clear();
    commit([&] { model().setValue(path(), chosen); });
    showValue();
}

} // namespace longshore
