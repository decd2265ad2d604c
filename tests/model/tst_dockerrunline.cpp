// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/containers/containerinspector.h"
#include "model/containers/dockerrunline.h"
#include "model/secretnames.h"
#include "model/shelltext.h"
#include "tests/support/testmain.h"
#include "tests/support/transcript.h"

#include <QProcess>

using namespace Qt::StringLiterals;
using namespace longshore;
using test::Transcript;

class tst_DockerRunLine : public QObject
{
    Q_OBJECT

    static ContainerSetup plain()
    {
        ContainerSetup setup;
        setup.image = u"docker.io/library/python:3.12"_s;
        return setup;
    }

private Q_SLOTS:
    void A5_59_lines_data()
    {
        QTest::addColumn<ContainerSetup>("setup");
        QTest::addColumn<bool>("knowsImage");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *name, const std::function<void(ContainerSetup &)> &change, const QString &line, bool knowsImage = false) {
            ContainerSetup setup = plain();
            change(setup);
            QTest::newRow(name) << setup << knowsImage << line;
        };
        row("nothing", [](ContainerSetup &) {}, u"docker run -d python:3.12"_s);
        row("name", [](ContainerSetup &s) { s.name = u"web-1"_s; }, u"docker run -d --name web-1 python:3.12"_s);
        row("terminal", [](ContainerSetup &s) { s.tty = s.openStdin = true; }, u"docker run -i -t python:3.12"_s);
        row("goes by itself", [](ContainerSetup &s) { s.autoRemove = true; }, u"docker run --rm -d python:3.12"_s);
        row("hostname", [](ContainerSetup &s) { s.id = {u"0123456789abcdef"_s}; s.hostname = u"box"_s; },
            u"docker run -d --hostname box python:3.12"_s);
        row("hostname of the engine", [](ContainerSetup &s) { s.id = {u"0123456789abcdef"_s}; s.hostname = u"0123456789ab"_s; },
            u"docker run -d python:3.12"_s);
        row("env", [](ContainerSetup &s) { s.env = QStringList{u"A=1"_s, u"B=two words"_s, u"C="_s}; },
            u"docker run -d -e A=1 -e 'B=two words' -e C= python:3.12"_s);
        row("A5_184 secrets are not in the line", [](ContainerSetup &s) { s.env = QStringList{u"DB_PASSWORD=hunter2"_s, u"URL=https://u:p@h/"_s}; },
            u"docker run -d -e DB_PASSWORD -e URL python:3.12"_s);
        row("labels", [](ContainerSetup &s) { s.labels = {{u"a"_s, u"it's"_s}, {u"b"_s, QString()}}; },
            u"docker run -d --label 'a=it'\\''s' --label b python:3.12"_s);
        row("user and folder", [](ContainerSetup &s) { s.user = u"1000:1000"_s; s.workingDir = u"/code"_s; },
            u"docker run -d --user 1000:1000 --workdir /code python:3.12"_s);
        row("ports", [](ContainerSetup &s) {
            s.ports = {{u"80/tcp"_s, {}, u"8080"_s}, {u"53/udp"_s, u"127.0.0.1"_s, u"53"_s}, {u"81/tcp"_s, u"0.0.0.0"_s, u"8081"_s},
                       {u"82/tcp"_s, {}, {}}, {u"83/tcp"_s, u"::1"_s, {}}};
        }, u"docker run -d -p 8080:80 -p 127.0.0.1:53:53/udp -p 8081:81 -p 82 -p '[::1]::83' python:3.12"_s);
        row("mounts", [](ContainerSetup &s) {
            s.binds = QStringList{u"/host dir:/data:ro"_s, u"vol:/v"_s};
            s.asked = {{u"volume"_s, {}, u"cache"_s, u"/c"_s, false}, {u"tmpfs"_s, {}, {}, u"/t"_s, true}};
            s.tmpfs = {{u"/run"_s, u"size=64m"_s}};
        }, u"docker run -d -v '/host dir:/data:ro' -v vol:/v --mount type=volume,source=cache,target=/c,readonly"
           " --mount type=tmpfs,target=/t --tmpfs /run:size=64m python:3.12"_s);
        row("host", [](ContainerSetup &s) {
            s.networkMode = u"none"_s;
            s.restartPolicy = u"on-failure"_s;
            s.restartRetries = 3;
            s.memory = 256 << 20;
            s.nanoCpus = 1500000000;
            s.privileged = s.readonlyRootfs = s.init = true;
            s.capAdd = QStringList{u"NET_ADMIN"_s};
            s.capDrop = QStringList{u"ALL"_s};
            s.extraHosts = QStringList{u"h:1.2.3.4"_s};
        }, u"docker run -d --network none --restart on-failure:3 --memory 256m --cpus 1.5 --privileged --read-only --init"
           " --cap-add NET_ADMIN --cap-drop ALL --add-host h:1.2.3.4 python:3.12"_s);
        row("defaults of the host", [](ContainerSetup &s) { s.networkMode = u"bridge"_s; s.restartPolicy = u"no"_s; }, u"docker run -d python:3.12"_s);
        row("command", [](ContainerSetup &s) { s.entrypoint = QStringList{u"tini"_s, u"--"_s}; s.cmd = QStringList{u"sh"_s, u"-c"_s, u"echo \"$HOME\""_s}; },
            u"docker run -d --entrypoint tini python:3.12 -- sh -c 'echo \"$HOME\"'"_s);
        row("an image id", [](ContainerSetup &s) { s.image = u"0a"_s.repeated(32); }, u"docker run -d "_s + u"0a"_s.repeated(32));
        // What is the image's own is left out when that is known: python as user 1000 in /code with A=1 and a label.
        const auto asImage = [](ContainerSetup &s) {
            s.entrypoint = QStringList{u"tini"_s, u"--"_s};
            s.cmd = QStringList{u"python3"_s};
            s.env = QStringList{u"PATH=/bin"_s, u"A=1"_s};
            s.user = u"1000"_s;
            s.workingDir = u"/code"_s;
            s.labels = {{u"l"_s, u"v"_s}};
        };
        row("as the image", asImage, u"docker run -d python:3.12"_s, true);
        row("other arguments", [&](ContainerSetup &s) { asImage(s); s.cmd = QStringList{u"x"_s}; }, u"docker run -d python:3.12 x"_s, true);
        row("other entrypoint", [&](ContainerSetup &s) { asImage(s); s.entrypoint = QStringList{u"sh"_s}; },
            u"docker run -d --entrypoint sh python:3.12 python3"_s, true);
        row("no entrypoint", [&](ContainerSetup &s) { asImage(s); s.entrypoint.clear(); }, u"docker run -d --entrypoint '' python:3.12 python3"_s, true);
        row("other variable", [&](ContainerSetup &s) { asImage(s); s.env = QStringList{u"PATH=/bin"_s, u"A=2"_s}; },
            u"docker run -d -e A=2 python:3.12"_s, true);
        row("other label", [&](ContainerSetup &s) { asImage(s); s.labels = {{u"l"_s, u"w"_s}, {u"m"_s, QString()}}; },
            u"docker run -d --label l=w --label m python:3.12"_s, true);
    }
    void A5_59_lines()
    {
        QFETCH(ContainerSetup, setup);
        QFETCH(bool, knowsImage);
        ImageDetails image;
        image.entrypoint = QStringList{u"tini"_s, u"--"_s};
        image.cmd = QStringList{u"python3"_s};
        image.env = QStringList{u"PATH=/bin"_s, u"A=1"_s};
        image.user = u"1000"_s;
        image.workingDir = u"/code"_s;
        image.labels = {{u"l"_s, u"v"_s}};
        QTEST(dockerRunLine(setup, knowsImage ? &image : nullptr), "line");
    }

    /// The judge is bash.
    void shellReadsTheWordBack_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("plain");
        const auto row = [](const char *name, const QString &word, bool plain = false) { QTest::newRow(name) << word << plain; };
        row("empty", u""_s);
        row("plain", u"a-b_c./:=@%+,1"_s, true);
        row("blank", u"a b"_s);
        row("single quote", u"it's"_s);
        row("double quote", u"\"x\""_s);
        row("variables", u"$HOME `id` $(id) ${x}"_s);
        row("globs", u"*?[a]{1,2}~"_s);
        row("operators", u";&|<>()#!"_s);
        row("backslash", u"a\\nb\\"_s);
        row("newline", u"a\nb"_s);
        row("tab", u"a\tb"_s);
        row("escape", u"\u001b[31m'\\"_s);
        row("override", u"a\u202Eb"_s);
        row("umlauts", u"ä€𝄞"_s);
        row("minus", u"-n"_s, true);
    }
    void shellReadsTheWordBack()
    {
        QFETCH(QString, word);
        const QString quoted = shellQuoted(word);
        QTEST(quoted == word, "plain");
        for (const QChar c : quoted)
            QVERIFY(c.category() != QChar::Other_Control && c.category() != QChar::Other_Format);
        QProcess bash;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        bash.setProcessEnvironment(environment);
        bash.start(u"bash"_s, {u"-c"_s, u"printf %s "_s + quoted});
        QVERIFY(bash.waitForFinished());
        QCOMPARE(QString::fromUtf8(bash.readAllStandardOutput()), word);
    }

    void A5_184_secretNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("secret");
        for (const char *name : {"PASSWORD", "DB_PASSWORD", "dbPassword", "PGPASSWORD", "MYSQL_ROOT_PASSWD", "API_KEY", "apiKey", "APIKEY", "SECRET",
                                 "client-secret", "GITHUB_TOKEN", "accessToken", "#token", "AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "PRIVATE_KEY",
                                 "X_AUTH", "DB_PASS", "DB_PWD", "com.example.token", "passphrase", "CREDENTIALS", "--password"})
            QTest::newRow(name) << QString::fromUtf8(name) << true;
        for (const char *name : {"PATH", "HOME", "PWD", "OLDPWD", "MONKEY", "AUTHOR", "KEYBOARD", "KEY", "PRIMARY_KEY", "COMPASS", "PASSENGER", "", "#", "TOKENIZER_DIR", "HOSTNAME"})
            QTest::newRow(*name ? name : "nothing") << QString::fromUtf8(name) << false;
    }
    void A5_184_secretNames()
    {
        QFETCH(QString, name);
        QTEST(looksSecret(name), "secret");
    }

    void A5_184_masking_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << u"A=1"_s << u"A=1"_s;
        QTest::newRow("secret") << u"DB_PASSWORD=a=b"_s << u"DB_PASSWORD=•••"_s;
        QTest::newRow("empty secret") << u"DB_PASSWORD="_s << u"DB_PASSWORD="_s;
        QTest::newRow("url") << u"URL=postgres://me:secret@db:5432/x"_s << u"URL=postgres://me:•••@db:5432/x"_s;
        QTest::newRow("url without password") << u"URL=http://db:5432/x@y"_s << u"URL=http://db:5432/x@y"_s;
        QTest::newRow("no variable") << u"token"_s << u"token"_s;
    }
    void A5_184_masking()
    {
        QFETCH(QString, text);
        QTEST(withoutSecrets(text), "shown");
    }

    void A5_184_maskingOfCommandLines()
    {
        QCOMPARE(argvWithoutSecrets({u"run"_s, u"--token"_s, u"abc"_s, u"--token"_s, u"--quiet"_s, u"-p"_s, u"80"_s, u"A_KEY=1"_s, u"--password"_s, {}}),
                 (QStringList{u"run"_s, u"--token"_s, u"•••"_s, u"--token"_s, u"--quiet"_s, u"-p"_s, u"80"_s, u"A_KEY=1"_s, u"--password"_s, {}}));
    }

    void realInspects_data()
    {
        QTest::addColumn<QString>("engine");
        for (const char *engine : {"docker-20.10.24", "docker-26.1.5", "podman-4.3.1", "podman-5.4.2"})
            QTest::newRow(engine) << QString::fromLatin1(engine);
    }
    void realInspects()
    {
        QFETCH(QString, engine);
        const Transcript transcript = Transcript::load(engine, u"inspect-full"_s);
        if (!transcript.isValid())
            QSKIP("not recorded");
        const Result<ContainerInspection> inspection = ContainerInspection::parse(transcript.body());
        QVERIFY2(inspection, inspection ? "" : qPrintable(inspection.error().sentence()));
        QCOMPARE(inspection->setup.user, u"1000:1000"_s);
        QVERIFY(inspection->setup.memory > 0);
        QVERIFY(!inspection->setup.cmd.isEmpty() || !inspection->setup.entrypoint.isEmpty());
        const int memory = inspection->tree->find(u"HostConfig.Memory"_s);
        QVERIFY(memory > 0);
        QCOMPARE(inspection->tree->nodes().at(memory).value, QString::number(inspection->setup.memory));
        QVERIFY(dockerRunLine(inspection->setup).startsWith(u"docker run "_s));
        QVERIFY(dockerRunLine(inspection->setup).contains(u" --user 1000:1000 "_s));
    }

    void oddAnswersAreErrorsOrEmpty_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("no JSON") << QByteArray("<html>") << false;
        QTest::newRow("a list") << QByteArray("[]") << false;
        QTest::newRow("too deep") << QByteArray("{\"a\":" + QByteArray(300, '[')) << false;
        QTest::newRow("nothing in it") << QByteArray("{}") << true;
        QTest::newRow("wrong types") << QByteArray(R"({"Name":1,"Mounts":{"a":1},"Config":[],"HostConfig":{"PortBindings":{"80/tcp":null,"1":[3]},"Memory":"x","Mounts":[null,[]]}})") << true;
    }
    void oddAnswersAreErrorsOrEmpty()
    {
        QFETCH(QByteArray, text);
        QTEST(bool(ContainerInspection::parse(text)), "good");
    }
};

LONGSHORE_TEST_MAIN(tst_DockerRunLine)
#include "tst_dockerrunline.moc"
