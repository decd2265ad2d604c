// SPDX-License-Identifier: GPL-3.0-or-later
// An image's archive as anybody can make it, and any engine can break it. First byte: the sizes of the pieces it comes in;
// the rest: the archive. Whatever it says, there is an index that holds together, or a sentence and no file.
#include "model/images/files/imageindex.h"
#include "model/images/files/imageindexfile.h"
#include "tests/fuzz/fuzz.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace longshore;
using namespace longshore::fuzz;
using namespace Qt::StringLiterals;

namespace
{

/// In memory where there is such a place: every input makes a file.
QString place()
{
    return QFileInfo(u"/dev/shm"_s).isWritable() ? u"/dev/shm/longshore-fuzz-XXXXXX"_s : QDir::tempPath() + u"/longshore-fuzz-XXXXXX"_s;
}

ImageArchiveLimits limits()
{
    ImageArchiveLimits small;
    small.entries = 300;
    small.pathLength = 300;
    small.depth = 8;
    small.json = 10'000;
    small.unpacked = 1 << 20;
    return small;
}

TarSource inPieces(QByteArrayView bytes, int seed)
{
    auto pieces = std::make_shared<QByteArrayList>();
    inParts(bytes, seed * 9, [&pieces](const QByteArray &piece) { pieces->append(piece); });
    return [pieces]() -> std::optional<QByteArray> { return pieces->isEmpty() ? QByteArray() : pieces->takeFirst(); };
}

/// Sizes of folders are those of what they hold.
qint64 checkFolder(const ImageIndex &index, qint64 folder, int layer, int depth)
{
    check(depth <= limits().depth, "no path is deeper than the limit");
    qint64 sum = 0;
    for (const ImageFileRow &row : index.children(folder, FilesView::Merged, layer, {}, 1000)) {
        check(!row.name.isEmpty() && row.name != "." && row.name != ".." && !row.name.contains('/'), "names are steps");
        check(row.mark != LayerMark::Removed && row.layer <= layer, "what is there was written, and not removed");
        if (row.isFolder())
            check(checkFolder(index, row.node, layer, depth + 1) == row.size, "a folder is as large as what it holds");
        sum += row.size;
    }
    return sum;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QTemporaryDir folder(place());
    static const ImageIndexFolder indexes(folder.filePath(u"i"_s));
    static const ImageId image{u"ab"_s};
    QByteArrayView bytes = bytesOf(data, size);
    const int seed = choice(&bytes);
    const Result<void> written = indexes.write(image, inPieces(bytes, seed), {}, limits());
    if (!written) {
        check(!written.error().sentence().isEmpty(), "an error says something");
        check(QDir(folder.filePath(u"i"_s)).isEmpty(QDir::Files | QDir::Hidden), "and leaves nothing");
        return 0;
    }
    const auto index = ImageIndex::open(indexes.fileOf(image));
    check(index.has_value(), "what was written can be opened");
    for (int layer = 0; layer <= (*index)->topLayer(); ++layer) {
        check(checkFolder(**index, rootNode, layer, 0) == (*index)->mergedSize(layer), "sizes add up");
        (void)(*index)->children(rootNode, FilesView::Layer, layer, {}, 10);
        (void)(*index)->search(u"a*"_s, FilesView::Layer, layer, {});
    }
    check((*index)->waste().efficiency >= 0 && (*index)->waste().efficiency <= 1, "efficiency is a share");
    check(QFile::remove(indexes.fileOf(image)), "it can be removed");
    return 0;
}
