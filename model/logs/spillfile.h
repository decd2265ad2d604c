// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/chunkview.h"

#include <QHash>
#include <mutex>

namespace longshore
{

/// Takes the packed chunks of a log that is nowhere else: a file without a name, mode 0600, that ends with the program
/// (logs may hold secrets). Made at the first chunk. When the disk is full the log keeps its newest part only.
class SpillFile : public ChunkBacking
{
public:
    /// `folder` is made when it is missing.
    explicit SpillFile(const QString &folder) : m_folder(folder) {}
    ~SpillFile() override;

    bool keep(quint32 chunk, const ColdChunk &cold) override;
    ChunkView load(quint32 chunk, quint64 firstLine, quint32 lines) const override;

private:
    struct Place {
        qint64 offset = 0;
        qint64 textSize = 0;
        qint64 arraysSize = 0;
        ColdChunk sizes; ///< without its bytes
    };
    bool open();

    QString m_folder;
    int m_file = -1;
    bool m_failed = false;
    qint64 m_end = 0;
    mutable std::mutex m_mutex; ///< of the places
    QHash<quint32, Place> m_places;
};

} // namespace longshore
