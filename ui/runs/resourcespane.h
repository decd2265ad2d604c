// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runsamplesfeed.h"
#include "ui/runs/timescale.h"

#include <QWidget>

class QAction;
class QStackedLayout;

namespace longshore
{

class PlainLabel;
class SamplePlot;

/// Beside a run's log: CPU, memory with its limit, network and block I/O on the log's time axis. A click on a plot, or
/// the arrow keys, go to a moment.
class ResourcesPane : public QWidget
{
    Q_OBJECT
public:
    ResourcesPane(RunSamplesFeed &feed, TimeScale &scale, QWidget *parent = nullptr);

    void setRun(const RunSummary &run);
    /// What the log says of the moment looked at, such as "line 18,211"; empty: nothing is.
    void setLineText(const QString &text);
    SamplePlot *memory() const { return m_memory; }
    SamplePlot *cpu() const { return m_cpu; }
    SamplePlot *network() const { return m_network; }
    SamplePlot *blocks() const { return m_blocks; }
    QAction *closeAction() const { return m_close; }

Q_SIGNALS:
    void timeActivated(double second);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makePlots();
    QWidget *makeFacts();
    void showSamples();
    void showMoment();
    QString memoryFacts(const RunSample *at) const;
    QString cpuFacts(const RunSample *at) const;
    struct TrafficWords {
        QString rates;
        QString amounts;
    };
    QString trafficFacts(const RunSample *at, qint64 RunSample::*in, qint64 RunSample::*out, const TrafficWords &words) const;
    const RunSample *sampleAt(double second) const;
    void step(int samples);

    RunSamplesFeed &m_feed;
    TimeScale &m_scale;
    RunSummary m_run;
    qint64 m_origin = 0; ///< of the scale when the curves were made
    QStackedLayout *m_stack;
    PlainLabel *m_nothing;
    SamplePlot *m_memory;
    SamplePlot *m_cpu;
    SamplePlot *m_network;
    SamplePlot *m_blocks;
    PlainLabel *m_atName;
    PlainLabel *m_at;
    PlainLabel *m_inView;
    PlainLabel *m_blockTotal;
    QAction *m_close;
};

} // namespace longshore
