// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/lighttheme.h"
#include "tests/support/imagefixtures.h"
#include "tests/support/testmain.h"
#include "ui/images/imagespage.h"
#include "ui/images/imagetreeview.h"
#include "ui/widgets/chip.h"

#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QStackedLayout>

using namespace Qt::StringLiterals;
using namespace longshore;
using test::ImageFixtures;

namespace
{

struct Shown {
    Shown()
        : page(model, nullptr, [this] { return data.now; })
    {
        page.resize(1240, 700);
        page.show();
    }
    void fill()
    {
        model.applySnapshot(data.images);
        for (const ImageDetails &details : data.details)
            model.setDetails(details.id, details);
        model.setContainers(data.containers);
        page.setRefreshed(data.now);
    }
    template<class T>
    T *find(const QString &name)
    {
        return page.findChild<T *>(name);
    }
    QString text(const QString &name) { return find<QLabel>(name)->text(); }

    ImageFixtures data = ImageFixtures::mockup();
    ImageTreeModel model;
    ImagesPage page;
};

} // namespace

class TestImagesPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void D_loadingThenContent()
    {
        Shown shown;
        QVERIFY(!shown.find<QWidget>(u"imageTree"_s)->isVisible());
        shown.fill();
        QVERIFY(shown.find<QWidget>(u"imageTree"_s)->isVisible());
        QCOMPARE(shown.text(u"imageCount"_s), u"19 tags"_s);
        QCOMPARE(shown.text(u"imagesAsOf"_s), u"as of 12:03:10"_s);
        QCOMPARE(shown.text(u"imagesTotal"_s), u"5.08 GB in 15 images"_s);
        QVERIFY(shown.text(u"imageTitle"_s).startsWith(u"demo-text-splitter : "_s)); // the newest is chosen by itself
    }

    void D_emptySaysWhatToDo()
    {
        Shown shown;
        shown.page.setRefreshed(shown.data.now);
        QVERIFY(shown.find<QWidget>(u"imagesEmpty"_s)->isVisible());
        QSignalSpy refresh(&shown.page, &ImagesPage::refreshRequested);
        QTest::mouseClick(shown.find<QWidget>(u"imagesEmpty"_s)->findChild<QAbstractButton *>(), Qt::LeftButton);
        QCOMPARE(refresh.size(), 1);
        shown.fill();
        QVERIFY(shown.find<QWidget>(u"imageTree"_s)->isVisible());
    }

    void D_errorTellsAskedHappenedAdvice()
    {
        Shown shown;
        Error error =
            Error::make(Error::Kind::Engine, u"GET /images/json"_s, u"The engine refused."_s, u"Look at its log."_s);
        error.engineText = u"<b>database locked</b>"_s;
        shown.page.setFailed(error);
        QVERIFY(shown.find<QWidget>(u"imagesError"_s)->isVisible());
        QVERIFY(shown.text(u"imagesErrorText"_s).contains(u"The engine refused."_s));
        QCOMPARE(shown.text(u"imagesErrorWords"_s), u"<b>database locked</b>"_s);
        QCOMPARE(shown.text(u"imagesErrorAdvice"_s), u"Look at its log."_s);
        shown.fill();
        QVERIFY(!shown.find<QWidget>(u"imagesError"_s)->isVisible());
    }

    void D_oldRowsStayDatedWhenTheEngineStops()
    {
        Shown shown;
        shown.fill();
        shown.page.setFailed(Error::make(Error::Kind::Unreachable, u"GET /images/json"_s, u"Nothing answers."_s));
        QVERIFY(shown.find<QWidget>(u"imageTree"_s)->isVisible());
        QVERIFY(shown.find<QWidget>(u"staleStrip"_s)->isVisible());
        QVERIFY(shown.text(u"staleText"_s).contains(u"12:03:10"_s));
        shown.page.setRefreshed(shown.data.now);
        QVERIFY(!shown.find<QWidget>(u"staleStrip"_s)->isVisible());
    }

    void D_selectionScrollAndFoldsSurviveARefresh()
    {
        Shown shown;
        shown.fill();
        auto *tree = shown.find<ImageTreeView>(u"imageTree"_s);
        shown.page.select(u"python:3.11-slim"_s);
        tree->collapse(tree->model()->index(0, 0));
        QTRY_COMPARE(shown.page.statusText(), u"python:3.11-slim selected"_s);
        QList<ImageSummary> moved = shown.data.images;
        moved.removeFirst();
        moved[0].repoTags.append(u"aaa/new:1"_s);
        shown.model.applySnapshot(moved);
        shown.page.setRefreshed(shown.data.now.addSecs(60));
        QTRY_COMPARE(shown.page.statusText(), u"python:3.11-slim selected"_s);
        shown.model.applySnapshot(shown.data.images);
        for (int row = 0; row < tree->model()->rowCount(); ++row) {
            const QModelIndex index = tree->model()->index(row, 0);
            QCOMPARE(tree->isExpanded(index), index.data().toString() != u"longshore/demo-text-splitter"_s);
        }
    }

    void D_filterCountsAndTellsMistakes()
    {
        Shown shown;
        shown.fill();
        auto *field = shown.find<QLineEdit>(u"imageFilter"_s);
        QTRY_VERIFY(shown.find<QWidget>(u"imageTree"_s)->hasFocus());
        shown.page.focusFilter();
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"size>400M -latest"_s);
        QCOMPARE(shown.text(u"imageCount"_s), u"4 of 19 tags"_s);
        QTest::keyClicks(field, u" older:soon"_s);
        QVERIFY(shown.text(u"imageCount"_s).contains(u"older:30d"_s));
        QVERIFY(field->property("problem").toBool());
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(shown.text(u"imageCount"_s), u"19 tags"_s);
        auto *tree = shown.find<ImageTreeView>(u"imageTree"_s);
        for (int row = 0; row < tree->model()->rowCount(); ++row)
            QVERIFY(tree->isExpanded(tree->model()->index(row, 0)));
        QTest::keyClick(field, Qt::Key_Down);
        QTRY_VERIFY(tree->hasFocus());
    }

    void A1_13_keysRunAndCopy()
    {
        Shown shown;
        shown.fill();
        auto *tree = shown.find<ImageTreeView>(u"imageTree"_s);
        shown.page.select(u"postgres:16-alpine"_s);
        tree->setFocus();
        QTRY_VERIFY(tree->hasFocus());
        QSignalSpy runs(&shown.page, &ImagesPage::runRequested);
        QTest::keyClick(tree, Qt::Key_Return);
        QCOMPARE(runs.size(), 1);
        QCOMPARE(runs[0][0].toString(), u"postgres:16-alpine"_s);
        QTest::keySequence(tree, QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"postgres:16-alpine"_s);
        QTest::keySequence(tree, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"sha256:d3f18e40ac09"_s));
        QTRY_COMPARE(shown.text(u"imageTitle"_s), u"postgres : 16-alpine"_s);
        QTest::mouseClick(shown.find<QPushButton>(u"runButton"_s), Qt::LeftButton);
        QCOMPARE(runs.size(), 2);
        QSignalSpy refresh(&shown.page, &ImagesPage::refreshRequested);
        shown.page.refresh();
        QCOMPARE(refresh.size(), 1);
        const QModelIndex group = tree->currentIndex().parent();
        tree->setCurrentIndex(group);
        tree->setFocus();                      // the click on Run… took it
        QTest::keyClick(tree, Qt::Key_Return); // folds a repository instead
        QVERIFY(!tree->isExpanded(group));
        QCOMPARE(runs.size(), 2);
    }

    void cannotRunIsToldAndRunStaysPossible()
    {
        Shown shown;
        shown.fill();
        shown.page.select(u"longshore/assets:build"_s);
        QTRY_VERIFY(shown.find<QWidget>(u"cannotRun"_s));
        QVERIFY(shown.find<QPushButton>(u"runButton"_s)->isEnabled());
    }

    void referenceIsTakenApart()
    {
        Shown shown;
        shown.fill();
        shown.page.select(u"longshore/demo-text-splitter:1.0.0"_s);
        QTRY_COMPARE(shown.text(u"imageTitle"_s), u"demo-text-splitter : 1.0.0"_s);
        QStringList parts;
        const QList<Chip *> chips = shown.find<QWidget>(u"referenceRow"_s)->findChildren<Chip *>();
        for (const Chip *chip : chips)
            parts.append(chip->text());
        QCOMPARE(parts, (QStringList{u"docker.io"_s, u"longshore"_s, u"demo-text-splitter"_s, u"1.0.0"_s}));
    }

    void A02_everyFieldIsPlainText()
    {
        const QString evil = u"<img src=x>&amp;"_s;
        Shown shown;
        ImageSummary image;
        image.id = {evil};
        image.repoTags = QStringList{evil + u':' + evil};
        image.repoDigests = QStringList{evil};
        ImageDetails details;
        details.id = image.id;
        details.cmd = details.entrypoint = details.exposedPorts = details.volumes = QStringList{evil};
        details.env = QStringList{evil + u'=' + evil};
        details.user = details.workingDir = details.os = evil;
        details.labels = {{evil, evil}};
        shown.model.applySnapshot({image});
        shown.model.setDetails(image.id, details);
        shown.page.setRefreshed(shown.data.now);
        QTRY_VERIFY(shown.text(u"imageTitle"_s).contains(evil));
        const QList<QLabel *> labels = shown.page.findChildren<QLabel *>();
        int literal = 0;
        for (const QLabel *label : labels) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            literal += label->text().contains(u"<img"_s) ? 1 : 0;
        }
        QVERIFY(literal >= 7);
        QCOMPARE(shown.find<QWidget>(u"imageTree"_s)->isVisible(), true);
        QVERIFY(!shown.page.grab().isNull());
    }

    void columnsAreRemembered()
    {
        QByteArray state;
        {
            Shown shown;
            shown.fill();
            QHeaderView *header = shown.find<ImageTreeView>(u"imageTree"_s)->header();
            header->resizeSection(ImageTreeModel::Size, 133);
            header->moveSection(header->visualIndex(ImageTreeModel::Size), 1);
            header->setSortIndicator(ImageTreeModel::Size, Qt::AscendingOrder);
            state = shown.page.viewState();
        }
        Shown shown;
        QVERIFY(!shown.page.restoreViewState("nonsense"));
        QVERIFY(shown.page.restoreViewState(state));
        shown.fill();
        const QHeaderView *header = shown.find<ImageTreeView>(u"imageTree"_s)->header();
        QCOMPARE(header->sectionSize(ImageTreeModel::Size), 133);
        QCOMPARE(header->visualIndex(ImageTreeModel::Size), 1);
        QCOMPARE(header->sortIndicatorSection(), int(ImageTreeModel::Size));
        QCOMPARE(header->model()->index(0, 0).data().toString(), u"longshore/assets"_s);
        QVERIFY(header->isSectionHidden(ImageTreeModel::Unique));
    }

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(TestImagesPage)
#include "tst_imagespage.moc"
