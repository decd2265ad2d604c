// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/engineclient.h"
#include "model/images/buildstepsmodel.h"
#include "model/images/imagebuild.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"
#include "tests/support/transcript.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using State = BuildStep::State;

namespace
{

QByteArray engineHeaders(bool buildKit)
{
    return buildKit ? "Api-Version: 1.45\r\nBuilder-Version: 2\r\nOstype: linux\r\n"_ba : "Api-Version: 1.38\r\nOstype: linux\r\n"_ba;
}

} // namespace

/// A build of an image from a folder, from what is asked for to what the engine says.
class tst_ImageBuild : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    void write(const QString &name, const QByteArray &bytes) const
    {
        const QString path = m_dir->filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    BuildRequest request() const
    {
        BuildRequest request;
        request.folder = m_dir->path();
        request.tags = QStringList{u"team/app:1"_s};
        return request;
    }

    /// What came of a build on a server that answers like this.
    struct Outcome {
        std::optional<Result<ImageId>> image;
        QByteArray log;
        std::optional<bool> isBuildKit;
        QList<BuildStep> steps;
        QList<RecordedRequest> requests;
    };
    Outcome build(const BuildRequest &wanted, const FaultScript &answer, bool buildKit, const std::function<void(ImageBuild &)> &more = {})
    {
        Outcome outcome;
        FaultServer server;
        server.enqueue({.reply = FaultServer::ok("OK", engineHeaders(buildKit))});
        server.enqueue(answer);
        EngineClient client(server.endpoint());
        ImageBuild build(client, wanted);
        BuildStepsModel steps;
        const QAbstractItemModelTester tester(&steps);
        connect(&build, &ImageBuild::builderChosen, this, [&](bool chosen) { outcome.isBuildKit = chosen; });
        connect(&build, &ImageBuild::stepBegan, &steps, &BuildStepsModel::begin);
        connect(&build, &ImageBuild::stepWasCached, &steps, &BuildStepsModel::markCached);
        connect(&build, &ImageBuild::traced, &steps, &BuildStepsModel::take);
        connect(&build, &ImageBuild::output, this, [&](const QByteArray &text) { outcome.log += text; });
        connect(&build, &ImageBuild::finished, this, [&](const Result<ImageId> &image) { outcome.image = image; });
        if (more)
            more(build);
        build.start();
        if (QTest::qWaitFor([&] { return outcome.image.has_value(); }, 20'000))
            steps.end(*outcome.image ? State::Done : State::Failed);
        outcome.steps = steps.steps();
        outcome.requests = server.requests();
        return outcome;
    }
    static FaultScript recorded(const QString &engine, const QString &call, qsizetype piece = 0)
    {
        const Transcript transcript = Transcript::load(engine, call);
        if (transcript.status() == 200)
            return {.reply = FaultServer::chunked({transcript.body()}), .piece = piece};
        const QByteArray body = transcript.body();
        return {.reply = "HTTP/1.1 " + QByteArray::number(transcript.status()) + " No\r\nContent-Type: application/json\r\nContent-Length: "
                         + QByteArray::number(body.size()) + "\r\n\r\n" + body};
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        write(u"Dockerfile"_s, "FROM scratch AS base\nARG VERSION\nRUN echo hi; echo err >&2; exit 3\nCOPY Dockerfile /d\nRUN [\"/nope\"]\n");
    }

    void A3_38_whatCannotBeBuilt_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QString &part, const QString &value, const QString &says) { QTest::newRow(name) << part << value << says; };
        row("no folder", u"folder"_s, {}, u"no folder is named"_s);
        row("missing folder", u"folder"_s, u"/nowhere/at/all"_s, u"there is no folder /nowhere/at/all"_s);
        row("a file", u"folder"_s, u"/etc/passwd"_s, u"there is no folder"_s);
        row("missing Dockerfile", u"dockerfile"_s, u"Other"_s, u"there is no Other in"_s);
        row("outside", u"dockerfile"_s, u"../Dockerfile"_s, u"lies outside of the folder"_s);
        row("outside, absolute", u"dockerfile"_s, u"/etc/passwd"_s, u"lies outside of the folder"_s);
        row("outside through a folder", u"dockerfile"_s, u"sub/../../Dockerfile"_s, u"lies outside of the folder"_s);
        row("a folder", u"dockerfile"_s, u"."_s, u"there is no ."_s);
        row("tag in upper case", u"tag"_s, u"Team/App"_s, u"upper-case"_s);
        row("tag with a digest", u"tag"_s, u"a@sha256:"_s + QString(64, u'0'), u"has a digest"_s);
        row("unknown stage", u"target"_s, u"zzz"_s, u"has no stage \"zzz\". Its stages are base."_s);
        row("argument", u"argument"_s, u"A B"_s, u"cannot be the name of a build argument"_s);
        row("label", u"label"_s, u"a=b"_s, u"cannot be the name of a label"_s);
        row("platform", u"platform"_s, u"arm"_s, u"is no platform"_s);
    }
    void A3_38_whatCannotBeBuilt()
    {
        QFETCH(QString, part);
        QFETCH(QString, value);
        QFETCH(QString, says);
        BuildRequest wrong = request();
        if (part == u"folder")
            wrong.folder = value;
        else if (part == u"dockerfile")
            wrong.dockerfile = value;
        else if (part == u"tag")
            wrong.tags = QStringList{value};
        else if (part == u"target")
            wrong.target = value;
        else if (part == u"argument")
            wrong.arguments[value] = u"1"_s;
        else if (part == u"label")
            wrong.labels[value] = u"1"_s;
        else
            wrong.platform = value;
        const Result<void> good = wrong.check();
        QVERIFY(!good);
        QVERIFY2(good.error().sentence().contains(says), qPrintable(good.error().sentence()));
        QVERIFY(!good.error().advice.isEmpty());
        const Outcome outcome = build(wrong, {}, true);
        QVERIFY(outcome.image && !*outcome.image);
        QCOMPARE(outcome.requests.size(), 0);
    }

    void aDockerfileThatLeadsOutside()
    {
        QVERIFY(QFile::link(u"/etc/passwd"_s, m_dir->filePath(u"Linked"_s)));
        BuildRequest linked = request();
        linked.dockerfile = u"Linked"_s;
        QVERIFY(linked.check().error().happened.contains(u"lies outside of the folder"_s));
    }

    void A3_38_everyFieldIsSent()
    {
        write(u"sub/Dev.Dockerfile"_s, "FROM scratch AS one\nFROM one AS two\n");
        BuildRequest all = request();
        all.dockerfile = m_dir->filePath(u"sub/Dev.Dockerfile"_s);
        all.tags = QStringList{u"a:1"_s, u"b:2"_s};
        all.target = u"one"_s;
        all.arguments = {{u"VERSION"_s, u"1 & 2"_s}};
        all.labels = {{u"k"_s, u"v"_s}};
        all.platform = u"linux/arm64"_s;
        all.noCache = all.pull = true;
        all.registryConfig = "e30=";
        QVERIFY(all.check());
        const Outcome outcome = build(all, recorded(u"docker-26.1.5"_s, u"build-buildkit-ok"_s), true);
        QVERIFY(outcome.image && *outcome.image);
        const RecordedRequest &sent = outcome.requests.constLast();
        QCOMPARE(sent.target, "/build?t=a%3A1&t=b%3A2&dockerfile=sub%2FDev.Dockerfile&buildargs=%7B%22VERSION%22%3A%221%20%26%202%22%7D"
                              "&labels=%7B%22k%22%3A%22v%22%7D&target=one&platform=linux%2Farm64&version=2&nocache=1&pull=1&rm=1&forcerm=1"_ba);
        QCOMPARE(sent.headers.value("x-registry-config"), QByteArray("e30="));
        QVERIFY(sent.body.contains("FROM one AS two"));
    }

    void A3_36_contextIsTheFolderWithoutWhatIsIgnored()
    {
        write(u".dockerignore"_s, "*\n!src\nsrc/**/*.log\n");
        write(u"secret.txt"_s, "do not send");
        write(u"src/deep/a.log"_s, "no log");
        write(u"src/main.c"_s, "int main");
        const QByteArray body = build(request(), recorded(u"docker-20.10.24"_s, u"build-ok"_s), false).requests.constLast().body;
        QVERIFY(body.contains("FROM scratch") && body.contains("int main"));
        QVERIFY(!body.contains("do not send") && !body.contains("no log"));
    }

    void A3_36_stepsWithDurations_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("call");
        QTest::addColumn<bool>("buildKit");
        QTest::addColumn<QString>("firstStep");
        QTest::newRow("docker 20.10 classic") << u"docker-20.10.24"_s << u"build-ok"_s << false << u"[1/6] FROM scratch"_s;
        QTest::newRow("podman 5") << u"podman-5.4.2"_s << u"build-ok"_s << false << u"[1/6] FROM scratch"_s;
        QTest::newRow("docker 20.10 BuildKit") << u"docker-20.10.24"_s << u"build-buildkit-ok"_s << true << u"[internal] load remote build context"_s;
        QTest::newRow("docker 26 BuildKit") << u"docker-26.1.5"_s << u"build-buildkit-ok"_s << true << u"[internal] load remote build context"_s;
    }
    void A3_36_stepsWithDurations()
    {
        QFETCH(QString, engine);
        QFETCH(QString, call);
        QFETCH(bool, buildKit);
        QFETCH(QString, firstStep);
        const Outcome outcome = build(request(), recorded(engine, call, 333), buildKit);
        QVERIFY(outcome.image && *outcome.image);
        QCOMPARE(outcome.isBuildKit, std::optional(buildKit));
        QCOMPARE((*outcome.image)->value.size(), 64);
        QCOMPARE(outcome.steps.value(0).title, firstStep);
        for (const BuildStep &step : outcome.steps)
            QVERIFY2((step.state == State::Done || step.state == State::Cached) && step.durationMs >= 0, qPrintable(step.title));
        QVERIFY(!outcome.log.isEmpty());
    }

    void A3_36_errorWithItsLine_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("call");
        QTest::addColumn<bool>("buildKit");
        QTest::addColumn<QString>("says");
        QTest::newRow("docker 20.10 classic, RUN") << u"docker-20.10.24"_s << u"build-run-fails"_s << false << u"Dockerfile, line 3 (RUN echo hi; echo err >&2; exit 3): The command"_s;
        QTest::newRow("podman 5, RUN") << u"podman-5.4.2"_s << u"build-run-fails"_s << false << u"Dockerfile, line 3 (RUN echo hi; echo err >&2; exit 3): building at STEP"_s;
        QTest::newRow("docker 26 BuildKit, RUN") << u"docker-26.1.5"_s << u"build-buildkit-error"_s << true << u"Dockerfile, line 5 (RUN [\"/nope\"]): process \"/nope\""_s;
        QTest::newRow("docker 20.10 BuildKit, RUN") << u"docker-20.10.24"_s << u"build-buildkit-error"_s << true << u"Dockerfile, line 5 (RUN [\"/nope\"]): executor failed"_s;
        QTest::newRow("docker 20.10, parse error") << u"docker-20.10.24"_s << u"build-syntax-error"_s << false << u"Dockerfile, line 2: dockerfile parse error line 2"_s;
    }
    void A3_36_errorWithItsLine()
    {
        QFETCH(QString, engine);
        QFETCH(QString, call);
        QFETCH(bool, buildKit);
        QFETCH(QString, says);
        const Outcome outcome = build(request(), recorded(engine, call), buildKit);
        QVERIFY(outcome.image && !*outcome.image);
        const QString sentence = outcome.image->error().sentence();
        QVERIFY2(sentence.contains(says), qPrintable(sentence));
        QVERIFY2(sentence.startsWith(u"build the image team/app:1 from "_s), qPrintable(sentence));
        QVERIFY(outcome.steps.isEmpty() || outcome.steps.constLast().state == State::Failed);
    }

    /// Cut anywhere, it fails and says so; it never succeeds, hangs or crashes.
    void cutAndGarbage_data()
    {
        QTest::addColumn<QByteArray>("reply");
        const QByteArray whole = FaultServer::chunked({Transcript::load(u"docker-26.1.5"_s, u"build-buildkit-ok"_s).body()});
        for (const int part : {1, 10, 50, 90, 99})
            QTest::addRow("cut after %d %%", part) << whole.first(whole.size() * part / 100);
        QTest::newRow("no image at the end") << FaultServer::chunked({"{\"stream\":\"Step 1/1 : FROM scratch\"}\r\n"});
        QTest::newRow("garbage") << FaultServer::chunked({QByteArray("\x00\xff{]garbage", 12).repeated(50)});
        QTest::newRow("another kind of answer") << FaultServer::ok("[]", "Content-Type: application/json\r\n");
        QTest::newRow("no HTTP") << "SSH-2.0-OpenSSH_9.2\r\n"_ba;
    }
    void cutAndGarbage()
    {
        QFETCH(QByteArray, reply);
        const Outcome outcome = build(request(), {.reply = reply, .end = FaultScript::End::Close}, true);
        QVERIFY(outcome.image);
        QVERIFY(!*outcome.image);
        QVERIFY(!outcome.image->error().sentence().isEmpty());
    }

    void cancel()
    {
        const Outcome outcome = build(request(), {.reply = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"}, false, [this](ImageBuild &build) {
            connect(&build, &ImageBuild::builderChosen, &build, [&build] { QMetaObject::invokeMethod(&build, &ImageBuild::cancel, Qt::QueuedConnection); });
        });
        QVERIFY(outcome.image && !*outcome.image);
        QVERIFY(outcome.image->error().kind == Error::Kind::Cancelled);
    }

    void A3_37_keptForTheNextTime()
    {
        BuildRequest all = request();
        all.dockerfile = u"sub/D"_s;
        all.target = u"t"_s;
        all.arguments = {{u"VERSION"_s, u"1"_s}, {u"API_TOKEN"_s, u"s3cret"_s}};
        all.labels = {{u"k"_s, u"v"_s}};
        all.platform = u"linux/arm64"_s;
        all.noCache = all.pull = all.classic = true;
        all.registryConfig = "secret";
        const QByteArray kept = all.toJson();
        QVERIFY(!kept.contains("s3cret") && !kept.contains("registry"));
        BuildRequest expected = all;
        expected.arguments[u"API_TOKEN"_s].clear();
        expected.registryConfig.clear();
        QCOMPARE(BuildRequest::fromJson(kept), expected);
        QCOMPARE(BuildRequest::fromJson("no json"), BuildRequest());
        QCOMPARE(BuildRequest::fromJson("{\"tags\":7,\"folder\":[],\"noCache\":\"x\"}"), BuildRequest());
    }

    void severalStepsAtATimeKeepTheirLines()
    {
        BuildStepsModel steps;
        const QAbstractItemModelTester tester(&steps);
        const QDateTime now = QDateTime::fromSecsSinceEpoch(1'795'419'026, Qt::UTC);
        BuildTrace trace;
        trace.steps = {{u"1"_s, u"[a 1/2] RUN one"_s, {}, now, {}, false}, {u"2"_s, u"[b 1/2] RUN two"_s, {}, now, {}, false},
                       {u"3"_s, u"[b 2/2] RUN three"_s, {}, {}, {}, false}};
        trace.statuses = {{u"1"_s, u"layer"_s, 10, 20, false}, {u"nobody"_s, u"x"_s, 1, 2, false}};
        steps.take(trace);
        QCOMPARE(steps.current(), u"[b 1/2] RUN two"_s);
        QCOMPARE(steps.rowCount(), 2); // in the order in which they begin
        QCOMPARE(steps.totalCount(), 3);
        QCOMPARE(steps.index(0).data(BuildStepsModel::DetailRole).toString(), u"layer: 10 B of 20 B"_s);
        trace.steps = {{u"1"_s, u"[a 1/2] RUN one"_s, {}, now, now.addMSecs(1500), true}};
        trace.statuses.clear();
        steps.take(trace);
        QCOMPARE(steps.steps()[0].durationMs, 1500);
        QVERIFY(steps.steps()[0].state == State::Cached);
        QCOMPARE(steps.endedCount(), 1);
        steps.end(State::Cancelled);
        QVERIFY(steps.steps()[1].state == State::Cancelled);
    }
};

LONGSHORE_TEST_MAIN(tst_ImageBuild)
#include "tst_imagebuild.moc"
