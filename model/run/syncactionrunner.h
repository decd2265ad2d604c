// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/actionrunner.h"
#include "model/run/runrequest.h"
#include "model/run/runtypes.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace longshore
{

class RunService;

/// Runs the buttons of a form as action runs of the service: each is a run like any other, in the list of runs and with
/// its log, and its stdout is the answer. GUI thread.
class SyncActionRunner : public QObject, public ActionRunner
{
    Q_OBJECT
public:
    /// What to run, but for the action, with these parameters (JSON).
    using MakeRequest = std::function<RunRequest(const QByteArray &parameters)>;
    SyncActionRunner(RunService &service, MakeRequest request, QObject *parent);
    ~SyncActionRunner() override; ///< stops what is under way

    quint64 run(const QString &action, const QByteArray &parameters, QObject *context, Done done) override;
    void cancel(quint64 call) override;

private:
    struct Call {
        RunId run;
        QPointer<QObject> context;
        Done done;
    };
    void finished(const RunId &id, const RunResult &result);
    void answer(quint64 number, const Result<QByteArray> &result);

    RunService &m_service;
    MakeRequest m_request;
    QHash<quint64, Call> m_calls;
    quint64 m_last = 0;
};

} // namespace longshore
