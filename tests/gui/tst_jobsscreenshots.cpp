// SPDX-License-Identifier: GPL-3.0-or-later
// The Jobs page in the real window: its list, its empty state, and a source being watched; light and dark. See
// tests/gui/picture.h.
#include "model/settings.h"
#include "model/tasks/tasklist.h"
#include "tests/gui/picture.h"
#include "tests/gui/samplerun.h"
#include "tests/gui/watchbench.h"
#include "tests/support/testmain.h"
#include "ui/jobs/jobeditorview.h"
#include "ui/shell/mainwindow.h"

#include <QAction>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

/// The window around the page of a bench.
struct JobsScene {
    explicit JobsScene(Theme::Scheme scheme)
        : bench(scheme)
        , settings(bench.path(u"store"_s))
        , window(settings, tasks, bench.theme)
    {
        qputenv("HOME", bench.folder.path().toUtf8()); // paths are told from there
        window.addPage({u"jobs"_s, u"Jobs"_s, u"view-form"_s, u"&Job"_s, false}, &bench.page);
        window.setEngine({.mark = Mark::Success, .name = u"docker"_s, .endpoint = u"unix:///var/run/docker.sock"_s, .facts = u"20.10.24 · API 1.41"_s});
        window.setMinimumSize(1440, 900); // the offscreen screen is smaller
        window.resize(1440, 900);
        bench.theme.setScheme(scheme); // the window has applied the one of the settings
        window.show();
    }
    ~JobsScene() { bench.page.setParent(nullptr); } // the bench has it

    WatchBench bench;
    Settings settings;
    TaskList tasks;
    MainWindow window;
};

void setList(JobsScene &scene)
{
    const auto now = QDateTime::currentDateTimeUtc();
    const auto add = [&scene, now](const QString &name, const QString &image, const QString &id, std::optional<Verdict> verdict, int minutes) {
        scene.bench.save(name, image);
        QFile file(scene.bench.path(u"jobs/%1.job.json"_s.arg(name)));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.setFileTime(now.addSecs(-60 * (minutes + 45)), QFileDevice::FileModificationTime));
        if (id.isEmpty())
            return;
        RunSummary run;
        run.id = RunId{id};
        run.jobId = JobDocument::load(scene.bench.path(u"jobs/%1.job.json"_s.arg(name)))->id();
        run.state = verdict ? RunState::Finished : RunState::Running;
        run.verdict = verdict;
        run.created = now.addSecs(-60 * minutes);
        scene.bench.model.upsertRun(run);
    };
    add(u"Split comments"_s, u"longshore/demo-text-splitter:1.0.0"_s, u"05"_s, Verdict::Success, 12);
    add(u"Nightly orders"_s, u"quay.io/keboola/python-transformation:1.4.8"_s, u"04"_s, Verdict::UserError, 95);
    add(u"Load invoices"_s, u"quay.io/keboola/python-transformation:1.4.8"_s, u"06"_s, {}, 1);
    add(u"Export customers"_s, u"localhost:5000/acme/export:2.1"_s, u"03"_s, Verdict::OutOfMemory, 60 * 26);
    add(u"Try the new writer"_s, u"localhost:5000/acme/writer:dev"_s, {}, {}, 0);
    scene.bench.list();
}

/// A build that failed, as the engine tells it.
void setWatch(JobsScene &scene)
{
    WatchBench &bench = scene.bench;
    bench.write(u"source/component_config/configSchema.json"_s,
                "{\"type\":\"object\",\"properties\":{\"column\":{\"type\":\"string\",\"title\":\"Text column\",\"default\":\"comment\"},"
                "\"max\":{\"type\":\"integer\",\"title\":\"Longest piece\",\"default\":75}}}");
    bench.openSource();
    QSignalSpy finished(&bench.service, &RunService::finished);
    bench.find<QAction>(u"watchSource"_s)->trigger();
    QVERIFY(finished.wait(20'000)); // there is no engine; what follows is told in its place
    RunResult result;
    result.summary.jobName = u"source"_s;
    result.summary.imageReference = u"source:dev"_s;
    result.summary.verdict = Verdict::EngineFailure;
    result.summary.created = result.summary.started = QDateTime(QDate(2026, 11, 28), QTime(10, 4, 2), Qt::UTC);
    result.summary.message = u"build the image source:dev: Dockerfile, line 4 (RUN make): The command '/bin/sh -c make' returned a non-zero code: 2"_s;
    result.summary = makeSampleRun(*bench.store, u"01M7ZZ0000000000000000007F"_s, result.summary,
                                   {{0, "build: Step 1/4 : FROM debian:12-slim"}, {1, "build: Step 2/4 : COPY . /code"}, {2, "build: Step 3/4 : WORKDIR /code"},
                                    {3, "build: Step 4/4 : RUN make"}, {900, "E|build: main.c:12:5: error: expected ';' before 'return'"}, {910, "E|build: make: *** [main.o] Error 1"}});
    bench.write(u"source/main"_s, "changed");
    QVERIFY(finished.wait(20'000));
    Q_EMIT bench.service.finished(bench.pane()->watching()->run().id, result);
    QTest::qWait(200); // the log and the preview follow
}

} // namespace

class TestJobsScreenshots : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        setPictureFont();
    }

    void pictures_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("dark");
        for (const QString &name : {u"jobs-empty"_s, u"jobs"_s, u"jobs-watch"_s}) {
            QTest::newRow(qPrintable(name + u" light"_s)) << name << false;
            QTest::newRow(qPrintable(name + u" dark"_s)) << name << true;
        }
    }
    void pictures()
    {
        QFETCH(QString, name);
        QFETCH(bool, dark);
        JobsScene scene(dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        if (name == "jobs"_L1)
            setList(scene);
        else
            scene.bench.list();
        if (name == "jobs-watch"_L1)
            setWatch(scene);
        const QImage image = takePicture(scene.window, name + (dark ? u"-dark"_s : u"-light"_s), qEnvironmentVariable("LONGSHORE_PICTURES", m_folder.path()));
        QCOMPARE(image.size(), scene.window.size());
        QVERIFY(!isBlank(image));
    }
};

LONGSHORE_GUI_TEST_MAIN(TestJobsScreenshots)
#include "tst_jobsscreenshots.moc"
