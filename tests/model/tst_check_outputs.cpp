// SPDX-License-Identifier: GPL-3.0-or-later
// What `longshore check` says of an out folder: what storing it would refuse or warn of, and what people get wrong. The
// findings carry the contract's rules.
#include "model/check/outputcheck.h"
#include "tests/support/foldercheck.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;
using test::brief;
using test::told;
using Files = test::FolderFiles;

class TestCheckOutputs : public QObject
{
    Q_OBJECT

    static Files one(const QByteArray &csv) { return {{u"out/tables/t.csv"_s, csv}}; }
    static Files with(const QByteArray &csv, const QByteArray &manifest)
    {
        return {{u"out/tables/t.csv"_s, csv}, {u"out/tables/t.csv.manifest"_s, json(manifest)}};
    }
    static QByteArray json(QByteArray text) { return text.replace('\'', '"'); }
    static void row(const char *name, const Files &files, const char *finding = "", const char *words = "")
    {
        QTest::newRow(name) << files << QString::fromUtf8(finding) << QString::fromUtf8(words);
    }

private Q_SLOTS:
    void F6_F7_dialect_data()
    {
        test::folderColumns();
        row("good", one("\"a\",\"b\"\n\"1\",\"2\n3\"\n\"\"\"\",\n"));
        row("byte order mark", one("\xef\xbb\xbf\"a\"\n1\n"), "warning F7 out/tables/t.csv", "byte order mark");
        row("CRLF", one("a\r\n1\r\n"), "warning F7 out/tables/t.csv", "CRLF line ends");
        row("CR alone", one("a\r1\r"), "error F7 out/tables/t.csv", "CR alone");
        row("latin 1", one("a\nx\n\xe9t\xe9\n"), "error F6 out/tables/t.csv", "row 2 is no UTF-8");
        row("UTF-16", one("\xff\xfe\x61"), "error F22 out/tables/t.csv", "UTF-16");
        row("NUL", one(QByteArray("a\n\0\n", 4)), "error F7 out/tables/t.csv", "line 2: there is a NUL byte");
        row("open quote", one("a\n\"x\n"), "error F7 out/tables/t.csv", "line 2: the enclosure opened here");
        row("a quote within a field is taken", one("a\nx\"y\n"));
        row("text behind a quote", one("a\n\"x\"y\n"), "error F7 out/tables/t.csv", "goes on behind its closing");
        row("ragged", one("a,b\n1,2\n3\n"), "error F7 out/tables/t.csv", "line 3: 1 field where 2 are expected");
        row("semicolons", one("id;name\n1;x\n"), "warning F7 out/tables/t.csv", "a semicolon");
        row("tabs", one("id\tname\n"), "warning F7 out/tables/t.csv", "a tab");
        row("own delimiter", with("a\tb\n1\t2\n", "{'delimiter':'\\t'}"));
        row("no such delimiter", with("a\n", "{'delimiter':';;'}"), "error 5.3 out/tables/t.csv",
            "delimiter: must be a single ASCII character");
        row("damaged gzip", one("\x1f\x8b\x08"), "error F22 out/tables/t.csv");
    }
    void F6_F7_dialect() { test::checkFolderRow(); }

    void F22_header_data()
    {
        test::folderColumns();
        row("headless", with("1,2\n", "{'columns':['a','b']}"));
        row("header as a row", with("A,b\n1,2\n", "{'columns':['a','b']}"), "warning F22 out/tables/t.csv",
            "looks like a header");
        row("has_header", with("a,b\n1,2\n", "{'columns':['a','b'],'has_header':true}"));
        row("has_header without one", with("1,x\n", "{'columns':['a','b'],'has_header':true}"),
            "warning F22 out/tables/t.csv", "does not look like these columns");
        row("other count", with("1\n", "{'columns':['a','b']}"), "error F7 out/tables/t.csv",
            "1 field where 2 are expected");
        row("empty file", with("", "{}"), "error F22 out/tables/t.csv", "the file is empty");
        row("empty and headless", with("", "{'columns':['a']}"));
        row("column twice", with("a,A\n", "{}"), "error F22 out/tables/t.csv", "is there twice");
        row("twice once Storage has named it", one("a b,a_b\n"), "error F22 out/tables/t.csv", "'a_b' is there twice");
        row("column without name", with("a,\n", "{}"), "error F22 out/tables/t.csv", "column 2 has no name");
        row("changed name", one("a b\n"), "warning M5 out/tables/t.csv", "is changed to \"a_b\"");
        row("system column", with("a,_timestamp\n", "{}"), "error M5 out/tables/t.csv", "System columns");
        row("key not in the header", with("id,name\n", "{'primary_key':['number']}"), "error F22 out/tables/t.csv",
            "does not have the primary key's columns number");
        row("key not in the columns", with("1\n", "{'columns':['id'],'primary_key':['no']}"),
            "error F22 out/tables/t.csv", "a column that is not there: 'no'");
        row("metadata of no column", with("id\n", "{'column_metadata':{'x':[{'key':'k','value':'v'}]}}"),
            "warning 5.3 out/tables/t.csv", "metadata for the column \"x\"");
    }
    void F22_header() { test::checkFolderRow(); }

    void F19_F20_F21_slices_data()
    {
        test::folderColumns();
        const QString manifest = u"out/tables/t.csv.manifest"_s, slice = u"out/tables/t.csv/1"_s;
        const QByteArray columns = json("{'columns':['a']}");
        row("good", {{slice, "1\n"}, {u"out/tables/t.csv/2"_s, "2\n"}, {manifest, columns}});
        row("no columns", {{slice, "1\n"}}, "error F20 out/tables/t.csv", "columns specification missing");
        row("O10 a schema is no list of columns", {{slice, "1\n"}, {manifest, json("{'schema':[{'name':'a'}]}")}},
            "error F20 out/tables/t.csv");
        row("folder inside", {{slice, "1\n"}, {u"out/tables/t.csv/s/2"_s, "1\n"}, {manifest, columns}},
            "warning F19 out/tables/t.csv/s");
        row("manifest inside", {{slice, "1\n"}, {u"out/tables/t.csv/1.manifest"_s, "{}"}, {manifest, columns}},
            "warning F21 out/tables/t.csv", "1.manifest in the folder is loaded as a slice");
        row("empty", {{u"out/tables/t.csv/"_s, {}}, {manifest, columns}}, "warning F19 out/tables/t.csv", "no slices");
        row("ragged slice", {{slice, "1\n"}, {u"out/tables/t.csv/2"_s, "1,2\n"}, {manifest, columns}},
            "error F7 out/tables/t.csv", "2 fields where 1 are expected");
    }
    void F19_F20_F21_slices() { test::checkFolderRow(); }

    void F4_F18_F25_O1_entries_data()
    {
        test::folderColumns();
        row("F4 stray", {{u"out/x.csv"_s, "a\n"}}, "warning F4 out/x.csv");
        row("F18 hidden", {{u"out/tables/.x"_s, "a\n"}}, "warning F18 out/tables/.x");
        row("F18 version control", {{u"out/tables/CVS/x"_s, "a\n"}}, "warning F18 out/tables/CVS");
        row("gitkeep", {{u"out/tables/.gitkeep"_s, ""}});
        row("F25 folder", {{u"out/files/d/x"_s, "x"}}, "warning F25 out/files/d");
        row("O1 manifest alone", {{u"out/tables/x.csv.manifest"_s, "{}"}}, "error O1 out/tables/x.csv.manifest",
            "found orphaned table manifest");
        row("O1 another name was meant", {{u"out/tables/x.manifest"_s, "{}"}, {u"out/tables/x.csv"_s, "a\n"}},
            "error O1 out/tables/x.manifest", "if x.manifest belongs to x.csv, call it x.csv.manifest");
        row("O16 manifest of no file", {{u"out/files/x.manifest"_s, "{}"}}, "error O16 out/files/x.manifest");
        row("5.4 manifest of a file",
            {{u"out/files/x"_s, "x"}, {u"out/files/x.manifest"_s, json("{'is_permanent':1}")}},
            "error 5.4 out/files/x.manifest", "is_permanent");
    }
    void F4_F18_F25_O1_entries() { test::checkFolderRow(); }

    void O2_O3_O16_mapping_data()
    {
        test::folderColumns();
        const auto mapped = [](const QByteArray &output, Files files) {
            files.insert(u"config.json"_s, json("{'storage':{'output':" + output + "}}"));
            return files;
        };
        const QByteArray table = "{'tables':[{'source':'t.csv','destination':'in.c-a.t'}]}";
        row("declared", mapped(table, one("a\n")));
        row("O2 not written", mapped(table, {{u"out/tables/other.csv"_s, "a\n"}}), "error O2 out/tables/t.csv",
            "table sources not found: \"t.csv\"");
        row("O3 not declared", mapped(table, {{u"out/tables/t.csv"_s, "a\n"}, {u"out/tables/other.csv"_s, "a\n"}}),
            "note O3 out/tables/other.csv");
        row("nothing was written yet", mapped(table, {{u"out/tables/.gitkeep"_s, ""}}));
        row("O16 not written", mapped("{'files':[{'source':'f'}]}", {{u"out/files/g"_s, "1"}}),
            "error O16 out/files/f", "file 'f' not found");
        row("O3 a file", mapped("{'files':[{'source':'f'}]}", {{u"out/files/f"_s, "1"}, {u"out/files/g"_s, "1"}}),
            "note O3 out/files/g");
        row("O5 no destination", mapped("{'tables':[{'source':'t.csv','destination':'a.b'}]}", one("a\n")),
            "error O5 config.json", "storage.output.tables.0");
        row("6.3 by its name", {{u"out/tables/in.c-a.t.csv"_s, "a\n"}}, "warning 6.3 out/tables/in.c-a.t.csv",
            "deprecated");
    }
    void O2_O3_O16_mapping() { test::checkFolderRow(); }

    void M1_M5_tableManifest_data()
    {
        test::folderColumns();
        const auto manifest = [](const char *name, const QByteArray &text, const char *finding = "",
                                 const char *words = "") {
            QByteArray csv = text.contains("'columns'") ? "1,2\n" : "a,b\n";
            row(name, with(csv, text), finding, words);
        };
        const char *m1 = "error M1 out/tables/t.csv.manifest";
        const char *m2 = "error M2 out/tables/t.csv.manifest";
        const char *m3 = "error M3 out/tables/t.csv.manifest";
        manifest("good", "{'destination':'in.c-m.t','incremental':true,'primary_key':['a'],'columns':['a','b']}");
        manifest("PHP's empty object", "[]");
        manifest("text", "nope", "error M4 out/tables/t.csv", "t.csv.manifest as json");
        manifest("unknown", "{'escaped_by':'x'}", m3, "Unrecognized option \"escaped_by\"");
        manifest("source is of the mapping", "{'source':'x'}", m3, "Unrecognized option \"source\"");
        manifest("incremental", "{'incremental':'true'}", m3, "Expected \"bool\"");
        manifest("schema and columns", "{'schema':[{'name':'a'}],'columns':['a']}", m1,
                 "only one of \"schema\" and \"columns\"");
        manifest("schema and key", "{'schema':[{'name':'a'}],'primary_key':['a']}", m1, "\"primary_key\"");
        manifest("O10 a schema that is not used", "{'schema':[{'name':'a'}],'primary_key':[]}",
                 "warning O10 out/tables/t.csv", "is not used");
        manifest("description", "{'description':'x','table_metadata':{'KBC.description':'y'}}", m1,
                 "only one of \"description\"");
        manifest("column description",
                 "{'schema':[{'name':'a','description':'x','metadata':{'KBC.description':'y'}}]}", m1, "schema.0");
        manifest("deletes", "{'delete_where_column':'a','delete_where_values':['1'],'delete_where':[{}]}", m1,
                 "delete_where");
        manifest("delete without values", "{'delete_where_column':'a'}", m1, "delete_where_values");
        manifest("back end",
                 "{'schema':[{'name':'a','data_type':{'base':{'type':'STRING'},'redshift':{'type':'X'}}}]}", m2,
                 "redshift");
        manifest("without base", "{'schema':[{'name':'a','data_type':{'snowflake':{'type':'X'}}}]}", m3, "base");
        manifest("without type", "{'schema':[{'name':'a','data_type':{'base':{}}}]}", m3, "type");
        manifest("timestamp", "{'columns':['_Timestamp','b']}", "error M5 out/tables/t.csv", "System columns");
    }
    void M1_M5_tableManifest() { test::checkFolderRow(); }

    void goodOutputs()
    {
        // printf 'a\n' | gzip -n
        const QByteArray gzip = QByteArray::fromHex("1f8b08000000000000034be4020007a1eadd02000000");
        const test::Tree tree;
        tree.write(u"config.json"_s, "{}");
        tree.write(u"out/tables/t.csv"_s, "\"id\",\"na\"\"me\"\n1,\"x\ny\"\n");
        tree.write(u"out/tables/u.csv"_s, "1,2\n");
        tree.write(u"out/tables/u.csv.manifest"_s, json("{'columns':['a','b'],'primary_key':['a']}"));
        tree.write(u"out/tables/z.csv.gz"_s, gzip);
        tree.write(u"out/tables/z.csv.gz.manifest"_s, json("{'destination':'in.c-x.z','columns':['z']}"));
        tree.write(u"out/files/f"_s, "1");
        tree.write(u"out/state.json"_s, "{}");
        tree.write(u"out/usage.json"_s, "[]");
        const Findings found = checkDataFolder(tree.root());
        QVERIFY2(brief(found) == QStringList{u"warning M5 out/tables/t.csv"_s}, qPrintable(told(found))); // na"me becomes na_me
    }

    void F8_yaml()
    {
        const test::Tree tree;
        tree.write(u"config.yml"_s, "storage:\n  output:\n    tables:\n      - {source: t.csv, destination: in.c-a.t}\n");
        tree.write(u"out/tables/t.csv"_s, "1\n");
        tree.write(u"out/tables/t.csv.manifest"_s, "columns: [a]\nescaped_by: x\n");
        tree.write(u"out/state.yml"_s, "3\n");
        QCOMPARE(brief(checkDataFolder(tree.root())),
                 QStringList({u"error S2 out/state.yml"_s, u"error M3 out/tables/t.csv.manifest"_s}));
    }

    void linksAreRefused()
    {
        const test::Tree tree;
        tree.write(u"config.json"_s, "{}");
        tree.folder(u"out/tables"_s);
        QVERIFY(QFile::link(u"/etc/hostname"_s, tree.path(u"out/tables/t.csv"_s)));
        const Findings found = checkDataFolder(tree.root(), u"data"_s);
        QVERIFY2(brief(found).contains(u"error  data/out/tables/t.csv"_s), qPrintable(told(found)));
    }

    void O9_valuesOfTypedColumns()
    {
        const test::Tree tree;
        tree.write(u"out/tables/t.csv"_s, "1,2026-01-31\n2,yesterday\n");
        tree.write(u"out/tables/t.csv.manifest"_s,
                   json("{'schema':[{'name':'id','data_type':{'base':{'type':'INTEGER'}}},"
                        "{'name':'day','data_type':{'base':{'type':'DATE'}}}]}"));
        OutputRequest request;
        request.folder = tree.path(u"out"_s);
        request.component.defaultBucket = true;
        request.component.dataTypesSupport = u"authoritative"_s;
        request.configurationId = u"7"_s;
        request.projectFeatures = QStringList{u"new-native-types"_s};
        Findings found;
        checkOutputs(request, {}, found);
        QCOMPARE(brief(found), QStringList{u"error F7 out/tables/t.csv"_s});
        QCOMPARE(found[0].message,
                 u"row 2 (line 2 of t.csv) has 'yesterday' in the column 'day', which is of the type DATE"_s);
    }
};

LONGSHORE_TEST_MAIN(TestCheckOutputs)
#include "tst_check_outputs.moc"
