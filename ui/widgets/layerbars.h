// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace longshore
{

/// The layers of a pull or push below a task's own bar: id, state as mark and word, bar, amount. As high as its rows, up
/// to eight; more of them scroll. The model is one of TransferLayers.
class LayerBars : public QTreeView
{
    Q_OBJECT
public:
    explicit LayerBars(QAbstractItemModel *layers, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    void fit();
};

} // namespace longshore
