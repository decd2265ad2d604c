// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/plainlines.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace longshore;
using namespace Qt::StringLiterals;

class tst_PlainLines : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readable_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QByteArray("hello") << u"hello"_s;
        QTest::newRow("A08 colours") << QByteArray("\x1b[31mred\x1b[0m") << u"red"_s;
        QTest::newRow("A08 title") << QByteArray("\x1b]0;owned\x07ok") << u"ok"_s;
        QTest::newRow("A08 link with ST") << QByteArray("\x1b]8;;http://x\x1b\\text") << u"text"_s;
        QTest::newRow("A08 clear screen") << QByteArray("a\x1b[2Jb") << u"ab"_s;
        QTest::newRow("A08 unfinished sequence") << QByteArray("a\x1b[12") << u"a"_s;
        QTest::newRow("A13 progress") << QByteArray("10 %\r20 %\r30 %") << u"30 %"_s;
        QTest::newRow("A13 final carriage return") << QByteArray("done\r") << u"done"_s;
        QTest::newRow("A12 invalid UTF-8") << QByteArray("A\xff\xfe" "B") << QString(u"A\uFFFD\uFFFDB"_s);
        QTest::newRow("A12 NUL") << QByteArray("a\0b", 3) << QString(u"a\u2400b"_s);
        QTest::newRow("A10 override") << QByteArray("evil\xE2\x80\xAEgpj.exe") << u"evil[U+202E]gpj.exe"_s;
        QTest::newRow("A01 markup stays text") << QByteArray("<img src=x>") << u"<img src=x>"_s;
        QTest::newRow("tab stays") << QByteArray("a\tb") << u"a\tb"_s;
        QTest::newRow("paragraph separator") << QByteArray("a\xE2\x80\xA9z") << QString(u"a\u23CEz"_s);
    }
    void readable()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        QCOMPARE(readableText(bytes), text);
    }

    void anyCutGivesTheSameLines()
    {
        const QByteArray bytes = "one\ntwo \x1b[1mbold\x1b[0m\nthr\xC3\xA9" "e\nlast";
        QStringList expected{u"one"_s, u"two bold"_s, u"thr\u00e9e"_s, u"last"_s};
        for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
            PlainLines lines;
            QStringList found;
            for (qsizetype at = 0; at < bytes.size(); at += cut)
                for (const PlainLine &line : lines.add({LogSource::Stdout, 0, 5, 0, QByteArrayView(bytes).sliced(at, qMin(cut, bytes.size() - at))}))
                    found << line.text;
            for (const PlainLine &line : lines.finish())
                found << line.text;
            QCOMPARE(found, expected);
        }
    }

    void streamsAreJoinedApart()
    {
        PlainLines lines;
        QCOMPARE(lines.add({LogSource::Stdout, 0, 1, 0, "out "}).size(), 0);
        const QList<PlainLine> error = lines.add({LogSource::Stderr, 0, 2, 1, "err\n"});
        QCOMPARE(error, (QList<PlainLine>{{LogSource::Stderr, false, false, 2, u"err"_s}}));
        const QList<PlainLine> out = lines.add({LogSource::Stdout, 0, 3, 2, "put\n"});
        QCOMPARE(out, (QList<PlainLine>{{LogSource::Stdout, false, false, 1, u"out put"_s}}));
    }

    void A06_longLineIsCutForDisplay()
    {
        PlainLines lines;
        const QByteArray part(PlainLines::longestLine, 'x');
        QVERIFY(lines.add({LogSource::Stdout, 0, 1, 0, part}).isEmpty());
        QVERIFY(lines.add({LogSource::Stdout, 0, 1, 1, part}).isEmpty());
        const QList<PlainLine> line = lines.add({LogSource::Stdout, 0, 1, 2, "\n"});
        QCOMPARE(line.size(), 1);
        QVERIFY(line.first().cut);
        QCOMPARE(line.first().text.size(), PlainLines::longestLine);
    }
};

LONGSHORE_TEST_MAIN(tst_PlainLines)
#include "tst_plainlines.moc"
