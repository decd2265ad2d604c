// SPDX-License-Identifier: GPL-3.0-or-later
// What `longshore check` says of data folders, sources and schemas; the findings carry the contract's rules.
#include "model/check/csvscan.h"
#include "model/check/datafoldercheck.h"
#include "model/check/manifestcheck.h"
#include "model/check/schemacheck.h"
#include "model/check/sourcecheck.h"
#include "tests/support/testmain.h"
#include "tests/support/tree.h"

#include <sys/stat.h>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

/// "error F20 out/tables/x" for each finding.
QStringList brief(const Findings &findings)
{
    QStringList list;
    for (const Finding &finding : findings)
        list.append(u"%1 %2 %3"_s.arg(toString(finding.severity), finding.rule, finding.path));
    return list;
}

QString all(const Findings &findings)
{
    QStringList list;
    for (const Finding &finding : findings)
        list.append(u"%1 %2 %3: %4"_s.arg(toString(finding.severity), finding.rule, finding.path, finding.message));
    return list.join(u'\n');
}

using Files = QMap<QString, QByteArray>;

} // namespace

Q_DECLARE_METATYPE(Files)

class TestCheckFolder : public QObject
{
    Q_OBJECT

    /// Rows of "files -> expected findings, words of the message"; a bare `config.json` is always there.
    static void columns()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QString>("finding"); ///< brief; empty = nothing to object to
        QTest::addColumn<QString>("words");
    }
    static void check()
    {
        QFETCH(Files, files);
        QFETCH(QString, finding);
        QFETCH(QString, words);
        const test::Tree tree;
        tree.write(u"config.json"_s, "{}");
        for (auto file = files.begin(); file != files.end(); ++file)
            file.key().endsWith(u'/') ? (void)tree.folder(file.key()) : (void)tree.write(file.key(), *file);
        const Findings found = checkDataFolder(tree.root());
        if (finding.isEmpty())
            QVERIFY2(found.isEmpty(), qPrintable(all(found)));
        else
            QVERIFY2(brief(found).contains(finding), qPrintable(all(found)));
        QVERIFY2(all(found).contains(words), qPrintable(all(found)));
    }

private Q_SLOTS:
    void layout_data()
    {
        columns();
        QTest::newRow("empty") << Files{} << QString() << QString();
        QTest::newRow("whole") << Files{{u"in/state.json"_s, "{}"},
                                        {u"in/user/"_s, {}},
                                        {u"in/tables/a.csv"_s, "\"x\"\n"},
                                        {u"in/tables/a.csv.manifest"_s, "{\"id\":\"in.c-main.a\"}"},
                                        {u"out/files/"_s, {}},
                                        {u"out/tables/"_s, {}}}
                               << QString() << QString();
        QTest::newRow("stray") << Files{{u"readme.txt"_s, "x"}} << u"warning F4 readme.txt"_s << QString();
        QTest::newRow("stray in out") << Files{{u"out/x.csv"_s, "x"}} << u"warning F4 out/x.csv"_s << QString();
        QTest::newRow("config") << Files{{u"config.json"_s, "{\"foo\":1}"}} << u"error C1 config.json"_s
                                << u"Unrecognized option \"foo\""_s;
        QTest::newRow("no JSON") << Files{{u"config.json"_s, "{,}"}} << u"error C1 config.json"_s << u"no JSON"_s;
        QTest::newRow("byte order mark") << Files{{u"config.json"_s, "\xef\xbb\xbf{}"}} << u"error C1 config.json"_s
                                         << u"byte order mark"_s;
        QTest::newRow("in state") << Files{{u"in/state.json"_s, "[1]"}} << u"error S1 in/state.json"_s << u"a list"_s;
        QTest::newRow("out state") << Files{{u"out/state.json"_s, "{"}} << u"error S2 out/state.json"_s << QString();
        QTest::newRow("empty list as state") << Files{{u"out/state.json"_s, "[]"}} << QString() << QString();
        QTest::newRow("usage") << Files{{u"out/usage.json"_s, "[{\"metric\":\"a\"}]"}} << u"error 7.4 out/usage.json"_s
                               << QString();
        QTest::newRow("good usage") << Files{{u"out/usage.json"_s, "[{\"metric\":\"a\",\"value\":1}]"}} << QString()
                                    << QString();
        QTest::newRow("result") << Files{{u"out/result.json"_s, "{}"}} << u"warning 6.9 out/result.json"_s << QString();
    }
    void layout() { check(); }

    void dialect_data()
    {
        columns();
        const auto one = [](const QByteArray &csv) { return Files{{u"out/tables/a.csv"_s, csv}}; };
        QTest::newRow("good") << one("\"a\",\"b\"\n\"1\",\"2\n3\"\n\"\"\"\",\n") << QString() << QString();
        QTest::newRow("byte order mark") << one("\xef\xbb\xbf\"a\"\n1\n") << u"warning F6 out/tables/a.csv"_s
                                         << u"byte order mark"_s;
        QTest::newRow("CR LF") << one("a\r\n1\r\n") << u"warning F7 out/tables/a.csv"_s << u"Line 1 ends in CR LF"_s;
        QTest::newRow("latin 1") << one("a\n\xe9t\xe9\n") << u"error F6 out/tables/a.csv"_s << u"not UTF-8"_s;
        QTest::newRow("open quote") << one("a\n\"x\n") << u"error F7 out/tables/a.csv"_s << u"opened in line 2"_s;
        QTest::newRow("stray quote") << one("a\nx\"y\n") << u"error F7 out/tables/a.csv"_s << u"Line 2 has a quote"_s;
        QTest::newRow("ragged") << one("a,b\n1,2\n3\n") << u"error F7 out/tables/a.csv"_s
                                << u"Record 3 has 1 fields, the first one 2"_s;
        QTest::newRow("in the input it is the component's business")
            << Files{{u"in/tables/a"_s, "a,b\n1\n"}, {u"in/tables/a.manifest"_s, "{\"id\":\"a\"}"}}
            << u"warning F7 in/tables/a"_s << QString();
    }
    void dialect() { check(); }

    void inputManifest_data()
    {
        columns();
        QTest::newRow("missing") << Files{{u"in/tables/a"_s, "a\n"}} << u"warning F11 in/tables/a"_s << QString();
        QTest::newRow("without id") << Files{{u"in/tables/a"_s, "a\n"}, {u"in/tables/a.manifest"_s, "{}"}}
                                    << u"warning F11 in/tables/a.manifest"_s << u"id"_s;
        QTest::newRow("orphan") << Files{{u"in/tables/a.manifest"_s, "{\"id\":\"a\"}"}}
                                << u"warning O1 in/tables/a.manifest"_s << QString();
        QTest::newRow("sliced") << Files{{u"in/tables/a/1"_s, "a\n"}, {u"in/tables/a.manifest"_s, "{\"id\":\"a\"}"}}
                                << u"warning F13 in/tables/a"_s << QString();
    }
    void inputManifest() { check(); }

    void hiddenEntries_data()
    {
        columns();
        QTest::newRow("hidden") << Files{{u"out/tables/.x"_s, "a\n"}} << u"warning F18 out/tables/.x"_s << QString();
        QTest::newRow("gitkeep") << Files{{u"out/tables/.gitkeep"_s, ""}} << QString() << QString();
    }
    void hiddenEntries() { check(); }

    void slicedTables_data()
    {
        columns();
        const QByteArray columns_ = "{\"columns\":[\"a\"]}";
        QTest::newRow("good") << Files{{u"out/tables/t.csv/1"_s, "1\n"},
                                       {u"out/tables/t.csv/2"_s, "2\n"},
                                       {u"out/tables/t.csv.manifest"_s, columns_}}
                              << QString() << QString();
        QTest::newRow("no columns") << Files{{u"out/tables/t.csv/1"_s, "1\n"}} << u"error F20 out/tables/t.csv"_s
                                    << QString();
        QTest::newRow("schema will do") << Files{{u"out/tables/t.csv/1"_s, "1\n"},
                                                 {u"out/tables/t.csv.manifest"_s, "{\"schema\":[{\"name\":\"a\"}]}"}}
                                        << QString() << QString();
        QTest::newRow("folder inside") << Files{{u"out/tables/t.csv/1"_s, "1\n"},
                                                {u"out/tables/t.csv/s/2"_s, "1\n"},
                                                {u"out/tables/t.csv.manifest"_s, columns_}}
                                       << u"warning F19 out/tables/t.csv/s"_s << QString();
        QTest::newRow("manifest inside") << Files{{u"out/tables/t.csv/1"_s, "1\n"},
                                                  {u"out/tables/t.csv/1.manifest"_s, "{}"},
                                                  {u"out/tables/t.csv.manifest"_s, columns_}}
                                         << u"error F21 out/tables/t.csv/1.manifest"_s << QString();
        QTest::newRow("empty") << Files{{u"out/tables/t.csv/"_s, {}}, {u"out/tables/t.csv.manifest"_s, columns_}}
                               << u"warning F19 out/tables/t.csv"_s << QString();
    }
    void slicedTables() { check(); }

    void header_data()
    {
        columns();
        const auto with = [](const QByteArray &csv, const QByteArray &manifest) {
            return Files{{u"out/tables/t.csv"_s, csv}, {u"out/tables/t.csv.manifest"_s, manifest}};
        };
        QTest::newRow("headless") << with("1,2\n", "{\"columns\":[\"a\",\"b\"]}") << QString() << QString();
        QTest::newRow("header as a row") << with("a,b\n1,2\n", "{\"columns\":[\"a\",\"b\"]}")
                                         << u"warning F22 out/tables/t.csv"_s << u"repeats the columns"_s;
        QTest::newRow("has_header") << with("a,b\n1,2\n", "{\"columns\":[\"a\",\"b\"],\"has_header\":true}")
                                    << QString() << QString();
        QTest::newRow("other count") << with("1\n", "{\"columns\":[\"a\",\"b\"]}") << u"error F22 out/tables/t.csv"_s
                                     << u"1 fields, the manifest names 2"_s;
        QTest::newRow("empty file") << with("", "{}") << u"error F22 out/tables/t.csv"_s << QString();
        QTest::newRow("empty and headless") << with("", "{\"columns\":[\"a\"]}") << QString() << QString();
        QTest::newRow("column twice") << with("a,a\n", "{}") << u"error F22 out/tables/t.csv"_s << u"twice"_s;
        QTest::newRow("column without name")
            << with("a,\n", "{}") << u"error F22 out/tables/t.csv"_s << u"without a name"_s;
        QTest::newRow("own delimiter") << with("a\tb\n1\t2\n", "{\"delimiter\":\"\\t\"}") << QString() << QString();
        QTest::newRow("system column") << with("a,_timestamp\n", "{}") << u"error M5 out/tables/t.csv"_s << QString();
    }
    void header() { check(); }

    void compressedTable()
    {
        const test::Tree tree;
        tree.write(u"a.csv.gz"_s, "\x1f\x8b\x08 whatever");
        QVERIFY(scanCsv(tree.path(u"a.csv.gz"_s)).gzip);
    }

    void foldersInFiles_data()
    {
        columns();
        QTest::newRow("folder") << Files{{u"out/files/d/x"_s, "x"}} << u"warning F25 out/files/d"_s << QString();
        QTest::newRow("orphan") << Files{{u"out/files/x.manifest"_s, "{}"}} << u"error O1 out/files/x.manifest"_s
                                << QString();
        QTest::newRow("manifest") << Files{{u"out/files/x"_s, "x"}, {u"out/files/x.manifest"_s, "{\"is_permanent\":1}"}}
                                  << u"error 5.4 out/files/x.manifest"_s << u"is_permanent"_s;
    }
    void foldersInFiles() { check(); }

    void orphan_data()
    {
        columns();
        QTest::newRow("manifest alone") << Files{{u"out/tables/x.csv.manifest"_s, "{}"}}
                                        << u"error O1 out/tables/x.csv.manifest"_s << QString();
    }
    void orphan() { check(); }

    void tableManifest_data()
    {
        QTest::addColumn<QByteArray>("manifest");
        QTest::addColumn<QString>("words"); ///< empty = it is good
        QTest::newRow("good") << QByteArray("{\"destination\":\"in.c-m.t\",\"incremental\":true,\"primary_key\":[\"a\"]"
                                            ",\"columns\":[\"a\",\"b\"]}")
                              << QString();
        QTest::newRow("PHP's empty object") << QByteArray("[]") << QString();
        QTest::newRow("text") << QByteArray("nope") << u"cannot be read"_s;
        QTest::newRow("unknown") << QByteArray("{\"escaped_by\":\"x\"}") << u"Unrecognized option \"escaped_by\""_s;
        QTest::newRow("source is of the mapping")
            << QByteArray("{\"source\":\"x\"}") << u"Unrecognized option \"source\""_s;
        QTest::newRow("incremental") << QByteArray("{\"incremental\":\"true\"}") << u"Expected \"bool\""_s;
        QTest::newRow("schema and columns") << QByteArray("{\"schema\":[{\"name\":\"a\"}],\"columns\":[\"a\"]}")
                                            << u"Only one of \"schema\" and \"columns\""_s;
        QTest::newRow("schema and key") << QByteArray("{\"schema\":[{\"name\":\"a\"}],\"primary_key\":[\"a\"]}")
                                        << u"\"primary_key\""_s;
        QTest::newRow("empty ones do not count")
            << QByteArray("{\"schema\":[{\"name\":\"a\"}],\"columns\":[],\"primary_key\":[]}") << QString();
        QTest::newRow("description") << QByteArray(
                                            "{\"description\":\"x\",\"table_metadata\":{\"KBC.description\":\"y\"}}")
                                     << u"Only one of \"description\""_s;
        QTest::newRow("column description")
            << QByteArray(
                   "{\"schema\":[{\"name\":\"a\",\"description\":\"x\",\"metadata\":{\"KBC.description\":\"y\"}}]}")
            << u"schema.0"_s;
        QTest::newRow("deletes")
            << QByteArray("{\"delete_where_column\":\"a\",\"delete_where_values\":[\"1\"],\"delete_where\":[{}]}")
            << u"delete_where"_s;
        QTest::newRow("delete without values")
            << QByteArray("{\"delete_where_column\":\"a\"}") << u"delete_where_values"_s;
        QTest::newRow("back end") << QByteArray("{\"schema\":[{\"name\":\"a\",\"data_type\":{\"base\":{\"type\":"
                                                "\"STRING\"},\"redshift\":{\"type\":\"X\"}}}]}")
                                  << u"redshift"_s;
        QTest::newRow("without base")
            << QByteArray("{\"schema\":[{\"name\":\"a\",\"data_type\":{\"snowflake\":{\"type\":\"X\"}}}]}")
            << u"base"_s;
        QTest::newRow("without type") << QByteArray("{\"schema\":[{\"name\":\"a\",\"data_type\":{\"base\":{}}}]}")
                                      << u"type"_s;
        QTest::newRow("timestamp") << QByteArray("{\"columns\":[\"_Timestamp\"]}") << u"system column"_s;
        QTest::newRow("key not a column")
            << QByteArray("{\"columns\":[\"a\"],\"primary_key\":[\"b\"]}") << u"primary_key: The key column \"b\""_s;
        QTest::newRow("delimiter") << QByteArray("{\"delimiter\":\";;\"}") << u"one character"_s;
    }
    void tableManifest()
    {
        QFETCH(QByteArray, manifest);
        QFETCH(QString, words);
        QStringList sentences;
        for (const Problem &problem : checkTableManifest(manifest))
            sentences.append(problem.sentence());
        if (words.isEmpty())
            QVERIFY2(sentences.isEmpty(), qPrintable(sentences.join(u'\n')));
        else
            QVERIFY2(sentences.join(u'\n').contains(words), qPrintable(sentences.join(u'\n')));
    }

    void schema_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("words");
        QTest::newRow("no JSON") << QByteArray("{") << QString() << u"no JSON"_s;
        QTest::newRow("list") << QByteArray("[1]") << QString() << u"is an object"_s;
        QTest::newRow("password")
            << QByteArray("{\"type\":\"object\",\"properties\":{\"p\":{\"type\":\"string\",\"format\":\"password\"}}}")
            << u"properties.p"_s << u"#"_s;
        QTest::newRow("dependency")
            << QByteArray("{\"properties\":{\"a\":{\"type\":\"string\",\"options\":{\"dependencies\":{\"b\":1}}}}}")
            << u"properties.a"_s << u"\"b\""_s;
        QTest::newRow("required")
            << QByteArray("{\"properties\":{\"a\":{\"type\":\"object\",\"required\":true,\"properties\":{}}}}")
            << u"properties.a"_s << u"required"_s;
        QTest::newRow("watch") << QByteArray("{\"properties\":{\"a\":{\"watch\":{}}}}") << u"properties.a"_s
                               << u"watch"_s;
        QTest::newRow("format") << QByteArray("{\"properties\":{\"a\":{\"type\":\"string\",\"format\":\"zebra\"}}}")
                                << u"properties.a"_s << u"zebra"_s;
        QTest::newRow("enum titles")
            << QByteArray("{\"properties\":{\"a\":{\"enum\":[\"x\"],\"options\":{\"enum_titles\":[]}}}}")
            << u"properties.a"_s << u"enum_titles"_s;
        QTest::newRow("default") << QByteArray("{\"properties\":{\"a\":{\"enum\":[\"x\"],\"default\":\"y\"}}}")
                                 << u"properties.a"_s << u"default"_s;
        QTest::newRow("required unknown")
            << QByteArray("{\"required\":[\"z\"],\"properties\":{\"a\":{}}}") << QString() << u"\"z\""_s;
    }
    void schema()
    {
        QFETCH(QByteArray, schema);
        QFETCH(QString, path);
        QFETCH(QString, words);
        bool found = false;
        QStringList seen;
        for (const Problem &problem : checkSchema(schema)) {
            found = found || (problem.path == path && problem.message.contains(words));
            seen.append(problem.sentence());
        }
        QVERIFY2(found, qPrintable(seen.join(u'\n')));
    }

    void demoSchemaIsGood()
    {
        QFile file(QStringLiteral(LONGSHORE_SOURCE_DIR "/resources/demo/component_config/configSchema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QStringList seen;
        for (const Problem &problem : checkSchema(file.readAll()))
            seen.append(problem.sentence());
        QVERIFY2(seen.isEmpty(), qPrintable(seen.join(u'\n')));
    }

    void Z3_dockerfile_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("finding");
        QTest::newRow("good") << QByteArray("FROM x\nCMD [\"python\", \"-u\", \"/code/main.py\"]\n") << QString();
        QTest::newRow("nothing to run") << QByteArray("FROM scratch\nCOPY a /a\n") << u"error Z3 Dockerfile"_s;
        QTest::newRow("left to the base") << QByteArray("FROM python:3\nCOPY a /a\n") << u"warning Z3 Dockerfile"_s;
        QTest::newRow("only an earlier stage runs")
            << QByteArray("FROM x AS build\nCMD [\"x\"]\nFROM scratch\n") << u"error Z3 Dockerfile"_s;
        QTest::newRow("continued") << QByteArray("FROM x\n# CMD none\nCMD \\\n  [\"x\"]\n") << QString();
        QTest::newRow("shell form") << QByteArray("FROM x\nCMD python main.py\n") << u"note  Dockerfile:2"_s;
        QTest::newRow("user") << QByteArray("FROM x\nUSER app\nCMD [\"x\"]\n") << u"note Z4 Dockerfile:2"_s;
        QTest::newRow("volume") << QByteArray("FROM x\nVOLUME /data\nCMD [\"x\"]\n") << u"warning F1 Dockerfile:2"_s;
        QTest::newRow("CR LF") << QByteArray("FROM x\r\nCMD [\"x\"]\r\n") << u"warning  Dockerfile"_s;
        QTest::newRow("no FROM") << QByteArray("CMD [\"x\"]\n") << u"error  Dockerfile"_s;
    }
    void Z3_dockerfile()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, finding);
        const test::Tree tree;
        tree.write(u"Dockerfile"_s, text);
        tree.write(u"component_config/configSchema.json"_s, "{}");
        const Findings found = checkFolder(tree.root());
        if (finding.isEmpty())
            QVERIFY2(found.isEmpty(), qPrintable(all(found)));
        else
            QVERIFY2(brief(found).contains(finding), qPrintable(all(found)));
    }

    void lineEndsOfScripts()
    {
        const test::Tree tree;
        tree.write(u"Dockerfile"_s, "FROM x\nCMD [\"x\"]\n");
        tree.write(u"component_config/configSchema.json"_s, "{}");
        tree.write(u"entry.sh"_s, "#!/bin/sh\r\necho\r\n");
        tree.write(u"src/a.py"_s, "print()\r\n");
        tree.write(u"src/b.py"_s, "\xef\xbb\xbf#!/usr/bin/python\nprint()\n");
        tree.write(u"run"_s, "#!/bin/sh\r\n");
        ::chmod(qPrintable(tree.path(u"run"_s)), 0755);
        tree.write(u"good.py"_s, "print()\n");
        tree.write(u"picture.png"_s, "\x89PNG\r\n");
        tree.write(u".git/x.sh"_s, "a\r\n");
        const Findings found = checkFolder(tree.root());
        QCOMPARE(brief(found),
                 (QStringList{u"error  entry.sh"_s, u"error  run"_s, u"warning  src/a.py"_s, u"error  src/b.py"_s}));
    }

    void componentConfigIsRead()
    {
        const test::Tree tree;
        tree.write(u"Dockerfile"_s, "FROM x\nCMD [\"x\"]\n");
        tree.write(u"component_config/configSchema.json"_s, "{\"type\":");
        tree.write(u"component_config/logger/gelf.json"_s, "{} {}");
        tree.write(u"data/config.json"_s, "{}");
        tree.write(u"data/out/tables/x.manifest"_s, "{}");
        tree.write(u"tests/functional/a/source/data/config.json"_s, "{\"foo\":1}");
        tree.write(u"tests/functional/a/expected-code"_s, "x");
        const QStringList found = brief(checkFolder(tree.root()));
        for (const QString &each :
             {u"error 15 component_config/configSchema.json"_s, u"error  component_config/logger/gelf.json"_s,
              u"error O1 data/out/tables/x.manifest"_s, u"error 17 tests/functional/a"_s,
              u"error C1 tests/functional/a/source/data/config.json"_s})
            QVERIFY2(found.contains(each), qPrintable(found.join(u'\n')));
    }

    void folderKinds()
    {
        const test::Tree tree;
        QCOMPARE(folderKind(tree.root()), FolderKind::Unknown);
        QVERIFY(checkFolder(tree.root()).hasErrors());
        tree.folder(u"cases/a/source/data"_s);
        QCOMPARE(folderKind(tree.path(u"cases"_s)), FolderKind::Cases);
        tree.folder(u"data/in"_s);
        QCOMPARE(folderKind(tree.path(u"data"_s)), FolderKind::Data);
        tree.folder(u"source/component_config"_s);
        QCOMPARE(folderKind(tree.path(u"source"_s)), FolderKind::Source);
    }
};

LONGSHORE_TEST_MAIN(TestCheckFolder)
#include "tst_check_folder.moc"
