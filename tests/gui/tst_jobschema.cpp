// SPDX-License-Identifier: GPL-3.0-or-later
// In the job editor: where the form's schema is from and how to choose another, and what changed since the last run.
#include "model/run/keptrequest.h"
#include "tests/gui/picture.h"
#include "tests/support/storedrun.h"
#include "tests/support/testmain.h"
#include "tests/support/tree.h"
#include "ui/jobs/changesview.h"
#include "ui/jobs/jobeditorview.h"
#include "ui/jobs/jobschema.h"
#include "ui/jobs/schemalabwindow.h"
#include "ui/widgets/verdictbar.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

QByteArray schemaOf(const QByteArray &field)
{
    return "{\"type\":\"object\",\"properties\":{\"" + field + "\":{\"type\":\"string\",\"title\":\"" + field + "\"}}}";
}

JobDocument demoJob(const QByteArray &schema)
{
    JobDocument job = JobDocument::create(u"Split comments"_s, u"longshore/demo-text-splitter:1.0.0"_s,
                                          "{\"id\":\"demo.text-splitter\",\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"longshore/demo-text-splitter\"}}"
                                              + (schema.isEmpty() ? QByteArray() : ",\"configurationSchema\":" + schema) + "}");
    (void)job.setParameters("{\"max\":\"75\"}");
    return job;
}

struct Shown {
    explicit Shown(const JobDocument &job, const JobContext &context = {})
        : view(std::make_unique<JobEditorView>(std::make_unique<JobEditor>(job), context, nullptr))
    {
        view->resize(1290, 780);
        view->show();
        view->activateWindow();
        if (!QTest::qWaitForWindowActive(view.get()))
            qFatal("the editor did not become active");
    }
    template<class T>
    T *find(const QString &name) const
    {
        return view->findChild<T *>(name);
    }
    QString origin() const { return find<QLabel>(u"schemaOrigin"_s)->text(); }
    /// The names of what the menu offers now.
    QStringList menu() const
    {
        auto *shown = find<QMenu>(u"schemaMenu"_s);
        Q_EMIT shown->aboutToShow();
        QStringList names;
        for (const QAction *action : shown->actions())
            names.append(action->isSeparator() ? QString() : action->objectName() + (action->isChecked() ? u"*"_s : QString()));
        return names;
    }
    void choose(const QString &name) const
    {
        (void)menu();
        find<QMenu>(u"schemaMenu"_s)->findChild<QAction *>(name)->trigger();
    }
    bool hasField(const QString &name) const { return find<QWidget>(u"parametersSection"_s)->findChild<QWidget *>(u"field."_s + name); }
    JobSchema &schema() const { return view->schema(); }

    std::unique_ptr<JobEditorView> view;
};

} // namespace

class TestJobSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        setPictureFont();
        m_theme = std::make_unique<Theme>(qApp, Theme::Scheme::Light);
    }

    void A10_129_formOfTheSchemaInUse()
    {
        JobContext context;
        context.labelRecord = "{\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"x\"}},\"configurationSchema\":" + schemaOf("label") + "}";
        const Shown shown(demoJob({}), context);
        QVERIFY2(shown.origin().contains(u"image’s label"_s), qPrintable(shown.origin()));
        QVERIFY(shown.hasField(u"label"_s));
        QCOMPARE(shown.menu(), (QStringList{u"schemaOfLabel*"_s, u"schemaGuessed"_s, {}, u"chooseImageSchema"_s, u"chooseSchemaFile"_s, {}, u"readSchemaAgain"_s, u"editSchemaHere"_s}));
        shown.choose(u"schemaGuessed"_s);
        QVERIFY(shown.hasField(u"max"_s));
        QVERIFY(shown.origin().contains(u"guessed"_s));
        QVERIFY(shown.view->editor().isModified());
        shown.view->editor().undo();
        QVERIFY(shown.hasField(u"label"_s));
        // What is run knows the label's schema too: it masks its passwords.
        QVERIFY(shown.view->requestWith("{}").job.component().configurationSchema.contains("label"));
        QVERIFY(shown.view->editor().document().component().configurationSchema.isEmpty());
    }

    void A10_129_fileIsRemembered()
    {
        const Tree tree;
        JobDocument job = demoJob(schemaOf("record"));
        QVERIFY(job.save(tree.path(u"a.job.json"_s)));
        const Shown shown(job);
        QVERIFY(shown.hasField(u"record"_s));
        shown.schema().useFile(tree.write(u"schemas/mine.json"_s, schemaOf("mine")));
        QTRY_VERIFY(shown.hasField(u"mine"_s));
        QVERIFY2(shown.origin().contains(u"file schemas/mine.json"_s), qPrintable(shown.origin()));
        QVERIFY(shown.menu().contains(u"schemaOfFile*"_s));
        tree.write(u"schemas/mine.json"_s, schemaOf("newer"));
        shown.choose(u"readSchemaAgain"_s);
        QTRY_VERIFY(shown.hasField(u"newer"_s));
        shown.choose(u"schemaOfRecord"_s);
        QVERIFY(shown.hasField(u"record"_s));
        QVERIFY(shown.view->editor().document().jsonAt(u"schema"_s).isEmpty());
        // What is no schema is said, and changes nothing.
        auto *bar = shown.find<VerdictBar>(u"jobOutside"_s);
        for (const QByteArray &bad : {QByteArray("{"), QByteArray("[1]")}) {
            bar->hide();
            shown.schema().useFile(tree.write(u"bad.json"_s, bad));
            QTRY_VERIFY(bar->isVisible());
            QVERIFY(shown.hasField(u"record"_s));
        }
    }

    void A10_129_fileInTheImageIsRead()
    {
        const Shown shown(demoJob({}));
        QStringList asked;
        std::function<void(const Result<ImageFileContent> &)> answer;
        shown.schema().setImageReader([&](const QString &image, const QStringList &paths, QObject *, const auto &done) {
            asked = QStringList{image} + paths;
            answer = done;
        });
        shown.schema().askImageFile();
        auto *path = shown.find<QComboBox>(u"imageSchemaPath"_s);
        QVERIFY(path && path->count() > 3);
        path->setCurrentText(u"opt/schema.json"_s);
        QTest::keyClick(path, Qt::Key_Return);
        QTRY_COMPARE(asked, (QStringList{u"longshore/demo-text-splitter:1.0.0"_s, u"/opt/schema.json"_s}));
        QVERIFY(shown.origin().contains(u"reading"_s));
        answer(ImageFileContent{u"/opt/schema.json"_s, schemaOf("inside")});
        QVERIFY(shown.hasField(u"inside"_s));
        QVERIFY(shown.origin().contains(u"/opt/schema.json in the image"_s));
        QCOMPARE(shown.view->editor().document().jsonAt(u"schema.from"_s), QByteArray("\"image\""));
        shown.choose(u"readSchemaAgain"_s);
        answer(fail(Error::make(Error::Kind::NotFound, u"read it"_s, u"the image is gone"_s)));
        QVERIFY(shown.find<VerdictBar>(u"jobOutside"_s)->isVisible());
        QVERIFY(shown.hasField(u"inside"_s)); // the copy in the job is still good
    }

    void editedInTheLab()
    {
        const Shown shown(demoJob(schemaOf("record")));
        shown.choose(u"editSchemaHere"_s);
        auto *lab = shown.find<SchemaLabWindow>(u"schemaLab"_s);
        QVERIFY(lab && lab->isVisible());
        shown.choose(u"editSchemaHere"_s);
        QCOMPARE(shown.view->findChildren<SchemaLabWindow *>().size(), 1);
        lab->findChild<QPlainTextEdit *>(u"schemaText"_s)->setPlainText(QString::fromUtf8(schemaOf("edited")));
        QVERIFY(shown.hasField(u"record"_s)); // not before it is asked for
        QTest::mouseClick(lab->findChild<QPushButton *>(u"useSchema"_s), Qt::LeftButton);
        QVERIFY(shown.hasField(u"edited"_s));
        QVERIFY(shown.origin().contains(u"edited for this job"_s));
        shown.view->editor().undo();
        QVERIFY(shown.hasField(u"record"_s));
    }

    void A10_128_neverRun()
    {
        const Shown shown(demoJob(schemaOf("max")));
        shown.find<QToolButton>(u"sinceLastRun"_s)->click();
        QVERIFY(shows(shown, u"Never run"_s));
        shown.find<QToolButton>(u"sinceLastRun"_s)->click();
        QVERIFY(shown.find<QWidget>(u"configTab"_s)->isVisible());
    }

    void A10_128_whatChangedSinceTheLastRun()
    {
        const Tree tree;
        const std::shared_ptr<Store> store = Store::open(tree.path(u"store"_s)).value();
        StoredRun run(store, u"01J0000000000000000000000A"_s);
        RunRequest request;
        request.job = demoJob(schemaOf("max"));
        QVERIFY(keepRequest(run.summary().capsule, request, {}, {}, Redactor()));
        const Shown shown(request.job);
        shown.view->setLastRun({run.summary().capsule, u"success, 2 h ago"_s});
        QVERIFY(shown.find<QLabel>(u"jobSubtitle"_s)->text().contains(u"last run: success, 2 h ago"_s));
        shown.find<QToolButton>(u"sinceLastRun"_s)->click();
        QTRY_VERIFY(note(shown).contains(u"As in the last run"_s));
        shown.find<QToolButton>(u"truthChangedOnly"_s)->click();
        QVERIFY(shows(shown, u"Nothing changed"_s));
        auto *field = shown.find<QWidget>(u"parametersSection"_s)->findChild<QLineEdit *>(u"field.max"_s);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, u"90"_s);
        QTRY_VERIFY(note(shown).contains(u"2 lines differ"_s));
        const QString text = visibleChanges(shown);
        QVERIFY2(text.contains(u"−         \"max\": \"75\""_s) && text.contains(u"+         \"max\": \"90\""_s), qPrintable(text));
        QVERIFY(!text.contains(u"action"_s)); // only what changed
        shown.find<QToolButton>(u"truthChangedOnly"_s)->click();
        QVERIFY(visibleChanges(shown).contains(u"action"_s));
        shown.find<QTabWidget>(u"truthTabs"_s)->setCurrentIndex(1);
        QVERIFY2(note(shown).contains(u"As in the last run"_s), qPrintable(visibleChanges(shown))); // the line is the same
        const QString target = qEnvironmentVariable("LONGSHORE_PICTURES", m_pictures.path());
        shown.find<QTabWidget>(u"truthTabs"_s)->setCurrentIndex(0);
        QVERIFY(!isBlank(takePicture(*shown.view, u"job-since-light"_s, target)));
    }

    void A10_128_aRunThatLeftNothing()
    {
        const Shown shown(demoJob(schemaOf("max")));
        shown.view->setLastRun({u"/nonexistent/run"_s, u"cancelled, 2 h ago"_s});
        shown.find<QToolButton>(u"sinceLastRun"_s)->click();
        QTRY_VERIFY(shows(shown, u"The last run cannot be compared"_s));
    }

private:
    static bool shows(const Shown &shown, const QString &text)
    {
        const auto labels = shown.view->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&text](const QLabel *label) { return label->isVisible() && label->text() == text; });
    }
    static QString note(const Shown &shown) { return shown.find<QWidget>(u"truthNote"_s)->findChild<QLabel *>()->text(); }
    static QString visibleChanges(const Shown &shown)
    {
        for (const auto *text : shown.view->findChildren<QPlainTextEdit *>(u"changesText"_s)) {
            if (text->isVisible())
                return text->toPlainText();
        }
        return {};
    }

    std::unique_ptr<Theme> m_theme;
    QTemporaryDir m_pictures;
};

LONGSHORE_GUI_TEST_MAIN(TestJobSchema)
#include "tst_jobschema.moc"
