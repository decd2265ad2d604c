// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/registrytwin.h"
#include "tests/gui/lighttheme.h"
#include "tests/gui/shownimages.h"
#include "tests/support/testmain.h"
#include "ui/images/loadingrows.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/rowdelegate.h"

#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace longshore;
using Shown = test::ShownImages;

class TestImagesPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void D_loadingThenContent()
    {
        Shown shown;
        QCOMPARE(shown.find<QTreeView>(u"imageTree"_s)->model()->rowCount(), 0); // what stands around the rows is there already
        QCOMPARE(shown.text(u"filterCount"_s), QString());
        const auto *loading = shown.page.findChild<LoadingRows *>();
        QVERIFY(!loading->isVisible());
        QTRY_VERIFY(loading->isVisible());
        shown.fill();
        QVERIFY(shown.find<QWidget>(u"imageTree"_s)->isVisible());
        QCOMPARE(shown.text(u"filterCount"_s), u"19 tags"_s);
        QCOMPARE(shown.text(u"imagesAsOf"_s), u"as of 12:03:10"_s);
        QCOMPARE(shown.text(u"imagesTotal"_s), u"3.44 GB"_s);
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
        const auto *delegate = static_cast<RowDelegate *>(shown.tree()->itemDelegate());
        QVERIFY(delegate->isStale());
        QVERIFY(shown.text(u"imagesAsOf"_s).contains(u"12:03:10"_s));
        QVERIFY(!shown.find<QWidget>(u"staleStrip"_s)); // the window's tells it, for all pages
        shown.page.setRefreshed(shown.data.now);
        QVERIFY(!delegate->isStale());
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
        QCOMPARE(shown.text(u"filterCount"_s), u"4 of 19 tags"_s);
        QTest::keyClicks(field, u" older:soon"_s);
        QVERIFY(shown.text(u"filterCount"_s).contains(u"older:30d"_s));
        QVERIFY(field->property("problem").toBool());
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(shown.text(u"filterCount"_s), u"19 tags"_s);
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

    void A1_18_theRegistryHasAnotherOne()
    {
        Shown shown;
        shown.fill();
        shown.page.select(u"longshore/demo-text-splitter:1.0.0"_s);
        QTRY_VERIFY(shown.page.currentTag());
        const QString reference = shown.page.currentTag()->fullReference;
        const auto told = [&shown] {
            auto *label = shown.find<MarkLabel>(u"registryTwin"_s);
            return label ? label->text() : QString();
        };
        shown.page.setTwin(reference, RegistryTwin::Same);
        QTRY_COMPARE(told(), u"the same as at docker.io"_s);
        shown.page.setTwin(reference, RegistryTwin::Other);
        QTRY_COMPARE(told(), u"docker.io has another image under this tag by now"_s);
        shown.page.setTwin(reference, RegistryTwin::Unknown);
        QTRY_COMPARE(told(), QString());
        shown.page.setTwin(u"docker.io/library/another:1"_s, RegistryTwin::Other);
        QCOMPARE(told(), QString());
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
        QVERIFY(!header->isSectionHidden(ImageTreeModel::Unique));
    }

    void A1_9_showContainersOfAnImage()
    {
        Shown shown;
        shown.fill();
        QSignalSpy asked(&shown.page, &ImagesPage::containersRequested);
        auto *action = shown.find<QAction>(u"showContainers"_s);
        shown.page.select(u"python:3.12-slim"_s);
        QTRY_VERIFY(!action->isEnabled()); // nothing uses it
        shown.page.select(u"longshore/demo-text-splitter:0.9.2"_s);
        QTRY_VERIFY(action->isEnabled()); // a stopped one
        shown.tree()->setFocus();
        QTRY_VERIFY(shown.tree()->hasFocus());
        QTest::keySequence(shown.tree(), QKeySequence(Qt::CTRL | Qt::Key_U));
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), u"image:b71d04c5e318"_s);
    }

    void A1_11_footTellsTotalAndReclaimable()
    {
        Shown shown;
        shown.model.applySnapshot(shown.data.images);
        shown.page.setRefreshed(shown.data.now);
        QCOMPARE(shown.text(u"imagesTotal"_s), u"15 images"_s);
        QVERIFY(!shown.find<QWidget>(u"diskBar"_s)->isVisible());
        QCOMPARE(shown.text(u"imagesFootNote"_s), u"their layers are not counted yet"_s);
        shown.fill();
        QCOMPARE(shown.text(u"imagesTotal"_s), u"3.44 GB"_s);
        QCOMPARE(shown.text(u"imagesReclaimable"_s), u"1.11 GB"_s);
        QVERIFY(shown.find<QWidget>(u"diskBar"_s)->isVisible());
        QCOMPARE(shown.text(u"imagesFootNote"_s), QString());
        const QString tip = shown.find<QWidget>(u"imagesFoot"_s)->toolTip();
        QVERIFY2(tip.contains(u"3,444,400,000 bytes on disk"_s) && tip.contains(u"5,083,000,000"_s), qPrintable(tip));
        shown.page.setFailed(Error::make(Error::Kind::Unreachable, u"GET /images/json"_s, u"Nothing answers."_s));
        QVERIFY(shown.find<QWidget>(u"diskBar"_s)->property("stale").toBool());
        shown.page.setRefreshed(shown.data.now);
        QVERIFY(!shown.find<QWidget>(u"diskBar"_s)->property("stale").toBool());
    }

    void A1_12_digestIsCopied()
    {
        Shown shown;
        shown.data.images[0].repoDigests = QStringList{u"other@sha256:"_s + u"1"_s.repeated(64),
                                                       u"longshore/demo-text-splitter@sha256:"_s + u"2"_s.repeated(64)};
        shown.fill();
        shown.page.select(u"longshore/demo-text-splitter:1.0.0"_s);
        QTRY_COMPARE(shown.text(u"imageTitle"_s), u"demo-text-splitter : 1.0.0"_s);
        const QList<QLabel *> labels = shown.find<QWidget>(u"imageOverview"_s)->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) { return label->text() == u"sha256:"_s + u"2"_s.repeated(64); }));
        shown.find<QAction>(u"copyDigest"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString(u"sha256:"_s + u"2"_s.repeated(64)));
    }

    void A1_14_severalRowsAreToldTogether()
    {
        Shown shown;
        shown.fill();
        const auto row = [&](const QString &reference) {
            return static_cast<const ImageSortFilter *>(shown.tree()->model())->mapFromSource(shown.model.find(reference));
        };
        shown.page.select(u"longshore/demo-text-splitter:0.9.2"_s);
        QSignalSpy moved(&shown.page, &ImagesPage::selectionChanged);
        const auto add = QItemSelectionModel::Select | QItemSelectionModel::Rows;
        shown.tree()->selectionModel()->select(row(u"python:3.12-slim"_s), add);
        shown.tree()->selectionModel()->select(row(u"longshore/demo-text-splitter:1.0.0"_s), add);
        QTRY_VERIFY(shown.find<QWidget>(u"imageSelection"_s)->isVisible());
        QVERIFY(!moved.isEmpty());
        QStringList references;
        for (const ImageTag &tag : shown.page.selectedTags())
            references.append(tag.reference);
        QCOMPARE(references, (QStringList{u"longshore/demo-text-splitter:1.0.0"_s, u"longshore/demo-text-splitter:0.9.2"_s,
                                          u"python:3.12-slim"_s})); // as they are shown
        QCOMPARE(shown.text(u"selectionTitle"_s), u"3 tags of 3 images"_s);
        QCOMPARE(shown.text(u"selectionSizes"_s), u"320 MB on disk together; removing these images frees 27.4 MB."_s);
        QCOMPARE(shown.text(u"selectionUsage"_s), u"4 containers use them."_s);
        QCOMPARE(shown.page.statusText(), u"3 rows selected"_s);
        shown.find<QAction>(u"copyReference"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), references.join(u'\n'));
        // A repository stands for its rows.
        shown.tree()->select(shown.model.find(u"longshore/demo-text-splitter:dev"_s).parent());
        QTRY_COMPARE(shown.text(u"selectionTitle"_s), u"5 tags of 3 images"_s);
        shown.page.select(u"python:3.12-slim"_s);
        QTRY_VERIFY(!shown.find<QWidget>(u"imageSelection"_s)->isVisible());
    }

    void A1_14_selectionSurvivesARefresh()
    {
        Shown shown;
        shown.fill();
        shown.tree()->selectAll();
        const qsizetype all = shown.page.selectedTags().size();
        QCOMPARE(all, 19);
        QList<ImageSummary> fewer = shown.data.images;
        fewer.removeAt(4);
        fewer[0].size += 5;
        shown.model.applySnapshot(fewer);
        QCOMPARE(shown.page.selectedTags().size(), all - 1);
    }

    void A1_2_keyTShowsImagesWithTheirTags()
    {
        Shown shown;
        shown.fill();
        shown.page.select(u"longshore/demo-text-splitter:latest"_s);
        shown.tree()->setFocus();
        QTRY_VERIFY(shown.tree()->hasFocus());
        QTest::keyClick(shown.tree(), Qt::Key_T);
        QCOMPARE(shown.text(u"filterCount"_s), u"15 images"_s);
        QCOMPARE(shown.page.currentTag()->chips.size(), 3); // the image is still chosen
        // A chip is copied by a double click.
        const QModelIndex index = shown.tree()->currentIndex();
        const QRect rect = shown.tree()->visualRect(index);
        QTest::mouseDClick(shown.tree()->viewport(), Qt::LeftButton, {}, rect.center() - QPoint(rect.width() / 2 - 20, 0));
        QCOMPARE(QGuiApplication::clipboard()->text(), u"longshore/demo-text-splitter:latest"_s);
        QVERIFY(shown.page.statusText().contains(u"copied"_s));
        QVERIFY(!shown.page.grab().isNull());
        QTest::keyClick(shown.tree(), Qt::Key_T);
        QCOMPARE(shown.text(u"filterCount"_s), u"19 tags"_s);
        QCOMPARE(shown.page.currentTag()->reference, u"longshore/demo-text-splitter:latest"_s);
    }

    void A1_4_groupingIsChosenAndKept()
    {
        QByteArray state;
        {
            Shown shown;
            shown.fill();
            shown.find<QAction>(u"groupByRegistry"_s)->trigger();
            QCOMPARE(shown.tree()->model()->index(0, 0).data().toString(), u"docker.io"_s);
            shown.find<QAction>(u"rowPerImage"_s)->trigger();
            shown.tree()->chooseSecondSort(ImageTreeModel::Size);
            state = shown.page.viewState();
        }
        Shown shown;
        QVERIFY(shown.page.restoreViewState(state));
        shown.fill();
        QVERIFY(shown.find<QAction>(u"groupByRegistry"_s)->isChecked());
        QCOMPARE(shown.model.arrangement(), (ImageArrangement{ImageGrouping::Registry, true}));
        QCOMPARE(static_cast<const ImageSortFilter *>(shown.tree()->model())->secondSortColumn(), int(ImageTreeModel::Size));
        // Without groups the rows stand at the left, also when all went and came again.
        shown.find<QAction>(u"groupByNothing"_s)->trigger();
        QVERIFY(shown.tree()->rootIndex().isValid());
        QCOMPARE(shown.tree()->model()->rowCount(shown.tree()->rootIndex()), 15);
        shown.find<QLineEdit>(u"imageFilter"_s)->setText(u"no-such-image"_s);
        QCOMPARE(shown.tree()->model()->rowCount(shown.tree()->rootIndex()), 0);
        shown.find<QLineEdit>(u"imageFilter"_s)->clear();
        shown.model.applySnapshot({});
        shown.fill();
        QCOMPARE(shown.tree()->model()->rowCount(shown.tree()->rootIndex()), 15);
        QVERIFY(!shown.page.grab().isNull());
    }

    void B1_2_ctrlClickChoosesTheSecondColumn()
    {
        Shown shown;
        shown.fill();
        QHeaderView *header = shown.tree()->header();
        auto *proxy = static_cast<ImageSortFilter *>(shown.tree()->model());
        const QPoint size(header->sectionViewportPosition(ImageTreeModel::Size) + 20, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::ControlModifier, size);
        QCOMPARE(proxy->secondSortColumn(), int(ImageTreeModel::Size));
        QCOMPARE(proxy->secondSortOrder(), Qt::DescendingOrder);
        QCOMPARE(header->sortIndicatorSection(), int(ImageTreeModel::Created)); // the first one stays
        QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::ControlModifier, size);
        QCOMPARE(proxy->secondSortOrder(), Qt::AscendingOrder);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, size);
        QCOMPARE(header->sortIndicatorSection(), int(ImageTreeModel::Size));
    }

    void A1_8_termsAreCompleted()
    {
        Shown shown;
        shown.fill();
        auto *field = shown.find<QLineEdit>(u"imageFilter"_s);
        field->setFocus();
        QTest::keyClicks(field, u"reg"_s);
        auto *offers = qApp->activePopupWidget();
        QVERIFY(offers);
        QTest::keyClick(offers, Qt::Key_Down);
        QTest::keyClick(offers, Qt::Key_Return);
        QCOMPARE(field->text(), u"registry:"_s);
        QTest::keyClicks(field, u"q"_s);
        offers = qApp->activePopupWidget(); // values of this engine
        QVERIFY(offers);
        QTest::keyClick(offers, Qt::Key_Down);
        QTest::keyClick(offers, Qt::Key_Return);
        QCOMPARE(shown.terms(), QStringList{u"registry:quay.io"_s}); // it is whole now
        QCOMPARE(field->text(), QString());
        QCOMPARE(shown.text(u"filterCount"_s), u"7 of 19 tags"_s);
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(shown.terms(), QStringList());
        QVERIFY(field->text().isEmpty());
        QTest::keyClick(field, Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(qApp->activePopupWidget()); // everything there is
        QTest::keyClick(qApp->activePopupWidget(), Qt::Key_Escape);
    }

    /// Terms that are done with are chips in the field; words stay words.
    void D_filterTermsAreChips()
    {
        Shown shown;
        shown.fill();
        auto *field = shown.find<QLineEdit>(u"imageFilter"_s);
        field->setFocus();
        QTest::keyClicks(field, u"size>400M demo -unused:x label:\"a b\" "_s);
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(field->text(), QString());
        QTest::keyClicks(field, u"size>100M python unused"_s);
        QCOMPARE(shown.terms(), QStringList{u"size>100M"_s});
        QCOMPARE(field->text(), u"python unused"_s); // the cursor stands at the last one
        const QString count = shown.text(u"filterCount"_s);
        QVERIFY2(count.contains(u" of 19 tags"_s), qPrintable(count));
        QTest::keyClick(field, Qt::Key_Space);
        QCOMPARE(shown.terms(), (QStringList{u"size>100M"_s, u"unused"_s}));
        QCOMPARE(field->text(), u"python "_s);
        QCOMPARE(shown.text(u"filterCount"_s), count); // they say the same
        QCOMPARE(field->cursorPosition(), 7);
        for (const QWidget *chip : shown.page.findChildren<QWidget *>(u"filterTerm"_s))
            QVERIFY(chip->isVisible() && chip->width() >= chip->sizeHint().width() && chip->mapTo(field, chip->rect().bottomRight()).x() < field->textMargins().left() + 40);
        QVERIFY(!shown.page.grab().isNull());
        QTest::keyClick(field, Qt::Key_Home);
        QTest::keyClick(field, Qt::Key_Backspace);
        QCOMPARE(shown.terms(), QStringList{u"size>100M"_s});
        QCOMPARE(field->text(), u"unused python "_s);
        QCOMPARE(field->cursorPosition(), 6);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(shown.terms(), (QStringList{u"size>100M"_s, u"unused"_s}));
        QTest::mouseClick(field->findChild<QWidget *>(u"filterTerm"_s)->findChild<QToolButton *>(u"dismissTerm"_s), Qt::LeftButton);
        QCOMPARE(shown.terms(), QStringList{u"unused"_s});
        shown.page.select(u"longshore/demo-text-splitter:1.0.0"_s); // used
        QCOMPARE(shown.terms(), QStringList());
        QCOMPARE(shown.text(u"filterCount"_s), u"19 tags"_s);
    }

    void A1_8_filtersAreSavedByName()
    {
        Shown shown;
        shown.fill();
        QList<SavedFilter> kept;
        connect(&shown.page, &ImagesPage::savedFiltersChanged, this, [&](const QList<SavedFilter> &filters) {
            kept = filters;
            shown.page.setSavedFilters(filters);
        });
        auto *field = shown.find<QLineEdit>(u"imageFilter"_s);
        auto *menu = shown.find<QMenu>(u"savedFilters"_s);
        Q_EMIT menu->aboutToShow();
        QVERIFY(!menu->findChild<QAction *>(u"saveFilter"_s)->isEnabled());
        field->setText(u"size>400M -latest"_s);
        Q_EMIT menu->aboutToShow();
        menu->findChild<QAction *>(u"saveFilter"_s)->trigger();
        auto *question = shown.find<QDialog>(u"saveFilterQuestion"_s);
        QVERIFY(question);
        question->findChild<QLineEdit *>(u"filterName"_s)->setText(u"big & old"_s);
        question->accept();
        QCOMPARE(kept, (QList<SavedFilter>{{u"big & old"_s, u"size>400M -latest"_s}}));
        field->clear();
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().front()->text(), u"big && old"_s);
        menu->actions().front()->trigger();
        QCOMPARE(shown.text(u"filterCount"_s), u"4 of 19 tags"_s);
        Q_EMIT menu->aboutToShow();
        menu->findChild<QMenu *>(u"forgetFilter"_s)->actions().front()->trigger();
        QVERIFY(kept.isEmpty());
    }

    void moonshot_selectingClearsAFilterThatHidesTheRow()
    {
        Shown shown;
        shown.fill();
        auto *field = shown.find<QLineEdit>(u"imageFilter"_s);
        field->setText(u"postgres"_s);
        shown.page.select(u"postgres:16-alpine"_s);
        QCOMPARE(field->text(), u"postgres"_s); // it is seen
        shown.page.select(u"no/such:1"_s);
        QCOMPARE(field->text(), u"postgres"_s); // clearing it would not help
        shown.page.select(u"python:3.11-slim"_s);
        QCOMPARE(field->text(), QString());
        QCOMPARE(shown.page.currentTag()->reference, u"python:3.11-slim"_s);
    }

    void narrowWindowsLeaveColumnsOut()
    {
        Shown shown;
        shown.fill();
        const auto hidden = [&](int column) { return shown.tree()->isColumnHidden(column); };
        QVERIFY(!hidden(ImageTreeModel::Unique) && !hidden(ImageTreeModel::Id));
        shown.page.resize(1100, 700);
        QVERIFY(hidden(ImageTreeModel::Unique) && hidden(ImageTreeModel::Component) && !hidden(ImageTreeModel::Id));
        shown.page.resize(1024, 700);
        QVERIFY(hidden(ImageTreeModel::Id));
        shown.page.resize(1300, 700);
        QVERIFY(!hidden(ImageTreeModel::Unique) && !hidden(ImageTreeModel::Id));
    }

    void A1_18_A1_21_badgeAndFormerNameAreShown()
    {
        Shown shown;
        shown.fill();
        shown.model.setNewerTags({{u"postgres"_s, u"17-alpine"_s}});
        shown.model.setFormerNames({{shown.data.images.back().id, u"longshore/demo-text-splitter:old"_s}});
        const auto *delegate = static_cast<RowDelegate *>(shown.tree()->itemDelegate());
        const auto *proxy = static_cast<const ImageSortFilter *>(shown.tree()->model());
        const QModelIndex untagged = proxy->mapFromSource(shown.model.find(shown.data.images.back().id.value));
        QCOMPARE(delegate->look(untagged).text, u"was longshore/demo-text-splitter:old"_s);
        QVERIFY(!shown.page.grab().isNull());
    }

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(TestImagesPage)
#include "tst_imagespage.moc"
