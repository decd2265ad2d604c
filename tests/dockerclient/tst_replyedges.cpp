// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/archivestream.h"
#include "dockerclient/transport/accessmanager.h"
#include "dockerclient/transport/reply.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <functional>
#include <memory>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

/// A listening socket; `onBytes` is called whenever a peer has sent something.
class Peer : public QObject
{
public:
    Peer()
    {
        server.listen(dir.filePath(u"s"_s));
        connect(&server, &QLocalServer::newConnection, this, [this] {
            socket = server.nextPendingConnection();
            connect(socket, &QLocalSocket::readyRead, this, [this, from = socket] {
                socket = from;
                if (onBytes)
                    onBytes(*from);
            });
        });
    }
    Endpoint endpoint() const { return Endpoint::unixSocket(server.fullServerName()); }
    /// Answers each request's head with these bytes.
    void answer(const QByteArray &bytes, bool close = false)
    {
        onBytes = [bytes, close](QLocalSocket &to) {
            if (!to.readAll().contains("\r\n\r\n"))
                return;
            to.write(bytes);
            if (close)
                to.disconnectFromServer(); // after everything is written
        };
    }

    QTemporaryDir dir;
    QLocalServer server;
    QPointer<QLocalSocket> socket;
    std::function<void(QLocalSocket &)> onBytes;
};

QByteArray ok(const QByteArray &body)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QNetworkRequest request(const char *path = "/x")
{
    return QNetworkRequest(QUrl(u"unix+http://engine"_s + QLatin1String(path)));
}

const Reply &ours(const QNetworkReply *reply)
{
    return *qobject_cast<const Reply *>(reply);
}

} // namespace

/// What a peer, a slow reader or a hasty slot may do to a reply at its edges.
class tst_ReplyEdges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void F33_earlyAnswerIsReadThoughTheUploadBroke()
    {
        for (int round = 0; round < 30; ++round) {
            Peer peer;
            peer.onBytes = [](QLocalSocket &to) {
                if (!to.read(4096).contains("\r\n\r\n"))
                    return;
                to.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 17\r\n\r\n{\"message\":\"no!\"}");
                to.flush();
                to.abort(); // closes with the rest of the upload unread
            };
            EngineClient client(peer.endpoint());
            QBuffer tar;
            tar.setData(QByteArray(8 << 20, 't'));
            QVERIFY(tar.open(QIODevice::ReadOnly));
            std::optional<Error> error;
            client.containers().putArchive(u"c"_s, u"/"_s, &tar, this, [&](const Result<void> &result) {
                error = result ? Error() : result.error();
            });
            QTRY_VERIFY(error);
            QVERIFY2(error->httpStatus == 400, qPrintable(error->sentence()));
            QCOMPARE(error->engineText, u"no!"_s);
        }
    }

    void F11_chunkExtensionIsBounded()
    {
        Peer peer;
        peer.answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + QByteArray(1 << 20, 'x'));
        AccessManager manager(peer.endpoint());
        std::unique_ptr<QNetworkReply> reply(manager.get(request()));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        QVERIFY(finished.wait());
        QVERIFY(ours(reply.get()).transportError().kind == Error::Kind::Protocol);
    }

    void A46_switchWithoutBeingAsked()
    {
        Peer peer;
        peer.answer("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nbytes");
        AccessManager manager(peer.endpoint());
        std::unique_ptr<QNetworkReply> reply(manager.get(request()));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        QVERIFY(finished.wait());
        QVERIFY(ours(reply.get()).transportError().kind == Error::Kind::Protocol);
    }

    void lastBytesBehindASlowReader_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("by length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 600000\r\n\r\n");
        QTest::newRow("by the end") << QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    }
    void lastBytesBehindASlowReader()
    {
        QFETCH(QByteArray, head);
        QByteArray body;
        for (int i = 0; body.size() < 600'000; ++i)
            body += QByteArray::number(i) + ' ';
        body.truncate(600'000);
        Peer peer;
        peer.answer(head + body, true);
        AccessManager manager(peer.endpoint());
        std::unique_ptr<QNetworkReply> reply(manager.get(request()));
        reply->setReadBufferSize(64 << 10);
        QTRY_COMPARE(reply->bytesAvailable(), 64 << 10);
        // Nobody reads: the peer waits with the greater part.
        QCoreApplication::processEvents();
        QCOMPARE(reply->bytesAvailable(), 64 << 10);
        QVERIFY(peer.socket && peer.socket->bytesToWrite() > 100'000);
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        QByteArray read;
        const auto readSome = [&] {
            read += reply->read(30'000);
            return reply->isFinished() && reply->bytesAvailable() == 0;
        };
        QTRY_VERIFY(readSome());
        QCOMPARE(finished.size(), 1);
        QVERIFY(reply->error() == QNetworkReply::NoError);
        QVERIFY(read == body);
    }

    void deletedInItsOwnSignal_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("signal");
        int row = 0;
        for (const QByteArray &answer : {ok("body"), QByteArray("HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno"), QByteArray("nonsense\r\n\r\n")})
            for (int signal = 0; signal < 5; ++signal)
                QTest::addRow("%d/%d", row++ / 5, signal) << answer << signal;
    }
    void deletedInItsOwnSignal()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, signal);
        Peer peer;
        peer.answer(answer);
        AccessManager manager(peer.endpoint());
        QPointer<QNetworkReply> reply = manager.get(request());
        const auto kill = [&] { delete reply; };
        bool ended = false;
        connect(reply, &QObject::destroyed, this, [&] { ended = true; });
        if (signal == 0)
            connect(reply, &QNetworkReply::metaDataChanged, this, kill);
        else if (signal == 1)
            connect(reply, &QNetworkReply::readyRead, this, kill);
        else if (signal == 2)
            connect(reply, &QNetworkReply::errorOccurred, this, kill);
        else if (signal == 3)
            connect(reply, &QNetworkReply::readChannelFinished, this, kill);
        else
            connect(reply, &QNetworkReply::finished, this, kill);
        connect(reply, &QNetworkReply::finished, this, [&] { ended = true; });
        QTRY_VERIFY(ended);
    }

    void deletedWhileItIsAborted()
    {
        Peer peer;
        AccessManager manager(peer.endpoint());
        QPointer<QNetworkReply> reply = manager.get(request());
        connect(reply, &QNetworkReply::finished, this, [&] { delete reply; });
        reply->abort();
        QVERIFY(!reply);
    }

    void abortedByItsUploadProgress()
    {
        Peer peer;
        AccessManager manager(peer.endpoint());
        std::unique_ptr<QNetworkReply> reply(manager.put(request(), QByteArray(1 << 20, 'x')));
        connect(reply.get(), &QNetworkReply::uploadProgress, reply.get(), &QNetworkReply::abort);
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(ours(reply.get()).transportError().kind == Error::Kind::Cancelled);
    }

    void clientDestroyedWithCallsUnderWay()
    {
        Peer peer;
        peer.answer(ok(QByteArray(100'000, 'a')));
        auto client = std::make_unique<EngineClient>(peer.endpoint());
        int called = 0;
        client->images().list({}, this, [&](const auto &) { ++called; });
        client->negotiate(this, [&](const auto &) { ++called; });
        std::unique_ptr<ArchiveStream> stream(client->containers().getArchive(u"c"_s, u"/x"_s, nullptr));
        QSignalSpy data(stream.get(), &ArchiveStream::data), finished(stream.get(), &Stream::finished);
        connect(stream.get(), &ArchiveStream::data, this, [&] { stream->setPaused(true); });
        QTRY_COMPARE(data.size(), 1);
        const int before = called;
        client.reset();
        stream->setPaused(false);
        stream->setPaused(false);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!finished.first().first().value<Result<void>>());
        QCOMPARE(called, before);
    }

    void pausedStreamIsNotIdle()
    {
        Peer peer;
        peer.answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
        EngineClient client(peer.endpoint());
        std::unique_ptr<ArchiveStream> stream(client.containers().getArchive(u"c"_s, u"/x"_s, nullptr));
        stream->setIdleLimit(100);
        connect(stream.get(), &ArchiveStream::data, this, [&] { stream->setPaused(true); });
        QSignalSpy finished(stream.get(), &Stream::finished);
        QVERIFY(!finished.wait(300)); // it is we who wait
        stream->setPaused(false);
        QVERIFY(finished.wait());
        const auto result = finished.first().first().value<Result<void>>();
        QVERIFY(!result && result.error().kind == Error::Kind::Timeout);
    }
};

LONGSHORE_TEST_MAIN(tst_ReplyEdges)
#include "tst_replyedges.moc"
