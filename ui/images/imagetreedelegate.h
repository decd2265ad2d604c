// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/rowdelegate.h"

namespace longshore
{

/// Rows of an ImageTreeModel: a repository with muted account, bold name and muted totals below a hairline; a tag with
/// its note, marks and right-aligned numbers. The fixed font is for ids and "Runs as" alone.
class ImageTreeDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

    CellLook look(const QModelIndex &index) const override;

protected:
    /// A repository's name may run over the id cell beside it, which is empty.
    QRect contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace longshore
