// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/multienumfield.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/plaintext.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QSignalBlocker>

namespace longshore
{

MultiEnumField::MultiEnumField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent)
    : FieldEditor(model, spec, path, parent)
    , m_list(new QListWidget(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_list);
    m_list->setUniformItemSizes(true);
    m_list->setEnabled(!spec.readOnly);
    const int rowHeight = metrics::height(metrics::denseRow, fontMetrics());
    for (const FieldChoice &choice : spec.choices) {
        auto *item = new QListWidgetItem(visibleText(choice.title), m_list);
        item->setData(Qt::UserRole, choice.value);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
        item->setSizeHint(QSize(0, rowHeight));
    }
    m_list->setFixedHeight(rowHeight * int(qBound(qsizetype(2), spec.choices.size(), qsizetype(7))) + 4);
    adopt(m_list);
    connect(m_list, &QListWidget::itemChanged, this, &MultiEnumField::write);
    MultiEnumField::showValue();
}

void MultiEnumField::showValue()
{
    const QSignalBlocker quiet(m_list);
    const QVariantList chosen = model().effectiveValue(path()).toList();
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem *item = m_list->item(i);
        item->setCheckState(chosen.contains(item->data(Qt::UserRole)) ? Qt::Checked : Qt::Unchecked);
    }
}

void MultiEnumField::write()
{
    // What is not among the choices was not shown and is kept.
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

} // namespace longshore
