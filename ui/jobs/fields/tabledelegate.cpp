// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/tabledelegate.h"

#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPainter>

namespace longshore
{

TableDelegate::TableDelegate(const ArrayTableModel &table, FormModel &form, QObject *parent)
    : CheckDelegate(parent)
    , m_table(table)
    , m_form(form)
{
}

CellLook TableDelegate::look(const QModelIndex &index) const
{
    CellLook look = RowDelegate::look(index);
    if (index.data(ArrayTableModel::WrongRole).toBool()) {
        look.mark = Mark::Error;
        look.ink = Ink::Error;
    }
    return look;
}

void TableDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.data(ArrayTableModel::WrongRole).toBool()) {
        const Colors &colors = Theme::of(option.widget).colors();
        painter->fillRect(option.rect, colors.tint(colors.error));
    }
    CheckDelegate::paint(painter, option, index);
}

QWidget *TableDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const FieldSpec &spec = m_table.field(index.column());
    if (spec.kind == FieldKind::Enum) {
        auto *combo = new QComboBox(parent);
        const QList<FieldChoice> choices = m_form.choices(m_table.cellPath(index));
        for (const FieldChoice &choice : choices)
            combo->addItem(visibleText(choice.title), choice.value);
        combo->setEditable(spec.creatable);
        combo->setAccessibleName(spec.title);
        return combo;
    }
    auto *edit = new QLineEdit(parent);
    edit->setAlignment(Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()));
    edit->setAccessibleName(spec.title);
    return edit;
}

void TableDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    if (auto *combo = qobject_cast<QComboBox *>(editor)) {
        combo->setCurrentIndex(combo->findData(index.data(Qt::EditRole)));
        if (combo->isEditable() && combo->currentIndex() < 0)
            combo->setEditText(index.data().toString());
    } else if (auto *edit = qobject_cast<QLineEdit *>(editor)) {
        edit->setText(index.data(Qt::EditRole).toString());
    }
}

void TableDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    if (const auto *combo = qobject_cast<QComboBox *>(editor)) {
        const bool typed = combo->isEditable() && combo->currentText() != combo->itemText(combo->currentIndex());
        if (typed)
            model->setData(index, combo->currentText());
        else if (combo->currentIndex() >= 0)
            model->setData(index, combo->currentData());
    } else if (const auto *edit = qobject_cast<QLineEdit *>(editor)) {
        model->setData(index, edit->text());
    }
}

} // namespace longshore
