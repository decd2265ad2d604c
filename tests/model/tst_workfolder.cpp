// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/boundoutputs.h"
#include "model/run/enginefolders.h"
#include "model/run/settledoutputs.h"
#include "model/run/treeremoval.h"
#include "model/run/workfolder.h"
#include "tests/support/tree.h"

#include <QTest>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

int modeOf(const QString &path)
{
    struct stat info {};
    return ::lstat(QFile::encodeName(path).constData(), &info) == 0 ? int(info.st_mode & 07777) : -1;
}

QByteArrayList refusals(const Collected &collected)
{
    QByteArrayList all;
    for (const RefusedEntry &entry : collected.refused)
        all.append(entry.name + ": " + entry.reason.toUtf8());
    return all;
}

} // namespace

/// Folders that are bound into a container (ADR 0011): how they are filled, emptied of outputs and removed.
class tst_WorkFolder : public QObject
{
    Q_OBJECT

    static WorkFolder make(const Tree &tree)
    {
        const WorkFolder work(tree.root(), RunId{u"R"_s}, 2);
        if (auto made = work.make(); !made)
            qFatal("%s", qPrintable(made.error().sentence()));
        return work;
    }

private Q_SLOTS:
    void F1_twoBindsAndNobodyElseMayEnter()
    {
        const Tree tree;
        const WorkFolder work = make(tree);
        QCOMPARE(work.path(), tree.path(u"work/R/2"_s));
        QCOMPARE(work.binds(), QStringList({work.path() + u"/data:/data"_s, work.path() + u"/tmp:/tmp"_s}));
        for (const char *folder : {"work", "work/R", "work/R/2"})
            QCOMPARE(modeOf(tree.path(QLatin1String(folder))), 0700);
    }

    void F1_aColonCannotBeBound()
    {
        const Tree tree;
        const auto made = WorkFolder(tree.folder(u"a:b"_s), RunId{u"R"_s}, 0).make();
        QVERIFY(!made && made.error().kind == Error::Kind::BadInput);
        QVERIFY2(made.error().sentence().contains(u"colon"_s), qPrintable(made.error().sentence()));
    }

    void F1_A10_130_filledLikeAContainer()
    {
        const Tree tree, user;
        user.write(u"in/tables/t.csv"_s, "id\n1\n");
        user.write(u"config.json"_s, "not this one");
        user.write(u"out/files/old"_s, "stale");
        QVERIFY(QFile::link(u"t.csv"_s, user.path(u"in/tables/inner"_s)));
        QVERIFY(QFile::link(u"/etc/passwd"_s, user.path(u"in/files"_s)));
        const WorkFolder work = make(tree);
        Staging staging;
        staging.config = R"({"parameters":{}})";
        staging.dataFolder = user.root();
        staging.uid = int(::getuid());
        staging.gid = int(::getgid());
        const auto notes = work.fill(staging, {});
        QVERIFY2(notes, qPrintable(notes ? QString() : notes.error().sentence()));
        QCOMPARE(notes->size(), 1);
        QCOMPARE(notes->first().path, QByteArray("data/in/files")); // A31: leads out
        QCOMPARE(contents(work.path() + u"/data/config.json"_s), QByteArray(R"({"parameters":{}})"));
        QCOMPARE(modeOf(work.path() + u"/data/config.json"_s), 0600);
        QCOMPARE(contents(work.path() + u"/data/in/tables/t.csv"_s), QByteArray("id\n1\n"));
        QVERIFY(QFileInfo(work.path() + u"/data/in/tables/inner"_s).isSymbolicLink());
        QVERIFY(QFileInfo(work.path() + u"/data/out/tables"_s).isDir());
        QVERIFY(!QFileInfo::exists(work.path() + u"/data/out/files/old"_s));
        QCOMPARE(contents(work.path() + u"/data/in/state.json"_s), QByteArray("{}"));
        QCOMPARE(modeOf(work.path() + u"/tmp"_s), 01777);
        // The user's own folder is what it was.
        QCOMPARE(contents(user.path(u"config.json"_s)), QByteArray("not this one"));
        QCOMPARE(contents(user.path(u"out/files/old"_s)), QByteArray("stale"));
    }

    void F1_fillingCanBeCancelled()
    {
        const Tree tree, user;
        user.write(u"in/files/f"_s, QByteArray(1 << 20, 'f'));
        const WorkFolder work = make(tree);
        Staging staging;
        staging.dataFolder = user.root();
        const CancelToken token;
        token.cancel();
        const auto notes = work.fill(staging, token);
        QVERIFY(!notes && notes.error().kind == Error::Kind::Cancelled);
    }

    void A18_readsNothingThroughALink_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("kind");
        QTest::newRow("a file") << QByteArray("config.json") << -1;
        QTest::newRow("missing") << QByteArray("in/state.json") << int(Error::Kind::NotFound);
        QTest::newRow("a link") << QByteArray("link.json") << int(Error::Kind::BadInput);
        QTest::newRow("through a link") << QByteArray("etc/passwd") << int(Error::Kind::BadInput);
        QTest::newRow("out of it") << QByteArray("../secret") << int(Error::Kind::BadInput);
        QTest::newRow("a folder") << QByteArray("in") << int(Error::Kind::BadInput);
        QTest::newRow("a FIFO") << QByteArray("fifo") << int(Error::Kind::BadInput);
    }
    void A18_readsNothingThroughALink()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, kind);
        const Tree tree;
        const WorkFolder work = make(tree);
        const QString data = u"work/R/2/data/"_s;
        tree.write(data + u"config.json"_s, "{}");
        tree.write(u"work/R/2/secret"_s, "s");
        tree.folder(data + u"in"_s);
        QVERIFY(QFile::link(u"/etc/passwd"_s, tree.path(data + u"link.json"_s)));
        QVERIFY(QFile::link(u"/etc"_s, tree.path(data + u"etc"_s)));
        QCOMPARE(::mkfifo(QFile::encodeName(tree.path(data + u"fifo"_s)).constData(), 0600), 0);
        const auto bytes = work.read(name);
        QCOMPARE(bytes ? -1 : int(bytes.error().kind), kind);
        if (bytes)
            QCOMPARE(*bytes, QByteArray("{}"));
    }

    void A17_A18_A22_hostileOutputs()
    {
        const Tree tree;
        const QString out = tree.folder(u"out"_s);
        tree.write(u"out/tables/t.csv"_s, "id\n");
        tree.write(u"out/files/\x1b[31m"_s, "odd");
        tree.write(u"secret"_s, "outside");
        QVERIFY(QFile::link(u"t.csv"_s, tree.path(u"out/tables/inner"_s)));
        QVERIFY(QFile::link(u"../secret"_s, tree.path(u"out/leak"_s)));
        QVERIFY(QFile::link(u"/etc"_s, tree.path(u"out/folder"_s)));
        QCOMPARE(::mkfifo(QFile::encodeName(tree.path(u"out/fifo"_s)).constData(), 0600), 0);
        QCOMPARE(::link(QFile::encodeName(tree.path(u"out/tables/t.csv"_s)).constData(), QFile::encodeName(tree.path(u"out/tables/u.csv"_s)).constData()), 0);
        const auto collected = collectFolder(out, tree.path(u"taken"_s), {}, {});
        QVERIFY2(collected, qPrintable(collected ? QString() : collected.error().sentence()));
        QByteArrayList refused = refusals(*collected);
        std::sort(refused.begin(), refused.end());
        QCOMPARE(refused, QByteArrayList({"fifo: not a regular file", "folder: a link to /etc, outside the folder",
                                          "leak: a link to ../secret, outside the folder", "tables/inner: a link to t.csv"}));
        QCOMPARE(collected->refusedCount, 4);
        QCOMPARE(contents(tree.path(u"taken/files/%1B[31m"_s)), QByteArray("odd"));
        QCOMPARE(contents(tree.path(u"taken/tables/u.csv"_s)), QByteArray("id\n")); // A21: a file of its own
        QCOMPARE(collected->bytes, 9);
        QCOMPARE(contents(tree.path(u"out/tables/t.csv"_s)), QByteArray("id\n")); // taken, not moved
    }

    void A24_quotas_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("sparse terabyte") << u"sparse"_s;
        QTest::newRow("many") << u"many"_s;
    }
    void A24_quotas()
    {
        QFETCH(QString, what);
        const Tree tree;
        CollectLimits limits;
        limits.entries = 100;
        if (what == u"sparse"_s) {
            tree.write(u"out/big"_s, {});
            QCOMPARE(::truncate(QFile::encodeName(tree.path(u"out/big"_s)).constData(), 1'000'000'000'000), 0);
        } else {
            for (int i = 0; i < 101; ++i)
                tree.write(u"out/%1"_s.arg(i), {});
        }
        const auto collected = collectFolder(tree.path(u"out"_s), tree.path(u"taken"_s), limits, {});
        QVERIFY(!collected);
        QVERIFY2(collected.error().kind == Error::Kind::TooLarge, qPrintable(collected.error().sentence()));
    }

    void A27_theFolderItself_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArrayList>("refused");
        QTest::newRow("gone") << u"gone"_s << QByteArrayList();
        QTest::newRow("a link") << u"link"_s << QByteArrayList{"out: the folder is a link"};
        QTest::newRow("a file") << u"file"_s << QByteArrayList{"out: it is no folder"};
    }
    void A27_theFolderItself()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArrayList, refused);
        const Tree tree;
        if (kind == u"link"_s)
            QVERIFY(QFile::link(u"/etc"_s, tree.path(u"out"_s)));
        if (kind == u"file"_s)
            tree.write(u"out"_s, "x");
        const auto collected = collectFolder(tree.path(u"out"_s), tree.path(u"taken"_s), {}, {});
        QVERIFY(collected);
        QCOMPARE(refusals(*collected), refused);
        QVERIFY(collected->entries.isEmpty());
    }

    void F2_whatItsOwnerMayNotReadIsAUserError()
    {
        const Tree tree;
        tree.write(u"out/files/shut"_s, "x");
        QCOMPARE(::chmod(QFile::encodeName(tree.path(u"out/files/shut"_s)).constData(), 0), 0);
        const auto collected = collectFolder(tree.path(u"out"_s), tree.path(u"out.partial"_s), {}, {});
        QVERIFY(collected);
        SettleRequest request;
        request.folder = tree.path(u"out.partial"_s);
        request.collected = *collected;
        request.ownUser = true;
        const auto settled = settleOutputs(request);
        QVERIFY(settled && settled->refused); // read by root or refused, it is the same
        QVERIFY2(settled->refused->sentence().contains(u"out/files/shut"_s), qPrintable(settled->refused->sentence()));
        QVERIFY(settled->refused->sentence().contains(u"permission denied"_s));
    }

    void removesWhateverIsThere()
    {
        const Tree tree;
        tree.write(u"outside/kept"_s, "kept");
        QByteArray deep = QFile::encodeName(tree.folder(u"w"_s));
        int fd = ::open(deep.constData(), O_RDONLY | O_DIRECTORY);
        for (int i = 0; i < 3000; ++i) { // deeper than paths may be long, and than descriptors may be open
            QCOMPARE(::mkdirat(fd, "d", 0700), 0);
            const int next = ::openat(fd, "d", O_RDONLY | O_DIRECTORY);
            ::close(fd);
            fd = next;
        }
        ::close(fd);
        tree.write(u"w/.moved-1/x"_s, "a name the removal uses itself");
        tree.write(u"w/shut/inner/f"_s, "x");
        QVERIFY(QFile::link(tree.path(u"outside"_s), tree.path(u"w/link"_s)));
        for (const char *folder : {"w/shut/inner", "w/shut"})
            QCOMPARE(::chmod(QFile::encodeName(tree.path(QLatin1String(folder))).constData(), 0), 0);
        const auto removed = removeTree(tree.path(u"w"_s));
        QVERIFY2(removed, qPrintable(removed ? QString() : removed.error().sentence()));
        QVERIFY(!QFileInfo::exists(tree.path(u"w"_s)));
        QCOMPARE(contents(tree.path(u"outside/kept"_s)), QByteArray("kept"));
        QVERIFY(removeTree(tree.path(u"w"_s))); // nothing is fine
    }

    void F1_anEngineElsewhereBindsNothing_data()
    {
        QTest::addColumn<QByteArray>("job");
        QTest::addColumn<QString>("engine");
        QTest::addColumn<int>("kind");
        const QByteArray bind = R"({"input":{"transfer":"bind"}})", mount = R"({"extra":{"mounts":["./no/such:/code:ro"]}})";
        QTest::newRow("bind here") << bind << u"unix:///run/e.sock"_s << -1;
        QTest::newRow("bind over tcp") << bind << u"tcp://127.0.0.1:2375"_s << int(Error::Kind::BadInput);
        QTest::newRow("bind over ssh") << bind << u"ssh://host"_s << int(Error::Kind::BadInput);
        QTest::newRow("missing source here") << mount << u"unix:///run/e.sock"_s << int(Error::Kind::NotFound);
        QTest::newRow("source elsewhere") << mount << u"tcp://127.0.0.1:2375"_s << -1;
        QTest::newRow("volume") << QByteArray(R"({"extra":{"mounts":["name:/code"]}})") << u"unix:///run/e.sock"_s << -1;
        QTest::newRow("beside the job file") << QByteArray(R"({"extra":{"mounts":[{"source":"./src","target":"/code","readOnly":true}]}})") << u"unix:///run/e.sock"_s << -1;
    }
    void F1_anEngineElsewhereBindsNothing()
    {
        QFETCH(QByteArray, job);
        QFETCH(QString, engine);
        QFETCH(int, kind);
        const Tree tree;
        tree.folder(u"src"_s);
        auto whole = nlohmann::json::parse(job.toStdString());
        whole["format"] = "longshore.job/1";
        const auto document = JobDocument::parse(QByteArray::fromStdString(whole.dump()), tree.path(u"a.job.json"_s));
        QVERIFY2(document, qPrintable(document ? QString() : document.error().sentence()));
        const auto fine = checkEngineFolders(*document, *Endpoint::parse(engine));
        QCOMPARE(fine ? -1 : int(fine.error().kind), kind);
    }
};

QTEST_GUILESS_MAIN(tst_WorkFolder)
#include "tst_workfolder.moc"
