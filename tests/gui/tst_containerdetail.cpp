// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/containersfixture.h"
#include "tests/gui/lighttheme.h"
#include "tests/support/testmain.h"
#include "ui/widgets/chip.h"

#include <QClipboard>
#include <QLineEdit>
#include <QPointer>
#include <QTabBar>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace longshore;
using Shown = test::ShownContainers;

namespace
{

/// A log of which only its being there matters.
ContainerLogView theLog(const ContainerSummary &, QWidget *parent)
{
    auto *log = new QWidget(parent);
    log->setObjectName(u"theLog"_s);
    return {log, {}};
}

} // namespace

class tst_ContainerDetail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void A5_64_inspectIsASearchableTree()
    {
        Shown shown;
        shown.fill();
        shown.select(u"orders-api"_s);
        shown.inspect(u"orders-api"_s);
        shown.find<QTabBar>(u"containerTabs"_s)->setCurrentIndex(ContainerDetailPane::Inspect);
        auto *tree = shown.find<QTreeView>(u"jsonTree"_s);
        QTRY_VERIFY(tree->isVisible());
        QCOMPARE(tree->model()->index(0, 0).data().toString(), u"Id"_s); // in the engine's order
        tree->setFocus();
        shown.page.focusFilter();
        auto *field = shown.find<QWidget>(u"jsonFilter"_s)->findChild<QLineEdit *>();
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"db_pass"_s);
        QCOMPARE(shown.find<QWidget>(u"jsonFilter"_s)->findChild<QLabel *>(u"filterCount"_s)->text(), u"1 hit"_s);
        const QModelIndex env = tree->model()->index(0, 0, tree->model()->index(0, 0));
        QCOMPARE(env.data().toString(), u"Env"_s);
        const QModelIndex password = tree->model()->index(0, 1, env);
        QCOMPARE(password.data().toString(), u"DB_PASSWORD=•••"_s);
        tree->setCurrentIndex(password);
        shown.action(u"copyJsonPath"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"Config.Env.3"_s);
        shown.action(u"showSecrets"_s)->trigger();
        shown.action(u"copyJsonValue"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"DB_PASSWORD=correct horse"_s);
        shown.select(u"postgres"_s);
        shown.inspect(u"postgres"_s);
        QVERIFY(!shown.action(u"showSecrets"_s)->isChecked()); // asked for one container, not for the next
    }

    void A5_64_theTreeStaysOpenThroughARefresh()
    {
        Shown shown;
        shown.fill();
        shown.select(u"orders-api"_s);
        shown.inspect(u"orders-api"_s);
        auto *tree = shown.find<QTreeView>(u"jsonTree"_s);
        const auto state = [&] {
            const QModelIndexList found = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, u"State"_s, 1, Qt::MatchExactly);
            return found.value(0);
        };
        tree->expand(state());
        tree->setCurrentIndex(state());
        shown.data.containers[1].status = u"Up 3 hours"_s;
        shown.inspect(u"orders-api"_s);
        QVERIFY(tree->isExpanded(state()));
        QCOMPARE(tree->currentIndex(), state());
    }

    void overviewTellsTheSetup()
    {
        Shown shown;
        shown.fill();
        shown.select(u"orders-api"_s);
        shown.inspect(u"orders-api"_s);
        QTRY_VERIFY(shown.find<QWidget>(u"runLine"_s));
        QStringList chips;
        for (const Chip *chip : shown.find<QWidget>(u"containerOverview"_s)->findChildren<Chip *>())
            chips.append(chip->text());
        QVERIFY(chips.contains(u"/code/main.py"_s));
        QCOMPARE(shown.find<QWidget>(u"runLine"_s)->findChild<QLabel *>(u"command"_s)->text().left(36), u"docker run -d --name orders-api --us"_s);
        const auto passwordShown = [&] {
            for (const QLabel *label : shown.find<QWidget>(u"containerOverview"_s)->findChildren<QLabel *>()) {
                if (label->text() == u"correct horse")
                    return true;
            }
            return false;
        };
        QVERIFY(!passwordShown());
        shown.find<QToolButton>(u"revealEnvironment"_s)->click();
        QTRY_VERIFY(passwordShown());
        shown.action(u"copyRunLine"_s)->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u" -e DB_PASSWORD "_s));
        QVERIFY(!QGuiApplication::clipboard()->text().contains(u"horse"_s));
    }

    void A11_137_settingsGoToAJob()
    {
        Shown shown;
        shown.fill();
        shown.select(u"orders-api"_s);
        QList<ContainerSetup> asked;
        QObject::connect(&shown.page, &ContainersPage::useAsJobRequested, &shown.page, [&asked](const ContainerSetup &setup) { asked.append(setup); });
        QVERIFY(!shown.action(u"useAsJob"_s)->isEnabled()); // the engine has not told about it yet
        shown.inspect(u"orders-api"_s);
        QTRY_VERIFY(shown.action(u"useAsJob"_s)->isEnabled());
        shown.action(u"useAsJob"_s)->trigger();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().name, u"orders-api"_s);
    }

    void theLogIsMadeOfOneContainerAtATime()
    {
        Shown shown;
        QStringList made;
        bool found = false;
        shown.page.setLogFactory([&](const ContainerSummary &container, QWidget *parent) {
            made.append(container.names.constFirst());
            auto *log = new QLineEdit(parent);
            log->setObjectName(u"log-"_s + container.names.constFirst());
            return ContainerLogView{log, [&found] { found = true; }};
        });
        QVERIFY(shown.find<QWidget>(u"noLog"_s));
        shown.fill();
        for (const QString &name : {u"orders-api"_s, u"orders-worker"_s, u"postgres"_s})
            shown.select(name); // walking by opens nothing on the way
        QTRY_COMPARE(made, QStringList{u"postgres"_s});
        QVERIFY(shown.find<QWidget>(u"log-postgres"_s)->isVisible());
        shown.data.containers[3].status = u"Up 7 days"_s;
        shown.fill();
        QTRY_COMPARE(shown.text(u"containerSentence"_s), u"Running for 7 d."_s);
        QCOMPARE(made.size(), 1); // the same log goes on
        QTest::keyClick(shown.table(), Qt::Key_Return);
        QTRY_VERIFY(shown.find<QWidget>(u"log-postgres"_s)->hasFocus());
        shown.page.focusFilter();
        QVERIFY(found);
        shown.page.open(u"orders-api"_s);
        QTRY_COMPARE(made.constLast(), u"orders-api"_s);
        QTRY_VERIFY(!shown.find<QWidget>(u"log-postgres"_s));
    }

    void aLogIsOpenedWhenItIsLookedAt()
    {
        Shown shown;
        int made = 0;
        shown.page.setLogFactory([&](const ContainerSummary &, QWidget *parent) {
            ++made;
            return ContainerLogView{new QWidget(parent), {}};
        });
        auto *tabs = shown.find<QTabBar>(u"containerTabs"_s);
        tabs->setCurrentIndex(ContainerDetailPane::Overview);
        shown.fill();
        shown.select(u"postgres"_s);
        QTest::qWait(200); // longer than the delay before a log is opened
        QCOMPARE(made, 0);
        tabs->setCurrentIndex(ContainerDetailPane::Log);
        QCOMPARE(made, 1);
    }

    void A6_86_theLogOfARemovedContainerStays()
    {
        Shown shown;
        shown.page.setLogFactory(theLog);
        shown.fill();
        shown.select(u"postgres"_s);
        QTRY_VERIFY(shown.find<QWidget>(u"theLog"_s));
        QPointer<QWidget> log = shown.find<QWidget>(u"theLog"_s);
        shown.takeAway(u"postgres"_s);
        QTRY_COMPARE(shown.text(u"containerSentence"_s), u"It was removed; what is below was read before."_s);
        QCOMPARE(shown.text(u"containerTitle"_s), u"postgres"_s);
        QVERIFY(log && log->isVisible());
        // Nothing is chosen, so that no key meets a neighbour.
        QVERIFY(!shown.action(u"stopContainer"_s)->isEnabled() && !shown.action(u"removeContainer"_s)->isEnabled());
        QCOMPARE(shown.page.statusText(), QString());
        shown.select(u"cache"_s);
        QTRY_VERIFY(!log);
    }

    void D_aFilterDoesNotCloseTheLog()
    {
        Shown shown;
        shown.page.setLogFactory(theLog);
        shown.fill();
        shown.select(u"postgres"_s);
        QTRY_VERIFY(shown.find<QWidget>(u"theLog"_s));
        const QPointer<QWidget> log = shown.find<QWidget>(u"theLog"_s);
        auto *field = shown.find<QLineEdit>(u"filter"_s);
        for (const QString &filter : {u"cache"_s, u"nothing like it"_s}) {
            field->setText(filter);
            QTRY_COMPARE(shown.page.statusText(), QString());
            QCOMPARE(shown.text(u"containerTitle"_s), u"postgres"_s);
            QVERIFY(!shown.action(u"stopContainer"_s)->isEnabled() && !shown.action(u"removeContainer"_s)->isEnabled());
        }
        field->clear();
        QTRY_COMPARE(shown.page.statusText(), u"postgres selected"_s);
        QVERIFY(log && log->isVisible());
        field->setText(u"cache"_s);
        QTRY_COMPARE(shown.page.statusText(), QString());
        shown.select(u"cache"_s);
        QVERIFY(!log);
    }

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(tst_ContainerDetail)
#include "tst_containerdetail.moc"
