// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractItemModel;
class QString;
class QTreeView;
class QWidget;

namespace longshore
{

/// A table that is edited in place, over a flat model: text cells, boxes for what can be ticked; a cell whose
/// `Qt::UserRole` is true is drawn as wrong. Named `name`.
QTreeView *editTable(QAbstractItemModel *model, const QString &name, const QString &title, QWidget *parent);

/// Makes a table as high as its rows, at least one and at most `most`; returns the height.
int fitToRows(QTreeView *table, int most);

} // namespace longshore
