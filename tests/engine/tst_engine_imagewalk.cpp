// SPDX-License-Identifier: GPL-3.0-or-later
// Issue 6, "Done when" 3: pull with a login, run, tag, push, remove with the question that names it, undo: by keys alone, in
// the real window, on a real engine and a real registry.
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "model/component/definition.h"
#include "model/images/imagecommands.h"
#include "model/images/registrycommands.h"
#include "model/images/registrytags.h"
#include "model/jobs/imagejob.h"
#include "model/tasks/noticelist.h"
#include "tests/gui/keys.h"
#include "tests/support/demobench.h"
#include "tests/support/realregistry.h"
#include "tests/support/registrybench.h"
#include "tests/support/runbench.h"
#include "tests/support/testmain.h"
#include "ui/images/imageactions.h"
#include "ui/images/imagespage.h"
#include "ui/images/registry/registryactions.h"
#include "ui/jobs/rundialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QTreeView>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

constexpr int minute = 60'000;
const QString demoImage = u"longshore/demo-text-splitter:1.0.0"_s;

/// The window with the Images page, joined as the program joins it.
struct ImagesWindow {
    explicit ImagesWindow(RunBench &bench)
        : runs(bench)
        , theme(qApp, Theme::Scheme::Light)
        , settings(runs.path(u"store"_s))
        , session(EngineEnvironment::fromSystem(qEnvironmentVariable("LONGSHORE_TEST_ENGINE"), {}))
        , sync(session)
        , tags(*files.auth)
        , registry(session, tasks, *files.auth, tags)
        , commands(session, sync, tasks)
        , window(settings, tasks, theme)
        , page(new ImagesPage(model))
        , registryActions(registry, window)
    {
        QObject::connect(&sync, &EngineSync::imagesChanged, &model, &ImageTreeModel::applySnapshot);
        QObject::connect(&sync, &EngineSync::detailsChanged, &model, &ImageTreeModel::setDetails);
        QObject::connect(&sync, &EngineSync::refreshed, page, &ImagesPage::setRefreshed);
        QObject::connect(&registry, &RegistryCommands::pulled, &sync, &EngineSync::refresh);
        QObject::connect(page, &ImagesPage::selectionChanged, page, [this] {
            const std::optional<ImageTag> tag = page->currentTag();
            registryActions.setCurrent(tag && !tag->tag.isEmpty() ? tag->fullReference : QString());
        });
        QObject::connect(page, &ImagesPage::runRequested, page, [this](const QString &reference, const ImageId &image) { openForm(reference, image); });
        page->addTool(registryActions.pull());
        page->addImageAction(registryActions.push());
        new ImageActions(commands, sync, notices, *page);
        window.addPage({u"images"_s, u"Images"_s, u"package"_s, u"&Image"_s}, page);
        window.resize(1290, 820);
        window.show();
        session.start();
    }
    void openForm(const QString &reference, const ImageId &image)
    {
        const ImageDetails *details = sync.details(image);
        const QByteArray record = details ? details->labels.value(QString::fromLatin1(componentLabel)).toUtf8() : QByteArray();
        auto *dialog = new RunDialog(jobForImage(reference, record), record, &window);
        QObject::connect(dialog, &RunDialog::runRequested, page, [this](const RunRequest &request) { run = *runs.service->start(request); });
        dialog->show();
    }
    bool has(const QString &reference) const { return model.find(reference).isValid(); }
    /// Down the list until this row is the current one.
    bool goTo(const QString &reference)
    {
        if (!activate(window))
            return false;
        press(Qt::Key_1, Qt::ControlModifier);
        press(Qt::Key_Home);
        for (int i = 0; i < 30; ++i) {
            if (page->currentTag() && page->currentTag()->reference == reference)
                return true;
            press(Qt::Key_Down);
        }
        return false;
    }

    RunBench &runs;
    Theme theme;
    Settings settings;
    TaskList tasks;
    NoticeList notices;
    CredentialFiles files; ///< of a person without any login
    EngineSession session;
    EngineSync sync;
    RegistryTags tags;
    RegistryCommands registry;
    ImageCommands commands;
    ImageTreeModel model;
    MainWindow window;
    ImagesPage *page;
    RegistryActions registryActions;
    RunId run;
};

QString activeName()
{
    return nameOf(QApplication::activeWindow());
}

} // namespace

class tst_EngineImageWalk : public QObject, protected OnRunBench<RunBench>
{
    Q_OBJECT

    std::unique_ptr<RealRegistry> m_registry;
    std::unique_ptr<RegistryBench> m_seed;

    QString named(const QString &tag) const { return m_registry->host() + u"/team/demo:"_s + tag; }

    /// Asked who one is, in the question for what to pull.
    void logIn()
    {
        const auto *button = QApplication::activeWindow()->findChild<QWidget *>(u"logIn"_s);
        QTRY_VERIFY(button && button->isEnabled()); // once nobody types any more
        QVERIFY(tabTo(u"logIn"_s));
        press(Qt::Key_Space);
        QTRY_COMPARE(activeName(), u"loginQuestion"_s);
        QTRY_COMPARE(nameOf(focused()), u"loginUser"_s);
        type(u"alice"_s);
        QVERIFY(tabTo(u"loginPassword"_s));
        type(u"s3cret"_s);
        QVERIFY(tabTo(u"loginKept"_s));
        press(Qt::Key_Down); // for this session only
        press(Qt::Key_Return);
    }

private Q_SLOTS:
    void initTestCase()
    {
        makeBench();
        if (!m_bench)
            return;
        if (const QString obstacle = RealRegistry::obstacle(); !obstacle.isEmpty())
            QSKIP(qPrintable(obstacle));
        RunRequest demo; // builds the demo's image
        const Result<JobDocument> job = JobDocument::load(stagedDemo() + u"/job.json"_s);
        QVERIFY(job);
        demo.job = *job;
        const RunResult result = m_bench->run(demo);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.verdictLine()));
        m_registry = std::make_unique<RealRegistry>(RealRegistry::Options{.login = true});
        m_seed = std::make_unique<RegistryBench>();
        QVERIFY(m_seed->files.keep(CredentialFiles::login(m_registry->host(), u"alice"_s, "s3cret"), RegistryAuth::Keep::Session));
        QVERIFY(await<void>([&](auto done) { m_seed->client.images().tag(demoImage, m_registry->host() + u"/team/demo"_s, u"1"_s, &m_seed->client, done); }));
        const Task &pushed = m_seed->push(named(u"1"_s));
        QVERIFY2(pushed.state() == Task::State::Finished, qPrintable(RegistryBench::told(pushed)));
        m_seed->remove(named(u"1"_s));
    }
    void cleanupTestCase()
    {
        if (!m_seed)
            return;
        for (const char16_t *tag : {u"1", u"2"})
            m_seed->remove(named(QString::fromUtf16(tag)));
    }

    void A2_23_A2_31_A1_13_A1_16_A2_29_A1_15_pullRunTagPushRemoveUndoByKeysAlone()
    {
        ImagesWindow images(*m_bench);
        QVERIFY(activate(images.window));
        QTRY_VERIFY_WITH_TIMEOUT(images.has(demoImage), minute);
        QVERIFY(!images.has(named(u"1"_s)));

        press(Qt::Key_P, Qt::ControlModifier); // pull, with a login
        QTRY_COMPARE(activeName(), u"pullQuestion"_s);
        QPointer<QWidget> pull = QApplication::activeWindow();
        type(named(u"1"_s));
        logIn();
        QTRY_VERIFY_WITH_TIMEOUT(!images.window.findChild<QWidget *>(u"loginQuestion"_s), minute);
        QVERIFY(pull && activate(*pull));
        QVERIFY(tabTo(u"pullReference"_s));
        press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(images.has(named(u"1"_s)), minute);

        QSignalSpy finished(m_bench->service.get(), &RunService::finished); // run
        QVERIFY(images.goTo(named(u"1"_s)));
        QTRY_VERIFY(images.sync.details(images.page->currentTag()->image));
        press(Qt::Key_Return);
        QTRY_COMPARE(activeName(), u"runDialog"_s);
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!images.run.isEmpty());
        QVERIFY(!finished.isEmpty() || finished.wait(2 * minute));
        const auto result = finished.first().at(1).value<RunResult>();
        QVERIFY2(result.summary.containerExitCode.has_value(), qPrintable(result.summary.verdictLine()));
        QCOMPARE(result.summary.imageReference, named(u"1"_s));

        QVERIFY(images.goTo(named(u"1"_s))); // tag
        press(Qt::Key_F2);
        QTRY_COMPARE(activeName(), u"tagDialog"_s);
        press(Qt::Key_A, Qt::ControlModifier);
        type(named(u"2"_s));
        press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(images.has(named(u"2"_s)), minute);
        if (QWidget *dialog = images.window.findChild<QWidget *>(u"tagDialog"_s)) {
            QVERIFY(activate(*dialog));
            press(Qt::Key_Escape);
        }

        QSignalSpy pushed(&images.registry, &RegistryCommands::pushed); // push
        QVERIFY(images.goTo(named(u"2"_s)));
        const ImageId image = images.page->currentTag()->image;
        QTRY_VERIFY(images.registryActions.push()->isEnabled());
        press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(activeName(), u"pushQuestion"_s);
        QVERIFY(tabTo(u"doIt"_s));
        press(Qt::Key_Space);
        QVERIFY(!pushed.isEmpty() || pushed.wait(minute));
        QVERIFY(pushed.first().at(1).toString().startsWith(u"sha256:"_s));

        QVERIFY(images.goTo(named(u"2"_s))); // remove
        press(Qt::Key_Delete);
        QTRY_COMPARE(activeName(), u"removeImagesQuestion"_s);
        const auto *rows = QApplication::activeWindow()->findChild<QTreeView *>(u"removalRows"_s);
        QCOMPARE(rows->model()->rowCount(), 1);
        QCOMPARE(rows->model()->index(0, 0).data().toString(), named(u"2"_s));
        QCOMPARE(nameOf(focused()), u"cancel"_s); // nothing goes by a Return too much
        QVERIFY(tabTo(u"doIt"_s));
        press(Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(!images.has(named(u"2"_s)), minute);

        QVERIFY(images.goTo(named(u"1"_s))); // undo
        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(images.has(named(u"2"_s)), minute);
        QVERIFY(images.goTo(named(u"2"_s)));
        QCOMPARE(images.page->currentTag()->image, image);
    }
};

LONGSHORE_GUI_TEST_MAIN(tst_EngineImageWalk)
#include "tst_engine_imagewalk.moc"
