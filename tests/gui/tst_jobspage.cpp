// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/secrets.h"
#include "model/containers/containersetup.h"
#include "model/jobs/actionrunner.h"
#include "model/jobs/imagejob.h"
#include "tests/gui/jobworkspace.h"
#include "tests/gui/picture.h"
#include "tests/support/testmain.h"
#include "ui/jobs/configpreview.h"
#include "ui/jobs/jobsection.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/verdictbar.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QTreeView>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

class TestJobsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        setPictureFont();
        qRegisterMetaType<RunRequest>("longshore::RunRequest");
    }

    void emptyStateOffersTheWays()
    {
        JobWorkspace work;
        work.list();
        const auto buttons = work.page.findChildren<QAbstractButton *>();
        const auto shows = [&buttons](const QString &text) {
            return std::any_of(buttons.begin(), buttons.end(), [&text](const QAbstractButton *one) { return one->isVisible() && one->text() == text; });
        };
        QVERIFY(shows(u"New job…"_s));
        QVERIFY(shows(u"Open a component’s folder…"_s));
        QVERIFY(shows(u"Paste a docker run line"_s));
        QCOMPARE(work.page.count(), 0);
    }

    void A11_135_listShowsJobsAndOpensThem()
    {
        JobWorkspace work;
        work.save(u"split.job.json"_s, "{\"column\":\"text\"}");
        work.list();
        auto *table = work.find<QTreeView>(u"jobsTable"_s);
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(work.page.count(), 1);
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(work.find<JobEditorView>(u"jobEditor"_s));
        QCOMPARE(work.find<QLabel>(u"jobTitle"_s)->text(), u"Split comments"_s);
        QCOMPARE(work.field(u"column"_s)->text(), u"text"_s);
    }

    void A10_131_formJsonAndPreviewAreOneDocument()
    {
        JobWorkspace work;
        work.open();
        QVERIFY(!work.find<QLabel>(u"jobModified"_s)->isVisible());
        work.type(work.field(u"column"_s), u"comment"_s);
        QVERIFY(work.find<QLabel>(u"jobModified"_s)->isVisible());
        QCOMPARE(work.editor().document().jsonAt(u"configuration.parameters.column"_s), QByteArray("\"comment\""));
        QTRY_VERIFY(work.config().contains(u"\"column\": \"comment\""_s));
        auto *json = work.find<QPlainTextEdit>(u"jobJson"_s);
        QVERIFY(json->toPlainText().contains(u"\"column\": \"comment\""_s));
        json->setPlainText(json->toPlainText().replace(u"\"comment\""_s, u"\"note\""_s));
        QCOMPARE(work.field(u"column"_s)->text(), u"note"_s);
        // Invalid text keeps the form at its last good state, with a banner.
        json->setPlainText(json->toPlainText() + u"}"_s);
        QCOMPARE(work.field(u"column"_s)->text(), u"note"_s);
        QVERIFY(!work.find<QWidget>(u"jobJsonError"_s)->isHidden());
        QVERIFY(work.problems().contains(QString()));
        json->setPlainText(json->toPlainText().chopped(1));
        QVERIFY(work.find<QWidget>(u"jobJsonError"_s)->isHidden());
        QCOMPARE(work.problems(), QStringList());
    }

    void undoAndRedoOverTheWholeDocument()
    {
        JobWorkspace work;
        work.open();
        work.type(work.field(u"column"_s), u"one"_s);
        work.type(work.field(u"default_bucket"_s, u"outputSection"_s), u"out.c-other"_s);
        QTest::keyClick(&work.page, Qt::Key_Z, Qt::ControlModifier);
        auto *undo = work.find<QAction>(u"undoJob"_s);
        while (work.editor().canUndo())
            undo->trigger();
        QCOMPARE(work.field(u"column"_s)->text(), u"text"_s);
        QVERIFY(!work.editor().isModified());
        while (work.editor().canRedo())
            work.find<QAction>(u"redoJob"_s)->trigger();
        QCOMPARE(work.field(u"column"_s)->text(), u"one"_s);
        QCOMPARE(work.editor().document().jsonAt(u"configuration.storage.output.default_bucket"_s), QByteArray("\"out.c-other\""));
    }

    void A11_142_savingChangesOneLineOfTheFile()
    {
        JobWorkspace work;
        work.open();
        QFile file(work.path(u"split.job.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList before = QString::fromUtf8(file.readAll()).split(u'\n');
        file.close();
        work.type(work.field(u"column"_s), u"note"_s);
        work.press(u"saveJobButton"_s);
        QVERIFY(!work.editor().isModified());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList after = QString::fromUtf8(file.readAll()).split(u'\n');
        QCOMPARE(after.size(), before.size());
        int different = 0;
        for (int i = 0; i < after.size(); ++i)
            different += after[i] != before[i];
        QCOMPARE(different, 1);
    }

    void A10_126_problemsLeadToTheirField()
    {
        JobWorkspace work;
        work.open("{\"column\":\"text\",\"max\":0}");
        QTRY_COMPARE(work.problems(), QStringList{u"configuration.parameters.max"_s});
        QSignalSpy runs(&work.page, &JobsPage::runRequested);
        work.press(u"runJobButton"_s);
        QCOMPARE(runs.size(), 0);
        QVERIFY(work.field(u"max"_s)->hasFocus());
        work.find<QListWidget>(u"jobSections"_s)->setCurrentRow(0);
        auto *list = work.find<QTreeWidget>(u"problems"_s);
        Q_EMIT list->itemClicked(list->topLevelItem(0), 0);
        QVERIFY(work.field(u"max"_s)->hasFocus());
        work.type(work.field(u"max"_s), u"5"_s);
        QTest::keyClick(work.field(u"max"_s), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(runs.size(), 1);
        QCOMPARE(runs[0][0].value<RunRequest>().job.parameters(), QByteArray("{\"column\":\"text\",\"max\":5}"));
    }

    void A10_128_showsWhatARunWouldDo()
    {
        JobWorkspace work;
        work.open();
        const QString line = work.find<QPlainTextEdit>(u"dockerRunPreview"_s)->toPlainText();
        QVERIFY2(line.startsWith("docker run"_L1) && line.contains("longshore/demo-text-splitter:1.0.0"_L1), qPrintable(line));
        QVERIFY(work.find<QPlainTextEdit>(u"configPreview"_s, u"requestTab"_s)->toPlainText().contains(u"KBC_DATADIR=/data/"_s));
    }

    void A1_buttonsRunTheActionsOfTheJobAsItIs()
    {
        struct Recorder : ActionRunner {
            quint64 run(const QString &action, const QByteArray &parameters, QObject *, Done) override
            {
                asked = action;
                request = make(parameters);
                return 1;
            }
            void cancel(quint64) override {}
            std::function<RunRequest(const QByteArray &)> make;
            QString asked;
            RunRequest request;
        } recorder;
        JobWorkspace work;
        work.page.setActions([&recorder](const auto &request, QObject *) {
            recorder.make = request;
            return &recorder;
        });
        JobDocument job = JobDocument::create(u"Button"_s, u"longshore/demo-text-splitter:1.0.0"_s,
                                              "{\"id\":\"demo.button\",\"configurationSchema\":{\"type\":\"object\",\"properties\":{"
                                              "\"column\":{\"type\":\"string\"},\"test\":{\"type\":\"button\",\"format\":\"test-connection\"}}}}");
        QVERIFY(job.save(work.path(u"button.job.json"_s)));
        work.page.openFile(work.path(u"button.job.json"_s));
        QVERIFY(work.field(u"column"_s));
        work.type(work.field(u"column"_s), u"text"_s);
        QTest::mouseClick(work.find<QPushButton>(u"field.test"_s, u"parametersSection"_s), Qt::LeftButton);
        QCOMPARE(recorder.asked, u"testConnection"_s);
        QCOMPARE(recorder.request.job.parameters(), QByteArray("{\"column\":\"text\"}"));
    }

    void A11_143_pastedLineFillsTheForm()
    {
        JobWorkspace work;
        work.list();
        QGuiApplication::clipboard()->setText(u"docker run --privileged -e A=1 --memory 2g longshore/demo-text-splitter:1.0.0"_s);
        work.find<QAction>(u"pasteJob"_s)->trigger();
        QTRY_VERIFY(work.find<JobEditorView>(u"jobEditor"_s));
        QCOMPARE(work.find<QPlainTextEdit>(u"variablesText"_s)->toPlainText(), u"A=1"_s);
        QCOMPARE(work.field(u"memory"_s, u"environmentSection"_s)->text(), u"2g"_s);
        QVERIFY(work.problems().contains(u"--privileged"_s));
        QVERIFY(work.find<QLabel>(u"jobModified"_s)->isVisible());
    }

    void A10_124_commandAndEntrypointAreSplitAsByAShell_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("words"); // empty = refused
        QTest::newRow("quotes") << u"sh -c 'echo \"a b\"' \"c d\""_s << "[\"sh\",\"-c\",\"echo \\\"a b\\\"\",\"c d\"]"_ba;
        QTest::newRow("backslash") << u"a\\ b c"_s << "[\"a b\",\"c\"]"_ba;
        QTest::newRow("empty word") << u"a ''"_s << "[\"a\",\"\"]"_ba;
        QTest::newRow("never closed") << u"sh -c 'oops"_s << QByteArray();
    }
    void A10_124_commandAndEntrypointAreSplitAsByAShell()
    {
        QFETCH(QString, line);
        QFETCH(QByteArray, words);
        JobWorkspace work;
        work.open();
        for (const QString &name : {u"cmd"_s, u"entrypoint"_s}) {
            auto *edit = work.find<QLineEdit>(name + u"Line"_s);
            edit->setText(line);
            Q_EMIT edit->textEdited(line);
            QCOMPARE(work.editor().document().jsonAt(u"extra."_s + name), words);
            const auto marks = edit->parentWidget()->findChildren<MarkLabel *>();
            QCOMPARE(marks.first()->isHidden(), !words.isEmpty());
        }
    }

    void A10_116_whatTheImageHasIsShown()
    {
        ImageDetails image;
        image.entrypoint = {u"python"_s, u"-u"_s, u"/code/main.py"_s};
        image.env = {u"LANG=C.UTF-8"_s, u"API_TOKEN=hidden-value"_s};
        image.exposedPorts = {u"8080/tcp"_s};
        image.user = u"app"_s;
        image.labels = {{u"maintainer"_s, u"me"_s}, {u"longshore.component"_s, u"{}"_s}};
        JobWorkspace work;
        work.page.setImageLookup([image](const QString &) { return image; });
        work.page.newJob(u"longshore/demo-text-splitter:1.0.0"_s);
        QCOMPARE(work.find<QLineEdit>(u"entrypointLine"_s)->placeholderText(), u"as the image has it: python -u /code/main.py"_s);
        QCOMPARE(work.find<QLineEdit>(u"cmdLine"_s)->placeholderText(), u"the image has none"_s);
        QStringList shown;
        for (const QLabel *label : work.find<QWidget>(u"imageFacts"_s)->findChildren<QLabel *>())
            shown.append(label->text());
        QCOMPARE(shown, (QStringList{u"Image’s variables"_s, u"LANG=C.UTF-8\nAPI_TOKEN=•••"_s, u"Image’s ports"_s, u"8080/tcp"_s, u"Image’s user"_s, u"app"_s,
                                     u"Image’s labels"_s, u"maintainer=me"_s}));
    }

    void A11_137_containersSettingsOpenAsAJob()
    {
        JobWorkspace work;
        work.list();
        ContainerSetup setup;
        setup.image = u"longshore/demo-text-splitter:1.0.0"_s;
        setup.name = u"my-splitter"_s;
        setup.env = {u"A=1"_s};
        setup.memory = 512ll << 20;
        setup.privileged = true;
        setup.restartPolicy = u"no"_s;
        work.page.importContainer(setup, std::nullopt);
        QTRY_VERIFY(work.find<JobEditorView>(u"jobEditor"_s));
        QCOMPARE(work.find<QLabel>(u"jobTitle"_s)->text(), u"my-splitter"_s);
        QCOMPARE(work.find<QPlainTextEdit>(u"variablesText"_s)->toPlainText(), u"A=1"_s);
        QVERIFY(work.problems().contains(u"--privileged"_s));
    }

    void A10_133_savingMovesSecretsToTheVault()
    {
        JobWorkspace work;
        work.useVault();
        work.vault->openForSession();
        work.open();
        work.type(work.field(u"#token"_s), u"Canary-1"_s);
        work.press(u"saveJobButton"_s);
        QTRY_VERIFY(!work.editor().isModified());
        QFile file(work.path(u"split.job.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(!bytes.contains("Canary-1"));
        const QList<SecretReference> references = secretReferences(work.editor().document().parameters());
        QCOMPARE(references.size(), 1);
        QCOMPARE(work.vault->value(references.first().id)->view().toByteArray(), "Canary-1"_ba);
        QCOMPARE(work.field(u"#token"_s)->text(), QString()); // never shown again
        QCOMPARE(work.field(u"#token"_s)->placeholderText(), u"In the vault. Type to replace it"_s);
    }

    void A11_143_importedSecretsAreNeverWritten()
    {
        JobWorkspace work;
        work.useVault();
        work.list();
        QGuiApplication::clipboard()->setText(u"docker run -e API_TOKEN=Canary-2 longshore/demo-text-splitter:1.0.0"_s);
        work.find<QAction>(u"pasteJob"_s)->trigger();
        QTRY_VERIFY(work.find<JobEditorView>(u"jobEditor"_s));
        QVERIFY(work.problems().contains(u"extra.env.API_TOKEN"_s));
        auto *view = work.find<JobEditorView>(u"jobEditor"_s);
        bool saved = false;
        view->saveTo(work.path(u"pasted.job.json"_s), [&saved] { saved = true; });
        auto *question = work.find<QDialog>(u"lockVault"_s); // there is no vault yet
        QVERIFY(question && !saved && !QFile::exists(work.path(u"pasted.job.json"_s)));
        question->findChild<QAbstractButton *>(u"lockForSession"_s)->click();
        question->findChild<QAbstractButton *>(u"doIt"_s)->click();
        QTRY_VERIFY(saved);
        QFile file(work.path(u"pasted.job.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("Canary-2"));
        auto *variables = work.find<QPlainTextEdit>(u"variablesText"_s);
        QCOMPARE(variables->toPlainText(), u"API_TOKEN=•••"_s);
        variables->setPlainText(variables->toPlainText() + u"\nMODE=fast"_s); // what is not touched stays in the vault
        QCOMPARE(secretReferences(work.editor().document().jsonAt(u"extra.env"_s)).size(), 1);
    }

    void environmentIsText()
    {
        JobWorkspace work;
        work.open();
        work.find<QPlainTextEdit>(u"variablesText"_s)->setPlainText(u"A=1\nB=x=y\nA=2\nbad"_s);
        QCOMPARE(work.editor().document().jsonAt(u"extra.env"_s), QByteArray("{\"A\":\"2\",\"B\":\"x=y\"}"));
        QVERIFY(!work.find<QWidget>(u"variablesRemark"_s)->isHidden());
        auto *command = work.find<QLineEdit>(u"cmdLine"_s);
        command->setText({});
        QTest::keyClicks(command, u"-c 'a b'"_s);
        QCOMPARE(work.editor().document().jsonAt(u"extra.cmd"_s), QByteArray("[\"-c\",\"a b\"]"));
    }

    void outsideChangeIsMerged()
    {
        JobWorkspace work;
        work.open();
        work.type(work.field(u"column"_s), u"mine"_s);
        JobDocument theirs = *JobDocument::load(work.path(u"split.job.json"_s));
        QVERIFY(theirs.setJsonAt(u"configuration.parameters.max"_s, "9"));
        QVERIFY(theirs.save(theirs.path()));
        auto *bar = work.find<VerdictBar>(u"jobOutside"_s);
        QTRY_VERIFY(bar->isVisible()); // seen by the watcher
        work.find<QAction>(u"mergeOutside"_s)->trigger();
        QVERIFY(!bar->isVisible());
        QCOMPARE(work.editor().document().parameters(), QByteArray("{\"column\":\"mine\",\"max\":9}"));
        QCOMPARE(work.field(u"max"_s)->text(), u"9"_s);
    }

    void leavingAsksAboutWhatIsNotSaved()
    {
        JobWorkspace work;
        work.open();
        work.type(work.field(u"column"_s), u"note"_s);
        work.find<QAction>(u"backToJobs"_s)->trigger();
        QTRY_VERIFY(work.find<QMessageBox>(u"leaveQuestion"_s));
        work.press(u"leaveSave"_s);
        QTRY_VERIFY(!work.find<JobEditorView>(u"jobEditor"_s));
        QCOMPARE(JobDocument::load(work.path(u"split.job.json"_s))->parameters(), QByteArray("{\"column\":\"note\",\"max\":75}"));
        QVERIFY(!work.page.hasUnsaved());
    }

    void goesToAField()
    {
        JobWorkspace work;
        work.open();
        auto *search = work.find<QLineEdit>(u"goToField"_s);
        work.page.focusFilter();
        QVERIFY(search->hasFocus());
        search->setText(u"max len"_s); // typing would open the list of names, which this platform cannot
        QTest::keyClick(search, Qt::Key_Return);
        QVERIFY(work.field(u"max"_s)->hasFocus());
    }

    void tabGoesByWhereThingsStand()
    {
        JobWorkspace work;
        work.open();
        work.find<QWidget>(u"parametersHeader"_s)->setFocus();
        QStringList passed;
        for (int i = 0; i < 7; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            if (!QApplication::focusWidget()->objectName().startsWith("reset."_L1))
                passed.append(QApplication::focusWidget()->objectName());
        }
        QCOMPARE(passed.mid(0, 4), QStringList({u"schemaMenuButton"_s, u"field.column"_s, u"field.max"_s, u"field.split"_s}));
        work.find<QWidget>(u"inputHeader"_s)->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
        QVERIFY(work.find<QWidget>(u"parametersSection"_s)->isAncestorOf(QApplication::focusWidget()));
    }

    void newJobStartsWithTheSchemasDefaults()
    {
        JobWorkspace work;
        work.list();
        work.page.newJob(u"longshore/demo-text-splitter:1.0.0"_s, u"Mine"_s);
        QCOMPARE(work.find<QLabel>(u"jobTitle"_s)->text(), u"Mine"_s);
        QVERIFY(work.editor().document().parameters().contains("\"max\":100"));
        QVERIFY(work.editor().document().jsonAt(u"configuration.storage.output.default_bucket"_s).startsWith("\"out.c-"));
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
        JobWorkspace work(dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        work.list();
        QVERIFY(!isBlank(takePicture(work.page, u"jobs-empty-"_s + suffix, target)));
        work.save(u"broken.job.json"_s, "{}");
        QFile broken(work.path(u"broken.job.json"_s));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("{") == 1);
        broken.close();
        work.open("{\"column\":\"comment\",\"max\":0,\"split\":\"words\",\"#token\":\"opensesame\"}");
        work.type(work.field(u"column"_s), u"comments"_s);
        QTRY_VERIFY(work.config().contains(u"\"comments\""_s));
        QVERIFY(!isBlank(takePicture(work.page, u"job-editor-"_s + suffix, target)));
        const auto sections = work.page.findChildren<JobSection *>();
        for (auto *shown : sections) {
            for (auto *section : sections)
                section->setOpen(section == shown);
            QVERIFY(!isBlank(takePicture(work.page, u"job-%1-%2"_s.arg(shown->objectName(), suffix), target)));
        }
        work.find<QAction>(u"backToJobs"_s)->trigger();
        work.press(u"leaveDiscard"_s);
        RunSummary run;
        run.id = RunId(u"01"_s);
        run.jobId = JobDocument::load(work.path(u"split.job.json"_s))->id();
        run.state = RunState::Finished;
        run.verdict = Verdict::UserError;
        run.created = QDateTime::fromString(u"2026-11-28T10:00:00Z"_s, Qt::ISODate);
        work.model.upsertRun(run);
        QVERIFY(!isBlank(takePicture(work.page, u"jobs-"_s + suffix, target)));
    }

private:
    QTemporaryDir m_pictures;
};

LONGSHORE_GUI_TEST_MAIN(TestJobsPage)
#include "tst_jobspage.moc"
