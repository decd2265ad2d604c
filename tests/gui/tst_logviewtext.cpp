// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/lighttheme.h"
#include "tests/gui/shownlog.h"
#include "tests/support/testmain.h"

#include <QAccessible>
#include <QClipboard>

using namespace longshore;
using namespace Qt::StringLiterals;
using test::plainPattern;
using Shown = test::ShownLog;

class TestLogViewText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marksAndCopiesAcrossChunks()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.log.addLines(150'000); // more than two chunks
        QVERIFY(shown.settled());
        shown.view.select({9, 5}, {140'001, 4});
        const QString text = shown.view.selectedText();
        const QStringList lines = text.split(u'\n');
        QCOMPARE(lines.size(), 140'001 - 9 + 1);
        QCOMPARE(lines.first(), u"10"_s);
        QCOMPARE(lines[70'000], u"line 70010"_s);
        QCOMPARE(lines.last(), u"line"_s);
        shown.key(Qt::Key_A, Qt::ControlModifier);
        shown.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 149'999);
        shown.view.select({1, 0}, {1, LogSelection::lineEnd});
        shown.view.copy(true);
        QVERIFY2(QApplication::clipboard()->text().startsWith(u"2 "_s) && QApplication::clipboard()->text().endsWith(u"  line 2"_s),
                 qPrintable(QApplication::clipboard()->text()));
        shown.key(Qt::Key_Escape);
        QVERIFY(shown.view.selection().isEmpty());
    }

    void copiesEmptyAndLongLinesAsTheyWere()
    {
        Shown shown;
        QVERIFY(shown.ready());
        const QByteArray tall(LogLimits::rowBytes + 10, 'x');
        shown.log.add("\n\nsecond\n" + tall + "\nlast\n");
        QVERIFY(shown.settled());
        QCOMPARE(shown.view.layoutOfRows().total(), 6u); // the long one is cut into two
        shown.view.selectAll();
        QCOMPARE(shown.view.selectedText(), u"\n\nsecond\n"_s + QString::fromLatin1(tall) + u"\nlast"_s);
        QCOMPARE(shown.view.selectedText(true).count(u'\n'), 5);
    }

    void marksByMouseAndKeys()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.log.add("alpha beta gamma\nsecond line\nthird\n");
        QVERIFY(shown.settled());
        QWidget *port = shown.view.viewport();
        QTest::mousePress(port, Qt::LeftButton, {}, shown.pointOf({0, 6}));
        QTest::mouseMove(port, shown.pointOf({1, 6}));
        QTest::mouseRelease(port, Qt::LeftButton, {}, shown.pointOf({1, 6}));
        QCOMPARE(shown.view.selectedText(), u"beta gamma\nsecond"_s);
        QTest::mouseClick(port, Qt::LeftButton, Qt::ShiftModifier, shown.pointOf({2, 5}));
        QCOMPARE(shown.view.selectedText(), u"beta gamma\nsecond line\nthird"_s);
        QTest::mouseDClick(port, Qt::LeftButton, {}, shown.pointOf({0, 8}));
        QCOMPARE(shown.view.selectedText(), u"beta"_s);
        QTest::mousePress(port, Qt::LeftButton, {}, shown.pointOf({0, 8})); // the third of a triple click
        QTest::mouseRelease(port, Qt::LeftButton, {}, shown.pointOf({0, 8}));
        QCOMPARE(shown.view.selectedText(), u"alpha beta gamma"_s);
        QTest::mouseClick(port, Qt::LeftButton, {}, shown.pointOf({1, 0}));
        QVERIFY(shown.view.selection().isEmpty());
        for (int i = 0; i < 3; ++i)
            shown.key(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(shown.view.selectedText(), u"sec"_s);
        shown.key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(shown.view.selectedText(), u"second line\nthi"_s);
    }

    /// What reliability §3a says of hostile text, as it is painted and copied.
    void abuse_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("painted");
        QTest::newRow("A01 markup") << QByteArray("<img src=x> <b>b</b> &amp;") << u"<img src=x> <b>b</b> &amp;"_s;
        QTest::newRow("A08 title, screen, answer-back") << QByteArray("a\x1b]0;title\x07" "b\x1b[2J\x1b[?1049h\x1b[cc") << u"abc"_s;
        QTest::newRow("A08 link") << QByteArray("\x1b]8;;http://x\x1b\\text\x1b]8;;\x1b\\") << u"text"_s;
        QTest::newRow("A08 colours") << QByteArray("\x1b[1;31mred\x1b[0m plain \x1b[48;5;21mblue\x1b[m") << u"red plain blue"_s;
        QTest::newRow("A09 controls") << QByteArray("bell\x07 nul") << u"bell␇ nul"_s;
        QTest::newRow("A10 override") << QByteArray("evil\xe2\x80\xaegpj.exe") << u"evil[U+202E]gpj.exe"_s;
        QTest::newRow("A11 zero width") << QByteArray("a\xe2\x80\x8b" "b") << u"a[U+200B]b"_s;
        QTest::newRow("A12 invalid UTF-8") << QByteArray("a\xff" "b") << u"a\ufffdb"_s;
        QTest::newRow("A13 carriage returns") << QByteArray("10 %\r20 %\r99 %") << u"99 % [× 2 updates]"_s;
    }
    void abuse()
    {
        QFETCH(QByteArray, bytes);
        Shown shown;
        shown.log.add(bytes + '\n');
        QVERIFY(shown.settled());
        QTEST(shown.view.paintedText(0), "painted");
        QVERIFY(!shown.view.grab().isNull());
        shown.view.selectAll();
        const QString copied = shown.view.selectedText();
        for (const QChar c : copied)
            QVERIFY2(c == u'\t' || (c.unicode() >= 0x20 && c.unicode() != 0x7f && (c.unicode() < 0x80 || c.unicode() > 0x9f)), qPrintable(copied));
        QVERIFY(shown.view.windowTitle().isEmpty());
    }

    /// A11: ten thousand marks on one letter do not stop the view.
    void A11_combiningMarksAreFew()
    {
        Shown shown;
        shown.log.add("z" + QByteArray("\xcc\x81").repeated(10'000) + "\n");
        QVERIFY(shown.settled());
        QVERIFY(shown.view.paintedText(0).size() < 20);
        QVERIFY(!shown.view.grab().isNull());
    }

    /// A08: colours that change with each of 60,000 characters, and a search that matches each of them.
    void A08_coloursWithoutEnd()
    {
        Shown shown;
        QByteArray line;
        for (int i = 0; i < 12'000; ++i)
            line += "\x1b[3" + QByteArray::number(i % 8) + "mx";
        shown.log.add(line + "\n" + u"é"_s.toUtf8() + line + "\n");
        QVERIFY(shown.settled());
        shown.view.search()->setPattern(plainPattern(u"x"_s));
        for (const bool wrap : {false, true}) {
            shown.view.setWrap(wrap);
            QVERIFY(shown.settled());
            QVERIFY(!shown.view.grab().isNull());
        }
        QVERIFY(shown.view.paintedText(0).startsWith(u"xxx"_s));
    }

    /// A14: what Longshore says looks like nothing a component can write.
    void A14_notesLookDifferent()
    {
        Shown shown;
        shown.log.add("Container restarted\n");
        shown.log.add("Container restarted\n", LogSource::Stdout, LogAppNote);
        QVERIFY(shown.settled());
        QCOMPARE(shown.view.paintedText(0), shown.view.paintedText(1));
        const QImage image = shown.view.viewport()->grab().toImage();
        const int tall = shown.view.viewport()->height() / shown.view.screenRows();
        const auto row = [&](int index) { return image.copy(130, index * tall, 700, tall); };
        QVERIFY(row(0) != row(1));
        int inked = 0; // the line across goes on where a text of this length has long ended
        for (int x = 500; x < 700; ++x)
            inked += row(1).pixel(x, tall / 2) != row(0).pixel(x, tall / 2);
        QVERIFY(inked > 150);
    }

    void accessibleTextIsWhatIsSeen()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.log.addLines(100);
        shown.log.add("the last\n", LogSource::Stderr);
        QVERIFY(shown.settled());
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(&shown.view);
        QVERIFY(accessible);
        QCOMPARE(accessible->role(), QAccessible::Terminal);
        QVERIFY(accessible->state().readOnly);
        QAccessibleTextInterface *text = accessible->textInterface();
        QVERIFY(text);
        QCOMPARE(text->text(0, text->characterCount()), shown.view.paintedTexts().join(u'\n'));
        shown.view.goToLine(100);
        QCOMPARE(accessible->text(QAccessible::Value), u"Line 101, stderr: the last"_s);
        QCOMPARE(text->text(text->cursorPosition(), text->characterCount()), u"the last"_s);
        QCOMPARE(accessible->text(QAccessible::Description), u"101 lines"_s);
        text->setCursorPosition(0);
        QCOMPARE(*shown.view.currentLine(), shown.topLine());
    }

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(TestLogViewText)
#include "tst_logviewtext.moc"
