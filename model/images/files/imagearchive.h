// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/asynctask.h"
#include "model/run/tarextractor.h"

#include <QByteArrayList>

struct archive;

namespace longshore
{

/// One entry of a layer's tar.
struct LayerEntry {
    enum class Kind { File, Folder, Symlink, Hardlink, Special, Whiteout, Opaque };

    QByteArray path; ///< without slashes at its ends and empty steps; of Whiteout what is gone, of Opaque the folder ("" = root)
    Kind kind = Kind::File;
    int mode = 0; ///< st_mode, the type included
    qint64 uid = 0;
    qint64 gid = 0;
    qint64 size = 0;  ///< bytes, of File only
    qint64 mtime = 0; ///< seconds since 1970
    QByteArray link;  ///< target of Symlink and Hardlink, as it is written
};

/// What a layer consists of, piece by piece.
class LayerData
{
public:
    /// `mayGoOn` is asked before each piece.
    LayerData(archive *tar, const QString &asked, std::function<Result<void>()> mayGoOn) : m_tar(tar), m_asked(asked), m_mayGoOn(std::move(mayGoOn)) {}
    /// The next bytes of the file, valid until the next call; empty at its end. Errors: BadInput when it is damaged, TooLarge,
    /// Cancelled.
    Result<QByteArrayView> next();

private:
    archive *m_tar;
    QString m_asked;
    std::function<Result<void>()> m_mayGoOn;
};

/// Is told what an archive holds, as it is read.
class LayerVisitor
{
public:
    virtual ~LayerVisitor() = default;
    /// A layer begins; `layer` counts from 0 in the order of the archive, which is not that of the image.
    virtual Result<void> begin(int layer, const QByteArray &name) = 0;
    /// `data` may be read during the call; what is not read is skipped.
    virtual Result<void> entry(int layer, const LayerEntry &entry, LayerData &data) = 0;
    /// Nothing more is wanted: reading ends, well, before the end.
    virtual bool isDone() const { return false; }
};

/// What stops a hostile archive.
struct ImageArchiveLimits {
    qint64 entries = 2'000'000;
    qsizetype pathLength = 4096; ///< bytes
    int depth = 256;
    qint64 fileSize = qint64(1) << 42; ///< as a header announces it
    qint64 json = 8 << 20;             ///< of one manifest or configuration
    qint64 unpacked = qint64(1) << 34; ///< of one layer, from which on it must not be more than `ratio` times what came
    int ratio = 250;
};

/// A step of the image's history.
struct ImageStep {
    QString instruction; ///< `created_by`
    int layer = -1;      ///< position of the layer it made; -1: metadata only

    bool operator==(const ImageStep &) const = default;
};

/// How the layers make the image.
struct ImageArchiveFacts {
    QList<int> layers;      ///< as `begin` counted them, base first; one may come twice
    QList<ImageStep> steps; ///< base first; empty when the configuration tells none
};

/// Reads what an engine answers to `GET /images/{name}/get`, once and in order: docker-archive with `<id>/layer.tar` or
/// `<digest>.tar`, OCI with `blobs/sha256`, layers plain, gzip or zstd. `image` is for the words of errors. Errors:
/// ConnectionLost for an archive that is cut, BadInput for one that is damaged or leads outside, TooLarge beyond the limits,
/// Cancelled, and whatever the visitor says. Blocks: to be called on a worker's thread.
Result<ImageArchiveFacts> readImageArchive(const QString &image, const TarSource &source, LayerVisitor &visitor,
                                           const CancelToken &token = {}, const ImageArchiveLimits &limits = {});

} // namespace longshore
