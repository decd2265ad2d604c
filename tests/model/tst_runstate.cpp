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
