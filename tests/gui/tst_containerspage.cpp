// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/containersfixture.h"
#include "tests/gui/lighttheme.h"
#include "tests/support/testmain.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>

using namespace Qt::StringLiterals;
using namespace longshore;
using Shown = test::ShownContainers;

class tst_ContainersPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void D_loadingThenContent()
    {
        Shown shown;
        QVERIFY(!shown.table()->isVisible());
        QCOMPARE(shown.page.count(), -1);
        shown.fill();
        QVERIFY(shown.table()->isVisible());
        QCOMPARE(shown.page.count(), 11);
        QCOMPARE(shown.text(u"filterCount"_s), u"11 containers"_s);
        QCOMPARE(shown.text(u"containersTotal"_s), u"11 containers, 4 running"_s);
        QCOMPARE(shown.text(u"containersAsOf"_s), u"as of 12:03:10"_s);
        QTRY_COMPARE(shown.text(u"containerTitle"_s), u"longshore-01m7zz7f-0-a1"_s); // the newest is chosen by itself
        QCOMPARE(shown.page.statusText(), u"longshore-01m7zz7f-0-a1 selected"_s);
        QCOMPARE(shown.page.statusFacts(), u"11 containers, 4 running · refreshed 12:03:10"_s);
    }

    void D_emptySaysWhatToDo()
    {
        Shown shown;
        shown.page.setRefreshed(shown.data.now);
        QVERIFY(!shown.table()->isVisible());
        QSignalSpy refresh(&shown.page, &ContainersPage::refreshRequested);
        shown.action(u"refreshContainers"_s)->trigger();
        QCOMPARE(refresh.size(), 1);
        QAction way(u"Run the demo"_s, nullptr);
        way.setObjectName(u"runDemo"_s);
        QSignalSpy ran(&way, &QAction::triggered);
        shown.page.setFirstWay(&way);
        auto *button = shown.find<QPushButton>(u"runDemoPrimary"_s);
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(ran.size(), 1);
        shown.fill();
        QVERIFY(shown.table()->isVisible());
    }

    void D_errorTellsAskedHappenedAdvice()
    {
        Shown shown;
        Error error = Error::make(Error::Kind::Engine, u"GET /containers/json"_s, u"The engine refused."_s, u"Look at its log."_s);
        error.engineText = u"<b>database locked</b>"_s;
        shown.page.setFailed(error);
        QStringList texts;
        for (const QLabel *label : shown.find<QWidget>(u"errorPage"_s)->findChildren<QLabel *>())
            texts.append(label->text());
        for (const QString &part : {error.asked, error.happened, error.advice, error.engineText})
            QVERIFY2(texts.contains(part), qPrintable(part));
        shown.fill();
        QVERIFY(shown.table()->isVisible());
    }

    void D_oldRowsStayDatedWhenTheEngineStops()
    {
        Shown shown;
        shown.fill();
        shown.page.setFailed(Error::make(Error::Kind::Unreachable, u"GET /containers/json"_s, u"Nothing answers."_s));
        QVERIFY(shown.table()->isVisible());
        const auto isMuted = [&] {
            const auto *delegate = qobject_cast<ContainerDelegate *>(shown.table()->itemDelegate());
            return delegate->look(shown.table()->model()->index(1, ContainersModel::State)).ink == Ink::Muted;
        };
        QVERIFY(isMuted());
        QVERIFY(shown.text(u"containersAsOf"_s).contains(u"12:03:10"_s));
        shown.page.setRefreshed(shown.data.now);
        QVERIFY(!isMuted());
    }

    void D_selectionAndWidthsSurviveARefresh()
    {
        Shown shown;
        shown.fill();
        shown.select(u"postgres"_s);
        shown.table()->header()->resizeSection(ContainersModel::Name, 222);
        QList<ContainerSummary> moved = shown.data.containers;
        moved.removeFirst();
        moved[0].status = u"Up 3 hours"_s;
        moved.prepend(shown.data.containers.constLast());
        moved.front().id = {u"new"_s};
        shown.model.applySnapshot(moved);
        shown.page.setRefreshed(shown.data.now.addSecs(60));
        QTRY_COMPARE(shown.page.statusText(), u"postgres selected"_s);
        QCOMPARE(shown.text(u"containerTitle"_s), u"postgres"_s);
        QCOMPARE(shown.table()->header()->sectionSize(ContainersModel::Name), 222);
    }

    void D_filterCountsAndTellsMistakes()
    {
        Shown shown;
        shown.fill();
        QTRY_VERIFY(shown.table()->hasFocus());
        shown.page.focusFilter();
        auto *field = shown.find<QLineEdit>(u"filter"_s);
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"state:exited -run"_s);
        QCOMPARE(shown.text(u"filterCount"_s), u"3 of 11 containers"_s);
        QTest::keyClicks(field, u" state:busy"_s);
        QVERIFY(shown.text(u"filterCount"_s).contains(u"state:running"_s));
        QVERIFY(field->property("problem").toBool());
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(shown.text(u"filterCount"_s), u"11 containers"_s);
        QVERIFY(!field->property("problem").toBool());
        QTest::keyClick(field, Qt::Key_Down);
        QTRY_VERIFY(shown.table()->hasFocus());
    }

    void A1_9_showsOnlyTheContainersOfAnImage()
    {
        Shown shown;
        shown.fill();
        shown.page.showOnly(u"image:8f3c1e0b92aa"_s); // as the Images page asks
        QCOMPARE(shown.find<QLineEdit>(u"filter"_s)->text(), u"image:8f3c1e0b92aa"_s);
        QCOMPARE(shown.text(u"filterCount"_s), u"11 of 11 containers"_s);
        shown.page.showOnly(u"image:ffffff"_s);
        QCOMPARE(shown.text(u"filterCount"_s), u"0 of 11 containers"_s);
    }

    void A5_50_everyStateHasMarkAndWord_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("mark");
        QTest::addColumn<QString>("word");
        QTest::newRow("running") << u"postgres"_s << int(Mark::Running) << u"running"_s;
        QTest::newRow("unhealthy") << u"orders-worker"_s << int(Mark::Warning) << u"running"_s;
        QTest::newRow("paused") << u"cache"_s << int(Mark::Waiting) << u"paused"_s;
        QTest::newRow("restarting") << u"mailer"_s << int(Mark::Warning) << u"restarting"_s;
        QTest::newRow("56 success") << u"longshore-01m7zz7e-0-a1"_s << int(Mark::Success) << u"exited 0"_s;
        QTest::newRow("56 failure") << u"nightly-orders"_s << int(Mark::Error) << u"exited 1"_s;
        QTest::newRow("57 memory") << u"load-invoices"_s << int(Mark::OutOfMemory) << u"out of memory"_s;
        QTest::newRow("stopped") << u"old-worker"_s << int(Mark::Cancelled) << u"exited 143"_s;
        QTest::newRow("created") << u"try-out"_s << int(Mark::Waiting) << u"created"_s;
    }
    void A5_50_everyStateHasMarkAndWord()
    {
        QFETCH(QString, name);
        Shown shown;
        shown.fill();
        shown.model.setExit(shown.data.named(u"load-invoices"_s).id, {137, true, {}, {}, {}});
        shown.select(name);
        const CellLook look = qobject_cast<ContainerDelegate *>(shown.table()->itemDelegate())
                                  ->look(shown.table()->currentIndex().siblingAtColumn(ContainersModel::State));
        QTEST(int(look.mark), "mark");
        QTEST(look.text, "word");
    }

    void aClickIntoACutColumnKeepsTheNamesInSight()
    {
        Shown shown;
        shown.page.resize(1000, 600);
        shown.fill();
        ContainerTable *table = shown.table();
        const QRect cell = table->visualRect(table->model()->index(2, ContainersModel::Created));
        QVERIFY(table->horizontalScrollBar()->maximum() > 0);
        table->setCurrentIndex(table->model()->index(2, ContainersModel::Id));
        QCOMPARE(table->horizontalScrollBar()->value(), 0);
        QCOMPARE(table->visualRect(table->model()->index(2, ContainersModel::Created)), cell);
    }

    void A02_everyFieldIsPlainText()
    {
        const QString evil = u"<img src=x>&amp;"_s;
        Shown shown;
        ContainerSummary container;
        container.id = {u"e1"_s};
        container.names = QStringList{evil};
        container.image = container.command = container.state = container.status = evil;
        container.labels = {{evil, evil}};
        ContainerInspection inspection;
        inspection.setup.name = inspection.setup.image = inspection.setup.user = inspection.setup.workingDir = evil;
        inspection.setup.networkMode = inspection.setup.restartPolicy = evil;
        inspection.setup.cmd = inspection.setup.entrypoint = QStringList{evil};
        inspection.setup.env = QStringList{evil + u'=' + evil};
        inspection.setup.mounts = {{evil, evil, evil, evil, true}};
        inspection.details.stateError = evil;
        shown.model.applySnapshot({container});
        shown.page.setRefreshed(shown.data.now);
        QTRY_COMPARE(shown.text(u"containerTitle"_s), evil);
        Q_EMIT shown.inspector.inspected(container.id, inspection);
        QTRY_VERIFY(shown.find<QWidget>(u"runLine"_s));
        int literal = 0;
        for (const QLabel *label : shown.page.findChildren<QLabel *>()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            literal += label->text().contains(u"<img"_s) ? 1 : 0;
        }
        QVERIFY(literal >= 9);
        QVERIFY(!shown.page.grab().isNull());
    }

    void everythingHasAName()
    {
        Shown shown;
        shown.fill();
        shown.select(u"orders-api"_s);
        shown.inspect(u"orders-api"_s);
        QTRY_VERIFY(shown.find<QWidget>(u"runLine"_s));
        for (const QAbstractButton *button : shown.page.findChildren<QAbstractButton *>()) {
            if (button->objectName().startsWith(u"qt_"_s) || qobject_cast<QLineEdit *>(button->parent()) || qobject_cast<QTabBar *>(button->parent()))
                continue;
            QVERIFY2(!button->objectName().isEmpty(), qPrintable(button->text()));
            QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(), qPrintable(button->objectName()));
        }
        for (const QAction *action : shown.page.pageActions())
            QVERIFY(!action || (!action->objectName().isEmpty() && !action->text().isEmpty()));
    }

    void columnsAreRemembered()
    {
        QByteArray state;
        {
            Shown shown;
            shown.fill();
            QHeaderView *header = shown.table()->header();
            header->resizeSection(ContainersModel::Image, 133);
            header->moveSection(header->visualIndex(ContainersModel::Ports), 1);
            header->setSortIndicator(ContainersModel::Name, Qt::AscendingOrder);
            state = shown.page.viewState();
        }
        Shown shown;
        QVERIFY(!shown.page.restoreViewState("nonsense"));
        QVERIFY(shown.page.restoreViewState(state));
        shown.fill();
        const QHeaderView *header = shown.table()->header();
        QCOMPARE(header->sectionSize(ContainersModel::Image), 133);
        QCOMPARE(header->visualIndex(ContainersModel::Ports), 1);
        QCOMPARE(header->model()->index(0, 0).data().toString(), u"cache"_s);
    }

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(tst_ContainersPage)
#include "tst_containerspage.moc"
