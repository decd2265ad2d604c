// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/rowdelegate.h"

namespace longshore
{

/// Rows of an ImageFilesModel: an icon before the name, signs and words of what a layer did in their colours, modes in the
/// fixed font.
class FileDelegate : public RowDelegate
{
    Q_OBJECT
public:
    explicit FileDelegate(QObject *parent) : RowDelegate(parent, metrics::denseRow) {}

    CellLook look(const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    QRect contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace longshore
