// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QThread>
#include <QtConcurrentRun>
#include <atomic>
#include <memory>
#include <type_traits>

namespace longshore
{

/// Asks a worker to stop. Copies share one flag; any thread may ask and look.
class CancelToken
{
public:
    void cancel() const { m_flag->store(true, std::memory_order_relaxed); }
    bool isCancelled() const { return m_flag->load(std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic_bool> m_flag = std::make_shared<std::atomic_bool>(false);
};

/// Runs `work()` on the global pool and hands what it returned (it must return something, and must not throw) to
/// `done(value)` on the context's thread: never before this call returns, never after the context died or the
/// token was cancelled. `work` is a pure function: it owns copies of all it uses and knows no QObject. A running
/// `work` is not interrupted; a long one holds a copy of the token and looks at it.
/// To be called on the context's own thread.
template<class Work, class Done>
void runAsync(QObject *context, Work work, Done done, const CancelToken &token = {})
{
    using Value = std::invoke_result_t<Work>;
    static_assert(!std::is_void_v<Value>, "a worker returns a value");
    Q_ASSERT(context && context->thread() == QThread::currentThread());
    auto *watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, token, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         if (!token.isCancelled())
                             done(watcher->future().takeResult());
                     });
    watcher->setFuture(QtConcurrent::run(std::move(work)));
}

} // namespace longshore
