// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/filetable.h"
#include "model/jobs/formmodel.h"
#include "model/jobs/imagejob.h"
#include "model/jobs/mappingsources.h"
#include "model/preview/csvsniff.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

StorageListing listing()
{
    StorageTable orders;
    orders.id = u"in.c-main.orders"_s;
    StorageColumn id{u"id"_s, {{u"base"_s, {u"INTEGER"_s, std::nullopt, std::nullopt}}}, false, {}};
    StorageColumn price{u"price"_s, {{u"base"_s, {u"NUMERIC"_s, u"10,2"_s, std::nullopt}}}, true, {}};
    orders.columns = {id, price, {u"note"_s, {}, true, {}}};
    orders.primaryKey = {u"id"_s};
    orders.rows = 1204;
    StorageTable parts;
    parts.id = u"out.c-main.parts"_s;
    parts.rows = 1;
    StorageFile file;
    file.tags = {u"daily"_s, u"a"_s};
    StorageFile other;
    other.tags = {u"daily"_s};
    StorageListing all;
    all.tables = {orders, parts};
    all.files = {file, other};
    return all;
}

QStringList values(const QList<FieldChoice> &choices)
{
    QStringList found;
    for (const FieldChoice &choice : choices)
        found.append(choice.title.isEmpty() ? choice.value.toString() : choice.value.toString() + u" | "_s + choice.title);
    return found;
}

JobDocument job(const QByteArray &rest, const QString &path = {})
{
    const Result<JobDocument> parsed = JobDocument::parse("{\"format\":\"longshore.job/1\",\"id\":\"x\"" + rest + "}", path);
    if (!parsed)
        qFatal("%s", qPrintable(parsed.error().sentence()));
    return *parsed;
}

} // namespace

class TestMappingSources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sniffs_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("look");
        const auto row = [](const char *name, const QByteArray &text, const QByteArray &look) { QTest::newRow(name) << text << look; };
        row("F6", "\"id\",\"name\"\n\"1\",\"a\"\n", ",\"");
        row("semicolons", "id;name\n1;a,b\n2;c\n", ";\"");
        row("semicolons and commas in all", "id;price;note\n1;2,5;a\n2;3,5;b\n", ";\"");
        row("tabs", "id\tname\n1\ta b\n", "\t\"");
        row("bars", "id|name\n1|a\n", "|\"");
        row("single quotes", "'id','name'\n'1','a,b'\n", ",'");
        row("an apostrophe is no quote", "id,name\n1,o'clock'\n", ",\"");
        row("a comma within quotes", "\"a,b\";\"c\"\n\"d,e\";\"f\"\n", ";\"");
        row("one column", "id\n1\n2\n", ",\"");
        row("nothing", "", ",\"");
        row("no CSV at all", "{\n \"a\": 1\n}\n", ",\"");
    }
    void sniffs()
    {
        QFETCH(QByteArray, text);
        const CsvLook look = sniffCsv(text, true);
        QTEST((QByteArray{} + look.delimiter + look.enclosure), "look");
    }

    void readsAFileTable()
    {
        write(u"a.csv"_s, "id;name\n1;a\n2;b\n");
        const Result<FileTable> table = readFileTable(path(u"a.csv"_s));
        QVERIFY2(table, table ? "" : qPrintable(table.error().sentence()));
        QCOMPARE(table->preview.columns, (QStringList{u"id"_s, u"name"_s}));
        QCOMPARE(table->preview.rows.size(), 2);
        QCOMPARE(table->preview.rowCount, 2);
        QVERIFY(!table->isPlain());
        QCOMPARE(table->lookWords(), u"parted by semicolons, quoted with \""_s);
        QVERIFY(QFile::link(path(u"a.csv"_s), path(u"link.csv"_s)));
        QVERIFY(readFileTable(path(u"link.csv"_s)));
        const Result<FileTable> none = readFileTable(path(u"none.csv"_s));
        QVERIFY(none.error().kind == Error::Kind::NotFound);
        QVERIFY(readFileTable(m_folder.path()).error().kind == Error::Kind::BadInput);
    }

    void choices_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("of");
        QTest::addColumn<QStringList>("found");
        const auto row = [](const char *name, const QString &what, const QString &of, const QStringList &found) {
            QTest::newRow(name) << what << of << found;
        };
        row("tables", u"tables"_s, {}, {u"in.c-main.orders | 1,204 rows"_s, u"out.c-main.parts | 1 row"_s});
        row("columns with types", u"columns"_s, u"in.c-main.orders"_s, {u"id | INTEGER, key"_s, u"price | NUMERIC(10,2)"_s, u"note | text"_s});
        row("columns of what is not there", u"columns"_s, u"in.c-main.none"_s, {});
        row("tags", u"tags"_s, {}, {u"a"_s, u"daily"_s});
        row("F10 file names", u"inputFile"_s, u"in.c-main.orders"_s, {u"orders.csv"_s, u"in.c-main.orders"_s});
        row("O6 places", u"outputTable"_s, u"parts.csv"_s, {u"out.c-main.parts"_s, u"in.c-main.orders | 1,204 rows"_s});
        row("nothing known of it", u"weather"_s, {}, {});
    }
    void choices()
    {
        QFETCH(QString, what);
        QFETCH(QString, of);
        JobEditor editor(job(",\"configuration\":{\"storage\":{\"output\":{\"default_bucket\":\"out.c-main\"}}}"));
        MappingSources sources(editor);
        QVERIFY(values(sources.choices(u"tables"_s, {})).isEmpty());
        sources.setListing(listing());
        QTEST(values(sources.choices(what, of)), "found");
    }

    void fallback_data()
    {
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("of");
        QTest::addColumn<QString>("counts");
        const auto row = [](const char *name, const QByteArray &rest, const char *what, const QString &of, const QString &counts) {
            QTest::newRow(name) << rest << QString::fromLatin1(what) << of << counts;
        };
        const QByteArray bucket = ",\"configuration\":{\"storage\":{\"output\":{\"default_bucket\":\"out.c-main\"}}}";
        row("F10 the table's id", {}, "inputFile", u"in.c-main.orders"_s, u"in.c-main.orders"_s);
        row("O5 the job's bucket", bucket, "outputTable", u"parts.csv"_s, u"out.c-main.parts"_s);
        row("O6 no bucket", {}, "outputTable", u"parts.csv"_s, {});
        row("O6 the file's own name", {}, "outputTable", u"out.c-main.data.csv"_s, u"out.c-main.data"_s);
        row("O5 the component's bucket",
            ",\"configurationId\":\"123\",\"component\":{\"id\":\"keboola.ex-foo\",\"data\":{\"default_bucket\":true,\"definition\":{\"type\":\"dockerhub\",\"uri\":\"x\"}}}",
            "outputTable", u"a.csv"_s, u"in.c-keboola-ex-foo-123.a"_s);
        row("no file", bucket, "outputTable", {}, {});
    }
    void fallback()
    {
        QFETCH(QByteArray, rest);
        QFETCH(QString, what);
        QFETCH(QString, of);
        JobEditor editor(job(rest));
        QTEST(MappingSources(editor).fallback(what, of), "counts");
    }

    void filesStandForTables()
    {
        write(u"orders.csv"_s, "id,name\n1,a\n");
        JobEditor editor(job(",\"input\":{\"mine\":1}", path(u"x.job.json"_s)));
        MappingSources sources(editor);
        sources.setListing(listing());
        QSignalSpy changed(&sources, &MappingSources::changed);
        sources.setFileOf(u"in.c-main.orders"_s, path(u"orders.csv"_s));
        QCOMPARE(editor.document().jsonAt(u"input"_s), QByteArray("{\"mine\":1,\"fileTables\":{\"in.c-main.orders\":\"orders.csv\"}}"));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(sources.fileOf(u"in.c-main.orders"_s), path(u"orders.csv"_s));
        QVERIFY(!sources.fileTable(u"in.c-main.orders"_s)); // being read
        QVERIFY(changed.wait());
        QCOMPARE((**sources.fileTable(u"in.c-main.orders"_s)).preview.columns, (QStringList{u"id"_s, u"name"_s}));
        QCOMPARE(values(sources.choices(u"columns"_s, u"in.c-main.orders"_s)), (QStringList{u"id | text"_s, u"name | text"_s}));
        QCOMPARE(sources.preview(u"in.c-main.orders"_s)()->rows, (QList<QStringList>{{u"1"_s, u"a"_s}}));
        editor.undo();
        QVERIFY(sources.fileOf(u"in.c-main.orders"_s).isEmpty());
        QCOMPARE(editor.document().jsonAt(u"input"_s), QByteArray("{\"mine\":1}"));
        sources.setFileOf(u"in.c-main.orders"_s, u"/elsewhere/a.csv"_s);
        QCOMPARE(editor.document().jsonAt(u"input.fileTables"_s), QByteArray("{\"in.c-main.orders\":\"/elsewhere/a.csv\"}"));
        QVERIFY(!sources.fileTable(u"in.c-main.orders"_s));
        QVERIFY(changed.wait());
        QVERIFY(sources.fileTable(u"in.c-main.orders"_s)->error().kind == Error::Kind::NotFound);
        sources.setFileOf(u"in.c-main.orders"_s, {});
        QVERIFY(editor.document().jsonAt(u"input.fileTables"_s).isEmpty());
    }

    void suggestionsOfAForm()
    {
        JobEditor editor(job({}));
        MappingSources sources(editor);
        sources.setListing(listing());
        FormModel form;
        form.setSources(&sources);
        QVERIFY(form.load("{\"type\":\"object\",\"properties\":{\"list\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"source\":{\"type\":\"string\",\"options\":{\"suggest\":\"tables\"}},\"in\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"column\":{\"type\":\"string\",\"options\":{\"suggest\":\"columns\",\"suggest_of\":\"source\"}}}}},\"columns\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"options\":{\"suggest\":\"columns\",\"suggest_of\":\"source\"}},\"preview\":{\"title\":\"Rows\",\"options\":{\"suggest\":\"preview\",\"suggest_of\":\"source\"}}}}}}}",
                          "{\"list\":[{\"source\":\"out.c-main.parts\"},{\"source\":\"in.c-main.orders\",\"in\":[{}]}]}"));
        QCOMPARE(form.suggestions(u"list.0.source"_s).size(), 2);
        QCOMPARE(form.suggestions(u"list.0.columns"_s).size(), 0);
        QCOMPARE(form.suggestions(u"list.1.columns"_s).size(), 3);
        QCOMPARE(form.suggestions(u"list.1.in.0.column"_s).size(), 3); // beside what it is in
        QCOMPARE(form.suggestionOf(u"list.1.preview"_s), u"in.c-main.orders"_s);
        QCOMPARE(form.field(u"list.1.preview"_s)->kind, FieldKind::Info);
        QCOMPARE(form.field(u"list.1.columns"_s)->kind, FieldKind::MultiEnum);
        QVERIFY(form.field(u"list.1.source"_s)->kind == FieldKind::String);
    }

    void outerProblemsStandAtTheirFields()
    {
        FormModel form;
        QVERIFY(form.load("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"string\"}}}}}", "{\"a\":{\"b\":\"x\"}}"));
        QSignalSpy told(&form, &FormModel::problemsChanged);
        form.setOuterProblems({{u"a.b"_s, u"is refused"_s}, {u"ab"_s, u"is another"_s}});
        QCOMPARE(told.size(), 1);
        QCOMPARE(form.problems(), Problems());
        QCOMPARE(form.problemsAt(u"a.b"_s).size(), 1);
        QCOMPARE(form.problemsAt(u"a"_s).size(), 0);
        QCOMPARE(form.problemsBelow(u"a"_s).size(), 1);
    }

    void O5_lacksADefaultBucket_data()
    {
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<bool>("lacks");
        const auto row = [](const char *name, const QByteArray &rest, bool lacks) { QTest::newRow(name) << rest << lacks; };
        row("nothing said", {}, true);
        row("a bucket", ",\"configuration\":{\"storage\":{\"output\":{\"default_bucket\":\"out.c-a\"}}}", false);
        row("an empty bucket", ",\"configuration\":{\"storage\":{\"output\":{\"default_bucket\":\"\"}}}", true);
        row("every table has its place", ",\"configuration\":{\"storage\":{\"output\":{\"tables\":[{\"source\":\"a\",\"destination\":\"out.c-a.a\"}]}}}", false);
        row("one has none", ",\"configuration\":{\"storage\":{\"output\":{\"tables\":[{\"source\":\"a\",\"destination\":\"out.c-a.a\"},{\"source\":\"b\"}]}}}", true);
        row("tables are no list", ",\"configuration\":{\"storage\":{\"output\":{\"tables\":{}}}}", true);
        row("the component's", ",\"component\":{\"id\":\"a\",\"data\":{\"default_bucket\":true,\"definition\":{\"type\":\"dockerhub\",\"uri\":\"x\"}}}", false);
    }
    void O5_lacksADefaultBucket()
    {
        QFETCH(QByteArray, rest);
        QTEST(lacksDefaultBucket(job(rest)), "lacks");
    }

    void O5_theLabelsDefaultBucketCounts()
    {
        ComponentDefinition labelled;
        labelled.defaultBucket = true;
        QVERIFY(!lacksDefaultBucket(job({}), labelled));
        const JobDocument own = job(",\"component\":{\"id\":\"a\",\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"x\"}}}");
        QVERIFY(lacksDefaultBucket(own, labelled)); // the job's own component is what counts
    }

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

    QTemporaryDir m_folder;
};

LONGSHORE_TEST_MAIN(TestMappingSources)
#include "tst_mappingsources.moc"
