// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/files/filedelegate.h"

#include "model/images/files/imagefilesmodel.h"

#include <QPainter>
#include <QPainterPath>

namespace longshore
{

namespace
{

constexpr int iconRoom = metrics::icon + 6;

Ink inkOf(LayerMark mark)
{
    switch (mark) {
    case LayerMark::Added: return Ink::Success;
    case LayerMark::Changed:
    case LayerMark::Inside: return Ink::Warning;
    case LayerMark::Removed: return Ink::Error;
    case LayerMark::Same: break;
    }
    return Ink::Normal;
}

/// Of 16 px: a folder, lines of text, or an arrow.
void paintIcon(QPainter *painter, const QPointF &at, const ImageFileRow &row, const Colors &colors)
{
    painter->save();
    painter->translate(at);
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isLink = row.kind == LayerEntry::Kind::Symlink || row.kind == LayerEntry::Kind::Hardlink;
    painter->setPen(QPen(row.isFolder() ? colors.accent : colors.muted, 1.2));
    if (row.isFolder()) {
        QPainterPath folder(QPointF(2, 13));
        for (const QPointF &corner : {QPointF(2, 3), QPointF(6.5, 3), QPointF(8, 5), QPointF(14, 5), QPointF(14, 13)})
            folder.lineTo(corner);
        folder.closeSubpath();
        painter->drawPath(folder);
        painter->drawLine(QPointF(2, 7), QPointF(14, 7));
    } else if (isLink) {
        painter->drawLine(QPointF(3, 8), QPointF(13, 8));
        painter->drawLine(QPointF(9.5, 4.5), QPointF(13, 8));
        painter->drawLine(QPointF(9.5, 11.5), QPointF(13, 8));
    } else {
        for (const double y : {3.5, 6.5, 9.5, 12.5})
            painter->drawLine(QPointF(3, y), QPointF(y == 6.5 ? 10 : 13, y));
    }
    painter->restore();
}

} // namespace

CellLook FileDelegate::look(const QModelIndex &index) const
{
    CellLook look = RowDelegate::look(index);
    const auto mark = LayerMark(index.data(ImageFilesModel::MarkRole).toInt());
    switch (index.column()) {
    case ImageFilesModel::NameColumn:
        look.elide = Qt::ElideMiddle;
        look.note = index.data(ImageFilesModel::NoteRole).toString();
        look.ink = mark == LayerMark::Removed ? Ink::Muted : Ink::Normal;
        break;
    case ImageFilesModel::ChangeColumn: look.ink = inkOf(mark); break;
    case ImageFilesModel::SizeColumn: look.ink = mark == LayerMark::Removed ? Ink::Muted : Ink::Normal; break;
    case ImageFilesModel::ModeColumn:
        look.role = TextRole::Code;
        look.ink = Ink::Muted;
        break;
    default: look.ink = Ink::Muted; break;
    }
    return look;
}

QRect FileDelegate::contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int icon = index.column() == ImageFilesModel::NameColumn ? iconRoom - metrics::unit : 0;
    return option.rect.adjusted((icon > 0 ? metrics::unit : metrics::gap) + icon, 0, -metrics::gap, 0);
}

void FileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    RowDelegate::paint(painter, option, index);
    if (index.column() != ImageFilesModel::NameColumn)
        return;
    const double top = option.rect.top() + (option.rect.height() - metrics::icon) / 2.0;
    paintIcon(painter, {double(option.rect.left() + metrics::unit) - 2, top}, index.data(ImageFilesModel::RowRole).value<ImageFileRow>(),
              Theme::of(option.widget).colors());
}

QSize FileDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return RowDelegate::sizeHint(option, index) + QSize(index.column() == ImageFilesModel::NameColumn ? iconRoom : 0, 0);
}

} // namespace longshore
