// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/types/jsonread.h"
#include "model/images/authfile.h"
#include "model/images/credentialhelper.h"
#include "model/images/keptlogin.h"
#include "tests/support/credentialfiles.h"
#include "tests/support/testmain.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QThread>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// Who to be at which registry.
class tst_RegistryAuth : public QObject
{
    Q_OBJECT

    static constexpr auto canary = "Canary-7f3a";

private Q_SLOTS:
    void A2_30_filesOfOthers_data()
    {
        QTest::addColumn<QByteArray>("docker");
        QTest::addColumn<QByteArray>("podman");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("shown");
        const QByteArray alice = CredentialFiles::pair("alice:s3:cret");
        QTest::newRow("none") << QByteArray() << QByteArray() << u"quay.io"_s << u"nobody"_s;
        QTest::newRow("by registry") << "{\"auths\":{\"quay.io\":" + alice + "}}" << QByteArray() << u"quay.io"_s << u"alice:s3:cret"_s;
        QTest::newRow("of a repository") << "{\"auths\":{\"quay.io\":" + alice + "}}" << QByteArray() << u"quay.io/a/b"_s << u"alice:s3:cret"_s;
        QTest::newRow("as an address") << "{\"auths\":{\"https://quay.io/v2/\":" + alice + "}}" << QByteArray() << u"quay.io"_s << u"alice:s3:cret"_s;
        QTest::newRow("docker.io") << "{\"auths\":{\"https://index.docker.io/v1/\":" + alice + "}}" << QByteArray() << u"docker.io"_s << u"alice:s3:cret"_s;
        QTest::newRow("port") << "{\"auths\":{\"localhost:5000\":" + alice + "}}" << QByteArray() << u"localhost:5000"_s << u"alice:s3:cret"_s;
        QTest::newRow("another port") << "{\"auths\":{\"localhost:5000\":" + alice + "}}" << QByteArray() << u"localhost:5001"_s << u"nobody"_s;
        QTest::newRow("a longer name") << "{\"auths\":{\"quay.io\":" + alice + "}}" << QByteArray() << u"quay.io.evil.example"_s << u"nobody"_s;
        QTest::newRow("a subdomain") << "{\"auths\":{\"quay.io\":" + alice + "}}" << QByteArray() << u"x.quay.io"_s << u"nobody"_s;
        QTest::newRow("not the hub's") << "{\"auths\":{\"https://index.docker.io/v1/\":" + alice + "}}" << QByteArray() << u"quay.io"_s << u"nobody"_s;
        QTest::newRow("plain members") << QByteArray("{\"auths\":{\"q.io\":{\"username\":\"bob\",\"password\":\"p\"}}}") << QByteArray() << u"q.io"_s << u"bob:p"_s;
        QTest::newRow("token") << QByteArray("{\"auths\":{\"q.io\":{\"identitytoken\":\"tok\"}}}") << QByteArray() << u"q.io"_s << u"a token:tok"_s;
        QTest::newRow("no base64") << QByteArray("{\"auths\":{\"q.io\":{\"auth\":\"%%%\"}}}") << QByteArray() << u"q.io"_s << u"nobody"_s;
        QTest::newRow("wrong types") << QByteArray("{\"auths\":{\"q.io\":[1]},\"credHelpers\":3,\"credsStore\":{}}") << QByteArray() << u"q.io"_s << u"nobody"_s;
        QTest::newRow("podman") << QByteArray() << "{\"auths\":{\"quay.io\":" + alice + "}}" << u"quay.io"_s << u"alice:s3:cret"_s;
        QTest::newRow("podman, docker.io") << QByteArray() << "{\"auths\":{\"docker.io\":" + alice + "}}" << u"docker.io"_s << u"alice:s3:cret"_s;
        QTest::newRow("podman, a part") << QByteArray() << "{\"auths\":{\"quay.io/org\":" + alice + "}}" << u"quay.io/org/x"_s << u"alice:s3:cret"_s;
        QTest::newRow("podman, another part") << QByteArray() << "{\"auths\":{\"quay.io/org\":" + alice + "}}" << u"quay.io/organ/x"_s << u"nobody"_s;
        QTest::newRow("docker's first") << "{\"auths\":{\"q.io\":" + CredentialFiles::pair("a:1") + "}}" << "{\"auths\":{\"q.io\":" + CredentialFiles::pair("b:2") + "}}" << u"q.io"_s << u"a:1"_s;
    }
    void A2_30_filesOfOthers()
    {
        QFETCH(QByteArray, docker);
        QFETCH(QByteArray, podman);
        QFETCH(QString, asked);
        QFETCH(QString, shown);
        CredentialFiles files;
        files.docker(docker);
        files.podman(podman);
        QCOMPARE(CredentialFiles::shown(files.find(asked)), shown);
    }

    void A2_30_helpers_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QByteArray>("script"); // of docker-credential-x
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("problem");
        const QByteArray store = "{\"credsStore\":\"x\"}";
        const QByteArray good = "read server; echo '{\"ServerURL\":\"'$server'\",\"Username\":\"alice\",\"Secret\":\"of '$server'\"}'";
        QTest::newRow("store") << store << good << u"quay.io"_s << u"alice:of quay.io"_s << QString();
        QTest::newRow("docker.io's name") << store << good << u"docker.io"_s << u"alice:of https://index.docker.io/v1/"_s << QString();
        QTest::newRow("of one registry") << QByteArray("{\"credHelpers\":{\"gcr.io\":\"x\"}}") << good << u"gcr.io"_s << u"alice:of gcr.io"_s << QString();
        QTest::newRow("not of this one") << QByteArray("{\"credHelpers\":{\"gcr.io\":\"x\"}}") << good << u"eu.gcr.io"_s << u"nobody"_s << QString();
        QTest::newRow("token") << store << QByteArray("echo '{\"Username\":\"<token>\",\"Secret\":\"t\"}'") << u"q.io"_s << u"a token:t"_s << QString();
        QTest::newRow("has none") << store << QByteArray("echo credentials not found in native keychain; exit 1") << u"q.io"_s << u"nobody"_s << QString();
        QTest::newRow("has none, the file does") << "{\"credsStore\":\"x\",\"auths\":{\"q.io\":" + CredentialFiles::pair("f:1") + "}}"
                                                 << QByteArray("echo credentials not found in native keychain; exit 1") << u"q.io"_s << u"f:1"_s << QString();
        QTest::newRow("fails") << store << QByteArray("echo pass store is uninitialized; exit 1") << u"q.io"_s << u"nobody"_s << u"ended with code 1: pass store is uninitialized"_s;
        QTest::newRow("fails, and tells") << store << QByteArray("echo '{\"Secret\":\"Canary-7f3a\"}'; exit 1") << u"q.io"_s << u"nobody"_s << u"ended with code 1. "_s;
        QTest::newRow("nonsense") << store << QByteArray("echo Canary-7f3a") << u"q.io"_s << u"nobody"_s << u"its answer is no JSON object"_s;
        QTest::newRow("nothing") << store << QByteArray("exit 0") << u"q.io"_s << u"nobody"_s << u"its answer is no JSON object"_s;
        QTest::newRow("crashes") << store << QByteArray("kill -9 $$") << u"q.io"_s << u"nobody"_s << u"it crashed"_s;
        QTest::newRow("endless") << store << QByteArray("while :; do echo Canary-7f3aCanary-7f3aCanary-7f3aCanary-7f3a; done") << u"q.io"_s << u"nobody"_s << u"its answer is too long"_s;
        QTest::newRow("missing") << QByteArray("{\"credsStore\":\"y\"}") << good << u"q.io"_s << u"nobody"_s << u"docker-credential-y for the login to q.io: there is no such program"_s;
        QTest::newRow("a path") << QByteArray("{\"credsStore\":\"../../bin/sh\"}") << good << u"q.io"_s << u"nobody"_s << u"no name of a credential helper"_s;
        QTest::newRow("no JSON file") << QByteArray("{oops Canary-7f3a") << good << u"q.io"_s << u"nobody"_s << u"it is no JSON object"_s;
    }
    void A2_30_helpers()
    {
        QFETCH(QByteArray, config);
        QFETCH(QByteArray, script);
        QFETCH(QString, asked);
        QFETCH(QString, shown);
        QFETCH(QString, problem);
        CredentialFiles files;
        files.docker(config);
        files.helper(u"x"_s, script);
        const RegistryCredential found = files.find(asked);
        QCOMPARE(CredentialFiles::shown(found), shown);
        QCOMPARE(found.problem.has_value(), !problem.isEmpty());
        if (found.problem) {
            const QString sentence = found.problem->sentence();
            QVERIFY2(sentence.contains(problem), qPrintable(sentence));
            QVERIFY2(!sentence.contains(QLatin1String(canary)), qPrintable(sentence));
        }
    }

    void A2_30_aHelperThatHangs()
    {
        CredentialFiles files;
        files.helper(u"x"_s, "exec sleep 60");
        CredentialHelper helper(u"x"_s, {files.folder.filePath(u"bin"_s)}, nullptr, 50);
        QSignalSpy finished(&helper, &CredentialHelper::finished);
        helper.get(u"q.io"_s);
        QVERIFY(finished.wait(5000));
        const auto result = finished.first().first().value<Result<RegistryCredential>>();
        QVERIFY(!result && result.error().kind == Error::Kind::Timeout);
    }

    /// The header is what docker sends, and what a build gets holds the registries it needs only.
    void A2_30_headers()
    {
        RegistryCredential who = CredentialFiles::login(u"docker.io"_s, u"al\"ice"_s, "p\\\n\xc3\xa4?>");
        const QByteArray json = QByteArray::fromBase64(who.header(), QByteArray::Base64UrlEncoding);
        QVERIFY(!who.header().contains('+') && !who.header().contains('/'));
        const auto object = jsonread::parse(json);
        QVERIFY(object);
        QCOMPARE(jsonread::text(*object, "username"), u"al\"ice"_s);
        QCOMPARE(jsonread::text(*object, "password"), u"p\\\nä?>"_s);
        QCOMPARE(jsonread::text(*object, "serveraddress"), u"https://index.docker.io/v1/"_s);
        who.isToken = true;
        QVERIFY(QByteArray::fromBase64(who.header(), QByteArray::Base64UrlEncoding).contains("identitytoken"));
        QVERIFY(who.basic().isEmpty());
        QVERIFY(RegistryCredential().header().isEmpty());

        CredentialFiles files;
        files.docker("{\"auths\":{\"a.io\":" + CredentialFiles::pair("a:1") + ",\"b.io\":" + CredentialFiles::pair("b:2") + "}}");
        QByteArray config;
        bool told = false;
        files.auth->buildConfig({u"a.io"_s, u"c.io"_s}, this, [&](const QByteArray &value) {
            config = QByteArray::fromBase64(value, QByteArray::Base64UrlEncoding);
            told = true;
        });
        QTRY_VERIFY(told);
        const auto built = jsonread::parse(config);
        QVERIFY(built);
        QVERIFY(config.contains("a.io") && !config.contains("b.io") && !config.contains("c.io"));
    }

    void A2_31_keptInTheKeychain()
    {
        CredentialFiles files;
        QVERIFY(files.keep(CredentialFiles::login(u"q.io"_s, u"alice"_s, canary), RegistryAuth::Keep::Keychain));
        QCOMPARE(files.keychain.items.size(), 1);
        QCOMPARE(files.settings->registryLogins(), (QMap<QString, QString>{{u"q.io"_s, u"alice"_s}}));
        files.make(); // a new start
        const RegistryCredential found = files.find(u"q.io/x/y"_s);
        QCOMPARE(CredentialFiles::shown(found), u"alice:Canary-7f3a"_s);
        QCOMPARE(found.from, u"the keychain"_s);
        QCOMPARE(CredentialFiles::shown(files.find(u"r.io"_s)), u"nobody"_s);
        bool forgotten = false;
        files.auth->forget(u"q.io"_s, this, [&](const Result<void> &) { forgotten = true; });
        QTRY_VERIFY(forgotten);
        QCOMPARE(CredentialFiles::shown(files.find(u"q.io"_s)), u"nobody"_s);
        QVERIFY(files.keychain.items.isEmpty() && files.settings->registryLogins().isEmpty());
    }

    void A2_31_forThisSession()
    {
        CredentialFiles files;
        files.docker("{\"auths\":{\"q.io\":" + CredentialFiles::pair("old:1") + "}}");
        QVERIFY(files.keep(CredentialFiles::login(u"q.io"_s, u"alice"_s, canary), RegistryAuth::Keep::Session));
        QCOMPARE(CredentialFiles::shown(files.find(u"q.io"_s)), u"alice:Canary-7f3a"_s); // what a person said just now counts
        QVERIFY(files.keychain.items.isEmpty());
        files.make();
        QCOMPARE(CredentialFiles::shown(files.find(u"q.io"_s)), u"old:1"_s);
    }

    /// The dialog closes while the keychain asks its user: what it then holds is known.
    void A2_31_theDialogIsGone()
    {
        CredentialFiles files;
        files.keychain.asksItsUser = true;
        auto dialog = std::make_unique<QObject>();
        bool isTold = false;
        files.auth->keep(CredentialFiles::login(u"q.io"_s, u"alice"_s, canary), RegistryAuth::Keep::Keychain, dialog.get(),
                         [&isTold](const Result<void> &) { isTold = true; });
        dialog.reset();
        files.keychain.answer();
        QVERIFY(!isTold);
        QCOMPARE(files.keychain.items.size(), 1);
        QCOMPARE(files.settings->registryLogins(), (QMap<QString, QString>{{u"q.io"_s, u"alice"_s}}));
        files.make();
        QCOMPARE(CredentialFiles::shown(files.find(u"q.io"_s)), u"alice:Canary-7f3a"_s);
    }

    void A2_31_keychainTrouble()
    {
        CredentialFiles files;
        files.keychain.refusal = Error::make(Error::Kind::Unreachable, u"x"_s, u"there is no keychain here"_s);
        const Result<void> kept = files.keep(CredentialFiles::login(u"q.io"_s, u"alice"_s, canary), RegistryAuth::Keep::Keychain);
        QVERIFY(!kept);
        QCOMPARE(kept.error().sentence(), u"keep the login to q.io in the keychain: there is no keychain here. It is used until Longshore ends."_s);
        const RegistryCredential found = files.find(u"q.io"_s);
        QCOMPARE(found.from, u"this session"_s);
        QVERIFY(files.settings->registryLogins().isEmpty());
        files.settings->setRegistryLogin(u"r.io"_s, u"bob"_s); // kept once, the keychain was emptied since
        files.keychain.refusal.reset();
        const RegistryCredential gone = files.find(u"r.io"_s);
        QVERIFY(gone.isAnonymous() && gone.problem);
        QCOMPARE(gone.problem->sentence(), u"ask the keychain for the login to r.io: it does not have it any more. Log in again."_s);
    }

    void A2_31_itemsOfTheKeychain()
    {
        RegistryCredential login = CredentialFiles::login(u"q.io"_s, u"a:b"_s, "p\nq");
        const auto read = readKeptLogin(u"q.io"_s, writeKeptLogin(login)->view());
        QVERIFY(read);
        QCOMPARE(CredentialFiles::shown(*read), u"a:b:p\nq"_s);
        for (const char *bad : {"", "x", "p", "palice", "p\n", "zalice\nsecret"})
            QVERIFY2(!readKeptLogin(u"q.io"_s, bad), bad);
    }

    /// From the thread that runs live in; a context that is gone is not called.
    void A2_30_fromAnotherThread()
    {
        CredentialFiles files;
        files.docker("{\"auths\":{\"q.io\":" + CredentialFiles::pair("a:1") + "}}");
        QThread thread;
        QObject worker;
        worker.moveToThread(&thread);
        thread.start();
        std::atomic<QThread *> answeredOn = nullptr;
        std::atomic<bool> lateCall = false;
        QMetaObject::invokeMethod(&worker, [&] {
            files.auth->find(u"q.io"_s, &worker, [&](const RegistryCredential &) { answeredOn = QThread::currentThread(); });
            auto *dying = new QObject;
            files.auth->find(u"q.io"_s, dying, [&](const RegistryCredential &) { lateCall = true; });
            delete dying;
        });
        QTRY_COMPARE(answeredOn.load(), &thread);
        QTest::qWait(0);
        QVERIFY(!lateCall);
        thread.quit();
        QVERIFY(thread.wait(5000));
    }

    void A2_30_goneBeforeItBegan()
    {
        CredentialFiles files;
        bool answered = false;
        files.auth->find(u"q.io"_s, this, [&answered](const RegistryCredential &) { answered = true; });
        files.auth.reset();
        QTest::qWait(0);
        QVERIFY(!answered);
    }

    /// Nothing that is written holds the secret.
    void A2_31_neverInTheClear()
    {
        CredentialFiles files;
        QVERIFY(files.keep(CredentialFiles::login(u"q.io"_s, u"alice"_s, canary), RegistryAuth::Keep::Keychain));
        QVERIFY(files.settings->save());
        QDirIterator it(files.folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        int seen = 0;
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY2(!bytes.contains(canary) && !bytes.contains(QByteArray(canary).toBase64()), qPrintable(file.fileName()));
            ++seen;
        }
        QVERIFY(seen > 0);
    }
};

LONGSHORE_TEST_MAIN(tst_RegistryAuth)
#include "tst_registryauth.moc"
