// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/lighttheme.h"
#include "tests/gui/picture.h"
#include "tests/support/imagefixtures.h"
#include "tests/support/testmain.h"
#include "ui/images/imagespage.h"
#include "ui/images/imagetab.h"
#include "ui/images/loadingrows.h"
#include "ui/images/imagetreeview.h"
#include "ui/theme/icons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/termchips.h"

#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabBar>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace longshore;
using test::ImageFixtures;

namespace
{

class EmptyTab : public ImageTab
{
public:
    explicit EmptyTab(const QString &title) : m_title(title) {}
    QString title() const override { return m_title; }
    void showImage(const std::optional<ImageTag> &) override {}

private:
    QString m_title;
};

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
        for (int i = 0; i < data.images.size(); ++i)
            model.setHistory(data.images[i].id, data.histories[i]);
        model.setContainers(data.containers);
        page.setRefreshed(data.now);
    }
    template<class T>
    T *find(const QString &name)
    {
        return page.findChild<T *>(name);
    }
    QString text(const QString &name) { return find<QLabel>(name)->text(); }
    /// Of all labels within.
    QStringList texts(const QString &name)
    {
        QStringList texts;
        const QWidget *widget = find<QWidget>(name);
        for (const QLabel *label : widget ? widget->findChildren<QLabel *>() : QList<QLabel *>())
            texts.append(label->text());
        return texts;
    }
    /// The chips in the filter's field.
    QStringList terms() { return page.findChild<TermChips *>()->terms(); }
    /// Tabs that show nothing; object names are their titles.
    void addTabs(const QStringList &titles)
    {
        for (const QString &title : titles) {
            auto *tab = new EmptyTab(title);
            tab->setObjectName(title);
            page.addTab(tab);
        }
    }
    ImageTreeView *tree() { return find<ImageTreeView>(u"imageTree"_s); }

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

    void A1_21_imageWithADigestAloneIsMuted()
    {
        Shown shown;
        shown.data.images[3].repoTags.clear();
        shown.data.images[3].repoDigests = {u"longshore/assets@sha256:"_s + u"7"_s.repeated(64)};
        shown.fill();
        shown.model.setFormerNames({{shown.data.images[3].id, u"longshore/assets:build"_s}});
        shown.page.select(shown.data.images[3].id.value);
        const auto *delegate = static_cast<RowDelegate *>(shown.tree()->itemDelegate());
        const CellLook look = delegate->look(shown.tree()->currentIndex().siblingAtColumn(ImageTreeModel::Tag));
        QCOMPARE(look.text, u"was build"_s);
        QCOMPARE(look.note, u"@777777"_s);
        const int inset = 2 * shown.tree()->indentation() + 16;
        QVERIFY(RowDelegate::lookWidth(look, shown.tree()) <= shown.tree()->columnWidth(ImageTreeModel::Tag) - inset); // or it is left out
        QCOMPARE(look.ink, Ink::Muted);
        QTRY_VERIFY(shown.texts(u"imageOverview"_s).contains(u"longshore/assets:build"_s)); // its former name
    }

    /// The list beside a tab that needs room: no blank behind the last column while names are cut.
    void wideTabsGiveTheNamesTheRoom()
    {
        Shown shown;
        shown.addTabs({u"Layers"_s});
        shown.page.resize(1288, 800);
        shown.fill();
        const QHeaderView *header = shown.tree()->header();
        const int before = header->sectionSize(ImageTreeModel::Tag);
        shown.page.openTab(u"Layers"_s);
        QTRY_VERIFY(header->isSectionHidden(ImageTreeModel::RunsAs));
        QTRY_COMPARE(header->length(), shown.tree()->viewport()->width());
        QTRY_VERIFY(header->sectionSize(ImageTreeModel::Size) < 100);
        QVERIFY(header->sectionSize(ImageTreeModel::Tag) > before);
        Shown next; // opens on Overview
        QVERIFY(next.page.restoreViewState(shown.page.viewState()));
        QCOMPARE(next.tree()->header()->sectionSize(ImageTreeModel::Tag), before);
        QVERIFY(!next.tree()->isColumnHidden(ImageTreeModel::RunsAs));
        QVERIFY(header->isSectionHidden(ImageTreeModel::RunsAs));
        shown.find<QTabBar>(u"imageTabs"_s)->setCurrentIndex(0);
        QTRY_COMPARE(header->sectionSize(ImageTreeModel::Tag), before);
        QVERIFY(header->stretchLastSection());
    }

    /// In a window of 1440, with all tabs, in the font of the pictures.
    void runsAsCanBeRead()
    {
        const auto back = qScopeGuard([font = qApp->font()] { qApp->setFont(font); });
        test::setPictureFont();
        Shown shown;
        shown.addTabs({u"Layers"_s, u"Files"_s, u"Tag history"_s, u"Used by"_s, u"Inspect"_s});
        shown.page.resize(1440 - 152 - 1, 800);
        shown.fill();
        const QHeaderView *header = shown.tree()->header();
        QTRY_VERIFY2(header->sectionSize(ImageTreeModel::RunsAs) >= 160, qPrintable(QString::number(header->sectionSize(ImageTreeModel::RunsAs))));
        for (const int column : {ImageTreeModel::Id, ImageTreeModel::Created, ImageTreeModel::Size, ImageTreeModel::Unique, ImageTreeModel::UsedBy, ImageTreeModel::Component}) {
            shown.tree()->sortByColumn(column, Qt::DescendingOrder);
            for (int row = 0; row < shown.tree()->model()->rowCount(); ++row) {
                const QModelIndex group = shown.tree()->model()->index(row, 0);
                for (int child = 0; child < shown.tree()->model()->rowCount(group); ++child) {
                    const QModelIndex cell = shown.tree()->model()->index(child, column, group);
                    const auto *delegate = static_cast<RowDelegate *>(shown.tree()->itemDelegate());
                    QVERIFY(RowDelegate::lookWidth(delegate->look(cell), shown.tree()) <= header->sectionSize(column) - 16);
                }
            }
        }
        const auto *tabs = shown.find<QTabBar>(u"imageTabs"_s);
        QVERIFY2(tabs->width() >= tabs->sizeHint().width(), qPrintable(QString::number(tabs->sizeHint().width()))); // none is behind an arrow
    }

    void A1_20_newJobOfAnImage()
    {
        Shown shown;
        shown.fill();
        QSignalSpy asked(&shown.page, &ImagesPage::newJobRequested);
        auto *action = shown.find<QAction>(u"newJobOfImage"_s);
        QVERIFY(shown.page.pageActions().contains(action));
        shown.page.select(u"python:3.11-slim"_s);
        QTRY_COMPARE(shown.text(u"imageTitle"_s), u"python : 3.11-slim"_s);
        QTest::mouseClick(shown.find<QPushButton>(u"newJobOfImageButton"_s), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), u"python:3.11-slim"_s);
        QCOMPARE(asked[0][1].toString(), QString());
        shown.page.select(shown.data.images.back().id.value); // without a name
        action->trigger();
        QCOMPARE(asked[1][0].toString(), shown.data.images.back().id.value);
        QCOMPARE(asked[1][1].toString(), shown.data.images.back().id.shortText());
        shown.tree()->setCurrentIndex(shown.tree()->model()->index(0, 0)); // a repository, which stands for all of its images
        QTRY_VERIFY(!action->isEnabled());
        QVERIFY(!shown.find<QPushButton>(u"newJobOfImageButton"_s)->isEnabled());
    }

    void headStandsBesideTheTitleInWideTabs()
    {
        Shown shown;
        shown.addTabs({u"Layers"_s});
        QAction tag(u"Tags…"_s);
        tag.setObjectName(u"tagImage"_s);
        tag.setIconText(u"Tag…"_s);
        shown.page.addImageAction(&tag, ImagesPage::HeadButton::OfOne);
        shown.fill();
        const auto top = [&](const QString &name) { return shown.find<QWidget>(name)->mapTo(&shown.page, QPoint(0, 0)); };
        auto *button = shown.find<QPushButton>(u"tagImageButton"_s);
        QCOMPARE(button->text(), u"Tag…"_s);
        QTRY_VERIFY(button->isVisible());
        QVERIFY(top(u"runButton"_s).y() > top(u"imageTitle"_s).y() + 20);
        QTRY_VERIFY(top(u"newJobOfImageButton"_s).x() > top(u"runButton"_s).x() && top(u"tagImageButton"_s).x() > top(u"newJobOfImageButton"_s).x());
        shown.page.openTab(u"Layers"_s);
        QTRY_VERIFY(qAbs(top(u"runButton"_s).y() - top(u"imageTitle"_s).y()) < 12);
        QVERIFY(top(u"runButton"_s).x() > top(u"imageTitle"_s).x());
        QStringList copies;
        for (const QAction *action : shown.find<QToolButton>(u"copyButton"_s)->menu()->actions())
            copies.append(action->objectName());
        QCOMPARE(copies, (QStringList{u"copyReference"_s, u"copyImageId"_s, u"copyDigest"_s}));
    }

    void componentIsTold()
    {
        Shown shown;
        shown.page.setUsers([&](const ImageTag &tag) {
            QList<ImageUse> users;
            if (tag.tag != u"1.0.0")
                return users;
            ImageUse job, run;
            job.kind = ImageUse::Kind::Job;
            run.kind = ImageUse::Kind::Run;
            run.when = shown.data.now.addSecs(-7200);
            run.outcome = u"ok"_s;
            return QList<ImageUse>{job, job, job, run};
        });
        shown.fill();
        shown.page.select(u"longshore/demo-text-splitter:1.0.0"_s);
        QTRY_COMPARE(shown.text(u"imageUsersLine"_s), u"3 jobs · last run ok, 2 h ago"_s);
        QCOMPARE(shown.find<MarkLabel>(u"imageState"_s)->text(), u"Component"_s);
        const QStringList told = shown.texts(u"componentSection"_s);
        for (const QString &text : {u"Schema found"_s, u"6 parameters, 1 secret"_s, u"read from its label"_s, u"256 MiB"_s, u"bridge"_s})
            QVERIFY2(told.contains(text), qPrintable(text + u" not in "_s + told.join(u" | "_s)));
        shown.page.select(u"python:3.12-slim"_s);
        QTRY_VERIFY(!shown.find<QWidget>(u"componentSection"_s) || !shown.find<QWidget>(u"componentSection"_s)->isVisible());
        QCOMPARE(shown.text(u"imageUsersLine"_s), QString());
        shown.model.setSchemaFiles({{shown.data.images[8].id, u"/code/component_config/configSchema.json"_s}});
        QTRY_VERIFY(shown.texts(u"componentSection"_s).contains(u"/code/component_config/configSchema.json"_s));
    }

    /// What does not fit is in the menu at the end, and makes no window wider than the least one.
    void toolBarOverflows()
    {
        m_look.theme.setFontScale(1.5);
        const auto back = qScopeGuard([this] { m_look.theme.setFontScale(1); });
        Shown shown;
        QList<QAction *> tools;
        for (const QString &name : {u"Pull…"_s, u"Build…"_s, u"Load archive…"_s, u"Another tool…"_s, u"One more tool…"_s}) {
            tools.append(new QAction(Icons::get(u"download"_s), name, &shown.page));
            tools.back()->setObjectName(name);
            shown.page.addTool(tools.back());
        }
        auto *clean = new QAction(u"Clean up…"_s, &shown.page);
        shown.page.addMenuTool(clean);
        shown.addTabs({u"Layers"_s, u"Files"_s, u"Tag history"_s, u"Used by"_s, u"Inspect"_s});
        shown.fill();
        const auto menu = [&] { return shown.find<QToolButton>(u"imagesMore"_s)->menu()->actions(); };
        QVERIFY(shown.page.pageActions().contains(clean));
        QVERIFY2(shown.page.minimumSizeHint().width() <= 1024 - 44, qPrintable(QString::number(shown.page.minimumSizeHint().width())));
        shown.page.resize(1024 - 44, 600);
        QTRY_VERIFY(menu().contains(tools.back()));
        QVERIFY(!shown.find<QToolButton>(u"One more tool…Button"_s)->isVisible());
        QVERIFY(shown.find<QToolButton>(u"imagesMore"_s)->geometry().right() < shown.page.width());
        QCOMPARE(menu().back(), clean);
        shown.page.resize(1900, 600);
        QTRY_COMPARE(menu(), QList<QAction *>{clean});
        QVERIFY(shown.find<QToolButton>(u"One more tool…Button"_s)->isVisible());
        QVERIFY(!shown.find<QToolButton>(u"refreshImagesButton"_s)); // the top bar has it
    }

    void statusCountsContainers()
    {
        Shown shown;
        shown.fill();
        QTRY_COMPARE(shown.page.statusFacts(), u"14 containers, 2 running · refreshed 12:03:10"_s);
        shown.model.setContainers({shown.data.containers.front()});
        QTRY_COMPARE(shown.page.statusFacts(), u"1 container, 1 running · refreshed 12:03:10"_s);
    }

    void A1_14_manyNamesScrollBelowTheButtons()
    {
        Shown shown;
        QAction compare(u"Compare"_s), remove(u"Remove…"_s);
        compare.setObjectName(u"compare"_s);
        remove.setObjectName(u"remove"_s);
        shown.page.addImageAction(&compare, ImagesPage::HeadButton::OfSeveral);
        shown.page.addImageAction(&remove, ImagesPage::HeadButton::OfSeveral);
        for (int i = 0; i < 60; ++i)
            shown.data.images.front().repoTags.append(u"many/tags:%1"_s.arg(i));
        shown.page.resize(1100, 500);
        shown.fill();
        shown.tree()->selectAll();
        auto *names = shown.find<QLabel>(u"selectionNames"_s);
        QTRY_VERIFY(names->isVisible());
        QVERIFY(shown.text(u"selectionNames"_s).contains(u"and "_s));
        QTRY_VERIFY(names->height() >= names->heightForWidth(names->width()));
        auto *title = shown.find<QLabel>(u"selectionTitle"_s);
        QVERIFY(title->mapTo(&shown.page, QPoint(0, 0)).y() < 120);
        QVERIFY(shown.find<QPushButton>(u"removeSeveralButton"_s)->isVisible());
        compare.setEnabled(false);
        QVERIFY(!shown.find<QPushButton>(u"compareSeveralButton"_s)->isVisible());
        remove.setText(u"Remove 79…"_s);
        QCOMPARE(shown.find<QPushButton>(u"removeSeveralButton"_s)->text(), u"Remove 79…"_s);
    }

    void overviewKeepsSecretsAndRepositories()
    {
        Shown shown;
        shown.data.images[0].repoDigests = {u"quay.io/one/x@sha256:"_s + u"1"_s.repeated(64), u"two/x@sha256:"_s + u"2"_s.repeated(64)};
        shown.data.details[0].labels = {{u"org.opencontainers.image.source"_s, u"https://me:hunter2@example.com/x"_s}, {u"registry.token"_s, u"hunter2"_s}};
        shown.data.details[0].cmd = QStringList{u"serve"_s, u"--password"_s, u"hunter2"_s};
        shown.fill();
        shown.page.select(u"longshore/demo-text-splitter:1.0.0"_s);
        QTRY_VERIFY(shown.texts(u"imageOverview"_s).contains(u"of quay.io/one/x"_s));
        QStringList texts = shown.texts(u"imageOverview"_s);
        for (const Chip *chip : shown.find<QWidget>(u"imageOverview"_s)->findChildren<Chip *>())
            texts.append(chip->text());
        QVERIFY(texts.contains(u"of two/x"_s) && texts.contains(u"serve"_s));
        QVERIFY(texts.contains(u"https://me:•••@example.com/x"_s));
        for (const QString &text : std::as_const(texts))
            QVERIFY2(!text.contains(u"hunter2"_s), qPrintable(text));
        const QList<QLabel *> labels = shown.find<QWidget>(u"imageOverview"_s)->findChildren<QLabel *>();
        const auto name = std::find_if(labels.begin(), labels.end(), [](const QLabel *label) { return label->text() == u"org.opencontainers.image.source"; });
        QVERIFY((*name)->width() >= 150);
    }

    void A1_12_copyIsOfferedWhereThereIsSomething()
    {
        Shown shown;
        const auto isOn = [&](const QString &name) { return shown.find<QAction>(name)->isEnabled(); };
        for (const QString &name : {u"copyReference"_s, u"copyImageId"_s, u"copyDigest"_s, u"showContainers"_s, u"newJobOfImage"_s})
            QVERIFY(!isOn(name)); // no row yet
        shown.data.images[0].repoDigests = {u"longshore/demo-text-splitter@sha256:"_s + u"2"_s.repeated(64)};
        shown.fill();
        shown.page.select(u"longshore/demo-text-splitter:1.0.0"_s);
        QTRY_VERIFY(isOn(u"copyDigest"_s) && isOn(u"copyReference"_s));
        shown.page.select(u"python:3.12-slim"_s);
        QTRY_VERIFY(!isOn(u"copyDigest"_s));
        QVERIFY(isOn(u"copyReference"_s) && shown.find<QAction>(u"runImage"_s)->isEnabled());
    }

    void A1_13_allTagsOfAnImageOrTheChipUnderTheCursorAreCopied()
    {
        Shown shown;
        shown.fill();
        shown.find<QAction>(u"rowPerImage"_s)->trigger();
        shown.tree()->setColumnWidth(ImageTreeModel::Tag, 400);
        shown.page.select(u"longshore/demo-text-splitter:latest"_s);
        QTRY_VERIFY(shown.find<QAction>(u"copyReference"_s)->isEnabled());
        shown.find<QAction>(u"copyReference"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 u"longshore/demo-text-splitter:latest\nlongshore/demo-text-splitter:1.0.0\nlongshore/demo-text-splitter:1.0"_s);
        const QRect rect = shown.tree()->visualRect(shown.tree()->currentIndex());
        QPoint second;
        for (int x = rect.left(); x < rect.right() && second.isNull(); ++x) {
            if (shown.tree()->chipAt({x, rect.center().y()}) == u"longshore/demo-text-splitter:1.0.0")
                second = {x + 2, rect.center().y()};
        }
        QVERIFY(!second.isNull());
        Q_EMIT shown.tree()->customContextMenuRequested(second);
        auto *copy = shown.find<QAction>(u"copyChip"_s);
        QVERIFY(copy && copy->text().contains(u"1.0.0"_s));
        copy->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"longshore/demo-text-splitter:1.0.0"_s);
        shown.find<QMenu>(u"imageMenu"_s)->close();
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
