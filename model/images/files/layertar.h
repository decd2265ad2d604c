// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/files/imagearchive.h"

#include <archive.h>
#include <optional>

namespace longshore
{

/// The content of one entry of an archive as a stream of pieces, of which the first bytes can be looked at before.
class TarPieces
{
public:
    explicit TarPieces(archive *outer) : m_outer(outer) {}

    /// Reads until `head` has `size` bytes or all there are. False: the archive is damaged.
    bool peek(qsizetype size);
    const QByteArray &head() const { return m_head; }
    /// All of it, an empty text beyond `most` bytes. An error without words when the archive is damaged.
    Result<QByteArray> all(qint64 most);

    /// libarchive's callback for an archive within the archive; copies nothing.
    static la_ssize_t read(archive *inner, void *self, const void **bytes);

private:
    /// Empty at the end, nothing when the archive is damaged. Valid until the next call.
    std::optional<QByteArrayView> next();

    archive *m_outer;
    QByteArray m_head;
    la_int64_t m_position = 0;
    bool m_headGiven = false;
    bool m_ended = false;
};

/// Which layer it is, and what was asked for.
struct LayerName {
    QString asked;
    int number = 0;
    QByteArray name;
};

/// Reads a layer's tar to its end. `entries` counts on. Errors as of readImageArchive.
Result<void> readLayerTar(TarPieces &pieces, const LayerName &layer, LayerVisitor &visitor, const CancelToken &token,
                          const ImageArchiveLimits &limits, qint64 *entries);

} // namespace longshore
