// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/streams/jsonlines.h"
#include "tests/support/testmain.h"

using namespace longshore;

class tst_JsonLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void objects_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArrayList>("expected");
        QTest::newRow("nothing") << QByteArray() << QByteArrayList();
        QTest::newRow("docker's events") << QByteArray("{\"a\":1}\n{\"b\":2}\n") << QByteArrayList{"{\"a\":1}", "{\"b\":2}"};
        QTest::newRow("docker's build") << QByteArray("{\"a\":1}\r\n{\"b\":2}\r\n") << QByteArrayList{"{\"a\":1}", "{\"b\":2}"};
        QTest::newRow("nothing between") << QByteArray("{}{}{\"a\":{}}") << QByteArrayList{"{}", "{}", "{\"a\":{}}"};
        QTest::newRow("no end of line at the end") << QByteArray("{\"a\":1}") << QByteArrayList{"{\"a\":1}"};
        QTest::newRow("braces within a string") << QByteArray("{\"a\":\"}{\\\"}\"}\n{}") << QByteArrayList{"{\"a\":\"}{\\\"}\"}", "{}"};
        QTest::newRow("a backslash before the quote") << QByteArray("{\"a\":\"\\\\\"}{}") << QByteArrayList{"{\"a\":\"\\\\\"}", "{}"};
        QTest::newRow("over several lines") << QByteArray("{\n \"a\": [1,\r\n {}]\n}\n") << QByteArrayList{"{\n \"a\": [1,\r\n {}]\n}"};
        QTest::newRow("blank lines") << QByteArray("\n\r\n \t{}\n\n") << QByteArrayList{"{}"};
    }
    void objects()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArrayList, expected);
        for (qsizetype step = 1; step <= qMax<qsizetype>(1, bytes.size()); ++step) {
            JsonLines lines;
            QByteArrayList found;
            for (qsizetype at = 0; at < bytes.size(); at += step)
                found += lines.feed(bytes.mid(at, step));
            QCOMPARE(found, expected);
            QVERIFY(!lines.isBroken() && !lines.hasRest());
        }
    }

    void aRestIsSeen()
    {
        JsonLines lines;
        QVERIFY(lines.feed("{\"a\":\"").isEmpty());
        QVERIFY(lines.hasRest());
        QCOMPARE(lines.feed("x\"}"), QByteArrayList{"{\"a\":\"x\"}"});
        QVERIFY(!lines.hasRest());
    }

    void whatIsNoObject_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const char *text : {"<html>", "404 page not found\n", "[1]", "\"text\"", "null", "}", "\x1f\x8b"})
            QTest::newRow(text) << QByteArray(text);
    }
    void whatIsNoObject()
    {
        QFETCH(QByteArray, bytes);
        JsonLines lines;
        QCOMPARE(lines.feed("{}\n" + bytes + "\n{}").size(), 1);
        QVERIFY(lines.isBroken());
        QVERIFY(lines.feed("{}").isEmpty());
    }

    void A42_anObjectWithoutEndIsRefused()
    {
        JsonLines lines;
        (void)lines.feed("{\"a\":\"");
        const QByteArray part(1 << 20, 'x');
        for (int i = 0; i < 20 && !lines.isBroken(); ++i)
            (void)lines.feed(part);
        QVERIFY(lines.isBroken());
    }
};

LONGSHORE_TEST_MAIN(tst_JsonLines)
#include "tst_jsonlines.moc"
