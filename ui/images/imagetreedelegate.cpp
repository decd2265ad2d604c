// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imagetreedelegate.h"

#include "model/images/imagetreemodel.h"

#include <QHeaderView>
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
    default:
        return Mark::None;
    }
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
    look.note = index.data(ImageTreeModel::NoteRole).toString();
    if (index.column() == ImageTreeModel::Id) {
        look.role = TextRole::Code;
        look.elide = Qt::ElideNone;
        look.ink = Ink::Muted;
    } else if (index.column() == ImageTreeModel::RunsAs) {
        look.role = look.mark == Mark::Warning ? TextRole::Body : TextRole::Code;
        look.ink = look.mark == Mark::Warning ? Ink::Warning : Ink::Muted;
    }
    if (isStale())
        look.ink = Ink::Muted;
    return look;
}

QRect ImageTreeDelegate::contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
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
