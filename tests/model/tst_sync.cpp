// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/sync.h"
#include "model/engine/session.h"
#include "tests/support/miniengine.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;
using State = EngineSession::State;
using test::MiniEngine;

static QByteArray imageJson(const QString &id)
{
    return u"{\"Id\":\"sha256:%1\",\"RepoTags\":[\"r:%1\"],\"Size\":1}"_s.arg(id).toUtf8();
}

static QByteArray inspectJson(const QString &id)
{
    return u"{\"Id\":\"sha256:%1\",\"Config\":{\"Cmd\":[\"/bin/%1\"]}}"_s.arg(id).toUtf8();
}

class TestSync : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<MiniEngine> m_engine;
    std::unique_ptr<EngineSession> m_session;
    std::unique_ptr<EngineSync> m_sync;

    void has(const QStringList &ids)
    {
        QByteArrayList rows;
        m_engine->inspects.clear();
        for (const QString &id : ids) {
            rows << imageJson(id);
            m_engine->inspects.insert(id, inspectJson(id));
        }
        m_engine->images = '[' + rows.join(',') + ']';
    }
    qsizetype imageLists() const
    {
        return m_engine->requests.filter(u"images/json"_s).filter(QRegularExpression(u"^((?!invalid).)*$"_s)).size();
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_engine = std::make_unique<MiniEngine>(m_dir->filePath(u"e"_s));
        QVERIFY(m_engine->start());
        EngineEnvironment environment;
        environment.requested = m_dir->filePath(u"e"_s);
        m_session = std::make_unique<EngineSession>(environment, nullptr, SessionTiming{1000, 500, 2000, 10, 50});
        m_sync = std::make_unique<EngineSync>(*m_session, nullptr, SyncTiming{20, 3600000});
    }
    void cleanup()
    {
        m_sync.reset();
        m_session.reset();
        m_engine.reset();
    }

    void listsOnConnect()
    {
        has({u"a"_s, u"b"_s});
        m_engine->containers = "[{\"Id\":\"c1\",\"Names\":[\"/x\"],\"State\":\"exited\"}]";
        QSignalSpy refreshed(m_sync.get(), &EngineSync::refreshed);
        QVERIFY(m_sync->isLoading());
        m_session->start();
        QTRY_COMPARE(refreshed.size(), 1);
        QCOMPARE(m_sync->images().size(), 2);
        QCOMPARE(m_sync->containers().constFirst().names, QStringList{u"x"_s});
        QCOMPARE(m_engine->requests.filter(u"containers/json?all="_s).size(), 1);
        QTRY_VERIFY(m_sync->details({u"b"_s}));
        QCOMPARE(m_sync->details({u"b"_s})->cmd, QStringList{u"/bin/b"_s});
    }
    void emptyEngineIsSaidToo()
    {
        QSignalSpy images(m_sync.get(), &EngineSync::imagesChanged);
        m_session->start();
        QTRY_COMPARE(images.size(), 1);
    }
    void eventsLeadToOneList()
    {
        m_session->start();
        QTRY_COMPARE(m_engine->eventStreams(), 1);
        QTRY_VERIFY(!m_sync->isLoading());
        has({u"a"_s});
        const qsizetype before = imageLists();
        for (int i = 0; i < 30; ++i)
            m_engine->sendEvent("{\"Type\":\"image\",\"Action\":\"tag\",\"Actor\":{\"ID\":\"sha256:a\"}}");
        QTRY_COMPARE(m_sync->images().size(), 1);
        QCOMPARE(imageLists(), before + 1);
    }
    /// Podman tells that it removes an image before it does: the list that this leads to still has it.
    void podmansRemovalsAreLookedAtTwice_data()
    {
        QTest::addColumn<bool>("podman");
        QTest::newRow("docker") << false;
        QTest::newRow("podman") << true;
    }
    void podmansRemovalsAreLookedAtTwice()
    {
        QFETCH(bool, podman);
        m_engine->podman = podman;
        m_sync = std::make_unique<EngineSync>(*m_session, nullptr, SyncTiming{20, 3600000, 100});
        has({u"a"_s});
        m_session->start();
        QTRY_COMPARE(m_engine->eventStreams(), 1);
        QTRY_COMPARE(m_sync->images().size(), 1);
        QSignalSpy listed(m_sync.get(), &EngineSync::imagesRefreshed);
        m_engine->sendEvent("{\"Type\":\"image\",\"Action\":\"untag\",\"Actor\":{\"ID\":\"a\"}}");
        QVERIFY(listed.wait());
        has({});
        QCOMPARE(listed.wait(1000), podman);
        QCOMPARE(m_sync->images().size(), podman ? 0 : 1);
    }
    void noiseIsIgnored()
    {
        m_session->start();
        QTRY_COMPARE(m_engine->eventStreams(), 1);
        QTRY_VERIFY(!m_sync->isLoading());
        const qsizetype before = m_engine->count(u"containers/json"_s);
        m_engine->sendEvent("{\"Type\":\"container\",\"Action\":\"exec_create: sh\",\"Actor\":{\"ID\":\"c\"}}");
        m_engine->sendEvent("{\"Type\":\"image\",\"Action\":\"tag\",\"Actor\":{\"ID\":\"sha256:a\"}}");
        QSignalSpy refreshed(m_sync.get(), &EngineSync::refreshed);
        QVERIFY(refreshed.wait());
        QCOMPARE(m_engine->count(u"containers/json"_s), before);
    }
    void F21_listsAgainAfterAGap()
    {
        has({u"a"_s});
        m_session->start();
        QTRY_COMPARE(m_sync->images().size(), 1);
        m_engine->stop();
        QTRY_COMPARE(m_session->state(), State::Lost);
        QCOMPARE(m_sync->images().size(), 1); // shown greyed
        has({u"b"_s, u"c"_s});
        QVERIFY(m_engine->start());
        QTRY_COMPARE(m_sync->images().size(), 2);
        QTRY_VERIFY(m_sync->details({u"c"_s}));
        QVERIFY(!m_sync->details({u"a"_s}));
    }
    void anotherEngineKeepsNothing()
    {
        has({u"a"_s});
        m_session->start();
        QTRY_COMPARE(m_sync->images().size(), 1);
        MiniEngine other(m_dir->filePath(u"f"_s));
        QVERIFY(other.start());
        m_session->useEndpoint(m_dir->filePath(u"f"_s));
        QTRY_VERIFY(m_sync->images().isEmpty());
    }
    void inspectsEachOnceAndFourAtATime()
    {
        QStringList ids;
        for (int i = 0; i < 25; ++i)
            ids << u"i%1"_s.arg(i);
        has(ids);
        m_engine->holdInspects = true;
        QSignalSpy details(m_sync.get(), &EngineSync::detailsChanged);
        m_session->start();
        QTRY_COMPARE(m_engine->openInspects, 4);
        m_engine->releaseInspects();
        QTRY_COMPARE(details.size(), 25);
        QCOMPARE(m_engine->mostOpenInspects, 4);
        QSignalSpy refreshed(m_sync.get(), &EngineSync::refreshed);
        m_sync->refresh();
        QTRY_VERIFY(refreshed.size() >= 1);
        QCOMPARE(details.size(), 25);
        QCOMPARE(m_engine->requests.filter(QRegularExpression(u"/images/i\\d+/json"_s)).size(), 25);
    }
    void failedListKeepsTheOldOne()
    {
        has({u"a"_s});
        m_session->start();
        QTRY_VERIFY(!m_sync->isLoading());
        m_engine->images = "{ this is no list";
        QSignalSpy failed(m_sync.get(), &EngineSync::failed);
        m_sync->refresh();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(m_sync->images().size(), 1);
    }
};

LONGSHORE_TEST_MAIN(TestSync)
#include "tst_sync.moc"
