// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/enginefixture.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// Which containers are inspected, and when.
class tst_ContainerInspector : public QObject, protected EngineFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void A5_57_endsAreInspectedOnceEach()
    {
        QByteArrayList rows{row("c1", "running", "Up 1 second")};
        for (int i = 0; i < 9; ++i) {
            const QByteArray id = "e" + QByteArray::number(i);
            rows << row(id, "exited", "Exited (137) 2 hours ago");
            m_engine->inspects.insert(QString::fromLatin1(id), inspect(id, 137, i == 3));
        }
        m_engine->containers = '[' + rows.join(',') + ']';
        m_engine->holdInspects = true;
        QSignalSpy known(m_inspector.get(), &ContainerInspector::exitKnown);
        connectToEngine();
        QTRY_COMPARE(m_engine->openInspects, 4);
        m_engine->releaseInspects();
        QTRY_COMPARE(known.size(), 9);
        QCOMPARE(m_engine->mostOpenInspects, 4);
        int oom = 0;
        for (const QList<QVariant> &signal : known)
            oom += signal[1].value<ContainerExit>().oomKilled ? 1 : 0;
        QCOMPARE(oom, 1);
        QSignalSpy listed(m_sync.get(), &EngineSync::containersRefreshed);
        m_sync->refresh();
        QTRY_COMPARE(listed.size(), 1);
        QCOMPARE(m_engine->openInspects, 0);
        QCOMPARE(known.size(), 9);
    }

    void A5_57_aSecondEndIsAskedAnew_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("event");
        QTest::newRow("another code") << QByteArray("Exited (1) 1 second ago") << 1 << false;
        QTest::newRow("the same code, told by the event") << QByteArray("Exited (137) 1 second ago") << 137 << true;
    }
    void A5_57_aSecondEndIsAskedAnew()
    {
        QFETCH(QByteArray, status);
        QFETCH(int, code);
        QFETCH(bool, event);
        m_engine->containers = '[' + row("c1", "exited", "Exited (137) 2 hours ago") + ']';
        m_engine->inspects.insert(u"c1"_s, inspect("c1", 137, true));
        QSignalSpy known(m_inspector.get(), &ContainerInspector::exitKnown);
        connectToEngine();
        QTRY_COMPARE(known.size(), 1);
        m_engine->containers = '[' + row("c1", "exited", status) + ']';
        m_engine->inspects.insert(u"c1"_s, inspect("c1", code, false));
        if (event)
            m_engine->sendEvent(json("{'Type':'container','Action':'start','Actor':{'ID':'c1'}}"));
        else
            m_sync->refresh();
        QTRY_COMPARE(known.size(), 2);
        QVERIFY(!known[1][1].value<ContainerExit>().oomKilled);
    }

    void theFollowedOneIsInspectedWithEveryList()
    {
        m_engine->inspects.insert(u"c1"_s, inspect("c1", 0));
        m_inspector->follow(web); // before there is a connection
        QSignalSpy inspected(m_inspector.get(), &ContainerInspector::inspected);
        QSignalSpy failed(m_inspector.get(), &ContainerInspector::inspectFailed);
        connectToEngine();
        QTRY_COMPARE(inspected.size(), 1);
        QCOMPARE(inspected[0][1].value<ContainerInspection>().setup.name, u"c1"_s);
        const qsizetype asked = m_engine->count(u"/containers/c1/json"_s);
        m_sync->refresh();
        QTRY_VERIFY(m_engine->count(u"/containers/c1/json"_s) > asked);
        QTRY_COMPARE(m_engine->openInspects, 0);
        QCOMPARE(inspected.size(), 1); // the same answer is no news
        m_engine->inspects.insert(u"c1"_s, inspect("c1", 5));
        m_sync->refresh();
        QTRY_COMPARE(inspected.size(), 2);
        QCOMPARE(inspected[1][1].value<ContainerInspection>().details.exitCode, 5);
        QCOMPARE(failed.size(), 0);
        m_engine->inspects.insert(u"c1"_s, "{ this is no JSON");
        m_inspector->again();
        QTRY_COMPARE(failed.size(), 1);
    }

    void whatIsAnsweredLateAboutAnotherIsNotHeard()
    {
        m_engine->inspects.insert(u"c1"_s, inspect("c1", 0));
        m_engine->inspects.insert(u"c2"_s, inspect("c2", 0));
        connectToEngine();
        QSignalSpy inspected(m_inspector.get(), &ContainerInspector::inspected);
        m_engine->holdInspects = true;
        m_inspector->follow(web);
        QTRY_COMPARE(m_engine->openInspects, 1);
        m_inspector->follow({u"c2"_s});
        QTRY_COMPARE(m_engine->openInspects, 2);
        m_engine->releaseInspects();
        QTRY_COMPARE(inspected.size(), 1);
        QCOMPARE(inspected[0][0].value<ContainerId>().value, u"c2"_s);
        QCOMPARE(inspected[0][1].value<ContainerInspection>().setup.name, u"c2"_s);
    }

    void aLargeInspectIsReadToo()
    {
        QByteArray large = inspect("c1", 0);
        large.chop(1);
        large += json(",'Pad':'" + QByteArray(300 << 10, 'x') + "'}");
        m_engine->inspects.insert(u"c1"_s, large);
        connectToEngine();
        QSignalSpy inspected(m_inspector.get(), &ContainerInspector::inspected);
        m_inspector->follow(web);
        QTRY_COMPARE(inspected.size(), 1);
        QVERIFY(inspected[0][1].value<ContainerInspection>().tree->find(u"Pad"_s) > 0);
    }
};

LONGSHORE_TEST_MAIN(tst_ContainerInspector)
#include "tst_containerinspector.moc"
