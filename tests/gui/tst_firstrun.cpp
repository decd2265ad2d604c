// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/probesamples.h"
#include "tests/gui/shellfixture.h"
#include "tests/support/testmain.h"
#include "ui/shell/firstrunpage.h"
#include "ui/shell/proberow.h"

#include <QClipboard>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QToolButton>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(longshore::ProbeReport)

class TestFirstRun : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachProbeState_data();
    void eachProbeState();
    void commandIsCopiedAsItIs();
    void podmanCard();
    void requests();
    void endpointIsCheckedFirst();
    void pagesThatNeedNoEngineStay();
    void problemIsTold();
    void A02_hostileTextStaysPlain();
};

void TestFirstRun::eachProbeState_data()
{
    QTest::addColumn<ProbeReport>("report");
    QTest::addColumn<int>("mark");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("chain");
    QTest::newRow("not set") << probeNotSet() << int(Mark::Waiting) << u"Not set."_s << false;
    QTest::newRow("permission denied") << probeDenied() << int(Mark::Error) << u"Permission denied"_s << true;
    QTest::newRow("no such file") << probeAbsent() << int(Mark::Waiting) << u"No such file."_s << false;
    QTest::newRow("no answer") << probeSilent() << int(Mark::TimedOut) << u"No answer within 5 s."_s << true;
    ProbeReport named = probeAbsent();
    named.candidate.decisive = true;
    QTest::newRow("named and absent") << named << int(Mark::Error) << u"No such file."_s << false;
    ProbeReport waiting = probeAbsent();
    waiting.outcome = ProbeReport::Outcome::Waiting;
    QTest::newRow("being tried") << waiting << int(Mark::Running) << u"Checking…"_s << false;
    ProbeReport works = probeAbsent();
    works.outcome = ProbeReport::Outcome::Works;
    works.version.version = u"4.3.1"_s;
    QTest::newRow("works") << works << int(Mark::Success) << u"4.3.1"_s << false;
}

void TestFirstRun::eachProbeState()
{
    QFETCH(ProbeReport, report);
    QFETCH(int, mark);
    QFETCH(QString, text);
    QFETCH(bool, chain);
    const Theme theme(qApp, Theme::Scheme::Light);
    const ProbeRow row(report);
    QCOMPARE(int(ProbeRow::markOf(report)), mark);
    const QString happened = row.findChild<QLabel *>(u"probeHappened"_s)->text();
    QVERIFY2(happened.contains(text), qPrintable(happened));
    const bool found = row.findChild<QWidget *>(u"stepChain"_s) != nullptr;
    QCOMPARE(found, chain);
    const QString name = row.findChild<QLabel *>(u"probeName"_s)->text();
    QVERIFY2(name == report.candidate.text || report.candidate.text.isEmpty(), qPrintable(name));
    QVERIFY(!name.isEmpty());
}

void TestFirstRun::commandIsCopiedAsItIs()
{
    const Theme theme(qApp, Theme::Scheme::Light);
    FirstRunPage page;
    page.set({.probes = {probeDenied()}});
    QGuiApplication::clipboard()->clear();
    page.findChild<QToolButton *>(u"copyCommand"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"sudo usermod --append --groups docker ana"_s);
    QVERIFY(page.findChild<QWidget *>(u"probeRisk"_s));
    QCOMPARE(page.findChild<QLabel *>(u"probeDetail"_s)->text(), probeDenied().detail);
}

void TestFirstRun::podmanCard()
{
    const Theme theme(qApp, Theme::Scheme::Light);
    FirstRunPage page;
    auto *start = page.findChild<QPushButton *>(u"startPodman"_s);
    page.set({.podmanVersion = u"4.3.1"_s});
    QVERIFY(!start->isHidden() && start->isEnabled());
    QVERIFY(start->property("primary").toBool());
    QCOMPARE(page.findChild<QLabel *>(u"podmanTitle"_s)->text(), u"Podman 4.3.1 is installed"_s);
    page.set({.podmanVersion = u"4.3.1"_s, .startingPodman = true});
    QVERIFY(!start->isEnabled());
    page.set({});
    QVERIFY(start->isHidden());
}

void TestFirstRun::requests()
{
    QTemporaryDir store;
    Shell shell(store.path());
    QSignalSpy podman(&shell.window, &MainWindow::startPodmanRequested);
    QSignalSpy again(&shell.window, &MainWindow::tryAgainRequested);
    shell.window.setFirstRun(true, {.probes = {probeSilent()}, .podmanVersion = u"4.3.1"_s});
    shell.find<QPushButton>("startPodman")->click();
    shell.find<QToolButton>("checkAgain")->click();
    shell.find<QToolButton>("tryAgain")->click();
    QCOMPARE(podman.count(), 1);
    QCOMPARE(again.count(), 2);
}

void TestFirstRun::endpointIsCheckedFirst()
{
    QTemporaryDir store;
    Shell shell(store.path());
    QSignalSpy given(&shell.window, &MainWindow::endpointGiven);
    shell.window.setFirstRun(true, {});
    shell.find<QToolButton>("addEndpoint")->click();
    auto *edit = shell.find<QLineEdit>("endpoint");
    QVERIFY(edit->isVisible());
    QTest::keyClicks(edit, u"htp://nowhere"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(given.count(), 0);
    QVERIFY(shell.find<QWidget>("endpointProblem")->isVisible());
    QVERIFY(edit->property("problem").toBool());
    edit->selectAll();
    QTest::keyClicks(edit, u"/run/x.sock"_s);
    QVERIFY(!shell.find<QWidget>("endpointProblem")->isVisible());
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(given.count(), 1);
    QCOMPARE(given.first().first().toString(), u"unix:///run/x.sock"_s);
}

void TestFirstRun::pagesThatNeedNoEngineStay()
{
    QTemporaryDir store;
    Shell shell(store.path());
    auto *pages = shell.find<QStackedWidget>("pages");
    shell.window.setFirstRun(true, {});
    QCOMPARE(pages->currentWidget()->objectName(), u"firstRun"_s);
    shell.window.openPage(u"runs"_s);
    QCOMPARE(pages->currentWidget(), shell.runs);
    shell.window.openPage(u"images"_s);
    QCOMPARE(pages->currentWidget()->objectName(), u"firstRun"_s);
    shell.window.setFirstRun(false);
    QCOMPARE(pages->currentWidget(), shell.images);
}

void TestFirstRun::problemIsTold()
{
    const Theme theme(qApp, Theme::Scheme::Light);
    FirstRunPage page;
    auto *problem = page.findChild<QLabel *>(u"firstRunProblem"_s);
    QVERIFY(problem->isHidden());
    page.set({.problem = u"Podman ended: no space left."_s});
    QVERIFY(!problem->isHidden());
    QCOMPARE(problem->text(), u"Podman ended: no space left."_s);
}

void TestFirstRun::A02_hostileTextStaysPlain()
{
    const Theme theme(qApp, Theme::Scheme::Light);
    const QString hostile = u"<img src=x><b>evil\u202Egpj</b>"_s;
    ProbeReport report = probeDenied();
    report.candidate.text = hostile;
    report.candidate.contextName = hostile;
    report.error.happened = hostile;
    report.detail = report.command = report.risk = hostile;
    FirstRunPage page;
    page.set({.probes = {report}, .podmanVersion = hostile, .problem = hostile});
    QCOMPARE(labelsThatAreNotPlain(page), QStringList());
    QVERIFY(page.findChild<QLabel *>(u"probeDetail"_s)->text().contains(u"[U+202E]"_s));
    page.findChild<QToolButton *>(u"copyCommand"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), hostile); // copied exactly, whatever is shown
}

LONGSHORE_GUI_TEST_MAIN(TestFirstRun)
#include "tst_firstrun.moc"
