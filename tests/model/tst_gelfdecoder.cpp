// SPDX-License-Identifier: GPL-3.0-or-later
// Contract §9.4, G3 to G6 and G8: what is accepted, what it becomes, and the notice when it is not.
#include "model/logs/gelf/gelfdecoder.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

const QString containerId = u"4f0c1e2d3b4a59687716253443526170f9e8d7c6b5a4938271605f4e3d2c1b0a"_s;

/// JSON that is easier to read: ' stands for ".
QByteArray q(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

/// A valid message with more members, or with some of its own replaced by being given last.
QByteArray valid(const char *more = "")
{
    return q("{'version':'1.1','host':'4f0c1e2d3b4a','level':6,'timestamp':1795419026.75,'short_message':'it runs'") + q(more) + '}';
}

QList<GelfResult> decode(const QByteArray &frame, const Redactor &redactor = Redactor())
{
    GelfDecoder decoder(redactor);
    decoder.setContainerId(containerId);
    return decoder.decode(frame);
}

/// Texts of messages, and notices with a "!" before them.
QStringList texts(const QList<GelfResult> &results)
{
    QStringList out;
    for (const GelfResult &result : results)
        out << (result ? result->text : u"!"_s + result.error());
    return out;
}

} // namespace

class tst_GelfDecoder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMessage()
    {
        const QList<GelfResult> results = decode(valid(",'_user':'x'"));
        QCOMPARE(results.size(), 1);
        QVERIFY2(results[0].has_value(), qPrintable(texts(results).join(u'\n')));
        const GelfMessage &message = *results[0];
        QCOMPARE(message.host, u"4f0c1e2d3b4a"_s);
        QCOMPARE(message.text, u"it runs"_s);
        QCOMPARE(message.syslogLevel, 6);
        QCOMPARE(message.level, LogLevel::Info);
        QCOMPARE(message.time, 1795419026);
        QCOMPARE(message.json, valid(",'_user':'x'"));
    }

    void G3_lineByLine_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<QStringList>("expected");
        const QString ok = u"it runs"_s;
        QTest::newRow("one") << valid() << QStringList{ok};
        QTest::newRow("blank") << QByteArray(" \r\n\t") << QStringList();
        QTest::newRow("spaces around") << " \n" + valid() + "\r\n" << QStringList{ok};
        QTest::newRow("two lines") << valid() + '\n' + valid() << QStringList{ok, ok};
        QTest::newRow("two lines, CRLF and a blank one") << valid() + "\r\n\r\n" + valid() + "\r\n" << QStringList{ok, ok};
        QTest::newRow("one bad line") << valid() + "\nnonsense\n" + valid() << QStringList{ok, u"!Invalid message: nonsense"_s, ok};
        QTest::newRow("no JSON") << QByteArray("nonsense") << QStringList{u"!Invalid message: nonsense"_s};
        QTest::newRow("no object") << QByteArray("[1]") << QStringList{u"!Invalid message: [1]"_s};
        QTest::newRow("cut") << QByteArray("{\"a\":") << QStringList{u"!Invalid message: {\"a\":"_s};
        QTest::newRow("valid over several lines") << valid().replace(",", ",\n") << QStringList{ok};
        QTest::newRow("A12 invalid UTF-8") << QByteArray("{\"a\":\"\xff\"}") << QStringList{u"!Invalid message: {\"a\":\"\ufffd\"}"_s};
        QTest::newRow("A08 made visible") << QByteArray("\x1b]0;x\a") << QStringList{u"!Invalid message: \u241b]0;x\u2407"_s};
        QTest::newRow("A38 depth") << "{\"a\":" + QByteArray(100'000, '[')
                                   << QStringList{u"!Invalid message: {\"a\":"_s + QString(195, u'[') + u'…'};
    }
    void G3_lineByLine()
    {
        QFETCH(QByteArray, frame);
        QTEST(texts(decode(frame)), "expected");
    }

    void G3_nonsenseIsBounded()
    {
        const QStringList found = texts(decode(QByteArray("x\n").repeated(100'000) + valid()));
        QCOMPARE(found.size(), GelfLimits::badLinesPerFrame + 1);
        QCOMPARE(found.last(), u"!Invalid message: the other lines of the same frame are dropped, since 20 were wrong."_s);
    }

    void G4_customFields_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("becomes");
        QTest::newRow("object") << q("'_a':'{\\'b\\':1}'") << q("'_a':{'b':1}");
        QTest::newRow("list") << q("'_a':'[1,2]'") << q("'_a':[1,2]");
        QTest::newRow("number") << q("'_a':'1.10'") << q("'_a':1.10");
        QTest::newRow("A39 long number") << q("'_a':'12345678901234567890123'") << q("'_a':12345678901234567890123");
        QTest::newRow("word") << q("'_a':'true'") << q("'_a':true");
        QTest::newRow("text stays") << q("'_a':'hello'") << q("'_a':'hello'");
        QTest::newRow("broken JSON stays") << q("'_a':'{x'") << q("'_a':'{x'");
        QTest::newRow("empty stays") << q("'_a':''") << q("'_a':''");
        QTest::newRow("no custom field") << q("'a':'{\\'b\\':1}'") << q("'a':'{\\'b\\':1}'");
        QTest::newRow("no text") << q("'_a':{'b':'1'}") << q("'_a':{'b':'1'}");
    }
    void G4_customFields()
    {
        QFETCH(QByteArray, given);
        QFETCH(QByteArray, becomes);
        const QList<GelfResult> results = decode(valid((',' + given).constData()));
        QVERIFY2(results.size() == 1 && results[0], qPrintable(texts(results).join(u'\n')));
        QCOMPARE(results[0]->json, valid((',' + becomes).constData()));
    }

    void G5_requiredFields_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<QString>("missing");
        const QByteArray whole = valid();
        const auto without = [&](const char *member) { return QByteArray(whole).replace(q(member), "\"x\":1"); };
        QTest::newRow("host") << without("'host':'4f0c1e2d3b4a'") << u"host"_s;
        QTest::newRow("level") << without("'level':6") << u"level"_s;
        QTest::newRow("timestamp") << without("'timestamp':1795419026.75") << u"timestamp"_s;
        QTest::newRow("short_message") << without("'short_message':'it runs'") << u"short_message"_s;
        for (const char *empty : {"''", "'0'", "0", "0.0", "-0", "null", "false", "[]", "{}"}) {
            QTest::addRow("host %s", empty) << QByteArray(whole).replace(q("'4f0c1e2d3b4a'"), q(empty)) << u"host"_s;
            QTest::addRow("level %s", empty) << QByteArray(whole).replace("6,", q(empty) + ',') << u"level"_s;
            QTest::addRow("timestamp %s", empty) << QByteArray(whole).replace("1795419026.75", q(empty)) << u"timestamp"_s;
            QTest::addRow("short_message %s", empty) << QByteArray(whole).replace(q("'it runs'"), q(empty)) << u"short_message"_s;
        }
    }
    void G5_requiredFields()
    {
        QFETCH(QByteArray, frame);
        QFETCH(QString, missing);
        const QStringList found = texts(decode(frame));
        QCOMPARE(found.size(), 1);
        QVERIFY2(found[0].startsWith(u"!A GELF message was dropped: missing required field \"%1\""_s.arg(missing)), qPrintable(found[0]));
    }

    void A55_levelZeroIsDropped()
    {
        const QStringList found = texts(decode(valid().replace("6,", "0,")));
        QVERIFY2(found.value(0).contains(u"level 0 (emergency) counts as missing"_s), qPrintable(found.value(0)));
    }

    void G5_hostIsTheContainer_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("default hostname") << containerId.left(12) << true;
        QTest::newRow("whole id") << containerId << true;
        QTest::newRow("one digit") << containerId.left(1) << true;
        QTest::newRow("A56 another") << u"ffffffffffff"_s << false;
        QTest::newRow("a name") << u"myhost"_s << false;
        QTest::newRow("longer than the id") << containerId + u'0' << false;
        QTest::newRow("capitals") << containerId.left(12).toUpper() << false;
        QTest::newRow("within the id") << containerId.mid(1, 12) << false;
    }
    void G5_hostIsTheContainer()
    {
        QFETCH(QString, host);
        QFETCH(bool, accepted);
        const QStringList found = texts(decode(valid().replace("4f0c1e2d3b4a", host.toUtf8())));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0] == u"it runs"_s, accepted);
        QCOMPARE(found[0].startsWith(u"!A GELF message was dropped: invalid container host \"%1\""_s.arg(host)), !accepted);
    }

    void G5_nothingBeforeTheContainerIsKnown()
    {
        QVERIFY(texts(GelfDecoder().decode(valid())).value(0).contains(u"invalid container host"_s));
    }

    void G6_levels_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<int>("syslog");
        QTest::addColumn<LogLevel>("level");
        QTest::newRow("alert") << QByteArray("1") << 1 << LogLevel::Critical;
        QTest::newRow("critical") << QByteArray("2") << 2 << LogLevel::Critical;
        QTest::newRow("error") << QByteArray("3") << 3 << LogLevel::Error;
        QTest::newRow("warning") << QByteArray("4") << 4 << LogLevel::Warning;
        QTest::newRow("notice") << QByteArray("5") << 5 << LogLevel::Notice;
        QTest::newRow("info") << QByteArray("6") << 6 << LogLevel::Info;
        QTest::newRow("debug") << QByteArray("7") << 7 << LogLevel::Debug;
        QTest::newRow("text") << q("'4'") << 4 << LogLevel::Warning;
        QTest::newRow("decimal") << QByteArray("4.0") << 4 << LogLevel::Warning;
        QTest::newRow("unknown 8") << QByteArray("8") << 3 << LogLevel::Error;
        QTest::newRow("unknown -1") << QByteArray("-1") << 3 << LogLevel::Error;
        QTest::newRow("unknown word") << q("'high'") << 3 << LogLevel::Error;
        QTest::newRow("A39 huge") << QByteArray("1e99") << 3 << LogLevel::Error;
        QTest::newRow("list") << QByteArray("[4]") << 3 << LogLevel::Error;
    }
    void G6_levels()
    {
        QFETCH(QByteArray, sent);
        const QList<GelfResult> results = decode(valid().replace("6,", sent + ','));
        QVERIFY2(results.size() == 1 && results[0], qPrintable(texts(results).join(u'\n')));
        QTEST(results[0]->syslogLevel, "syslog");
        QTEST(results[0]->level, "level");
    }

    void G6_timestampsAreCut_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("fraction") << QByteArray("1795419026.999") << qint64(1795419026);
        QTest::newRow("whole") << QByteArray("1795419026") << qint64(1795419026);
        QTest::newRow("text") << q("'1795419026.9'") << qint64(1795419026);
        QTest::newRow("no number") << q("'now'") << qint64(0);
        QTest::newRow("negative") << QByteArray("-5") << qint64(0);
        QTest::newRow("far away") << QByteArray("1e300") << qint64(253402300799);
    }
    void G6_timestampsAreCut()
    {
        QFETCH(QByteArray, sent);
        const QList<GelfResult> results = decode(valid().replace("1795419026.75", sent));
        QVERIFY2(results.size() == 1 && results[0], qPrintable(texts(results).join(u'\n')));
        QTEST(results[0]->time, "seconds");
    }

    void G8_secretsAreReplaced()
    {
        const Redactor redactor({"s3cr3t-value", "123456789"});
        const QList<GelfResult> results =
            decode(valid(",'full_message':'a s3cr3t-value b','_json':'{\\'x\\':[\\'s3cr3t-value\\']}','_n':123456789,"
                         "'_deep':{'s3cr3t-value':{'y':['s3cr3t-value']}}")
                       .replace("it runs", "s3cr3t-value is out"),
                   redactor);
        QVERIFY2(results.size() == 1 && results[0], qPrintable(texts(results).join(u'\n')));
        QCOMPARE(results[0]->text, u"[hidden] is out"_s);
        QCOMPARE(results[0]->json.count("[hidden]"), 6);
        QVERIFY(!results[0]->json.contains("s3cr3t"));
        QVERIFY(!results[0]->json.contains("123456789"));
    }

    void G8_noticesToo()
    {
        const Redactor redactor({"s3cr3t-value"});
        QCOMPARE(texts(decode("x s3cr3t-value", redactor)), QStringList{u"!Invalid message: x [hidden]"_s});
        const QByteArray straddling = QByteArray(195, 'x') + "s3cr3t-value";
        QVERIFY(!texts(decode(straddling, redactor))[0].contains(u"s3c"_s));
    }
};

LONGSHORE_TEST_MAIN(tst_GelfDecoder)
#include "tst_gelfdecoder.moc"
