// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runservice.h"
#include "model/run/runsmodel.h"
#include "tests/support/storedrun.h"
#include "tests/support/testmain.h"
#include "ui/runs/runlogview.h"
#include "ui/runs/runspage.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace longshore;
using test::StoredRun;

namespace
{

const QString evil = u"<img src=x>&amp;<b>"_s;

/// A store with three runs and the page that shows them; the engine is not there.
struct Shown {
    Shown()
    {
        auto opened = Store::open(dir.filePath(u"store"_s));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().sentence()));
        store = *opened;
        service = std::make_unique<RunService>(store, Endpoint::unixSocket(dir.filePath(u"no.sock"_s)));
        page = std::make_unique<RunsPage>(model, *service);
        QObject::connect(service.get(), &RunService::runsLoaded, &model, &RunsModel::applySnapshot);
        page->resize(1240, 700);
        page->show();
        page->activateWindow();
    }
    std::unique_ptr<StoredRun> run(char last) { return std::make_unique<StoredRun>(store, u"01J0000000000000000000000"_s + QLatin1Char(last)); }
    /// Three runs: A said 3 lines, B failed, C is long.
    bool fill()
    {
        const auto a = run('A'), b = run('B'), c = run('C');
        a->result.summary.jobName = u"alpha"_s;
        a->result.tables = {{u"parts.csv"_s, u"out.c-x.parts"_s, 1234, 2048, {u"id"_s, u"part"_s}, {u"id"_s}}};
        a->result.files = {{evil, 5, {u"tag"_s}}};
        a->result.problems = {{u"out/tables/x.csv"_s, evil}};
        b->result.summary.jobName = evil;
        b->result.summary.imageReference = evil;
        b->result.summary.verdict = Verdict::UserError;
        b->result.summary.containerExitCode = 1;
        b->result.summary.message = evil;
        c->result.summary.jobName = u"gamma"_s;
        QByteArray many;
        for (int i = 1; i <= 2000; ++i)
            many += "row " + QByteArray::number(i) + (i % 500 ? "\n" : " needle\n");
        const QByteArray hostile = evil.toUtf8() + " \x1b]0;title\a\x1b[31mred\x1b[0m \xe2\x80\xa9new\xe2\x80\xae" "rtl end\n";
        return a->log("one\ntwo\n") && a->log("oops\n", LogSource::Stderr) && a->log("no newline") && a->keep("{\"#token\": \"[hidden]\"}")
            && b->log(hostile, LogSource::Stderr) && b->keep(evil.toUtf8()) && c->log(many) && c->keep() && load();
    }
    bool load()
    {
        QSignalSpy loaded(service.get(), &RunService::runsLoaded);
        service->load();
        return loaded.wait();
    }
    template<class T>
    T *find(const char *name)
    {
        T *found = page->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    QTreeView *table() { return find<QTreeView>("runsTable"); }
    QLineEdit *filter() { return find<QWidget>("runsFilter")->findChild<QLineEdit *>(); }
    RunLogView *log() { return find<RunLogView>("runLogText"); }
    QString text(const char *name) { return find<QLabel>(name)->text(); }
    /// Opens the run of this job as a person does.
    bool open(const QString &job)
    {
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            const QModelIndex index = table()->model()->index(row, RunsModel::JobColumn);
            if (index.data().toString() != job)
                continue;
            table()->setCurrentIndex(index);
            table()->setFocus();
            QTest::keyClick(table(), Qt::Key_Return);
            return table()->isHidden() || !table()->isVisible();
        }
        return false;
    }

    QTemporaryDir dir;
    std::shared_ptr<Store> store;
    RunsModel model;
    std::unique_ptr<RunService> service;
    std::unique_ptr<RunsPage> page;
};

} // namespace

class TestRunsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>(qApp, Theme::Scheme::Light);
    }

    void emptySaysWhatToDo()
    {
        Shown shown;
        QVERIFY(!shown.table()->isVisible());
        QAction way(u"Choose an image"_s);
        shown.page->setFirstWay(&way);
        QVERIFY(shown.load());
        QVERIFY(!shown.table()->isVisible());
        bool said = false;
        const QList<QLabel *> labels = shown.page->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            said = said || (label->isVisible() && label->text().contains(u"longshore run JOB"_s));
        QVERIFY(said);
    }

    void listsNewestFirstAndFilters()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QAbstractItemModel *rows = shown.table()->model();
        QCOMPARE(rows->rowCount(), 3);
        QCOMPARE(rows->index(0, RunsModel::JobColumn).data().toString(), u"gamma"_s);
        QCOMPARE(shown.page->count(), 3);
        QTest::keyClicks(shown.filter(), u"ALPH"_s);
        QCOMPARE(rows->rowCount(), 1);
        QTest::keyClick(shown.filter(), Qt::Key_Escape);
        QCOMPARE(rows->rowCount(), 3);
    }

    void enterOpensEscapeAndAltLeftGoBack_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        QTest::newRow("Escape") << int(Qt::Key_Escape) << int(Qt::NoModifier);
        QTest::newRow("Alt+Left") << int(Qt::Key_Left) << int(Qt::AltModifier);
    }
    void enterOpensEscapeAndAltLeftGoBack()
    {
        QFETCH(int, key);
        QFETCH(int, modifiers);
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(QTest::qWaitForWindowActive(shown.page.get()));
        QVERIFY(shown.open(u"alpha"_s));
        QCOMPARE(shown.text("runTitle"), u"alpha"_s);
        QTRY_VERIFY(shown.log()->hasFocus());
        QTest::keyClick(shown.log(), Qt::Key(key), Qt::KeyboardModifiers(modifiers));
        QTRY_VERIFY(shown.table()->isVisible());
        QVERIFY(shown.table()->hasFocus());
        QCOMPARE(shown.table()->currentIndex().siblingAtColumn(RunsModel::JobColumn).data().toString(), u"alpha"_s);
    }

    void logAndVerdict()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(shown.open(u"alpha"_s));
        QTRY_COMPARE(shown.log()->toPlainText(), u"one\ntwo\noops\nno newline"_s);
        QCOMPARE(shown.log()->lineCount(), 4);
        QCOMPARE(shown.log()->stderrCount(), 1);
        QCOMPARE(shown.page->statusText(), u"4 lines · 1 from stderr"_s);
        QVERIFY(shown.text("verdictSentence").startsWith(u"Exit 0: success"_s));
    }

    void linesAreNotCutWhereTheReaderPauses()
    {
        Shown shown;
        const auto run = shown.run('D');
        QByteArray expected;
        for (int i = 0; i < 30; ++i) {
            const QByteArray part(100'000, char('a' + i % 26)); // frames longer than the reader takes at once, none a line
            QVERIFY(run->log(part));
            expected += part;
        }
        QVERIFY(run->log("\nlast\n"));
        QVERIFY(run->keep());
        shown.page->open(run->summary());
        QTRY_VERIFY(shown.log()->toPlainText().endsWith(u"last"_s));
        QCOMPARE(shown.log()->lineCount(), 2);
    }

    void followsUnlessFrozenOrScrolled()
    {
        Shown shown;
        QVERIFY(shown.fill());
        const auto run = shown.run('E');
        run->result.summary.state = RunState::Running;
        QByteArray many;
        for (int i = 0; i < 300; ++i)
            many += "line\n";
        QVERIFY(run->log(many));
        shown.page->open(run->summary());
        RunLogView *log = shown.log();
        auto *pill = shown.find<QPushButton>("newLinesPill");
        QTRY_COMPARE(log->lineCount(), 300);
        QCOMPARE(log->verticalScrollBar()->value(), log->verticalScrollBar()->maximum());
        QVERIFY(!pill->isVisible());

        QTest::keyClick(log, Qt::Key_Space);
        QVERIFY(log->isFrozen());
        QVERIFY(shown.find<QAction>("freezeLog")->isChecked());
        const int before = log->verticalScrollBar()->value();
        QVERIFY(run->log("new 1\nnew 2\n"));
        QTRY_COMPARE(log->lineCount(), 302);
        QCOMPARE(log->verticalScrollBar()->value(), before);
        QVERIFY(pill->isVisible());
        QCOMPARE(pill->text(), u"↓ 2 new"_s);
        QTest::mouseClick(pill, Qt::LeftButton);
        QVERIFY(!log->isFrozen() && !pill->isVisible());
        QCOMPARE(log->verticalScrollBar()->value(), log->verticalScrollBar()->maximum());

        log->verticalScrollBar()->setValue(10);
        QVERIFY(run->log("new 3\n"));
        QTRY_COMPARE(log->lineCount(), 303);
        QCOMPARE(log->verticalScrollBar()->value(), 10);
        QVERIFY(pill->isVisible());
        QTest::keyClick(log, Qt::Key_End);
        QVERIFY(!pill->isVisible());

        // Its end brings the rest and the verdict.
        RunSummary ended = run->summary();
        ended.state = RunState::Finished;
        ended.verdict = Verdict::ApplicationError;
        ended.containerExitCode = 2;
        QVERIFY(run->log("tail without newline"));
        Q_EMIT shown.service->runChanged(ended);
        QTRY_VERIFY(log->toPlainText().endsWith(u"\ntail without newline"_s));
        QVERIFY(shown.text("verdictSentence").startsWith(u"Exit 2: application error"_s));
    }

    void findsForwardsBackwardsAndAround()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(shown.open(u"gamma"_s));
        RunLogView *log = shown.log();
        QTRY_COMPARE(log->lineCount(), 2000);
        shown.page->focusFilter();
        auto *field = shown.find<QLineEdit>("findInLog");
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"needle"_s);
        const auto line = [log] { return log->textCursor().blockNumber() + 1; };
        QTest::keyClick(field, Qt::Key_Return);
        const int first = line();
        QVERIFY(first % 500 == 0);
        QTest::keyClick(field, Qt::Key_F3);
        QCOMPARE(line(), first % 2000 + 500);
        QTest::keyClick(field, Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(line(), first);
        for (int i = 0; i < 4; ++i) // once around
            shown.find<QAction>("findNext")->trigger();
        QCOMPARE(line(), first);
        field->setText(u"no such text"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(line(), first);
    }

    void gutterCycles()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(shown.open(u"alpha"_s));
        using Gutter = RunLogView::Gutter;
        QVERIFY(shown.log()->gutter() == Gutter::Delta);
        for (const Gutter next : {Gutter::Time, Gutter::Number, Gutter::Delta}) {
            shown.find<QAction>("cycleGutter")->trigger();
            QVERIFY(shown.log()->gutter() == next);
            QVERIFY(!shown.log()->grab().isNull());
        }
    }

    void outputAndConfig()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(shown.open(u"alpha"_s));
        shown.find<QTabWidget>("runTabs")->setCurrentIndex(1);
        const QAbstractItemModel *outputs = shown.find<QTreeView>("outputTable")->model();
        QCOMPARE(outputs->rowCount(), 2);
        QStringList table;
        for (int column = 0; column < outputs->columnCount(); ++column)
            table << outputs->index(0, column).data().toString();
        QCOMPARE(table[0], u"tables/parts.csv"_s);
        QCOMPARE(table[1], u"out.c-x.parts"_s);
        QCOMPARE(table[2], u"1,234"_s);
        QCOMPARE(table[4], u"id, part"_s);
        QCOMPARE(table[5], u"id"_s);
        QCOMPARE(outputs->index(1, 0).data().toString(), u"files/"_s + evil);
        QCOMPARE(shown.text("outputProblems"), u"out/tables/x.csv: "_s + evil);
        QCOMPARE(shown.find<QPlainTextEdit>("storedConfig")->toPlainText(), u"{\"#token\": \"[hidden]\"}"_s);
    }

    void A02_A08_hostileTextStaysText()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(shown.open(evil));
        QCOMPARE(shown.text("runTitle"), evil);
        QTRY_VERIFY(shown.log()->toPlainText().startsWith(evil));
        QCOMPARE(shown.log()->blockCount(), 1); // a paragraph separator is no line
        const QString text = shown.log()->toPlainText();
        QVERIFY(text.contains(u"red"_s) && !text.contains(QChar(0x1b)) && !text.contains(QChar(0x202e)) && !text.contains(u"title"_s));
        QCOMPARE(shown.find<QPlainTextEdit>("storedConfig")->toPlainText(), evil);
        const QList<QLabel *> labels = shown.page->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(!shown.page->grab().isNull());
    }

    void runAgainNamesTheRun()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(shown.open(u"alpha"_s));
        QSignalSpy again(shown.page.get(), &RunsPage::runAgainRequested);
        QTest::mouseClick(shown.find<QPushButton>("runAgain"), Qt::LeftButton);
        QCOMPARE(again.size(), 1);
        QCOMPARE(again[0][0].value<RunSummary>().jobName, u"alpha"_s);
        QVERIFY(!shown.find<QPushButton>("stopRun")->isVisible());
    }

    void damagedLogIsTold()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QFile segment(LogFormat::segmentPath(shown.store->runsDirectory() + u"/01J0000000000000000000000A"_s, 0));
        QVERIFY2(segment.open(QIODevice::ReadWrite), qPrintable(segment.fileName()));
        QVERIFY(segment.seek(LogFormat::headerSize + 9 + LogFormat::headerSize + 1)); // within the second frame
        QVERIFY(segment.putChar('!'));
        segment.close();
        QVERIFY(shown.open(u"alpha"_s));
        QTRY_VERIFY(shown.log()->toPlainText().contains(u"two"_s));
        QVERIFY(shown.log()->lineCount() < 4);
    }

private:
    std::unique_ptr<Theme> m_theme;
};

LONGSHORE_GUI_TEST_MAIN(TestRunsPage)
#include "tst_runspage.moc"
