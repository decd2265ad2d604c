// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/session.h"
#include "model/images/registrycommands.h"
#include "model/images/registrytags.h"
#include "model/tasks/tasklist.h"
#include "tests/support/credentialfiles.h"
#include "tests/support/miniengine.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// The way on that the task of a pull or push offers when it is over.
class tst_RegistryCommands : public QObject
{
    Q_OBJECT

    static EngineEnvironment environment(const QString &endpoint)
    {
        EngineEnvironment made;
        made.requested = endpoint;
        return made;
    }

private Q_SLOTS:
    void B1_18_theWayOn_data()
    {
        QTest::addColumn<bool>("isPush");
        QTest::addColumn<bool>("isLoggedIn");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("offer");
        const auto message = [](const QByteArray &text) { return "{\"message\":\"" + text + "\"}"; };
        const QString logIn = u"Log in…"_s;
        QTest::newRow("pulled") << false << false << 200 << "{\"status\":\"Pull complete\",\"id\":\"l\"}\n"_ba << u"Show"_s;
        QTest::newRow("pushed") << true << false << 200 << "{\"status\":\"Pushed\",\"id\":\"l\"}\n"_ba << u"Show"_s;
        QTest::newRow("denied to nobody") << false << false << 500 << message("no basic auth credentials") << logIn;
        QTest::newRow("denied to alice") << false << true << 500 << message("unauthorized: authentication required") << logIn;
        QTest::newRow("push denied") << true << false << 500 << message("denied: requested access to the resource is denied") << logIn;
        QTest::newRow("missing to nobody") << false << false << 404 << message("manifest unknown") << logIn;
        QTest::newRow("missing to alice") << false << true << 404 << message("manifest unknown") << QString();
        QTest::newRow("another platform") << false << false << 404 << message("no matching manifest for linux/arm64 in the manifest list entries") << QString();
        QTest::newRow("not here") << true << false << 404 << message("tag does not exist: q.io/a:1") << QString();
        QTest::newRow("away") << false << false << 500 << message("dial tcp: lookup q.io: no such host") << QString();
    }
    void B1_18_theWayOn()
    {
        QFETCH(bool, isPush);
        QFETCH(bool, isLoggedIn);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, offer);
        QTemporaryDir dir;
        MiniEngine engine(dir.filePath(u"e"_s));
        engine.custom = [&](const QString &asked) -> std::optional<std::pair<int, QByteArray>> {
            if (asked.startsWith("POST /images/"_L1))
                return std::pair(status, body);
            if (asked.startsWith("GET /images/q.io/a:1/json"_L1))
                return std::pair(200, "{\"Id\":\"sha256:1\"}"_ba);
            return std::nullopt;
        };
        QVERIFY(engine.start());
        EngineSession session(environment(dir.filePath(u"e"_s)), nullptr, SessionTiming{1000, 500, 2000, 10, 50});
        session.start();
        QTRY_VERIFY(session.state() == EngineSession::State::Connected);
        CredentialFiles files;
        if (isLoggedIn)
            QVERIFY(files.keep(CredentialFiles::login(u"q.io"_s, u"alice"_s, "s"), RegistryAuth::Keep::Session));
        TaskList tasks;
        RegistryTags tags(*files.auth);
        RegistryCommands commands(session, tasks, *files.auth, tags);
        QSignalSpy show(&commands, &RegistryCommands::showRequested);
        QSignalSpy login(&commands, &RegistryCommands::loginWanted);
        const Reference reference = Reference::parse(u"q.io/a:1"_s).value();
        isPush ? commands.push(reference) : commands.pull(reference, {});
        Task *task = tasks.tasks().constFirst();
        QTRY_VERIFY(!task->isRunning());
        QVERIFY2(task->offer() == offer, qPrintable(task->offer() + u": "_s + task->step()));
        task->takeOffer();
        QCOMPARE(show.size(), offer == "Show"_L1 ? 1 : 0);
        QCOMPARE(login.size(), offer.startsWith("Log"_L1) ? 1 : 0);
    }
};

LONGSHORE_TEST_MAIN(tst_RegistryCommands)
#include "tst_registrycommands.moc"
