// SPDX-License-Identifier: GPL-3.0-or-later
// What a comparison of two images says of their files, and who reads them.
#include "model/engine/session.h"
#include "model/images/files/imagefiles.h"
#include "model/tasks/tasklist.h"
#include "tests/gui/lighttheme.h"
#include "tests/gui/picturedhistory.h"
#include "tests/support/imagearchives.h"
#include "tests/support/miniengine.h"
#include "tests/support/tarbuilder.h"
#include "tests/support/testmain.h"
#include "ui/images/compare/filescomparer.h"
#include "ui/images/compare/imagecompareview.h"

#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

/// Two images beside each other whose files may have been read before.
struct Compared {
    explicit Compared(FilesComparer::Reading reading)
        : view(std::make_unique<ImageCompareView>(history.facts(), ImageCompareView::Extent::Full))
    {
        new FilesComparer(files, *view, reading, [](const ImageId &) { return qint64(0); });
        view->resize(900, 600);
    }
    void keep(int image, const QByteArray &content)
    {
        TarBuilder layer;
        layer.directory("code/").file("code/main.py", content).file("code/same.py", "same\n");
        const auto kept = ImageIndexFolder(folder.path()).write(history.images[image], inPieces(imageArchive({layer.bytes()}, ArchiveLayout::DockerOci)), {});
        QVERIFY(kept);
    }
    void show()
    {
        view->show();
        view->compare(u"What changed"_s, {history.images[1], u"a:1"_s, u"1"_s}, {history.images[0], u"a:2"_s, u"2"_s});
        QTRY_VERIFY(view->comparison());
    }
    QAbstractItemModel *rows() const { return view->findChild<QTreeView *>(u"imageCompareTable"_s)->model(); }
    /// What stands in the row "Files".
    QString said() const
    {
        const QModelIndex row = rows()->match(rows()->index(0, 0), Qt::DisplayRole, u"Files"_s, 1, Qt::MatchExactly).value(0);
        return row.siblingAtColumn(3).data().toString();
    }
    QToolButton *offer() const { return view->findChild<QToolButton *>(u"compareFilesButton"_s); }

    PicturedHistory history;
    QTemporaryDir folder;
    EngineSession session{EngineEnvironment()};
    TaskList tasks;
    ImageFiles files{session, tasks, folder.path()};
    std::unique_ptr<ImageCompareView> view;
};

} // namespace

class TestFilesComparer : public QObject
{
    Q_OBJECT
    const LightTheme m_theme;

private Q_SLOTS:
    void A4_46_whatWasReadIsCompared()
    {
        Compared compared(FilesComparer::Reading::WhenAsked);
        compared.keep(0, "print(1)\n");
        compared.keep(1, "print(2, 3)\n");
        compared.show();
        QTRY_COMPARE(compared.said(), u"~ 1 changed"_s);
        QVERIFY(!compared.offer()->isVisible());
    }

    void A4_46_readingIsOffered()
    {
        Compared compared(FilesComparer::Reading::WhenAsked);
        compared.keep(0, "print(1)\n");
        compared.show();
        QTRY_COMPARE(compared.said(), u"not read"_s);
        QVERIFY(compared.offer()->isVisible());
        QCOMPARE(compared.offer()->text(), u"Read the files"_s);
        compared.offer()->click(); // without an engine
        QTRY_COMPARE(compared.said(), u"not read: no engine is connected"_s);
        QCOMPARE(compared.offer()->text(), u"Read the files again"_s);
        compared.keep(1, "print(2, 3)\n"); // another program read it
        compared.offer()->click();
        QTRY_COMPARE(compared.said(), u"~ 1 changed"_s);
        QVERIFY(!compared.offer()->isVisible());
    }

    void A4_46_whoOpensTheWindowWantsThem()
    {
        Compared compared(FilesComparer::Reading::AtOnce);
        compared.show();
        QTRY_COMPARE(compared.said(), u"not read: no engine is connected"_s);
    }

    void othersFilesChangeNothing()
    {
        Compared compared(FilesComparer::Reading::WhenAsked);
        compared.keep(0, "print(1)\n");
        compared.keep(1, "print(2, 3)\n");
        compared.keep(2, "print(4)\n");
        compared.show();
        QTRY_COMPARE(compared.said(), u"~ 1 changed"_s);
        QSignalSpy inserted(compared.rows(), &QAbstractItemModel::rowsInserted), reset(compared.rows(), &QAbstractItemModel::modelReset);
        for (const int image : {2, 0, 1}) {
            QSignalSpy opened(&compared.files, &ImageFiles::opened);
            compared.files.open(compared.history.images[image], u"a"_s, 0);
            QTRY_COMPARE(opened.size(), 1);
        }
        Q_EMIT compared.files.failed(compared.history.images[2], Error::make(Error::Kind::Unreachable, u"read"_s, u"gone"_s));
        QTest::qWait(1);
        QCOMPARE(inserted.size(), 0);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(compared.said(), u"~ 1 changed"_s);
    }

    void anIndexThatIsLostIsTold()
    {
        Compared compared(FilesComparer::Reading::WhenAsked);
        compared.keep(0, "print(1)\n");
        compared.keep(1, "print(2, 3)\n");
        for (const int image : {0, 1})
            QVERIFY(compared.files.openKept(compared.history.images[image]));
        QVERIFY(QFile::remove(ImageIndexFolder(compared.folder.path()).fileOf(compared.history.images[0])));
        compared.show();
        QTRY_VERIFY2(compared.said().startsWith(u"not compared: "_s), qPrintable(compared.said()));
        QVERIFY(compared.offer()->isVisible());
    }

    void A4_46_closingCancelsItsReadings()
    {
        QTemporaryDir place;
        MiniEngine engine(place.filePath(u"e.sock"_s));
        QVERIFY(engine.start());
        Compared compared(FilesComparer::Reading::AtOnce);
        compared.session.useEndpoint(u"unix://"_s + place.filePath(u"e.sock"_s));
        QTRY_VERIFY(compared.session.client());
        engine.archive = "begun"; // it takes its time
        engine.holdArchive = true;
        compared.files.open(compared.history.images[0], u"a:2"_s, 0); // somebody else's
        compared.show();
        QTRY_COMPARE(compared.said(), u"being read…"_s);
        QVERIFY(!compared.offer()->isVisible());
        QCOMPARE(compared.tasks.runningCount(), 2);
        QTRY_COMPARE(engine.count(u"/get"_s), 2);
        compared.view.reset();
        QTRY_VERIFY(!compared.files.reading(compared.history.images[1]));
        QTRY_COMPARE(compared.tasks.runningCount(), 1);
        QVERIFY(compared.files.reading(compared.history.images[0]));
        compared.files.reading(compared.history.images[0])->cancel();
        QTRY_COMPARE(compared.tasks.runningCount(), 0);
    }
};

LONGSHORE_GUI_TEST_MAIN(TestFilesComparer)
#include "tst_filescomparer.moc"
