// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/compare/comparisondelegate.h"

#include "ui/images/compare/comparisonmodel.h"

namespace longshore
{

using Kind = ImageDifference::Kind;

static Ink inkOf(Kind kind)
{
    switch (kind) {
    case Kind::Added: return Ink::Success;
    case Kind::Removed: return Ink::Error;
    case Kind::Changed: return Ink::Warning;
    case Kind::Unknown:
    case Kind::Same: break;
    }
    return Ink::Muted;
}

/// Under the header's words; the place of a fold is padding enough.
QRect ComparisonDelegate::contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QRect rect = RowDelegate::contentRect(option, index);
    if (index.column() == ComparisonModel::Property && option.rect.left() >= metrics::firstCell)
        rect.setLeft(option.rect.left());
    return rect;
}

CellLook ComparisonDelegate::look(const QModelIndex &index) const
{
    CellLook look = RowDelegate::look(index);
    const QVariant kind = index.data(ComparisonModel::KindRole);
    if (!kind.isValid()) { // a group
        look.role = index.column() == ComparisonModel::Property ? TextRole::Heading : TextRole::Small;
        return look;
    }
    const bool isSame = Kind(kind.toInt()) == Kind::Same;
    const bool isUnset = index.data(ComparisonModel::UnsetRole).toBool();
    switch (index.column()) {
    case ComparisonModel::Property:
        look.ink = Ink::Muted;
        look.elide = Qt::ElideMiddle;
        break;
    case ComparisonModel::Difference: look.ink = inkOf(Kind(kind.toInt())); break;
    default:
        look.ink = isSame || isUnset ? Ink::Muted : Ink::Normal;
        if (index.data(ComparisonModel::CodeRole).toBool() && !isUnset)
            look.role = TextRole::Code;
    }
    return look;
}

} // namespace longshore
