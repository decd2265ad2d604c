// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/edittable.h"

#include "ui/jobs/fields/checkdelegate.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/bars.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QTreeView>

namespace longshore
{

namespace
{

class EditDelegate : public CheckDelegate
{
public:
    using CheckDelegate::CheckDelegate;

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = CheckDelegate::look(index);
        if (isWrong(index)) {
            look.mark = Mark::Error;
            look.ink = Ink::Error;
        }
        return look;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (isWrong(index)) {
            const Colors &colors = Theme::of(option.widget).colors();
            painter->fillRect(option.rect, colors.tint(colors.error));
        }
        CheckDelegate::paint(painter, option, index);
    }

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        auto *edit = new QLineEdit(parent);
        edit->setAccessibleName(index.model()->headerData(index.column(), Qt::Horizontal).toString());
        return edit;
    }

    void setEditorData(QWidget *editor, const QModelIndex &index) const override
    {
        static_cast<QLineEdit *>(editor)->setText(index.data(Qt::EditRole).toString());
    }

    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override
    {
        model->setData(index, static_cast<QLineEdit *>(editor)->text());
    }

private:
    static bool isWrong(const QModelIndex &index) { return index.data(Qt::UserRole).toBool(); }
};

} // namespace

QTreeView *editTable(QAbstractItemModel *model, const QString &name, const QString &title, QWidget *parent)
{
    auto *table = new QTreeView(parent);
    setUpTree(table);
    table->setObjectName(name);
    table->setAccessibleName(title);
    table->setFrameShape(QFrame::StyledPanel);
    table->setRootIsDecorated(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setAllColumnsShowFocus(false);
    table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                           QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    table->setTabKeyNavigation(false);
    table->setItemDelegate(new EditDelegate(table));
    table->setModel(model);
    table->header()->setSectionsMovable(false);
    table->header()->setSectionResizeMode(QHeaderView::Stretch);
    return table;
}

int fitToRows(QTreeView *table, int most)
{
    const int row = metrics::height(metrics::row, table->fontMetrics());
    const int rows = qBound(1, table->model()->rowCount(), most);
    const int height = metrics::height(metrics::header, table->fontMetrics()) + rows * row + 2 * table->frameWidth();
    table->setFixedHeight(height);
    return height;
}

} // namespace longshore
