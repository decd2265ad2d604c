// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"
#include "model/engine/session.h"
#include "model/images/files/imagefiles.h"
#include "model/images/files/imagelayers.h"
#include "model/tasks/tasklist.h"
#include "tests/support/calls.h"
#include "tests/support/tarbuilder.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QUuid>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// The files of images built on the spot, on a real engine: layers, marks, content, export. No container is left.
class tst_EngineImageFiles : public QObject
{
    Q_OBJECT

    static constexpr int patience = 120'000; // ms
    const QString m_tag = u"127.0.0.1:1/longshore-test-files:"_s + QUuid::createUuid().toString(QUuid::Id128).left(8);
    QTemporaryDir m_folder;
    std::unique_ptr<EngineSession> m_session;
    TaskList m_tasks;
    std::unique_ptr<ImageFiles> m_files;
    ImageDetails m_image;

    EngineClient &client() { return *m_session->client(); }
    std::shared_ptr<const ImageIndex> index() { return m_files->index(m_image.id); }
    int layerWith(const QByteArray &path)
    {
        for (int layer = 0; layer <= index()->topLayer(); ++layer) {
            if (index()->find(path, FilesView::Layer, layer))
                return layer;
        }
        return -1;
    }
    int containers()
    {
        const auto listed = await<QList<ContainerSummary>>([&](auto done) { client().containers().list({true, {u"longshore.purpose"_s}}, this, done); });
        return listed ? int(listed->size()) : -1;
    }
    Result<FileHead> head(const ImageFileRow &row, int layer)
    {
        return await<FileHead>([&](auto done) { m_files->readHead(m_image.id, row, layer, this, done); });
    }
    void build(const QByteArray &dockerfile, TarBuilder &tar)
    {
        QBuffer context;
        context.setData(tar.file("Dockerfile", dockerfile).bytes());
        QVERIFY(context.open(QIODevice::ReadOnly));
        const Result<void> built = awaitEnd(client().images().build({.tags = {m_tag}}, &context, this));
        QVERIFY2(built, built ? "" : qPrintable(built.error().sentence()));
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString engine = qEnvironmentVariable("LONGSHORE_TEST_ENGINE");
        if (engine.isEmpty())
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
        EngineEnvironment environment;
        environment.requested = engine;
        m_session = std::make_unique<EngineSession>(environment);
        QSignalSpy connected(m_session.get(), &EngineSession::connected);
        m_session->start();
        QVERIFY(connected.wait(patience));
        QFile busybox(u"/bin/busybox"_s);
        QVERIFY(busybox.open(QIODevice::ReadOnly));
        TarBuilder tar;
        tar.file("busybox", busybox.readAll(), 0755).file("a/keep", "kept").file("a/change", "first").file("a/gone", "was here").file("a/sub/x", "x");
        tar.file("b/change", "second, longer").file("etc/hosts", "127.0.0.1 mine\n").symlink("a/link", "keep").file("big", QByteArray(300'000, 'b')).file("c/one", "rewritten");
        build("FROM scratch\nCOPY busybox /bin/busybox\nCOPY a /data\nENV A=1\nCOPY b /data\nCOPY etc /etc\nCOPY big /big\n"
              "RUN [\"/bin/busybox\", \"sh\", \"-c\", \"/bin/busybox mkdir /links; echo -n linked > /links/one; /bin/busybox ln /links/one /links/two\"]\n"
              "COPY c /links\n"
              "RUN [\"/bin/busybox\", \"rm\", \"-r\", \"/data/gone\", \"/data/sub\"]\nCMD [\"/bin/busybox\"]\n", tar);
        const auto details = await<ImageDetails>([&](auto done) { client().images().inspect(m_tag, this, done); });
        QVERIFY(details);
        m_image = *details;
        m_files = std::make_unique<ImageFiles>(*m_session, m_tasks, m_folder.filePath(u"cache"_s));
    }

    void A4_40_indexOfARealImage()
    {
        QSignalSpy opened(m_files.get(), &ImageFiles::opened);
        QSignalSpy failed(m_files.get(), &ImageFiles::failed);
        m_files->open(m_image.id, m_tag, m_image.size);
        QVERIFY(m_files->reading(m_image.id));
        m_files->open(m_image.id, m_tag, m_image.size);
        QCOMPARE(m_tasks.tasks().size(), 1); // not twice
        QTRY_VERIFY_WITH_TIMEOUT(opened.size() + failed.size() > 0, patience);
        QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed[0][1].value<Error>().sentence()));
        QCOMPARE(m_tasks.tasks().first()->state(), Task::State::Finished);
        QVERIFY(m_tasks.tasks().first()->current() > 300'000);
        QCOMPARE(index()->layers().size(), m_image.layers.size());
    }

    void A4_41_mergedTree()
    {
        const int top = index()->topLayer();
        QVERIFY(index()->find("data/keep", FilesView::Merged, top));
        QCOMPARE(index()->find("data/change", FilesView::Merged, top)->size, 14);
        QVERIFY(!index()->find("data/gone", FilesView::Merged, top));
        QVERIFY(!index()->find("data/sub/x", FilesView::Merged, top));
        const int first = layerWith("data/keep");
        QCOMPARE(index()->find("data/change", FilesView::Merged, first)->size, 5);
        QVERIFY(index()->find("data/gone", FilesView::Merged, first));
    }

    void A4_42_marks()
    {
        const int first = layerWith("data/keep");
        const auto mark = [&](const QByteArray &path, int layer) { const auto row = index()->find(path, FilesView::Layer, layer); return row ? row->mark : LayerMark::Same; };
        QCOMPARE(mark("data/change", first), LayerMark::Added);
        QCOMPARE(mark("data/change", first + 1), LayerMark::Changed);
        QCOMPARE(mark("data", first + 1), LayerMark::Inside);
        QCOMPARE(mark("data/gone", index()->topLayer()), LayerMark::Removed);
        QCOMPARE(mark("data/sub/x", index()->topLayer()), LayerMark::Removed);
    }

    void A4_43_waste()
    {
        QCOMPARE(index()->waste().files, 4);
        QCOMPARE(index()->waste().size, 5 + 14 + 8 + 1 + 6 + 9);
    }

    void A4_39_stepsOfTheHistory()
    {
        const auto history = await<QList<ImageHistoryEntry>>([&](auto done) { client().images().history(m_tag, this, done); });
        QVERIFY(history);
        const QList<ImageLayer> layers = joinLayers(*history, m_image.layers, index()->steps(), {});
        QCOMPARE(layers.size(), 10);
        QList<int> positions;
        for (const ImageLayer &layer : layers)
            positions.append(layer.layer);
        QCOMPARE(positions, (QList<int>{0, 1, -1, 2, 3, 4, 5, 6, 7, -1}));
        QVERIFY2(layers[2].instruction.startsWith(u"ENV A=1"_s), qPrintable(layers[2].instruction));
        QVERIFY2(layers[8].instruction.startsWith(u"RUN "_s) || layers[8].instruction.contains(u"busybox rm"_s), qPrintable(layers[8].instruction));
        QCOMPARE(index()->numberOf(layerWith("data/keep") + 1), 4); // ENV is the third step
        QCOMPARE(joinLayers(*history, m_image.layers, {}, {}), layers); // by sizes and words alone
    }

    void A4_44_contentOfAFile_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("asItWas");
        QTest::newRow("as it is") << QByteArray("data/change") << QByteArray("second, longer") << false;
        QTest::newRow("as a layer below had it") << QByteArray("data/change") << QByteArray("first") << true;
        QTest::newRow("gone since") << QByteArray("data/gone") << QByteArray("was here") << true;
        QTest::newRow("a link") << QByteArray("data/link") << QByteArray("kept") << false;
        QTest::newRow("a hard link whose file was replaced") << QByteArray("links/two") << QByteArray("linked") << false;
        QTest::newRow("one that engines hide in containers") << QByteArray("etc/hosts") << QByteArray("127.0.0.1 mine\n") << false;
        QTest::newRow("the beginning of a long one") << QByteArray("big") << QByteArray(ImageFiles::headBytes, 'b') << false;
    }
    void A4_44_contentOfAFile()
    {
        QFETCH(QByteArray, path);
        QFETCH(bool, asItWas);
        const int layer = asItWas ? layerWith("data/keep") : index()->topLayer();
        const auto row = index()->find(path, FilesView::Merged, layer);
        QVERIFY(row);
        const Result<FileHead> content = head(*row, layer);
        QVERIFY2(content, content ? "" : qPrintable(content.error().sentence()));
        QTEST(content->bytes, "bytes");
        QCOMPARE(content->size, path == "big" ? 300'000 : content->bytes.size());
        QTRY_COMPARE(containers(), 0);
    }

    void A4_45_export_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("asItWas");
        QTest::addColumn<QStringList>("files");
        QTest::newRow("a file") << QByteArray("data/change") << false << QStringList{};
        QTest::newRow("a folder") << QByteArray("data") << false << QStringList{u"change"_s, u"keep"_s};
        QTest::newRow("a folder as it was") << QByteArray("data") << true << QStringList{u"change"_s, u"gone"_s, u"keep"_s, u"sub"_s};
        QTest::newRow("one that engines write into") << QByteArray("etc") << false << QStringList{u"hosts"_s};
    }
    void A4_45_export()
    {
        QFETCH(QByteArray, path);
        QFETCH(bool, asItWas);
        ImageExport what;
        what.layer = asItWas ? layerWith("data/keep") : index()->topLayer();
        what.row = *index()->find(path, FilesView::Merged, what.layer);
        what.target = m_folder.filePath(u"out-%1"_s.arg(QUuid::createUuid().toString(QUuid::Id128)));
        Task *task = m_files->exportTo(m_image.id, m_tag, what);
        QTRY_VERIFY_WITH_TIMEOUT(!task->isRunning(), patience);
        QVERIFY2(task->state() == Task::State::Finished, qPrintable(task->error().sentence()));
        QFETCH(QStringList, files);
        if (files.isEmpty()) {
            QFile file(what.target);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), "second, longer");
        } else {
            QStringList found = QDir(what.target).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System | QDir::Hidden);
            found.removeIf([](const QString &name) { return name == u"hostname"_s || name == u"resolv.conf"_s; }); // a RUN of Podman leaves them in a layer
            QCOMPARE(found, files);
        }
        QVERIFY(!task->step().isEmpty());
        QCOMPARE(containers(), 0);
    }

    void A4_48_aMissingImageIsTold()
    {
        QSignalSpy failed(m_files.get(), &ImageFiles::failed);
        m_files->open({QString(64, u'0')}, u"none"_s, 1);
        QVERIFY(failed.wait(patience));
        const Error error = failed[0][1].value<Error>(); // Docker 20.10 says with 500 that it has no such file
        QVERIFY2(error.kind == Error::Kind::NotFound || error.reason().contains(u"no such"_s), qPrintable(error.sentence()));
    }

    // A large image: the event loop goes on, and a cancel ends it and leaves nothing.
    void A4_48_largeImagesDoNotStopTheWindow()
    {
        TarBuilder tar;
        tar.file("large", QByteArray(256 << 20, 'l'));
        QBuffer context;
        context.setData(tar.file("Dockerfile", "FROM scratch\nCOPY large /large\n").bytes());
        QVERIFY(context.open(QIODevice::ReadOnly));
        QVERIFY(awaitEnd(client().images().build({.tags = {m_tag + u"-large"_s}}, &context, this)));
        const auto large = await<ImageDetails>([&](auto done) { client().images().inspect(m_tag + u"-large"_s, this, done); });
        QVERIFY(large);
        QTimer tick;
        QElapsedTimer since;
        qint64 longest = 0;
        connect(&tick, &QTimer::timeout, this, [&] { longest = qMax(longest, since.restart()); });
        since.start();
        tick.start(1);
        QSignalSpy opened(m_files.get(), &ImageFiles::opened);
        m_files->open(large->id, u"large"_s, large->size);
        QVERIFY(opened.wait(patience));
        QVERIFY2(longest < 500, qPrintable(QString::number(longest)));
        QVERIFY(QFile::remove(m_folder.filePath(u"cache/%1.files"_s.arg(large->id.value))));

        ImageFiles again(*m_session, m_tasks, m_folder.filePath(u"cache"_s));
        QSignalSpy failed(&again, &ImageFiles::failed);
        again.open(large->id, u"large"_s, large->size);
        Task *task = again.reading(large->id);
        connect(task, &Task::changed, task, &Task::cancel, Qt::SingleShotConnection);
        QVERIFY(failed.wait(patience));
        QCOMPARE(task->state(), Task::State::Cancelled);
        QCOMPARE(QDir(m_folder.filePath(u"cache"_s)).entryList({u"*partial*"_s, large->id.value + u'*'}, QDir::Files), QStringList());
        (void)await<ImageRemoval>([&](auto done) { client().images().remove(m_tag + u"-large"_s, {.force = true}, this, done); });
    }

    void cleanupTestCase()
    {
        if (m_session && m_session->client())
            (void)await<ImageRemoval>([&](auto done) { client().images().remove(m_tag, {.force = true}, this, done); });
    }
};

LONGSHORE_TEST_MAIN(tst_EngineImageFiles)
#include "tst_engine_imagefiles.moc"
