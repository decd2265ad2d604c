// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/visibletext.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

class tst_VisibleText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void characters_data()
    {
        QTest::addColumn<uint>("character");
        QTest::addColumn<QString>("shown");
        QTest::newRow("A08 escape") << 0x1bu << u"\u241b"_s;
        QTest::newRow("A12 NUL") << 0x00u << u"\u2400"_s;
        QTest::newRow("A09 newline") << 0x0au << u"\u240a"_s;
        QTest::newRow("tab") << 0x09u << u"\t"_s;
        QTest::newRow("unit separator") << 0x1fu << u"\u241f"_s;
        QTest::newRow("DEL") << 0x7fu << u"\u2421"_s;
        QTest::newRow("A08 C1 CSI") << 0x9bu << u"\ufffd"_s;
        QTest::newRow("first C1") << 0x80u << u"\ufffd"_s;
        QTest::newRow("no-break space") << 0xa0u << u"\u00a0"_s;
        QTest::newRow("soft hyphen") << 0xadu << u"[U+00AD]"_s;
        QTest::newRow("line separator") << 0x2028u << u"\u23ce"_s;
        QTest::newRow("paragraph separator") << 0x2029u << u"\u23ce"_s;
        for (uint c = 0x202a; c <= 0x202e; ++c)
            QTest::addRow("A10 override %x", c) << c << u"[U+202%1]"_s.arg(QString::number(c & 15, 16).toUpper());
        for (uint c = 0x2066; c <= 0x2069; ++c)
            QTest::addRow("A10 isolate %x", c) << c << u"[U+206%1]"_s.arg(c & 15);
        for (uint c = 0x200b; c <= 0x200f; ++c)
            QTest::addRow("A11 zero width %x", c) << c << u"[U+200%1]"_s.arg(QString::number(c & 15, 16).toUpper());
        for (uint c = 0x2060; c <= 0x2064; ++c)
            QTest::addRow("A11 invisible %x", c) << c << u"[U+206%1]"_s.arg(c & 15);
        QTest::newRow("A11 byte order mark") << 0xfeffu << u"[U+FEFF]"_s;
        QTest::newRow("A11 first tag") << 0xe0000u << u"[U+E0000]"_s;
        QTest::newRow("A11 tag A") << 0xe0041u << u"[U+E0041]"_s;
        QTest::newRow("A11 last tag") << 0xe007fu << u"[U+E007F]"_s;
        QTest::newRow("A11 Hangul filler") << 0x3164u << u"[U+3164]"_s;
        QTest::newRow("Arabic letter mark") << 0x61cu << u"[U+061C]"_s;
        QTest::newRow("A11 nonchar FFFE") << 0xfffeu << u"[U+FFFE]"_s;
        QTest::newRow("A11 nonchar FDD0") << 0xfdd0u << u"[U+FDD0]"_s;
        QTest::newRow("A11 nonchar beyond the plane") << 0x1ffffu << u"[U+1FFFF]"_s;
        QTest::newRow("A11 lone high surrogate") << 0xd800u << u"\ufffd"_s;
        QTest::newRow("A11 lone low surrogate") << 0xdc00u << u"\ufffd"_s;
        QTest::newRow("letter") << uint('a') << u"a"_s;
        QTest::newRow("letter with diaeresis") << 0xe4u << u"\u00e4"_s;
        QTest::newRow("CJK") << 0x4e2du << u"\u4e2d"_s;
        QTest::newRow("emoji") << 0x1f600u << u"\U0001f600"_s;
        QTest::newRow("ellipsis") << 0x2026u << u"\u2026"_s;
        QTest::newRow("A01 markup") << uint('<') << u"<"_s;
        QTest::newRow("private use") << 0xe000u << QString(QChar(0xe000));
        QTest::newRow("emoji variation stays") << 0xfe0fu << QString(QChar(0xfe0f));
    }
    void characters()
    {
        QFETCH(uint, character);
        QFETCH(QString, shown);
        const QString one = character > 0xffff ? QString::fromUcs4(reinterpret_cast<const char32_t *>(&character), 1)
                                               : QString(QChar(char16_t(character)));
        QCOMPARE(visibleLine(one), shown);
        QCOMPARE(visibleLine(u"a"_s + one + u'z'), u"a"_s + shown + u'z');
        QCOMPARE(visibleLine(shown), shown);
    }

    void A10_overriddenName() { QCOMPARE(visibleLine(u"evil\u202Egpj.exe"_s), u"evil[U+202E]gpj.exe"_s); }

    void A11_combiningRuns_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        const QString eight(8, QChar(0x301));
        QTest::newRow("one") << u"e\u0301x"_s << u"e\u0301x"_s;
        QTest::newRow("eight") << u"e"_s + eight + u'x' << u"e"_s + eight + u'x';
        QTest::newRow("nine") << u"e"_s + eight + u"\u0302x"_s << u"e"_s + eight + u"\ufffdx"_s;
        QTest::newRow("ten thousand") << u"e"_s + QString(10'000, QChar(0x301)) << u"e"_s + eight + u'\ufffd';
        QTest::newRow("two runs") << u"e"_s + eight + u'e' + eight << u"e"_s + eight + u'e' + eight;
        QTest::newRow("without a base") << QString(9, QChar(0x301)) << eight + u'\ufffd';
    }
    void A11_combiningRuns()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(visibleLine(text), shown);
        QCOMPARE(visibleLine(shown), shown);
    }

    void plainTextIsShared()
    {
        const QString text = u"nothing special: \t \u00e4\u00f6\u00fc"_s;
        QVERIFY(visibleLine(text).isSharedWith(text));
        QVERIFY(visibleLine(QString()).isEmpty());
    }
};

LONGSHORE_TEST_MAIN(tst_VisibleText)
#include "tst_visibletext.moc"
