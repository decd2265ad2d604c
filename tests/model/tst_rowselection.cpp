// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/configuration.h"
#include "model/jobs/jobdocument.h"
#include "model/jobs/rowselection.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

JobRow row(const QString &id, bool isDisabled = false)
{
    JobRow made;
    made.id = id;
    made.isDisabled = isDisabled;
    return made;
}

QStringList ids(const QList<JobRow> &rows)
{
    QStringList list;
    for (const JobRow &one : rows)
        list.append(one.id);
    return list;
}

} // namespace

class TestRowSelection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void W1_noRowsIsTheConfiguration();
    void W1_rowsInStoredOrder();
    void W3_disabled_data();
    void W3_disabled();
    void W3_unknownIds();
    void W4_noneEnabled();
    void W6_disabledConfiguration();
    void A43_processorsInBoth();
    void S5_rowsHaveTheirOwnState();
};

void TestRowSelection::W1_noRowsIsTheConfiguration()
{
    const Result<RowSelection> selection = selectRows({}, {});
    QVERIFY(selection);
    QVERIFY(selection->wholeConfiguration);
    QVERIFY(selection->rows.isEmpty());
}

void TestRowSelection::W1_rowsInStoredOrder()
{
    const QList<JobRow> rows{row(u"b"_s), row(u"a"_s), row(u"c"_s)};
    const Result<RowSelection> all = selectRows(rows, {});
    QVERIFY(all);
    QVERIFY(!all->wholeConfiguration); // the configuration itself is not run
    QCOMPARE(ids(all->rows), (QStringList{u"b"_s, u"a"_s, u"c"_s}));
    const Result<RowSelection> some = selectRows(rows, {{u"c"_s, u"b"_s}, false, false});
    QVERIFY(some);
    QCOMPARE(ids(some->rows), (QStringList{u"b"_s, u"c"_s}));
}

void TestRowSelection::W3_disabled_data()
{
    QTest::addColumn<QStringList>("wanted");
    QTest::addColumn<QStringList>("run");
    QTest::addColumn<QStringList>("skipped");
    QTest::newRow("A44 not listed") << QStringList() << QStringList{u"2"_s} << QStringList{u"1"_s};
    QTest::newRow("A44 listed") << QStringList{u"1"_s} << QStringList{u"1"_s} << QStringList();
}

void TestRowSelection::W3_disabled()
{
    QFETCH(QStringList, wanted);
    const Result<RowSelection> selection = selectRows({row(u"1"_s, true), row(u"2"_s)}, {wanted, false, false});
    QVERIFY(selection);
    QTEST(ids(selection->rows), "run");
    QTEST(selection->skipped, "skipped");
}

void TestRowSelection::W3_unknownIds()
{
    const Result<RowSelection> none = selectRows({row(u"1"_s)}, {{u"x"_s, u"y"_s}, false, false});
    QVERIFY(!none);
    QVERIFY(none.error().kind == Error::Kind::NotFound);
    QVERIFY2(none.error().happened.contains(u"none of the rows x, y was found"_s), qPrintable(none.error().happened));
    QVERIFY(!selectRows({}, {{u"x"_s}, false, false}));
    const Result<RowSelection> some = selectRows({row(u"1"_s)}, {{u"x"_s, u"1"_s}, false, false});
    QVERIFY(some);
    QCOMPARE(some->unknown, QStringList{u"x"_s});
}

void TestRowSelection::W4_noneEnabled()
{
    const Result<RowSelection> selection = selectRows({row(u"1"_s, true)}, {});
    QVERIFY(selection);
    QVERIFY(!selection->wholeConfiguration);
    QVERIFY(selection->rows.isEmpty());
    QCOMPARE(selection->skipped, QStringList{u"1"_s});
}

void TestRowSelection::W6_disabledConfiguration()
{
    const Result<RowSelection> refused = selectRows({}, {{}, true, false});
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == Error::Kind::Conflict);
    QVERIFY(selectRows({}, {{}, true, true}));
    const Result<JobDocument> job = JobDocument::parse("{\"format\":\"longshore.job/1\",\"isDisabled\":true}");
    QVERIFY(job && job->isDisabled());
}

void TestRowSelection::A43_processorsInBoth()
{
    const QByteArray before = "{\"processors\":{\"before\":[{\"definition\":{\"component\":\"x\"}}]}}";
    const QByteArray after = "{\"processors\":{\"after\":[{\"definition\":{\"component\":\"y\"}}]}}";
    const Result<QByteArray> merged = mergeRow(before, after);
    QVERIFY(!merged);
    QVERIFY(merged.error().kind == Error::Kind::BadInput);
}

void TestRowSelection::S5_rowsHaveTheirOwnState()
{
    const Result<JobDocument> job = JobDocument::parse("{\"format\":\"longshore.job/1\",\"state\":{\"component\":{\"of\":\"parent\"}},"
                                                       "\"rows\":[{\"id\":\"1\",\"state\":{\"component\":{\"of\":\"row\"}}},{\"id\":\"2\"}]}");
    QVERIFY(job);
    QCOMPARE(job->rows().at(0).state, QByteArray("{\"component\":{\"of\":\"row\"}}"));
    QCOMPARE(job->rows().at(1).state, QByteArray("{}"));
}

LONGSHORE_TEST_MAIN(TestRowSelection)
#include "tst_rowselection.moc"
