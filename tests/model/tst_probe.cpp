// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/probe.h"
#include "dockerclient/engineclient.h"
#include "tests/support/miniengine.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <cerrno>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace longshore;
using namespace Qt::StringLiterals;
using Outcome = ProbeReport::Outcome;

/// The chain as the page shows it: + passed, x failed, . not reached.
static QString chain(const ProbeReport &report)
{
    QString text;
    for (const ProbeReport::Step step : report.steps)
        text += step == ProbeReport::Step::Ok ? u'+' : step == ProbeReport::Step::Failed ? u'x' : u'.';
    return text;
}

static EngineCandidate candidateAt(const QString &text)
{
    EngineCandidate candidate;
    candidate.text = text;
    if (auto endpoint = Endpoint::parse(text))
        candidate.endpoint = *endpoint;
    else
        candidate.problem = endpoint.error();
    return candidate;
}

class TestProbe : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    ProbeReport probe(const QString &text, int deadlineMs = 5000)
    {
        EngineProbe probe(candidateAt(text), deadlineMs, nullptr);
        QList<ProbeReport> reports;
        connect(&probe, &EngineProbe::finished, this, [&](const ProbeReport &report) { reports << report; });
        probe.start();
        if (!reports.isEmpty())
            qFatal("the report came before start() returned");
        if (!QTest::qWaitFor([&] { return !reports.isEmpty(); }, 20000))
            qFatal("no report");
        return reports.constFirst();
    }
    QString socketPath() const { return m_dir.filePath(u"engine.sock"_s); }

private Q_SLOTS:
    void judge_data()
    {
        QTest::addColumn<SocketFacts>("facts");
        QTest::addColumn<QString>("steps");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QString>("command");
        SocketFacts gone;
        gone.errorNumber = ENOENT;
        QTest::newRow("no such file") << gone << u"x....."_s << u"there is no such file"_s << QString();
        SocketFacts hidden;
        hidden.errorNumber = EACCES;
        hidden.blockedBy = u"/run/podman"_s;
        QTest::newRow("closed folder") << hidden << u"x....."_s << u"may not enter the folder /run/podman"_s
                                       << QString();
        SocketFacts file;
        file.exists = true;
        QTest::newRow("a file") << file << u"+x...."_s << u"not a socket"_s << QString();
        SocketFacts group{true, true, false, EACCES, u"root"_s, u"docker"_s, true, {}};
        QTest::newRow("group docker") << group << u"++x..."_s << u"belongs to group docker"_s
                                      << u"sudo usermod --append --groups docker ana"_s;
        SocketFacts rootGroup = group;
        rootGroup.group = u"root"_s;
        QTest::newRow("never into group root") << rootGroup << u"++x..."_s << u"belongs to user root"_s << QString();
        SocketFacts ownerOnly = group;
        ownerOnly.groupMayOpen = false;
        QTest::newRow("owner only") << ownerOnly << u"++x..."_s << u"belongs to user root"_s << QString();
        SocketFacts good{true, true, true, 0, u"root"_s, u"docker"_s, true, {}};
        QTest::newRow("may be opened") << good << u"+++..."_s << QString() << QString();
    }
    void judge()
    {
        QFETCH(SocketFacts, facts);
        QFETCH(QString, says);
        const ProbeReport report = judgeSocket(candidateAt(u"unix:///x.sock"_s), facts, {u"ana"_s, 1000});
        QTEST(chain(report), "steps");
        QTEST(report.command, "command");
        QVERIFY2(report.error.sentence().contains(says), qPrintable(report.error.sentence()));
        QCOMPARE(report.outcome, says.isEmpty() ? Outcome::Waiting : Outcome::Failed);
        QCOMPARE(report.risk.isEmpty(), report.command.isEmpty());
        QVERIFY(says.isEmpty() || !report.error.advice.isEmpty());
    }
    void works()
    {
        test::MiniEngine engine(socketPath());
        QVERIFY(engine.start());
        const ProbeReport report = probe(socketPath());
        QCOMPARE(chain(report), u"++++++"_s);
        QCOMPARE(report.outcome, Outcome::Works);
        QCOMPARE(report.version.version, u"20.10.24"_s);
    }
    void noSuchFile()
    {
        const ProbeReport report = probe(m_dir.filePath(u"none.sock"_s));
        QCOMPARE(chain(report), u"x....."_s);
        QVERIFY(report.error.kind == Error::Kind::Unreachable);
    }
    void notASocket()
    {
        QFile file(m_dir.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(chain(probe(file.fileName())), u"+x...."_s);
    }
    void nobodyListens()
    {
        // A dead socket: bound, and its server gone.
        const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const QByteArray path = QFile::encodeName(m_dir.filePath(u"dead.sock"_s));
        memcpy(address.sun_path, path.constData(), std::size_t(path.size()));
        QCOMPARE(::bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        ::close(fd);
        const ProbeReport report = probe(m_dir.filePath(u"dead.sock"_s));
        QCOMPARE(chain(report), u"+++x.."_s);
        QVERIFY(report.error.kind == Error::Kind::Unreachable);
    }
    void silent()
    {
        test::MiniEngine engine(socketPath());
        engine.frozen = true;
        QVERIFY(engine.start());
        const ProbeReport report = probe(socketPath(), 150);
        QCOMPARE(chain(report), u"+++x.."_s);
        QVERIFY(report.error.kind == Error::Kind::Timeout);
        QVERIFY2(report.error.sentence().contains(u"no answer within 0.15 s"_s), qPrintable(report.error.sentence()));
        QVERIFY(report.milliseconds >= 140 && report.milliseconds < 3000);
    }
    void notADockerApi()
    {
        test::MiniEngine engine(socketPath());
        engine.docker = false;
        QVERIFY(engine.start());
        const ProbeReport report = probe(socketPath());
        QCOMPARE(chain(report), u"+++x.."_s);
        QVERIFY2(report.error.kind == Error::Kind::Protocol, qPrintable(report.error.sentence()));
    }
    void F20_apiRange_data()
    {
        QTest::addColumn<QString>("newest");
        QTest::addColumn<QString>("oldest");
        QTest::newRow("too old") << u"1.18"_s << u"1.12"_s;
        QTest::newRow("too new") << u"1.99"_s << u"1.90"_s;
    }
    void F20_apiRange()
    {
        test::MiniEngine engine(socketPath());
        QFETCH(QString, newest);
        engine.apiVersion = newest;
        QFETCH(QString, oldest);
        engine.minApiVersion = oldest;
        QVERIFY(engine.start());
        const ProbeReport report = probe(socketPath());
        QCOMPARE(chain(report), u"++++x."_s);
        QVERIFY(report.error.kind == Error::Kind::UnsupportedApi);
        QCOMPARE(engine.count(u"images/json"_s), 0);
    }
    void otherSchemes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("tcp") << u"tcp://127.0.0.1:2375"_s;
        QTest::newRow("ssh") << u"ssh://me@build-01"_s;
    }
    void otherSchemes()
    {
        QFETCH(QString, text);
        const ProbeReport report = probe(text);
        QCOMPARE(chain(report), u"......"_s);
        QVERIFY(report.error.kind == Error::Kind::BadInput);
        QVERIFY(report.error.sentence().contains(u"unix://"_s));
    }
    void badText()
    {
        const ProbeReport report = probe(u"http//x"_s);
        QVERIFY(report.error.kind == Error::Kind::BadInput);
    }
    void nothingGiven()
    {
        EngineProbe probe({}, 100, nullptr);
        QSignalSpy spy(&probe, &EngineProbe::finished);
        probe.start();
        QVERIFY(spy.wait());
        QCOMPARE(spy.first().first().value<ProbeReport>().outcome, Outcome::NotGiven);
    }
};

LONGSHORE_TEST_MAIN(TestProbe)
#include "tst_probe.moc"
