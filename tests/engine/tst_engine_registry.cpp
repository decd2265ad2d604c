// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/session.h"
#include "model/images/registrycommands.h"
#include "model/images/registrydigests.h"
#include "model/images/registrytags.h"
#include "tests/support/miniregistry.h"
#include "tests/support/realregistry.h"
#include "tests/support/registrybench.h"

#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

const QString farAddress = u"192.0.2.1"_s; // see with-engine

} // namespace

/// Pulls, pushes, logins and tags with a real engine and a real registry.
class tst_EngineRegistry : public QObject
{
    Q_OBJECT

    std::unique_ptr<RegistryBench> m_bench;

    void login(const QString &registry, const QByteArray &pair) const
    {
        m_bench->files.docker("{\"auths\":{\"" + registry.toUtf8() + "\":" + CredentialFiles::pair(pair) + "}}");
    }
    static void verifyTold(const Task &task, const QStringList &parts)
    {
        const QString told = RegistryBench::told(task);
        for (const QString &part : parts)
            QVERIFY2(told.contains(part), qPrintable(told + u"\nhas no: "_s + part));
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const QString &obstacle : {RegistryBench::obstacle(), RealRegistry::obstacle()}) {
            if (!obstacle.isEmpty())
                QSKIP(qPrintable(obstacle));
        }
    }
    void init() { m_bench = std::make_unique<RegistryBench>(); }
    void cleanup() { m_bench.reset(); }

    void A2_29_pushAndA2_23_pull()
    {
        RealRegistry registry;
        const QString image = registry.host() + u"/a/b:1"_s;
        m_bench->build(image);
        const Task &pushed = m_bench->push(image);
        verifyTold(pushed, {u"done: Pushed, "_s, u" · sha256:"_s});
        const QString digest = static_cast<ImagePush &>(*m_bench->transfer).digest();
        m_bench->remove(image);
        QVERIFY(!m_bench->has(image));
        const Task &pulled = m_bench->pull(image);
        verifyTold(pulled, {u"done: Pulled, "_s, u" · "_s + digest});
        QVERIFY(m_bench->states().size() >= 3);
        for (const QString &state : m_bench->states())
            QVERIFY2(state == u"Done"_s || state == u"Already there"_s, qPrintable(state));
        QVERIFY(pulled.total() > 0 && pulled.current() <= pulled.total());
        QVERIFY(m_bench->has(image));
        verifyTold(m_bench->pull(image), {u"done: "_s, digest}); // again: it is up to date
        verifyTold(m_bench->pull(registry.host() + u"/a/b@"_s + digest), {u"done: "_s, digest});
    }

    void A2_25_tags()
    {
        RealRegistry registry;
        const QString name = registry.host() + u"/a/b"_s;
        for (const QString &tag : {u"1.9"_s, u"1.10"_s, u"latest"_s}) {
            m_bench->build(name + u':' + tag, 1, 100);
            verifyTold(m_bench->push(name + u':' + tag), {u"done: "_s});
        }
        RegistryTags tags(*m_bench->files.auth);
        QSignalSpy listed(&tags, &RegistryTags::listed);
        tags.ask(name);
        QTRY_COMPARE(listed.size(), 1);
        QCOMPARE(listed.first().at(1).toStringList(), (QStringList{u"latest"_s, u"1.10"_s, u"1.9"_s}));
    }

    /// What an engine notes of a tag and what the registry answers are digests of one kind; then the tag moves there.
    void A1_18_movedTag()
    {
        RealRegistry registry;
        const QString image = registry.host() + u"/a/b:latest"_s;
        const auto twin = [&](const QStringList &here) {
            RegistryDigests digests(*m_bench->files.auth);
            QList<RegistryTwin> told;
            connect(&digests, &RegistryDigests::compared, this, [&told](const QString &, RegistryTwin one) { told.append(one); });
            digests.setOn(true);
            digests.look(image, here);
            return QTest::qWaitFor([&told] { return told.size() == 2; }, 20'000) ? told.constLast() : RegistryTwin::Unknown;
        };
        m_bench->build(image);
        verifyTold(m_bench->push(image), {u"done: "_s});
        m_bench->remove(image);
        verifyTold(m_bench->pull(image), {u"done: Pulled"_s});
        const Result<ImageDetails> pulled = await<ImageDetails>([&](auto done) { m_bench->client.images().inspect(image, this, done); });
        QVERIFY(pulled && !pulled->repoDigests.isEmpty());
        QCOMPARE(twin(pulled->repoDigests), RegistryTwin::Same);
        m_bench->build(image, 2, 100);
        verifyTold(m_bench->push(image), {u"done: "_s});
        QCOMPARE(twin(pulled->repoDigests), RegistryTwin::Other);
    }

    void A2_30_logins()
    {
        RealRegistry registry({.login = true});
        const QString image = registry.host() + u"/a/b:1"_s;
        m_bench->build(image, 1, 100);
        verifyTold(m_bench->push(image), {u"push %1 to %2 without logging in: "_s.arg(image, registry.host()), u"Log in to "_s});
        login(registry.host(), "alice:s3cret");
        verifyTold(m_bench->push(image), {u"done: "_s});
        m_bench->remove(image);
        login(registry.host(), "alice:Canary-wrong");
        const Task &wrong = m_bench->pull(image);
        verifyTold(wrong, {u"pull %1 from %2 as alice: "_s.arg(image, registry.host()), u"does not allow it to alice"_s});
        QVERIFY(wrong.error().kind == Error::Kind::PermissionDenied);
        QVERIFY(!wrong.error().sentence().contains(u"Canary"_s));
        m_bench->files.docker("{}");
        verifyTold(m_bench->pull(image), {u"without logging in"_s});
        login(registry.host(), "alice:s3cret");
        verifyTold(m_bench->pull(image), {u"done: "_s});
        RegistryTags tags(*m_bench->files.auth);
        QSignalSpy listed(&tags, &RegistryTags::listed);
        tags.ask(registry.host() + u"/a/b"_s);
        QTRY_COMPARE(listed.size(), 1);
    }

    void A2_30_helper()
    {
        RealRegistry registry({.login = true});
        const QString image = registry.host() + u"/a/b:1"_s;
        m_bench->build(image, 1, 100);
        m_bench->files.docker("{\"credHelpers\":{\"" + registry.host().toUtf8() + "\":\"x\"}}");
        m_bench->files.helper(u"x"_s, "echo '{\"Username\":\"alice\",\"Secret\":\"s3cret\"}'");
        verifyTold(m_bench->push(image), {u"done: "_s});
    }

    /// POST /auth of Docker, the registry's own API with Podman.
    void A2_31_checked()
    {
        RealRegistry registry({.login = true});
        EngineEnvironment environment;
        environment.requested = m_bench->endpoint.toString();
        EngineSession session(environment);
        session.start();
        QTRY_COMPARE(session.state(), EngineSession::State::Connected);
        RegistryTags tags(*m_bench->files.auth);
        RegistryCommands commands(session, m_bench->tasks, *m_bench->files.auth, tags);
        const auto check = [&](const QByteArray &password) {
            return await<RegistryCredential>([&](auto done) { commands.checkLogin(CredentialFiles::login(registry.host(), u"alice"_s, password), this, done); });
        };
        const auto good = check("s3cret");
        QVERIFY2(good, good ? "" : qPrintable(good.error().sentence()));
        const auto bad = check("Canary-wrong");
        QVERIFY(!bad);
        const QString told = bad.error().sentence();
        QVERIFY2(told.contains(u"log in to %1 as alice: "_s.arg(registry.host())) && told.contains(u"does not know this user and password"_s), qPrintable(told));
        QVERIFY(!told.contains(u"Canary"_s));
        QCOMPARE(commands.enginePlatform(), u"linux/amd64"_s);
    }

    void A2_32_missingAndNotHere()
    {
        RealRegistry registry;
        const QString image = registry.host() + u"/a/b:1"_s;
        m_bench->build(image, 1, 100);
        verifyTold(m_bench->push(image), {u"done: "_s});
        for (const QString &missing : {registry.host() + u"/a/b:nope"_s, registry.host() + u"/no/such:1"_s}) {
            const Task &task = m_bench->pull(missing);
            verifyTold(task, {registry.host() + u" has no such image or tag: "_s, u"Check name and tag"_s});
        }
        verifyTold(m_bench->push(registry.host() + u"/a/b:2"_s), {u"the engine has no image of this name"_s});
    }

    void A2_32_nobodyThere()
    {
        QString gone;
        {
            RealRegistry registry;
            gone = registry.host();
        }
        verifyTold(m_bench->pull(gone + u"/a/b:1"_s), {u"the engine cannot reach "_s + gone, u"Check the registry's name and port"_s});
    }

    void A2_32_certificates()
    {
        RealRegistry registry({.tls = true, .address = farAddress});
        const QString image = registry.host() + u"/a/b:1"_s;
        m_bench->build(image, 1, 100);
        verifyTold(m_bench->push(image), {u"the engine does not trust the certificate of "_s + registry.host(), u"/etc/docker/certs.d/"_s});
        const QString folder = u"/etc/docker/certs.d/"_s + registry.host();
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(QFile::copy(registry.certificate(), folder + u"/ca.crt"_s));
        verifyTold(m_bench->push(image), {u"done: "_s});
        m_bench->remove(image);
        verifyTold(m_bench->pull(image), {u"done: "_s});
        RegistryTags tags(*m_bench->files.auth); // and we trust whom the engines trust
        QSignalSpy listed(&tags, &RegistryTags::listed);
        tags.ask(registry.host() + u"/a/b"_s);
        QTRY_COMPARE(listed.size(), 1);
        QVERIFY(QDir(folder).removeRecursively());
        QSignalSpy failed(&tags, &RegistryTags::failed);
        tags.ask(registry.host() + u"/a/c"_s);
        QTRY_COMPARE(failed.size(), 1);
        const QString told = failed.first().at(1).value<Error>().sentence();
        QVERIFY2(told.contains(u"Longshore does not trust the certificate"_s), qPrintable(told));
    }

    void A2_32_plainWhereTlsIsWanted()
    {
        RealRegistry registry({.address = farAddress});
        verifyTold(m_bench->pull(registry.host() + u"/a/b:1"_s), {u"speaks plain HTTP, and the engine wants TLS"_s, u"insecure"_s});
    }

    /// TLS on this machine: nobody checks the certificate, as with plain HTTP.
    void A2_32_tlsOnThisMachine()
    {
        RealRegistry registry({.login = true, .tls = true});
        const QString image = registry.host() + u"/a/b:1"_s;
        m_bench->build(image, 1, 100);
        login(registry.host(), "alice:s3cret");
        verifyTold(m_bench->push(image), {u"done: "_s});
        RegistryTags tags(*m_bench->files.auth);
        QSignalSpy listed(&tags, &RegistryTags::listed);
        tags.ask(registry.host() + u"/a/b"_s);
        QTRY_COMPARE(listed.size(), 1);
    }

    void A2_32_registrysTrouble_data()
    {
        QTest::addColumn<QByteArray>("where");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("told");
        QTest::newRow("limit") << "/manifests/"_ba << 429 << "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"You have reached your pull rate limit.\"}]}"_ba << u" was asked too often: "_s;
        QTest::newRow("denied") << "/manifests/"_ba << 403 << "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"requested access to the resource is denied\"}]}"_ba << u"does not allow it"_s;
        QTest::newRow("garbage") << "/manifests/"_ba << 200 << "<html>"_ba << u"pull "_s;
        QTest::newRow("ill") << "/manifests/"_ba << 500 << "{\"errors\":[{\"code\":\"UNKNOWN\",\"message\":\"unknown error\"}]}"_ba << u"pull "_s;
    }
    void A2_32_registrysTrouble()
    {
        QFETCH(QByteArray, where);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, told);
        MiniRegistry registry(TarBuilder().file("hello", "hello\n", 0755).bytes());
        // Podman tries again after the time it is told, else for minutes.
        registry.faults.insert(where, {status, body, {"Content-Type: application/json", "Retry-After: 0"}});
        const Task &task = m_bench->pull(registry.image() + u":1"_s);
        QCOMPARE(task.state(), Task::State::Failed);
        verifyTold(task, {told, u"from %1 without logging in"_s.arg(registry.host())});
    }

    void A2_33_platform()
    {
        MiniRegistry own(TarBuilder().file("hello", "hello\n", 0755).bytes());
        const Task &wrong = m_bench->pull(own.image() + u":1"_s, u"linux/arm64"_s);
        verifyTold(wrong, {u"the image does not come for linux/arm64"_s});
        verifyTold(m_bench->pull(own.image() + u":1"_s, u"linux/amd64"_s), {u"done: "_s});
    }
    void A2_33_foreignPlatform()
    {
        MiniRegistry foreign(TarBuilder().file("hello", "hello of arm\n", 0755).bytes(), "arm64");
        verifyTold(m_bench->pull(foreign.image() + u":1"_s, u"linux/arm64"_s), {u"done: "_s});
    }

    void A2_24_cancel()
    {
        MiniRegistry registry(TarBuilder().file("big", RegistryBench::noise(2'000'000, 7), 0644).bytes());
        registry.stopLayerAfter(500'000, true);
        const QString image = registry.image() + u":1"_s;
        const Task &task = m_bench->pull(image, {}, [&](Task &running) {
            QTRY_VERIFY(m_bench->transfer->layers().rowCount() > 0 || RegistryBench::isPodman());
            QTRY_VERIFY(registry.http().waiting() > 0);
            running.cancel();
        });
        QCOMPARE(task.state(), Task::State::Cancelled);
        QVERIFY(!m_bench->has(image));
        registry.faults.clear();
        verifyTold(m_bench->pull(image), {u"done: "_s}); // the engine gave up, too: it does not wait for the old layer
    }
};

QTEST_GUILESS_MAIN(tst_EngineRegistry)
#include "tst_engine_registry.moc"
