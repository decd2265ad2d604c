// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/jobworkspace.h"
#include "tests/gui/picture.h"
#include "tests/support/testmain.h"
#include "ui/jobs/jobsection.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QToolButton>
#include <QTreeView>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

/// The Environment section of a job with this `extra`.
struct Environment {
    explicit Environment(const QByteArray &extra, Theme::Scheme scheme = Theme::Scheme::Light)
        : work(scheme)
    {
        work.save(u"split.job.json"_s, "{\"column\":\"text\"}");
        JobDocument job = *JobDocument::load(work.path(u"split.job.json"_s));
        if (!job.setJsonAt(u"extra"_s, extra) || !job.save(work.path(u"split.job.json"_s)))
            qFatal("the job cannot be saved");
        work.list();
        work.page.openFile(work.path(u"split.job.json"_s));
        for (auto *section : work.page.findChildren<JobSection *>())
            section->setOpen(section->objectName() == "environmentSection"_L1);
    }
    QByteArray at(const QString &path) const { return work.editor().document().jsonAt(path); }
    template<class T>
    T *in(const QString &name) const
    {
        T *found = work.find<T>(name, u"environmentSection"_s);
        if (!found)
            qFatal("no %s", qPrintable(name));
        return found;
    }
    void click(const QString &name) const { in<QAbstractButton>(name)->click(); } // it may be scrolled away
    /// Types into the cell that is open.
    static void typeInto(QTreeView *table, const QString &text)
    {
        auto *editor = table->viewport()->findChild<QLineEdit *>();
        if (!editor)
            qFatal("no cell is open");
        editor->selectAll();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        if (!QTest::qWaitFor([table] { return !table->viewport()->findChild<QLineEdit *>(); }))
            qFatal("the cell stays open");
    }
    void choose(const QString &dialogName, const QString &path) const
    {
        QFileDialog *dialog = nullptr;
        QTRY_VERIFY(dialog = work.page.findChild<QFileDialog *>(dialogName));
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
    }

    JobWorkspace work;
};

} // namespace

class TestJobEnvironment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        setPictureFont();
    }

    void A10_117_variablesAreATable()
    {
        Environment shown("{\"env\":{\"A\":\"1\"}}");
        auto *table = shown.in<QTreeView>(u"variables"_s);
        QCOMPARE(table->model()->index(0, 1).data().toString(), u"1"_s);
        shown.click(u"variables.add"_s);
        Environment::typeInto(table, u"B"_s);
        QCOMPARE(shown.at(u"extra.env"_s), QByteArray("{\"A\":\"1\",\"B\":\"\"}"));
        table->setCurrentIndex(table->model()->index(1, 1));
        table->edit(table->currentIndex());
        Environment::typeInto(table, u"x=y z"_s);
        QCOMPARE(shown.at(u"extra.env"_s), QByteArray("{\"A\":\"1\",\"B\":\"x=y z\"}"));
        table->setCurrentIndex(table->model()->index(0, 0));
        shown.click(u"variables.remove"_s);
        QCOMPARE(shown.at(u"extra.env"_s), QByteArray("{\"B\":\"x=y z\"}"));
        shown.click(u"variables.add"_s);
        Environment::typeInto(table, u"B"_s);
        QVERIFY(!shown.in<QWidget>(u"variablesRemark"_s)->isHidden());
        shown.work.find<QAction>(u"undoJob"_s)->trigger();
        QCOMPARE(shown.at(u"extra.env"_s), QByteArray("{\"A\":\"1\",\"B\":\"x=y z\"}"));
        QCOMPARE(table->model()->rowCount(), 2);
    }

    void A10_118_aFileOfVariablesIsReadIn()
    {
        Environment shown("{\"env\":{\"A\":\"1\",\"B\":\"2\"}}");
        QFile file(shown.work.path(u".env"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("# mine\nexport A='x y'\nC=\"two\\nlines\"\n");
        file.close();
        shown.click(u"variables.import"_s);
        shown.choose(u"variablesDialog"_s, file.fileName());
        QCOMPARE(shown.at(u"extra.env"_s), QByteArray("{\"A\":\"x y\",\"B\":\"2\",\"C\":\"two\\nlines\"}"));
    }

    void A10_119_textInBulk()
    {
        Environment shown("{\"env\":{\"A\":\"C:\\\\new\",\"M\":\"two\\nlines\"}}");
        shown.click(u"variables.text"_s);
        auto *text = shown.in<QPlainTextEdit>(u"variablesText"_s);
        QVERIFY(text->isVisible());
        QCOMPARE(text->toPlainText(), u"A=C:\\new"_s); // a backslash is one; what a line cannot say is left out …
        text->setPlainText(u"A=1\nB=x=y\nA=2\nbad\n# no\n"_s);
        QCOMPARE(shown.at(u"extra.env"_s), QByteArray("{\"A\":\"2\",\"B\":\"x=y\",\"M\":\"two\\nlines\"}")); // … and stays
        QVERIFY(!shown.in<QWidget>(u"variablesRemark"_s)->isHidden());
        QCOMPARE(text->toPlainText(), u"A=1\nB=x=y\nA=2\nbad\n# no\n"_s); // what is being typed stays
        shown.click(u"variables.text"_s);
        QCOMPARE(shown.in<QTreeView>(u"variables"_s)->model()->rowCount(), 3);
        shown.work.find<QAction>(u"undoJob"_s)->trigger();
        QCOMPARE(text->toPlainText(), u"A=C:\\new"_s);
    }

    void A10_120_mountsAreATable()
    {
        Environment shown("{\"mounts\":[\"cache:/cache\"]}");
        auto *table = shown.in<QTreeView>(u"mounts"_s);
        QVERIFY(QDir(shown.work.folder.path()).mkdir(u"models"_s));
        table->setCurrentIndex({});
        shown.click(u"mounts.browse"_s);
        shown.choose(u"mountDialog"_s, shown.work.path(u"models"_s));
        QCOMPARE(shown.at(u"extra.mounts"_s), QByteArray("[\"cache:/cache\",\"./models:\"]"));
        QVERIFY(!shown.in<QWidget>(u"mountsProblem"_s)->isHidden());
        table->edit(table->model()->index(1, 1));
        Environment::typeInto(table, u"/models"_s);
        QVERIFY(shown.in<QWidget>(u"mountsProblem"_s)->isHidden());
        const QModelIndex flag = table->model()->index(1, 2);
        QVERIFY(table->model()->setData(flag, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(shown.at(u"extra.mounts"_s), QByteArray("[\"cache:/cache\",\"./models:/models:ro\"]"));
        QTRY_VERIFY(shown.work.find<QPlainTextEdit>(u"dockerRunPreview"_s)->toPlainText().contains(u"models:/models:ro"_s));
        shown.click(u"mounts.up"_s);
        QCOMPARE(shown.at(u"extra.mounts.0"_s), QByteArray("\"./models:/models:ro\""));
        shown.click(u"mounts.remove"_s);
        QCOMPARE(shown.at(u"extra.mounts"_s), QByteArray("[\"cache:/cache\"]"));
        shown.click(u"mounts.add"_s);
        Environment::typeInto(table, u"/etc"_s);
        QCOMPARE(shown.at(u"extra.mounts"_s), QByteArray("[\"cache:/cache\",\"/etc:\"]"));
        QTRY_VERIFY(shown.work.problems().contains(u"extra.mounts.1"_s));
    }

    void A10_121_memoryAsANumberIsNoError()
    {
        Environment shown("{\"memory\":536870912}");
        auto *memory = shown.in<QLineEdit>(u"field.memory"_s);
        QCOMPARE(memory->text(), u"536870912"_s);
        QCOMPARE(shown.work.problems(), QStringList());
        const auto *header = shown.work.page.findChild<JobSection *>(u"environmentSection"_s);
        QVERIFY2(header->summary().startsWith("512m"_L1), qPrintable(header->summary()));
        shown.work.type(memory, u"536870913"_s);
        QCOMPARE(shown.at(u"extra.memory"_s), QByteArray("536870913")); // still a number
        shown.work.type(memory, u"1g"_s);
        QCOMPARE(shown.at(u"extra.memory"_s), QByteArray("\"1g\""));
        shown.work.type(shown.in<QLineEdit>(u"field.cpus"_s), u"1.5"_s);
        QCOMPARE(shown.at(u"extra.cpus"_s), QByteArray("1.5"));
        QTRY_COMPARE(shown.work.problems(), QStringList());
        shown.work.type(memory, u"lots"_s);
        QTRY_COMPARE(shown.work.problems(), QStringList{u"extra.memory"_s});
    }

    void limitsNetworkAndUser_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("option");
        QTest::newRow("A10_121 memory") << u"memory"_s << u"512m"_s << u"--memory 512m"_s;
        QTest::newRow("A10_121 processors") << u"cpus"_s << u"1.5"_s << u"--cpus 1.5"_s;
        QTest::newRow("A10_122 network mode") << u"network"_s << u"host"_s << u"--network host"_s;
        QTest::newRow("A10_123 user and group") << u"user"_s << u"1000:1000"_s << u"--user 1000:1000"_s;
    }
    void limitsNetworkAndUser()
    {
        QFETCH(QString, field);
        QFETCH(QString, typed);
        QFETCH(QString, option);
        Environment shown("{}");
        shown.work.type(shown.in<QLineEdit>(u"field."_s + field), typed);
        const auto line = [&shown] { return shown.work.find<QPlainTextEdit>(u"dockerRunPreview"_s)->toPlainText(); };
        QTRY_VERIFY2(line().contains(option), qPrintable(line()));
    }

    void A10_127_publishesOnAFreePort()
    {
        Environment shown("{\"ports\":[\"127.0.0.1:9999:99\"]}");
        shown.in<QSpinBox>(u"containerPort"_s)->setValue(80);
        shown.click(u"publishPort"_s);
        shown.click(u"publishPort"_s);
        const QByteArray ports = shown.at(u"extra.ports"_s);
        const QList<QByteArray> rules = ports.mid(1, ports.size() - 2).split(',');
        QCOMPARE(rules.size(), 3);
        QVERIFY2(rules[1].endsWith(":80\"") && rules[2].endsWith(":80\"") && rules[1] != rules[2], ports.constData());
        QTRY_VERIFY(shown.work.find<QPlainTextEdit>(u"dockerRunPreview"_s)->toPlainText().contains(QString::fromUtf8(rules[1]).remove(u'"')));
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
        Environment shown("{\"env\":{\"LOG_LEVEL\":\"debug\",\"REGION\":\"eu-central-1\"},\"mounts\":[\"./models:/models:ro\",\"cache:\"],\"ports\":[\"8080:80\"],\"memory\":\"512m\"}",
                          dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        shown.work.page.resize(1290, 1010);
        auto *scroll = shown.work.find<QScrollArea>(u"jobFormScroll"_s);
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 0);
        scroll->verticalScrollBar()->setValue(shown.work.page.findChild<JobSection *>(u"environmentSection"_s)->y());
        const QString target = qEnvironmentVariable("LONGSHORE_PICTURES", m_pictures.path());
        QVERIFY(!isBlank(takePicture(shown.work.page, dark ? u"job-environment-dark"_s : u"job-environment-light"_s, target)));
    }

private:
    QTemporaryDir m_pictures;
};

LONGSHORE_GUI_TEST_MAIN(TestJobEnvironment)
#include "tst_jobenvironment.moc"
