// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagepull.h"
#include "model/images/imagepush.h"
#include "model/images/transferlayers.h"
#include "model/tasks/tasklist.h"
#include "tests/support/credentialfiles.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"
#include "tests/support/transcript.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray digest = "sha256:" + QByteArray(64, 'd');

/// An engine that answers as told, and one transfer with it.
struct Bench {
    static QByteArray line(const QByteArray &object) { return object + "\r\n"; }
    static QByteArray layer(const QByteArray &id, const QByteArray &status, const QByteArray &detail = "{}")
    {
        return line("{\"status\":\"" + status + "\",\"progressDetail\":" + detail + ",\"id\":\"" + id + "\"}");
    }
    void answer(const QByteArray &lines) { server.enqueue({.reply = FaultServer::chunked({lines})}); }
    /// Comes, and then nothing more, not even an end.
    void answerAndHang(const QByteArray &lines) { server.enqueue({.reply = open(lines)}); }
    static QByteArray open(const QByteArray &lines)
    {
        return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + QByteArray::number(lines.size(), 16) + "\r\n" + lines + "\r\n";
    }
    void inspect(const QByteArray &architecture = "amd64", const QByteArray &variant = {})
    {
        server.enqueue({.reply = FaultServer::ok("{\"Id\":\"sha256:ab\",\"Os\":\"linux\",\"Architecture\":\"" + architecture + "\",\"Variant\":\"" + variant
                                                     + "\",\"RepoDigests\":[\"q.io/a/b@" + digest + "\"]}", json)});
    }
    ImagePull &pull(const QString &reference = u"q.io/a/b:1"_s, const QString &platform = {})
    {
        task = tasks.add(u"Pull"_s);
        auto made = std::make_unique<ImagePull>(server.endpoint(), *files.auth, *task, Reference::parse(reference).value(), platform, nullptr);
        ImagePull &pull = *made;
        transfer = std::move(made);
        transfer->start();
        return pull;
    }
    void push(const QString &reference = u"q.io/a/b:1"_s)
    {
        task = tasks.add(u"Push"_s);
        transfer = std::make_unique<ImagePush>(server.endpoint(), *files.auth, *task, Reference::parse(reference).value(), nullptr);
        transfer->start();
    }
    bool ends() const
    {
        return QTest::qWaitFor([this] { return !task->isRunning(); }, 20'000);
    }
    QByteArray asked(const QByteArray &part) const
    {
        for (const RecordedRequest &request : server.requests()) {
            if (request.target.contains(part))
                return request.target;
        }
        return {};
    }
    QByteArray auth() const { return server.requests().value(0).headers.value("x-registry-auth"); }
    QStringList states() const
    {
        QStringList states;
        const TransferLayers &layers = transfer->layers();
        for (int row = 0; row < layers.rowCount(); ++row)
            states.append(layers.index(row, TransferLayers::State).data().toString());
        return states;
    }

    static constexpr auto json = "Content-Type: application/json\r\n";
    FaultServer server;
    CredentialFiles files;
    QDateTime now = QDateTime::fromSecsSinceEpoch(1'800'000'000);
    TaskList tasks{nullptr, [this] { return now; }};
    Task *task = nullptr;
    std::unique_ptr<ImageTransfer> transfer;
};

} // namespace

/// Images on their way, as an engine tells of them.
class tst_ImageTransfer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void A2_23_perLayer()
    {
        Bench bench;
        const QByteArray first = Bench::line("{\"status\":\"Pulling from a/b\",\"id\":\"1\"}") + Bench::layer("l1", "Already exists")
            + Bench::layer("l2", "Pulling fs layer") + Bench::layer("l3", "Pulling fs layer") + Bench::layer("l4", "Waiting")
            + Bench::layer("l2", "Downloading", "{\"current\":48000000,\"total\":112000000}")
            + Bench::layer("l3", "Downloading", "{\"current\":44000000,\"total\":44000000}") + Bench::layer("l3", "Download complete");
        const QByteArray extracting = Bench::layer("l3", "Extracting", "{\"current\":22880000,\"total\":44000000}");
        bench.answerAndHang(first + extracting);
        bench.pull();
        const QAbstractItemModelTester tester(bench.task->parts());
        QTRY_COMPARE(bench.states(), (QStringList{u"Already there"_s, u"Downloading"_s, u"Extracting"_s, u"Waiting"_s}));
        const TransferLayers &layers = bench.transfer->layers();
        const auto amount = [&](int row) { return layers.index(row, TransferLayers::Amount).data().toString(); };
        QCOMPARE(amount(1), u"48.0 of 112 MB"_s);
        QCOMPARE(amount(2), u"52 %"_s);
        QCOMPARE(amount(3), QString());
        QCOMPARE(layers.index(2, 0).data(TransferLayers::ShareRole).toDouble(), 0.52);
        QCOMPARE(bench.task->step(), u"92.0 of 156 MB"_s);
        QCOMPARE(bench.task->total(), 2 * 156'000'000);
        QCOMPARE(bench.task->current(), 92'000'000 + 22'880'000);
        QVERIFY(layers.index(1, 0).data(Qt::AccessibleTextRole).toString().contains(u"Downloading, 48.0 of 112 MB"_s));
    }

    void A2_23_totalRateAndDigest()
    {
        Bench bench;
        const auto downloading = [](int mb) { return Bench::layer("l1", "Downloading", "{\"current\":" + QByteArray::number(mb * 1'000'000) + ",\"total\":200000000}"); };
        bench.answer(downloading(1) + downloading(50) + Bench::layer("l1", "Pull complete") + Bench::line("{\"status\":\"Digest: " + digest + "\"}")
                     + Bench::line("{\"status\":\"Status: Downloaded newer image for q.io/a/b:1\"}"));
        bench.inspect();
        QStringList steps;
        ImagePull &pull = bench.pull();
        connect(bench.task, &Task::changed, this, [&] {
            bench.now = bench.now.addSecs(5);
            if (steps.isEmpty() || steps.last() != bench.task->step())
                steps.append(bench.task->step());
        });
        QVERIFY(bench.ends());
        QCOMPARE(bench.task->state(), Task::State::Finished);
        QCOMPARE(bench.task->step(), u"Pulled, 200 MB in 1 layer(s) · "_s + QString::fromLatin1(digest));
        QCOMPARE(pull.digest(), QString::fromLatin1(digest));
        QCOMPARE(pull.image().id.value, u"ab"_s);
        QVERIFY2(!steps.filter(QRegularExpression(u"50\\.0 of 200 MB · [0-9.]+ MB/s · about [0-9]+ (s|min) left"_s)).isEmpty(), qPrintable(steps.join(u'\n')));
    }

    /// As five engines really told it.
    void A2_23_asRecorded_data()
    {
        QTest::addColumn<QString>("engine");
        for (const char *engine : recordedEngines)
            QTest::newRow(engine) << QString::fromLatin1(engine);
    }
    void A2_23_asRecorded()
    {
        QFETCH(QString, engine);
        Bench bench;
        const Transcript transcript = Transcript::load(engine, u"pull-ok"_s);
        bench.server.enqueue({.reply = transcript.response, .piece = 100});
        bench.inspect();
        bench.pull(u"q.io/a/b:1"_s);
        QVERIFY(bench.ends());
        QVERIFY2(bench.task->state() == Task::State::Finished, qPrintable(bench.task->error().sentence()));
        QVERIFY(!bench.states().isEmpty());
        for (const QString &state : bench.states())
            QVERIFY2(state == u"Done"_s || state == u"Already there"_s, qPrintable(state));
        QVERIFY(bench.task->step().contains(u"sha256:"_s));
    }

    void A2_23_neverAllTags_data()
    {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("no tag") << u"q.io/a/b"_s << "fromImage=q.io%2Fa%2Fb%3Alatest"_ba;
        QTest::newRow("short") << u"python"_s << "fromImage=docker.io%2Flibrary%2Fpython%3Alatest"_ba;
        QTest::newRow("digest") << u"q.io/a@"_s + QString::fromLatin1(digest) << "fromImage=q.io%2Fa%40" + digest.toPercentEncoding();
        QTest::newRow("tag and digest") << u"q.io/a:1@"_s + QString::fromLatin1(digest) << "fromImage=q.io%2Fa%40" + digest.toPercentEncoding();
    }
    void A2_23_neverAllTags()
    {
        QFETCH(QString, reference);
        QFETCH(QByteArray, target);
        Bench bench;
        bench.answer(Bench::layer("l1", "Pull complete"));
        bench.inspect();
        bench.pull(reference);
        QVERIFY(bench.ends());
        QCOMPARE(bench.asked("/images/create").split('?').value(1), target);
    }

    void A2_24_cancel()
    {
        Bench bench;
        bench.answerAndHang(Bench::layer("l1", "Downloading", "{\"current\":1,\"total\":9}"));
        bench.pull();
        QSignalSpy finished(bench.transfer.get(), &ImageTransfer::finished);
        QTRY_COMPARE(bench.states(), QStringList{u"Downloading"_s});
        bench.task->cancel();
        QCOMPARE(bench.task->state(), Task::State::Cancelled);
        QCOMPARE(finished.size(), 1);
        bench.task->cancel();
        QCOMPARE(finished.size(), 1);
    }
    /// B.1 #16
    void A2_24_whatStaysOnDisk()
    {
        Bench bench;
        bench.answerAndHang(Bench::layer("l1", "Pull complete") + Bench::layer("l2", "Already exists") + Bench::layer("l3", "Waiting"));
        bench.pull();
        QTRY_COMPARE(bench.states().size(), 3);
        bench.task->cancel();
        QCOMPARE(bench.task->state(), Task::State::Cancelled);
        QCOMPARE(bench.task->step(), u"No tag was changed; 2 of 3 layers had come and may stay on the engine's disk for the next pull."_s);
    }
    void A2_24_cancelAtOnce()
    {
        Bench bench;
        bench.pull();
        bench.task->cancel();
        QCOMPARE(bench.task->state(), Task::State::Cancelled);
        bench.transfer.reset();
        QCOMPARE(bench.server.requests().size(), 0);
    }
    void A2_24_goneWithThePage()
    {
        Bench bench;
        bench.answerAndHang(Bench::layer("l1", "Waiting"));
        bench.pull();
        QTRY_COMPARE(bench.states(), QStringList{u"Waiting"_s});
        bench.transfer.reset();
        QCOMPARE(bench.task->state(), Task::State::Cancelled);
    }

    /// B.1 #17: no total timeout.
    void A2_23_stillWaiting()
    {
        Bench bench;
        bench.answerAndHang(Bench::layer("l1", "Waiting"));
        bench.pull();
        bench.transfer->setSilence(20);
        QTRY_COMPARE(bench.task->step(), u"Still waiting for q.io"_s);
        QVERIFY(bench.task->isRunning());
    }

    void A2_29_push()
    {
        Bench bench;
        bench.answer(Bench::line("{\"status\":\"The push refers to repository [q.io/a/b]\"}") + Bench::layer("l1", "Preparing") + Bench::layer("l2", "Preparing")
                     + Bench::layer("l1", "Layer already exists") + Bench::layer("l2", "Pushing", "{\"current\":3147264,\"total\":3145728}") + Bench::layer("l2", "Pushed")
                     + Bench::line("{\"status\":\"1: digest: " + digest + " size: 1364\"}")
                     + Bench::line("{\"progressDetail\":{},\"aux\":{\"Tag\":\"1\",\"Digest\":\"" + digest + "\",\"Size\":1364}}"));
        bench.push();
        QVERIFY(bench.ends());
        QCOMPARE(bench.task->step(), u"Pushed, 3.1 MB in 2 layer(s) · "_s + QString::fromLatin1(digest));
        QCOMPARE(bench.states(), (QStringList{u"Already there"_s, u"Done"_s}));
        QVERIFY(bench.asked("/push").endsWith("/images/q.io/a/b/push?tag=1"));
        QCOMPARE(bench.auth(), "e30="_ba); // Docker wants it always
    }

    /// Between the last layer and the manifest: nothing is unpacked on this way.
    void A2_29_pushWaitsForTheManifest()
    {
        Bench bench;
        bench.answerAndHang(Bench::layer("l1", "Layer already exists") + Bench::layer("l2", "Pushing", "{\"current\":3000000,\"total\":3000000}") + Bench::layer("l2", "Pushed"));
        bench.push();
        QTRY_COMPARE(bench.task->step(), u"3.0 MB are at q.io · sending the manifest"_s);
    }

    void A2_30_asWhom()
    {
        Bench bench;
        bench.files.docker("{\"auths\":{\"q.io\":" + CredentialFiles::pair("alice:Canary-1") + "}}");
        bench.answer(Bench::line("{\"errorDetail\":{\"message\":\"unauthorized: authentication required\"},\"error\":\"unauthorized: authentication required\"}"));
        bench.pull();
        QVERIFY(bench.ends());
        QVERIFY(QByteArray::fromBase64(bench.auth(), QByteArray::Base64UrlEncoding).contains("Canary-1"));
        QVERIFY(bench.task->error().kind == Error::Kind::PermissionDenied);
        const QString sentence = bench.task->error().sentence();
        QVERIFY2(sentence.startsWith(u"pull q.io/a/b:1 from q.io as alice: q.io does not allow it to alice"_s), qPrintable(sentence));
        QVERIFY(!sentence.contains(u"Canary"_s) && !sentence.contains(QString::fromLatin1(bench.auth())));
    }

    void A2_33_platform_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QByteArray>("came");
        QTest::addColumn<QByteArray>("variant");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("as wanted") << u"linux/arm64"_s << "arm64"_ba << ""_ba << true;
        QTest::newRow("a variant") << u"linux/arm64"_s << "arm64"_ba << "v8"_ba << true;
        QTest::newRow("its other name") << u"linux/amd64"_s << "x86_64"_ba << ""_ba << true;
        QTest::newRow("the engine gave its own") << u"linux/arm64"_s << "amd64"_ba << ""_ba << false;
        QTest::newRow("another variant") << u"linux/arm/v7"_s << "arm"_ba << "v6"_ba << false;
    }
    void A2_33_platform()
    {
        QFETCH(QString, wanted);
        QFETCH(QByteArray, came);
        QFETCH(QByteArray, variant);
        QFETCH(bool, isGood);
        Bench bench;
        bench.answer(Bench::line("{\"status\":\"Status: Image is up to date for q.io/a/b:1\"}"));
        bench.inspect(came, variant);
        bench.pull(u"q.io/a/b:1"_s, wanted);
        QVERIFY(bench.ends());
        QVERIFY(bench.asked("/images/create").endsWith("&platform=" + QUrl::toPercentEncoding(wanted)));
        QCOMPARE(bench.task->state(), isGood ? Task::State::Finished : Task::State::Failed);
        const QString told = isGood ? bench.task->step() : bench.task->error().sentence();
        QVERIFY2(told.contains(isGood ? u"Already here and up to date"_s : u"the image does not come for %1: what the engine has under this name is for linux/"_s.arg(wanted)), qPrintable(told));
    }

    void A2_32_streamTrouble_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QString>("told");
        const QByteArray begun = Bench::layer("l1", "Downloading", "{\"current\":1,\"total\":9}");
        const auto failure = [](const QByteArray &text) { return Bench::line("{\"errorDetail\":{\"message\":\"" + text + "\"},\"error\":\"" + text + "\"}"); };
        QTest::newRow("cut between objects") << Bench::open(begun) << u"from q.io without logging in: the connection ended in the middle of the answer"_s;
        QTest::newRow("cut within one") << Bench::open(begun + "{\"sta") << u"pull q.io/a/b:1 from q.io without logging in: "_s;
        QTest::newRow("garbage") << FaultServer::chunked({QByteArray(3 << 20, 'x')}) << u"the answer is not a stream of JSON objects"_s;
        QTest::newRow("garbage between objects") << FaultServer::chunked({begun + "<html>\r\n"}) << u"the answer is not a stream of JSON objects"_s;
        QTest::newRow("disk full") << FaultServer::chunked({begun + failure("no space left on device")}) << u"the engine's disk is full: no space left on device"_s;
        QTest::newRow("an error after progress") << FaultServer::chunked({begun + failure("unexpected EOF")}) << u"the connection to q.io broke"_s;
        QTest::newRow("before it") << "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 30\r\n\r\n{\"message\":\"manifest unknown\"}"_ba
                                   << u"q.io has no such image or tag"_s;
        QTest::newRow("empty error") << "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"_ba << u"HTTP 500"_s;
    }
    void A2_32_streamTrouble()
    {
        QFETCH(QByteArray, reply);
        QFETCH(QString, told);
        Bench bench;
        bench.server.enqueue({.reply = reply, .end = FaultScript::End::Close});
        bench.pull();
        QVERIFY(bench.ends());
        QCOMPARE(bench.task->state(), Task::State::Failed);
        const QString sentence = bench.task->error().sentence();
        QVERIFY2(sentence.contains(told), qPrintable(sentence));
    }
    void A2_32_saidAndNotDone()
    {
        Bench bench;
        bench.answer(Bench::layer("l1", "Pull complete"));
        bench.server.enqueue({.reply = "HTTP/1.1 404 Not Found\r\nContent-Length: 27\r\n\r\n{\"message\":\"No such image\"}"});
        bench.pull();
        QVERIFY(bench.ends());
        QVERIFY2(bench.task->error().sentence().contains(u"said that it pulled the image, and does not show it"_s), qPrintable(bench.task->error().sentence()));
    }
    void A2_32_noEngine()
    {
        Bench bench;
        bench.task = bench.tasks.add(u"Pull"_s);
        ImagePull pull(Endpoint::unixSocket(bench.files.folder.filePath(u"none"_s)), *bench.files.auth, *bench.task, Reference::parse(u"q.io/a:1"_s).value(), {}, nullptr);
        pull.start();
        QVERIFY(bench.ends());
        QVERIFY(bench.task->error().kind == Error::Kind::Unreachable);
    }
};

LONGSHORE_TEST_MAIN(tst_ImageTransfer)
#include "tst_imagetransfer.moc"
