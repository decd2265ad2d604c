// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logroom.h"
#include "model/run/runservice.h"
#include "model/run/runsmodel.h"
#include "tests/support/storedrun.h"
#include "tests/support/testmain.h"
#include "ui/logs/logsidebyside.h"
#include "ui/runs/runspage.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
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
        room = std::make_unique<LogRoom>(dir.filePath(u"cache"_s));
        page = std::make_unique<RunsPage>(model, *service, *room);
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
    LogView *log() { return find<LogView>("logView"); }
    quint64 lines() { return log()->document() ? log()->document()->store()->endLine() : 0; }
    /// All of the log as it is shown.
    QString logText()
    {
        if (!log()->document())
            return {};
        log()->select({0, 0}, {log()->document()->store()->endLine() + 10, 0});
        return log()->selectedText();
    }
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
    std::unique_ptr<LogRoom> room;
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
        QTRY_COMPARE(shown.logText(), u"one\ntwo\noops\nno newline"_s);
        QCOMPARE(shown.lines(), 4u);
        QCOMPARE(shown.log()->document()->store()->counts().stderrLines, 1u);
        QTRY_COMPARE(shown.page->statusText(), u"4 lines · 24 B · 1 from stderr"_s);
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
        // One line of 3 MB is many rows, each going on with the one before.
        QTRY_COMPARE(shown.log()->document()->state(), LogState::Ended);
        QByteArray joined;
        LogLines lines(shown.log()->document()->store());
        for (quint64 line = 0; line + 1 < shown.lines(); ++line) {
            joined += lines.line(line).text;
            QCOMPARE(bool(lines.line(line).flags & LineContinues), line + 2 < shown.lines());
        }
        QVERIFY(joined == expected);
        QCOMPARE(lines.line(shown.lines() - 1).text.toByteArray(), QByteArray("last"));
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
        LogView *log = shown.log();
        auto *pill = shown.find<QAbstractButton>("newLinesPill");
        QTRY_COMPARE(shown.lines(), 300u);
        QTRY_VERIFY(log->isFollowing() && log->verticalScrollBar()->maximum() > 0);
        QVERIFY(!pill->isVisible());

        QTest::keyClick(log, Qt::Key_Space);
        QVERIFY(log->isFrozen());
        QVERIFY(shown.find<QAction>("freezeLog")->isChecked());
        const RowPlace before = log->topPlace();
        QVERIFY(run->log("new 1\nnew 2\n"));
        QTRY_COMPARE(shown.lines(), 302u);
        QTRY_VERIFY(pill->isVisible());
        QVERIFY(log->topPlace() == before);
        QCOMPARE(pill->text(), u"↓ 2 new"_s);
        QTest::mouseClick(pill, Qt::LeftButton);
        QVERIFY(!log->isFrozen() && !pill->isVisible() && log->isFollowing());

        log->verticalScrollBar()->setValue(10);
        QVERIFY(run->log("new 3\n"));
        QTRY_VERIFY(pill->isVisible());
        QCOMPARE(log->verticalScrollBar()->value(), 10);
        QTest::keyClick(log, Qt::Key_End, Qt::ControlModifier);
        QVERIFY(!pill->isVisible());

        // Its end brings the rest and the verdict.
        RunSummary ended = run->summary();
        ended.state = RunState::Finished;
        ended.verdict = Verdict::ApplicationError;
        ended.containerExitCode = 2;
        QVERIFY(run->log("tail without newline"));
        Q_EMIT shown.service->runChanged(ended);
        QTRY_VERIFY(shown.logText().endsWith(u"\ntail without newline"_s));
        QVERIFY(shown.text("verdictSentence").startsWith(u"Exit 2: application error"_s));
    }

    void findsForwardsBackwardsAndAround()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(shown.open(u"gamma"_s));
        QTRY_COMPARE(shown.lines(), 2000u);
        shown.page->focusFilter();
        auto *field = shown.find<QLineEdit>("findInLog");
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"needle"_s);
        QTRY_COMPARE(shown.text("findCount"), u"4 of 4"_s); // the view stood at the end
        const auto line = [&shown] { return shown.log()->currentLine().value_or(0) + 1; };
        QCOMPARE(line(), 2000u);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(line(), 500u);
        QCOMPARE(shown.text("findCount"), u"1 of 4"_s);
        QTest::keyClick(field, Qt::Key_F3);
        QCOMPARE(line(), 1000u);
        QTest::keyClick(field, Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(line(), 500u);
        for (int i = 0; i < 4; ++i) // once around
            shown.find<QAction>("findNext")->trigger();
        QCOMPARE(line(), 500u);
        field->setText(u"no such text"_s);
        QTRY_COMPARE(shown.text("findCount"), u"not found"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(line(), 500u);
    }

    void gutterCycles()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(shown.open(u"alpha"_s));
        QVERIFY(shown.log()->gutterMode() == GutterMode::Elapsed);
        for (const GutterMode next : {GutterMode::LocalTime, GutterMode::UtcTime, GutterMode::Delta, GutterMode::Number, GutterMode::Elapsed}) {
            shown.find<QAction>("cycleGutter")->trigger();
            QVERIFY(shown.log()->gutterMode() == next);
            QVERIFY(!shown.log()->grab().isNull());
        }
    }

    void anotherRunIsLaidBeside()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(shown.open(u"gamma"_s));
        QTRY_COMPARE(shown.lines(), 2000u);
        QMenu *menu = shown.find<QAction>("compareLog")->menu();
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 2);
        menu->actions().last()->trigger();
        const auto *both = shown.find<LogSideBySide>("logSideBySide");
        QVERIFY(both->second());
        QTRY_COMPARE(both->second()->view()->paintedTexts(), (QStringList{u"one"_s, u"two"_s, u"oops"_s, u"no newline"_s}));
        shown.find<QAction>("closeSecondLog")->trigger();
        QTRY_COMPARE(shown.page->findChildren<LogView *>(u"logView"_s).size(), 1);
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
        QTRY_VERIFY(shown.logText().startsWith(evil));
        QCOMPARE(shown.lines(), 1u); // a paragraph separator is no line
        const QString text = shown.logText();
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
        QTRY_VERIFY(shown.logText().contains(u"two"_s));
        QVERIFY(shown.lines() < 4);
    }

private:
    std::unique_ptr<Theme> m_theme;
};

LONGSHORE_GUI_TEST_MAIN(TestRunsPage)
#include "tst_runspage.moc"
