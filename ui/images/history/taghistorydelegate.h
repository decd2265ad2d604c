// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/rowdelegate.h"

namespace longshore
{

struct TagLane;

/// The rows of a TagHistoryModel, with the graph: a line for each tag, a full dot where it points and open ones where it
/// pointed before, a cross where it was removed.
class TagHistoryDelegate : public RowDelegate
{
    Q_OBJECT
public:
    explicit TagHistoryDelegate(QObject *parent) : RowDelegate(parent) {}

    /// How wide the graph is with so many lanes.
    static int graphWidth(int lanes);

    CellLook look(const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    static void paintLane(QPainter *painter, const QRect &cell, const TagLane &lane, const Colors &colors);
};

} // namespace longshore
