// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/history/taghistorydelegate.h"

#include "model/images/taghistorymodel.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace longshore
{

namespace
{

constexpr int laneStep = 20;
constexpr qreal lineWidth = 2;
constexpr qreal dotRadius = 4.5;
constexpr int laneInset = 5; ///< of a lane's middle: whole, so that its line is sharp

/// Neighbouring lanes are told apart by their place; the colour helps.
QColor laneColor(int lane, const Colors &colors)
{
    const QColor ring[] = {colors.accent, colors.violet, colors.cyan, colors.success, colors.warning};
    return ring[size_t(lane) % std::size(ring)];
}

} // namespace

int TagHistoryDelegate::graphWidth(int lanes)
{
    return metrics::firstCell + qMax(lanes, 1) * laneStep + metrics::gap;
}

CellLook TagHistoryDelegate::look(const QModelIndex &index) const
{
    CellLook look = RowDelegate::look(index);
    const bool isGone = index.data(TagHistoryModel::GoneRole).toBool();
    switch (index.column()) {
    case TagHistoryModel::PointsAt:
    case TagHistoryModel::Before:
        look.role = TextRole::Code;
        look.elide = Qt::ElideNone;
        look.ink = index.column() == TagHistoryModel::Before || isGone ? Ink::Muted : Ink::Normal;
        if (isGone)
            look.note = TagHistoryModel::tr("gone");
        break;
    case TagHistoryModel::When:
    case TagHistoryModel::What: look.ink = Ink::Muted; break;
    default: break;
    }
    return look;
}

void TagHistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    RowDelegate::paint(painter, option, index);
    if (index.column() != TagHistoryModel::Graph)
        return;
    const Colors &colors = Theme::of(option.widget).colors();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    for (const TagLane &lane : index.data(TagHistoryModel::LanesRole).value<QList<TagLane>>())
        paintLane(painter, option.rect, lane, colors);
    painter->restore();
}

void TagHistoryDelegate::paintLane(QPainter *painter, const QRect &cell, const TagLane &lane, const Colors &colors)
{
    const QColor color = laneColor(lane.lane, colors);
    const QPointF centre(cell.left() + metrics::firstCell + lane.lane * laneStep + laneInset, cell.center().y() + 0.5);
    painter->setPen(QPen(color, lineWidth, Qt::SolidLine, Qt::FlatCap));
    const auto line = [painter, x = centre.x()](qreal from, qreal to) { painter->drawLine(QPointF(x, from), QPointF(x, to)); };
    const bool isPassing = lane.node == TagLane::Node::None && lane.above && lane.below;
    const qreal apart = lane.node == TagLane::Node::None ? 0 : dotRadius;
    if (isPassing) // in one: two ends that meet within a pixel leave a notch
        line(cell.top(), cell.bottom() + 1);
    if (lane.above && !isPassing)
        line(cell.top(), centre.y() - apart);
    if (lane.below && !isPassing)
        line(centre.y() + apart, cell.bottom() + 1);
    switch (lane.node) {
    case TagLane::Node::Now: painter->setBrush(color); break;
    case TagLane::Node::Then: painter->setBrush(colors.base); break;
    case TagLane::Node::Gone: {
        const QPointF arm(dotRadius - 1, dotRadius - 1), other(arm.x(), -arm.y());
        painter->drawLine(centre - arm, centre + arm);
        painter->drawLine(centre - other, centre + other);
        return;
    }
    case TagLane::Node::None: return;
    }
    painter->drawEllipse(centre, dotRadius, dotRadius);
}

} // namespace longshore
