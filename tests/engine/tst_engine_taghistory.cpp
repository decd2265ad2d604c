// SPDX-License-Identifier: GPL-3.0-or-later
// The tag journal and archives of images on a real engine; the images are made on the spot.
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/requester.h"
#include "dockerclient/streams/progressstream.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "model/images/imagearchives.h"
#include "model/images/imagecompare.h"
#include "model/images/reference.h"
#include "model/images/tagjournal.h"
#include "model/store/store.h"
#include "model/tasks/tasklist.h"
#include "tests/support/calls.h"
#include "tests/support/tarbuilder.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QUuid>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

class tst_EngineTagHistory : public QObject
{
    Q_OBJECT

    static constexpr int patience = 60'000; // ms
    const QString m_repository = u"127.0.0.1:1/longshore-test-history-"_s + QUuid::createUuid().toString(QUuid::Id128).left(8);
    QTemporaryDir m_dir;
    std::shared_ptr<Store> m_store;
    std::unique_ptr<EngineSession> m_session;
    std::unique_ptr<EngineSync> m_sync;
    std::unique_ptr<TagJournal> m_journal;
    QHash<QString, ImageId> m_made;

    QString name(const QString &tag) const { return m_repository + u':' + tag; }

    /// A program that starts: a session, its lists, and the journal.
    void start()
    {
        m_journal.reset();
        m_sync.reset();
        m_session.reset();
        EngineEnvironment environment;
        environment.requested = qEnvironmentVariable("LONGSHORE_TEST_ENGINE");
        m_session = std::make_unique<EngineSession>(environment);
        m_sync = std::make_unique<EngineSync>(*m_session);
        m_journal = std::make_unique<TagJournal>(m_store);
        connect(m_session.get(), &EngineSession::connected, m_journal.get(), [this] { m_journal->setEngine(m_session->identity(), {}, {}); });
        connect(m_session.get(), &EngineSession::event, m_journal.get(), &TagJournal::take);
        connect(m_sync.get(), &EngineSync::imagesRefreshed, m_journal.get(), [this](qint64 at) { m_journal->applySnapshot(m_sync->images(), at); });
        QSignalSpy refreshed(m_sync.get(), &EngineSync::refreshed);
        m_session->start();
        QVERIFY(refreshed.wait(patience));
    }
    void stop()
    {
        m_journal.reset();
        m_sync.reset();
        m_session.reset();
    }

    void build(const QString &tag, const QByteArray &content, const QByteArray &more = {})
    {
        EngineClient client(Endpoint::parse(qEnvironmentVariable("LONGSHORE_TEST_ENGINE")).value());
        QVERIFY(await<EngineVersion>([&](auto done) { client.negotiate(this, done); }));
        QBuffer context;
        context.setData(TarBuilder().file("Dockerfile", "FROM scratch\nCOPY f /f\nENV VERSION=" + content + '\n' + more).file("f", content + QByteArray(300'000, 'x')).bytes());
        QVERIFY(context.open(QIODevice::ReadOnly));
        std::unique_ptr<BuildStream> stream(client.images().build({.tags = {name(tag)}}, &context, nullptr));
        connect(stream.get(), &BuildStream::built, this, [&](const ImageId &id) { m_made[tag] = id; });
        const Result<void> built = awaitEnd(stream.release());
        QVERIFY2(built, built ? "" : qPrintable(built.error().sentence()));
    }
    // What is done by others.
    void tag(const ImageId &image, const QString &tag)
    {
        Requester requester(Endpoint::parse(qEnvironmentVariable("LONGSHORE_TEST_ENGINE")).value());
        Request request;
        request.method = "POST";
        request.path = "/images/" + image.value.toLatin1() + "/tag";
        request.add("repo", m_repository);
        request.add("tag", tag);
        const auto answer = await<Answer>([&](auto done) { requester.send(request, this, done); });
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().sentence()));
    }
    void untag(const QString &tag)
    {
        EngineClient client(Endpoint::parse(qEnvironmentVariable("LONGSHORE_TEST_ENGINE")).value());
        const auto removed = await<ImageRemoval>([&](auto done) { client.images().remove(name(tag), {}, this, done); });
        QVERIFY2(removed, removed ? "" : qPrintable(removed.error().sentence()));
    }
    QStringList moves()
    {
        const auto read = await<QList<TagMove>>([&](auto done) { m_journal->history(m_repository, this, done); });
        QStringList lines;
        for (const TagMove &move : read.value_or(QList<TagMove>()))
            lines.prepend(move.reference.section(u':', -1) + u' ' + toKey(move.cause) + (move.image.isEmpty() ? u""_s : u" → "_s + move.image.shortText()));
        return lines;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("LONGSHORE_TEST_ENGINE"))
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
        m_store = Store::open(m_dir.filePath(u"store"_s)).value();
        start();
    }

    void A1_19_movesAsTheyHappen()
    {
        build(u"latest"_s, "1");
        const ImageId first = m_made[u"latest"_s];
        QTRY_COMPARE_WITH_TIMEOUT(moves().size(), 1, patience);
        QCOMPARE(moves()[0], u"latest built → "_s + first.shortText());
        build(u"latest"_s, "2");
        const ImageId second = m_made[u"latest"_s];
        QTRY_COMPARE_WITH_TIMEOUT(moves().size(), 2, patience);
        QCOMPARE(moves()[1], u"latest built → "_s + second.shortText());
        // A1_21: the one that lost its name has not lost it for us.
        QTRY_COMPARE_WITH_TIMEOUT(m_journal->lastName(first), Reference::parse(name(u"latest"_s))->familiar(), patience);
        tag(first, u"latest"_s);
        QTRY_COMPARE_WITH_TIMEOUT(moves().size(), 3, patience);
        QCOMPARE(moves()[2], u"latest retagged → "_s + first.shortText());
        tag(second, u"2"_s);
        QTRY_COMPARE_WITH_TIMEOUT(moves().size(), 4, patience);
        QCOMPARE(moves()[3], u"2 retagged → "_s + second.shortText());
        untag(u"2"_s);
        // Podman tells before it acts, so its list may be asked too early, or after the list has shown it.
        QTRY_COMPARE_WITH_TIMEOUT((m_sync->refresh(), moves().value(4)), u"2 removed"_s, patience);
    }

    void A1_19_seenAtTheNextStart()
    {
        const qsizetype before = moves().size();
        stop();
        build(u"latest"_s, "3");
        start();
        QTRY_COMPARE_WITH_TIMEOUT(moves().size(), before + 1, patience);
        QCOMPARE(moves().last(), u"latest found → "_s + m_made[u"latest"_s].shortText());
        start(); // nothing happened
        QTRY_VERIFY_WITH_TIMEOUT(!m_sync->isLoading(), patience);
        QCOMPARE(moves().size(), before + 1);
    }

    void A1_17_saveAndLoad()
    {
        TaskList tasks;
        ImageArchives archives(*m_session, tasks);
        build(u"a"_s, "a");
        build(u"b"_s, "b");
        // What comes and goes between two lists leaves no move (ADR 0020).
        QTRY_COMPARE_WITH_TIMEOUT(moves().filter(QRegularExpression(u"^[ab] built "_s)).size(), 2, patience);
        const QString path = m_dir.filePath(u"two.tar"_s);
        archives.save({name(u"a"_s), name(u"b"_s)}, 0, path);
        QTRY_VERIFY_WITH_TIMEOUT(!tasks.tasks().first()->isRunning(), patience);
        QVERIFY2(tasks.tasks().first()->state() == Task::State::Finished, qPrintable(tasks.tasks().first()->step()));
        QVERIFY(QFileInfo(path).size() > 600'000);
        untag(u"a"_s);
        untag(u"b"_s);
        QTRY_COMPARE_WITH_TIMEOUT((m_sync->refresh(), moves().filter(QRegularExpression(u"^[ab] removed$"_s)).size()), 2, patience);

        QSignalSpy loaded(&archives, &ImageArchives::loaded);
        archives.load(path);
        QVERIFY(loaded.wait(patience));
        QVERIFY2(tasks.tasks().first()->state() == Task::State::Finished, qPrintable(tasks.tasks().first()->step()));
        QStringList names;
        for (const QString &one : loaded[0][0].toStringList())
            names << fullReference(one);
        names.sort();
        QCOMPARE(names, (QStringList{fullReference(name(u"a"_s)), fullReference(name(u"b"_s))}));
        // Podman tells of each image as it is loaded: a list that comes before the end of the load knows no cause yet.
        QTRY_COMPARE_WITH_TIMEOUT(moves().filter(QRegularExpression(u"^[ab] .* → "_s)).size(), 4, patience);
        QCOMPARE(moves().filter(QRegularExpression(u"^a .* → "_s + m_made[u"a"_s].shortText())).size(), 2);
        if (m_session->kind() == EngineKind::Docker)
            QCOMPARE(moves().filter(u" loaded → "_s).size(), 2);

        archives.save({u"sha256:"_s + m_made[u"a"_s].value}, 0, path); // as an image without a name is saved
        QTRY_VERIFY_WITH_TIMEOUT(!tasks.tasks().first()->isRunning(), patience);
        QVERIFY2(tasks.tasks().first()->state() == Task::State::Finished, qPrintable(tasks.tasks().first()->step()));
    }

    void A1_17_whatIsRefused()
    {
        TaskList tasks;
        ImageArchives archives(*m_session, tasks);
        const QString path = m_dir.filePath(u"none.tar"_s);
        archives.save({name(u"not-there"_s)}, 0, path);
        QTRY_VERIFY_WITH_TIMEOUT(!tasks.tasks().first()->isRunning(), patience);
        QVERIFY(tasks.tasks().first()->state() == Task::State::Failed);
        QVERIFY2(tasks.tasks().first()->step().startsWith(u"save the image "_s), qPrintable(tasks.tasks().first()->step()));
        QVERIFY(!QFileInfo::exists(path));

        QFile odd(m_dir.filePath(u"odd.tar"_s)); // a tar, and no image in it
        QVERIFY(odd.open(QIODevice::WriteOnly));
        odd.write(TarBuilder().file("hello", "world").bytes());
        odd.close();
        archives.load(odd.fileName());
        QTRY_VERIFY_WITH_TIMEOUT(!tasks.tasks().first()->isRunning(), patience);
        QVERIFY2(tasks.tasks().first()->step().contains(u"it is no archive of images"_s), qPrintable(tasks.tasks().first()->step()));
    }

    void A1_20_factsOfTwoImages()
    {
        build(u"c"_s, "1", "CMD [\"/f\"]\n");
        build(u"d"_s, "2");
        QTRY_VERIFY_WITH_TIMEOUT(m_sync->details(m_made[u"d"_s]), patience);
        ImageRecordReader reader(*m_session, *m_sync);
        const auto facts = [&](const ImageId &id) { return await<ImageRecord>([&](auto done) { reader.ask(id, this, done); }); };
        const Result<ImageRecord> c = facts(m_made[u"c"_s]), d = facts(m_made[u"d"_s]);
        QVERIFY2(c && d, c ? "" : qPrintable(c.error().sentence()));
        QVERIFY(!c->history.isEmpty());
        const QString text = comparisonText(compareImages(*c, *d), u"c"_s, u"d"_s, true);
        QVERIFY2(text.contains(u"~ VERSION: 1 → 2"_s) && text.contains(u"− Command: /f → not set"_s), qPrintable(text));
        const Result<ImageRecord> none = facts({QString(64, u'0')});
        QVERIFY(!none);
        QVERIFY2(none.error().sentence().contains(u"not on this engine any more"_s), qPrintable(none.error().sentence()));
    }

    void cleanupTestCase()
    {
        if (!m_store)
            return;
        EngineClient client(Endpoint::parse(qEnvironmentVariable("LONGSHORE_TEST_ENGINE")).value());
        for (const ImageId &id : std::as_const(m_made))
            (void)await<ImageRemoval>([&](auto done) { client.images().remove(id.value, {.force = true}, this, done); });
        stop();
    }
};

LONGSHORE_TEST_MAIN(tst_EngineTagHistory)
#include "tst_engine_taghistory.moc"
