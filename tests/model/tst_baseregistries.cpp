// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/engineclient.h"
#include "model/images/baseregistries.h"
#include "model/images/imagebuild.h"
#include "tests/support/credentialfiles.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

using Arguments = QMap<QString, QString>;

/// Which logins a build gets: those of the registries that its base images come from.
class tst_BaseRegistries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void A2_30_baseImages_data()
    {
        QTest::addColumn<QString>("dockerfile");
        QTest::addColumn<Arguments>("arguments");
        QTest::addColumn<QStringList>("registries");
        const auto row = [](const char *name, const char *dockerfile, const QStringList &registries, const Arguments &arguments = {}) {
            QTest::newRow(name) << QString::fromUtf8(dockerfile) << arguments << registries;
        };
        const Arguments base{{u"BASE"_s, u"q.io/a:1"_s}};
        const QString hub = u"docker.io"_s;
        row("nothing", "", {});
        row("plain", "FROM q.io/a", {u"q.io"_s});
        row("Docker Hub", "from python:3", {hub});
        row("each once", "FROM q.io/a\nFROM q.io/b\nFROM r.io/c", {u"q.io"_s, u"r.io"_s});
        row("commented out", "# FROM z.io/no\nFROM q.io/a", {u"q.io"_s});
        row("scratch", "FROM scratch", {});
        row("a stage of its own", "FROM q.io/a AS one\nFROM ONE\nFROM x.io/y AS two\nCOPY --from=two /x /y\nCOPY --from=0 /x /y", {u"q.io"_s, u"x.io"_s});
        row("platform", "FROM --platform=$BUILDPLATFORM q.io/a", {u"q.io"_s});
        row("COPY --from", "FROM scratch\nCOPY --chown=1 --from=r.io/tools:2 /a /b", {u"r.io"_s});
        row("RUN --mount", "FROM scratch\nRUN --network=none --mount=type=bind,from=r.io/tools,target=/t /t/x", {u"r.io"_s});
        row("no flag of RUN", "FROM scratch\nRUN x --mount=type=bind,from=r.io/tools", {});
        row("the frontend", "# syntax=r.io/frontend:1\nFROM q.io/a", {u"r.io"_s, u"q.io"_s});
        row("no directive any more", "FROM q.io/a\n# syntax=r.io/frontend:1", {u"q.io"_s});
        row("over two lines", "FROM \\\n  q.io/c", {u"q.io"_s});
        row("within a word", "FROM q.i\\\no/c", {u"q.io"_s});
        row("with a tab", "FROM\tq.io/c", {u"q.io"_s});
        row("CR LF", "FROM \\\r\n q.io/c\r\nFROM r.io/d AS x\r\n", {u"q.io"_s, u"r.io"_s});
        row("another escape", "# escape=`\nFROM `\n q.io/c", {u"q.io"_s});
        row("that is no escape", "# escape=`\nARG A=q.io\\\nFROM r.io/x", {u"r.io"_s});
        row("here-document", "FROM scratch\nRUN <<EOF\nFROM z.io/no\nEOF\nFROM q.io/a", {u"q.io"_s});
        row("two of them", "FROM scratch\nCOPY <<A <<\"B\" /x/\nFROM y.io/no\nA\nFROM z.io/no\nB\nFROM q.io/a", {u"q.io"_s});
        row("its end is the whole line", "FROM scratch\nRUN <<EOF\n EOF\nFROM z.io/no\nEOF\nFROM q.io/a", {u"q.io"_s});
        row("tabs before the end", "FROM scratch\nRUN <<-EOF\nFROM z.io/no\n\tEOF\nFROM q.io/a", {u"q.io"_s});
        row("a shift is none", "FROM scratch\nRUN echo $((1<<EOF))\nFROM q.io/a", {u"q.io"_s});
        // by ARG
        row("default", "ARG BASE=q.io/a:1\nFROM ${BASE} AS one", {u"q.io"_s});
        row("quoted", "ARG BASE=\"q.io/a:1\"\nARG T='r.io/b'\nFROM $BASE\nFROM $T", {u"q.io"_s, u"r.io"_s});
        row("a blank in another value", "ARG X=\"a b=c\" BASE=q.io/a\nFROM $BASE", {u"q.io"_s});
        row("the second name", "ARG A=1 BASE=q.io/a\nFROM $BASE", {u"q.io"_s});
        row("of another", "ARG REG=q.io\nARG BASE=${REG}/a\nFROM $BASE", {u"q.io"_s});
        row("a part", "ARG REG=q.io\nFROM ${REG}/a:1", {u"q.io"_s});
        row("unknown", "FROM $UNKNOWN", {});
        row("else", "FROM ${X:-s.io/b}", {u"s.io"_s});
        row("else another", "ARG D=s.io\nFROM ${X:-${D}/b}", {u"s.io"_s});
        row("where it is set", "ARG X=1\nFROM ${X:+s.io/b}", {u"s.io"_s});
        row("an argument of a stage", "FROM scratch\nARG BASE=q.io/a\nFROM $BASE", {});
        row("single quotes keep", "ARG A=q.io/a\nARG B='$A'\nFROM $B", {});
        row("escaped", "ARG A=q.io/a\nFROM \\$A", {});
        // by a build argument
        row("given", "ARG BASE\nFROM $BASE", {u"q.io"_s}, base);
        row("given instead", "ARG BASE=r.io/b\nFROM $BASE", {u"q.io"_s}, base);
        row("given, and used by another", "ARG BASE\nARG TWO=${BASE}-slim\nFROM $TWO", {u"q.io"_s}, base);
        row("given and not declared", "FROM $BASE", {}, base);
        row("given as it is", "ARG BASE\nFROM $BASE", {}, {{u"BASE"_s, u"$OTHER"_s}});
    }
    void A2_30_baseImages()
    {
        QFETCH(QString, dockerfile);
        QFETCH(Arguments, arguments);
        QTEST(baseRegistries(dockerfile, arguments), "registries");
    }

    /// Down to the request: the login of the registry that only the build argument names, and no other.
    void A2_30_aBuildGetsItsLogins()
    {
        CredentialFiles files;
        files.docker("{\"auths\":{\"q.io\":" + CredentialFiles::pair("alice:1") + ",\"r.io\":" + CredentialFiles::pair("bob:2") + "}}");
        QTemporaryDir folder;
        QFile file(folder.filePath(u"Dockerfile"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("ARG BASE=r.io/b\nFROM $BASE\n") > 0);
        file.close();
        BuildRequest request;
        request.folder = folder.path();
        request.arguments = {{u"BASE"_s, u"q.io/a:1"_s}};
        request.classic = true;
        FaultServer server;
        server.enqueue({.reply = FaultServer::chunked({"{\"aux\":{\"ID\":\"sha256:" + QByteArray(64, 'a') + "\"}}\r\n"})});
        EngineClient client(server.endpoint());
        std::unique_ptr<ImageBuild> build;
        bool isOver = false;
        findBuildConfig(*files.auth, request, this, [&](const QByteArray &config) {
            request.registryConfig = config;
            build = std::make_unique<ImageBuild>(client, request);
            connect(build.get(), &ImageBuild::finished, this, [&] { isOver = true; });
            build->start();
        });
        QTRY_VERIFY(isOver);
        const QByteArray sent = server.requests().constFirst().headers.value("x-registry-config");
        const QByteArray config = QByteArray::fromBase64(sent, QByteArray::Base64UrlEncoding);
        QVERIFY2(config.contains("\"q.io\"") && config.contains("alice") && !config.contains("r.io"), config.constData());
    }
};

LONGSHORE_TEST_MAIN(tst_BaseRegistries)
#include "tst_baseregistries.moc"
