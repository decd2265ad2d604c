// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/redactor.h"
#include "model/run/secretforms.h"

#include <QRandomGenerator>
#include <QTest>

using namespace longshore;

// Reliability §4.4 and A15, contract vectors A3-A5, rule L6.
class tst_Redactor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void A3_secretsInsideWords()
    {
        const Redactor redactor({"foo", "bar"}, false);
        QCOMPARE(redactor.redact(QByteArrayView("abcdfooghbarbarfook")), QByteArray("abcd[hidden]gh[hidden][hidden][hidden]k"));
    }

    void A4_encodedForms()
    {
        const QByteArray secret("sec\\ret/\"sec'ret");
        const Redactor redactor({secret}, false);
        QCOMPARE(redactor.redact(QByteArrayView("a " + secret.toBase64() + " b")), QByteArray("a [hidden] b"));
        const QByteArray php("\"sec\\\\ret\\/\\\"sec'ret\"");
        QCOMPARE(redactor.redact(QByteArrayView("a " + php + " b")), QByteArray("a [hidden] b"));
        const QByteArray python("\"sec\\\\ret/\\\"sec'ret\"");
        QCOMPARE(redactor.redact(QByteArrayView("a " + python + " b")), QByteArray("a [hidden] b"));
    }

    void A5_redactionComesBeforeAnyCut()
    {
        const Redactor redactor({"secret"});
        QCOMPARE(redactor.redact(QByteArrayView("this is secret which is hidden")), QByteArray("this is [hidden] which is hidden"));
    }

    void A15_forms_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray secret("p\xc3\xa4ss w\"ord+%/1");
        QTest::newRow("plain") << secret;
        QTest::newRow("json, raw UTF-8") << QByteArray("p\xc3\xa4ss w\\\"ord+%/1");
        QTest::newRow("json, ascii") << QByteArray("p\\u00e4ss w\\\"ord+%/1");
        QTest::newRow("json, ascii, slash") << QByteArray("p\\u00e4ss w\\\"ord+%\\/1");
        QTest::newRow("url") << QByteArray("p%C3%A4ss%20w%22ord%2B%25%2F1");
        QTest::newRow("url, lower case") << QByteArray("p%c3%a4ss%20w%22ord%2b%25%2f1");
        QTest::newRow("form") << QByteArray("p%C3%A4ss+w%22ord%2B%25%2F1");
        for (int shift = 0; shift < 3; ++shift) {
            const QByteArray around = QByteArray("abc").left(shift) + secret + "xyz";
            QTest::addRow("base64 at %d", shift) << around.toBase64();
            QTest::addRow("base64url at %d", shift) << around.toBase64(QByteArray::Base64UrlEncoding);
        }
    }
    void A15_forms()
    {
        QFETCH(QByteArray, text);
        const Redactor redactor({QByteArray("p\xc3\xa4ss w\"ord+%/1")});
        const QByteArray out = redactor.redact(QByteArrayView("x=" + text + ";"));
        QVERIFY2(out.contains("[hidden]"), out.constData());
        QVERIFY2(out.size() < text.size() + 3 || text.size() < 20, out.constData());
        QVERIFY(!out.contains("ord"));
    }

    // The promise of RedactingStream: the cut decides nothing.
    void A15_anyCutGivesTheSame()
    {
        QRandomGenerator random(20260401);
        const QList<QByteArray> secrets{"aab", "abaab", "token-12345", "b", "abcabcabc", "caabb"};
        for (const bool guard : {true, false}) {
            const Redactor redactor(secrets, guard);
            for (int round = 0; round < 300; ++round) {
                QByteArray text;
                for (int i = 0; i < 60; ++i) {
                    const int pick = int(random.bounded(12));
                    if (pick == 0)
                        text += secrets[random.bounded(secrets.size())];
                    else if (pick == 1)
                        text += "token-12";
                    else
                        text += "ab c\n"[random.bounded(5)];
                }
                const QByteArray whole = redactor.redact(QByteArrayView(text));
                RedactingStream stream(redactor);
                QByteArray out;
                for (qsizetype at = 0; at < text.size();) {
                    const qsizetype piece = qMin<qsizetype>(1 + random.bounded(round % 3 == 0 ? 1 : 9), text.size() - at);
                    out += stream.feed(QByteArrayView(text).sliced(at, piece));
                    at += piece;
                }
                out += stream.finish();
                QCOMPARE(out, whole);
                if (!guard) {
                    for (const QByteArray &secret : secrets)
                        QVERIFY2(!QByteArray(whole).replace("[hidden]", "#").contains(secret), text.constData());
                }
            }
        }
    }

    void A15_splitOverTwoFrames()
    {
        RedactingStream stream(Redactor({"correct-horse"}));
        QCOMPARE(stream.feed("before correct-"), QByteArray("before "));
        QVERIFY(!stream.replaced());
        QCOMPARE(stream.feed("horse after\n"), QByteArray("[hidden] after\n"));
        QVERIFY(stream.replaced());
    }

    void nothingIsHeldThatCannotBecomeASecret()
    {
        RedactingStream stream(Redactor({"correct-horse"}));
        QCOMPARE(stream.feed("a line without end"), QByteArray("a line without end"));
        QCOMPARE(stream.feed(" corr"), QByteArray(" "));
        QCOMPARE(stream.finish(), QByteArray("corr"));
    }

    void longestOfTheFirst()
    {
        QCOMPARE(Redactor({"secret", "secret-long"}).redact(QByteArrayView("a secret-long b secret-lo")),
                 QByteArray("a [hidden] b [hidden]-lo"));
    }

    void L6_emptySecretHidesNothing()
    {
        QVERIFY(Redactor({""}).isEmpty());
        QCOMPARE(Redactor({""}).redact(QByteArrayView("a \"\" b")), QByteArray("a \"\" b"));
    }

    void L6_shortOnlyAsAWord_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("inside a number") << QByteArray("2100 rows") << QByteArray("2100 rows");
        QTest::newRow("word") << QByteArray("pin 1 of 2") << QByteArray("pin [hidden] of 2");
        QTest::newRow("whole text") << QByteArray("1") << QByteArray("[hidden]");
        QTest::newRow("in quotes") << QByteArray("\"1\"") << QByteArray("\"[hidden]\"");
        QTest::newRow("longer secret wins") << QByteArray("1234567") << QByteArray("[hidden]");
        QTest::newRow("next to UTF-8") << QByteArray("1\xc3\xa4") << QByteArray("1\xc3\xa4");
    }
    void L6_shortOnlyAsAWord()
    {
        QFETCH(QByteArray, text);
        const Redactor redactor({"1", "1234567"});
        QCOMPARE(redactor.shortSecrets(), 1);
        QTEST(redactor.redact(QByteArrayView(text)), "expected");
    }
};

QTEST_GUILESS_MAIN(tst_Redactor)
#include "tst_redactor.moc"
