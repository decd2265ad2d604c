// SPDX-License-Identifier: GPL-3.0-or-later
// `longshore import …`: job files of what people have, without an engine.
#include "tests/support/program.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace longshore;
using test::Ended;
using test::Program;
using test::runLongshore;
using nlohmann::json;

class TestImportCommand : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    QString path(const QString &name) const { return m_dir.filePath(name); }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(name));
        return path(name);
    }
    /// The job that was printed; null when it failed.
    static json job(const Ended &ended)
    {
        return ended.code == 0 ? json::parse(ended.out.toStdString(), nullptr, false) : json();
    }

private Q_SLOTS:
    void A11_143_dockerRunLine_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("one argument") << QStringList{u"docker run -e 'A=1 2' --memory 2g x/y:1 do it"_s};
        QTest::newRow("words") << QStringList{u"docker"_s, u"run"_s, u"-e"_s, u"A=1 2"_s, u"--memory"_s, u"2g"_s, u"x/y:1"_s, u"do"_s, u"it"_s};
        QTest::newRow("without docker run") << QStringList{u"-e"_s, u"A=1 2"_s, u"--memory"_s, u"2g"_s, u"x/y:1"_s, u"do"_s, u"it"_s};
        QTest::newRow("behind --") << QStringList{u"--"_s, u"-e"_s, u"A=1 2"_s, u"--memory=2g"_s, u"x/y:1"_s, u"do"_s, u"it"_s};
    }
    void A11_143_dockerRunLine()
    {
        QFETCH(QStringList, words);
        const Ended ended = runLongshore(QStringList{u"import"_s, u"docker-run"_s} + words);
        QVERIFY2(ended.code == 0, ended.err.constData());
        const json made = job(ended);
        QCOMPARE(made["extra"]["env"]["A"].get<std::string>(), std::string("1 2"));
        QCOMPARE(made["extra"]["memory"].get<std::string>(), std::string("2g"));
        QCOMPARE(made["extra"]["cmd"].dump(), std::string("[\"do\",\"it\"]"));
        QCOMPARE(made["component"]["data"]["definition"]["uri"].get<std::string>(), std::string("x/y"));
    }

    void whatCannotBeMappedIsSaid()
    {
        const Ended ended = runLongshore({u"import"_s, u"docker-run"_s, u"--privileged"_s, u"x/y:1"_s});
        QCOMPARE(ended.code, 0);
        QVERIFY2(ended.err.contains("not taken over: --privileged"), ended.err.constData());
        const Ended told = runLongshore({u"--json"_s, u"import"_s, u"docker-run"_s, u"--privileged"_s, u"x/y:1"_s});
        QCOMPARE(told.objects().size(), 1);
        const json event = told.objects().first();
        QCOMPARE(event["event"].get<std::string>(), std::string("import"));
        QCOMPARE(event["unmapped"][0]["what"].get<std::string>(), std::string("--privileged"));
        QCOMPARE(event["job"]["format"].get<std::string>(), std::string("longshore.job/1"));
    }

    void A11_143_secretsAreLeftOut()
    {
        const QString file = write(u"secret.json"_s, "{\"parameters\":{\"max\":7,\"#token\":\"Canary-1\",\"db\":{\"password\":\"Canary-2\"}}}");
        for (const QStringList &words : {QStringList{u"docker-run"_s, u"-e"_s, u"API_TOKEN=Canary-3"_s, u"-e"_s, u"MODE=fast"_s, u"x/y:1"_s},
                                         QStringList{u"config"_s, file}}) {
            for (const QStringList &how : {QStringList(), QStringList{u"--json"_s}}) {
                const Ended ended = runLongshore(how + QStringList{u"import"_s} + words);
                QVERIFY2(ended.code == 0, ended.err.constData());
                QVERIFY2(!(ended.out + ended.err).contains("Canary"), ended.out.constData());
            }
        }
        const Ended told = runLongshore({u"import"_s, u"config"_s, file});
        QCOMPARE(job(told)["configuration"]["parameters"].dump(), std::string("{\"#token\":{\"$secret\":\"\"},\"db\":{\"password\":{\"$secret\":\"\"}},\"max\":7}"));
        QVERIFY2(told.err.contains("left out: configuration.parameters.#token"), told.err.constData());
        QVERIFY2(told.err.contains("left out: configuration.parameters.db.password"), told.err.constData());
    }

    void A10_118_envFile()
    {
        const QString file = write(u"shop/.env"_s, "# a\nexport A='1 2'\nB=3\nbad line\n");
        const Ended ended = runLongshore({u"import"_s, u"env"_s, file});
        QVERIFY2(ended.code == 0, ended.err.constData());
        QCOMPARE(job(ended)["extra"]["env"].dump(), std::string("{\"A\":\"1 2\",\"B\":\"3\"}"));
        QCOMPARE(job(ended)["name"].get<std::string>(), std::string("shop"));
        QVERIFY2(ended.err.contains("bad line"), ended.err.constData());
    }

    void configFile()
    {
        const QString file = write(u"config.json"_s, "{\"parameters\":{\"max\":7}}");
        const Ended ended = runLongshore({u"import"_s, u"config"_s, file});
        QVERIFY2(ended.code == 0, ended.err.constData());
        QCOMPARE(job(ended)["configuration"]["parameters"]["max"].get<int>(), 7);
    }

    void sourceFolderGoesIntoAJobFile()
    {
        write(u"source/Dockerfile"_s, "FROM scratch\n");
        write(u"source/component_config/configSchema.json"_s, "{\"type\":\"object\"}");
        const QString out = path(u"source/made.job.json"_s);
        const QStringList words{u"import"_s, u"folder"_s, path(u"source"_s), u"--out"_s, out};
        const Ended ended = runLongshore(words);
        QVERIFY2(ended.code == 0, ended.err.constData());
        QCOMPARE(ended.out, QByteArray());
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const json made = json::parse(file.readAll().toStdString());
        QCOMPARE(made["source"]["folder"].get<std::string>(), std::string("."));
        QVERIFY(made["component"]["configurationSchema"].is_object());
        const Ended again = runLongshore(words);
        QCOMPARE(again.code, 64);
        QVERIFY2(again.err.contains("there is such a file already"), again.err.constData());
    }

    void refused_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QStringList &words, int code, const QString &says) { QTest::newRow(name) << words << code << says; };
        row("nothing", {}, 64, u"needs one of"_s);
        row("no such source", {u"yaml"_s, u"x"_s}, 64, u"'yaml' is none of"_s);
        row("no argument", {u"env"_s}, 64, u"needs one argument: FILE"_s);
        row("too many", {u"env"_s, u"a"_s, u"b"_s}, 64, u"'b' is one argument too many"_s);
        row("zip without out", {u"zip"_s, u"a.zip"_s}, 64, u"--out"_s);
        row("no image", {u"docker-run"_s, u"-d"_s}, 64, u"image"_s);
        row("no such file", {u"config"_s, path(u"none.json"_s)}, 66, u"there is no such file"_s);
        row("no such folder", {u"folder"_s, path(u"none"_s)}, 66, u"there is no such folder"_s);
        row("file for a folder", {u"folder"_s, write(u"plain"_s, "x")}, 64, u"it is no folder"_s);
        row("folder for a file", {u"config"_s, m_dir.path()}, 64, u"it is a folder"_s);
        write(u"neither/a.txt"_s, "x");
        row("neither source nor data", {u"folder"_s, path(u"neither"_s)}, 64, u"neither"_s);
        row("no JSON", {u"config"_s, path(u"plain"_s)}, 64, u"line 1, column 1"_s);
        row("no zip", {u"zip"_s, path(u"plain"_s), u"--out"_s, path(u"z.job.json"_s)}, 64, u"it is no zip"_s);
    }
    void refused()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, says);
        const Ended ended = runLongshore(QStringList{u"import"_s} + words);
        QVERIFY(!ended.crashed);
        QVERIFY2(QString::fromUtf8(ended.err).contains(says), ended.err.constData());
        QCOMPARE(ended.out, QByteArray());
        QTEST(ended.code, "code");
    }

    void help()
    {
        const Ended ended = runLongshore({u"import"_s, u"docker-run"_s, u"--help"_s});
        QCOMPARE(ended.code, 0);
        for (const char *word : {"docker-run", "env", "config", "folder", "zip", "container", "--out"})
            QVERIFY2(ended.out.contains(word), word);
    }
};

LONGSHORE_TEST_MAIN(TestImportCommand)
#include "tst_importcommand.moc"
