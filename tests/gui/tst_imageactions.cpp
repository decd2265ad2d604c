// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "model/images/buildservice.h"
#include "model/images/imagecommands.h"
#include "model/logs/logdocument.h"
#include "model/logs/logroom.h"
#include "model/settings.h"
#include "model/tasks/noticelist.h"
#include "model/tasks/tasklist.h"
#include "tests/gui/lighttheme.h"
#include "tests/gui/picture.h"
#include "tests/support/imagebooks.h"
#include "tests/support/testmain.h"
#include "ui/images/build/buildactions.h"
#include "ui/images/build/builddialog.h"
#include "ui/images/build/buildwindow.h"
#include "ui/images/imageactions.h"
#include "ui/images/imagespage.h"
#include "ui/images/imagetreeview.h"
#include "ui/images/prunequestion.h"
#include "ui/images/removalquestion.h"
#include "ui/images/tagdialog.h"
#include "ui/jobs/fields/pathline.h"
#include "ui/shell/noticestrip.h"
#include "ui/theme/metrics.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextDocumentFragment>
#include <QToolButton>
#include <QToolTip>
#include <QTreeView>
#include <QVBoxLayout>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

EngineEnvironment environment(const QString &endpoint)
{
    EngineEnvironment made;
    made.requested = endpoint;
    return made;
}

/// Whether keys reach it now, after some waiting. A dialog counts as active for Qt while its window is.
bool isActive(QWidget *window)
{
    window->activateWindow();
    return QTest::qWaitFor([window] { return QApplication::activeWindow() == window; });
}

/// An Images page on an engine that obeys, with all that can be done to images.
struct Shown {
    Shown()
        : engine(dir.filePath(u"e"_s))
        , books(engine)
        , session(environment(dir.filePath(u"e"_s)), nullptr, SessionTiming{1000, 500, 2000, 10, 50})
        , sync(session, nullptr, SyncTiming{20, 3600000})
        , logs(dir.path())
        , settings(dir.path())
        , commands(session, sync, tasks)
        , builds(session, tasks, logs, &settings)
        , page(new ImagesPage(model, &window))
        , actions(new ImageActions(commands, sync, notices, *page))
        , buildActions(new BuildActions(builds, session, {&tasks, &settings, &notices}, *page))
    {
        QObject::connect(&sync, &EngineSync::imagesChanged, &model, &ImageTreeModel::applySnapshot);
        QObject::connect(&sync, &EngineSync::detailsChanged, &model, &ImageTreeModel::setDetails);
        QObject::connect(&sync, &EngineSync::containersChanged, &model, &ImageTreeModel::setContainers);
        QObject::connect(&commands, &ImageCommands::leavingChanged, &model, &ImageTreeModel::setLeaving);
        QObject::connect(&sync, &EngineSync::refreshed, page, &ImagesPage::setRefreshed);
        auto *column = new QVBoxLayout(&window);
        column->setContentsMargins({});
        column->addWidget(new NoticeStrip(notices));
        column->addWidget(page, 1);
        window.resize(1240, 700);
        window.show();
        window.activateWindow();
    }
    void connectToEngine()
    {
        books.list();
        QVERIFY(engine.start());
        session.start();
        QTRY_VERIFY(!sync.images().isEmpty() && sync.details(sync.images().constLast().id));
    }
    void select(const QString &reference)
    {
        QTRY_VERIFY(page->findChild<QWidget *>(u"imageTree"_s)->isVisible());
        page->select(reference);
        QTRY_VERIFY(page->currentTag() && page->currentTag()->reference == reference);
        QVERIFY(isActive(&window));
        tree()->setFocus();
    }
    ImageTreeView *tree() { return page->findChild<ImageTreeView *>(u"imageTree"_s); }
    template<class T>
    T *find(const QString &name)
    {
        return window.findChild<T *>(name);
    }
    QString text(const QString &name)
    {
        auto *label = window.findChild<QLabel *>(name);
        return label ? label->text() : QString();
    }
    QStringList requests() const { return engine.requests.filter(QRegularExpression(u"^(POST|DELETE) "_s)); }
    QStringList rows(const QString &view)
    {
        QStringList lines;
        const QAbstractItemModel *list = find<QTreeView>(view)->model();
        for (int row = 0; row < list->rowCount(); ++row)
            lines.append(list->index(row, 0).data().toString() + u" | "_s + list->index(row, 1).data().toString());
        return lines;
    }

    QTemporaryDir dir;
    MiniEngine engine;
    ImageBooks books;
    EngineSession session;
    EngineSync sync;
    TaskList tasks;
    NoticeList notices;
    LogRoom logs;
    Settings settings;
    ImageTreeModel model;
    ImageCommands commands;
    BuildService builds;
    QWidget window;
    ImagesPage *page;
    ImageActions *actions;
    BuildActions *buildActions;
};

/// The same with an engine that builds team/app:1 of whatever it gets.
struct BuildingEngine : Shown {
    BuildingEngine()
    {
        QFile file(source.filePath(u"Dockerfile"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write("FROM scratch\nCOPY Dockerfile /d\n") < 0)
            qFatal("no Dockerfile");
        books.names = {{u"x:1"_s, ImageBooks::id(u'a')}};
        engine.custom = [this, usual = engine.custom](const QString &asked) -> std::optional<std::pair<int, QByteArray>> {
            if (!asked.startsWith(u"POST /build"_s))
                return usual(asked);
            ++built;
            books.names[u"team/app:1"_s] = ImageBooks::id(u'e');
            books.list();
            return std::pair(200, "{\"stream\":\"Step 1/2 : FROM scratch\"}\n{\"stream\":\"\\n\"}\n{\"stream\":\"Step 2/2 : COPY Dockerfile /d\"}\n"
                                  "{\"stream\":\"\\n\"}\n{\"stream\":\" ---> Using cache\\n\"}\n{\"aux\":{\"ID\":\"sha256:" + ImageBooks::id(u'e').toLatin1() + "\"}}\n");
        };
        connectToEngine();
    }
    BuildRequest request() const
    {
        BuildRequest wanted;
        wanted.folder = source.path();
        wanted.tags = QStringList{u"team/app:1"_s};
        wanted.classic = true;
        return wanted;
    }

    QTemporaryDir source;
    int built = 0;
};

} // namespace

/// What can be done on the Images page, by keyboard, down to the request.
class tst_ImageActions : public QObject
{
    Q_OBJECT

    LightTheme m_theme;
    QTemporaryDir m_pictures;

    void picture(QWidget *window, const QString &name)
    {
        const QString folder = qEnvironmentVariable("LONGSHORE_PICTURES", m_pictures.path());
        for (const auto scheme : {Theme::Scheme::Dark, Theme::Scheme::Light}) {
            m_theme.theme.setScheme(scheme);
            QVERIFY(!isBlank(takePicture(*window, name + (scheme == Theme::Scheme::Dark ? u"-dark"_s : u"-light"_s), folder)));
        }
    }

    static QList<BuildWindow *> windows(const Shown &shown) { return shown.window.findChildren<BuildWindow *>(); }
    static qsizetype buttonsOf(const QWidget &window, const QString &text)
    {
        const QList<QAbstractButton *> buttons = window.findChildren<QAbstractButton *>();
        return std::count_if(buttons.begin(), buttons.end(), [&text](const QAbstractButton *button) { return button->text() == text; });
    }

private Q_SLOTS:
    void initTestCase() { setPictureFont(); }

    void A1_13_copyByOneKey()
    {
        Shown shown;
        shown.books.names = {{u"x:1"_s, ImageBooks::id(u'a')}};
        shown.connectToEngine();
        shown.select(u"x:1"_s);
        QTest::keyClick(shown.tree(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"x:1"_s);
        QTest::keyClick(shown.tree(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"sha256:"_s + ImageBooks::id(u'a'));
    }

    void A1_15_theQuestionNamesWhatGoes()
    {
        Shown shown;
        shown.books.names = {{u"x:1"_s, ImageBooks::id(u'a')}, {u"x:2"_s, ImageBooks::id(u'a')}, {u"y:1"_s, ImageBooks::id(u'b')}};
        shown.connectToEngine();
        shown.select(u"x:1"_s);
        QTest::keyClick(shown.tree(), Qt::Key_Delete);
        auto *question = shown.find<RemovalQuestion>(u"removeImagesQuestion"_s);
        QVERIFY(question);
        QCOMPARE(shown.rows(u"removalRows"_s), QStringList{u"x:1 | is untagged; the image stays as x:2"_s});
        QCOMPARE(question->accepting->text(), u"Untag x:1"_s);
        QVERIFY(question->cancel->isDefault());
        QVERIFY(!shown.find<QCheckBox>(u"force"_s)->isVisibleTo(question));
        QCOMPARE(shown.requests(), QStringList());
        picture(question, u"remove-untag"_s);
        question->accept();
        QTRY_COMPARE(shown.requests(), QStringList{u"DELETE /v1.41/images/x:1"_s});
        QTRY_COMPARE(shown.text(u"noticeTitle"_s), u"1 tag untagged."_s);
        QCOMPARE(shown.find<QToolButton>(u"followNotice"_s)->text(), u"Undo"_s);
        QCOMPARE(shown.tasks.tasks().constFirst()->title(), u"Remove x:1"_s);
    }

    void moonshot13_ctrlZPutsTheTagBack()
    {
        Shown shown;
        shown.books.names = {{u"x:1"_s, ImageBooks::id(u'a')}, {u"x:2"_s, ImageBooks::id(u'a')}};
        shown.connectToEngine();
        shown.select(u"x:1"_s);
        shown.commands.untag(u"x:1"_s);
        QTRY_VERIFY(shown.commands.canUndo() && shown.commands.imageOf(u"x:1"_s).isEmpty());
        shown.select(u"x:2"_s);
        QTest::keyClick(shown.tree(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(shown.books.names.value(u"x:1"_s), ImageBooks::id(u'a'));
        QTRY_VERIFY(!shown.commands.canUndo());
        // By the notice, too.
        QTRY_VERIFY(!shown.commands.imageOf(u"x:1"_s).isEmpty());
        shown.commands.untag(u"x:1"_s);
        QTRY_COMPARE(shown.text(u"noticeTitle"_s), u"1 tag untagged."_s);
        QTest::mouseClick(shown.find<QToolButton>(u"followNotice"_s), Qt::LeftButton);
        QTRY_COMPARE(shown.books.names.value(u"x:1"_s), ImageBooks::id(u'a'));
    }

    void A1_14_manyAtOnceWithForceWhereItHelps()
    {
        Shown shown;
        shown.books.names = {{u"x:1"_s, ImageBooks::id(u'a')}, {u"y:1"_s, ImageBooks::id(u'b')}};
        shown.books.nameless = QStringList{ImageBooks::id(u'c')};
        shown.books.refuse = QStringList{u"y:1"_s};
        shown.engine.containers = "[{\"Id\":\"c1\",\"Names\":[\"/web\"],\"State\":\"exited\",\"Status\":\"Exited (0) 1 second ago\",\"ImageID\":\""
                                  + ImageBooks::id(u'b').toLatin1() + "\"}]";
        shown.connectToEngine();
        QTRY_COMPARE(shown.sync.containers().size(), 1);
        shown.tree()->selectAll();
        QTRY_COMPARE(shown.find<QAction>(u"removeImages"_s)->text(), u"Remove 3…"_s);
        shown.actions->askRemove({{u"x:1"_s, u"y:1"_s}, {{ImageBooks::id(u'c')}}});
        auto *question = shown.find<RemovalQuestion>(u"removeImagesQuestion"_s);
        QVERIFY(question);
        QCOMPARE(shown.rows(u"removalRows"_s),
                 QStringList({u"x:1 | is untagged"_s, u"Image aaaaaaaaaaaa | is deleted, 100 B"_s, u"y:1 | stays. Used by web (stopped)."_s,
                              u"Image cccccccccccc | is deleted, 100 B"_s}));
        QCOMPARE(shown.text(u"removalTotal"_s), u"1 tag untagged, 2 images deleted, at most 200 B freed."_s);
        QCOMPARE(question->accepting->text(), u"Delete 2 images"_s);
        picture(question, u"remove-many"_s);
        shown.find<QCheckBox>(u"force"_s)->setChecked(true);
        QCOMPARE(question->accepting->text(), u"Delete 3 images"_s);
        question->accept();
        QTRY_COMPARE(shown.requests(), QStringList({u"DELETE /v1.41/images/x:1"_s, u"DELETE /v1.41/images/y:1?force=1"_s,
                                                    u"DELETE /v1.41/images/"_s + ImageBooks::id(u'c')}));
        QTRY_COMPARE(shown.text(u"noticeTitle"_s), u"2 tags untagged, 3 images deleted, at most 300 B freed."_s);
        QCOMPARE(shown.find<QToolButton>(u"followNotice"_s)->text(), u"Details"_s);
    }

    void A1_15_whatStayedIsToldWithTheNextStep()
    {
        Shown shown;
        shown.books.names = {{u"x:1"_s, ImageBooks::id(u'a')}};
        shown.books.refuse = QStringList{u"x:1"_s};
        shown.connectToEngine();
        shown.commands.untag(u"x:1"_s);
        QTRY_COMPARE(shown.text(u"noticeTitle"_s), u"1 could not be removed."_s);
        QTest::mouseClick(shown.find<QToolButton>(u"followNotice"_s), Qt::LeftButton);
        QTRY_VERIFY(shown.find<QWidget>(u"removalReport"_s));
        QVERIFY(shown.text(u"keptWhy"_s).contains(u"force"_s));
        picture(shown.find<QWidget>(u"removalReport"_s), u"removal-report"_s);
    }

    /// What a pull by digest brings, and what Docker leaves of a tag after a newer pull.
    void A1_15_anImageWithADigestOnlyIsRemoved_data()
    {
        QTest::addColumn<bool>("rowPerImage");
        QTest::newRow("a row per tag") << false;
        QTest::newRow("a row per image") << true;
    }
    void A1_15_anImageWithADigestOnlyIsRemoved()
    {
        QFETCH(bool, rowPerImage);
        Shown shown;
        const QString digest = u"y@sha256:"_s + QString(64, u'0');
        shown.books.names = {{u"x:1"_s, ImageBooks::id(u'a')}};
        shown.books.nameless = QStringList{ImageBooks::id(u'd')};
        shown.books.digests = {{ImageBooks::id(u'd'), digest}};
        shown.model.setArrangement({ImageGrouping::Repository, rowPerImage});
        shown.connectToEngine();
        shown.select(digest);
        QTest::keyClick(shown.tree(), Qt::Key_Delete);
        auto *question = shown.find<RemovalQuestion>(u"removeImagesQuestion"_s);
        QVERIFY(question);
        QCOMPARE(shown.rows(u"removalRows"_s), QStringList{u"Image dddddddddddd | is deleted, 100 B"_s});
        question->accept();
        QTRY_COMPARE(shown.requests(), QStringList{u"DELETE /v1.41/images/"_s + ImageBooks::id(u'd')});
        QTRY_COMPARE(shown.text(u"noticeTitle"_s), u"1 image deleted, at most 100 B freed."_s);
    }

    void A1_15_rowsSayThatTheyAreBeingRemoved()
    {
        Shown shown;
        shown.books.names = {{u"x:1"_s, ImageBooks::id(u'a')}, {u"x:2"_s, ImageBooks::id(u'b')}};
        shown.books.refuse = QStringList{u"x:2"_s};
        shown.connectToEngine();
        const auto note = [&shown](const QString &name) { return shown.model.find(name).data(ImageTreeModel::NoteRole).toString(); };
        shown.select(u"x:2"_s);
        shown.commands.remove(planRemoval(shown.commands.facts(), {{u"x:1"_s, u"x:2"_s}, {}}), false);
        QCOMPARE(note(u"x:1"_s), u"removing…"_s);
        QCOMPARE(note(u"x:2"_s), u"removing…"_s);
        picture(&shown.window, u"removing"_s);
        QTRY_COMPARE(note(u"x:2"_s), QString()); // it stays
        QTRY_VERIFY(!shown.model.find(u"x:1"_s).isValid());
    }

    void A02_toolTipsOfAQuestionArePlain()
    {
        Shown shown;
        shown.books.names = {{u"x:1"_s, ImageBooks::id(u'a')}};
        shown.engine.containers = "[{\"Id\":\"c1\",\"Names\":[\"/<b>web</b>\"],\"State\":\"exited\",\"ImageID\":\"" + ImageBooks::id(u'a').toLatin1() + "\"}]";
        shown.connectToEngine();
        QTRY_COMPARE(shown.sync.containers().size(), 1);
        shown.actions->askRemove({{u"x:1"_s}, {}});
        auto *list = shown.find<QTreeView>(u"removalRows"_s);
        const QPoint cell = list->visualRect(list->model()->index(0, 1)).center();
        QHelpEvent help(QEvent::ToolTip, cell, list->viewport()->mapToGlobal(cell));
        QApplication::sendEvent(list->viewport(), &help);
        QCOMPARE(QTextDocumentFragment::fromHtml(QToolTip::text()).toPlainText(), u"stays. Used by <b>web</b> (stopped)."_s);
    }

    void pruneShowsAndRemovesExactlyThat()
    {
        Shown shown;
        shown.books.names = {{u"x:1"_s, ImageBooks::id(u'a')}};
        shown.books.nameless = QStringList{ImageBooks::id(u'c'), ImageBooks::id(u'd')};
        shown.actions->setFormerNames({{{ImageBooks::id(u'c')}, u"docker.io/library/app:latest"_s}});
        shown.connectToEngine();
        shown.find<QAction>(u"pruneImages"_s)->trigger();
        auto *question = shown.find<PruneQuestion>(u"pruneQuestion"_s);
        QVERIFY(question);
        QCOMPARE(shown.rows(u"pruneRows"_s), QStringList({u"was app:latest | cccccccccccc"_s, u"without a name | dddddddddddd"_s}));
        QCOMPARE(question->accepting->text(), u"Delete 2 images"_s);
        auto *table = shown.find<QTreeView>(u"pruneRows"_s);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(1, 0));
        QTest::keyClick(table, Qt::Key_Space);
        QCOMPARE(question->accepting->text(), u"Delete 1 image"_s);
        shown.find<QCheckBox>(u"alsoNamed"_s)->setChecked(true);
        QCOMPARE(shown.text(u"pruneTotal"_s), u"2 images, at most 200 B"_s);
        const QPoint box = table->visualRect(table->model()->index(1, 0)).topLeft() + QPoint(metrics::firstCell + 4, 14);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, box);
        QCOMPARE(question->accepting->text(), u"Delete 3 images"_s);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, box);
        QCOMPARE(table->currentIndex().row(), 1); // what was chosen and left out stays so
        picture(question, u"prune"_s);
        shown.find<QCheckBox>(u"alsoNamed"_s)->setChecked(false);
        QCOMPARE(question->accepting->text(), u"Delete 1 image"_s);
        question->accept();
        QTRY_COMPARE(shown.requests(), QStringList{u"DELETE /v1.41/images/"_s + ImageBooks::id(u'c')});
    }

    void A1_16_tagManagerByKeyboard()
    {
        Shown shown;
        shown.books.names = {{u"x:1"_s, ImageBooks::id(u'a')}, {u"y:1"_s, ImageBooks::id(u'b')}};
        shown.connectToEngine();
        shown.select(u"x:1"_s);
        QTest::keyClick(shown.tree(), Qt::Key_F2);
        auto *dialog = shown.find<TagDialog>(u"tagDialog"_s);
        QVERIFY(dialog && isActive(dialog));
        auto *field = shown.find<QLineEdit>(u"newTag"_s);
        auto *add = shown.find<QPushButton>(u"addTag"_s);
        QVERIFY(!add->isEnabled());
        for (const QString &nonsense : {u"UPPER"_s, u"../x"_s, u"a b"_s, u":"_s, u"x:1@sha256:"_s + ImageBooks::id(u'0'), QString(5000, u'a'), u"<b>x</b>"_s}) {
            field->setText(nonsense);
            QVERIFY2(!add->isEnabled(), qPrintable(nonsense));
            QVERIFY(!shown.text(u"tagHelp"_s).isEmpty());
        }
        field->setText(u"x:1"_s);
        QCOMPARE(shown.text(u"tagHelp"_s), u"x:1 names this image already."_s);
        field->clear();
        QTest::keyClicks(field, u"x:2"_s);
        QVERIFY(shown.text(u"tagHelp"_s).contains(u"docker.io/library/x:2"_s));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(shown.rows(u"tagRows"_s), QStringList({u"x:1 | "_s, u"x:2 | "_s}));
        // One that another image has moves, and comes back.
        QTest::keyClicks(field, u"y:1"_s);
        QCOMPARE(add->text(), u"Move here"_s);
        QCOMPARE(shown.text(u"tagHelp"_s), u"y:1 names image bbbbbbbbbbbb now and moves from there to this one."_s);
        picture(dialog, u"tags"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(shown.rows(u"tagRows"_s).size(), 3);
        QTRY_COMPARE(shown.text(u"noticeTitle"_s), u"y:1 moved to image aaaaaaaaaaaa."_s);
        // Away with one.
        auto *list = shown.find<QTreeView>(u"tagRows"_s);
        list->setCurrentIndex(list->model()->index(1, 0));
        QTest::keyClick(list, Qt::Key_Delete);
        QTRY_COMPARE(shown.rows(u"tagRows"_s), QStringList({u"x:1 | "_s, u"y:1 | "_s}));
    }

    void A1_16_whatFailedStaysToBeMended()
    {
        Shown shown;
        shown.books.names = {{u"x:1"_s, ImageBooks::id(u'a')}};
        shown.connectToEngine();
        shown.actions->openTags({ImageBooks::id(u'a')});
        auto *field = shown.find<QLineEdit>(u"newTag"_s);
        const QString hint = shown.text(u"tagHelp"_s);
        shown.commands.untag(u"none:1"_s); // somebody else's trouble
        QCOMPARE(shown.text(u"tagHelp"_s), hint);
        shown.engine.stop();
        QTRY_VERIFY(!shown.session.client());
        field->setText(u"x:2"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY2(shown.text(u"tagHelp"_s).contains(u"no engine is connected"_s), qPrintable(shown.text(u"tagHelp"_s)));
        QCOMPARE(field->text(), u"x:2"_s);
        Q_EMIT shown.sync.imagesChanged(shown.sync.images()); // the list goes on
        QVERIFY(shown.text(u"tagHelp"_s).contains(u"no engine is connected"_s));
        field->setText(u"x:3"_s);
        QVERIFY(shown.text(u"tagHelp"_s).contains(u"docker.io/library/x:3"_s));
    }

    void A1_16_deletingGoesOnWhereItWas()
    {
        Shown shown;
        shown.books.names = {{u"x:1"_s, ImageBooks::id(u'a')}, {u"x:2"_s, ImageBooks::id(u'a')}, {u"x:3"_s, ImageBooks::id(u'a')}};
        shown.connectToEngine();
        shown.actions->openTags({ImageBooks::id(u'a')});
        QVERIFY(isActive(shown.find<TagDialog>(u"tagDialog"_s)));
        auto *list = shown.find<QTreeView>(u"tagRows"_s);
        QTRY_COMPARE(list->model()->rowCount(), 3);
        list->setCurrentIndex(list->model()->index(1, 0));
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(shown.rows(u"tagRows"_s).at(1), u"x:2 | removing…"_s);
        QTest::keyClick(list, Qt::Key_Delete); // the same one: nothing more
        QTRY_COMPARE(shown.rows(u"tagRows"_s), QStringList({u"x:1 | "_s, u"x:3 | "_s}));
        QCOMPARE(list->currentIndex().data().toString(), u"x:3"_s);
        QCOMPARE(shown.requests(), QStringList{u"DELETE /v1.41/images/x:2"_s});
        auto *field = shown.find<QLineEdit>(u"newTag"_s);
        QCOMPARE(list->geometry().right(), field->geometry().right());
    }

    /// While one of two names goes, the other one waits to be known as the last.
    void A1_16_noNameGoesUnasked()
    {
        Shown shown;
        shown.books.names = {{u"x:1"_s, ImageBooks::id(u'a')}, {u"x:2"_s, ImageBooks::id(u'a')}};
        shown.connectToEngine();
        shown.actions->openTags({ImageBooks::id(u'a')});
        QVERIFY(isActive(shown.find<TagDialog>(u"tagDialog"_s)));
        auto *list = shown.find<QTreeView>(u"tagRows"_s);
        QTest::keyClick(list, Qt::Key_Delete);
        list->setCurrentIndex(list->model()->index(1, 0));
        QTest::keyClick(list, Qt::Key_Delete);
        QTRY_COMPARE(shown.rows(u"tagRows"_s), QStringList{u"x:2 | "_s});
        QCOMPARE(shown.requests().size(), 1);
        QTest::keyClick(list, Qt::Key_Delete);
        QVERIFY(shown.find<RemovalQuestion>(u"removeImagesQuestion"_s));
    }

    void A1_16_theLastTagIsAskedAbout()
    {
        Shown shown;
        shown.books.names = {{u"x:1"_s, ImageBooks::id(u'a')}, {u"y:1"_s, ImageBooks::id(u'b')}};
        shown.connectToEngine();
        shown.actions->openTags({ImageBooks::id(u'a')}, u"x:9"_s);
        QCOMPARE(shown.find<QLineEdit>(u"newTag"_s)->text(), u"x:9"_s);
        shown.find<QPushButton>(u"untag"_s)->click();
        QVERIFY(shown.find<RemovalQuestion>(u"removeImagesQuestion"_s));
        QCOMPARE(shown.requests(), QStringList());
    }

    void A3_38_theDialogOffersWhatTheDockerfileHas()
    {
        Shown shown;
        QTemporaryDir source;
        QFile file(source.filePath(u"Dockerfile"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("ARG BASE=scratch\nFROM ${BASE} AS build\nARG API_TOKEN\nFROM scratch AS final\n") > 0);
        file.close();
        shown.books.names = {{u"x:1"_s, ImageBooks::id(u'a')}};
        shown.connectToEngine();
        shown.select(u"x:1"_s);
        QTest::keyClick(shown.tree(), Qt::Key_B, Qt::ControlModifier);
        auto *dialog = shown.find<BuildDialog>(u"buildDialog"_s);
        QVERIFY(dialog && isActive(dialog));
        auto *problem = shown.find<QWidget>(u"buildProblem"_s);
        QVERIFY(!problem->isVisible());
        shown.find<QPushButton>(u"startBuild"_s)->click();
        QVERIFY(problem->isVisible()); // no folder
        auto *folder = shown.find<QLineEdit>(u"buildFolder"_s);
        folder->setFocus();
        QTest::keyClicks(folder, source.path());
        QTest::keyClick(folder, Qt::Key_Return); // takes the folder, and builds nothing yet
        QTRY_COMPARE(dialog->request().folder, source.path());
        auto *target = shown.find<QComboBox>(u"buildTarget"_s);
        QCOMPARE(target->count(), 3);
        QCOMPARE(shown.rows(u"buildArguments"_s), QStringList({u"BASE | scratch (as in the Dockerfile)"_s, u"API_TOKEN | "_s}));
        QVERIFY(dialog->request().arguments.isEmpty());
        QVERIFY(!problem->isVisible());
        for (const QString &nonsense : {u"UPPER:1"_s, u"a@sha256:1"_s, u"a,,b :"_s, u"<i>"_s, QString(3000, u'x')}) {
            shown.find<QLineEdit>(u"buildTags"_s)->setText(nonsense);
            QVERIFY2(problem->isVisible(), qPrintable(nonsense));
        }
        shown.find<QLineEdit>(u"buildTags"_s)->setText(u"team/app:1, team/app:latest"_s);
        QVERIFY(!problem->isVisible());
        QCOMPARE(dialog->request().tags, QStringList({u"team/app:1"_s, u"team/app:latest"_s}));
        target->setCurrentText(u"zzz"_s);
        QVERIFY(problem->isVisible());
        target->setCurrentText(u"build"_s);
        auto *arguments = shown.find<QTreeView>(u"buildArguments"_s);
        arguments->model()->setData(arguments->model()->index(1, 1), u"s3cret"_s);
        QCOMPARE(dialog->request().arguments.value(u"API_TOKEN"_s), u"s3cret"_s);
        folder->setText(u"~/code/text-splitter"_s); // for a picture that is the same everywhere
        picture(dialog, u"build-dialog"_s);
        folder->setText(source.path());
        QSignalSpy wanted(dialog, &BuildDialog::buildRequested);
        shown.find<QPushButton>(u"startBuild"_s)->click();
        QCOMPARE(wanted.size(), 1);
    }

    void A3_36_buildFromTheDialogToTheList()
    {
        BuildingEngine shown;
        shown.buildActions->ask(shown.request());
        auto *dialog = shown.find<QWidget>(u"buildDialog"_s);
        QVERIFY(dialog && isActive(dialog));
        QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
        auto *window = shown.find<BuildWindow>(u"buildWindow"_s);
        QVERIFY(window && window->build());
        QTRY_VERIFY(!window->build()->isRunning());
        QCOMPARE(window->build()->state(), Build::State::Done);
        QTRY_COMPARE(shown.tasks.tasks().constFirst()->state(), Task::State::Finished);
        QCOMPARE(shown.tasks.tasks().constFirst()->title(), u"Build team/app:1"_s);
        QCOMPARE(shown.rows(u"buildSteps"_s).size(), 2);
        QVERIFY(shown.text(u"buildFacts"_s).contains(u"classic builder of Docker"_s));
        QTRY_COMPARE(window->build()->log()->state(), LogState::Ended);
        LogView *log = window->findChild<LogPane *>()->view();
        QTRY_VERIFY(!log->isTicking() && log->layoutOfRows().endRow() == 3);
        picture(window, u"build-window"_s);
        shown.sync.refresh();
        QTRY_VERIFY(shown.page->currentTag() && shown.page->currentTag()->reference == u"team/app:1"_s);
    }

    /// What was typed is still a person's own when the build did not begin.
    void A3_38_aBuildThatCannotBegin()
    {
        Shown shown; // of an engine that is not there
        const auto source = [&shown](const QString &name) {
            QDir(shown.dir.path()).mkdir(name);
            QFile file(shown.dir.filePath(name + u"/Dockerfile"_s));
            if (!file.open(QIODevice::WriteOnly) || file.write("FROM scratch\n") < 0)
                qFatal("no Dockerfile");
            return shown.dir.filePath(name);
        };
        const QString first = source(u"first"_s), second = source(u"second"_s);
        shown.buildActions->ask();
        auto *dialog = shown.find<BuildDialog>(u"buildDialog"_s);
        QVERIFY(dialog && isActive(dialog));
        auto *folder = shown.find<QLineEdit>(u"buildFolder"_s);
        folder->setText(first);
        shown.find<QLineEdit>(u"buildTags"_s)->setText(u"team/app:9"_s);
        QTest::keyClick(folder, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(shown.find<QWidget>(u"buildProblem"_s)->isVisible());
        QCOMPARE(dialog->request().folder, first);
        folder->setText(second);
        QTest::keyClick(folder, Qt::Key_Return);
        QCOMPARE(dialog->request().folder, second);
        QCOMPARE(dialog->request().tags, QStringList{u"team/app:9"_s});
    }

    /// Closed by Esc it is not gone: there is an action, and the way from the task.
    void A3_36_aClosedBuildWindowOpensAgain()
    {
        BuildingEngine shown;
        auto *show = shown.page->findChild<QAction *>(u"showBuild"_s);
        QVERIFY(show && !show->isEnabled());
        QVERIFY(shown.builds.start(shown.request()));
        auto *window = shown.find<BuildWindow>(u"buildWindow"_s);
        QVERIFY(window && window->isVisible());
        QTRY_VERIFY(!window->build()->isRunning());
        QCOMPARE(buttonsOf(*window, u"Build again"_s), 1);
        QTest::keyClick(window, Qt::Key_Escape);
        QVERIFY(!window->isVisible());
        QVERIFY(show->isEnabled());
        show->trigger();
        QVERIFY(window->isVisible());
        window->close();
        Task *task = shown.tasks.tasks().constFirst();
        QCOMPARE(task->offer(), u"Show"_s);
        task->takeOffer();
        QVERIFY(window->isVisible());
        QCOMPARE(window->build(), shown.builds.latest());
        QCOMPARE(shown.window.findChildren<BuildWindow *>().size(), 1);
        // Whoever looks at it goes on typing what to build next.
        shown.buildActions->ask();
        QPointer dialog = shown.find<BuildDialog>(u"buildDialog"_s);
        task->takeOffer();
        QVERIFY(dialog && dialog->isVisible());
    }

    void A3_36_aBuildUnderWayKeepsItsWindow()
    {
        BuildingEngine shown;
        shown.builds.setCredentials([](const BuildRequest &, QObject *, const auto &) {}); // they never begin
        const QPointer<Build> first = shown.builds.start(shown.request()).value();
        auto *window = shown.find<BuildWindow>(u"buildWindow"_s);
        const QPointer<Build> second = shown.builds.start(shown.request()).value();
        QCOMPARE(shown.window.findChildren<BuildWindow *>().size(), 2);
        QCOMPARE(window->build(), first.data());
        first->cancel();
        second->cancel();
        QTest::qWait(0);
        QCOMPARE(window->build(), first.data()); // what came of it stays to be read
        // The next ones take the windows that were left alone for longest.
        for (int i = 0; i < BuildService::mostEnded; ++i) {
            Build *next = shown.builds.start(shown.request()).value();
            const QList<BuildWindow *> all = windows(shown);
            QVERIFY(std::any_of(all.begin(), all.end(), [next](const BuildWindow *one) { return one->build() == next; }));
            next->cancel();
        }
        QCOMPARE(windows(shown).size(), 2);
        QTRY_VERIFY(!first && !second);
        QVERIFY(shown.tasks.tasks().constLast()->offer().isEmpty()); // there is nothing left to show
        QCOMPARE(shown.tasks.tasks().constFirst()->offer(), u"Show"_s);
        for (const BuildWindow *one : windows(shown))
            QVERIFY(one->build());
    }

    void A3_36_stepsStayWhereTheyAreRead()
    {
        BuildingEngine shown;
        shown.builds.setCredentials([](const BuildRequest &, QObject *, const auto &) {});
        Build *build = shown.builds.start(shown.request()).value();
        auto *steps = shown.find<QTreeView>(u"buildSteps"_s);
        const QScrollBar *bar = steps->verticalScrollBar();
        for (int i = 1; i <= 60; ++i)
            build->steps().begin(i, 99, u"RUN %1"_s.arg(i));
        QTRY_VERIFY(bar->maximum() > 0);
        QCOMPARE(bar->value(), bar->maximum());
        steps->scrollToTop();
        build->steps().begin(61, 99, u"RUN 61"_s);
        QTest::qWait(0);
        QCOMPARE(bar->value(), 0);
        steps->scrollToBottom();
        build->steps().begin(62, 99, u"RUN 62"_s);
        QTRY_COMPARE(bar->value(), bar->maximum());
        // A build whose window was given to another one moves nothing there.
        build->cancel();
        Build *next = shown.builds.start(shown.request()).value();
        for (int i = 1; i <= 60; ++i)
            next->steps().begin(i, 99, u"RUN %1"_s.arg(i));
        QTRY_COMPARE(bar->value(), bar->maximum());
        steps->scrollToTop();
        build->steps().begin(63, 99, u"RUN 63"_s);
        QTest::qWait(0);
        QCOMPARE(bar->value(), 0);
    }

    void A3_37_sameBuildByOneKey()
    {
        BuildingEngine shown;
        QVERIFY(shown.builds.start(shown.request()));
        QTRY_VERIFY(!shown.builds.latest()->isRunning());
        QCOMPARE(shown.built, 1);
        shown.sync.refresh();
        shown.select(u"team/app:1"_s);
        QTest::keyClick(shown.tree(), Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(shown.built, 2);
        QTRY_VERIFY(!shown.builds.latest()->isRunning());
        QCOMPARE(shown.builds.latest()->request(), shown.request());
        // Also after the program was started anew.
        const BuildService later(shown.session, shown.tasks, shown.logs, &shown.settings);
        QCOMPARE(later.lastRequest(), std::optional(shown.request()));
        QCOMPARE(later.lastRequest(shown.source.path()), std::optional(shown.request()));
        QVERIFY(!later.lastRequest(u"/elsewhere"_s));
    }
};

LONGSHORE_GUI_TEST_MAIN(tst_ImageActions)
#include "tst_imageactions.moc"
