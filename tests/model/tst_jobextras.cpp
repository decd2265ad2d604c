// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/freeport.h"
#include "model/jobs/jobpreview.h"
#include "model/jobs/mountsmodel.h"
#include "model/jobs/variablesmodel.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

JobDocument job(const QByteArray &extra, const QString &path = {})
{
    const Result<JobDocument> parsed = JobDocument::parse(
        "{\"format\":\"longshore.job/1\",\"id\":\"x\",\"component\":{\"id\":\"a.b\",\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"x\"}}},"
        "\"extra\":" + extra + "}", path);
    if (!parsed)
        qFatal("%s", qPrintable(parsed.error().sentence()));
    return *parsed;
}

/// What the engine would be asked for.
QJsonObject request(const JobDocument &job)
{
    const Result<JobPreview> preview = previewJob(job);
    if (!preview)
        qFatal("%s", qPrintable(preview.error().sentence()));
    return QJsonDocument::fromJson(preview->stages.first().request).object();
}

} // namespace

class TestJobExtras : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void A10_117_tableOfVariables()
    {
        JobEditor editor(job("{\"env\":{\"B\":\"2\",\"N\":1.0,\"A\":\"1\"},\"mine\":1}"));
        VariablesModel table(editor, nullptr);
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(table.rowCount(), 3);
        QCOMPARE(table.index(0, 0).data().toString(), u"B"_s); // the document's order
        QCOMPARE(table.index(1, 1).data().toString(), u"1.0"_s);
        QVERIFY(table.setData(table.index(2, 1), u"x=y"_s));
        QCOMPARE(env(editor), QByteArray("{\"B\":\"2\",\"N\":1.0,\"A\":\"x=y\"}")); // 1.0 was not touched
        const int row = table.addRow();
        QCOMPARE(table.problemSentence(), u"Row 4: it needs a name"_s);
        QCOMPARE(env(editor), QByteArray("{\"B\":\"2\",\"N\":1.0,\"A\":\"x=y\"}"));
        QVERIFY(table.setData(table.index(row, 0), u"A"_s));
        QCOMPARE(table.problemSentence(), u"Row 4: A is in the list already"_s);
        QVERIFY(table.index(row, 0).data(VariablesModel::WrongRole).toBool());
        QVERIFY(table.setData(table.index(row, 0), u"C=D"_s));
        QVERIFY(!table.problemSentence().isEmpty());
        QVERIFY(table.setData(table.index(row, 0), u"C"_s));
        QVERIFY(table.problemSentence().isEmpty());
        QVERIFY(env(editor).endsWith(",\"C\":\"\"}"));
        table.removeRowAt(1);
        QCOMPARE(env(editor), QByteArray("{\"B\":\"2\",\"A\":\"x=y\",\"C\":\"\"}"));
        while (editor.canUndo())
            editor.undo();
        QCOMPARE(table.index(1, 1).data().toString(), u"1.0"_s);
        QCOMPARE(editor.document().jsonAt(u"extra.mine"_s), QByteArray("1"));
        const QJsonArray sent = request(editor.document()).value(u"Env"_s).toArray();
        QVERIFY(sent.contains(QJsonValue(u"B=2"_s)) && sent.contains(QJsonValue(u"A=1"_s)));
    }

    void A10_118_importMerges()
    {
        JobEditor editor(job("{\"env\":{\"A\":\"1\",\"B\":\"2\"}}"));
        VariablesModel table(editor, nullptr);
        table.merge({{u"A"_s, u"two\nlines"_s}, {u"C"_s, u"3"_s}});
        QCOMPARE(env(editor), QByteArray("{\"A\":\"two\\nlines\",\"B\":\"2\",\"C\":\"3\"}"));
        QVERIFY(!table.flags(table.index(0, 1)).testFlag(Qt::ItemIsEditable)); // a line cannot show it
    }

    void A10_120_tableOfMounts()
    {
        JobEditor editor(job("{\"mounts\":[\"/srv/in:/in:z\",{\"source\":\"cache\",\"target\":\"/cache\",\"mine\":1},5]}"));
        MountsModel table(editor, nullptr);
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(table.rowCount(), 3);
        QCOMPARE(table.index(1, 0).data().toString(), u"cache"_s);
        QVERIFY(table.setData(table.index(0, 2), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(table.setData(table.index(1, 2), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(table.setData(table.index(1, 1), u"/c"_s));
        QCOMPARE(mounts(editor), QByteArray("[\"/srv/in:/in:ro,z\",{\"source\":\"cache\",\"target\":\"/c\",\"mine\":1,\"readOnly\":true},5]"));
        QCOMPARE(table.index(0, 2).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QVERIFY(table.problemSentence().startsWith("Row 3"_L1));
        QVERIFY(table.index(2, 1).data(MountsModel::WrongRole).toBool());
        table.removeRowAt(2);
        QVERIFY(table.problemSentence().isEmpty());
        QVERIFY(table.setData(table.index(0, 2), Qt::Unchecked, Qt::CheckStateRole));
        table.moveRowBy(0, 1);
        QCOMPARE(mounts(editor), QByteArray("[{\"source\":\"cache\",\"target\":\"/c\",\"mine\":1,\"readOnly\":true},\"/srv/in:/in:z\"]"));
        const int row = table.addRow(u"/data"_s);
        QVERIFY(table.problemSentence().startsWith("Row 3"_L1));
        QVERIFY(table.setData(table.index(row, 1), u"/mnt"_s));
        QVERIFY(table.problemSentence().isEmpty());
        const QJsonArray binds = request(editor.document()).value(u"HostConfig"_s).toObject().value(u"Binds"_s).toArray();
        QVERIFY2(binds.contains(QJsonValue(u"cache:/c:ro"_s)) && binds.contains(QJsonValue(u"/data:/mnt"_s)), QJsonDocument(binds).toJson().constData());
        while (editor.canUndo())
            editor.undo();
        QCOMPARE(table.rowCount(), 3);
    }

    void limitsNetworkAndUser_data()
    {
        QTest::addColumn<QByteArray>("extra");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QVariant>("sent");
        const auto row = [](const char *name, const QByteArray &extra, const char *path, const QVariant &sent) {
            QTest::newRow(name) << extra << QString::fromLatin1(path) << sent;
        };
        row("A10_121 memory", "{\"memory\":\"512m\"}", "HostConfig.Memory", 536870912.0);
        row("A10_121 memory in bytes", "{\"memory\":536870912}", "HostConfig.Memory", 536870912.0);
        row("A10_121 processors", "{\"cpus\":1.5}", "HostConfig.NanoCpus", 1.5e9);
        row("A10_122 none", "{\"network\":\"none\"}", "HostConfig.NetworkMode", u"none"_s);
        row("A10_122 host", "{\"network\":\"host\"}", "HostConfig.NetworkMode", u"host"_s);
        row("A10_122 a network of one's own", "{\"network\":\"my-net\"}", "HostConfig.NetworkMode", u"my-net"_s);
        row("A10_123 user and group", "{\"user\":\"1000:1000\"}", "User", u"1000:1000"_s);
        row("A10_123 root", "{\"user\":\"0\"}", "User", u"0"_s);
        row("A10_123 by name", "{\"user\":\"nobody\"}", "User", u"nobody"_s);
    }
    void limitsNetworkAndUser()
    {
        QFETCH(QByteArray, extra);
        QFETCH(QString, path);
        QJsonValue found = request(job(extra));
        for (const QString &key : path.split(u'.'))
            found = found.toObject().value(key);
        QTEST(found.toVariant(), "sent");
    }

    void A10_127_suggestsAFreeHostPort()
    {
        const std::optional<quint16> first = freeHostPort(80, {});
        QVERIFY(first && *first >= 8080);
        QVERIFY(freeHostPort(80, {*first}) != first);
        QTcpServer busy;
        QVERIFY(busy.listen(QHostAddress::LocalHost));
        const std::optional<quint16> other = freeHostPort(busy.serverPort(), {});
        QVERIFY(other && *other != busy.serverPort());
    }

    void A10_127_portsThatAreGiven_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QList<quint16>>("ports");
        QTest::newRow("both") << u"8080:80"_s << QList<quint16>{8080};
        QTest::newRow("address") << u"127.0.0.1:8080:80/tcp"_s << QList<quint16>{8080};
        QTest::newRow("range") << u"8000-8002:80-82"_s << QList<quint16>{8000, 8001, 8002};
        QTest::newRow("the engine's choice") << u"80"_s << QList<quint16>{};
        QTest::newRow("nonsense") << u"a:b"_s << QList<quint16>{};
        QTest::newRow("a huge range") << u"1-99999999:1"_s << QList<quint16>{};
    }
    void A10_127_portsThatAreGiven()
    {
        QFETCH(QString, rule);
        QFETCH(QList<quint16>, ports);
        const QList<quint16> found = hostPorts({rule});
        if (QByteArray(QTest::currentDataTag()) == "a huge range")
            QCOMPARE(found.size(), 0xffff);
        else
            QCOMPARE(found, ports);
    }

private:
    static QByteArray env(const JobEditor &editor) { return editor.document().jsonAt(u"extra.env"_s); }
    static QByteArray mounts(const JobEditor &editor) { return editor.document().jsonAt(u"extra.mounts"_s); }
};

LONGSHORE_TEST_MAIN(TestJobExtras)
#include "tst_jobextras.moc"
