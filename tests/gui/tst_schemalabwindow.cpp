// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "tests/support/tree.h"
#include "ui/jobs/configpreview.h"
#include "ui/jobs/schemalabwindow.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray goodSchema = "{\"type\":\"object\",\"properties\":{\"host\":{\"type\":\"string\",\"title\":\"Host\"},"
                              "\"#token\":{\"type\":\"string\",\"title\":\"Token\",\"format\":\"password\"}}}";

struct Lab {
    explicit Lab(const SchemaLabWindow::Start &start)
        : window(new SchemaLabWindow(start))
    {
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window))
            qFatal("the window did not become active");
    }
    ~Lab() { delete window; }

    template<class T>
    T *find(const QString &name) const
    {
        return window->findChild<T *>(name);
    }
    QPlainTextEdit *text() const { return find<QPlainTextEdit>(u"schemaText"_s); }
    QString config() const { return find<QPlainTextEdit>(u"configPreview"_s)->toPlainText(); }
    QStringList findings() const
    {
        QStringList found;
        const auto *list = find<QTreeWidget>(u"problems"_s);
        for (int row = 0; row < list->topLevelItemCount(); ++row)
            found.append(list->topLevelItem(row)->text(1));
        return found;
    }
    bool shows(const QString &name) const
    {
        auto *widget = find<QWidget>(name);
        return widget && widget->isVisible();
    }
    void press(const QString &name) const { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }

    QPointer<SchemaLabWindow> window;
};

JobDocument job(const QByteArray &parameters)
{
    JobDocument made = JobDocument::create(u"Job"_s, u"demo:1"_s);
    (void)made.setParameters(parameters);
    return made;
}

} // namespace

class TestSchemaLabWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>(qApp, Theme::Scheme::Light);
    }

    void schemaBesideItsForm()
    {
        const Lab lab({job("{\"host\":\"db\"}"), goodSchema, {}, true});
        QVERIFY(lab.text()->toPlainText().contains(u"\n      \"title\": \"Host\""_s)); // laid out
        QTRY_VERIFY(lab.find<QLineEdit>(u"field.host"_s));
        auto *host = lab.find<QLineEdit>(u"field.host"_s);
        QCOMPARE(host->text(), u"db"_s);
        QVERIFY(lab.config().contains(u"\"host\": \"db\""_s));
        host->setFocus();
        host->selectAll();
        QTest::keyClicks(host, u"other"_s);
        QTRY_VERIFY(lab.config().contains(u"\"host\": \"other\""_s));
        // Another schema, the same values.
        lab.text()->setPlainText(lab.text()->toPlainText().replace(u"\"title\": \"Host\""_s, u"\"title\": \"Server\", \"minLength\": 9"_s));
        QTRY_VERIFY(lab.find<QLineEdit>(u"field.host"_s) && lab.find<QLineEdit>(u"field.host"_s)->accessibleName().contains(u"Server"_s));
        QCOMPARE(lab.find<QLineEdit>(u"field.host"_s)->text(), u"other"_s);
    }

    void aBrokenSchemaKeepsTheForm()
    {
        const Lab lab({job("{}"), goodSchema, {}, true});
        QTRY_VERIFY(lab.shows(u"field.host"_s));
        const QString good = lab.text()->toPlainText();
        lab.text()->setPlainText(good.left(good.size() - 4));
        QTRY_VERIFY(lab.shows(u"schemaBanner"_s));
        QVERIFY(lab.shows(u"field.host"_s));
        QCOMPARE(lab.findings().size(), 1);
        QSignalSpy used(lab.window, &SchemaLabWindow::useRequested);
        lab.press(u"useSchema"_s);
        QCOMPARE(used.size(), 0);
        QVERIFY(lab.shows(u"schemaLabMessage"_s));
        lab.text()->setPlainText(good);
        QTRY_VERIFY(!lab.shows(u"schemaBanner"_s));
        lab.press(u"useSchema"_s);
        QCOMPARE(used.size(), 1);
        QCOMPARE(used[0][0].toByteArray(), good.toUtf8());
        QVERIFY(!lab.shows(u"schemaLabMessage"_s));
    }

    void findingsLeadToTheirLine()
    {
        const Lab lab({job("{}"), "{\n  \"type\": \"object\",\n  \"properties\": {\n    \"t\": {\"type\": \"string\", \"format\": \"password\"}\n  }\n}\n", {}, false});
        QTRY_COMPARE(lab.findings(), QStringList{u"4:10  properties.t"_s});
        auto *list = lab.find<QTreeWidget>(u"problems"_s);
        Q_EMIT list->itemClicked(list->topLevelItem(0), 0);
        QVERIFY(lab.text()->hasFocus());
        QCOMPARE(lab.text()->textCursor().blockNumber(), 3);
        QCOMPARE(lab.text()->textCursor().positionInBlock(), 9);
        QVERIFY(!lab.find<QPushButton>(u"useSchema"_s)); // there is no job
    }

    void opensAndSaves()
    {
        const Tree tree;
        const QString path = tree.write(u"configSchema.json"_s, "{\"title\": \"Mine\"}\n");
        const Lab lab({job("{}"), {}, {}, false});
        lab.window->open(path);
        QTRY_VERIFY(lab.text()->toPlainText().contains(u"Mine"_s));
        QCOMPARE(lab.find<QLabel>(u"schemaLabTitle"_s)->text(), u"configSchema.json"_s);
        lab.text()->setPlainText(u"{\"title\": \"Näme\"}\n"_s);
        QVERIFY(lab.find<QLabel>(u"schemaLabTitle"_s)->text().contains(u"changed"_s));
        QTest::keyClick(lab.text(), Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(lab.find<QLabel>(u"schemaLabTitle"_s)->text(), u"configSchema.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("{\"title\": \"N\xc3\xa4me\"}\n"));
        lab.window->open(tree.path(u"none.json"_s));
        QTRY_VERIFY(lab.shows(u"schemaLabMessage"_s));
        QVERIFY(lab.text()->toPlainText().contains(u"Näme"_s));
        lab.window->saveTo(tree.root());
        QTRY_VERIFY(lab.shows(u"schemaLabMessage"_s));
    }

    void closingAsksAboutChanges()
    {
        const Lab lab({job("{}"), goodSchema, {}, false});
        lab.text()->setPlainText(u"{}"_s);
        lab.window->close();
        QTRY_VERIFY(lab.find<QPushButton>(u"discardButton"_s));
        QVERIFY(lab.window->isVisible());
        lab.press(u"discardButton"_s);
        QTRY_VERIFY(!lab.window);
    }

    void hostileTextIsShownAsItIs()
    {
        const Lab lab({job("{}"), "{\"type\":\"object\",\"properties\":{\"<b>x</b>\":{\"type\":\"string\",\"title\":\"<img src=x>\",\"format\":\"<i>\"}}}", {}, false});
        QTRY_COMPARE(int(lab.findings().size()), 1);
        QVERIFY(lab.findings()[0].contains(u"<b>x</b>"_s));
        QVERIFY(!lab.window->grab().isNull());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

LONGSHORE_GUI_TEST_MAIN(TestSchemaLabWindow)
#include "tst_schemalabwindow.moc"
