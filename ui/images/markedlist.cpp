// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/markedlist.h"

#include "ui/widgets/bars.h"
#include "ui/widgets/rowdelegate.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int mostRows = 10;
constexpr int MarkRole = Qt::UserRole + 1;

class MarkedDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;
    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        look.mark = Mark(index.data(MarkRole).toInt());
        look.elide = Qt::ElideMiddle;
        if (index.column() == 1) {
            look.ink = Ink::Muted;
            look.elide = Qt::ElideRight;
        }
        return look;
    }
};

} // namespace

QTreeView *markedList(QStandardItemModel *rows, const QString &name, const QString &title, QWidget *parent)
{
    auto *view = new QTreeView(parent);
    view->setObjectName(name);
    view->setAccessibleName(title);
    setUpTree(view);
    view->setRootIsDecorated(false);
    view->setHeaderHidden(true);
    view->setItemDelegate(new MarkedDelegate(view));
    rows->setColumnCount(2);
    view->setModel(rows);
    view->header()->setSectionResizeMode(QHeaderView::Stretch);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    return view;
}

void addMarked(QStandardItemModel *rows, Mark mark, const QString &text, const QString &what)
{
    auto *first = new QStandardItem(text);
    first->setData(int(mark), MarkRole);
    first->setData(text + u' ' + what, Qt::AccessibleTextRole);
    auto *second = new QStandardItem(what);
    second->setData(what, Qt::ToolTipRole); // the delegate shows it as plain text
    rows->appendRow({first, second});
}

void fitMarkedList(QTreeView *list)
{
    const int rows = qBound(1, list->model()->rowCount(), mostRows);
    list->setFixedHeight(rows * metrics::height(metrics::row, list->fontMetrics()) + 2 * list->frameWidth());
}

} // namespace longshore
