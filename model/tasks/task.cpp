// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tasks/task.h"

namespace longshore
{

Task::Task(const QString &title, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_title(title)
    , m_started(clock())
{
}

qint64 Task::elapsedMs() const
{
    return m_started.msecsTo(isRunning() ? m_clock() : m_ended);
}

void Task::setCancellable(bool cancellable)
{
    if (!isRunning() || m_cancellable == cancellable)
        return;
    m_cancellable = cancellable;
    Q_EMIT changed();
}

void Task::setParts(QAbstractItemModel *parts)
{
    m_parts = parts;
    Q_EMIT changed();
}

void Task::setOffer(const QString &words)
{
    if (m_offer == words)
        return;
    m_offer = words;
    Q_EMIT changed();
}

void Task::setProgress(qint64 current, qint64 total)
{
    if (!isRunning() || (m_current == current && m_total == total))
        return;
    m_current = current;
    m_total = total;
    Q_EMIT changed();
}

void Task::setStep(const QString &text)
{
    if (!isRunning() || m_step == text)
        return;
    m_step = text;
    Q_EMIT changed();
}

void Task::finish(const QString &resultText)
{
    if (!isRunning())
        return;
    m_step = resultText;
    conclude(State::Finished);
}

void Task::fail(const Error &error)
{
    if (!isRunning())
        return;
    if (error.kind == Error::Kind::Cancelled) {
        m_step = error.advice;
        return conclude(State::Cancelled);
    }
    m_error = error;
    m_step = error.sentence();
    conclude(State::Failed);
}

void Task::markCancelled()
{
    if (!isRunning())
        return;
    m_step.clear();
    conclude(State::Cancelled);
}

void Task::end(const Result<void> &result)
{
    if (result)
        finish();
    else
        fail(result.error());
}

void Task::cancel()
{
    if (!isCancellable() || m_cancelRequested)
        return;
    m_cancelRequested = true;
    Q_EMIT changed();
    Q_EMIT cancelRequested();
}

void Task::conclude(State state)
{
    m_state = state;
    m_ended = m_clock();
    Q_EMIT changed();
    Q_EMIT endedAs(state);
}

} // namespace longshore
