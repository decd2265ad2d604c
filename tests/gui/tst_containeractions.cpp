// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/containersfixture.h"
#include "tests/gui/lighttheme.h"
#include "tests/support/testmain.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace longshore;
using Shown = test::ShownContainers;

namespace
{

/// Takes what the page would have sent to a browser.
class Browser : public QObject
{
    Q_OBJECT
public:
    Browser() { QDesktopServices::setUrlHandler(u"http"_s, this, "take"); }
    ~Browser() override { QDesktopServices::unsetUrlHandler(u"http"_s); }
    QList<QUrl> urls;
public Q_SLOTS:
    void take(const QUrl &url) { urls.append(url); }
};

} // namespace

/// What can be done on the Containers page, down to the request.
class tst_ContainerActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void A5_51_actionsFitTheState_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("enabled");
        const QStringList always{u"restartContainer"_s, u"renameContainer"_s, u"removeContainer"_s, u"copyContainerName"_s, u"copyContainerId"_s};
        const QStringList up{u"stopContainer"_s, u"stopContainerWithin"_s, u"killContainer"_s};
        QTest::newRow("running") << u"orders-worker"_s << always + up + QStringList{u"pauseContainer"_s};
        QTest::newRow("63 with a port") << u"orders-api"_s << always + up + QStringList{u"pauseContainer"_s, u"openPort"_s};
        QTest::newRow("paused") << u"cache"_s << always + up + QStringList{u"pauseContainer"_s};
        QTest::newRow("restarting") << u"mailer"_s << always + up;
        QTest::newRow("exited") << u"nightly-orders"_s << always + QStringList{u"startContainer"_s};
        QTest::newRow("created") << u"try-out"_s << always + QStringList{u"startContainer"_s};
    }
    void A5_51_actionsFitTheState()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, enabled);
        Shown shown;
        shown.fill();
        shown.select(name);
        QStringList found;
        for (const QAction *action : shown.page.pageActions()) {
            if (action && action->isEnabled() && action->objectName() != u"refreshContainers")
                found.append(action->objectName());
        }
        found.sort();
        enabled.sort();
        QCOMPARE(found, enabled);
        QCOMPARE(shown.action(u"pauseContainer"_s)->text(), name == u"cache" ? u"Resume"_s : u"Pause"_s);
    }

    void A5_51_keysAndButtonsReachTheEngine_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QKeySequence>("keys");
        QTest::addColumn<QString>("request"); // after /v1.41/containers/<id>
        QTest::newRow("start") << u"nightly-orders"_s << QKeySequence(Qt::CTRL | Qt::Key_Return) << u"/start"_s;
        QTest::newRow("stop") << u"postgres"_s << QKeySequence(Qt::CTRL | Qt::Key_Period) << u"/stop?t=10"_s;
        QTest::newRow("restart") << u"postgres"_s << QKeySequence(Qt::CTRL | Qt::Key_R) << u"/restart?t=10"_s;
        QTest::newRow("52 pause") << u"postgres"_s << QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P) << u"/pause"_s;
        QTest::newRow("52 resume") << u"cache"_s << QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P) << u"/unpause"_s;
    }
    void A5_51_keysAndButtonsReachTheEngine()
    {
        QFETCH(QString, name);
        QFETCH(QKeySequence, keys);
        QFETCH(QString, request);
        Shown shown;
        QVERIFY(shown.connectToEngine());
        shown.fill();
        shown.select(name);
        shown.table()->setFocus();
        QTest::keySequence(shown.table(), keys);
        QTRY_COMPARE(shown.actions().size(), 1);
        QCOMPARE(shown.actions().constFirst(), u"POST /v1.41/containers/%1%2"_s.arg(shown.data.named(name).id.value, request));
    }

    void theRowSaysWhatIsBeingDone()
    {
        Shown shown;
        QVERIFY(shown.connectToEngine());
        shown.engine.holdActions = true;
        shown.fill();
        shown.select(u"postgres"_s);
        shown.action(u"stopContainer"_s)->trigger();
        const QModelIndex state = shown.table()->currentIndex().siblingAtColumn(ContainersModel::State);
        QCOMPARE(state.data().toString(), u"stopping…"_s);
        shown.engine.releaseActions();
        QTRY_COMPARE(state.data().toString(), u"running"_s); // as this engine has it
    }

    void failuresStandInPlace()
    {
        Shown shown;
        QVERIFY(shown.connectToEngine());
        shown.engine.actionStatus = 500;
        shown.engine.actionBody = "{\"message\":\"<b>cgroup busy</b>\"}";
        shown.fill();
        shown.select(u"postgres"_s);
        auto *failure = shown.find<QWidget>(u"containerFailure"_s);
        QVERIFY(!failure->isVisible());
        shown.action(u"stopContainer"_s)->trigger();
        QTRY_VERIFY(failure->isVisible());
        QCOMPARE(failure->findChild<QLabel *>(u"verdictSentence"_s)->text(), u"postgres could not be stopped."_s);
        const QString cause = failure->findChild<QLabel *>(u"verdictCause"_s)->text();
        QVERIFY2(cause.contains(u"/stop"_s) && cause.contains(u"<b>cgroup busy</b>"_s) && cause.contains(u"SIGKILL"_s), qPrintable(cause));
        QTest::mouseClick(failure->findChild<QPushButton *>(u"dismissFailureButton"_s), Qt::LeftButton);
        QVERIFY(!failure->isVisible());
    }

    void A5_54_stopWithAGraceTime()
    {
        Shown shown;
        QVERIFY(shown.connectToEngine());
        shown.fill();
        shown.select(u"postgres"_s);
        shown.action(u"stopContainerWithin"_s)->trigger();
        auto *question = shown.find<QDialog>(u"stopQuestion"_s);
        QVERIFY(question && question->isVisible());
        question->findChild<QSpinBox *>(u"graceSeconds"_s)->setValue(42);
        QTest::mouseClick(question->findChild<QPushButton *>(u"doIt"_s), Qt::LeftButton);
        QTRY_COMPARE(shown.actions().size(), 1);
        QVERIFY(shown.actions().constFirst().endsWith(u"/stop?t=42"_s));
    }

    void A5_53_killWithASignal()
    {
        Shown shown;
        QVERIFY(shown.connectToEngine());
        shown.fill();
        shown.select(u"postgres"_s);
        shown.action(u"killContainer"_s)->trigger();
        auto *question = shown.find<QDialog>(u"killQuestion"_s);
        auto *signal = question->findChild<QComboBox *>(u"signal"_s);
        auto *doIt = question->findChild<QPushButton *>(u"doIt"_s);
        QCOMPARE(signal->currentText(), u"SIGKILL"_s);
        signal->setEditText(u"no signal"_s);
        QVERIFY(!doIt->isEnabled());
        signal->setEditText(u"sighup"_s);
        QVERIFY(doIt->isEnabled());
        QTest::mouseClick(doIt, Qt::LeftButton);
        QTRY_COMPARE(shown.actions().size(), 1);
        QVERIFY(shown.actions().constFirst().endsWith(u"/kill?signal=SIGHUP"_s));
    }

    void A5_55_rename()
    {
        Shown shown;
        QVERIFY(shown.connectToEngine());
        shown.fill();
        shown.select(u"postgres"_s);
        shown.table()->setFocus();
        QTest::keyClick(shown.table(), Qt::Key_F2);
        auto *question = shown.find<QDialog>(u"renameQuestion"_s);
        auto *name = question->findChild<QLineEdit *>(u"newName"_s);
        auto *doIt = question->findChild<QPushButton *>(u"doIt"_s);
        QCOMPARE(name->text(), u"postgres"_s);
        QVERIFY(!doIt->isEnabled());
        name->setText(u"../x"_s);
        QVERIFY(!doIt->isEnabled() && name->property("problem").toBool());
        name->setText(u"postgres-2"_s);
        QVERIFY(doIt->isEnabled());
        QTest::mouseClick(doIt, Qt::LeftButton);
        QTRY_COMPARE(shown.actions().size(), 1);
        QVERIFY(shown.actions().constFirst().endsWith(u"/rename?name=postgres-2"_s));
    }

    void A5_60_removeNamesExactlyWhatGoes()
    {
        Shown shown;
        QVERIFY(shown.connectToEngine());
        shown.fill();
        shown.select(u"postgres"_s);
        QItemSelectionModel *selection = shown.table()->selectionModel();
        const QModelIndex other = shown.table()->model()->index(shown.table()->currentIndex().row() + 1, 0);
        selection->select(other, QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QTRY_COMPARE(shown.page.statusText(), u"2 containers selected"_s);
        shown.table()->setFocus();
        QTest::keyClick(shown.table(), Qt::Key_Delete);
        auto *question = shown.find<QDialog>(u"removeQuestion"_s);
        QStringList subjects;
        for (const QLabel *label : question->findChildren<QLabel *>(u"subject"_s))
            subjects.append(label->text());
        QCOMPARE(subjects, (QStringList{u"postgres · postgres:16-alpine · running"_s, u"cache · redis:7 · paused"_s}));
        QVERIFY(question->findChild<QWidget *>(u"killsRunning"_s));
        auto *doIt = question->findChild<QPushButton *>(u"doIt"_s);
        QCOMPARE(doIt->text(), u"Remove 2 containers"_s);
        QVERIFY(question->findChild<QPushButton *>(u"cancel"_s)->isDefault());
        QVERIFY(!question->findChild<QCheckBox *>(u"removeVolumes"_s)->isChecked());
        QCOMPARE(shown.actions().size(), 0);
        QTest::mouseClick(doIt, Qt::LeftButton);
        QTRY_COMPARE(shown.actions().size(), 2);
        QCOMPARE(shown.actions().constFirst(), u"DELETE /v1.41/containers/%1?force=1"_s.arg(shown.data.named(u"postgres"_s).id.value));
    }

    void A5_63_aPublishedPortOpensInTheBrowser()
    {
        Browser browser;
        Shown shown;
        shown.fill();
        shown.select(u"orders-api"_s);
        QCOMPARE(shown.action(u"openPort"_s)->text(), u"Open port 8080 in browser"_s);
        shown.action(u"openPort"_s)->trigger();
        shown.find<QToolButton>(u"openPort8080"_s)->click();
        QCOMPARE(browser.urls, (QList<QUrl>{QUrl(u"http://localhost:8080/"_s), QUrl(u"http://localhost:8080/"_s)}));
    }

    void A5_13_copies()
    {
        Shown shown;
        shown.fill();
        shown.select(u"postgres"_s);
        shown.table()->setFocus();
        QTest::keySequence(shown.table(), QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"postgres"_s);
        QTest::keySequence(shown.table(), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
        QCOMPARE(QGuiApplication::clipboard()->text(), shown.data.named(u"postgres"_s).id.value);
    }

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(tst_ContainerActions)
#include "tst_containeractions.moc"
