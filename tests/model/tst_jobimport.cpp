// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/import/configimport.h"
#include "model/jobs/import/containerimport.h"
#include "model/jobs/import/dockerrunparser.h"
#include "model/jobs/import/envfile.h"
#include "model/jobs/import/folderimport.h"
#include "model/jobs/import/importsource.h"
#include "model/jobs/import/shellwords.h"
#include "model/jobs/import/snapshotimport.h"
#include "model/jobs/jobarchive.h"
#include "model/jobs/schemaguess.h"
#include "model/json/json.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <archive.h>
#include <archive_entry.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

/// What a job says besides its id and component, on one line.
QByteArray said(const JobDocument &job)
{
    Json root = job.root();
    for (const char *key : {"format", "id", "component", "name"})
        root.erase(key);
    if (const Json *storage = findPath(root, u"configuration.storage.output.default_bucket"_s)) {
        Q_UNUSED(storage)
        root["configuration"].erase("storage");
    }
    return writeJson(root, JsonStyle::Compact);
}

QStringList whats(const QList<UnmappedItem> &items)
{
    QStringList list;
    for (const UnmappedItem &item : items)
        list.append(item.what);
    return list;
}

class Folder
{
public:
    QString path(const QString &name = {}) const { return name.isEmpty() ? m_folder.path() : m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).absolutePath()));
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    void folder(const QString &name) const { QVERIFY(QDir(path()).mkpath(name)); }

private:
    QTemporaryDir m_folder;
};

struct ZipEntry {
    QByteArray name;
    QByteArray bytes;
    QByteArray link = {};
};

void writeZip(const QString &path, const QList<ZipEntry> &entries)
{
    archive *zip = archive_write_new();
    archive_write_set_format_zip(zip);
    QCOMPARE(archive_write_open_filename(zip, QFile::encodeName(path).constData()), ARCHIVE_OK);
    for (const ZipEntry &one : entries) {
        archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, one.name.constData());
        archive_entry_set_filetype(entry, one.name.endsWith('/') ? AE_IFDIR : one.link.isEmpty() ? AE_IFREG : AE_IFLNK);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, one.bytes.size());
        if (!one.link.isEmpty())
            archive_entry_set_symlink(entry, one.link.constData());
        QCOMPARE(archive_write_header(zip, entry), ARCHIVE_OK);
        archive_write_data(zip, one.bytes.constData(), std::size_t(one.bytes.size()));
        archive_entry_free(entry);
    }
    archive_write_close(zip);
    archive_write_free(zip);
}

} // namespace

class TestJobImport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void words_data();
    void words();
    void wordsNeverClosed();
    void envFiles_data();
    void envFiles();
    void A11_143_dockerRun_data();
    void A11_143_dockerRun();
    void A11_143_dockerRunListsWhatItCannotMap_data();
    void A11_143_dockerRunListsWhatItCannotMap();
    void A11_143_dockerRunRefuses_data();
    void A11_143_dockerRunRefuses();
    void A10_118_envFileOfALine();
    void dataMountReadsTheFolder();
    void A10_125_restartIsListedAutoRemoveIsOurs();
    void A11_143_secretsAreNamed_data();
    void A11_143_secretsAreNamed();
    void A11_137_containersSettings();
    void configs_data();
    void configs();
    void configRefuses();
    void dataFolder();
    void sourceFolder();
    void B5_snapshot();
    void exportedJobsComeBack();
    void guessesASchema_data();
    void guessesASchema();
    void A18_hostileSnapshots_data();
    void A18_hostileSnapshots();
    void B5_snapshotFailuresLeaveNothing_data();
    void B5_snapshotFailuresLeaveNothing();
    void anything_data();
    void anything();
};

void TestJobImport::words_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("plain") << u" a  b\tc "_s << QStringList{u"a"_s, u"b"_s, u"c"_s};
    QTest::newRow("single quotes") << u"'a b' c'd'e ''"_s << QStringList{u"a b"_s, u"cde"_s, QString()};
    QTest::newRow("double quotes") << u"\"a \\\"b\\\" \\n\" \"'\""_s << QStringList{u"a \"b\" \\n"_s, u"'"_s};
    QTest::newRow("backslash") << u"a\\ b \\'c"_s << QStringList{u"a b"_s, u"'c"_s};
    QTest::newRow("ansi") << u"$'a\\n\\'b\\u00e9'"_s << QStringList{u"a\n'b\u00e9"_s};
    QTest::newRow("continued, sh") << u"a \\\n  b"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("continued, PowerShell") << u"a `\r\n  b"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("continued, cmd") << u"a ^\r\n  b"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("comment") << u"a # b\nc#d"_s << QStringList{u"a"_s, u"c#d"_s};
    QTest::newRow("variables") << u"$A/${A}x \"$A\" '$A' $B $"_s
                               << QStringList{u"v/vx"_s, u"v"_s, u"$A"_s, u"$B"_s, u"$"_s};
    QTest::newRow("commands") << u"$(A)/x `A`"_s << QStringList{u"v/x"_s, u"v"_s};
    QTest::newRow("home") << u"~/x ~ a~"_s << QStringList{u"h/x"_s, u"h"_s, u"a~"_s};
    QTest::newRow("Windows") << u"C:\\me\\data:/data %cd%:/data"_s
                             << QStringList{u"C:\\me\\data:/data"_s, u"p:/data"_s};
    QTest::newRow("ends") << u"a b | c"_s << QStringList{u"a"_s, u"b"_s};
}

void TestJobImport::words()
{
    QFETCH(QString, line);
    const Result<ShellLine> split = splitShellLine(line, [](const QString &name) -> std::optional<QString> {
        const QMap<QString, QString> known{{u"A"_s, u"v"_s}, {u"HOME"_s, u"h"_s}, {u"PWD"_s, u"p"_s}};
        return known.contains(name) ? std::optional(known.value(name)) : std::nullopt;
    });
    QVERIFY(split);
    QTEST(split->words, "words");
}

void TestJobImport::wordsNeverClosed()
{
    for (const QString &line : {u"a 'b"_s, u"a \"b"_s, u"$(b"_s, u"`b"_s, u"$'b"_s, u"${b"_s})
        QVERIFY2(!splitShellLine(line), qPrintable(line));
}

void TestJobImport::envFiles_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("docker");
    QTest::addColumn<QString>("dotenv");
    QTest::newRow("plain") << u"A=1\n\n# c\nB=a=b\r\n"_s << u"A=1;B=a=b"_s << u"A=1;B=a=b"_s;
    QTest::newRow("quotes") << u"A=\"x y\"\nB='z'"_s << u"A=\"x y\";B='z'"_s << u"A=x y;B=z"_s;
    QTest::newRow("export and spaces") << u"export A = 1 # one"_s << u"!"_s << u"A=1"_s;
    QTest::newRow("escapes") << u"A=\"x\\ny\""_s << u"A=\"x\\ny\""_s << u"A=x\ny"_s;
    QTest::newRow("twice") << u"A=1\nA=2"_s << u"A=2+A"_s << u"A=2+A"_s;
    QTest::newRow("from outside") << u"A"_s << u"?A"_s << u"?A"_s;
    QTest::newRow("no variable") << u"1A=2"_s << u"!"_s << u"!"_s;
    QTest::newRow("open quote") << u"A=\"x"_s << u"A=\"x"_s << u"!"_s;
}

void TestJobImport::envFiles()
{
    QFETCH(QString, text);
    const auto read = [&text](EnvDialect dialect) {
        const EnvFile file = parseEnvFile(text, dialect);
        QStringList parts;
        for (const auto &[name, value] : file.variables)
            parts.append(name + u'=' + value);
        QString said = parts.join(u';');
        for (const QString &name : file.repeated)
            said += u'+' + name;
        for (const QString &name : file.withoutValue)
            said += u'?' + name;
        return file.unreadable.isEmpty() ? said : u"!"_s;
    };
    QTEST(read(EnvDialect::Docker), "docker");
    QTEST(read(EnvDialect::Dotenv), "dotenv");
}

void TestJobImport::A11_143_dockerRun_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("image");
    QTest::addColumn<QByteArray>("job");
    const auto row = [](const char *name, const QString &line, const QString &image, const QByteArray &extra) {
        QTest::newRow(name) << line << image
                            << R"({"configuration":{"parameters":{}})" + (extra.isEmpty() ? extra : "," + extra) + "}";
    };
    row("nothing but an image", u"docker run python"_s, u"python:latest"_s, {});
    row("flags that make no difference", u"sudo docker container run --rm -d quay.io/a/b:1"_s, u"quay.io/a/b:1"_s, {});
    row("short options together", u"podman run -de A=1 x:1"_s, u"x:1"_s, R"("extra":{"env":{"A":"1"}})");
    row("short options with their value", u"docker run -eA=1 -m4g -p8080:80 x:1"_s, u"x:1"_s,
        R"("extra":{"env":{"A":"1"},"memory":"4g","ports":["8080:80"]})");
    row("equals signs", u"docker run --env=A=1=2 --memory=4000m --cpus=1.5 x:1"_s, u"x:1"_s,
        R"("extra":{"env":{"A":"1=2"},"memory":"4000m","cpus":1.5})");
    row("command and entrypoint", u"docker run --entrypoint /bin/sh x:1 -c 'echo hi'"_s, u"x:1"_s,
        R"("extra":{"entrypoint":["/bin/sh"],"cmd":["-c","echo hi"]})");
    row("network and user", u"docker run --net=host --user 5:6 x:1"_s, u"x:1"_s,
        R"("extra":{"network":"host","user":"5:6"})");
    row("the usual network, me", u"docker run --net=bridge -u $(id -u):$(id -g) x:1"_s, u"x:1"_s, {});
    row("volumes", u"docker run -v ./code:/code:ro -v cache:/c x:1"_s, u"x:1"_s,
        R"("extra":{"mounts":["/home/ann/code:/code:ro","cache:/c"]})");
    row("mount", u"docker run --mount type=bind,source=code,target=/code,readonly x:1"_s, u"x:1"_s,
        R"("extra":{"mounts":["/home/ann/code:/code:ro"]})");
    row("data folder", u"docker run --volume=$(pwd)/d:/data x:1"_s, u"x:1"_s,
        R"("input":{"mode":"folder","folder":"/home/ann/d"})");
    row("data folder, quoted", u"docker run -v \"${PWD}:/data/\" x:1"_s, u"x:1"_s,
        R"("input":{"mode":"folder","folder":"/home/ann"})");
    row("what a run sets itself", u"docker run -e KBC_DATADIR=/data/ -e KBC_CONFIGID=77 x:1"_s, u"x:1"_s, {});
    row("assignments before it", u"A=1 docker run -e A x:1"_s, u"x:1"_s, R"("extra":{"env":{"A":"1"}})");
    row("ports", u"docker run -p 127.0.0.1:80:81 -p 53/udp -p '[::1]:1:2' x:1"_s, u"x:1"_s,
        R"("extra":{"ports":["127.0.0.1:80:81","53/udp","[::1]:1:2"]})");
    row("prompt and lines", u"$ docker run \\\n  -e A=1 \\\n  x:1"_s, u"x:1"_s, R"("extra":{"env":{"A":"1"}})");
    row("options end", u"docker run -- x:1 -v"_s, u"x:1"_s, R"("extra":{"cmd":["-v"]})");
}

void TestJobImport::A11_143_dockerRun()
{
    QFETCH(QString, line);
    QFETCH(QString, image);
    QFETCH(QByteArray, job);
    const Result<ImportResult> result = importDockerRun(line, u"/home/ann"_s);
    QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
    QCOMPARE(whats(result->unmapped), QStringList());
    QCOMPARE(result->job.imageReference(), image);
    if (line.contains("KBC_CONFIGID"_L1)) {
        QCOMPARE(result->job.configurationId(), u"77"_s);
        return;
    }
    QCOMPARE(said(result->job), job);
    QVERIFY(result->job.requireValid());
}

void TestJobImport::A11_143_dockerRunListsWhatItCannotMap_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QStringList>("unmapped");
    const auto row = [](const QString &options, const QStringList &unmapped) {
        QTest::newRow(qPrintable(options)) << options << unmapped;
    };
    row(u"-it"_s, {u"-t"_s, u"-i"_s});
    row(u"--privileged --cap-add SYS_ADMIN"_s, {u"--privileged"_s, u"--cap-add SYS_ADMIN"_s});
    row(u"--gpus all"_s, {u"--gpus=all"_s});
    row(u"--restart=always --hostname h -w /x"_s, {u"--workdir /x"_s, u"--hostname h"_s, u"--restart always"_s});
    row(u"-e TOKEN"_s, {u"-e TOKEN"_s});
    row(u"-e KBC_TOKEN=x"_s, {u"-e KBC_TOKEN"_s});
    row(u"-e A=$SECRET"_s, {u"$SECRET"_s});
    row(u"--env-file none.env"_s, {u"--env-file none.env"_s});
    row(u"--newest-option"_s, {u"--newest-option"_s});
    row(u"--label a=b --tmpfs /t"_s, {u"--tmpfs /t"_s, u"--label a"_s});
    row(u"-v /anonymous"_s, {u"-v /anonymous"_s});
    row(u"--pull sometimes"_s, {u"--pull=sometimes"_s});
}

void TestJobImport::A11_143_dockerRunListsWhatItCannotMap()
{
    QFETCH(QString, options);
    const Result<ImportResult> result = importDockerRun(u"docker run "_s + options + u" x:1"_s, u"/home/ann"_s);
    QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
    QTEST(whats(result->unmapped), "unmapped");
    QCOMPARE(result->job.imageReference(), u"x:1"_s);
    for (const UnmappedItem &item : result->unmapped)
        QVERIFY2(!item.why.isEmpty(), qPrintable(item.what));
}

void TestJobImport::A11_143_dockerRunRefuses_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("says");
    QTest::newRow("no image") << u"docker run -e A=1"_s << u"it names no image"_s;
    QTest::newRow("cut") << u"docker run -e"_s << u"the option -e has no value"_s;
    QTest::newRow("compose") << u"docker compose run x"_s << u"docker compose"_s;
    QTest::newRow("something else") << u"rm -rf x"_s << u"no docker, podman or nerdctl"_s;
    QTest::newRow("quote") << u"docker run -e 'A x"_s << u"never closed"_s;
    QTest::newRow("memory") << u"docker run -m lots x"_s << u"no amount of memory"_s;
}

void TestJobImport::A11_143_dockerRunRefuses()
{
    QFETCH(QString, line);
    QFETCH(QString, says);
    const Result<ImportResult> result = importDockerRun(line, u"/home/ann"_s);
    QVERIFY(!result);
    QVERIFY2(result.error().sentence().contains(says), qPrintable(result.error().sentence()));
    QVERIFY(!result.error().advice.isEmpty());
}

void TestJobImport::A10_118_envFileOfALine()
{
    const Folder folder;
    folder.write(u"my.env"_s, "A=\"1\"\nB\n");
    const Result<ImportResult> result = importDockerRun(u"docker run --env-file my.env x:1"_s, folder.path());
    QVERIFY(result);
    QCOMPARE(result->job.extra().env, (QMap<QString, QString>{{u"A"_s, u"\"1\""_s}}));
    QCOMPARE(whats(result->unmapped), QStringList{u"B"_s});
}

void TestJobImport::dataMountReadsTheFolder()
{
    const Folder folder;
    folder.write(
        u"d/config.json"_s,
        R"({"parameters": {"max": 1.10, "#token": "[hidden]"}, "image_parameters": {"a": 1}, "action": "run", "storage": {}, "authorization": {}})");
    folder.write(u"d/in/state.json"_s, R"({"seen": 3})");
    const Result<ImportResult> result = importDockerRun(u"docker run -v ./d:/data x:1"_s, folder.path());
    QVERIFY(result);
    QCOMPARE(result->job.parameters(), QByteArray(R"({"max":1.10,"#token":"[hidden]"})"));
    QCOMPARE(result->job.component().imageParameters, QByteArray(R"({"a":1})"));
    QCOMPARE(result->job.state(), QByteArray(R"({"seen":3})"));
    QCOMPARE(whats(result->unmapped), QStringList{u"parameters.#token"_s});
}

/// Each run removes its container itself, and its exit is the verdict: nothing restarts it.
void TestJobImport::A10_125_restartIsListedAutoRemoveIsOurs()
{
    const Result<ImportResult> removed = importDockerRun(u"docker run --rm a/b"_s, QDir::tempPath());
    QVERIFY(removed);
    QCOMPARE(whats(removed->unmapped), QStringList());
    const Result<ImportResult> restarted = importDockerRun(u"docker run --restart always a/b"_s, QDir::tempPath());
    QVERIFY(restarted);
    QCOMPARE(restarted->unmapped, (QList<UnmappedItem>{{u"--restart always"_s, u"would run the component again after its verdict; a run ends with it"_s}}));
}

void TestJobImport::A11_143_secretsAreNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("paths");
    QTest::newRow("variable") << u"docker run -e API_TOKEN=x -e MODE=fast -e EMPTY_TOKEN= a/b"_s << QStringList{u"extra.env.API_TOKEN"_s};
    QTest::newRow("marked") << u"{\"parameters\": {\"#token\": \"x\", \"l\": [{\"#k\": \"y\"}]}}"_s
                            << QStringList{u"configuration.parameters.#token"_s, u"configuration.parameters.l.0.#k"_s};
    QTest::newRow("by its name") << u"{\"parameters\": {\"db\": {\"password\": \"x\", \"host\": \"h\"}}}"_s
                                 << QStringList{u"configuration.parameters.db.password"_s};
    QTest::newRow("not parameters") << u"{\"parameters\": {}, \"storage\": {\"password\": \"x\"}}"_s << QStringList{};
    QTest::newRow("nothing to keep") << u"{\"parameters\": {\"#a\": \"[hidden]\", \"#b\": \"KBC::ProjectSecure::x\", \"#c\": \"{{ v }}\", \"#d\": \"\"}}"_s << QStringList{};
}

/// What the first save moves to the vault.
void TestJobImport::A11_143_secretsAreNamed()
{
    QFETCH(QString, text);
    const Result<ImportResult> result = JobImport(QDir::tempPath()).fromText(text);
    QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
    QTEST(result->secrets, "paths");
}

void TestJobImport::A11_137_containersSettings()
{
    ContainerSetup setup;
    setup.id = ContainerId(u"0123456789ab"_s);
    setup.name = u"eager_ant"_s;
    setup.hostname = u"0123456789ab"_s;
    setup.image = u"docker.io/library/x:1"_s;
    setup.env = {u"PATH=/bin"_s, u"A=1"_s};
    setup.entrypoint = {u"run"_s};
    setup.cmd = {u"a"_s, u"b"_s};
    setup.networkMode = u"default"_s;
    setup.memory = 512LL << 20;
    setup.restartPolicy = u"no"_s;
    setup.labels = {{u"of.image"_s, u"1"_s}};
    setup.binds = {u"/srv/d:/data"_s, u"/srv/e:/e:ro"_s};
    ImageDetails image;
    image.env = {u"PATH=/bin"_s};
    image.entrypoint = {u"run"_s};
    image.labels = {{u"of.image"_s, u"1"_s}};
    const ImportResult result = importContainer(setup, &image);
    QCOMPARE(result.job.name(), u"eager_ant"_s);
    QCOMPARE(result.job.imageReference(), u"x:1"_s);
    QCOMPARE(said(result.job),
             QByteArray(R"({"configuration":{"parameters":{}},"input":{"mode":"folder","folder":"/srv/d"},)"
                        R"("extra":{"env":{"A":"1"},"mounts":["/srv/e:/e:ro"],"memory":"512m","cmd":["a","b"]}})"));
    QCOMPARE(whats(result.unmapped), QStringList());

    // Made from an image's id, as Longshore makes its own.
    setup.image = u"sha256:"_s + QString(64, u'a');
    image.repoTags = {u"x:2"_s};
    QCOMPARE(importContainer(setup, &image).job.imageReference(), u"x:2"_s);
    image.repoTags.clear();
    const ImportResult nameless = importContainer(setup, &image);
    QVERIFY(!nameless.job.hasComponent());
    QCOMPARE(whats(nameless.unmapped), QStringList{setup.image});
}

void TestJobImport::configs_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("job");
    QTest::addColumn<QStringList>("unmapped");
    QTest::newRow("parameters") << QByteArray(R"({"parameters": {"b": 1, "a": 1.10}})")
                                << QByteArray(R"({"configuration":{"parameters":{"b":1,"a":1.10}}})") << QStringList();
    QTest::newRow("a component's file")
        << QByteArray(
               R"({"storage": [], "parameters": {}, "action": "run", "shared_code_row_ids": [], "image_parameters": {}})")
        << QByteArray(R"({"configuration":{"parameters":{}}})") << QStringList();
    QTest::newRow("an action") << QByteArray(R"({"parameters": {}, "action": "testConnection"})")
                               << QByteArray(R"({"configuration":{"parameters":{}}})") << QStringList{u"action"_s};
    QTest::newRow("unknown key") << QByteArray(R"({"parameters": {}, "foo": 1})")
                                 << QByteArray(R"({"configuration":{"parameters":{}}})") << QStringList{u"foo"_s};
    QTest::newRow("secrets")
        << QByteArray(R"({"parameters": {"#a": "[hidden]", "l": [{"#b": "KBC::ProjectSecure::x"}], "#c": "clear"}})")
        << QByteArray(
               R"({"configuration":{"parameters":{"#a":"[hidden]","l":[{"#b":"KBC::ProjectSecure::x"}],"#c":"clear"}}})")
        << QStringList{u"parameters.#a"_s, u"parameters.l.0.#b"_s};
    QTest::newRow("exported")
        << QByteArray(
               R"({"id": 77, "name": "N", "description": "d", "configuration": {"parameters": {"a": 1}}, "rows": [{"id": "1"}], "state": {}})")
        << QByteArray(R"({"configurationId":"77","configuration":{"parameters":{"a":1}},"rows":[{"id":"1"}]})")
        << QStringList{u"description"_s};
    QTest::newRow("given twice") << QByteArray(R"({"parameters": {"#a": "1", "#a": {"$secret": "x"}}})")
                                 << QByteArray(R"({"configuration":{"parameters":{"#a":{"$secret":"x"}}}})")
                                 << QStringList{u"parameters.#a"_s};
}

void TestJobImport::configs()
{
    QFETCH(QByteArray, config);
    const Result<ImportResult> result = importConfig(config, u"c"_s);
    QVERIFY(result);
    QTEST(said(result->job), "job");
    QTEST(whats(result->unmapped), "unmapped");
}

void TestJobImport::configRefuses()
{
    for (const char *bad : {"[]", "{", "", "5"}) {
        const Result<ImportResult> result = importConfig(bad, u"c"_s);
        QVERIFY2(!result, bad);
        QVERIFY(result.error().kind == Error::Kind::BadInput);
    }
}

void TestJobImport::dataFolder()
{
    const Folder folder;
    folder.write(u"split/data/config.yml"_s, "parameters:\n  max: 75\n");
    folder.folder(u"split/data/in/tables"_s);
    const Result<ImportResult> result = importDataFolder(folder.path(u"split/data"_s));
    QVERIFY(result);
    QCOMPARE(result->job.name(), u"split"_s);
    QCOMPARE(result->job.parameters(), QByteArray(R"({"max":75})"));
    QCOMPARE(result->job.input().mode, JobInput::Mode::Folder);
    // Beside the job file the path is relative.
    QCOMPARE(result->job.movedTo(folder.path(u"split/x.job.json"_s)).jsonAt(u"input.folder"_s), QByteArray("\"data\""));
    QVERIFY(!importDataFolder(folder.path(u"none"_s)));
    QVERIFY(!importDataFolder(folder.path()));
}

void TestJobImport::sourceFolder()
{
    const Folder folder;
    folder.write(u"My Tool/Dockerfile"_s, "FROM scratch\n");
    folder.write(u"My Tool/component_config/configSchema.json"_s,
                 R"({"type": "object", "properties": {"max": {"type": "integer"}}})");
    folder.write(u"My Tool/component_config/configRowSchema.json"_s, "{ broken");
    folder.write(u"My Tool/data/config.json"_s, R"({"parameters": {"max": 5}})");
    const Result<ImportResult> result = importSourceFolder(folder.path(u"My Tool"_s));
    QVERIFY(result);
    const JobDocument &job = result->job;
    QVERIFY2(job.requireValid(), job.toJson().constData());
    QCOMPARE(job.imageReference(), u"my-tool:dev"_s);
    QVERIFY(job.component().configurationSchema.contains("integer"));
    QCOMPARE(job.source(), (std::optional(JobSource{folder.path(u"My Tool"_s), u"Dockerfile"_s})));
    QVERIFY(job.image().pull == JobImage::Pull::Never);
    QCOMPARE(job.parameters(), QByteArray(R"({"max":5})"));
    QCOMPARE(job.input().folder, folder.path(u"My Tool/data"_s));
    QCOMPARE(whats(result->unmapped), QStringList{u"component_config/configRowSchema.json"_s});
    QVERIFY(!importSourceFolder(folder.path()));
}

void TestJobImport::B5_snapshot()
{
    const Folder folder;
    writeZip(folder.path(u"stage_0.zip"_s),
             {{"config.json", R"({"parameters": {"#token": "[hidden]", "max": 75}, "action": "run"})"},
              {"in/state.json", R"({"seen": 3})"},
              {"in/tables/t.csv", "\"a\"\n\"1\"\n"},
              {"in/files/", {}},
              {"out/tables/", {}}});
    const Result<ImportResult> result = importSnapshot(folder.path(u"stage_0.zip"_s), folder.path(u"new/data"_s));
    QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
    QCOMPARE(result->job.name(), u"stage_0"_s);
    QCOMPARE(result->job.parameters(), QByteArray(R"({"#token":"[hidden]","max":75})"));
    QCOMPARE(result->job.state(), QByteArray(R"({"seen":3})"));
    QCOMPARE(result->job.input().folder, folder.path(u"new/data"_s));
    QVERIFY(result->job.input().mode == JobInput::Mode::Folder);
    QCOMPARE(whats(result->unmapped), QStringList{u"parameters.#token"_s});
    QVERIFY(QFile::exists(folder.path(u"new/data/in/tables/t.csv"_s)));
    QVERIFY(QDir(folder.path(u"new/data/in/files"_s)).exists());
    const Result<ImportResult> again = importSnapshot(folder.path(u"stage_0.zip"_s), folder.path(u"new/data"_s));
    QVERIFY(!again && again.error().kind == Error::Kind::Conflict);
}

void TestJobImport::exportedJobsComeBack()
{
    const Folder folder;
    folder.write(u"d/in/tables/a.csv"_s, "a\n");
    folder.write(u"t.csv"_s, "t\n");
    JobDocument job = JobDocument::create(u"Split"_s, u"x:1"_s);
    QVERIFY(job.setParameters("{\"#token\":\"opensesame\",\"#kept\":{\"$secret\":\"id\"},\"n\":1.10}"));
    QVERIFY(job.setJsonAt(u"rows"_s, "[{\"id\":\"1\",\"configuration\":{\"parameters\":{\"#t\":\"opensesame\"}},\"state\":{\"#s\":\"opensesame\"}}]"));
    QVERIFY(job.setJsonAt(u"extra.env"_s, "{\"API_TOKEN\":\"opensesame\",\"MODE\":\"fast\"}"));
    QVERIFY(job.save(folder.path(u"split.job.json"_s)));
    QVERIFY(job.setJsonAt(u"input"_s, "{\"mode\":\"folder\",\"folder\":\"d\",\"fileTables\":{\"in.c-x.t\":\"t.csv\"}}"));
    const Result<QStringList> left = writeJobArchive(job, folder.path(u"split.zip"_s));
    QVERIFY2(left, left ? "" : qPrintable(left.error().sentence()));
    QCOMPARE(*left, QStringList());
    const Result<ImportResult> result = JobImport(folder.path(u"elsewhere"_s)).fromPath(folder.path(u"split.zip"_s));
    QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
    QCOMPARE(result->job.path(), folder.path(u"elsewhere/split/split.job.json"_s));
    QCOMPARE(result->job.parameters(), QByteArray("{\"#token\":\"[hidden]\",\"#kept\":{\"$secret\":\"id\"},\"n\":1.10}"));
    QVERIFY(!result->job.toJson().contains("opensesame"));
    QCOMPARE(result->job.extra().env, (QMap<QString, QString>{{u"API_TOKEN"_s, u"[hidden]"_s}, {u"MODE"_s, u"fast"_s}}));
    QVERIFY(QFile::exists(result->job.input().folder + u"/in/tables/a.csv"_s));
    QVERIFY(QFile::exists(result->job.input().fileTables.value(u"in.c-x.t"_s)));
    QVERIFY(result->job.input().folder.startsWith(folder.path(u"elsewhere"_s)));
}

void TestJobImport::guessesASchema_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("property");
    const auto row = [](const char *value, const char *property) { QTest::newRow(value) << QByteArray(value) << QByteArray(property); };
    row("1", "{\"type\":\"number\",\"propertyOrder\":1}");
    row("true", "{\"type\":\"boolean\",\"propertyOrder\":1}");
    row("\"a\"", "{\"type\":\"string\",\"propertyOrder\":1}");
    row("\"a\\nb\"", "{\"type\":\"string\",\"format\":\"textarea\",\"propertyOrder\":1}");
    row("[1]", "{\"type\":\"array\",\"items\":{\"type\":\"number\"},\"propertyOrder\":1}");
    row("[]", "{\"propertyOrder\":1}");
    row("null", "{\"propertyOrder\":1}");
    row("[{\"a\":1},{\"b\":true}]",
        "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"number\",\"propertyOrder\":1},"
        "\"b\":{\"type\":\"boolean\",\"propertyOrder\":2}}},\"propertyOrder\":1}");
}

void TestJobImport::guessesASchema()
{
    QFETCH(QByteArray, parameters);
    QFETCH(QByteArray, property);
    const Result<Json> schema = scanJson(guessSchema("{\"k\":" + parameters + "}"), {});
    QVERIFY(schema);
    QCOMPARE(writeJson((*schema)["properties"]["k"], JsonStyle::Compact), property);
    const Result<Json> secret = scanJson(guessSchema("{\"#k\":{\"$secret\":\"x\"}}"), {});
    QVERIFY((*secret)["properties"]["#k"]["format"] == "password");
    QVERIFY(guessSchema("{}").isEmpty() && guessSchema("[1]").isEmpty() && guessSchema("").isEmpty());
}

void TestJobImport::A18_hostileSnapshots_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("link");
    QTest::newRow("A18 up") << QByteArray("../evil") << QByteArray();
    QTest::newRow("A18 up within") << QByteArray("in/../../evil") << QByteArray();
    QTest::newRow("A18 backslashes") << QByteArray("..\\evil") << QByteArray();
    QTest::newRow("A18 absolute") << QByteArray("/tmp/evil") << QByteArray();
    QTest::newRow("A19 link") << QByteArray("in/files/evil") << QByteArray("/etc/passwd");
    QTest::newRow("A26 twice") << QByteArray("config.json") << QByteArray();
    QTest::newRow("below a file") << QByteArray("config.json/evil") << QByteArray();
}

void TestJobImport::A18_hostileSnapshots()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, link);
    const Folder folder;
    writeZip(folder.path(u"s.zip"_s), {{"config.json", "{}"}, {name, "evil", link}});
    const Result<ImportResult> result = importSnapshot(folder.path(u"s.zip"_s), folder.path(u"data"_s));
    QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
    QCOMPARE(result->unmapped.size(), 1);
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             (QStringList{u"data"_s, u"s.zip"_s}));
    QCOMPARE(QDir(folder.path(u"data"_s)).entryList(QDir::Files), QStringList{u"config.json"_s});
}

void TestJobImport::B5_snapshotFailuresLeaveNothing_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QString>("kind");
    QTest::newRow("no data folder in it") << 0 << u"bad-input"_s;
    QTest::newRow("no zip") << 1 << u"bad-input"_s;
    QTest::newRow("A24 too large") << 2 << u"too-large"_s;
    QTest::newRow("A24 too many") << 3 << u"too-large"_s;
}

void TestJobImport::B5_snapshotFailuresLeaveNothing()
{
    QFETCH(int, which);
    QFETCH(QString, kind);
    const Folder folder;
    if (which == 0)
        writeZip(folder.path(u"s.zip"_s), {{"readme.txt", "x"}});
    else if (which == 1)
        folder.write(u"s.zip"_s, "PK\x03\x04 and nothing else");
    else
        writeZip(folder.path(u"s.zip"_s), {{"config.json", "{}"}, {"in/big", QByteArray(100'000, 'x')}});
    CollectLimits limits;
    limits.bytes = which == 2 ? 1000 : limits.bytes;
    limits.entries = which == 3 ? 1 : limits.entries;
    const Result<ImportResult> result = importSnapshot(folder.path(u"s.zip"_s), folder.path(u"data"_s), limits);
    QVERIFY(!result);
    QCOMPARE(toString(result.error().kind), kind);
    QVERIFY(!QFile::exists(folder.path(u"data"_s)));
}

void TestJobImport::anything_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("name");
    QTest::newRow("job file") << u"my.job.json"_s << u"My job"_s;
    QTest::newRow("config.json with its folder") << u"d/config.json"_s << u"d"_s;
    QTest::newRow("config.json alone") << u"alone/config.json"_s << u"alone"_s;
    QTest::newRow("any JSON") << u"conf.json"_s << u"conf"_s;
    QTest::newRow("data folder") << u"d"_s << u"d"_s;
    QTest::newRow("source") << u"src"_s << u"src"_s;
    QTest::newRow("snapshot") << u"stage_1.zip"_s << u"stage_1"_s;
    QTest::newRow("script") << u"run.sh"_s << u"x"_s;
    QTest::newRow("nothing of it") << u"empty"_s << QString();
    QTest::newRow("missing") << u"missing"_s << QString();
    QTest::newRow("text: line") << u"docker run x"_s << u"x"_s;
    QTest::newRow("text: JSON") << u"{\"parameters\": {}}"_s << u"Pasted configuration"_s;
}

void TestJobImport::anything()
{
    QFETCH(QString, source);
    QFETCH(QString, name);
    const Folder folder;
    folder.write(u"my.job.json"_s, R"({"format": "longshore.job/1", "name": "My job"})");
    folder.write(u"d/config.json"_s, "{}");
    folder.folder(u"d/in"_s);
    folder.write(u"alone/config.json"_s, "{}");
    folder.write(u"conf.json"_s, "{}");
    folder.write(u"src/Dockerfile"_s, "FROM scratch");
    folder.write(u"run.sh"_s, "docker run \\\n x\n");
    folder.folder(u"empty"_s);
    writeZip(folder.path(u"stage_1.zip"_s), {{"config.json", "{}"}});
    const JobImport import(folder.path());
    const bool isText = JobImport::mayBeJob(source);
    const Result<ImportResult> result = isText ? import.fromText(source) : import.fromPath(folder.path(source));
    QCOMPARE(result ? result->job.name() : QString(), name);
    QVERIFY(result || !result.error().sentence().isEmpty());
}

LONGSHORE_TEST_MAIN(TestJobImport)
#include "tst_jobimport.moc"
