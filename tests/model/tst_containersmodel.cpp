// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/containers/containersmodel.h"
#include "model/containers/containersortfilter.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace longshore;

namespace
{

const QDateTime now(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);

ContainerSummary container(const QString &id, const QString &state = u"running"_s, const QString &status = u"Up 2 hours"_s)
{
    ContainerSummary made;
    made.id = {id.leftJustified(64, u'0')};
    made.names = QStringList{u"name-"_s + id};
    made.image = u"docker.io/library/python:3.12"_s;
    made.imageId = {u"ff"_s.repeated(32)};
    made.command = u"python3  -u\n/code/main.py"_s;
    made.created = now.addSecs(-7200);
    made.state = state;
    made.status = status;
    return made;
}

QStringList names(const QAbstractItemModel &model)
{
    QStringList found;
    for (int row = 0; row < model.rowCount(); ++row)
        found.append(model.index(row, ContainersModel::Name).data().toString());
    return found;
}

} // namespace

class tst_ContainersModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cells_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("text");
        QTest::newRow("name") << int(ContainersModel::Name) << u"name-a"_s;
        QTest::newRow("state") << int(ContainersModel::State) << u"running"_s;
        QTest::newRow("image") << int(ContainersModel::Image) << u"python:3.12"_s;
        QTest::newRow("since") << int(ContainersModel::Since) << u"2 h"_s;
        QTest::newRow("created") << int(ContainersModel::Created) << u"2 h"_s;
        QTest::newRow("ports") << int(ContainersModel::Ports) << u"8080→80"_s;
        QTest::newRow("command on one line") << int(ContainersModel::Command) << u"python3 -u /code/main.py"_s;
        QTest::newRow("id") << int(ContainersModel::Id) << u"a00000000000"_s;
    }
    void cells()
    {
        QFETCH(int, column);
        ContainersModel model;
        model.setNow(now);
        ContainerSummary made = container(u"a"_s);
        made.ports = {{u"0.0.0.0"_s, 80, 8080, u"tcp"_s}};
        model.applySnapshot({made});
        QTEST(model.index(0, column).data().toString(), "text");
        QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
    }

    void nothingKnownIsADash()
    {
        ContainersModel model;
        model.applySnapshot({ContainerSummary()});
        for (const int column : {ContainersModel::State, ContainersModel::Since, ContainersModel::Created, ContainersModel::Ports,
                                 ContainersModel::Command})
            QCOMPARE(model.index(0, column).data().toString(), u"–"_s);
    }

    void untaggedImagesAreTheirId()
    {
        ContainerSummary made = container(u"a"_s);
        made.image = made.imageId.value;
        QCOMPARE(ContainersModel::imageOf(made), u"ffffffffffff"_s);
        made.image = u"sha256:"_s + made.imageId.value;
        QCOMPARE(ContainersModel::imageOf(made), u"ffffffffffff"_s);
        made.names.clear();
        QCOMPARE(ContainersModel::nameOf(made), u"a00000000000"_s);
    }

    void snapshotsBecomeRowOperations()
    {
        ContainersModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.applySnapshot({container(u"a"_s), container(u"b"_s), container(u"c"_s)});
        const QPersistentModelIndex kept = model.index(2, 0);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        model.applySnapshot({container(u"d"_s), container(u"c"_s, u"exited"_s, u"Exited (0) 1 second ago"_s), container(u"b"_s)});
        QCOMPARE(names(model), (QStringList{u"name-b"_s, u"name-c"_s, u"name-d"_s}));
        QCOMPARE(kept.row(), 1);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(removed.size(), 1);
        model.applySnapshot({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!kept.isValid());
    }

    void totals()
    {
        ContainersModel model;
        model.applySnapshot({container(u"a"_s), container(u"b"_s, u"paused"_s, u"Up 2 hours (Paused)"_s),
                             container(u"c"_s, u"exited"_s, u"Exited (0) 1 second ago"_s)});
        QCOMPARE(model.totals(), (ContainersModel::Totals{3, 1}));
    }

    void A5_57_outOfMemoryComesWithTheInspect()
    {
        ContainersModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setNow(now);
        const ContainerSummary ended = container(u"a"_s, u"exited"_s, u"Exited (137) 2 hours ago"_s);
        model.applySnapshot({ended});
        QCOMPARE(model.index(0, ContainersModel::State).data().toString(), u"exited 137"_s);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        const ContainerExit exit{137, true, {}, now.addSecs(-7300), now.addSecs(-7260)};
        model.setExit(ended.id, exit);
        QCOMPARE(model.index(0, ContainersModel::State).data().toString(), u"out of memory"_s);
        QCOMPARE(model.since(0), exit.finishedAt);
        QCOMPARE(changed.size(), 1);
        model.setExit(ended.id, exit); // nothing new
        model.setExit(ContainerId{u"other"_s}, exit);
        QCOMPARE(changed.size(), 1);
        // It ran again and failed otherwise; the old end is not told of the new one.
        model.applySnapshot({container(u"a"_s, u"exited"_s, u"Exited (1) 1 second ago"_s)});
        QCOMPARE(model.index(0, ContainersModel::State).data().toString(), u"exited 1"_s);
    }

    void pendingActionsAreSaid()
    {
        ContainersModel model;
        const ContainerSummary running = container(u"a"_s, u"running"_s, u"Up 2 hours (healthy)"_s);
        model.applySnapshot({running});
        const QModelIndex state = model.index(0, ContainersModel::State);
        model.setPending(running.id, ContainerAction::Stop);
        QCOMPARE(state.data().toString(), u"stopping…"_s);
        QCOMPARE(state.data(ContainersModel::PendingRole).toBool(), true);
        QCOMPARE(state.data(ContainersModel::NoteRole).toString(), QString());
        model.setPending(running.id, {});
        QCOMPARE(state.data().toString(), u"running"_s);
        model.setPending(running.id, ContainerAction::Remove);
        model.applySnapshot({});
        model.applySnapshot({running}); // the same id again: nothing is left of what was
        QCOMPARE(model.index(0, ContainersModel::State).data().toString(), u"running"_s);
        for (int action = 0; action <= int(ContainerAction::Remove); ++action)
            QVERIFY(pendingWords(ContainerAction(action)).endsWith(u'…'));
    }

    void A5_62_runsAreNoted()
    {
        ContainersModel model;
        ContainerSummary made = container(u"a"_s);
        made.labels = {{u"longshore.run"_s, u"01A"_s}};
        model.applySnapshot({made, container(u"b"_s)});
        QCOMPARE(model.index(0, ContainersModel::Name).data(ContainersModel::NoteRole).toString(), u"run"_s);
        QCOMPARE(model.index(1, ContainersModel::Name).data(ContainersModel::NoteRole).toString(), QString());
    }

    void find_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("row");
        QTest::newRow("name") << u"name-b"_s << 1;
        QTest::newRow("id") << u"b"_s.leftJustified(64, u'0') << 1;
        QTest::newRow("short id") << u"b000"_s << 1;
        QTest::newRow("too short") << u"b"_s << -1;
        QTest::newRow("none") << u"name"_s << -1;
    }
    void find()
    {
        QFETCH(QString, text);
        ContainersModel model;
        model.applySnapshot({container(u"a"_s), container(u"b"_s)});
        QTEST(model.find(text), "row");
    }

    void sortsAndFilters()
    {
        ContainersModel model;
        model.setNow(now);
        ContainerSummary a = container(u"a2"_s);
        ContainerSummary b = container(u"a10"_s, u"exited"_s, u"Exited (3) 1 minute ago"_s);
        ContainerSummary c = container(u"c"_s, u"exited"_s, u"Exited (0) 3 hours ago"_s);
        c.created = now;
        model.applySnapshot({b, a, c});
        ContainerSortFilter proxy(model);
        const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(names(proxy), (QStringList{u"name-c"_s, u"name-a2"_s, u"name-a10"_s})); // newest first, then by name
        proxy.sort(ContainersModel::Created, Qt::AscendingOrder);
        QCOMPARE(names(proxy), (QStringList{u"name-a2"_s, u"name-a10"_s, u"name-c"_s}));
        proxy.sort(ContainersModel::Name, Qt::DescendingOrder);
        QCOMPARE(names(proxy), (QStringList{u"name-c"_s, u"name-a10"_s, u"name-a2"_s}));
        proxy.sort(ContainersModel::State, Qt::AscendingOrder);
        QCOMPARE(names(proxy), (QStringList{u"name-a2"_s, u"name-c"_s, u"name-a10"_s})); // up first, then by exit code
        proxy.sort(ContainersModel::Since, Qt::DescendingOrder);
        QCOMPARE(names(proxy), (QStringList{u"name-a10"_s, u"name-a2"_s, u"name-c"_s}));
        proxy.setFilter(ContainerFilter::parse(u"state:exited -exit:0"_s));
        QCOMPARE(names(proxy), QStringList{u"name-a10"_s});
        model.applySnapshot({b, container(u"a2"_s, u"exited"_s, u"Exited (4) 1 second ago"_s), c});
        QCOMPARE(proxy.rowCount(), 2); // a row that changes is asked again
    }
};

LONGSHORE_TEST_MAIN(tst_ContainersModel)
#include "tst_containersmodel.moc"
