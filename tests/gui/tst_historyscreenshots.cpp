// SPDX-License-Identifier: GPL-3.0-or-later
// The Tag history tab within the Images page, and the window that compares two images, light and dark.
#include "model/settings.h"
#include "model/tasks/tasklist.h"
#include "tests/gui/picture.h"
#include "tests/gui/picturedhistory.h"
#include "tests/support/testmain.h"
#include "ui/images/compare/imagecomparewindow.h"
#include "ui/images/compare/imagecompareview.h"
#include "ui/images/history/taghistorytab.h"
#include "ui/images/imagespage.h"
#include "ui/shell/mainwindow.h"

#include <QSplitter>
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
        Theme theme(qApp, dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        PicturedHistory history;
        const ImageFixtures data = ImageFixtures::mockup();
        QTemporaryDir folder;
        Settings settings(folder.path());
        TaskList tasks;
        ImageTreeModel model;
        MainWindow window(settings, tasks, theme);
        auto *page = new ImagesPage(model, nullptr, [&data] { return data.now; });
        auto *tab = new TagHistoryTab(*history.bench.journal, history.facts(), page, [&data] { return data.now; });
        page->addTab(tab);
        window.addPage({u"images"_s, u"Images"_s, u"package"_s, u"&Image"_s}, page);
        window.setEngine({.mark = Mark::Success, .name = u"docker"_s, .endpoint = u"unix:///var/run/docker.sock"_s, .facts = u"20.10.24 · API 1.41"_s});
        window.setMinimumSize(1440, 900); // the offscreen screen is smaller
        window.resize(1440, 900);
        model.applySnapshot(data.images);
        for (const ImageDetails &details : data.details)
            model.setDetails(details.id, details);
        model.setContainers(data.containers);
        page->setRefreshed(data.now);
        tab->setImages(history.present);
        theme.setScheme(dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        page->select(u"longshore/demo-text-splitter:1.0.0"_s);
        page->findChild<QSplitter *>(u"imagesSplitter"_s)->setSizes({400, 880});
        page->openTab(u"tagHistory"_s);
        auto *table = tab->findChild<QTreeView *>(u"tagHistoryTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 9);
        QItemSelectionModel *selection = table->selectionModel();
        selection->setCurrentIndex(table->model()->index(0, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        selection->select(table->model()->index(2, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QTRY_VERIFY(tab->compareView()->comparison());
        tab->compareView()->setFiles(history.images[1], history.images[0], PicturedHistory::files());
        const QImage image = takePicture(window, dark ? u"images-history-dark"_s : u"images-history-light"_s, target());
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
