// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storage.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace longshore::test
{

using namespace Qt::StringLiterals;

/// A Storage of its own and a folder for its sources.
class StorageFixture
{
public:
    StorageFixture()
    {
        const auto opened = Storage::open(m_dir.filePath(u"storage"_s));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().sentence()));
        m_storage = *opened;
    }

    Storage &storage() { return *m_storage; }
    QString path(const QString &name) const { return m_dir.filePath(name); }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(name));
        return path(name);
    }
    /// A load of a CSV with a header.
    StorageLoad load(const QString &table, const QByteArray &csv) const
    {
        StorageLoad load;
        load.table = table;
        load.sources = {write(u"source-%1.csv"_s.arg(++m_sources), csv)};
        return load;
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
    }
    /// The table as it is exported, or the sentence of the error.
    QByteArray exported(const StorageExport &what) const
    {
        const auto done = m_storage->exportTable(what, path(u"out.csv"_s));
        return done ? read(path(u"out.csv"_s)) : done.error().sentence().toUtf8();
    }
    QByteArray exported(const QString &table) const
    {
        StorageExport what;
        what.table = table;
        return exported(what);
    }

private:
    QTemporaryDir m_dir;
    std::shared_ptr<Storage> m_storage;
    mutable int m_sources = 0;
};

/// A CSV with every cell quoted, as it is exported.
inline QByteArray quoted(const QByteArray &plain)
{
    QByteArrayList lines;
    for (const QByteArray &line : plain.trimmed().split('\n'))
        lines.append('"' + line.split(',').join("\",\"") + '"');
    return lines.join('\n') + '\n';
}

/// "" when it holds, else the sentence of the error.
template<class T>
QString sentenceOf(const Result<T> &result)
{
    return result ? QString() : result.error().sentence();
}

} // namespace longshore::test

/// Verifies that a Result has a value; says the error's sentence when it has none.
#define VERIFY_DONE(result)                                                                                            \
    do {                                                                                                               \
        const auto &verified = result;                                                                                 \
        QVERIFY2(verified.has_value(), qPrintable(longshore::test::sentenceOf(verified)));                             \
    } while (false)
