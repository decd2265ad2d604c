// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/asynctask.h"
#include "model/tasks/tasklistmodel.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSemaphore>
#include <QSignalSpy>

using namespace longshore;
using namespace Qt::StringLiterals;

class TestTasks : public QObject
{
    Q_OBJECT

    QDateTime m_now = QDateTime::fromSecsSinceEpoch(1000, Qt::UTC);
    Clock clock()
    {
        return [this] { return m_now; };
    }

private Q_SLOTS:
    void lifeOfATask()
    {
        TaskList list(nullptr, clock());
        TaskListModel model(list);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy counts(&list, &TaskList::runningCountChanged);
        Task *first = list.add(u"Build"_s);
        Task *second = list.add(u"Pull"_s);
        QCOMPARE(model.taskAt(0), second);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        first->setProgress(3, 10);
        first->setStep(u"Step 3"_s);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(model.index(1).data(TaskListModel::CurrentRole).toLongLong(), 3);
        m_now = m_now.addMSecs(1500);
        first->finish(u"Built"_s);
        m_now = m_now.addMSecs(9000);
        QCOMPARE(first->elapsedMs(), 1500);
        QCOMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(), u"Build, Done, Built"_s);
        QCOMPARE(list.runningCount(), 1);
        QCOMPARE(counts.last().first().toInt(), 1);
        first->fail(Error::make(Error::Kind::Internal, u"a"_s, u"b"_s));
        first->setProgress(9, 10);
        QCOMPARE(first->state(), Task::State::Finished);
        list.clearEnded();
        QCOMPARE(model.rowCount(), 1);
    }
    void endings_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<Task::State>("state");
        QTest::newRow("error") << Error::make(Error::Kind::Timeout, u"a"_s, u"b"_s) << Task::State::Failed;
        QTest::newRow("cancelled") << Error::cancelled(u"a"_s) << Task::State::Cancelled;
    }
    void endings()
    {
        QFETCH(Error, error);
        TaskList list;
        Task *task = list.add(u"x"_s);
        QSignalSpy ended(task, &Task::endedAs);
        task->end(fail(error));
        QTEST(task->state(), "state");
        QCOMPARE(ended.size(), 1);
    }
    void cancelAsksOnce()
    {
        TaskList list;
        Task *task = list.add(u"x"_s);
        QSignalSpy asked(task, &Task::cancelRequested);
        list.cancelAll();
        task->cancel();
        QCOMPARE(asked.size(), 1);
        QVERIFY(task->isRunning());
        Task *fixed = list.add(u"y"_s);
        fixed->setCancellable(false);
        fixed->cancel();
        QVERIFY(!fixed->isCancelRequested());
    }
    void historyIsCapped()
    {
        TaskList list(nullptr, clock(), 3);
        TaskListModel model(list);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Task *running = list.add(u"runs"_s);
        for (int i = 0; i < 10; ++i)
            list.add(QString::number(i))->finish();
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.taskAt(3), running);
        QCOMPARE(model.taskAt(0)->title(), u"9"_s);
    }
    void asyncResultComesOnTheContextsThread()
    {
        int got = 0;
        QThread *where = nullptr;
        runAsync(this, [] { return 6 * 7; }, [&](int value) { got = value; where = QThread::currentThread(); });
        QCOMPARE(got, 0);
        QTRY_COMPARE(got, 42);
        QCOMPARE(where, thread());
    }
    void asyncNotAfterTheContextDied()
    {
        bool called = false;
        QSemaphore go;
        QSemaphore gone;
        auto context = std::make_unique<QObject>();
        runAsync(context.get(), [&] { go.acquire(); gone.release(); return 1; }, [&](int) { called = true; });
        context.reset();
        go.release();
        gone.acquire();
        bool other = false;
        runAsync(this, [] { return 1; }, [&](int) { other = true; });
        QTRY_VERIFY(other);
        QVERIFY(!called);
    }
    void asyncNotAfterCancel()
    {
        bool called = false;
        const CancelToken token;
        runAsync(this, [token] { return token.isCancelled(); }, [&](bool) { called = true; }, token);
        token.cancel();
        bool other = false;
        runAsync(this, [] { return 1; }, [&](int) { other = true; });
        QTRY_VERIFY(other);
        QVERIFY(!called);
    }
};

LONGSHORE_TEST_MAIN(TestTasks)
#include "tst_tasks.moc"
