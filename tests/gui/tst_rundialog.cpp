// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/actionrunner.h"
#include "model/jobs/imagejob.h"
#include "tests/support/testmain.h"
#include "ui/jobs/changeddot.h"
#include "ui/jobs/rundialog.h"
#include "ui/theme/theme.h"
#include "ui/widgets/marklabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace longshore;

namespace
{

QByteArray demoSchema()
{
    QFile file(QStringLiteral(LONGSHORE_SOURCE_DIR "/resources/demo/component_config/configSchema.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray recordWith(const QByteArray &schema)
{
    return R"({"id":"demo.text-splitter","data":{"definition":{"type":"dockerhub","uri":"longshore/demo"},)"
           R"("memory":"256m","network":"none"},"configurationSchema":)" +
           schema + '}';
}

JobDocument jobWith(const QByteArray &schema, const QByteArray &parameters = "{}")
{
    JobDocument job = jobForImage(u"longshore/demo:1.0.0"_s, schema.isEmpty() ? QByteArray() : recordWith(schema));
    if (!job.setParameters(parameters))
        qFatal("bad parameters in a test");
    return job;
}

// moc loses its way in a raw string with a '#'.
constexpr const char *withToken = "{\"max\":1,\"columns\":{\"id\":\"i\",\"text\":\"t\"},\"#token\":\"old-secret\"}";

/// A dialog that is shown, and its parts by name. Deleted with this when it did not delete itself.
struct Shown {
    explicit Shown(const JobDocument &job, const QByteArray &label = {})
        : dialog(new RunDialog(job, label))
    {
        dialog->show();
        if (!QTest::qWaitForWindowActive(dialog))
            qFatal("the dialog did not become active");
    }
    ~Shown() { std::unique_ptr<RunDialog> left(dialog.data()); }

    template<class T>
    T *find(const QString &name)
    {
        return dialog->findChild<T *>(name);
    }
    QString preview() { return find<QPlainTextEdit>(u"configPreview"_s)->toPlainText(); }
    QString json() { return find<QPlainTextEdit>(u"parametersJson"_s)->toPlainText(); }
    bool shows(const QString &name)
    {
        auto *widget = find<QWidget>(name);
        return widget && widget->isVisible();
    }
    bool told(const QString &path) { return shows(u"error."_s + path); }
    bool changed(const QString &path) { return shows(u"changed."_s + path) && find<ChangedDot>(u"changed."_s + path)->isOn(); }
    int problems() { return find<QTreeWidget>(u"problems"_s)->topLevelItemCount(); }
    void type(const QString &field, const QString &text)
    {
        auto *edit = find<QLineEdit>(u"field."_s + field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }
    void pressRun() { QTest::mouseClick(find<QPushButton>(u"runButton"_s), Qt::LeftButton); }

    QPointer<RunDialog> dialog;
};

QJsonObject parametersOf(const QSignalSpy &runs)
{
    const auto request = runs.value(0).value(0).value<RunRequest>();
    return QJsonDocument::fromJson(request.job.parameters()).object();
}

} // namespace

class TestRunDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>(qApp, Theme::Scheme::Light);
        qRegisterMetaType<RunRequest>("longshore::RunRequest");
    }

    void A10_129_formFromTheDemoSchema()
    {
        QVERIFY(!demoSchema().isEmpty());
        Shown shown(jobWith(demoSchema()));
        for (const auto &path : {u"columns.id"_s, u"columns.text"_s, u"max"_s, u"min"_s, u"idPrefix"_s, u"#token"_s})
            QVERIFY2(shown.find<QLineEdit>(u"field."_s + path), qPrintable(path));
        QVERIFY(shown.find<QComboBox>(u"field.splitAt"_s));
        QVERIFY(shown.find<QCheckBox>(u"field.keepEmpty"_s));
        QCOMPARE(shown.find<QLabel>(u"label.max"_s)->text(), u"Longest piece"_s);
        QCOMPARE(shown.find<QLineEdit>(u"field.max"_s)->text(), u"75"_s); // the defaults are there from the start
        QCOMPARE(shown.find<QComboBox>(u"field.splitAt"_s)->currentText(), u"Words"_s);
        QVERIFY(!shown.changed(u"max"_s));
        QCOMPARE(shown.problems(), 0);
        QVERIFY(shown.find<QLabel>(u"runSummary"_s)->text().contains(u"256 MiB"_s));
        QVERIFY(shown.find<QLabel>(u"runSummary"_s)->text().startsWith(u"longshore/demo:1.0.0"_s));
    }

    void everyFieldHasNameAndAccessibleName()
    {
        Shown shown(jobWith(demoSchema()));
        int fields = 0;
        const QList<QWidget *> all = shown.dialog->findChildren<QWidget *>();
        for (const QWidget *widget : all) {
            if (!widget->objectName().startsWith(u"field."_s))
                continue;
            ++fields;
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        }
        QCOMPARE(fields, 9);
    }

    void schemaOfTheImageWhenTheJobHasNone()
    {
        Shown shown(jobWith({}), recordWith(R"({"type":"object","properties":{"host":{"type":"string"}}})"));
        QVERIFY(shown.find<QLineEdit>(u"field.host"_s));
        QVERIFY(shown.find<QLabel>(u"runSummary"_s)->text().contains(u"image"_s));
    }

    void plainJsonWithoutAnySchema()
    {
        Shown shown(jobWith({}, R"({"a":1})"));
        auto *field = shown.find<QPlainTextEdit>(u"field"_s);
        QVERIFY(field);
        field->setPlainText(u"{\"a\": 2}"_s);
        QTRY_VERIFY(shown.preview().contains(u"\"a\": 2"_s));
        QCOMPARE(field->toPlainText(), u"{\"a\": 2}"_s); // as typed
        field->setPlainText(u"{\"a\": "_s);
        QTRY_VERIFY(shown.preview().contains(u"\"a\": 2"_s));
        QCOMPARE(shown.problems(), 1);
    }

    void aBurstOfTypingIsOnePreview()
    {
        Shown shown(jobWith(demoSchema()));
        QSignalSpy worked(shown.find<QPlainTextEdit>(u"configPreview"_s), &QPlainTextEdit::textChanged);
        auto *field = shown.find<QLineEdit>(u"field.columns.text"_s);
        field->setFocus();
        QTest::keyClicks(field, u"abcdef"_s);
        QCOMPARE(worked.size(), 0);
        QTRY_COMPARE(worked.size(), 1);
        QVERIFY(shown.preview().contains(u"abcdef"_s));
    }

    void typingUpdatesThePreview()
    {
        Shown shown(jobWith(demoSchema()));
        shown.type(u"max"_s, u"120"_s);
        QTRY_VERIFY(shown.preview().contains(u"\"max\": 120"_s));
        QVERIFY(shown.changed(u"max"_s));
        QVERIFY(!shown.changed(u"min"_s));
        shown.find<QCheckBox>(u"field.keepEmpty"_s)->click();
        QTRY_VERIFY(shown.preview().contains(u"\"keepEmpty\": true"_s));
        auto *combo = shown.find<QComboBox>(u"field.splitAt"_s);
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_Down);
        QTRY_VERIFY(shown.preview().contains(u"\"splitAt\": \"sentences\""_s));
        shown.type(u"columns.text"_s, u"body"_s);
        QTRY_VERIFY(shown.preview().contains(u"\"text\": \"body\""_s));
    }

    void numbersKeepTheirSpelling()
    {
        Shown shown(jobWith(R"({"type":"object","properties":{"rate":{"type":"number"}}})", R"({"rate":1.10})"));
        QCOMPARE(shown.find<QLineEdit>(u"field.rate"_s)->text(), u"1.10"_s);
        shown.type(u"rate"_s, u"2.50"_s);
        QVERIFY(shown.json().contains(u"2.50"_s));
    }

    void U2_passwordIsNeverShown()
    {
        Shown shown(jobWith(demoSchema(), withToken));
        auto *field = shown.find<QLineEdit>(u"field.#token"_s);
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QVERIFY(field->inputMethodHints() & Qt::ImhSensitiveData);
        QVERIFY(field->inputMethodHints() & Qt::ImhHiddenText);
        QVERIFY(field->inputMethodHints() & Qt::ImhNoPredictiveText);
        QVERIFY(!shown.json().contains(u"old-secret"_s));
        shown.type(u"#token"_s, u"hunter2222"_s);
        QVERIFY(!shown.preview().contains(u"hunter2222"_s));
        QTRY_VERIFY(shown.preview().contains(u"\"#token\": \"•••\""_s));
        QVERIFY(!shown.json().contains(u"hunter2222"_s));
        QSignalSpy runs(shown.dialog, &RunDialog::runRequested);
        shown.pressRun();
        QCOMPARE(parametersOf(runs)[u"#token"_s].toString(), u"hunter2222"_s);
    }

    void U2_secretSurvivesAnEditOfTheJson()
    {
        Shown shown(jobWith(demoSchema(), withToken));
        auto *json = shown.find<QPlainTextEdit>(u"parametersJson"_s);
        json->setPlainText(json->toPlainText().replace(u"\"max\": 1"_s, u"\"max\": 9"_s));
        QCOMPARE(shown.find<QLineEdit>(u"field.max"_s)->text(), u"9"_s);
        QCOMPARE(shown.find<QLineEdit>(u"field.#token"_s)->text(), u"old-secret"_s);
    }

    void U2_secretsInPlainJsonAreDots()
    {
        Shown shown(jobWith({}, withToken));
        auto *field = shown.find<QPlainTextEdit>(u"field"_s);
        QVERIFY(field->toPlainText().contains(u"•••"_s));
        QVERIFY(!field->toPlainText().contains(u"old-secret"_s));
        field->setPlainText(field->toPlainText().replace(u"\"max\": 1"_s, u"\"max\": 9"_s));
        QSignalSpy runs(shown.dialog, &RunDialog::runRequested);
        shown.pressRun();
        QCOMPARE(parametersOf(runs)[u"max"_s].toInt(), 9);
        QCOMPARE(parametersOf(runs)[u"#token"_s].toString(), u"old-secret"_s);
    }

    void errorIsToldOnLeavingTheField()
    {
        Shown shown(jobWith(demoSchema()));
        shown.type(u"max"_s, u"0"_s);
        QVERIFY(!shown.told(u"max"_s));
        QCOMPARE(shown.problems(), 1);
        QTest::keyClick(shown.find<QLineEdit>(u"field.max"_s), Qt::Key_Tab);
        QVERIFY(shown.told(u"max"_s));
        QVERIFY(!shown.find<QWidget>(u"help.max"_s)->isVisible());
        QVERIFY(shown.find<QLineEdit>(u"field.max"_s)->property("problem").toBool());
        shown.type(u"max"_s, u"5"_s);
        QVERIFY(!shown.told(u"max"_s));
        QVERIFY(shown.find<QWidget>(u"help.max"_s)->isVisible());
        QCOMPARE(shown.problems(), 0);
    }

    void textThatIsNoNumberIsAnErrorAndStays()
    {
        Shown shown(jobWith(demoSchema()));
        shown.type(u"max"_s, u"many"_s);
        QCOMPARE(shown.find<QLineEdit>(u"field.max"_s)->text(), u"many"_s);
        QCOMPARE(shown.problems(), 1);
        QTest::mouseClick(shown.find<QToolButton>(u"reset.max"_s), Qt::LeftButton);
        shown.type(u"max"_s, u"80"_s);
        QCOMPARE(shown.problems(), 0);
    }

    void resetBringsTheValueBack()
    {
        Shown shown(jobWith(demoSchema()));
        QVERIFY(!shown.shows(u"reset.max"_s));
        shown.type(u"max"_s, u"99"_s);
        QVERIFY(shown.find<QToolButton>(u"reset.max"_s)->isVisible());
        QTest::mouseClick(shown.find<QToolButton>(u"reset.max"_s), Qt::LeftButton);
        QCOMPARE(shown.find<QLineEdit>(u"field.max"_s)->text(), u"75"_s);
        QVERIFY(!shown.changed(u"max"_s));
        QTRY_VERIFY(shown.preview().contains(u"\"max\": 75"_s));
    }

    void invalidJsonKeepsTheForm()
    {
        Shown shown(jobWith(demoSchema()));
        shown.find<QTabWidget>(u"runTabs"_s)->setCurrentIndex(1);
        auto *json = shown.find<QPlainTextEdit>(u"parametersJson"_s);
        json->setPlainText(u"{\"max\": 7, "_s);
        QVERIFY(shown.find<QWidget>(u"jsonError"_s)->isVisible());
        QCOMPARE(shown.find<QLineEdit>(u"field.max"_s)->text(), u"75"_s);
        QSignalSpy runs(shown.dialog, &RunDialog::runRequested);
        shown.pressRun();
        QCOMPARE(runs.size(), 0);
        QTRY_VERIFY(json->hasFocus());
        json->setPlainText(u"{\"max\": 7}"_s);
        QVERIFY(!shown.find<QWidget>(u"jsonError"_s)->isVisible());
        QCOMPARE(shown.find<QLineEdit>(u"field.max"_s)->text(), u"7"_s);
        QCOMPARE(json->toPlainText(), u"{\"max\": 7}"_s);
    }

    void U3_fieldsHideWithTheirCondition()
    {
        Shown shown(jobWith(R"({"type":"object","properties":{
            "mode":{"type":"string","enum":["file","web"],"default":"file"},
            "url":{"type":"string","options":{"dependencies":{"mode":"web"}}}}})"));
        QVERIFY(!shown.find<QWidget>(u"field.url"_s)->isVisible());
        auto *combo = shown.find<QComboBox>(u"field.mode"_s);
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_Down);
        QVERIFY(shown.find<QWidget>(u"field.url"_s)->isVisible());
        QTest::keyClick(combo, Qt::Key_Up);
        QVERIFY(!shown.find<QWidget>(u"field.url"_s)->isVisible());
    }

    void listsGrowShrinkAndMove()
    {
        Shown shown(jobWith(R"({"type":"object","properties":{
            "names":{"type":"array","title":"Names","items":{"type":"string"}}}})", R"({"names":["a","b"]})"));
        QCOMPARE(shown.find<QLineEdit>(u"field.names.1"_s)->text(), u"b"_s);
        QTest::mouseClick(shown.find<QToolButton>(u"field.names.1.up"_s), Qt::LeftButton);
        QCOMPARE(shown.find<QLineEdit>(u"field.names.0"_s)->text(), u"b"_s);
        QTest::mouseClick(shown.find<QToolButton>(u"field.names.add"_s), Qt::LeftButton);
        shown.type(u"names.2"_s, u"c"_s);
        QTest::mouseClick(shown.find<QToolButton>(u"field.names.1.remove"_s), Qt::LeftButton);
        QVERIFY(!shown.find<QLineEdit>(u"field.names.2"_s));
        QSignalSpy runs(shown.dialog, &RunDialog::runRequested);
        shown.pressRun();
        QCOMPARE(parametersOf(runs)[u"names"_s].toVariant().toStringList(), (QStringList{u"b"_s, u"c"_s}));
    }

    void A02_schemaTextIsPlainText()
    {
        const QByteArray evil = "<img src=x>&amp;";
        QByteArray schema = R"({"type":"object","properties":{
            "a":{"type":"string","title":"@","description":"@","options":{"tooltip":"@"}},
            "b":{"type":"boolean","title":"@","description":"@"},
            "c":{"type":"object","title":"@","properties":{"d":{"type":"integer","title":"@","minimum":1}}},
            "e":{"type":"array","title":"@","items":{"type":"string"}}}})";
        JobDocument job = jobWith(schema.replace('@', evil));
        job.setName(QString::fromUtf8(evil));
        Shown shown(job);
        int literal = 0;
        const QList<QLabel *> labels = shown.dialog->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            literal += label->text().contains(u"<img src=x>"_s) ? 1 : 0;
        }
        QCOMPARE(literal, 8);
        QVERIFY(!shown.find<QWidget>(u"label.a"_s)->toolTip().contains(u"<img"_s));
        QVERIFY(!shown.dialog->grab().isNull());
    }

    void A10_115_runEmitsWhatWasTyped()
    {
        QTemporaryDir data;
        Shown shown(jobWith(demoSchema(), R"({"columns":{"id":"i","text":"t"},"max":10,"unknown":[1,2]})"));
        shown.type(u"max"_s, u"33"_s);
        shown.find<QLineEdit>(u"dataFolder"_s)->setText(data.path());
        QSignalSpy runs(shown.dialog, &RunDialog::runRequested);
        QTest::keyClick(shown.find<QLineEdit>(u"field.max"_s), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(runs.size(), 1);
        QCOMPARE(parametersOf(runs)[u"max"_s].toInt(), 33);
        QVERIFY(parametersOf(runs).contains(u"unknown"_s));
        const auto request = runs[0][0].value<RunRequest>();
        QCOMPARE(request.dataFolder, data.path());
        QCOMPARE(request.job.imageReference(), u"longshore/demo:1.0.0"_s);
        QTRY_VERIFY(!shown.dialog);
    }

    void runWithAnErrorGoesToTheField()
    {
        Shown shown(jobWith(demoSchema()));
        QSignalSpy runs(shown.dialog, &RunDialog::runRequested);
        shown.type(u"min"_s, u"-4"_s);
        QVERIFY(shown.find<QPushButton>(u"runButton"_s)->isEnabled());
        shown.pressRun();
        QCOMPARE(runs.size(), 0);
        QTRY_VERIFY(shown.find<QLineEdit>(u"field.min"_s)->hasFocus());
        QVERIFY(shown.told(u"min"_s));
    }

    void aClickOnAProblemGoesToTheField()
    {
        Shown shown(jobWith(demoSchema()));
        shown.type(u"columns.text"_s, QString());
        shown.find<QLineEdit>(u"field.idPrefix"_s)->setFocus();
        auto *list = shown.find<QTreeWidget>(u"problems"_s);
        QCOMPARE(list->topLevelItemCount(), 1);
        QVERIFY(list->topLevelItem(0)->text(1).endsWith(u"columns.text"_s));
        const QRect row = list->visualItemRect(list->topLevelItem(0));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, row.center());
        QTRY_VERIFY(shown.find<QLineEdit>(u"field.columns.text"_s)->hasFocus());
    }

    void aDataFolderThatIsMissingIsAnError()
    {
        Shown shown(jobWith(demoSchema()));
        shown.find<QLineEdit>(u"dataFolder"_s)->setText(u"/nonexistent/data"_s);
        QCOMPARE(shown.problems(), 1);
        QSignalSpy runs(shown.dialog, &RunDialog::runRequested);
        shown.pressRun();
        QCOMPARE(runs.size(), 0);
        QTRY_VERIFY(shown.find<QLineEdit>(u"dataFolder"_s)->hasFocus());
    }

    void cancelAsksOnlyWhenSomethingChanged()
    {
        Shown untouched(jobWith(demoSchema()));
        QTest::keyClick(untouched.dialog, Qt::Key_Escape);
        QTRY_VERIFY(!untouched.dialog);

        Shown shown(jobWith(demoSchema()));
        shown.type(u"max"_s, u"9"_s);
        QTest::mouseClick(shown.find<QPushButton>(u"cancelButton"_s), Qt::LeftButton);
        QVERIFY(shown.find<QMessageBox>(u"discardQuestion"_s));
        QVERIFY(shown.dialog->isVisible());
        QTest::mouseClick(shown.find<QPushButton>(u"discardButton"_s), Qt::LeftButton);
        QTRY_VERIFY(!shown.dialog);
    }

    void U5_buttonsRunWithWhatWasTyped()
    {
        struct Recorder : ActionRunner {
            QStringList actions;
            QByteArray parameters;
            quint64 run(const QString &action, const QByteArray &given, QObject *, Done) override
            {
                actions.append(action);
                parameters = given;
                return 1;
            }
            void cancel(quint64) override {}
        } runner;
        Shown shown(jobWith(R"({"type":"object","properties":{"host":{"type":"string"},
            "test":{"type":"button","format":"test-connection","title":"Test"}}})"));
        shown.dialog->setActionRunner(&runner);
        shown.type(u"host"_s, u"h"_s);
        QTest::mouseClick(shown.find<QPushButton>(u"field.test"_s), Qt::LeftButton);
        QCOMPARE(runner.actions, QStringList{u"testConnection"_s});
        QVERIFY(runner.parameters.contains("\"host\": \"h\""));
        QVERIFY(shown.dialog->requestWith(runner.parameters).job.parameters().contains("host"));
        shown.dialog->setActionRunner(nullptr);
    }

    void largeFormsAreCheckedBeforeTheyRun()
    {
        QByteArray schema = "{\"type\":\"object\",\"properties\":{\"first\":{\"type\":\"integer\",\"minimum\":5}";
        for (int i = 0; i < 400; ++i)
            schema += ",\"f" + QByteArray::number(i) + "\":{\"type\":\"string\",\"title\":\"A field with a longer title\"}";
        Shown shown(jobWith(schema + "}}", R"({"first":7})"));
        QSignalSpy runs(shown.dialog, &RunDialog::runRequested);
        shown.type(u"first"_s, u"1"_s);
        shown.pressRun();
        QTRY_VERIFY(shown.told(u"first"_s));
        QCOMPARE(runs.size(), 0);
        shown.type(u"first"_s, u"9"_s);
        shown.pressRun();
        QTRY_COMPARE(runs.size(), 1);
    }

    void hostileSchemasOpenAsJson_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::newRow("list") << QByteArray("[1]");
        QTest::newRow("type is a number") << QByteArray(R"({"type":5,"properties":{"a":{"type":[[]]}}})");
        QTest::newRow("properties is text") << QByteArray(R"({"type":"object","properties":"x"})");
        QTest::newRow("circular") << QByteArray("{\"properties\":{\"a\":{\"$ref\":\"#\"}}}");
        QTest::newRow("nested 40") << QByteArray(R"({"type":"object","properties":{"a":)").repeated(40) + "{}" +
                                          QByteArray("}}").repeated(40);
    }
    void hostileSchemasOpenAsJson()
    {
        QFETCH(QByteArray, schema);
        Shown shown(jobWith(schema, R"({"a":1})"));
        QSignalSpy runs(shown.dialog, &RunDialog::runRequested);
        QVERIFY(!shown.dialog->grab().isNull());
        QVERIFY(shown.json().contains(u"\"a\": 1"_s));
    }

private:
    std::unique_ptr<Theme> m_theme;
};

LONGSHORE_GUI_TEST_MAIN(TestRunDialog)
#include "tst_rundialog.moc"
