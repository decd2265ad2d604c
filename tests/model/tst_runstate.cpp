// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runstate.h"
#include "model/store/store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace longshore;
using namespace Qt::StringLiterals;

/// The stored state (contract §7).
class tst_RunState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void S1_theShapeOfAStoredState_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QByteArray>("component"); // empty: refused
        QTest::newRow("nothing") << QByteArray() << QByteArray("{}");
        QTest::newRow("PHP's empty") << QByteArray("[]") << QByteArray("{}");
        QTest::newRow("empty component") << QByteArray("{\"component\":[]}") << QByteArray("{}");
        QTest::newRow("all of it") << QByteArray("{\"component\":{\"a\":1.10},\"storage\":{\"input\":{\"tables\":[{\"source\":\"in.c-a.t\",\"lastImportDate\":\"x\"}],"
                                                 "\"files\":[{\"tags\":[{\"name\":\"a\",\"match\":\"include\"}],\"lastImportId\":12}]}},\"data_app\":{}}")
                                   << QByteArray("{\"a\":1.10}");
        QTest::newRow("other root") << QByteArray("{\"last\":1}") << QByteArray();
        QTest::newRow("extra key of a table") << QByteArray("{\"storage\":{\"input\":{\"tables\":[{\"source\":\"a\",\"lastImportDate\":\"x\",\"y\":1}]}}}") << QByteArray();
        QTest::newRow("missing key of a file") << QByteArray("{\"storage\":{\"input\":{\"files\":[{\"tags\":[]}]}}}") << QByteArray();
        QTest::newRow("a list") << QByteArray("[1]") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{") << QByteArray();
    }
    void S1_theShapeOfAStoredState()
    {
        QFETCH(QByteArray, state);
        QFETCH(QByteArray, component);
        const auto parsed = parseStoredState(state);
        QCOMPARE(bool(parsed), !component.isEmpty());
        if (parsed)
            QCOMPARE(parsed->component, component);
        else
            QVERIFY(parsed.error().kind == Error::Kind::BadInput);
    }

    void S3_rootsThatTheRunDidNotProduceAreKept()
    {
        QCOMPARE(mergedState("{\"component\":{\"a\":1},\"data_app\":{\"x\":1}}", "{\"b\":2}", {}).value(), QByteArray("{\"component\":{\"b\":2},\"data_app\":{\"x\":1}}"));
        QCOMPARE(mergedState("{\"storage\":{\"input\":{}}}", "[]", "{\"input\":{\"tables\":[]}}").value(), QByteArray("{\"storage\":{\"input\":{\"tables\":[]}},\"component\":{}}"));
    }

    void S4_secretsAreLeftOut()
    {
        const auto kept = withoutSecrets("{\"component\":{\"#a\":\"x\",\"b\":{\"#c\":1,\"d\":2},\"l\":[{\"#e\":\"y\"}],\"#o\":{\"p\":\"kept\"}}}");
        QVERIFY(kept);
        QCOMPARE(kept->state, QByteArray("{\"component\":{\"b\":{\"d\":2},\"l\":[{}],\"#o\":{\"p\":\"kept\"}}}"));
        QCOMPARE(kept->stripped, QStringList({u"component.#a"_s, u"component.b.#c"_s, u"component.l.0.#e"_s}));
    }

    void S5_rowsApart()
    {
        QTemporaryDir dir;
        const auto store = Store::open(dir.path());
        QVERIFY(store);
        bool done = false;
        (*store)->write([](SQLite::Database &database) {
            JobStates::write(database, u"c"_s, {}, "{}", u"r1"_s);
            JobStates::write(database, u"c"_s, u"1"_s, "{\"component\":1}", u"r1"_s);
            JobStates::write(database, u"c"_s, u"1"_s, "{\"component\":2}", u"r2"_s);
            JobStates::write(database, u"other"_s, {}, "{}", u"r1"_s);
        }, this, [&](const Result<void> &written) { done = bool(written); });
        QTRY_VERIFY(done);
        const auto states = JobStates::read(**store, u"c"_s);
        QVERIFY(states);
        QCOMPARE(states->size(), 2);
        QCOMPARE(states->value(u"1"_s), QByteArray("{\"component\":2}"));
    }
};

QTEST_GUILESS_MAIN(tst_RunState)
#include "tst_runstate.moc"
