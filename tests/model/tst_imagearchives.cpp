// SPDX-License-Identifier: GPL-3.0-or-later
// Saving images as an archive and loading them from one, down to the bytes on the wire and on the disk.
#include "model/engine/session.h"
#include "model/images/archivework.h"
#include "model/images/imagearchives.h"
#include "model/images/plaintar.h"
#include "model/tasks/tasklist.h"
#include "tests/support/calls.h"
#include "tests/support/miniengine.h"
#include "tests/support/replayserver.h"
#include "tests/support/tarbuilder.h"
#include "tests/support/testmain.h"
#include "tests/support/transcript.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <archive.h>
#include <archive_entry.h>
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

struct End {
    Result<void> result;
    QStringList names;
    qint64 bytes = 0;

    QString kind() const { return failure(result); }
    QString sentence() const { return result ? QString() : result.error().sentence(); }
};

/// Runs it in this thread.
End runToEnd(ArchiveWork &work)
{
    std::optional<End> end;
    QObject::connect(&work, &ArchiveWork::finished, &work,
                     [&end](const Result<void> &result, const QStringList &names, qint64 bytes) { end = End{result, names, bytes}; });
    work.start();
    if (!QTest::qWaitFor([&end] { return end.has_value(); }, 20'000))
        return {fail(Error::make(Error::Kind::Internal, u"wait"_s, u"it never ended"_s)), {}};
    return *end;
}

QByteArray tarOf(qsizetype bytes)
{
    return TarBuilder().file("manifest.json", "[]").file("layer.tar", QByteArray(bytes, 'x')).bytes();
}

QByteArray chunked(const QByteArray &body, bool ended = true)
{
    const QByteArray chunk = QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n";
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + (ended ? "0\r\n\r\n" : "");
}

QByteArray gzipped(const QByteArray &bytes)
{
    QByteArray out(bytes.size() + 4096, Qt::Uninitialized);
    size_t used = 0;
    archive *writer = archive_write_new();
    archive_write_add_filter_gzip(writer);
    archive_write_set_format_raw(writer);
    archive_write_open_memory(writer, out.data(), size_t(out.size()), &used);
    archive_entry *entry = archive_entry_new();
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(writer, entry);
    archive_write_data(writer, bytes.constData(), size_t(bytes.size()));
    archive_entry_free(entry);
    archive_write_free(writer);
    return out.left(qsizetype(used));
}

/// An engine that is asked who it is, and then this.
struct Engine : ReplayServer {
    explicit Engine(const Replay &replay)
    {
        add(200, "OK");
        add(200, "{\"Version\":\"20.10.24\",\"ApiVersion\":\"1.41\",\"MinAPIVersion\":\"1.12\"}");
        add(replay);
    }
};

} // namespace

class TestImageArchives : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_dir;

    QString path(const QString &name) const { return m_dir->filePath(name); }
    QString written(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return file.fileName();
    }
    QByteArray contents(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
    }
    QStringList files() const { return QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden); }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void A1_17_save_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("one") << QStringList{u"a:1"_s} << QByteArray("names=a%3A1");
        QTest::newRow("many: the key again for each") << QStringList{u"r.io:5000/a/b:1"_s, u"sha256:0123"_s}
                                                      << QByteArray("names=r.io%3A5000%2Fa%2Fb%3A1&names=sha256%3A0123");
    }
    void A1_17_save()
    {
        QFETCH(QStringList, names);
        const QByteArray tar = tarOf(3'000'000);
        Engine engine({.bytes = chunked(tar), .piece = 100'000});
        ArchiveSaving saving(engine.endpoint(), names, path(u"x.tar"_s));
        const End end = runToEnd(saving);
        QCOMPARE(end.sentence(), QString());
        QCOMPARE(end.bytes, tar.size());
        QVERIFY(contents(u"x.tar"_s) == tar);
        QCOMPARE(files(), QStringList{u"x.tar"_s});
        QTEST(engine.seen()[2].target.mid(engine.seen()[2].target.indexOf('?') + 1), "query");
        QVERIFY(engine.seen()[2].target.startsWith("/v1.41/images/get?"));
    }

    /// Whatever goes wrong: no half file, and the one that was there before stays.
    void A1_17_saveFails_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("words");
        const auto problem = [](int status, const QByteArray &text) { return ReplayServer::response(status, "{\"message\":\"" + text + "\"}"); };
        QTest::newRow("cut") << chunked(tarOf(100'000), false) << u"connection-lost"_s << u"save the image a:1 as "_s;
        QTest::newRow("nothing") << ReplayServer::response(200, "") << u"protocol"_s << u"sent no archive"_s;
        QTest::newRow("less than a header") << ReplayServer::response(200, "x") << u"protocol"_s << u"sent no archive"_s;
        QTest::newRow("an error in a 200") << ReplayServer::response(200, QByteArray("{\"message\":\"no\"}").leftJustified(600)) << u"protocol"_s
                                           << u"something else than a tar"_s;
        QTest::newRow("docker: not there") << problem(404, "reference does not exist") << u"not-found"_s << u"reference does not exist"_s;
        QTest::newRow("containerd store: not there") << problem(404, "No such image: a:1") << u"not-found"_s << u"refresh the list"_s;
        QTest::newRow("podman, several: not there") << problem(500, "unable to find 'a:1'") << u"engine"_s << u"unable to find"_s;
    }
    void A1_17_saveFails()
    {
        QFETCH(QByteArray, answer);
        written(u"x.tar"_s, "old");
        Engine engine({.bytes = answer, .thenClose = true});
        auto saving = std::make_unique<ArchiveSaving>(engine.endpoint(), QStringList{u"a:1"_s}, path(u"x.tar"_s));
        const End end = runToEnd(*saving);
        saving.reset();
        QTEST(end.kind(), "kind");
        QFETCH(QString, words);
        QVERIFY2(end.sentence().contains(words), qPrintable(end.sentence()));
        QCOMPARE(contents(u"x.tar"_s), QByteArray("old"));
        QCOMPARE(files(), QStringList{u"x.tar"_s});
    }

    void A1_17_cancelLeavesNothing()
    {
        Engine engine({.bytes = chunked(tarOf(1'000'000), false)});
        {
            ArchiveSaving saving(engine.endpoint(), {u"a:1"_s}, path(u"x.tar"_s));
            std::optional<QString> kind;
            connect(&saving, &ArchiveWork::finished, &saving, [&kind](const Result<void> &result) { kind = failure(result); });
            connect(&saving, &ArchiveWork::progress, &saving, [&saving](qint64 bytes) {
                if (bytes > 500'000)
                    saving.abort();
            });
            saving.start();
            QTRY_VERIFY(kind);
            QCOMPARE(*kind, u"cancelled"_s);
        }
        QCOMPARE(files(), QStringList());
    }

    void A1_17_F57_fullDisk()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{1 << 20, before.rlim_max};
        Engine engine({.bytes = chunked(tarOf(5'000'000)), .piece = 100'000});
        ArchiveSaving saving(engine.endpoint(), {u"a:1"_s}, path(u"x.tar"_s));
        ::setrlimit(RLIMIT_FSIZE, &small);
        const End end = runToEnd(saving);
        ::setrlimit(RLIMIT_FSIZE, &before);
        QCOMPARE(end.kind(), u"disk"_s);
        QVERIFY2(end.sentence().contains(u"Free some space and try again."_s), qPrintable(end.sentence()));
    }

    void A1_17_noFolder()
    {
        Engine engine({});
        ArchiveSaving saving(engine.endpoint(), {u"a:1"_s}, path(u"none/x.tar"_s));
        const End end = runToEnd(saving);
        QCOMPARE(end.kind(), u"not-found"_s);
        QVERIFY(end.sentence().endsWith(u"Choose another folder."_s));
        QCOMPARE(engine.seen().size(), 0); // the engine was not even asked
    }

    void A1_17_load_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("call");
        for (const char *engine : recordedEngines) {
            for (const char *call : {"load-ok", "load-multi"}) {
                if (Transcript::load(QString::fromLatin1(engine), QString::fromLatin1(call)).status() == 200)
                    QTest::addRow("%s %s", engine, call) << QString::fromLatin1(engine) << QString::fromLatin1(call);
            }
        }
    }
    void A1_17_load()
    {
        QFETCH(QString, engine);
        QFETCH(QString, call);
        Engine server({.bytes = Transcript::load(engine, call).response});
        const QByteArray tar = tarOf(2'000'000);
        ArchiveLoading loading(server.endpoint(), written(u"x.tar"_s, tar));
        const End end = runToEnd(loading);
        QCOMPARE(end.sentence(), QString());
        QVERIFY2(end.names.first().endsWith(u"apifacts-bb:latest"_s) || end.names.first().endsWith(u"apifacts-imp:1"_s), qPrintable(end.names.join(u' ')));
        QCOMPARE(end.names.size(), call == u"load-multi"_s ? 2 : 1);
        QVERIFY(server.seen()[2].body == tar);
        QVERIFY(server.seen()[2].target.startsWith("/v1.41/images/load"));
    }

    /// A36: an engine never gets compressed bytes from us.
    void A1_17_A36_compressedIsSentPlain()
    {
        const QByteArray tar = tarOf(500'000);
        Engine server({.bytes = ReplayServer::response(200, "{\"stream\":\"Loaded image: a:1\\n\"}\r\n")});
        ArchiveLoading loading(server.endpoint(), written(u"x.tar.gz"_s, gzipped(tar)));
        const End end = runToEnd(loading);
        QCOMPARE(end.sentence(), QString());
        QVERIFY(server.seen()[2].body == tar);
    }

    void A1_17_loadRefused_data()
    {
        QTest::addColumn<QString>("engine");
        for (const char *engine : recordedEngines)
            QTest::addRow("%s", engine) << QString::fromLatin1(engine);
    }
    void A1_17_loadRefused()
    {
        QFETCH(QString, engine);
        Engine server({.bytes = Transcript::load(engine, u"load-garbage"_s).response});
        ArchiveLoading loading(server.endpoint(), written(u"x.tar"_s, tarOf(10)));
        const End end = runToEnd(loading);
        QCOMPARE(end.kind(), u"bad-input"_s);
        QVERIFY2(end.sentence().startsWith(u"load the archive "_s) && end.sentence().contains(u"it is no archive of images"_s)
                     && end.sentence().endsWith(u"has written."_s) && end.sentence().size() < 400,
                 qPrintable(end.sentence()));
    }

    void A1_17_loadErrorsInWords_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("cut") << u"unexpected EOF"_s << u"bad-input"_s << u"the archive ends too early"_s;
        QTest::newRow("docker 20.10, no images") << u"open /var/lib/docker/tmp/docker-import-1/repositories: no such file or directory"_s
                                                 << u"bad-input"_s << u"it is no archive of images"_s;
        QTest::newRow("containerd") << u"unrecognized image format"_s << u"bad-input"_s << u"it is no archive of images"_s;
        QTest::newRow("full") << u"write /x: no space left on device"_s << u"disk"_s << u"the engine's disk is full"_s;
        QTest::newRow("something else") << u"the daemon has a cold\nand more"_s << u"engine"_s << u"the daemon has a cold"_s;
    }
    void A1_17_loadErrorsInWords()
    {
        QFETCH(QString, said);
        QFETCH(QString, words);
        Error error = Error::make(Error::Kind::Engine, u"POST /images/load"_s, {});
        error.engineText = said;
        const Error told = loadError(error, u"load the archive x"_s);
        QTEST(toString(told.kind), "kind");
        QVERIFY2(told.sentence().contains(words) && !told.sentence().contains(u"and more"_s), qPrintable(told.sentence()));
    }

    void A1_17_whatIsNoArchive_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("kind");
        QTest::newRow("missing") << u"missing"_s << u"not-found"_s;
        QTest::newRow("a folder") << u"folder"_s << u"bad-input"_s;
        QTest::newRow("a fifo") << u"fifo"_s << u"bad-input"_s;
        QTest::newRow("empty") << u"empty"_s << u"bad-input"_s;
        QTest::newRow("text") << u"text"_s << u"bad-input"_s;
        QTest::newRow("a compressed text") << u"text.gz"_s << u"bad-input"_s;
    }
    void A1_17_whatIsNoArchive()
    {
        QFETCH(QString, name);
        QVERIFY(QDir(m_dir->path()).mkdir(u"folder"_s));
        QCOMPARE(::mkfifo(QFile::encodeName(path(u"fifo"_s)).constData(), 0600), 0);
        written(u"empty"_s, {});
        written(u"text"_s, "no archive\n");
        written(u"text.gz"_s, gzipped("no archive\n"));
        Engine server({});
        ArchiveLoading loading(server.endpoint(), path(name));
        const End end = runToEnd(loading);
        QTEST(end.kind(), "kind");
        QVERIFY2(end.sentence().startsWith(u"load the archive "_s) && !end.result.error().advice.isEmpty(), qPrintable(end.sentence()));
        QCOMPARE(server.seen().size(), 0);
    }

    /// A file that somebody was given starts no program.
    void A1_17_A36_noOutsidePrograms_data()
    {
        QTest::addColumn<QByteArray>("signature");
        QTest::newRow("lrzip") << QByteArray("LRZI\0\6", 6);
        QTest::newRow("grzip") << QByteArray("GRZipII\0\2\4:)", 12);
    }
    void A1_17_A36_noOutsidePrograms()
    {
        QFETCH(QByteArray, signature);
        for (const auto &program : {u"lrzip"_s, u"grzip"_s})
            QFile::setPermissions(written(program, "#!/bin/sh\necho > '" + path(u"ran"_s).toUtf8() + "'\n"), QFile::ReadOwner | QFile::ExeOwner);
        const QByteArray usual = qgetenv("PATH");
        qputenv("PATH", m_dir->path().toUtf8() + ':' + usual);
        const auto tar = PlainTar::openFile(written(u"a.tar"_s, signature + QByteArray(4096, '\0')), u"load"_s);
        qputenv("PATH", usual);
        QVERIFY(!tar);
        QVERIFY(!files().contains(u"ran"_s));
    }

    void A1_17_cutCompressedFile()
    {
        const QByteArray whole = gzipped(TarBuilder().file("a", QByteArray(3'000'000, 'x') + QByteArray(1000, 'y')).bytes());
        Engine server({.bytes = ReplayServer::response(200, "{\"stream\":\"Loaded image: a:1\\n\"}\r\n")});
        ArchiveLoading loading(server.endpoint(), written(u"x.tgz"_s, whole.left(whole.size() * 2 / 3)));
        const End end = runToEnd(loading);
        QCOMPARE(end.kind(), u"bad-input"_s);
        QVERIFY2(end.sentence().contains(u"it cannot be read to its end"_s), qPrintable(end.sentence()));
    }

    void A1_17_loadedNames_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("docker") << u"Loaded image: a:1\n"_s << QStringList{u"a:1"_s};
        QTest::newRow("docker, no name") << u"Loaded image ID: sha256:ab\n"_s << QStringList{u"sha256:ab"_s};
        QTest::newRow("podman") << u"Loaded image: docker.io/library/a:1,localhost/b:2"_s << QStringList{u"docker.io/library/a:1"_s, u"localhost/b:2"_s};
        QTest::newRow("something else") << u"Loading layer"_s << QStringList();
        QTest::newRow("nothing") << QString() << QStringList();
    }
    void A1_17_loadedNames()
    {
        QFETCH(QString, line);
        QTEST(loadedNames(line), "names");
    }

    /// As a task: what it is called, what it says, and that it can be cancelled on its own thread.
    void A1_17_tasks()
    {
        MiniEngine engine(path(u"e"_s));
        QVERIFY(engine.start());
        EngineEnvironment environment;
        environment.requested = path(u"e"_s);
        EngineSession session(environment, nullptr, SessionTiming{1000, 500, 2000, 10, 50});
        session.start();
        QTRY_COMPARE(session.state(), EngineSession::State::Connected);
        TaskList tasks;
        {
            ImageArchives archives(session, tasks);
            const QByteArray tar = tarOf(100'000);
            engine.archive = tar;
            archives.save({u"docker.io/library/a:1"_s}, 0, path(u"x.tar"_s));
            Task *task = tasks.tasks().first();
            QCOMPARE(task->title(), u"Save a:1 as x.tar"_s);
            QTRY_VERIFY(!task->isRunning());
            QVERIFY2(task->state() == Task::State::Finished, qPrintable(task->step()));
            QVERIFY2(task->step().startsWith(u"Saved a:1 ("_s) && task->step().endsWith(u"as "_s + path(u"x.tar"_s)), qPrintable(task->step()));
            QVERIFY(contents(u"x.tar"_s) == tar);

            engine.holdArchive = true; // sends it and does not end
            archives.save({u"a:1"_s, u"b:1"_s}, 10'000'000, path(u"y.tar"_s));
            task = tasks.tasks().first();
            QCOMPARE(task->title(), u"Save 2 images as y.tar"_s);
            QTRY_COMPARE(task->current(), tar.size());
            QCOMPARE(task->total(), 10'000'000);
            QVERIFY2(task->step().contains(u" of about 10.0 MB"_s), qPrintable(task->step()));
            task->cancel();
            QTRY_COMPARE(task->state(), Task::State::Cancelled);
            QTRY_COMPARE(archives.count(), 0);

            engine.custom = [](const QString &asked) -> std::optional<std::pair<int, QByteArray>> {
                return asked.startsWith("POST /images/load"_L1) ? std::optional(std::pair(200, "{\"stream\":\"Loaded image: a:1\\n\"}\n"_ba)) : std::nullopt;
            };
            QSignalSpy show(&archives, &ImageArchives::showRequested);
            archives.load(written(u"w.tar"_s, tarOf(10)));
            task = tasks.tasks().first();
            QTRY_VERIFY(!task->isRunning());
            QVERIFY2(task->offer() == u"Show"_s, qPrintable(task->step()));
            task->takeOffer();
            QCOMPARE(show.first().first().toString(), u"a:1"_s);
            QVERIFY(QFile::remove(path(u"w.tar"_s)));

            archives.load(path(u"missing.tar"_s));
            task = tasks.tasks().first();
            QTRY_COMPARE(task->state(), Task::State::Failed);
            QVERIFY(task->step().contains(u"there is no such file"_s));

            archives.save({u"a:1"_s}, 0, path(u"z.tar"_s)); // under way when the program ends
            QTRY_VERIFY(tasks.tasks().first()->current() > 0);
        }
        QCOMPARE(files(), (QStringList{u"x.tar"_s}));
    }
};

LONGSHORE_TEST_MAIN(TestImageArchives)
#include "tst_imagearchives.moc"
