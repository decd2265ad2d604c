// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/matrix.h"
#include "model/run/runmemory.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;

/// Running a job again, and running it several times.
class TestRunMemory : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    static RunSummary run(const QString &id, const QString &jobFile = {})
    {
        RunSummary summary;
        summary.id = RunId{id};
        summary.jobFile = jobFile;
        summary.rowId = u"7"_s;
        return summary;
    }
    QString jobFile() const
    {
        const QString path = m_dir.filePath(u"a.job.json"_s);
        JobDocument job = JobDocument::create(u"A"_s, u"x/y:1"_s);
        return job.save(path) ? path : QString();
    }

private Q_SLOTS:
    void A11_136_runsTheLastJobAgain()
    {
        RunMemory memory;
        QVERIFY(memory.newest().id.isEmpty());
        QVERIFY(!memory.newestAgain());
        memory.learn(run(u"02"_s));
        memory.learn(run(u"01"_s, jobFile())); // an older one does not count
        QCOMPARE(memory.newest().id.value, u"02"_s);
        QVERIFY(!memory.newestAgain()); // neither asked for here, nor with a file
        RunRequest asked;
        asked.job = JobDocument::create(u"Typed"_s, u"x/y:2"_s);
        asked.tag = u"9"_s;
        memory.remember(RunId{u"02"_s}, asked);
        QCOMPARE(memory.newestAgain()->tag, u"9"_s);
        RunRequest button = asked;
        button.action = u"testConnection"_s;
        memory.remember(RunId{u"021"_s}, button);
        memory.learn(run(u"021"_s));
        QCOMPARE(memory.newest().id.value, u"02"_s);
        memory.learn(run(u"03"_s, jobFile()));
        const std::optional<RunRequest> again = memory.newestAgain();
        QVERIFY(again);
        QCOMPARE(again->job.name(), u"A"_s);
        QCOMPARE(again->rowId, u"7"_s);
        memory.learn(run(u"04"_s, m_dir.filePath(u"gone.job.json"_s)));
        QVERIFY(!memory.newestAgain());
    }

    void A11_145_casesOfAMatrix()
    {
        RunRequest base;
        base.job = JobDocument::create(u"A"_s, u"x/y:1"_s);
        const Result<QList<MatrixCase>> tags = makeMatrix(base, u"tag=1, 2,2 ,latest"_s);
        QVERIFY(tags);
        QStringList names;
        for (const MatrixCase &each : *tags)
            names.append(each.name + u'|' + each.request.tag);
        QCOMPARE(names, QStringList({u"tag 1|1"_s, u"tag 2|2"_s, u"tag latest|latest"_s}));
        QFile file(m_dir.filePath(u"small.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"parameters\":{\"max\":1}}") > 0);
        file.close();
        const Result<QList<MatrixCase>> configs = makeMatrix(base, u"config="_s + file.fileName());
        QVERIFY(configs);
        QCOMPARE(configs->first().request.job.parameters(), QByteArray("{\"max\":1}"));
        QCOMPARE(configs->first().request.job.imageReference(), base.job.imageReference());
        QCOMPARE(base.job.parameters(), QByteArray("{}"));
    }
};

LONGSHORE_TEST_MAIN(TestRunMemory)
#include "tst_runmemory.moc"
