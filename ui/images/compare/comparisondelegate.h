// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/rowdelegate.h"

namespace longshore
{

/// The rows of a ComparisonModel: what differs in the ink of its kind, what is the same muted.
class ComparisonDelegate : public RowDelegate
{
    Q_OBJECT
public:
    explicit ComparisonDelegate(QObject *parent) : RowDelegate(parent, metrics::denseRow) {}

    CellLook look(const QModelIndex &index) const override;

protected:
    QRect contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace longshore
