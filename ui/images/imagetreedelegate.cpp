// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imagetreedelegate.h"

#include "model/images/imagetreemodel.h"
#include "ui/widgets/chip.h"

#include <QHeaderView>
#include <QPainter>
#include <QTreeView>

namespace longshore
{
namespace
{

bool isGroup(const QModelIndex &index)
{
    return index.data(ImageTreeModel::KindRole).toInt() != ImageTreeModel::Image;
}

Mark markOf(const QModelIndex &index)
{
    switch (index.data(ImageTreeModel::MarkRole).toInt()) {
    case ImageTreeModel::Warning:
        return Mark::Warning;
    case ImageTreeModel::Running:
        return Mark::Running;
    case ImageTreeModel::Good:
        return Mark::Success;
    case ImageTreeModel::Note:
        return Mark::Note;
    default:
        return Mark::None;
    }
}

/// What is being removed is words with a note.
QStringList chipsOf(const QModelIndex &index)
{
    if (index.column() != ImageTreeModel::Tag || index.data(ImageTreeModel::LeavingRole).toBool())
        return {};
    return index.data(ImageTreeModel::ChipsRole).toStringList();
}

QString badgeText(const QString &tag)
{
    return ImageTreeDelegate::tr("newer: %1").arg(tag);
}

/// What stands for the chips that have no room.
QString restText(int chips)
{
    return u'+' + QString::number(chips);
}

/// Where the chips go in `rect`; the first one always, elided if need be, the others while there is room for them and
/// for the number of those left out.
QList<QRect> chipRects(const QRect &rect, const QStringList &chips, const Theme &theme)
{
    QList<QRect> rects;
    const int height = qMin(rect.height() - 4, metrics::height(metrics::chip, QFontMetrics(theme.font(TextRole::Small))));
    const int top = rect.top() + (rect.height() - height) / 2;
    const QFontMetrics small(theme.font(TextRole::Small));
    int left = rect.left();
    for (int chip = 0; chip < chips.size(); ++chip) {
        const int width = Chip::widthOf(chips[chip], Chip::Look::Plain, theme);
        const int behind = int(chips.size()) - chip - 1;
        const int rest = behind > 0 ? metrics::unit + small.horizontalAdvance(restText(behind)) : 0;
        if (chip > 0 && left + width + rest > rect.right() + 1)
            break;
        rects.append(QRect(left, top, qMax(0, qMin(width, rect.right() + 1 - rest - left)), height));
        left += width + metrics::unit;
    }
    return rects;
}

/// With the gap before it; 0 without a badge.
int badgeWidth(const QModelIndex &index, const QWidget *widget)
{
    const QString newer = index.column() == ImageTreeModel::Tag ? index.data(ImageTreeModel::BadgeRole).toString() : QString();
    return newer.isEmpty() ? 0 : metrics::gap + Chip::widthOf(badgeText(newer), Chip::Look::Accent, Theme::of(widget));
}

} // namespace

CellLook ImageTreeDelegate::look(const QModelIndex &index) const
{
    CellLook look = RowDelegate::look(index);
    if (isGroup(index)) {
        look.lineAbove = index.row() > 0;
        look.ink = Ink::Muted;
        if (index.column() != ImageTreeModel::Tag)
            return look;
        look.prefix = index.data(ImageTreeModel::PrefixRole).toString();
        look.text = index.data(ImageTreeModel::NameRole).toString();
        look.role = TextRole::Heading;
        look.ink = isStale() ? Ink::Muted : Ink::Normal;
        return look;
    }
    look.mark = markOf(index);
    if (!chipsOf(index).isEmpty())
        look.text.clear(); // they are painted instead
    look.note = index.data(ImageTreeModel::NoteRole).toString();
    if (index.column() == ImageTreeModel::Tag && index.data(ImageTreeModel::NoTagRole).toBool()) {
        look.elide = Qt::ElideMiddle; // "was …": the tag at its end tells most
        look.ink = Ink::Muted;
    } else if (index.column() == ImageTreeModel::Id) {
        look.role = TextRole::Code;
        look.elide = Qt::ElideNone;
        look.ink = Ink::Muted;
    } else if (index.column() == ImageTreeModel::RunsAs) {
        look.role = look.mark == Mark::Warning ? TextRole::Body : TextRole::Code;
        look.ink = look.mark == Mark::Warning ? Ink::Warning : Ink::Muted;
    }
    if (isStale() || index.data(ImageTreeModel::LeavingRole).toBool())
        look.ink = Ink::Muted;
    return look;
}

void ImageTreeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    RowDelegate::paint(painter, option, index);
    if (m_flash.isValid() && m_flash.row() == index.row() && m_flash.parent() == index.parent()) {
        QColor tint = Theme::of(option.widget).colors().accentFill;
        tint.setAlphaF(0.2F);
        painter->fillRect(option.rect, tint);
    }
    if (index.column() != ImageTreeModel::Tag)
        return;
    const QRect rect = nameRect(option, index);
    if (const QStringList chips = chipsOf(index); !chips.isEmpty())
        paintChips(painter, rect, chips, option.widget);
    else if (isGroup(index))
        paintBadge(painter, rect, index, option.widget);
}

void ImageTreeDelegate::paintChips(QPainter *painter, const QRect &rect, const QStringList &chips, const QWidget *widget) const
{
    const Theme &theme = Theme::of(widget);
    const QList<QRect> rects = chipRects(rect, chips, theme);
    painter->save();
    painter->setOpacity(isStale() ? 0.6 : 1.0);
    for (int chip = 0; chip < rects.size(); ++chip)
        Chip::draw(painter, rects[chip], chips[chip], Chip::Look::Plain, theme);
    if (rects.size() < chips.size()) {
        painter->setFont(theme.font(TextRole::Small));
        painter->setPen(theme.colors().muted);
        painter->drawText(rect.adjusted(rects.back().right() + 1 + metrics::unit - rect.left(), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                          restText(int(chips.size() - rects.size())));
    }
    painter->restore();
}

/// Behind the name, which leaves room for it.
void ImageTreeDelegate::paintBadge(QPainter *painter, const QRect &rect, const QModelIndex &index, const QWidget *widget) const
{
    const QString newer = index.data(ImageTreeModel::BadgeRole).toString();
    if (newer.isEmpty())
        return;
    const Theme &theme = Theme::of(widget);
    const int width = badgeWidth(index, widget);
    const int left = rect.left() + qMin(lookWidth(look(index), widget), rect.width() - width) + metrics::gap;
    const QList<QRect> place = chipRects(QRect(left, rect.top(), width - metrics::gap, rect.height()), {badgeText(newer)}, theme);
    Chip::draw(painter, place.front(), badgeText(newer), Chip::Look::Accent, theme);
}

int ImageTreeDelegate::chipAt(const QPoint &where, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QStringList chips = chipsOf(index);
    if (chips.isEmpty())
        return -1;
    const QList<QRect> rects = chipRects(contentRect(option, index), chips, Theme::of(option.widget));
    for (int chip = 0; chip < rects.size(); ++chip) {
        if (rects[chip].contains(where))
            return chip;
    }
    return -1;
}

QRect ImageTreeDelegate::contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return nameRect(option, index).adjusted(0, 0, -badgeWidth(index, option.widget), 0);
}

/// All the room that the cell has, the badge's included.
QRect ImageTreeDelegate::nameRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QRect rect = RowDelegate::contentRect(option, index);
    const auto *tree = qobject_cast<const QTreeView *>(option.widget);
    if (!tree || index.column() != ImageTreeModel::Tag || !isGroup(index))
        return rect;
    const QHeaderView *header = tree->header();
    if (header->visualIndex(ImageTreeModel::Id) == header->visualIndex(ImageTreeModel::Tag) + 1)
        rect.setRight(rect.right() + header->sectionSize(ImageTreeModel::Id));
    return rect;
}

} // namespace longshore
