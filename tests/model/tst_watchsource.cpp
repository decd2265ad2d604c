// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/watchsource.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;

/// What counts as a saved source file, and when it is told.
class TestWatchSource : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    QString path(const QString &name) const { return m_dir->filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    WatchedSource source() const { return {m_dir->path(), {}, {path(u"data"_s)}, {}}; }
    QStringList scanned() const
    {
        const SourceScan scan = scanSource(source());
        return changedFiles({}, scan, m_dir->path());
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        write(u"Dockerfile"_s, "FROM scratch\n");
        write(u"src/main.py"_s, "1");
    }

    void whatCounts_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("counts");
        QTest::newRow("source") << u"src/a.py"_s << true;
        QTest::newRow("schema") << u"component_config/configSchema.json"_s << true;
        QTest::newRow("hidden file") << u".env"_s << true;
        QTest::newRow("git") << u".git/HEAD"_s << false;
        QTest::newRow("git below") << u"lib/.git/HEAD"_s << false;
        QTest::newRow("bytecode") << u"src/__pycache__/a.pyc"_s << false;
        QTest::newRow("packages") << u"node_modules/a/index.js"_s << false;
        QTest::newRow("build output") << u"target/debug/a"_s << false;
        QTest::newRow("vim's copy") << u"src/.a.py.swp"_s << false;
        QTest::newRow("emacs' copy") << u"src/a.py~"_s << false;
        QTest::newRow("data folder") << u"data/in/tables/t.csv"_s << false;
        QTest::newRow("its namesake") << u"src/data/t.csv"_s << true;
        QTest::newRow("ignored") << u"notes.md"_s << false;
        QTest::newRow("ignored folder") << u"docs/a/b.txt"_s << false;
        QTest::newRow("taken back") << u"docs/keep.txt"_s << true;
    }
    void whatCounts()
    {
        QFETCH(QString, name);
        write(u".dockerignore"_s, "*.md\ndocs\n!docs/keep.txt\n");
        write(name, "x");
        QTEST(scanned().contains(name), "counts");
    }

    void dockerfileCountsWhereverItIs()
    {
        write(u"build/Dockerfile"_s, "FROM scratch\n");
        QVERIFY(!scanned().contains(u"build/Dockerfile"_s));
        WatchedSource other = source();
        other.dockerfile = u"build/Dockerfile"_s;
        QVERIFY(changedFiles({}, scanSource(other), m_dir->path()).contains(u"build/Dockerfile"_s));
    }

    void tellsOnceWhatWasSaved()
    {
        SourceWatcher watcher(source());
        QSignalSpy started(&watcher, &SourceWatcher::started);
        QSignalSpy changed(&watcher, &SourceWatcher::changed);
        watcher.start();
        QVERIFY(started.wait());
        QCOMPARE(watcher.fileCount(), 2);
        write(u"src/main.py"_s, "22");
        write(u"src/new.py"_s, "3");
        QVERIFY(changed.wait());
        QCOMPARE(changed.first().first().toStringList(), QStringList({u"src/main.py"_s, u"src/new.py"_s}));
        QCOMPARE(changed.size(), 1);
    }

    void seesAnEditorThatReplacesTheFile()
    {
        SourceWatcher watcher(source());
        QSignalSpy started(&watcher, &SourceWatcher::started);
        QSignalSpy changed(&watcher, &SourceWatcher::changed);
        watcher.start();
        QVERIFY(started.wait());
        for (const QByteArray &text : {QByteArray("one"), QByteArray("two!")}) {
            QSaveFile file(path(u"src/main.py"_s));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit());
            QVERIFY(changed.wait());
            QCOMPARE(changed.takeLast().first().toStringList(), QStringList{u"src/main.py"_s});
        }
    }

    void watchesNewFolders()
    {
        SourceWatcher watcher(source());
        QSignalSpy started(&watcher, &SourceWatcher::started);
        QSignalSpy changed(&watcher, &SourceWatcher::changed);
        watcher.start();
        QVERIFY(started.wait());
        write(u"src/deep/er/a.py"_s, "1");
        const auto told = [&changed] {
            return QTest::qWaitFor([&changed] { return !changed.isEmpty(); }, 10'000) && changed.takeFirst().first().toStringList().contains(u"src/deep/er/a.py"_s);
        };
        QVERIFY(told());
        write(u"src/deep/er/a.py"_s, "four");
        QVERIFY(told());
        QVERIFY(QFile::remove(path(u"src/deep/er/a.py"_s)));
        QVERIFY(told());
    }

    void whatDoesNotCountIsNotTold()
    {
        SourceWatcher watcher(source());
        QSignalSpy started(&watcher, &SourceWatcher::started);
        QSignalSpy changed(&watcher, &SourceWatcher::changed);
        watcher.start();
        QVERIFY(started.wait());
        write(u"data/out/tables/t.csv"_s, "1");
        write(u".git/index"_s, "1");
        write(u"src/main.py"_s, "22"); // told after those, had they been
        QVERIFY(changed.wait());
        QCOMPARE(changed.first().first().toStringList(), QStringList{u"src/main.py"_s});
    }

    void theFolderItselfIsNeverLeftOut()
    {
        WatchedSource whole = source();
        whole.leftOut = {m_dir->path()};
        SourceWatcher watcher(whole);
        QSignalSpy started(&watcher, &SourceWatcher::started);
        watcher.start();
        QVERIFY(started.wait());
        QCOMPARE(watcher.fileCount(), 2);
    }

    void tooManyFilesIsASentence()
    {
        for (int i = 0; i <= mostWatchedFiles; ++i)
            write(u"many/%1"_s.arg(i), {});
        SourceWatcher watcher(source());
        QSignalSpy failed(&watcher, &SourceWatcher::failed);
        watcher.start();
        QVERIFY(failed.wait());
        const QString sentence = failed.first().first().value<Error>().sentence();
        QVERIFY2(sentence.contains(m_dir->path()) && sentence.contains("5000"_L1) && sentence.contains(".dockerignore"_L1), qPrintable(sentence));
    }

    void missingFolderIsASentence()
    {
        WatchedSource none = source();
        none.folder = path(u"none"_s);
        SourceWatcher watcher(none);
        QSignalSpy failed(&watcher, &SourceWatcher::failed);
        watcher.start();
        QVERIFY(failed.wait());
        QVERIFY(failed.first().first().value<Error>().kind == Error::Kind::NotFound);
    }
};

LONGSHORE_TEST_MAIN(TestWatchSource)
#include "tst_watchsource.moc"
