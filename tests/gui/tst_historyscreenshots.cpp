// SPDX-License-Identifier: GPL-3.0-or-later
// The Tag history and Used by tabs within the real window on a small engine, and the window that compares two images,
// light and dark.
#include "tests/gui/picture.h"
#include "tests/gui/picturedengine.h"
#include "tests/gui/picturedhistory.h"
#include "tests/gui/realwindow.h"
#include "tests/support/testmain.h"
#include "ui/images/compare/imagecomparewindow.h"
#include "ui/images/compare/imagecompareview.h"
#include "ui/images/history/taghistorytab.h"

#include <QSignalSpy>
#include <QTreeView>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

/// The real window on an engine with the images of the mockup and their history; the text splitter's is selected.
struct Pictured {
    explicit Pictured(bool dark) : engine(place.filePath(u"e.sock"_s))
    {
        const QString endpoint = u"unix://"_s + place.filePath(u"e.sock"_s);
        history = std::make_unique<PicturedHistory>(EngineIdentity{endpoint, engine.id});
        fill();
        shown = std::make_unique<RealWindow>(history->bench.folder.filePath(u"store"_s), dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        if (!engine.start() || !QTest::qWaitForWindowActive(&shown->window))
            qFatal("no engine or no window");
        QSignalSpy refreshed(&shown->sync, &EngineSync::refreshed);
        shown->session.useEndpoint(endpoint);
        const auto isKnown = [this](int image) { return shown->sync.details(history->images[image]) != nullptr; };
        if (!QTest::qWaitFor([&] { return refreshed.size() > 0 && isKnown(0) && isKnown(1); }))
            qFatal("the engine was not listed");
        addRun();
        shown->images->setRefreshed(shown->data.now);
        shown->images->select(u"longshore/demo-text-splitter:1.0.0"_s);
        QTest::qWait(1); // the page follows its list with the next turn of the loop
    }
    /// One that used the image.
    void addRun()
    {
        RunSummary run;
        run.id = RunId{u"01M7ZZ0000000000000000007G"_s};
        run.jobName = u"Split comments"_s;
        run.imageId = history->images[0];
        run.state = RunState::Finished;
        run.verdict = Verdict::UserError;
        run.containerExitCode = 1;
        run.durationMs = 4'200;
        run.created = shown->data.now.addSecs(-3600);
        shown->runsModel.upsert(run);
    }
    /// The images of the mockup; the two newest as their history knows them.
    void fill()
    {
        ImageFixtures data = ImageFixtures::mockup();
        for (int i = 0; i < data.images.size(); ++i) {
            const qsizetype known = history->images.indexOf(data.images[i].id);
            const bool isPictured = known == 0 || known == 1;
            const ImageRecord facts = isPictured ? PicturedHistory::factsOf(known == 0) : ImageRecord{data.details[i], data.histories[i]};
            ImageDetails details = facts.details;
            details.id = data.images[i].id;
            details.repoTags = data.images[i].repoTags;
            data.images[i].labels = details.labels;
            engine.setImage(details, facts.history);
        }
        data.images.removeIf([](const ImageSummary &image) { return image.repoTags == QStringList{u"longshore/demo-text-splitter:dev"_s}; });
        engine.setImages(data.images);
        for (ContainerSummary &container : data.containers)
            container.created = data.now.addSecs(-7200);
        engine.setContainers(data.containers);
    }

    QTemporaryDir place;
    PicturedEngine engine;
    std::unique_ptr<PicturedHistory> history;
    std::unique_ptr<RealWindow> shown;
};

} // namespace

class TestHistoryScreenshots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        setPictureFont();
    }

    void history_data() { schemes(); }
    void history()
    {
        QFETCH(bool, dark);
        const Pictured pictured(dark);
        ImagesPage *page = pictured.shown->images;
        page->openTab(u"tagHistory"_s);
        auto *tab = page->findChild<TagHistoryTab *>();
        auto *table = tab->findChild<QTreeView *>(u"tagHistoryTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 9);
        QItemSelectionModel *selection = table->selectionModel();
        selection->setCurrentIndex(table->model()->index(0, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        selection->select(table->model()->index(2, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QTRY_VERIFY(tab->compareView()->comparison());
        const QList<ImageId> &images = pictured.history->images;
        tab->compareView()->setFiles(images[1], images[0], PicturedHistory::files());
        QVERIFY(!isBlank(takePicture(pictured.shown->window, dark ? u"images-history-dark"_s : u"images-history-light"_s, target())));
    }

    void users_data() { schemes(); }
    void users()
    {
        QFETCH(bool, dark);
        const Pictured pictured(dark);
        pictured.shown->images->openTab(u"imageUsers"_s);
        const auto *table = pictured.shown->images->findChild<QTreeView *>(u"imageUsersTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 4); // containers and a run
        QVERIFY(!isBlank(takePicture(pictured.shown->window, dark ? u"images-used-by-dark"_s : u"images-used-by-light"_s, target())));
    }

    void compare_data() { schemes(); }
    void compare()
    {
        QFETCH(bool, dark);
        const Theme theme(qApp, dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        PicturedHistory history;
        ImageCompareWindow window(history.facts(), {history.images[1], u"longshore/demo-text-splitter:0.9.2"_s, u"0.9.2"_s},
                                  {history.images[0], u"longshore/demo-text-splitter:1.0.0"_s, u"1.0.0"_s}, nullptr);
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTRY_VERIFY(window.view()->comparison());
        window.view()->setFiles(history.images[1], history.images[0], PicturedHistory::files());
        QVERIFY(!isBlank(takePicture(window, dark ? u"images-compare-dark"_s : u"images-compare-light"_s, target())));
    }

private:
    static void schemes()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    QString target() const { return qEnvironmentVariable("LONGSHORE_PICTURES", m_pictures.path()); }

    QTemporaryDir m_pictures;
};

LONGSHORE_GUI_TEST_MAIN(TestHistoryScreenshots)
#include "tst_historyscreenshots.moc"
