// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/logs/logcolumns.h"

#include <QHeaderView>

class QStandardItemModel;

namespace longshore
{

/// The names above the columns of a log; a border can be dragged, a double click on it fits the column to what was seen.
class LogColumnsHeader : public QHeaderView
{
    Q_OBJECT
public:
    explicit LogColumnsHeader(QWidget *parent);

    /// `lead`: pixels before the first column. `message`: what stands behind them.
    void show(const LogColumns &columns, const LogLook &look, int lead, const QString &message);

Q_SIGNALS:
    /// Pixels of a column; 0: as wide as what was seen.
    void resized(int column, int width);

private:
    QStandardItemModel *m_names;
    bool m_showing = false;
};

} // namespace longshore
