// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/syncactionrunner.h"

#include "model/asynctask.h"
#include "model/logs/logreader.h"
#include "model/run/runservice.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr qsizetype longestAnswer = 8 << 20;

/// What the action wrote to stdout, from the run's stored log.
Result<QByteArray> storedAnswer(const QString &capsule)
{
    LogReader reader(capsule);
    QByteArray answer;
    for (;;) {
        const Result<LogBatch> batch = reader.read();
        if (!batch)
            return fail(batch.error());
        if (batch->frames.isEmpty())
            return answer;
        for (const StoredFrame &frame : batch->frames) {
            if (frame.source == LogSource::Stdout && !(frame.flags & LogAppNote))
                answer += frame.bytes;
        }
        if (answer.size() > longestAnswer) {
            return fail(Error::make(Error::Kind::TooLarge, u"read the action's answer"_s,
                                    u"it is longer than %1 MB"_s.arg(longestAnswer >> 20), u"Let the action say less."_s));
        }
    }
}

} // namespace

SyncActionRunner::SyncActionRunner(RunService &service, MakeRequest request, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_request(std::move(request))
{
    connect(&service, &RunService::finished, this, &SyncActionRunner::finished);
}

SyncActionRunner::~SyncActionRunner()
{
    for (const Call &call : std::as_const(m_calls))
        m_service.cancel(call.run, 0);
}

quint64 SyncActionRunner::run(const QString &action, const QByteArray &parameters, QObject *context, Done done)
{
    RunRequest request = m_request(parameters);
    request.action = action;
    const quint64 number = ++m_last;
    const Result<RunId> id = m_service.start(request);
    m_calls.insert(number, {id ? *id : RunId(), context, std::move(done)});
    if (!id)
        QTimer::singleShot(0, this, [this, number, error = id.error()] { answer(number, fail(error)); });
    return number;
}

void SyncActionRunner::cancel(quint64 number)
{
    const Call call = m_calls.take(number);
    if (call.done)
        m_service.cancel(call.run, 0);
}

void SyncActionRunner::finished(const RunId &id, const RunResult &result)
{
    for (auto it = m_calls.cbegin(); it != m_calls.cend(); ++it) {
        if (it->run != id)
            continue;
        const quint64 number = it.key();
        if (result.summary.verdict == Verdict::Success) {
            runAsync(
                this, [capsule = result.summary.capsule] { return storedAnswer(capsule); },
                [this, number](const Result<QByteArray> &read) { answer(number, read); });
            return;
        }
        Error error = result.error.value_or(Error());
        if (!result.error)
            error = Error::make(Error::Kind::Engine, u"run the action"_s, result.summary.message, {});
        return answer(number, fail(error));
    }
}

void SyncActionRunner::answer(quint64 number, const Result<QByteArray> &result)
{
    const Call call = m_calls.take(number);
    if (call.done && call.context)
        call.done(result);
}

} // namespace longshore
