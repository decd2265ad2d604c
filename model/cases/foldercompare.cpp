// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/cases/foldercompare.h"

#include "model/cases/jsoncompare.h"
#include "model/cases/linediff.h"
#include "model/json/json.h"
#include "model/run/folderwalk.h"
#include "model/run/tarextractor.h"

#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using Kind = FolderDifference::Kind;

namespace
{

constexpr qint64 mostJson = 64 << 20;
constexpr qint64 mostDiffed = 4 << 20;
constexpr qint64 blockSize = 256 << 10;

struct Entry {
    QString file; ///< absolute
    bool directory = false;
    QString trouble; ///< why it cannot be read; empty = it can
};

/// By path as the collector stores it, so that an odd name finds its counterpart.
using Listing = QMap<QByteArray, Entry>;

QByteArray storedPath(const QByteArray &path)
{
    QList<QByteArray> steps = path.split('/');
    for (QByteArray &step : steps)
        step = safeFileName(step);
    return steps.join('/');
}

Listing listed(const QString &folder, bool outside)
{
    Listing listing;
    if (!QFileInfo(folder).isDir())
        return listing;
    FolderWalk walk(folder, [](const QByteArray &path) { return path.mid(path.lastIndexOf('/') + 1).startsWith('.'); });
    if (const int code = walk.rootError())
        listing.insert({}, {folder, true, qt_error_string(code)});
    while (const auto entry = walk.next()) {
        Entry found{folder + u'/' + QFile::decodeName(entry->path), S_ISDIR(entry->info.st_mode), {}};
        if (S_ISLNK(entry->info.st_mode)) // of a person's own folder: a shared file, most likely
            found.directory = QFileInfo(found.file).isDir();
        if (entry->failed)
            found.trouble = qt_error_string(entry->failed);
        else if (entry->tooDeep)
            found.trouble = u"it lies too deep"_s;
        listing.insert(outside ? storedPath(entry->path) : entry->path, found);
    }
    return listing;
}

bool isJson(const QByteArray &path)
{
    return path.endsWith(".json") || path.endsWith(".manifest");
}

/// What the platform reads and takes away, or what is no output: `state.json`, …
bool isOptional(const QByteArray &path)
{
    static const QList<QByteArray> names{"state.json", "state.yml", "usage.json", "usage.yml", "result.json"};
    return names.contains(path);
}

/// Where two open files first differ; -1 when they do not.
qint64 firstDifference(QFile &a, QFile &b)
{
    QByteArray left(blockSize, Qt::Uninitialized), right(blockSize, Qt::Uninitialized);
    for (qint64 at = 0;;) {
        const qint64 n = a.read(left.data(), blockSize), m = b.read(right.data(), blockSize);
        const qint64 shared = qMin(n, m);
        const auto place =
            std::mismatch(left.constData(), left.constData() + qMax<qint64>(shared, 0), right.constData());
        if (const qint64 same = place.first - left.constData(); same < shared)
            return at + same;
        if (n != m)
            return at + qMax<qint64>(shared, 0);
        if (n <= 0)
            return -1;
        at += n;
    }
}

QByteArray contentOf(const QString &path, qint64 most)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(most) : QByteArray();
}

class Comparison
{
public:
    Comparison(const QString &expected, const QString &actual)
        : m_expected(listed(expected, true))
        , m_actual(listed(actual, false))
    {
    }

    QList<FolderDifference> make()
    {
        for (auto entry = m_expected.begin(); entry != m_expected.end(); ++entry) {
            const auto counterpart = m_actual.constFind(entry.key());
            if (counterpart != m_actual.cend())
                both(entry.key(), *entry, *counterpart);
            else if (!entry->directory)
                add(Kind::Missing, entry.key(), u"It was expected, but the component did not write it."_s);
            else if (isBare(m_expected, entry.key()) && isKept(entry->file)) // else its files are told one by one
                add(Kind::Missing, entry.key(), u"This folder was expected, but the component did not make it."_s);
        }
        for (auto entry = m_actual.begin(); entry != m_actual.end(); ++entry) {
            if (!m_expected.contains(entry.key()))
                surplus(entry.key(), *entry);
        }
        std::stable_sort(m_found.begin(), m_found.end(), [](const auto &a, const auto &b) { return a.path < b.path; });
        return m_found;
    }

private:
    void add(Kind kind, const QByteArray &path, const QString &message, const QString &diff = {})
    {
        m_found.append({kind, QString::fromUtf8(path), message, diff});
    }

    /// A folder in which there is nothing to compare.
    static bool isBare(const Listing &listing, const QByteArray &folder)
    {
        const auto below = listing.lowerBound(folder + '/');
        return below == listing.cend() || !below.key().startsWith(folder + '/');
    }

    /// Kept in git on purpose, by a hidden file.
    static bool isKept(const QString &folder)
    {
        static const QStringList standard{u"tables"_s, u"files"_s};
        return !standard.contains(QFileInfo(folder).fileName()) && QFileInfo::exists(folder + u"/.gitkeep"_s);
    }

    void surplus(const QByteArray &path, const Entry &entry)
    {
        const bool standard = path == "tables" || path == "files";
        if (standard || isOptional(path))
            return;
        if (!entry.directory)
            return add(Kind::Surplus, path, u"The component wrote it, but it was not expected."_s);
        // Its files are told one by one; an empty one is a table without slices (F19).
        if (isBare(m_actual, path))
            add(Kind::Surplus, path, u"The component made this empty folder, but it was not expected."_s);
    }

    void both(const QByteArray &path, const Entry &expected, const Entry &actual)
    {
        if (expected.directory != actual.directory)
            return add(Kind::Changed, path,
                       expected.directory ? u"It is a file, but a folder was expected."_s
                                          : u"It is a folder, but a file was expected."_s);
        for (const Entry *entry : {&expected, &actual}) {
            if (!entry->trouble.isEmpty())
                return add(Kind::Unread, path, u"%1 cannot be read: %2."_s.arg(entry->file, entry->trouble));
        }
        if (!expected.directory)
            files(path, expected, actual);
    }

    void files(const QByteArray &path, const Entry &expected, const Entry &actual)
    {
        QFile a(expected.file), b(actual.file);
        for (QFile *file : {&a, &b}) {
            if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
                return add(Kind::Unread, path, u"%1 cannot be read: %2."_s.arg(file->fileName(), file->errorString()));
        }
        const qint64 at = firstDifference(a, b);
        if (at < 0)
            return;
        if (isJson(path) && a.size() <= mostJson && b.size() <= mostJson) {
            const auto before = scanJson(contentOf(expected.file, mostJson), u"read it"_s);
            const auto after = scanJson(contentOf(actual.file, mostJson), u"read it"_s);
            if (before && after) {
                if (!equalJson(*before, *after))
                    add(Kind::Changed, path, u"Its JSON differs."_s,
                        unifiedDiff(sortedJsonText(*before), sortedJsonText(*after)));
                return;
            }
        }
        bytes(path, a, b, at);
    }

    void bytes(const QByteArray &path, const QFile &expected, const QFile &actual, qint64 at)
    {
        const QString sizes = expected.size() == actual.size()
                                  ? QString()
                                  : u" It has %1 bytes instead of %2."_s.arg(actual.size()).arg(expected.size());
        const QString message = u"It differs from byte %1 on.%2"_s.arg(at).arg(sizes);
        if (expected.size() > mostDiffed || actual.size() > mostDiffed)
            return add(Kind::Changed, path, message);
        const QByteArray before = contentOf(expected.fileName(), mostDiffed),
                         after = contentOf(actual.fileName(), mostDiffed);
        const bool binary = before.left(8192).contains('\0') || after.left(8192).contains('\0');
        add(Kind::Changed, path, message, binary ? QString() : unifiedDiff(before, after));
    }

    Listing m_expected;
    Listing m_actual;
    QList<FolderDifference> m_found;
};

} // namespace

QString toString(Kind kind)
{
    switch (kind) {
    case Kind::Missing:
        return u"missing"_s;
    case Kind::Surplus:
        return u"surplus"_s;
    case Kind::Changed:
        return u"changed"_s;
    case Kind::Unread:
        break;
    }
    return u"unread"_s;
}

QList<FolderDifference> compareFolders(const QString &expected, const QString &actual)
{
    return Comparison(expected, actual).make();
}

} // namespace longshore
