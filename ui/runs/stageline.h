// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runstages.h"
#include "ui/runs/timescale.h"
#include "ui/theme/marks.h"

#include <QTimer>
#include <QWidget>

namespace longshore
{

/// The stages of a run over its time axis, durations to scale, each with its verdict's mark and word; those that never
/// ran are dashed boxes behind it. A click, or Enter on the stage chosen with the arrow keys, goes to a stage.
class StageLine : public QWidget
{
    Q_OBJECT
public:
    explicit StageLine(TimeScale &scale, QWidget *parent = nullptr);

    void setRun(const RunSummary &run, const QList<StageSummary> &stages);
    const QList<StageSummary> &stages() const { return m_stages; }
    /// What stands on a stage's box: its name, then facts ("12.4 s", "exit 1", "stage 2 of 3").
    QString nameOf(int index) const;
    QString factsOf(int index) const;
    Mark markOf(int index) const;
    /// Where it is painted.
    QRectF boxOf(int index) const { return m_boxes.value(index); }
    int chosen() const { return m_chosen; }
    QSize sizeHint() const override;

Q_SIGNALS:
    /// An index into `stages()`.
    void stageActivated(int index);
    /// A place of the axis was clicked.
    void timeActivated(double second);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    void updateSpan();
    void layOut();
    /// It has no place on the axis: it never ran, or its turn has not come.
    bool isNotRun(const StageSummary &stage) const;
    double endOf(const StageSummary &stage) const;
    int stageAt(const QPointF &point) const;
    void choose(int index);
    QRectF axisArea() const;
    double xOf(double second) const;
    QString descriptionOf(int index) const;
    void paintAxis(QPainter &painter) const;
    void paintBand(QPainter &painter) const;
    void paintStage(QPainter &painter, int index) const;
    void paintNotRun(QPainter &painter, const QRectF &box, int index) const;

    TimeScale &m_scale;
    RunSummary m_run;
    QList<StageSummary> m_stages;
    QList<QRectF> m_boxes;
    int m_chosen = -1;
    QTimer m_tick; ///< while a stage works
};

} // namespace longshore
