// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/endpoint.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

class TestEndpoint : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void accepted_data();
    void accepted();
    void A55_refusedWithItsReason_data();
    void A55_refusedWithItsReason();
};

void TestEndpoint::accepted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canonical");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("path");
    const auto row = [](const char *text, const char *canonical, const char *user, const char *host, int port, const char *path) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(canonical) << QString::fromUtf8(user)
                            << QString::fromUtf8(host) << port << QString::fromUtf8(path);
    };
    row("unix:///var/run/docker.sock", "unix:///var/run/docker.sock", "", "", 0, "/var/run/docker.sock");
    row("  /run/podman/podman.sock\n", "unix:///run/podman/podman.sock", "", "", 0, "/run/podman/podman.sock");
    row("UNIX:///a b/ü", "unix:///a b/ü", "", "", 0, "/a b/ü");
    row("tcp://localhost:2375", "tcp://localhost:2375", "", "localhost", 2375, "");
    row("tcp://10.0.0.1/", "tcp://10.0.0.1", "", "10.0.0.1", 0, "");
    row("tcp://[::1]:2376", "tcp://[::1]:2376", "", "::1", 2376, "");
    row("ssh://host", "ssh://host", "", "host", 0, "");
    row("ssh://me@build-1.example.org:2222/run/docker.sock", "ssh://me@build-1.example.org:2222/run/docker.sock", "me",
        "build-1.example.org", 2222, "/run/docker.sock");
}

void TestEndpoint::accepted()
{
    QFETCH(QString, text);
    const auto endpoint = Endpoint::parse(text);
    QVERIFY2(endpoint, endpoint ? "" : qPrintable(endpoint.error().sentence()));
    QTEST(endpoint->toString(), "canonical");
    QTEST(endpoint->user, "user");
    QTEST(endpoint->host, "host");
    QTEST(endpoint->port, "port");
    QTEST(endpoint->path, "path");
    const auto again = Endpoint::parse(endpoint->toString());
    QVERIFY(again);
    QCOMPARE(*again, *endpoint);
}

void TestEndpoint::A55_refusedWithItsReason_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *text, const char *reason) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(reason);
    };
    row("", "empty");
    row("   ", "empty");
    row("docker.sock", "no scheme");
    row("unix://", "path of the socket is missing");
    row("unix://relative/path", "not absolute");
    row("unix:///a\nb", "control character");
    row("http://localhost", "not a scheme");
    row("npipe:////./pipe/docker_engine", "not a scheme");
    row("tcp://", "host is missing");
    row("tcp://:2375", "host is missing");
    row("tcp://host:", "not a number");
    row("tcp://host:0", "not a number");
    row("tcp://host:65536", "not a number");
    row("tcp://host:+80", "not a number");
    row("tcp://host:80x", "not a number");
    row("tcp://user@host", "no user");
    row("tcp://host/path", "no path");
    row("tcp://::1", "brackets");
    row("tcp://[::1", "not closed");
    row("tcp://[host]", "not an IPv6");
    row("ssh://-oProxyCommand=touch%20x", "option");
    row("ssh://-oProxyCommand=touch /tmp/x", "option");
    row("ssh://-l@host", "option");
    row("ssh://me@-host", "option");
    row("ssh://ho st", "not a host name");
    row("ssh://host;reboot", "not a host name");
    row("ssh://$(reboot)", "not a host name");
    row("ssh://a b@host", "not a user name");
    row("ssh://@host", "not a user name");
    row("ssh://me:secret@host", "password");
    row("ssh://host?x=1", "query");
}

void TestEndpoint::A55_refusedWithItsReason()
{
    QFETCH(QString, text);
    QFETCH(QString, reason);
    const auto endpoint = Endpoint::parse(text);
    QVERIFY(!endpoint);
    QCOMPARE(toString(endpoint.error().kind), toString(Error::Kind::BadInput));
    QVERIFY2(endpoint.error().happened.contains(reason), qPrintable(endpoint.error().sentence()));
    QVERIFY(!endpoint.error().advice.isEmpty());
    QVERIFY(!endpoint.error().sentence().contains(u'\n'));
}

LONGSHORE_TEST_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
