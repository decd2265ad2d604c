// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does to images, on a real engine: what a plan says is what the engine does.
#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "model/images/buildstepsmodel.h"
#include "model/images/imagebuild.h"
#include "model/images/imagecommands.h"
#include "model/images/prunemodel.h"
#include "model/tasks/tasklist.h"
#include "tests/support/calls.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QUuid>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using Outcome = ImageRemovalPlan::Outcome;

namespace
{

constexpr int minutes = 60'000;

} // namespace

class tst_EngineImageActions : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_mark = QUuid::createUuid().toString(QUuid::Id128).left(8);
    std::unique_ptr<EngineSession> m_session;
    std::unique_ptr<EngineSync> m_sync;
    std::unique_ptr<TaskList> m_tasks;
    std::unique_ptr<ImageCommands> m_commands;
    QList<ContainerId> m_containers;
    int m_serial = 0;

    bool isPodman() const { return m_session->kind() == EngineKind::Podman; }
    EngineClient &client() const { return *m_session->client(); }
    QString name(const QString &tag) const { return u"127.0.0.1:1/actions-%1:%2"_s.arg(m_mark, tag); }
    void write(const QString &path, const QByteArray &bytes, bool program = false) const
    {
        QDir().mkpath(QFileInfo(m_dir.filePath(path)).path());
        QFile file(m_dir.filePath(path));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size());
        if (program)
            file.setPermissions(file.permissions() | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther);
    }
    BuildRequest request(const QStringList &tags, const QByteArray &dockerfile) const
    {
        write(u"Dockerfile"_s, dockerfile);
        BuildRequest request;
        request.folder = m_dir.path();
        for (const QString &tag : tags)
            request.tags.append(name(tag));
        request.labels = {{u"longshore.test"_s, m_mark}};
        return request;
    }
    struct Built {
        std::optional<Result<ImageId>> image;
        QByteArray log;
        std::optional<bool> isBuildKit;
        QList<BuildStep> steps;
    };
    Built build(const BuildRequest &request, const std::function<void(ImageBuild &, const QByteArray &)> &watch = {})
    {
        Built built;
        BuildStepsModel steps;
        ImageBuild build(client(), request);
        connect(&build, &ImageBuild::builderChosen, this, [&](bool chosen) { built.isBuildKit = chosen; });
        connect(&build, &ImageBuild::stepBegan, &steps, &BuildStepsModel::begin);
        connect(&build, &ImageBuild::stepWasCached, &steps, &BuildStepsModel::markCached);
        connect(&build, &ImageBuild::traced, &steps, &BuildStepsModel::take);
        connect(&build, &ImageBuild::output, this, [&](const QByteArray &text) {
            built.log += text;
            if (watch)
                watch(build, built.log);
        });
        QSignalSpy finished(&build, &ImageBuild::finished);
        connect(&build, &ImageBuild::finished, this, [&](const Result<ImageId> &image) { built.image = image; });
        build.start();
        if (!built.image && finished.wait(3 * minutes))
            steps.end(*built.image ? BuildStep::State::Done : BuildStep::State::Failed);
        built.steps = steps.steps();
        return built;
    }
    /// One that no other test has.
    ImageId makeImage(const QStringList &tags, const QByteArray &from = "FROM scratch\nCOPY busybox /bin/busybox\n", bool classic = false)
    {
        BuildRequest wanted = request(tags, from + "LABEL serial=" + QByteArray::number(++m_serial) + "\nENTRYPOINT [\"/bin/busybox\",\"sleep\"]\nCMD [\"300\"]\n");
        wanted.classic = classic;
        const Built built = build(wanted);
        if (!built.image || !*built.image)
            qFatal("%s", built.image ? qPrintable(built.image->error().sentence()) : "the build never ended");
        return **built.image;
    }
    ContainerId makeContainer(const QString &image, bool running)
    {
        ContainerSpec spec;
        spec.image = image;
        spec.networkMode = u"none"_s;
        spec.labels = {{u"longshore.test"_s, m_mark}};
        const auto made = await<CreatedContainer>([&](auto done) { client().containers().create(u"actions-%1-%2"_s.arg(m_mark).arg(++m_serial), spec, this, done); });
        if (!made)
            qFatal("%s", qPrintable(made.error().sentence()));
        m_containers.append(made->id);
        if (running) {
            const auto started = await<bool>([&](auto done) { client().containers().start(made->id.value, this, done); });
            if (!started)
                qFatal("%s", qPrintable(started.error().sentence()));
        }
        return made->id;
    }
    /// Waits until the lists tell this.
    bool listed(const std::function<bool(const RemovalFacts &facts)> &isSo)
    {
        m_sync->refresh();
        return QTest::qWaitFor([&] { return isSo(m_commands->facts()); }, minutes);
    }
    bool listed(const ImageId &image, qsizetype tags, qsizetype users, bool running = false)
    {
        return listed([&](const RemovalFacts &facts) {
            const ImageSummary *found = facts.find(image);
            const auto uses = std::count_if(facts.containers.begin(), facts.containers.end(), [&](const ContainerSummary &each) {
                return each.imageId == image && (each.state == u"running") == running;
            });
            return found && m_sync->details(image) && found->repoTags.size() == tags && uses == users;
        });
    }
    bool exists(const ImageId &image)
    {
        return bool(await<ImageDetails>([&](auto done) { client().images().inspect(image.value, this, done); }));
    }
    RemovalReport remove(const RemovalPlan &plan, bool force)
    {
        QSignalSpy removed(m_commands.get(), &ImageCommands::removed);
        m_commands->remove(plan, force);
        if (removed.isEmpty() && !removed.wait(minutes))
            return {};
        return removed.constFirst().constFirst().value<RemovalReport>();
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariable("LONGSHORE_TEST_ENGINE").isEmpty())
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
        EngineEnvironment environment;
        environment.requested = qEnvironmentVariable("LONGSHORE_TEST_ENGINE");
        m_session = std::make_unique<EngineSession>(environment);
        m_sync = std::make_unique<EngineSync>(*m_session);
        m_tasks = std::make_unique<TaskList>();
        m_commands = std::make_unique<ImageCommands>(*m_session, *m_sync, *m_tasks);
        m_session->start();
        QTRY_VERIFY_WITH_TIMEOUT(!m_sync->isLoading(), minutes);
        QFile busybox(u"/bin/busybox"_s);
        QVERIFY(busybox.open(QIODevice::ReadOnly));
        write(u"busybox"_s, busybox.readAll(), true);
    }
    void cleanup()
    {
        if (!m_session)
            return;
        for (const ContainerId &id : std::exchange(m_containers, {}))
            (void)await<void>([&](auto done) { client().containers().remove(id.value, {.force = true, .volumes = true}, this, done); });
        const auto images = await<QList<ImageSummary>>([&](auto done) { client().images().list({}, this, done); });
        QVERIFY(images);
        for (const ImageSummary &image : *images) {
            if (image.labels.value(u"longshore.test"_s) == m_mark)
                (void)await<ImageRemoval>([&](auto done) { client().images().remove(image.id.value, {.force = true}, this, done); });
        }
    }
    void cleanupTestCase()
    {
        m_commands.reset();
        m_sync.reset();
        m_session.reset();
    }

    /// engine-api §2, the table of DELETE: what is planned is what happens, refused or not, forced or not.
    void A1_15_planAndEngineAgree_data()
    {
        QTest::addColumn<int>("tags"); // of the image; 0 = without a name
        QTest::addColumn<int>("wish"); // so many of them; 0 = the image by its id
        QTest::addColumn<QString>("user");
        QTest::newRow("one of two tags") << 2 << 1 << QString();
        QTest::newRow("one of two tags, running") << 2 << 1 << u"running"_s;
        QTest::newRow("last tag") << 1 << 1 << QString();
        QTest::newRow("all tags") << 2 << 2 << QString();
        QTest::newRow("by id, two tags") << 2 << 0 << QString();
        QTest::newRow("last tag, stopped") << 1 << 1 << u"stopped"_s;
        QTest::newRow("last tag, running") << 1 << 1 << u"running"_s;
        QTest::newRow("without a name") << 0 << 0 << QString();
        QTest::newRow("without a name, stopped") << 0 << 0 << u"stopped"_s;
        QTest::newRow("without a name, running") << 0 << 0 << u"running"_s;
    }
    void A1_15_planAndEngineAgree()
    {
        QFETCH(int, tags);
        QFETCH(int, wish);
        QFETCH(QString, user);
        const ImageId image = makeImage(tags == 0 ? QStringList() : QStringList{u"a"_s, u"b"_s}.mid(0, tags));
        const ContainerId container = user.isEmpty() ? ContainerId() : makeContainer(image.value, user == u"running");
        QVERIFY(listed(image, tags, user.isEmpty() ? 0 : 1, user == u"running"));
        RemovalWish wanted;
        for (const QString &tag : QStringList{u"a"_s, u"b"_s}.mid(0, wish))
            wanted.tags.append(name(tag));
        if (wish == 0)
            wanted.images = {image};
        const RemovalPlan plan = planRemoval(m_commands->facts(), wanted);
        QCOMPARE(plan.images.size(), 1);
        const ImageRemovalPlan &planned = plan.images.constFirst();
        QCOMPARE(planned.users.size(), user.isEmpty() ? 0 : 1);
        if (planned.plain == Outcome::Refused) {
            QVERIFY(!remove(plan, false).sentence().contains(u"untagged"_s)); // nothing is even tried
            const QString last = planned.engineNames.isEmpty() ? image.value : planned.engineNames.constLast();
            const auto refused = await<ImageRemoval>([&](auto done) { client().images().remove(last, {}, this, done); });
            QVERIFY(!refused);
            QVERIFY2(!removalAdvice(refused.error()).isEmpty(), qPrintable(refused.error().sentence()));
        }
        if (planned.forced == Outcome::Refused) {
            const auto refused = await<ImageRemoval>([&](auto done) { client().images().remove(image.value, {.force = true}, this, done); });
            QVERIFY(!refused);
            QVERIFY2(!removalAdvice(refused.error()).contains(u"force"_s), qPrintable(refused.error().sentence()));
            return;
        }
        const RemovalReport report = remove(plan, planned.plain == Outcome::Refused);
        QVERIFY2(report.kept.isEmpty(), qPrintable(report.lines().join(u'\n')));
        QCOMPARE(QSet<QString>(report.untagged.begin(), report.untagged.end()), QSet<QString>(planned.untagged.begin(), planned.untagged.end()));
        QCOMPARE(report.deleted, planned.forced == Outcome::Deleted ? QList{image} : QList<ImageId>());
        QCOMPARE(exists(image), planned.forced != Outcome::Deleted);
        QCOMPARE(report.nameless.size(), planned.forced == Outcome::Nameless ? 1 : 0);
        // A forced removal takes containers along on Podman, and only there.
        if (!user.isEmpty()) {
            const bool lives = bool(await<ContainerDetails>([&](auto done) { client().containers().inspect(container.value, this, done); }));
            QCOMPARE(!lives, !report.killed.isEmpty());
            QCOMPARE(lives, !(isPodman() && planned.forceHelps()));
        }
    }

    void A1_15_imageWithChildren()
    {
        const ImageId parent = makeImage({u"parent"_s}, "FROM scratch\nCOPY busybox /bin/busybox\n", true);
        const ImageId child = makeImage({u"child"_s}, "FROM " + name(u"parent"_s).toUtf8() + "\n", true);
        QVERIFY(listed(parent, 1, 0) && listed(child, 1, 0));
        const RemovalReport report = remove(planRemoval(m_commands->facts(), {{name(u"parent"_s)}, {}}), false);
        QVERIFY2(report.kept.isEmpty(), qPrintable(report.lines().join(u'\n')));
        QCOMPARE(report.untagged, QStringList{name(u"parent"_s)});
        QVERIFY(exists(child));
        // Whatever the engine does with it, that is what was told.
        QCOMPARE(report.deleted.contains(parent), !exists(parent));
        QCOMPARE(report.nameless.contains(parent), exists(parent));
    }

    void A1_16_tagMoveAndUndo()
    {
        const ImageId first = makeImage({u"one"_s});
        const ImageId second = makeImage({u"two"_s});
        QVERIFY(listed(first, 1, 0) && listed(second, 1, 0));
        QSignalSpy tagged(m_commands.get(), &ImageCommands::tagged);
        QSignalSpy failed(m_commands.get(), &ImageCommands::failed);
        m_commands->tag(first, name(u"more"_s));
        QVERIFY(tagged.wait(minutes));
        QTRY_COMPARE_WITH_TIMEOUT(m_commands->imageOf(name(u"more"_s)), first, minutes);
        m_commands->tag(second, name(u"more"_s));
        QVERIFY(tagged.wait(minutes));
        QCOMPARE(tagged[1][0].value<TagChange>().before, first);
        QTRY_COMPARE_WITH_TIMEOUT(m_commands->imageOf(name(u"more"_s)), second, minutes);
        m_commands->undo();
        QTRY_COMPARE_WITH_TIMEOUT(m_commands->imageOf(name(u"more"_s)), first, minutes);
        m_commands->untag(name(u"more"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_commands->canUndo(), minutes);
        QTRY_VERIFY_WITH_TIMEOUT(m_commands->imageOf(name(u"more"_s)).isEmpty(), minutes);
        m_commands->undo();
        QTRY_COMPARE_WITH_TIMEOUT(m_commands->imageOf(name(u"more"_s)), first, minutes);
        QCOMPARE(failed.size(), 0);
    }

    void pruneRemovesWhatWasShown()
    {
        const ImageId old = makeImage({u"app"_s});
        const ImageId now = makeImage({u"app"_s}); // takes its name
        QVERIFY(listed(old, 0, 0) && listed(now, 1, 0));
        const PruneModel model(m_commands->facts(), {});
        QVERIFY(model.plan().deleted(false).contains(old));
        QVERIFY(!model.plan().deleted(false).contains(now));
        const RemovalReport report = remove(planRemoval(m_commands->facts(), {{}, {old}}), false);
        QCOMPARE(report.deleted, QList{old});
        QVERIFY(report.freed.bytes >= 0 && !exists(old) && exists(now));
    }

    void A3_36_buildWithStepsAndLog()
    {
        write(u".dockerignore"_s, "*\n!busybox\n!src\nsrc/**/*.log\n");
        write(u"src/deep/a.log"_s, "no");
        write(u"src/deep/a.txt"_s, "yes");
        write(u"left.txt"_s, "no");
        const BuildRequest wanted = request({u"built"_s}, "FROM scratch\nCOPY busybox /bin/busybox\nCOPY . /all/\nENTRYPOINT [\"/bin/busybox\"]\nCMD [\"find\",\"/all\"]\n");
        const Built built = build(wanted);
        QFile::remove(m_dir.filePath(u".dockerignore"_s));
        QVERIFY(built.image);
        QVERIFY2(*built.image, *built.image ? "" : qPrintable(built.image->error().sentence()));
        QCOMPARE(built.isBuildKit, std::optional(!isPodman()));
        QVERIFY(built.steps.size() >= 3);
        for (const BuildStep &step : built.steps)
            QVERIFY2(step.state == BuildStep::State::Done || step.state == BuildStep::State::Cached, qPrintable(step.title));
        QVERIFY2(built.log.contains("COPY . /all/"), built.log.constData());
        const auto details = await<ImageDetails>([&](auto done) { client().images().inspect(name(u"built"_s), this, done); });
        QVERIFY(details);
        QCOMPARE(details->id, **built.image);
        QCOMPARE(details->labels.value(u"longshore.test"_s), m_mark);
        // The same again comes from the cache.
        write(u".dockerignore"_s, "*\n!busybox\n!src\nsrc/**/*.log\n");
        const Built again = build(wanted);
        QFile::remove(m_dir.filePath(u".dockerignore"_s));
        QVERIFY(again.image && *again.image);
        QVERIFY(std::any_of(again.steps.begin(), again.steps.end(), [](const BuildStep &step) { return step.state == BuildStep::State::Cached; }));
    }

    void A3_38_targetArgumentsLabels()
    {
        BuildRequest wanted = request({u"staged"_s}, "ARG SHOWN=preset\nFROM scratch AS base\nCOPY busybox /bin/busybox\n"
                                                     "FROM base AS wanted\nARG SHOWN\nENV SHOWN=$SHOWN\nFROM base AS last\nENV SHOWN=last\n");
        wanted.target = u"wanted"_s;
        wanted.arguments = {{u"SHOWN"_s, u"a b & c"_s}};
        wanted.labels[u"k"_s] = u"v w"_s;
        wanted.platform = u"linux/amd64"_s;
        wanted.noCache = true;
        const Built built = build(wanted);
        QVERIFY(built.image);
        QVERIFY2(*built.image, *built.image ? "" : qPrintable(built.image->error().sentence()));
        const auto details = await<ImageDetails>([&](auto done) { client().images().inspect(built.image->value().value, this, done); });
        QVERIFY(details);
        QVERIFY2(details->env.contains(u"SHOWN=a b & c"_s), qPrintable(details->env.join(u'\n')));
        QCOMPARE(details->labels.value(u"k"_s), u"v w"_s);
    }

    void A3_36_errorWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("dockerfile");
        QTest::addColumn<QString>("place");
        QTest::newRow("COPY of what is not there") << "FROM scratch\nCOPY busybox /bin/busybox\n# here\nCOPY missing \\\n  /x\n"_ba << u"Dockerfile, line 4 (COPY missing /x)"_s;
        QTest::newRow("parse error") << "FROM scratch\nBOGUS x\n"_ba << u"Dockerfile, line 2"_s;
    }
    void A3_36_errorWithItsLine()
    {
        QFETCH(QByteArray, dockerfile);
        QFETCH(QString, place);
        const Built built = build(request({u"bad"_s}, dockerfile));
        QVERIFY(built.image && !*built.image);
        const QString sentence = built.image->error().sentence();
        QVERIFY2(sentence.contains(place), qPrintable(sentence));
    }

    void cancelEndsTheBuild()
    {
        BuildRequest wanted = request({u"slow"_s}, "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\",\"sh\",\"-c\",\"echo sleeping; exec /bin/busybox sleep 300\"]\n");
        bool cancelled = false;
        const Built built = build(wanted, [&cancelled](ImageBuild &build, const QByteArray &log) {
            if (log.contains("\nsleeping") && !std::exchange(cancelled, true))
                QMetaObject::invokeMethod(&build, &ImageBuild::cancel, Qt::QueuedConnection);
        });
        QVERIFY(built.image && !*built.image);
        QVERIFY2(built.image->error().kind == Error::Kind::Cancelled, qPrintable(built.image->error().sentence()));
    }
};

LONGSHORE_TEST_MAIN(tst_EngineImageActions)
#include "tst_engine_imageactions.moc"
