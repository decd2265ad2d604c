// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/types/jsonread.h"
#include "tests/support/testmain.h"

#include <QTimeZone>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;
using nlohmann::json;

class tst_JsonRead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void times_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QDateTime>("expected");
        const QDateTime base(QDate(2026, 11, 23), QTime(7, 30, 26), QTimeZone::utc());
        QTest::newRow("nine digits") << jsonread::write(json("2026-11-23T07:30:26.844183678Z")) << base.addMSecs(844);
        QTest::newRow("no fraction") << jsonread::write(json("2026-11-23T07:30:26Z")) << base;
        QTest::newRow("an offset") << jsonread::write(json("2026-11-23T05:00:26-02:30")) << base;
        QTest::newRow("unix") << jsonread::write(json(base.toSecsSinceEpoch())) << base;
        QTest::newRow("the epoch as text") << jsonread::write(json("1970-01-01T00:00:00Z")) << QDateTime(QDate(1970, 1, 1), QTime(0, 0), QTimeZone::utc());
        QTest::newRow("Go's zero time") << jsonread::write(json("0001-01-01T00:00:00Z")) << QDateTime();
        QTest::newRow("Go's zero time, unix") << jsonread::write(json(-62135596800LL)) << QDateTime();
        QTest::newRow("zero") << jsonread::write(json(0)) << QDateTime();
        QTest::newRow("huge") << jsonread::write(json(std::numeric_limits<qint64>::max())) << QDateTime();
        QTest::newRow("cut") << jsonread::write(json("2026-11-23T07:30")) << QDateTime();
        QTest::newRow("more behind it") << jsonread::write(json("2026-11-23T07:30:26Zx")) << QDateTime();
        QTest::newRow("no date") << jsonread::write(json("yesterday")) << QDateTime();
        QTest::newRow("null") << jsonread::write(json()) << QDateTime();
    }
    void times()
    {
        QFETCH(QByteArray, value);
        QFETCH(QDateTime, expected);
        QCOMPARE(jsonread::time({{"t", json::parse(value)}}, "t"), expected);
    }

    void A38_depthIsLimited()
    {
        QVERIFY(jsonread::parse(QByteArray(256, '[') + QByteArray(256, ']')));
        QVERIFY(!jsonread::parse(QByteArray(257, '[') + QByteArray(257, ']')));
        QVERIFY(!jsonread::parse(QByteArray(100'000, '[')));
        QVERIFY(!jsonread::parse(QByteArray("{\"a\":").repeated(100'000)));
        QVERIFY(jsonread::parse("\"" + QByteArray(300, '[') + "\\\"\""));
    }

    void whatIsNoJson_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"", " ", "OK", "{", "{\"a\":1,}", "{\"a\":NaN}", "{} {}", "\"\xff\"", "\"\\ud800\"", "1e999999"})
            QTest::newRow(text) << QByteArray(text);
    }
    void whatIsNoJson()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!jsonread::parse(text));
    }

    void numbersOutsideTheirType()
    {
        const json numbers{{"big", std::numeric_limits<std::uint64_t>::max()}, {"float", 2.6}, {"far", 1e300}, {"wide", 1LL << 40}};
        QCOMPARE(jsonread::integer(numbers, "big", -1), -1);
        QCOMPARE(jsonread::integer(numbers, "float"), 3);
        QCOMPARE(jsonread::integer(numbers, "far", -1), -1);
        QCOMPARE(jsonread::integer(numbers, "wide"), 1LL << 40);
        QCOMPARE(jsonread::smallInteger(numbers, "wide", 5), 5);
    }
};

LONGSHORE_TEST_MAIN(tst_JsonRead)
#include "tst_jsonread.moc"
