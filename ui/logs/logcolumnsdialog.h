// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/logs/logcolumns.h"

#include <QDialog>

class QListWidget;
class QListWidgetItem;
class QSpinBox;

namespace longshore
{

/// Which fields of structured lines are columns, in which order and how wide. Opened, not waited for.
class LogColumnsDialog : public QDialog
{
    Q_OBJECT
public:
    /// `fields`: what can be chosen from beside the columns there are.
    LogColumnsDialog(const QList<LogColumn> &columns, const QStringList &fields, QWidget *parent);

    QList<LogColumn> columns() const;

Q_SIGNALS:
    void chosen(const QList<longshore::LogColumn> &columns);

private:
    void add(const LogColumn &column, bool checked);
    void move(int by);
    void showCurrent();
    void uncheckAll();

    QListWidget *m_list;
    QSpinBox *m_width;
};

} // namespace longshore
