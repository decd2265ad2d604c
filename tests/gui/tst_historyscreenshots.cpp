// SPDX-License-Identifier: GPL-3.0-or-later
// The Tag history tab within the real window on a small engine, and the window that compares two images, light and dark.
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
        QTemporaryDir place;
        PicturedEngine engine(place.filePath(u"e.sock"_s));
        QVERIFY(engine.start());
        const QString endpoint = u"unix://"_s + place.filePath(u"e.sock"_s);
        PicturedHistory history({endpoint, engine.id});
        fill(engine, history);
        RealWindow shown(history.bench.folder.filePath(u"store"_s), dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        QSignalSpy refreshed(&shown.sync, &EngineSync::refreshed);
        shown.session.useEndpoint(endpoint);
        QTRY_COMPARE(refreshed.size(), 1);
        QTRY_VERIFY(shown.sync.details(history.images[0]) && shown.sync.details(history.images[1]));
        shown.images->setRefreshed(shown.data.now);
        shown.images->select(u"longshore/demo-text-splitter:1.0.0"_s);
        QTest::qWait(1); // the page follows its list with the next turn of the loop
        shown.images->openTab(u"tagHistory"_s);
        auto *tab = shown.images->findChild<TagHistoryTab *>();
        auto *table = tab->findChild<QTreeView *>(u"tagHistoryTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 9);
        QItemSelectionModel *selection = table->selectionModel();
        selection->setCurrentIndex(table->model()->index(0, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        selection->select(table->model()->index(2, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QTRY_VERIFY(tab->compareView()->comparison());
        tab->compareView()->setFiles(history.images[1], history.images[0], PicturedHistory::files());
        const QImage image = takePicture(shown.window, dark ? u"images-history-dark"_s : u"images-history-light"_s, target());
        QVERIFY(!isBlank(image));
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
    /// The images of the mockup; the two newest as their history knows them.
    static void fill(PicturedEngine &engine, const PicturedHistory &history)
    {
        ImageFixtures data = ImageFixtures::mockup();
        for (int i = 0; i < data.images.size(); ++i) {
            const qsizetype known = history.images.indexOf(data.images[i].id);
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
        engine.setContainers(data.containers);
    }

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
