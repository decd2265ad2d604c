// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QDateTime>
#include <QObject>

class QAbstractItemModel;

namespace longshore
{

/// Where tasks get the time from.
using Clock = std::function<QDateTime()>;

/// One piece of long work as people see it: made by `TaskList::add`, told of its progress by whoever does the work,
/// ended exactly once by `finish`, `fail` or `markCancelled`. Calls after the end are ignored. GUI thread (workers
/// report through queued connections).
class Task : public QObject
{
    Q_OBJECT
public:
    enum class State { Running, Finished, Failed, Cancelled };
    Q_ENUM(State)

    Task(const QString &title, const Clock &clock, QObject *parent);

    QString title() const { return m_title; }
    State state() const { return m_state; }
    bool isRunning() const { return m_state == State::Running; }
    qint64 current() const { return m_current; }
    /// 0 = not known: show an indeterminate bar.
    qint64 total() const { return m_total; }
    /// What is being done now, or in the end the result, in words.
    QString step() const { return m_step; }
    QDateTime started() const { return m_started; }
    QDateTime ended() const { return m_ended; }
    /// Until now, or until the end.
    qint64 elapsedMs() const;
    const Error &error() const { return m_error; }
    /// False while nobody could act on `cancel`.
    bool isCancellable() const { return m_cancellable && isRunning(); }
    bool isCancelRequested() const { return m_cancelRequested; }

    /// What it consists of, for a view below its bar (columns and roles of TransferLayers); null = nothing to show.
    QAbstractItemModel *parts() const { return m_parts; }
    /// A way on after it ended ("Log in…"); empty = none.
    QString offer() const { return m_offer; }

    void setCancellable(bool cancellable);
    /// Once; `parts` is a child of the task.
    void setParts(QAbstractItemModel *parts);
    void setOffer(const QString &words);
    /// Somebody took it. It stays.
    void takeOffer() { Q_EMIT offerTaken(); }
    void setProgress(qint64 current, qint64 total);
    void setStep(const QString &text);
    void finish(const QString &resultText = {});
    /// An error of kind Cancelled ends it as Cancelled, with its advice as the last step.
    void fail(const Error &error);
    void markCancelled();
    /// `finish` or `fail`.
    void end(const Result<void> &result);

    /// Asks the one who does the work to stop; that one then ends the task. Once only.
    void cancel();

Q_SIGNALS:
    void changed();
    void cancelRequested();
    void offerTaken();
    /// The last signal of a task.
    void endedAs(longshore::Task::State state);

private:
    void conclude(State state);

    Clock m_clock;
    QString m_title;
    State m_state = State::Running;
    qint64 m_current = 0;
    qint64 m_total = 0;
    QString m_step;
    QDateTime m_started;
    QDateTime m_ended;
    Error m_error;
    QAbstractItemModel *m_parts = nullptr;
    QString m_offer;
    bool m_cancellable = true;
    bool m_cancelRequested = false;
};

} // namespace longshore
