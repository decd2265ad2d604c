// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imageusers.h"
#include "model/jobs/jobfolders.h"
#include "model/run/runtypes.h"
#include "tests/gui/lighttheme.h"
#include "tests/support/imagefixtures.h"
#include "tests/support/testmain.h"
#include "ui/images/imagespage.h"
#include "ui/images/imageuserstab.h"
#include "ui/widgets/rowdelegate.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QMenu>
#include <QSignalSpy>
#include <QTabBar>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace longshore;

namespace
{

const QDateTime now = QDateTime::fromString(u"2026-11-23T12:00:00Z"_s, Qt::ISODate);

ContainerSummary container(const QString &id, const ImageId &image, const QString &state, int secondsAgo)
{
    ContainerSummary made;
    made.id = ContainerId{id};
    made.names = {u"name-"_s + id};
    made.imageId = image;
    made.state = state;
    made.status = state == u"running" ? u"Up 5 minutes"_s : u"Exited (3) 5 minutes ago"_s;
    made.created = now.addSecs(-secondsAgo);
    return made;
}

/// A tab that counts how often it is asked.
class CountingTab : public ImageTab
{
public:
    using ImageTab::ImageTab;
    QString title() const override { return u"Counting"_s; }
    void showImage(const std::optional<ImageTag> &tag) override { shown.append(tag ? tag->reference : u"(none)"_s); }
    QStringList shown;
};

} // namespace

class TestImageTabs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void A1_9_whoUsesAnImage()
    {
        const ImageId image{u"aa11"_s}, other{u"bb22"_s};
        ImageTag tag;
        tag.reference = u"longshore/demo:1.0.0"_s;
        tag.image = image;
        JobEntry spelledInFull, elsewhere, unreadable;
        spelledInFull.path = u"/w/a.job.json"_s;
        spelledInFull.name = u"a"_s;
        spelledInFull.image = u"docker.io/longshore/demo:1.0.0"_s;
        spelledInFull.modified = now.addDays(-1);
        elsewhere.path = u"/w/b.job.json"_s;
        elsewhere.image = u"longshore/demo:2"_s;
        unreadable.path = u"/w/c.job.json"_s;
        unreadable.problem = u"no JSON"_s;
        RunSummary run, ofAnother;
        run.id = RunId{u"01R"_s};
        run.jobName = u"a"_s;
        run.imageId = image;
        run.state = RunState::Finished;
        run.verdict = Verdict::Success;
        run.created = now.addSecs(-60);
        ofAnother = run;
        ofAnother.imageId = other;

        const QList<ImageUse> users =
            usersOf(tag, {container(u"c1"_s, image, u"exited"_s, 500), container(u"c2"_s, other, u"running"_s, 1), container(u"c3"_s, image, u"running"_s, 5)},
                    {spelledInFull, elsewhere, unreadable}, {run, ofAnother});
        QStringList said;
        for (const ImageUse &user : users)
            said.append(u"%1 %2 %3"_s.arg(int(user.kind)).arg(user.id, user.isActive ? u"active"_s : u"idle"_s));
        QCOMPARE(said, QStringList({u"0 c3 active"_s, u"0 c1 idle"_s, u"1 /w/a.job.json idle"_s, u"2 01R idle"_s}));
    }

    void A1_9_aFreshListKeepsTheSelection()
    {
        const ImageId image{u"aa11"_s};
        ImageTag row;
        row.image = image;
        QList<ImageUse> users = usersOf(row, {container(u"c1"_s, image, u"exited"_s, 5), container(u"c2"_s, image, u"running"_s, 9)}, {}, {});
        ImageUsersTab tab([&](const ImageTag &) { return users; }, nullptr, [] { return now; });
        QSignalSpy opened(&tab, &ImageUsersTab::openRequested);
        tab.resize(600, 300);
        tab.show();
        tab.showImage(row);
        auto *table = tab.findChild<QTreeView *>(u"imageUsersTable"_s);
        const QAbstractItemModelTester tester(table->model());
        QCOMPARE(table->model()->rowCount(), 2);
        table->setCurrentIndex(table->model()->index(1, 0));
        const QString chosen = table->currentIndex().siblingAtColumn(ImageUsersModel::NameColumn).data().toString();
        users.prepend(usersOf(row, {container(u"c9"_s, image, u"running"_s, 1)}, {}, {}).first());
        tab.showImage(row);
        QCOMPARE(table->model()->rowCount(), 3);
        QCOMPARE(table->currentIndex().siblingAtColumn(ImageUsersModel::NameColumn).data().toString(), chosen);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<ImageUse>().name, chosen);
        tab.showImage({});
        QVERIFY(!table->isVisible());
    }

    void A1_9_statesHaveMarksAndWords()
    {
        const ImageId image{u"aa11"_s};
        ImageTag row;
        row.image = image;
        row.reference = u"a:1"_s;
        JobEntry job;
        job.path = u"/w/a.job.json"_s;
        job.image = u"a:1"_s;
        RunSummary over, going, cut;
        over.imageId = going.imageId = cut.imageId = image;
        over.id = RunId{u"01A"_s};
        over.state = RunState::Finished;
        over.verdict = Verdict::TimedOut;
        going.id = RunId{u"01B"_s};
        going.state = RunState::Running;
        cut.id = RunId{u"01C"_s};
        cut.state = RunState::Interrupted;
        const QList<ImageUse> users = usersOf(row, {container(u"c1"_s, image, u"running"_s, 1), container(u"c2"_s, image, u"exited"_s, 9)}, {job}, {over, going, cut});
        ImageUsersTab tab([&](const ImageTag &) { return users; }, nullptr, [] { return now; });
        tab.showImage(row);
        auto *table = tab.findChild<QTreeView *>(u"imageUsersTable"_s);
        const auto *delegate = qobject_cast<RowDelegate *>(table->itemDelegate());
        QVERIFY(delegate);
        QMap<QString, Mark> marks;
        for (int i = 0; i < table->model()->rowCount(); ++i) {
            const CellLook look = delegate->look(table->model()->index(i, ImageUsersModel::StateColumn));
            const QString name = table->model()->index(i, ImageUsersModel::NameColumn).data().toString();
            marks.insert(name, look.mark);
            QVERIFY2((look.mark == Mark::None) == look.text.isEmpty(), qPrintable(name)); // never one without the other
        }
        QCOMPARE(marks.size(), 6);
        QVERIFY(marks[u"name-c1"_s] == Mark::Running && marks[u"name-c2"_s] == Mark::Error);
        QVERIFY(marks[u"01A"_s] == Mark::TimedOut && marks[u"01B"_s] == Mark::Running && marks[u"01C"_s] == Mark::Warning);
        QVERIFY(marks[u"/w/a.job.json"_s] == Mark::None);
    }

    void onlyTheTabThatIsSeenIsAsked()
    {
        test::ImageFixtures data = test::ImageFixtures::mockup();
        ImageTreeModel model;
        ImagesPage page(model, nullptr, [&] { return data.now; });
        auto *tab = new CountingTab;
        tab->setObjectName(u"counting"_s);
        page.addTab(tab);
        page.resize(1240, 700);
        page.show();
        model.applySnapshot(data.images);
        page.setRefreshed(data.now);
        page.select(u"python:3.11-slim"_s);
        QTRY_VERIFY(page.currentTag() && page.currentTag()->reference == u"python:3.11-slim");
        QVERIFY(tab->shown.isEmpty());
        page.openTab(u"counting"_s);
        QTRY_COMPARE(tab->shown.value(tab->shown.size() - 1), u"python:3.11-slim"_s);
        QSignalSpy changed(&page, &ImagesPage::selectionChanged);
        page.select(u"postgres:16-alpine"_s);
        QTRY_COMPARE(tab->shown.last(), u"postgres:16-alpine"_s);
        QVERIFY(!changed.isEmpty());
    }

    void actionsAreInEveryMenu()
    {
        test::ImageFixtures data = test::ImageFixtures::mockup();
        ImageTreeModel model;
        ImagesPage page(model, nullptr, [&] { return data.now; });
        QAction onImage(u"Tag…"_s), onPage(u"Pull…"_s);
        onImage.setObjectName(u"tagImage"_s);
        onImage.setShortcut(Qt::Key_F2);
        onPage.setObjectName(u"pullImage"_s);
        page.addImageAction(&onImage);
        page.addTool(&onPage);
        QVERIFY(page.pageActions().contains(&onImage) && page.pageActions().contains(&onPage));
        QVERIFY(page.findChild<QToolButton *>(u"pullImageButton"_s));
        QVERIFY(page.findChild<QToolButton *>(u"imageMore"_s)->menu()->actions().contains(&onImage));
        page.resize(1240, 700);
        page.show();
        model.applySnapshot(data.images);
        page.setRefreshed(data.now);
        QSignalSpy triggered(&onImage, &QAction::triggered);
        auto *tree = page.findChild<QTreeView *>(u"imageTree"_s);
        QTRY_VERIFY(tree->isVisible());
        QVERIFY(QTest::qWaitForWindowActive(&page));
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_F2);
        QCOMPARE(triggered.size(), 1);
    }

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(TestImageTabs)
#include "tst_imagetabs.moc"
