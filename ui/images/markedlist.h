// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/marks.h"

class QStandardItemModel;
class QTreeView;

namespace longshore
{

/// A short list of things inside a question, each with a mark, its name and what becomes of it. As high as its rows, up
/// to ten; then it scrolls.
QTreeView *markedList(QStandardItemModel *rows, const QString &name, const QString &title, QWidget *parent);
void addMarked(QStandardItemModel *rows, Mark mark, const QString &text, const QString &what);
/// After rows came or went.
void fitMarkedList(QTreeView *list);

} // namespace longshore
