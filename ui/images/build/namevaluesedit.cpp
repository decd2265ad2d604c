// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/build/namevaluesedit.h"

#include "ui/jobs/fields/edittable.h"
#include "ui/jobs/fields/rowbuttons.h"
#include "ui/theme/metrics.h"

#include <QAbstractItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

namespace longshore
{

namespace
{
constexpr int mostRows = 4; ///< that show without scrolling
} // namespace

NameValuesEdit::NameValuesEdit(const QString &name, const QString &title, const QString &addWord, QWidget *parent)
    : QWidget(parent)
    , m_model(new NameValuesModel(this))
    , m_table(editTable(m_model, name, title, this))
    , m_buttons(new RowButtons(name, title, addWord, this))
{
    m_buttons->setOffered(true, true, false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(metrics::unit);
    column->addWidget(m_table);
    column->addWidget(m_buttons);
    setFocusProxy(m_table);
    connect(m_buttons, &RowButtons::addClicked, this, &NameValuesEdit::add);
    connect(m_buttons, &RowButtons::removeClicked, this, [this] { m_model->removeRowAt(m_table->currentIndex().row()); });
    connect(m_model, &QAbstractItemModel::modelReset, this, &NameValuesEdit::showState);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &NameValuesEdit::showState);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &NameValuesEdit::showState);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &NameValuesEdit::showState);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        m_buttons->showState(m_table->currentIndex().row(), m_model->rowCount());
    });
    showState();
}

void NameValuesEdit::add()
{
    const QModelIndex index = m_model->index(m_model->addRow(), NameValuesModel::NameColumn);
    m_table->setFocus();
    m_table->setCurrentIndex(index);
    m_table->edit(index);
}

void NameValuesEdit::commit()
{
    QWidget *editor = m_table->indexWidget(m_table->currentIndex());
    if (!editor)
        return;
    Q_EMIT m_table->itemDelegate()->commitData(editor);
    Q_EMIT m_table->itemDelegate()->closeEditor(editor);
}

void NameValuesEdit::showState()
{
    // An empty table has its buttons alone.
    m_table->setVisible(m_model->rowCount() > 0);
    fitToRows(m_table, mostRows);
    m_buttons->showState(m_table->currentIndex().row(), m_model->rowCount());
    Q_EMIT changed();
}

} // namespace longshore
