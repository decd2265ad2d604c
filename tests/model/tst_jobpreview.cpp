// SPDX-License-Identifier: GPL-3.0-or-later
// What a run would send beside what the last one sent: A10.128.
#include "model/cases/linediff.h"
#include "model/jobs/imagejob.h"
#include "model/jobs/jobpreview.h"
#include "model/run/keptrequest.h"
#include "tests/support/storedrun.h"
#include "tests/support/testmain.h"
#include "tests/support/tree.h"

using namespace longshore;
using namespace Qt::StringLiterals;

using Kind = LineChange::Kind;

namespace
{

/// "-a", "+b", " c".
QStringList brief(const QList<LineChange> &changes)
{
    QStringList lines;
    for (const LineChange &change : changes)
        lines.append((change.kind == Kind::Removed ? u"-"_s : change.kind == Kind::Added ? u"+"_s : u" "_s) + change.text);
    return lines;
}

QStringList changedLines(const QByteArray &before, const QByteArray &after)
{
    QStringList lines = brief(lineChanges(QString::fromUtf8(before), QString::fromUtf8(after), true));
    lines.removeIf([](const QString &line) { return line.startsWith(u' '); });
    for (QString &line : lines)
        line = line.left(1) + line.mid(1).trimmed();
    return lines;
}

} // namespace

class TestJobPreview : public QObject
{
    Q_OBJECT

    test::Tree m_tree;
    std::shared_ptr<Store> m_store;
    int m_runs = 0;

    /// The capsule that a run of this job leaves.
    QString ranWith(const JobDocument &job, const QMap<QString, QString> &secrets = {}, const QByteArray &sent = {})
    {
        RunRequest request;
        request.job = job;
        request.secrets = secrets;
        PlanInput input;
        input.kbcRunId = u"4711"_s;
        test::StoredRun run(m_store, u"01J00000000000000000000%1A"_s.arg(++m_runs, 2, 10, QLatin1Char('0')));
        const Redactor redactor({"opensesame"});
        if (!keepRequest(run.summary().capsule, request, input, {}, redactor) || !(sent.isEmpty() || run.keep(sent)))
            qFatal("the run could not be kept");
        if (!sent.isEmpty()) {
            QFile stage(run.summary().capsule + u"/stages/0/stage.json"_s);
            if (!stage.open(QIODevice::WriteOnly) || stage.write("{\"isMain\":true}") < 0)
                qFatal("the stage could not be kept");
        }
        return run.summary().capsule;
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto store = Store::open(m_tree.path(u"store"_s));
        QVERIFY(store);
        m_store = *store;
    }

    void lines_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<bool>("isJson");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("same") << u"a\nb"_s << u"a\nb"_s << false << QStringList{u" a"_s, u" b"_s};
        QTest::newRow("changed") << u"a\nb\nc"_s << u"a\nx\nc"_s << false << QStringList{u" a"_s, u"-b"_s, u"+x"_s, u" c"_s};
        QTest::newRow("came") << u"a"_s << u"a\nb"_s << false << QStringList{u" a"_s, u"+b"_s};
        QTest::newRow("went") << u"a\nb"_s << u"b"_s << false << QStringList{u"-a"_s, u" b"_s};
        QTest::newRow("comma") << u"{\n\"a\": 1\n}"_s << u"{\n\"a\": 1,\n\"b\": 2\n}"_s << true << QStringList{u" {"_s, u" \"a\": 1,"_s, u"+\"b\": 2"_s, u" }"_s};
        QTest::newRow("comma counts in text") << u"a"_s << u"a,"_s << false << QStringList{u"-a"_s, u"+a,"_s};
        QTest::newRow("twice the same line") << u"x\nx\ny"_s << u"x\ny"_s << false << QStringList{u" x"_s, u"-x"_s, u" y"_s};
        QTest::newRow("nothing before") << QString() << u"a"_s << false << QStringList{u"-"_s, u"+a"_s};
        QTest::newRow("wide") << u"ä😀"_s << u"ä😁"_s << false << QStringList{u"-ä😀"_s, u"+ä😁"_s};
    }
    void lines()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(bool, isJson);
        QTEST(brief(lineChanges(before, after, isJson)), "expected");
    }

    void A10_128_theSameJobHasNoChange()
    {
        JobDocument job = jobForImage(u"x/y:1"_s, {});
        QVERIFY(job.setParameters("{\"a\":1,\"#token\":\"opensesame\",\"#kept\":{\"$secret\":\"id\"}}"));
        QVERIFY(job.setJsonAt(u"extra.env.COPY"_s, "\"opensesame\""));
        const Result<JobPreview> before = previewRun(ranWith(job, {{u"#kept"_s, u"another"_s}}));
        const Result<JobPreview> now = previewJob(job);
        QVERIFY2(before && now, before ? "" : qPrintable(before.error().sentence()));
        QCOMPARE(changedLines(before->stages[0].config, now->stages[0].config), QStringList());
        QCOMPARE(changedLines(before->stages[0].request, now->stages[0].request), QStringList()); // nor the run's own id
        QCOMPARE(before->stages[0].dockerRun, now->stages[0].dockerRun);
        for (const QByteArray &text : {before->stages[0].config, before->stages[0].request, before->stages[0].dockerRun.toUtf8()})
            QVERIFY(!text.contains("opensesame"));
    }

    void A10_128_whatChangedSinceTheLastRun()
    {
        JobDocument job = jobForImage(u"x/y:1"_s, {});
        QVERIFY(job.setParameters("{\"a\":1,\"#token\":\"opensesame\"}"));
        const QString capsule = ranWith(job);
        QVERIFY(job.setParameters("{\"a\":2,\"#token\":\"tellnobody\",\"new\":true}")); // another secret is no difference
        QVERIFY(job.setJsonAt(u"extra.memory"_s, "\"512m\""));
        QVERIFY(job.setJsonAt(u"configuration.runtime.tag"_s, "\"2\""));
        const Result<JobPreview> before = previewRun(capsule);
        const Result<JobPreview> now = previewJob(job);
        QVERIFY(before && now);
        QCOMPARE(changedLines(before->stages[0].config, now->stages[0].config).filter(u"new"_s), QStringList{u"+\"new\": true"_s});
        QVERIFY(changedLines(before->stages[0].config, now->stages[0].config).contains(u"-\"a\": 1,"_s));
        QVERIFY(changedLines(before->stages[0].config, now->stages[0].config).filter(u"token"_s).isEmpty());
        QVERIFY(changedLines(before->stages[0].request, now->stages[0].request).join(u'\n').contains(u"+\"Memory\": 536870912"_s));
        QVERIFY(changedLines(before->stages[0].request, now->stages[0].request).join(u'\n').contains(u"+\"Image\": \"x/y:2\""_s));
    }

    void A10_128_configIsTheOneThatWasSent()
    {
        JobDocument job = jobForImage(u"x/y:1"_s, {});
        const Result<JobPreview> before = previewRun(ranWith(job, {}, "{\n    \"#t\": \"[hidden]\",\n    \"sent\": 1\n}"));
        QVERIFY2(before, before ? "" : qPrintable(before.error().sentence()));
        QCOMPARE(before->stages[0].config, QByteArray("{\n    \"#t\": \"•••\",\n    \"sent\": 1\n}"));
    }

    void A10_128_aRunWithoutItsRequest()
    {
        const Result<JobPreview> before = previewRun(m_tree.path(u"none"_s));
        QVERIFY(!before);
        QCOMPARE(int(before.error().kind), int(Error::Kind::NotFound));
    }
};

LONGSHORE_TEST_MAIN(TestJobPreview)
#include "tst_jobpreview.moc"
