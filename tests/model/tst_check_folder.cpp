// SPDX-License-Identifier: GPL-3.0-or-later
// What `longshore check` says of data folders, sources and schemas; the findings carry the contract's rules.
#include "model/check/schemacheck.h"
#include "model/check/sourcecheck.h"
#include "tests/support/foldercheck.h"
#include "tests/support/testmain.h"

#include <sys/stat.h>

using namespace longshore;
using namespace Qt::StringLiterals;
using test::brief;
using test::told;
using Files = test::FolderFiles;

class TestCheckFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layout_data()
    {
        test::folderColumns();
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
        QTest::newRow("no JSON") << Files{{u"config.json"_s, "{,}"}} << u"error C1 config.json"_s << QString();
        QTest::newRow("byte order mark") << Files{{u"config.json"_s, "\xef\xbb\xbf{}"}} << u"error C1 config.json"_s
                                         << u"byte order mark"_s;
        QTest::newRow("in state") << Files{{u"in/state.json"_s, "3"}} << u"error S1 in/state.json"_s << u"not an object"_s;
        QTest::newRow("out state") << Files{{u"out/state.json"_s, "{"}} << u"error S2 out/state.json"_s << QString();
        QTest::newRow("empty list as state") << Files{{u"out/state.json"_s, "[]"}} << QString() << QString();
        QTest::newRow("usage") << Files{{u"out/usage.json"_s, "[{\"metric\":\"a\"}]"}} << u"error 7.4 out/usage.json"_s
                               << u"must be configured"_s;
        QTest::newRow("good usage") << Files{{u"out/usage.json"_s, "[{\"metric\":\"a\",\"value\":1}]"}} << QString()
                                    << QString();
        QTest::newRow("result") << Files{{u"out/result.json"_s, "{}"}} << u"warning 6.9 out/result.json"_s << QString();
    }
    void layout() { test::checkFolderRow(); }

    void inputManifest_data()
    {
        test::folderColumns();
        QTest::newRow("missing") << Files{{u"in/tables/a"_s, "a\n"}} << u"warning F11 in/tables/a"_s << QString();
        QTest::newRow("without id") << Files{{u"in/tables/a"_s, "a\n"}, {u"in/tables/a.manifest"_s, "{}"}}
                                    << u"warning F11 in/tables/a.manifest"_s << u"id"_s;
        QTest::newRow("orphan") << Files{{u"in/tables/a.manifest"_s, "{\"id\":\"a\"}"}}
                                << u"warning O1 in/tables/a.manifest"_s << QString();
        QTest::newRow("ragged: the component's business")
            << Files{{u"in/tables/a"_s, "a,b\n1\n"}, {u"in/tables/a.manifest"_s, "{\"id\":\"a\"}"}}
            << u"warning F7 in/tables/a"_s << u"line 2: 1 field where 2 are expected"_s;
        QTest::newRow("sliced") << Files{{u"in/tables/a/1"_s, "a\n"}, {u"in/tables/a.manifest"_s, "{\"id\":\"a\"}"}}
                                << u"warning F13 in/tables/a"_s << QString();
    }
    void inputManifest() { test::checkFolderRow(); }

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
            QVERIFY2(found.isEmpty(), qPrintable(told(found)));
        else
            QVERIFY2(brief(found).contains(finding), qPrintable(told(found)));
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
