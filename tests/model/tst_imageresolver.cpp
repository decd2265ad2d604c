// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"
#include "model/run/imageresolver.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// Where a run's image comes from: `image.pull` of the job.
class tst_ImageResolver : public QObject
{
    Q_OBJECT

    static FaultScript answer(const QByteArray &reply) { return {.reply = reply}; }
    static QByteArray missing()
    {
        const QByteArray body = "{\"message\":\"No such image: x/y:1\"}";
        return "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

private Q_SLOTS:
    void A10_134_withoutTagItIsTheLatest_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("query"); // empty = not asked at all
        QTest::newRow("no tag") << u"x/y"_s << "fromImage=x%2Fy&tag=latest"_ba;
        QTest::newRow("port, no tag") << u"h:5000/y"_s << "fromImage=h%3A5000%2Fy&tag=latest"_ba;
        QTest::newRow("tag") << u"x/y:1"_s << "fromImage=x%2Fy%3A1"_ba;
        QTest::newRow("digest") << u"x@sha256:"_s + QString(64, u'0') << "fromImage=x%40sha256%3A" + QByteArray(64, '0');
        QTest::newRow("no name") << QString() << QByteArray();
    }
    void A10_134_withoutTagItIsTheLatest()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, query);
        FaultServer server;
        server.setFallback(answer(FaultServer::ok("{}\n", "Content-Type: application/json\r\n")));
        EngineClient client(server.endpoint());
        ProgressStream *stream = client.images().pull(name, {}, this);
        QSignalSpy finished(stream, &Stream::finished);
        QVERIFY(finished.wait());
        QCOMPARE(server.requests().size(), query.isEmpty() ? 0 : 1);
        if (!query.isEmpty())
            QCOMPARE(server.requests().first().target.split('?').value(1), query);
        stream->deleteLater();
    }

    /// Podman refuses a tag and a digest at once.
    void A10_134_byDigestAlone()
    {
        const QByteArray digest = "sha256:" + QByteArray(64, 'd');
        FaultServer server;
        server.enqueue(answer(missing()));
        server.enqueue(answer(FaultServer::ok("{}\n", "Content-Type: application/json\r\n")));
        server.enqueue(answer(FaultServer::ok("{\"Id\":\"sha256:1\"}", "Content-Type: application/json\r\n")));
        EngineClient client(server.endpoint());
        ImageResolver resolver(client, u"x/y:1@"_s + QString::fromLatin1(digest), JobImage::Pull::Missing, std::nullopt, nullptr);
        QSignalSpy found(&resolver, &ImageResolver::resolved);
        resolver.start();
        QTRY_COMPARE(found.size(), 1);
        const QByteArray name = "docker.io/x/y@" + digest;
        QVERIFY(server.requests()[0].target.contains("/images/" + name + "/json"));
        QVERIFY(server.requests()[1].target.contains("fromImage=" + name.toPercentEncoding()));
        QVERIFY(server.requests()[2].target.contains("/images/" + name + "/json"));
    }

    void A10_134_pullPolicy_data()
    {
        QTest::addColumn<int>("policy");
        QTest::addColumn<bool>("isHere");
        QTest::addColumn<QByteArray>("pull"); // what the engine answers; empty = must not be asked
        QTest::addColumn<QStringList>("asked");
        QTest::addColumn<QString>("refusal");
        using Pull = JobImage::Pull;
        const auto row = [](const char *name, Pull policy, bool isHere, const QByteArray &pull, const QStringList &asked, const QString &refusal = {}) {
            QTest::newRow(name) << int(policy) << isHere << pull << asked << refusal;
        };
        const QByteArray good = "{\"status\":\"Pulling from x/y\",\"id\":\"1\"}\r\n{\"status\":\"Status: Downloaded newer image\"}\r\n";
        const QByteArray bad = "{\"errorDetail\":{\"message\":\"manifest unknown\"},\"error\":\"manifest unknown\"}\r\n";
        row("never, here", Pull::Never, true, {}, {u"inspect"_s});
        row("never, missing", Pull::Never, false, {}, {u"inspect"_s}, u"The job says never to pull it: set image.pull"_s);
        row("missing, here", Pull::Missing, true, {}, {u"inspect"_s});
        row("missing, missing", Pull::Missing, false, good, {u"inspect"_s, u"pull"_s, u"inspect"_s});
        row("missing, nowhere", Pull::Missing, false, bad, {u"inspect"_s, u"pull"_s}, u"pull x/y:1 from docker.io without logging in: docker.io has no such image or tag: manifest unknown. Check name and tag."_s);
        row("always, here", Pull::Always, true, good, {u"pull"_s, u"inspect"_s});
        row("always, nowhere", Pull::Always, true, bad, {u"pull"_s}, u"Or set image.pull to \"missing\""_s);
    }
    void A10_134_pullPolicy()
    {
        QFETCH(int, policy);
        QFETCH(bool, isHere);
        QFETCH(QByteArray, pull);
        QFETCH(QStringList, asked);
        QFETCH(QString, refusal);
        FaultServer server;
        const QByteArray here = FaultServer::ok("{\"Id\":\"sha256:1\",\"Config\":{\"Cmd\":[\"x\"]}}", "Content-Type: application/json\r\n");
        bool isThere = isHere;
        for (const QString &call : std::as_const(asked)) {
            if (call == "pull"_L1)
                server.enqueue(answer(FaultServer::ok(pull, "Content-Type: application/json\r\n")));
            else
                server.enqueue(answer(isThere ? here : missing()));
            isThere = isThere || call == "pull"_L1;
        }
        EngineClient client(server.endpoint());
        ImageResolver resolver(client, u"x/y:1"_s, JobImage::Pull(policy), std::nullopt, nullptr);
        QSignalSpy found(&resolver, &ImageResolver::resolved);
        QSignalSpy failed(&resolver, &ImageResolver::failed);
        resolver.start();
        QTRY_VERIFY(found.size() + failed.size() == 1);
        QStringList calls;
        for (const RecordedRequest &request : server.requests()) {
            if (request.target.contains("/images/create")) {
                QVERIFY2(request.method == "POST" && request.target.contains("fromImage=docker.io%2Fx%2Fy%3A1"), request.target.constData());
                calls.append(u"pull"_s);
            } else if (request.target.contains("/images/")) {
                calls.append(u"inspect"_s);
            }
        }
        QCOMPARE(calls, asked);
        QCOMPARE(failed.isEmpty(), refusal.isEmpty());
        if (!refusal.isEmpty()) {
            const QString sentence = failed.first().first().value<Error>().sentence();
            QVERIFY2(sentence.contains(refusal), qPrintable(sentence));
        }
    }
};

LONGSHORE_TEST_MAIN(tst_ImageResolver)
#include "tst_imageresolver.moc"
