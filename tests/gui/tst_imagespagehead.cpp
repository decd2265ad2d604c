// SPDX-License-Identifier: GPL-3.0-or-later
// The detail of the Images page, its buttons, and the room that list, detail and tool bar have.
#include "tests/gui/lighttheme.h"
#include "tests/gui/picture.h"
#include "tests/gui/shownimages.h"
#include "tests/support/testmain.h"
#include "ui/theme/icons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/rowdelegate.h"

#include <QAction>
#include <QClipboard>
#include <QFontDatabase>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTabBar>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace longshore;
using Shown = test::ShownImages;

class TestImagesPageHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
        const bool isPictureFont = QFontDatabase::families().contains(u"Noto Sans"_s);
        if (isPictureFont) {
            QTRY_VERIFY2(header->sectionSize(ImageTreeModel::RunsAs) >= 160, qPrintable(QString::number(header->sectionSize(ImageTreeModel::RunsAs))));
            const auto *tabs = shown.find<QTabBar>(u"imageTabs"_s);
            QVERIFY2(tabs->width() >= tabs->sizeHint().width(), qPrintable(QString::number(tabs->sizeHint().width()))); // none is behind an arrow
        }
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
        if (!isPictureFont)
            QSKIP("the widths of Runs as and of the tabs are those of Noto Sans");
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

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(TestImagesPageHead)
#include "tst_imagespagehead.moc"
