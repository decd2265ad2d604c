// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/chunkview.h"
#include "model/logs/segmentindex.h"

#include <mutex>

namespace longshore
{

/// A run's log needs no second copy: its chunks are decoded again from the capsule's segments, with the help of their
/// index. Colours that began more than an index step before a chunk are not known there.
class CapsuleBacking : public ChunkBacking
{
public:
    explicit CapsuleBacking(const QString &capsule) : m_capsule(capsule) {}

    /// Lines come from the segments, so they are there already.
    bool keep(quint32 chunk, const ColdChunk &cold) override;
    ChunkView load(quint32 chunk, quint64 firstLine, quint32 lines) const override;

private:
    std::shared_ptr<const SegmentIndex> index(quint64 firstLine) const;

    QString m_capsule;
    mutable std::mutex m_mutex; ///< of the index only: a log that is being written outgrows it
    mutable std::shared_ptr<const SegmentIndex> m_index;
};

} // namespace longshore
