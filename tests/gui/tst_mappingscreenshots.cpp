// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/mappedjob.h"
#include "tests/gui/picture.h"
#include "tests/support/testmain.h"
#include "ui/widgets/filepreviewpane.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QTreeView>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// The mapping editors as the documentation shows them.
class TestMappingScreenshots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        setPictureFont();
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        const QString suffix = dark ? u"dark"_s : u"light"_s;
        const QString target = qEnvironmentVariable("LONGSHORE_PICTURES", m_pictures.path());
        MappedJob shown("{\"input\":{\"tables\":[{\"source\":\"in.c-shop.orders\",\"destination\":\"orders.csv\",\"columns\":[\"id\",\"amount\"],\"changed_since\":\"-3 days\"},"
                     "{\"source\":\"in.c-shop.prices\",\"where_column\":\"sku\",\"where_values\":[\"a\"]}],\"files\":[{\"tags\":[\"daily\"]}]},"
                     "\"output\":{\"default_bucket\":\"out.c-shop\",\"tables\":[{\"source\":\"parts.csv\",\"primary_key\":[\"id\"],\"incremental\":true},"
                     "{\"source\":\"totals.csv\",\"destination\":\"in.c-shop.orders\"}]}}",
                     dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        qputenv("HOME", shown.work.folder.path().toUtf8()); // no path of this machine in a picture
        shown.work.page.findChild<JobEditorView *>()->setLastRun({u"01J"_s, u"success, 2 h ago"_s});
        shown.work.page.resize(1290, 1010);
        for (const QString &name : {u"input"_s, u"output"_s}) {
            for (auto *section : shown.work.page.findChildren<JobSection *>())
                section->setOpen(section->objectName() == name + u"Section"_s);
            if (name == "output"_L1) {
                auto *list = shown.in<QTreeView>(name, u"field.tables"_s);
                list->setCurrentIndex(list->model()->index(1, 0));
            }
            const QString preview = u"field.tables.%1.preview"_s.arg(name == "output"_L1 ? 1 : 0);
            QTRY_COMPARE(shown.in<FilePreviewPane>(name, preview)->tableModel()->rowCount(), 4);
            auto *scroll = shown.work.find<QScrollArea>(u"jobFormScroll"_s);
            QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 0);
            scroll->verticalScrollBar()->setValue(shown.work.page.findChild<JobSection *>(name + u"Section"_s)->y());
            QVERIFY(!isBlank(takePicture(shown.work.page, u"job-mapping-%1-%2"_s.arg(name, suffix), target)));
        }
    }

private:
    QTemporaryDir m_pictures;
};

LONGSHORE_GUI_TEST_MAIN(TestMappingScreenshots)
#include "tst_mappingscreenshots.moc"
