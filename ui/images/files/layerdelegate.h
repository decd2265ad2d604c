// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/rowdelegate.h"

namespace longshore
{

/// Rows of an ImageLayersModel, with a bar for the size beside the largest layer: accent for what is the image's own, grey for
/// what others share.
class LayerDelegate : public RowDelegate
{
    Q_OBJECT
public:
    static constexpr int barWidth = 124;

    explicit LayerDelegate(QObject *parent) : RowDelegate(parent, metrics::denseRow + 2) {}

    CellLook look(const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace longshore
