// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/ulid.h"

#include <QTest>

using namespace longshore;

class tst_Ulid : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knownText()
    {
        // The example of the ULID specification's time part: 1469918176385 ms is 01ARYZ6S41.
        UlidGenerator ids([] { return qint64(1469918176385); }, [](quint8 *bytes, qsizetype n) { std::fill_n(bytes, n, quint8(0)); });
        QCOMPARE(ids.next(), QStringLiteral("01ARYZ6S410000000000000000"));
        QCOMPARE(ids.next(), QStringLiteral("01ARYZ6S410000000000000001"));
    }

    void F40_orderIsThatOfMaking()
    {
        qint64 now = 1'700'000'000'000;
        UlidGenerator ids([&] { return now; }, [](quint8 *bytes, qsizetype n) { std::fill_n(bytes, n, quint8(0xff)); });
        QString last = ids.next();
        for (const qint64 step : {0, 0, 1, 0, -3'600'000, 0, 5, 7'200'000, 0}) {
            now += step;
            const QString id = ids.next();
            QVERIFY2(id > last, qPrintable(id));
            QVERIFY(UlidGenerator::isValid(id));
            last = id;
        }
    }

    void isValid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::newRow("real") << UlidGenerator().next() << true;
        QTest::newRow("lower case") << UlidGenerator().next().toLower() << false;
        QTest::newRow("too late a time") << QStringLiteral("8ZZZZZZZZZZZZZZZZZZZZZZZZZ") << false;
        QTest::newRow("letter not in the alphabet") << QStringLiteral("01ARYZ6S4100000000000000IU") << false;
        QTest::newRow("path") << QStringLiteral("../../../../../../../../etc") << false;
        QTest::newRow("empty") << QString() << false;
    }
    void isValid()
    {
        QFETCH(QString, text);
        QTEST(UlidGenerator::isValid(text), "valid");
    }
};

QTEST_GUILESS_MAIN(tst_Ulid)
#include "tst_ulid.moc"
