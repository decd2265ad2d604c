// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/asynctask.h"
#include "model/run/runsamples.h"
#include "model/run/runtypes.h"

#include <QTimer>

namespace longshore
{

/// The samples of one run for the window: those of a finished run once, those of one under way as they come. Files are
/// read on a worker.
class RunSamplesFeed : public QObject
{
    Q_OBJECT
public:
    explicit RunSamplesFeed(QObject *parent = nullptr);

    /// Another run, or the same one in a later state.
    void setRun(const RunSummary &run);
    const QList<RunSample> &samples() const { return m_samples; }
    /// Why they cannot be read, one sentence; empty when they can.
    QString trouble() const { return m_trouble; }
    /// The file was read as far as it went, once at least.
    bool isLoaded() const { return m_loaded; }

Q_SIGNALS:
    void changed();

private:
    void read();
    void take(const Result<RunSamples> &read);

    RunSummary m_run;
    QList<RunSample> m_samples;
    qint64 m_offset = 0;
    QString m_trouble;
    CancelToken m_reading;
    bool m_busy = false;
    bool m_again = false;
    bool m_loaded = false;
    QTimer m_tick;
};

} // namespace longshore
