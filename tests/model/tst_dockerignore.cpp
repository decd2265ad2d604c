// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/dockerfile.h"
#include "model/run/dockerignore.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;

/// What a build is made of: which files of a source, and where in its Dockerfile an instruction is.
class TestDockerIgnore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesOut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("isFolder");
        QTest::addColumn<bool>("out");
        const auto row = [](const char *name, const QString &text, const QString &path, bool out, bool isFolder = false) {
            QTest::newRow(name) << text << path << isFolder << out;
        };
        row("nothing", {}, u"a"_s, false);
        row("comment", u"# a\n#a"_s, u"a"_s, false);
        row("name", u"a"_s, u"a"_s, true);
        row("name only at the root", u"a"_s, u"b/a"_s, false);
        row("below a folder", u"a"_s, u"a/b/c"_s, true);
        row("slashes around", u"/a/b/"_s, u"a/b/c"_s, true);
        row("dot slash", u"./a"_s, u"a"_s, true);
        row("star", u"*.log"_s, u"x.log"_s, true);
        row("star stays in its folder", u"*.log"_s, u"a/x.log"_s, false);
        row("two stars", u"**/*.log"_s, u"a/b/x.log"_s, true);
        row("two stars are none too", u"**/*.log"_s, u"x.log"_s, true);
        row("two stars at the end", u"a/**"_s, u"a/b"_s, true);
        row("question mark", u"a?"_s, u"ab"_s, true);
        row("question mark is no slash", u"a?b"_s, u"a/b"_s, false);
        row("class", u"[a-c].txt"_s, u"b.txt"_s, true);
        row("escaped", u"\\*"_s, u"x"_s, false);
        row("letters of an expression", u"a+b(.txt"_s, u"a+b(.txt"_s, true);
        row("windows line ends", u"a\r\nb\r\n"_s, u"b"_s, true);
        row("taken back", u"*.md\n!README.md"_s, u"README.md"_s, false);
        row("last one counts", u"!README.md\n*.md"_s, u"README.md"_s, true);
        row("folder with something taken back", u"docs\n!docs/a.md"_s, u"docs"_s, false, true);
        row("folder beside what is taken back", u"*\n!src/a.md"_s, u"docs"_s, true, true);
        row("its other files", u"docs\n!docs/a.md"_s, u"docs/b.md"_s, true);
        row("taken back anywhere", u"*\n!**/*.md"_s, u"docs"_s, false, true);
        row("two stars within a name stand for whole folders", u"a**b"_s, u"a/x/b"_s, true);
        row("two stars within a name are no letters", u"a**b"_s, u"axb"_s, false);
        row("two stars before a name", u"**b"_s, u"x/b"_s, true);
        row("never closed class", u"[a"_s, u"[a"_s, true);
    }
    void leavesOut()
    {
        QFETCH(QString, text);
        QFETCH(QString, path);
        QFETCH(bool, isFolder);
        QTEST(DockerIgnore::parse(text).leavesOut(path, isFolder), "out");
    }

    void ofASourceKeepsWhatTheBuildNeeds()
    {
        QTemporaryDir dir;
        const auto write = [&dir](const QString &name, const QByteArray &bytes) {
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        };
        QVERIFY(!DockerIgnore::of(dir.path(), {}).leavesOut(u"a"_s, false));
        write(u".dockerignore"_s, "*\n");
        QVERIFY(DockerIgnore::of(dir.path(), {}).leavesOut(u"a"_s, false));
        QVERIFY(!DockerIgnore::of(dir.path(), {}).leavesOut(u"Dockerfile"_s, false));
        QVERIFY(!DockerIgnore::of(dir.path(), {}).leavesOut(u".dockerignore"_s, false));
        write(u"dev.Dockerfile.dockerignore"_s, "b\n");
        QVERIFY(!DockerIgnore::of(dir.path(), u"dev.Dockerfile"_s).leavesOut(u"a"_s, false));
        QVERIFY(DockerIgnore::of(dir.path(), u"dev.Dockerfile"_s).leavesOut(u"b"_s, false));
    }

    void dockerfileLine_data()
    {
        QTest::addColumn<QString>("instruction");
        QTest::addColumn<int>("line");
        QTest::newRow("first") << u"FROM scratch"_s << 2;
        QTest::newRow("after a blank line") << u"COPY a /a"_s << 4;
        QTest::newRow("over several lines") << u"RUN one &&     two"_s << 5;
        QTest::newRow("with a comment within") << u"ENV A=1 B=2"_s << 7;
        QTest::newRow("last, without a line end") << u"CMD [\"x\"]"_s << 10;
        QTest::newRow("another case") << u"run one &&     two"_s << 5;
        QTest::newRow("none like it") << u"RUN three"_s << 0;
        QTest::newRow("nothing") << QString() << 0;
    }
    void dockerfileLine()
    {
        QFETCH(QString, instruction);
        const QString file = u"# a comment\nFROM scratch\n\nCOPY  a  /a\nRUN one && \\\n    two\nENV A=1 \\\n# why\n  B=2\nCMD [\"x\"]"_s;
        QTEST(longshore::dockerfileLine(file, instruction), "line");
    }

    void A3_38_factsOfADockerfile()
    {
        const QString file = u"ARG BASE=alpine:3\nFROM ${BASE} AS build\nARG VERSION TOKEN=\"a b\"\nRUN <<EOF\nARG NOT\nEOF\n"
                             "from scratch as final\nARG VERSION=2\nCOPY --from=build /x /x\n"_s;
        const DockerfileFacts facts = DockerfileFacts::of(file);
        QCOMPARE(facts.stages, QStringList({u"build"_s, u"final"_s}));
        const QList<DockerfileFacts::Argument> arguments{{u"BASE"_s, u"alpine:3"_s}, {u"VERSION"_s, {}}, {u"TOKEN"_s, u"a b"_s}};
        QCOMPARE(facts.arguments, arguments);
        QCOMPARE(longshore::dockerfileLine(file, u"FROM scratch AS final"_s), 7);
        QVERIFY(DockerfileFacts::of(QString()) == DockerfileFacts());
        const QString odd = u"# escape=`\nARG A=\"x y\"  B='z' C=C:\\dir `\n  D=1\nFROM\tscratch AS`\n one\nRUN <<-'E' cat\n\tARG NOT\n\tE\nRUN x `"_s;
        const QList<DockerfileFacts::Argument> four{{u"A"_s, u"x y"_s}, {u"B"_s, u"z"_s}, {u"C"_s, u"C:\\dir"_s}, {u"D"_s, u"1"_s}};
        QCOMPARE(DockerfileFacts::of(odd).arguments, four);
        QCOMPARE(DockerfileFacts::of(odd).stages, QStringList{u"one"_s});
        QCOMPARE(longshore::dockerfileLine(odd, u"RUN x"_s), 9); // it ends with the file
        QVERIFY(DockerfileFacts::of(u"FROM\nARG\n\\\nRUN <<"_s).arguments.isEmpty());
    }
};

LONGSHORE_TEST_MAIN(TestDockerIgnore)
#include "tst_dockerignore.moc"
