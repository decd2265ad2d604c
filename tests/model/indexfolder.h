// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/files/imageindex.h"
#include "model/images/files/imageindexfile.h"
#include "tests/support/imagearchives.h"
#include "tests/support/tarbuilder.h"

#include <QTemporaryDir>

namespace longshore::test
{

using namespace Qt::StringLiterals;

/// A small image with what matters: things changed, removed, made opaque, linked, and a folder that becomes a file.
inline QByteArrayList sample()
{
    TarBuilder base, change, top;
    base.directory("etc/").file("etc/passwd", "root\n").file("etc/group", "wheel").directory("var/").directory("var/cache/");
    base.file("var/cache/a", QByteArray(1000, 'a')).file("var/cache/b", QByteArray(500, 'b')).directory("opt/").file("opt/old", "old");
    base.symlink("bin", "usr/bin").directory("usr/").directory("usr/bin/").file("usr/bin/tool", QByteArray(2000, 't'), 0755).hardlink("usr/bin/same", "usr/bin/tool");
    change.directory("etc/").file("etc/passwd", "root\nuser\n").file("etc/.wh.group", "").file("opt/.wh..wh..opq", "").file("opt/new", "new");
    top.file("var/.wh.cache", "").directory("code/").file("code/main.py", "print(1)\n").file("usr", "now a file");
    return {base.bytes(), change.bytes(), top.bytes()};
}

/// Indexes of images made on the spot, in a folder of their own.
struct IndexFolder {
    std::shared_ptr<ImageIndex> indexOf(const QByteArrayList &layers, ArchiveLayout layout = ArchiveLayout::DockerOci) const
    {
        const ImageIndexFolder indexes(folder.filePath(u"i"_s));
        const Result<void> written = indexes.write({u"ab"_s}, inPieces(imageArchive(layers, layout)), {});
        if (!written)
            qFatal("%s", qPrintable(written.error().sentence()));
        return ImageIndex::open(indexes.fileOf({u"ab"_s})).value();
    }
    QString path(const QString &name) const { return folder.filePath(name); }

    QTemporaryDir folder;
};

} // namespace longshore::test
