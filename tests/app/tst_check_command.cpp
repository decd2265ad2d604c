// SPDX-License-Identifier: GPL-3.0-or-later
// `longshore check` and `longshore test` as far as they come without an engine: what they say, where, and the exit
// code.
#include "model/storage/storage.h"
#include "tests/support/program.h"
#include "tests/support/storedrun.h"
#include "tests/support/testmain.h"
#include "tests/support/tree.h"

using namespace Qt::StringLiterals;
using namespace longshore;
using nlohmann::json;
using test::Ended;
using test::runLongshore;

class TestCheckCommand : public QObject
{
    Q_OBJECT

    test::Tree m_tree;

    Ended ask(const QStringList &arguments) const
    {
        return runLongshore(arguments + QStringList{u"--store"_s, m_tree.path(u"store"_s), u"--engine"_s,
                                                    u"unix:///nonexistent/engine.sock"_s});
    }
    QString job(const char *name, const json &configuration) const
    {
        const json object{
            {"format", "longshore.job/1"},
            {"id", "6f0c1f0e-0000-4000-8000-000000000001"},
            {"name", "x"},
            {"component",
             {{"id", "x.y"}, {"data", {{"definition", {{"type", "dockerhub"}, {"uri", "x/y"}, {"tag", "1"}}}}}}},
            {"configuration", configuration}};
        return m_tree.write(QLatin1String(name), QByteArray::fromStdString(object.dump()));
    }
    static json problem(const Ended &ended, const char *path)
    {
        for (const json &each : ended.events("problem")) {
            if (each.value("path", "") == path)
                return each;
        }
        return {};
    }

private Q_SLOTS:
    void badUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        m_tree.folder(u"cases/a/source/data"_s);
        m_tree.folder(u"empty"_s);
        const QString cases = m_tree.path(u"cases"_s);
        QTest::newRow("check what") << QStringList{u"check"_s} << 64 << u"'check' needs one argument"_s;
        QTest::newRow("test what") << QStringList{u"test"_s, u"--image"_s, u"x:1"_s} << 64
                                   << u"'test' needs one argument: DIR"_s;
        QTest::newRow("test without image") << QStringList{u"test"_s, cases} << 64 << u"--image REF"_s;
        QTest::newRow("jobs") << QStringList{u"test"_s, cases, u"--image"_s, u"x:1"_s, u"-j"_s, u"many"_s} << 64
                              << u"'many'"_s;
        QTest::newRow("no jobs") << QStringList{u"test"_s, cases, u"--image"_s, u"x:1"_s, u"-j0"_s} << 64 << u"'0'"_s;
        QTest::newRow("junit") << QStringList{u"test"_s, cases, u"--image"_s, u"x:1"_s, u"--junit="_s} << 64
                               << u"--junit needs a file"_s;
        QTest::newRow("junit folder") << QStringList{u"test"_s, cases,        u"--image"_s,
                                                     u"x:1"_s,  u"--junit"_s, m_tree.path(u"no/junit.xml"_s)}
                                      << 66 << u"no folder"_s;
        QTest::newRow("no cases") << QStringList{u"test"_s, m_tree.path(u"empty"_s), u"--image"_s, u"x:1"_s} << 66
                                  << u"A case is a folder with source/data"_s;
        QTest::newRow("no folder") << QStringList{u"test"_s, m_tree.path(u"none"_s), u"--image"_s, u"x:1"_s} << 66
                                   << u"no such folder"_s;
        QTest::newRow("no such case") << QStringList{u"test"_s, cases, u"--image"_s, u"x:1"_s, u"--case"_s, u"b"_s}
                                      << 66 << u"There are: a"_s;
        QTest::newRow("no such secret file")
            << QStringList{u"test"_s, cases, u"--image"_s, u"x:1"_s, u"--secret"_s, u"#t=@/nonexistent"_s} << 66
            << u"#t"_s;
        QTest::newRow("no engine") << QStringList{u"test"_s, cases, u"--image"_s, u"x:1"_s} << 69
                                   << u"/nonexistent/engine.sock"_s;
        QTest::newRow("check a file that is not there")
            << QStringList{u"check"_s, u"./none.job.json"_s} << 66 << u"no such file"_s;
        QTest::newRow("check a run that is not there")
            << QStringList{u"check"_s, u"01J0000000000000000000000Z"_s} << 66 << u"no such run"_s;
        QTest::newRow("check an image without an engine")
            << QStringList{u"check"_s, u"x/y:1"_s} << 69 << u"/nonexistent/engine.sock"_s;
    }
    void badUsage()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, words);
        const Ended ended = ask(arguments);
        QVERIFY2(!ended.crashed && ended.code == code, (QByteArray::number(ended.code) + ": " + ended.err).constData());
        QVERIFY2(QString::fromUtf8(ended.err).contains(words), ended.err.constData());
        const Ended asJson = ask(arguments + QStringList{u"--json"_s});
        QCOMPARE(asJson.code, code);
        QVERIFY(!asJson.objects().isEmpty() && asJson.objects().last().value("event", "") == "error");
    }

    void folder()
    {
        m_tree.write(u"data/config.json"_s, "{}");
        m_tree.write(u"data/out/tables/t.csv/1"_s, "1\n");
        const Ended plain = runLongshore({u"check"_s, m_tree.path(u"data"_s), u"--store"_s, m_tree.path(u"unused"_s)});
        QCOMPARE(plain.code, 1);
        QVERIFY2(plain.out.contains("error   F20  out/tables/t.csv: "), plain.out.constData());
        QVERIFY2(plain.out.contains("1 errors, 0 warnings, 0 notes"), plain.out.constData());
        QVERIFY(!QFileInfo::exists(m_tree.path(u"unused"_s))); // a folder needs none
        const Ended asJson = ask({u"check"_s, m_tree.path(u"data"_s), u"--json"_s});
        QCOMPARE(asJson.code, 1);
        const json found = problem(asJson, "out/tables/t.csv");
        QVERIFY2(found.value("rule", "") == "F20" && found.value("severity", "") == "error", asJson.out.constData());
        const json last = asJson.objects().last();
        QVERIFY(last.value("event", "") == "summary" && last["errors"] == 1 && last["kind"] == "folder");
    }

    void cleanFolder()
    {
        m_tree.write(u"clean/config.json"_s, "{}");
        const Ended ended = ask({u"check"_s, m_tree.path(u"clean"_s)});
        QCOMPARE(ended.code, 0);
        QCOMPARE(ended.out, "nothing to object to\n");
    }

    void brokenJob()
    {
        const QString bad = job("bad.job.json", {{"foo", 1}});
        const Ended ended = ask({u"check"_s, bad, u"--json"_s});
        QVERIFY2(ended.code == 1, ended.err.constData());
        QVERIFY(problem(ended, "configuration.foo").value("rule", "") == "C1");
        QCOMPARE(ended.objects().last().value("kind", ""), std::string("job"));
    }

    /// Without an engine a job is still checked; only its image is not looked for.
    void jobWithoutEngine()
    {
        const QString good = job("good.job.json", {{"parameters", {{"#t", {{"$secret", "4f"}}}}}});
        const Ended ended = ask({u"check"_s, good, u"--json"_s});
        QVERIFY2(ended.code == 0, ended.err.constData());
        QVERIFY(problem(ended, "configuration.parameters.#t").value("severity", "") == "warning");
        QVERIFY(problem(ended, "component.data.definition").value("severity", "") == "note");
        const QString secret = m_tree.write(u"secret"_s, "a long value\n");
        const Ended given = ask({u"check"_s, good, u"--json"_s, u"--secret"_s, u"#t=@"_s + secret});
        QVERIFY(problem(given, "configuration.parameters.#t").is_null());
    }

    void tablesOfTheStorage()
    {
        auto storage = Storage::open(m_tree.path(u"store/storage"_s));
        QVERIFY(storage);
        StorageLoad load;
        load.table = u"in.c-m.there"_s;
        load.sources = {m_tree.write(u"t.csv"_s, "a\n1\n")};
        QVERIFY((*storage)->load(load));
        const json tables = {{{"source", "in.c-m.there"}}, {{"source", "in.c-m.gone"}}};
        const QString file = job("tables.job.json", {{"storage", {{"input", {{"tables", tables}}}}}});
        const Ended ended = ask({u"check"_s, file, u"--json"_s});
        QVERIFY2(ended.code == 1, ended.err.constData());
        QVERIFY(problem(ended, "configuration.storage.input.tables.0.source").is_null());
        QVERIFY(problem(ended, "configuration.storage.input.tables.1.source").value("rule", "") == "I8");
    }

    void whatIsNoJob()
    {
        const Ended ended = ask({u"check"_s, m_tree.write(u"x.json"_s, "{\"a\":1}")});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.out.contains("it has no \"format\""), ended.out.constData());
    }

    void finishedRun()
    {
        auto store = Store::open(m_tree.path(u"runs"_s));
        QVERIFY(store);
        test::StoredRun run(*store, u"01J0000000000000000000000B"_s);
        QVERIFY(run.log("oops\n", LogSource::Stderr) && run.keep());
        for (const QString &id : {u"01J0000000000000000000000B"_s, u"01J0000"_s}) {
            const Ended ended = runLongshore({u"check"_s, id, u"--json"_s, u"--store"_s, m_tree.path(u"runs"_s)});
            QVERIFY2(ended.code == 0, ended.err.constData());
            QVERIFY2(problem(ended, "stderr").value("rule", "") == "9.2", ended.out.constData());
            QCOMPARE(ended.objects().last().value("kind", ""), std::string("run"));
        }
    }
};

LONGSHORE_TEST_MAIN(TestCheckCommand)
#include "tst_check_command.moc"
