// SPDX-License-Identifier: GPL-3.0-or-later
// Loads into the embedded Storage beside `sqlite3 FILE ".import"`: 10,000,000 rows of 5 columns without a key;
// 2,000,000 shuffled rows into a keyed table, and an upsert of half of them, changed, beside .import into a table with
// the same key. And the most memory a load takes.
#include "model/storage/storage.h"
#include "tests/bench/support/cost.h"
#include "tests/bench/support/figure.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <unistd.h>

using namespace longshore;
using namespace longshore::bench;
using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 plainRows = 10'000'000;
constexpr qint64 keyedRows = 2'000'000;
constexpr int rounds = 3;
const QString table = u"in.c-bench.rows"_s;

struct Row {
    qint64 id;
    quint32 seed;
};

void writeCsv(const QString &path, qint64 rows, const std::function<Row(qint64)> &rowAt)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        giveUp(u"cannot write %1"_s.arg(path));
    QByteArray text = "id,name,city,amount,note\n";
    for (qint64 i = 0; i < rows; ++i) {
        const Row row = rowAt(i);
        const QByteArray seed = QByteArray::number(row.seed % 1'000'000);
        text += QByteArray::number(row.id) + ",\"customer " + seed + "\",city-" + QByteArray::number(row.seed % 977) + ',' + seed + ".25,\"note "
            + QByteArray::number(row.seed % 4096) + ", with \"\"quotes\"\"\"\n";
        if (text.size() > 1 << 20 || i + 1 == rows) {
            if (file.write(text) != text.size())
                giveUp(u"cannot write %1"_s.arg(path));
            text.clear();
        }
    }
}

quint32 scramble(qint64 i)
{
    return quint32((quint64(i) * 6364136223846793005u + 1442695040888963407u) >> 33);
}

/// A number below keyedRows for each i below it, each once, in no order: 1,234,577 and 2,000,000 have no common divisor.
qint64 shuffled(qint64 i)
{
    return i * 1'234'577 % keyedRows;
}

/// The greatest resident size of this process since the last call, in millions of bytes.
double peakMegabytes()
{
    QFile status(u"/proc/self/status"_s);
    double peak = 0;
    if (status.open(QIODevice::ReadOnly))
        for (const QByteArray &line : status.readAll().split('\n'))
            if (line.startsWith("VmHWM:"))
                peak = line.mid(6).simplified().split(' ')[0].toDouble() * 1024 / 1e6;
    QFile reset(u"/proc/self/clear_refs"_s);
    if (!reset.open(QIODevice::WriteOnly) || reset.write("5") != 1)
        giveUp(u"the peak memory cannot be reset"_s);
    return peak;
}

class Bench
{
public:
    explicit Bench(bool json) : m_json(json), m_sqlite(QStandardPaths::findExecutable(u"sqlite3"_s)) {}

    void run()
    {
        writeCsv(m_dir.filePath(u"plain.csv"_s), plainRows, [](qint64 i) { return Row{i, scramble(i)}; });
        plain();
        QFile::remove(m_dir.filePath(u"plain.csv"_s));
        writeCsv(m_dir.filePath(u"keyed.csv"_s), keyedRows, [](qint64 i) { return Row{shuffled(i), scramble(i)}; });
        writeCsv(m_dir.filePath(u"half.csv"_s), keyedRows / 2, [](qint64 i) { return Row{shuffled(i * 2), scramble(i) + 7}; });
        keyed();
    }

private:
    double ours(Storage &storage, const QString &source, bool keyed, bool incremental, qint64 rowsAfter)
    {
        StorageLoad load;
        load.table = table;
        load.sources = {m_dir.filePath(source)};
        load.incremental = incremental;
        if (keyed)
            load.primaryKey = QStringList{u"id"_s};
        ::sync(); // what was written before is nobody's cost
        const Cost cost = measure(RUSAGE_SELF, [&] {
            if (orGiveUp(storage.load(load)).table.rows != rowsAfter)
                giveUp(u"the table has another number of rows"_s);
        });
        return cost.wall;
    }
    std::shared_ptr<Storage> fresh()
    {
        QDir(m_dir.filePath(u"storage"_s)).removeRecursively();
        return orGiveUp(Storage::open(m_dir.filePath(u"storage"_s)));
    }
    QString database() const { return m_dir.filePath(u"peer.db"_s); }
    double peer(const QStringList &commands)
    {
        ::sync();
        const Cost cost = measure(RUSAGE_CHILDREN, [&] {
            QProcess process;
            process.start(m_sqlite, QStringList{database()} + commands);
            if (!process.waitForFinished(-1) || process.exitCode() != 0)
                giveUp(u"sqlite3 failed: "_s + QString::fromUtf8(process.readAllStandardError()));
        });
        return cost.wall;
    }
    QString import(const QString &source) const { return u".import --csv --skip 1 \"%1\" rows"_s.arg(m_dir.filePath(source)); }

    void plain()
    {
        Figure wall{u"storage: 10M rows x 5, by sqlite3 .import"_s, {}, {}, 1.2};
        Figure memory{u"storage: peak memory of that load, by 100 MB"_s, {}, {}, 1.0, u"MB"_s};
        const auto own = [&] {
            const std::shared_ptr<Storage> storage = fresh();
            (void)peakMegabytes();
            wall.ours.append(ours(*storage, u"plain.csv"_s, false, false, plainRows));
            memory.ours.append(peakMegabytes());
            memory.peer.append(100);
        };
        for (int round = 0; round < rounds; ++round) {
            if (round % 2)
                own();
            QFile::remove(database());
            if (!m_sqlite.isEmpty())
                wall.peer.append(peer({u"CREATE TABLE rows (id, name, city, amount, note)"_s, import(u"plain.csv"_s)}));
            QFile::remove(database());
            if (round % 2 == 0)
                own();
        }
        QDir(m_dir.filePath(u"storage"_s)).removeRecursively();
        print(wall, m_json);
        print(memory, m_json);
    }

    void keyed()
    {
        Figure load{u"storage: 2M shuffled rows with a key, by .import"_s, {}, {}, 1.2};
        Figure upsert{u"storage: upsert of half of them, by .import"_s, {}, {}, 1.2};
        Figure memory{u"storage: peak memory of both, by 100 MB"_s, {}, {}, 1.0, u"MB"_s};
        const auto own = [&] {
            const std::shared_ptr<Storage> storage = fresh();
            (void)peakMegabytes();
            load.ours.append(ours(*storage, u"keyed.csv"_s, true, false, keyedRows));
            upsert.ours.append(ours(*storage, u"half.csv"_s, true, true, keyedRows));
            memory.ours.append(peakMegabytes());
            memory.peer.append(100);
        };
        for (int round = 0; round < rounds; ++round) {
            if (round % 2)
                own();
            QFile::remove(database());
            if (!m_sqlite.isEmpty()) {
                load.peer.append(peer({u"CREATE TABLE rows (id TEXT PRIMARY KEY ON CONFLICT REPLACE, name, city, amount, note)"_s, import(u"keyed.csv"_s)}));
                upsert.peer.append(peer({import(u"half.csv"_s)}));
            }
            if (round % 2 == 0)
                own();
        }
        print(load, m_json);
        print(upsert, m_json);
        print(memory, m_json);
    }

    bool m_json;
    QString m_sqlite;
    QTemporaryDir m_dir;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    Bench(QCoreApplication::arguments().contains(u"--json"_s)).run();
    return 0;
}
