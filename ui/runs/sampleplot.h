// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector>
#include <QWidget>

class QCPGraph;
class QCPItemLine;
class QCPItemRect;
class QCPItemText;
class QCustomPlot;

namespace longshore
{

class PlainLabel;
class TimeScale;

/// One plot of what a run used: title and amounts above, the curve below, on the run's time axis. A second curve is
/// dashed; a limit is a dashed line in error colour with its words. Values are never below 0.
class SamplePlot : public QWidget
{
    Q_OBJECT
public:
    enum class Hue { Accent, Cyan, Violet, Success };

    SamplePlot(const QString &title, const QString &name, Hue hue, TimeScale &scale, QWidget *parent = nullptr);

    /// Seconds of the scale and what was used then; NaN parts a curve. `second` may be empty.
    void setCurves(const QVector<double> &seconds, const QVector<double> &first, const QVector<double> &second = {});
    /// 0: none. One far above all values is only said in words, so that the curve stays to be seen.
    void setLimit(double limit, const QString &words);
    /// The amounts beside the title.
    void setFacts(const QString &facts);
    QString facts() const;
    /// Marks of the axis below; one plot of several has them.
    void setShowsAxis(bool shows);

    /// Points of the first curve, and whether the limit is a line; for tests.
    int pointCount() const;
    bool showsLimitLine() const;
    QCustomPlot *plot() const { return m_plot; }

Q_SIGNALS:
    /// A place of the axis was clicked.
    void timeActivated(double second);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeItems();
    void restyle();
    void showSpan();
    void showView();
    void showLimit();
    void replot();

    TimeScale &m_scale;
    Hue m_hue;
    PlainLabel *m_facts;
    QCustomPlot *m_plot;
    QCPGraph *m_first;
    QCPGraph *m_second;
    QCPItemRect *m_band;
    QCPItemLine *m_hair;
    QCPItemLine *m_limitLine;
    QCPItemText *m_limitText;
    double m_limit = 0;
    double m_highest = 0;
    QString m_limitWords;
    bool m_showsAxis = false;
};

} // namespace longshore
