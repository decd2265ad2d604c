// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/shellfixture.h"
#include "model/engine/session.h"
#include "model/tasks/noticelist.h"
#include "tests/support/miniengine.h"
#include "tests/support/testmain.h"
#include "ui/shell/enginebinding.h"
#include "ui/shell/engineline.h"
#include "ui/shell/navigation.h"
#include "ui/shell/noticestrip.h"
#include "ui/shell/palette.h"
#include "ui/shell/topbar.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/tofront.h"

#include <QListView>
#include <QMenuBar>
#include <QSignalSpy>
#include <QStackedWidget>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

const QString hostile = u"<img src=\"http://127.0.0.1:1/x\"><b>evil\u202Egpj.exe</b> & <a href='x'>y</a>"_s;

} // namespace

class TestShell : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_store = std::make_unique<QTemporaryDir>(); }
    void startsAtItsSize();
    void pagesByKeyboard();
    void navigationByArrows();
    void menusFollowThePage();
    void geometryAndPageAreRemembered();
    void narrowWindowKeepsIcons();
    void paletteFindsAndTriggers();
    void paletteClosesByEscape();
    void fontScaleByKeys();
    void themeIsSwitchedAndRemembered();
    void statusAndCounts();
    void engineLineAndStrip();
    void D_oneStripTellsHowOldThePagesAre();
    void tasksAreCountedAndListed();
    void F90_noticesStandOverEachPage();
    void A01_hostileTextStaysPlain();
    void everyControlHasNames();

private:
    std::unique_ptr<QTemporaryDir> m_store;
};

void TestShell::startsAtItsSize()
{
    Shell shell(m_store->path());
    QCOMPARE(shell.window.minimumSize(), QSize(1024, 640));
    QCOMPARE(shell.find<QWidget>("navigation")->width(), metrics::navigation);
    QCOMPARE(shell.find<QWidget>("topBar")->height(), metrics::topBar);
    QCOMPARE(shell.find<QWidget>("statusLine")->height(), metrics::statusBar);
    QCOMPARE(shell.window.menuBar()->height(), metrics::menuBar);
}

void TestShell::pagesByKeyboard()
{
    Shell shell(m_store->path());
    QCOMPARE(shell.window.currentPage(), u"images"_s);
    QTest::keyClick(&shell.window, Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(shell.window.currentPage(), u"runs"_s);
    QTest::keyClick(&shell.window, Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(shell.runs->filter->hasFocus());
    QTest::keyClick(&shell.window, Qt::Key_F5);
    QCOMPARE(shell.runs->refreshes, 1);
    QCOMPARE(shell.images->refreshes, 0);
}

void TestShell::navigationByArrows()
{
    Shell shell(m_store->path());
    auto *images = shell.find<NavigationItem>("nav-images");
    images->setFocus();
    QTest::keyClick(images, Qt::Key_Down);
    QCOMPARE(shell.window.currentPage(), u"runs"_s);
    QVERIFY(shell.find<NavigationItem>("nav-runs")->hasFocus());
    QTest::keyClick(shell.find<NavigationItem>("nav-runs"), Qt::Key_Up);
    QCOMPARE(shell.window.currentPage(), u"images"_s);
}

void TestShell::menusFollowThePage()
{
    Shell shell(m_store->path());
    const auto enabled = [&shell](const QString &title) {
        for (QAction *action : shell.window.menuBar()->actions())
            if (action->text() == title)
                return action->isEnabled();
        return false;
    };
    QVERIFY(enabled(u"&Image"_s) && !enabled(u"&Run"_s));
    shell.window.openPage(u"runs"_s);
    QVERIFY(!enabled(u"&Image"_s) && enabled(u"&Run"_s));
}

void TestShell::geometryAndPageAreRemembered()
{
    {
        Shell shell(m_store->path());
        shell.window.resize(1100, 700);
        shell.window.openPage(u"runs"_s);
        shell.window.close();
    }
    Shell shell(m_store->path());
    QCOMPARE(shell.window.currentPage(), u"runs"_s);
    QVERIFY2(!shell.settings.windowGeometry().isEmpty(), "no geometry was kept");
}

void TestShell::narrowWindowKeepsIcons()
{
    Shell shell(m_store->path());
    shell.window.setEngine({.name = u"docker"_s, .endpoint = u"unix:///var/run/docker.sock"_s, .facts = u"20.10"_s});
    auto *line = shell.find<EngineLine>("engineLine");
    shell.window.resize(1201, 700);
    QCOMPARE(shell.find<QWidget>("navigation")->width(), metrics::navigation);
    QVERIFY(line->detail().contains(u"docker.sock"_s));
    shell.window.resize(1200, 700);
    QCOMPARE(shell.find<QWidget>("navigation")->width(), metrics::narrowNavigation);
    QCOMPARE(line->detail(), u"20.10"_s);
    QVERIFY(!shell.find<NavigationItem>("nav-images")->toolTip().isEmpty());
}

void TestShell::paletteFindsAndTriggers()
{
    Shell shell(m_store->path());
    QSignalSpy done(shell.images->action, &QAction::triggered);
    QTest::keyClick(&shell.window, Qt::Key_K, Qt::ControlModifier);
    auto *text = shell.find<QLineEdit>("paletteText");
    QVERIFY(text->isVisible());
    QTRY_VERIFY(text->hasFocus());
    QTest::keyClicks(text, u"IMAG do"_s);
    QCOMPARE(shell.find<QListView>("paletteList")->model()->rowCount(), 2); // below its heading
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(done.count(), 1);
    QVERIFY(!text->isVisible());

    QTest::keyClick(&shell.window, Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(text, u"go runs"_s);
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(shell.window.currentPage(), u"runs"_s);
}

void TestShell::paletteClosesByEscape()
{
    Shell shell(m_store->path());
    shell.images->filter->setFocus();
    QTest::keyClick(&shell.window, Qt::Key_K, Qt::ControlModifier);
    auto *text = shell.find<QLineEdit>("paletteText");
    QTest::keyClicks(text, u"nothing is called this"_s);
    QTest::keyClick(text, Qt::Key_Return); // nothing to trigger
    QVERIFY(text->isVisible());
    QTest::keyClick(text, Qt::Key_Escape);
    QVERIFY(!text->isVisible());
    QTRY_VERIFY(shell.images->filter->hasFocus());
}

void TestShell::fontScaleByKeys()
{
    Shell shell(m_store->path());
    const double before = QApplication::font().pointSizeF();
    QTest::keyClick(&shell.window, Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(QApplication::font().pointSizeF() > before);
    QVERIFY(shell.settings.fontScale() > 1.0);
    QTest::keyClick(&shell.window, Qt::Key_Minus, Qt::ControlModifier);
    QTest::keyClick(&shell.window, Qt::Key_Minus, Qt::ControlModifier);
    QVERIFY(QApplication::font().pointSizeF() < before);
    QTest::keyClick(&shell.window, Qt::Key_0, Qt::ControlModifier);
    QVERIFY(qAbs(QApplication::font().pointSizeF() - before) < 0.01);
}

void TestShell::themeIsSwitchedAndRemembered()
{
    Shell shell(m_store->path());
    shell.find<QAction>("themeDark")->trigger();
    QVERIFY(shell.theme.colors().dark);
    QCOMPARE(shell.settings.theme(), Settings::Theme::Dark);
    shell.find<QAction>("themeLight")->trigger();
    QVERIFY(!shell.theme.colors().dark);
}

void TestShell::statusAndCounts()
{
    Shell shell(m_store->path());
    shell.images->setStatus(u"a selected"_s, u"7 containers"_s);
    QCOMPARE(shell.find<QLabel>("statusText")->text(), u"a selected"_s);
    QCOMPARE(shell.find<QLabel>("statusFacts")->text(), u"7 containers"_s);
    shell.runs->setStatus(u"hidden"_s, {});
    QCOMPARE(shell.find<QLabel>("statusText")->text(), u"a selected"_s);
    shell.images->setCount(42);
    QVERIFY(shell.find<NavigationItem>("nav-images")->accessibleName().contains(u"42"_s));
}

void TestShell::engineLineAndStrip()
{
    Shell shell(m_store->path());
    QSignalSpy again(&shell.window, &MainWindow::tryAgainRequested);
    auto *strip = shell.find<QWidget>("staleStrip");
    QVERIFY(!strip->isVisible());
    shell.window.setEngine({.mark = Mark::Warning, .name = u"docker"_s, .trouble = u"Engine stopped answering at 12:03:10."_s});
    QVERIFY(strip->isVisible());
    shell.find<QToolButton>("tryEngineAgain")->click();
    QCOMPARE(again.count(), 1);
    shell.window.setEngine({.mark = Mark::Success, .name = u"docker"_s});
    QVERIFY(!strip->isVisible());
}

void TestShell::D_oneStripTellsHowOldThePagesAre()
{
    Shell shell(m_store->path());
    MiniEngine engine(m_store->filePath(u"e"_s));
    EngineEnvironment environment;
    environment.requested = m_store->filePath(u"e"_s);
    EngineSession session(environment, nullptr, SessionTiming{1000, 500, 2000, 10, 50});
    auto *binding = new EngineBinding(session, shell.settings, shell.window);
    QVERIFY(engine.start());
    session.start();
    QTRY_COMPARE(session.state(), EngineSession::State::Connected);
    auto *strip = shell.find<QWidget>("staleStrip");
    const auto text = [strip] { return strip->findChild<MarkLabel *>()->text(); };
    const Error refused = Error::make(Error::Kind::Engine, u"GET /images/json"_s, u"database locked"_s, {});
    binding->tellNotListed(refused);
    QVERIFY(!strip->isVisible()); // nothing is shown yet: the page tells it
    const QDateTime listed(QDate(2026, 11, 23), QTime(12, 3, 10));
    binding->tellListed(listed);
    binding->tellNotListed(refused);
    QVERIFY(strip->isVisible());
    QVERIFY2(text().contains(u"lists could not be had"_s) && text().contains(u"database locked"_s) && text().endsWith(u"This is what it had at 12:03:10."_s), qPrintable(text()));
    binding->tellListed(listed);
    QVERIFY(!strip->isVisible());
    engine.stop();
    QTRY_VERIFY(strip->isVisible());
    QVERIFY2(text().startsWith(u"Engine stopped answering at "_s) && text().endsWith(u"This is what it had at 12:03:10."_s), qPrintable(text()));
    QVERIFY(engine.start());
    QTRY_VERIFY(!strip->isVisible());
}

void TestShell::tasksAreCountedAndListed()
{
    Shell shell(m_store->path());
    Task *pull = shell.tasks.add(u"Pull a"_s);
    Task *build = shell.tasks.add(u"Build b"_s);
    QVERIFY(shell.find<TaskIndicator>("taskIndicator")->text().startsWith(u'2'));
    shell.find<TaskIndicator>("taskIndicator")->click();
    auto *panel = shell.find<QWidget>("taskPanel");
    QVERIFY(panel->isVisible());
    QSignalSpy cancel(build, &Task::cancelRequested);
    panel->findChildren<QToolButton *>(u"cancelTask"_s).first()->click();
    QTRY_COMPARE(cancel.count() + (pull->isCancelRequested() ? 1 : 0), 1);
    pull->finish(u"done"_s);
    build->markCancelled();
    QCOMPARE(shell.find<TaskIndicator>("taskIndicator")->text(), u"No tasks"_s);
    QTest::keyClick(panel, Qt::Key_Escape);
    QVERIFY(!panel->isVisible());
}

/// Of each thing one line, whatever page is shown; it goes where it happened.
void TestShell::F90_noticesStandOverEachPage()
{
    Shell shell(m_store->path());
    NoticeList notices;
    auto *strip = new NoticeStrip(notices);
    shell.window.addStrip(strip);
    QVERIFY(!strip->isVisible());
    const auto titles = [strip] {
        QStringList texts;
        for (const QLabel *label : strip->findChildren<QLabel *>(u"noticeTitle"_s))
            if (label->isVisible())
                texts << label->text();
        return texts;
    };
    const int first = notices.show(0, u"box: 1 new line"_s, u"ERROR"_s, u"Show"_s);
    QVERIFY(strip->isVisible());
    QCOMPARE(notices.show(first, u"box: 2 new lines"_s, hostile, u"Show"_s), first);
    const int second = notices.show(0, u"other: 1 new line"_s, {});
    QCOMPARE(titles(), (QStringList{u"box: 2 new lines"_s, u"other: 1 new line"_s}));
    shell.window.openPage(u"runs"_s);
    QVERIFY(strip->isVisible());
    for (const QLabel *label : strip->findChildren<QLabel *>())
        QVERIFY(label->textFormat() == Qt::PlainText);
    QWidget *before = QApplication::focusWidget();
    notices.show(second, u"other: 2 new lines"_s, {});
    QCOMPARE(QApplication::focusWidget(), before);

    connect(&notices, &NoticeList::followed, &shell.window, [&](int id) {
        if (id == first)
            bringToFront(shell.images->filter);
    });
    const QList<QAbstractButton *> follow = strip->findChildren<QAbstractButton *>(u"followNotice"_s);
    QVERIFY(follow.first()->isVisible() && !follow.last()->isVisible()); // nothing follows from the second one
    follow.first()->click();
    QTRY_COMPARE(titles(), QStringList{u"other: 2 new lines"_s});
    QCOMPARE(shell.window.currentPage(), u"images"_s);
    QVERIFY(shell.images->filter->isVisible());
    const QList<QAbstractButton *> away = strip->findChildren<QAbstractButton *>(u"putNoticeAwayButton"_s);
    away.last()->click();
    QTRY_VERIFY(!strip->isVisible());
}

void TestShell::A01_hostileTextStaysPlain()
{
    Shell shell(m_store->path());
    shell.images->setStatus(hostile, hostile);
    shell.window.setEngine({.mark = Mark::Error, .name = hostile, .endpoint = hostile, .facts = hostile, .trouble = hostile});
    Task *task = shell.tasks.add(hostile);
    task->setStep(hostile);
    shell.tasks.add(hostile)->fail(Error::make(Error::Kind::Engine, hostile, hostile));
    QCOMPARE(labelsThatAreNotPlain(shell.window), QStringList());
    QVERIFY(shell.find<QLabel>("statusText")->text().contains(u"[U+202E]"_s));
    QVERIFY(shell.find<QLabel>("statusText")->text().contains(u"<img"_s));
    for (const QWidget *widget : shell.window.findChildren<QWidget *>())
        QVERIFY2(!widget->toolTip().contains(u"<img"_s) && !widget->toolTip().contains(u"<a "_s), qPrintable(widget->objectName()));
}

void TestShell::everyControlHasNames()
{
    Shell shell(m_store->path());
    shell.window.setFirstRun(true, {.podmanVersion = u"4.3.1"_s});
    for (const QAbstractButton *button : shell.window.findChildren<QAbstractButton *>()) {
        if (button->objectName().startsWith(u"qt_"_s) || qobject_cast<const QLineEdit *>(button->parent()))
            continue;
        QVERIFY2(!button->objectName().isEmpty(), qPrintable(u"button without objectName: "_s + button->text()));
        QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(), qPrintable(button->objectName()));
    }
}

LONGSHORE_GUI_TEST_MAIN(TestShell)
#include "tst_shell.moc"
