// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/gelf/platformevent.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

class tst_PlatformEvent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void L4_types_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<int>("type");
        using enum PlatformEvent::Type;
        const auto row = [](const char *name, int level, PlatformEvent::Type type) { QTest::newRow(name) << level << int(type); };
        row("emergency", 0, Error);
        row("alert", 1, Error);
        row("critical", 2, Error);
        row("error", 3, Error);
        row("warning", 4, Warn);
        row("notice", 5, Warn);
        row("info", 6, Info);
        row("debug", 7, Info);
        row("G6 unknown", 8, Error);
        row("G6 negative", -1, Error);
    }
    void L4_types()
    {
        QFETCH(int, level);
        QFETCH(int, type);
        QCOMPARE(int(platformEventType(level)), type);
    }

    void L5_verbosity_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<int>("key");
        QTest::newRow("emergency") << 0 << 600;
        QTest::newRow("alert") << 1 << 550;
        QTest::newRow("critical") << 2 << 500;
        QTest::newRow("error") << 3 << 400;
        QTest::newRow("warning") << 4 << 300;
        QTest::newRow("notice") << 5 << 250;
        QTest::newRow("info") << 6 << 200;
        QTest::newRow("debug") << 7 << 100;
    }
    void L5_verbosity()
    {
        QFETCH(int, level);
        QFETCH(int, key);
        const auto with = [&](const QString &verbosity) {
            LoggingDefinition logging;
            for (const int other : {100, 200, 250, 300, 400, 500, 550, 600})
                logging.verbosity[other] = u"none"_s;
            logging.verbosity[key] = verbosity;
            return platformEvent(logging, level, u"text"_s);
        };
        const auto type = platformEventType(level);
        QCOMPARE(with(u"normal"_s), (PlatformEvent{true, type, u"text"_s, false}));
        QCOMPARE(with(u"verbose"_s), (PlatformEvent{true, type, u"text"_s, true}));
        QVERIFY(!with(u"none"_s).isShown);
        const PlatformEvent camouflage = with(u"camouflage"_s);
        QVERIFY(camouflage.isShown && !camouflage.withContext);
        QVERIFY(!camouflage.text.isEmpty() && !camouflage.text.contains(u"text"_s));
    }

    void L5_defaults()
    {
        QVERIFY(platformEvent({}, 6, u"text"_s).isShown);
        QVERIFY(!platformEvent({}, 6, {}).isShown); // L3
    }
};

LONGSHORE_TEST_MAIN(tst_PlatformEvent)
#include "tst_platformevent.moc"
