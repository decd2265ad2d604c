// SPDX-License-Identifier: GPL-3.0-or-later
// The tar of /data/out as any component can shape it, and any engine can break it. First byte: the sizes of the pieces it
// comes in; the rest: the tar. Whatever it says, nothing but the new folder is written, and only files and folders.
#include "model/run/tarextractor.h"
#include "model/run/treeremoval.h"
#include "tests/fuzz/fuzz.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <sys/stat.h>

using namespace longshore;
using namespace longshore::fuzz;
using namespace Qt::StringLiterals;

namespace
{

/// In memory where there is such a place: every input makes files.
QString place()
{
    return QFileInfo(u"/dev/shm"_s).isWritable() ? u"/dev/shm/longshore-fuzz-XXXXXX"_s : QDir::tempPath() + u"/longshore-fuzz-XXXXXX"_s;
}

CollectLimits limits()
{
    CollectLimits small;
    small.bytes = 1 << 20;
    small.entries = 100;
    small.depth = 8;
    small.pathLength = 300;
    return small;
}

TarSource inPieces(QByteArrayView bytes, int seed)
{
    auto pieces = std::make_shared<QByteArrayList>();
    while (!bytes.isEmpty()) {
        const qsizetype size = qMin<qsizetype>(1 + seed * 7, bytes.size());
        pieces->append(bytes.first(size).toByteArray());
        bytes = bytes.sliced(size);
        seed = (seed * 5 + 3) & 0xff;
    }
    return [pieces]() -> std::optional<QByteArray> { return pieces->isEmpty() ? QByteArray() : pieces->takeFirst(); };
}

void checkEntry(const QString &target, const CollectedEntry &entry)
{
    struct stat info {};
    check(!entry.name.isEmpty() && !entry.stored.isEmpty(), "an entry has a name");
    check(!entry.stored.contains(u'\n') && !entry.stored.split(u'/').contains(u".."_s), "it is stored under a safe name");
    check(::lstat(QFile::encodeName(target + u'/' + entry.stored).constData(), &info) == 0, "it is there");
    check(entry.directory ? S_ISDIR(info.st_mode) : S_ISREG(info.st_mode), "it is what it is called");
    check(entry.directory || info.st_size == entry.size, "it has the size it is said to have");
    check((info.st_mode & 07000) == 0 && info.st_nlink >= 1, "it has no special mode");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QTemporaryDir folder(place());
    static const QString target = folder.filePath(u"run/out"_s);
    QDir().mkpath(folder.filePath(u"run"_s));
    QByteArrayView bytes = bytesOf(data, size);
    const int seed = choice(&bytes);
    const auto collected = extractTar(inPieces(bytes, seed), target, limits());
    if (!collected) {
        check(!collected.error().sentence().isEmpty(), "an error says something");
    } else {
        qint64 total = 0;
        for (const CollectedEntry &entry : collected->entries) {
            checkEntry(target, entry);
            total += entry.size;
        }
        check(total == collected->bytes && total <= limits().bytes, "the bytes add up, within the limit");
        check(collected->refusedCount >= collected->refused.size(), "refusals are counted");
    }
    check(removeTree(target).has_value(), "it can be removed");
    const QStringList around = QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)
                               + QDir(folder.filePath(u"run"_s)).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    check(around == QStringList{u"run"_s}, "nothing was written beside it");
    return 0;
}
