// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/containers/containerports.h"
#include "model/containers/containerstate.h"
#include "tests/support/testmain.h"

using namespace Qt::StringLiterals;
using namespace longshore;
using Kind = ContainerState::Kind;

namespace
{
const QDateTime now(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
}

class tst_ContainerState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What Docker 20 and 26 and Podman 4 and 5 write.
    void statusSentences_data()
    {
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<int>("exitCode"); // -1000 = not told
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("health");
        const auto row = [](const QString &sentence, int exitCode, qint64 seconds, const QString &health = {}) {
            QTest::newRow(qPrintable(sentence)) << sentence << exitCode << seconds << health;
        };
        const int none = -1000;
        row(u"Up Less than a second"_s, none, 0);
        row(u"Up 1 second"_s, none, 1);
        row(u"Up 59 seconds"_s, none, 59);
        row(u"Up About a minute"_s, none, 60);
        row(u"Up 5 minutes"_s, none, 300);
        row(u"Up About an hour"_s, none, 3600);
        row(u"Up 23 hours (healthy)"_s, none, 82800, u"healthy"_s);
        row(u"Up 2 days (unhealthy)"_s, none, 172800, u"unhealthy"_s);
        row(u"Up Less than a second (health: starting)"_s, none, 0, u"starting"_s);
        row(u"Up 5 minutes (starting)"_s, none, 300, u"starting"_s);
        row(u"Up 3 weeks (Paused)"_s, none, 1814400);
        row(u"Exited (0) 4 months ago"_s, 0, 10368000);
        row(u"Exited (137) Less than a second ago"_s, 137, 0);
        row(u"Exited (-1) 2 years ago"_s, -1, 63072000);
        row(u"Exited (3)"_s, 3, -1);
        row(u"Restarting (1) 3 seconds ago"_s, 1, 3);
        row(u"Created"_s, none, -1);
        row(u"Dead"_s, none, -1);
        row(u"Removal In Progress"_s, none, -1);
        row(u""_s, none, -1);
        row(u"Up"_s, none, -1);
        row(u"Up a while"_s, none, -1);
        row(u"Exited (99999999999) 1 day ago"_s, none, -1);
    }
    void statusSentences()
    {
        QFETCH(QString, sentence);
        QFETCH(int, exitCode);
        const ContainerStatus status = ContainerStatus::parse(sentence);
        QCOMPARE(status.exitCode.value_or(-1000), exitCode);
        QTEST(status.seconds, "seconds");
        QTEST(status.health, "health");
    }

    void A5_56_57_statesInWords_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("status");
        QTest::addColumn<int>("code"); // of the inspect, -1 = not inspected
        QTest::addColumn<bool>("oom");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("note");
        const auto row = [](const char *name, const QString &state, const QString &status, int code, bool oom, const QString &words,
                            const QString &note = {}) { QTest::newRow(name) << state << status << code << oom << words << note; };
        row("running", u"running"_s, u"Up 2 hours"_s, -1, false, u"running"_s);
        row("healthy", u"running"_s, u"Up 2 hours (healthy)"_s, -1, false, u"running"_s, u"healthy"_s);
        row("health not known yet", u"running"_s, u"Up 2 seconds (health: starting)"_s, -1, false, u"running"_s, u"health: starting"_s);
        row("paused", u"paused"_s, u"Up 2 hours (Paused)"_s, -1, false, u"paused"_s);
        row("paused, as podman 4 lists it", u"running"_s, u"Up 2 hours (Paused)"_s, -1, false, u"paused"_s);
        row("success", u"exited"_s, u"Exited (0) 2 hours ago"_s, -1, false, u"exited 0"_s);
        row("failure", u"exited"_s, u"Exited (7) 2 hours ago"_s, 7, false, u"exited 7"_s);
        row("killed", u"exited"_s, u"Exited (137) 2 hours ago"_s, 137, false, u"exited 137"_s, u"SIGKILL"_s);
        row("stopped", u"exited"_s, u"Exited (143) 2 hours ago"_s, -1, false, u"exited 143"_s, u"SIGTERM"_s);
        row("out of memory", u"exited"_s, u"Exited (137) 2 hours ago"_s, 137, true, u"out of memory"_s, u"exit 137"_s);
        row("a child was out of memory", u"exited"_s, u"Exited (0) 2 hours ago"_s, 0, true, u"out of memory"_s, u"exit 0"_s);
        row("an inspect from before it ran again", u"exited"_s, u"Exited (1) 2 hours ago"_s, 137, true, u"exited 1"_s);
        row("running again", u"running"_s, u"Up 2 hours"_s, 137, true, u"running"_s);
        row("code only by inspect", u"stopped"_s, u""_s, 3, false, u"exited 3"_s);
        row("code not known", u"exited"_s, u""_s, -1, false, u"exited"_s);
        row("created", u"created"_s, u"Created"_s, -1, false, u"created"_s);
        row("configured", u"configured"_s, u"Created"_s, -1, false, u"created"_s);
        row("restarting", u"restarting"_s, u"Restarting (1) 3 seconds ago"_s, -1, false, u"restarting"_s, u"last exit 1"_s);
        row("removing", u"removing"_s, u"Removal In Progress"_s, -1, false, u"removing…"_s);
        row("dead", u"dead"_s, u"Dead"_s, -1, false, u"dead"_s);
        row("unknown", u"<b>odd</b>"_s, u""_s, -1, false, u"<b>odd</b>"_s);
        row("nothing", u""_s, u""_s, -1, false, u"–"_s);
    }
    void A5_56_57_statesInWords()
    {
        QFETCH(QString, state);
        QFETCH(QString, status);
        QFETCH(int, code);
        QFETCH(bool, oom);
        ContainerSummary container;
        container.state = state;
        container.status = status;
        ContainerExit exit;
        exit.exitCode = code;
        exit.oomKilled = oom;
        const ContainerState found = ContainerState::of(container, code < 0 ? nullptr : &exit);
        QTEST(found.words(), "words");
        QTEST(found.note(), "note");
    }

    void sentences_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("inspected");
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("running") << int(Kind::Running) << -1 << false << QString() << u"Running for 2 h."_s;
        QTest::newRow("exited") << int(Kind::Exited) << 1 << false << QString() << u"Exited with code 1, 2 h ago."_s;
        QTest::newRow("duration") << int(Kind::Exited) << 1 << true << QString() << u"Exited with code 1 after 12.4 s, 2 h ago."_s;
        QTest::newRow("signal") << int(Kind::Exited) << 143 << false << QString() << u"Ended by SIGTERM (exit code 143), 2 h ago."_s;
        QTest::newRow("memory") << int(Kind::OutOfMemory) << 137 << true << QString()
                                << u"Killed for using too much memory after 12.4 s, 2 h ago."_s;
        QTest::newRow("never started") << int(Kind::Created) << -1 << false << QString() << u"Created, never started."_s;
        QTest::newRow("could not start") << int(Kind::Created) << -1 << true << u"no such file"_s << u"It could not be started: no such file"_s;
    }
    void sentences()
    {
        QFETCH(int, kind);
        QFETCH(int, code);
        QFETCH(bool, inspected);
        QFETCH(QString, error);
        ContainerState state;
        state.kind = Kind(kind);
        if (code >= 0)
            state.exitCode = code;
        ContainerExit exit{code, false, error, now.addSecs(-7300), now.addSecs(-7300).addMSecs(12400)};
        QTEST(stateSentence(state, inspected ? &exit : nullptr, now.addSecs(-7200), now), "sentence");
    }

    void ports_data()
    {
        QTest::addColumn<QList<ContainerPort>>("ports");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("url");
        using Ports = QList<ContainerPort>;
        QTest::newRow("none") << Ports() << QString() << QString();
        QTest::newRow("exposed") << Ports{{{}, 5432, 0, u"tcp"_s}} << u"5432"_s << QString();
        QTest::newRow("both families") << Ports{{u"0.0.0.0"_s, 80, 8080, u"tcp"_s}, {u"::"_s, 80, 8080, u"tcp"_s}} << u"8080→80"_s
                                       << u"http://localhost:8080/"_s;
        QTest::newRow("one address") << Ports{{u"127.0.0.1"_s, 80, 8080, u"tcp"_s}} << u"127.0.0.1:8080→80"_s << u"http://127.0.0.1:8080/"_s;
        QTest::newRow("IPv6") << Ports{{u"::1"_s, 80, 8080, u"tcp"_s}} << u"[::1]:8080→80"_s << u"http://[::1]:8080/"_s;
        QTest::newRow("TLS") << Ports{{u""_s, 443, 8443, u"tcp"_s}} << u"8443→443"_s << u"https://localhost:8443/"_s;
        QTest::newRow("udp") << Ports{{u"0.0.0.0"_s, 53, 53, u"udp"_s}} << u"53→53/udp"_s << QString();
        QTest::newRow("published first") << Ports{{{}, 22, 0, u"tcp"_s}, {u"0.0.0.0"_s, 9000, 9000, u"tcp"_s}} << u"9000→9000, 22"_s
                                         << u"http://localhost:9000/"_s;
    }
    void ports()
    {
        QFETCH(QList<ContainerPort>, ports);
        QTEST(portsText(ports), "text");
        const QList<PortView> views = portViews(ports);
        QTEST(views.isEmpty() ? QString() : portUrl(views.constFirst(), Endpoint::unixSocket(u"/x"_s)).toString(), "url");
    }

    void portsOfAnotherMachine()
    {
        Endpoint endpoint;
        endpoint.scheme = Endpoint::Scheme::Ssh;
        endpoint.host = u"far.example"_s;
        QCOMPARE(portUrl({80, 8080, u"tcp"_s, {}}, endpoint).toString(), u"http://far.example:8080/"_s);
    }
};

LONGSHORE_TEST_MAIN(tst_ContainerState)
#include "tst_containerstate.moc"
