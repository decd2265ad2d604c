// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"

#include <QTimer>
#include <QWidget>

namespace longshore
{

/// The stages of a run, durations to scale, over a time axis. One stage today; processors will stand beside it.
class StageLine : public QWidget
{
    Q_OBJECT
public:
    explicit StageLine(QWidget *parent = nullptr);
    void setRun(const RunSummary &run);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    qint64 duration() const;

    RunSummary m_run;
    QTimer m_tick; ///< while the component works
};

} // namespace longshore
