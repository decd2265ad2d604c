// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/files/layerdelegate.h"

#include "model/images/files/imagelayers.h"

#include <QPainter>

namespace longshore
{

CellLook LayerDelegate::look(const QModelIndex &index) const
{
    CellLook look = RowDelegate::look(index);
    const bool isEmpty = index.data(ImageLayersModel::ShareRole).toDouble() == 0;
    switch (index.column()) {
    case ImageLayersModel::InstructionColumn: look.role = TextRole::Code; break;
    case ImageLayersModel::SizeColumn: look.ink = isEmpty ? Ink::Muted : Ink::Normal; break;
    default: look.ink = Ink::Muted; break;
    }
    return look;
}

void LayerDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    RowDelegate::paint(painter, option, index);
    const double share = index.data(ImageLayersModel::ShareRole).toDouble();
    if (index.column() != ImageLayersModel::BarColumn || share <= 0)
        return;
    const Colors &colors = Theme::of(option.widget).colors();
    const QColor others = blend(colors.muted, colors.base, 0.55);
    constexpr int height = 6;
    const QRectF track(option.rect.left() + metrics::gap, option.rect.center().y() - height / 2 + 1, option.rect.width() - 2 * metrics::gap, height);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(blend(colors.text, colors.base, 0.08));
    painter->drawRoundedRect(track, 1.5, 1.5);
    painter->setBrush(index.data(ImageLayersModel::IsOwnRole).toBool() ? colors.accentFill : others);
    painter->drawRoundedRect(QRectF(track.topLeft(), QSizeF(qMax(2.0, track.width() * share), height)), 1.5, 1.5);
    painter->restore();
}

} // namespace longshore
