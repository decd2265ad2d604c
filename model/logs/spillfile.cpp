// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/spillfile.h"

#include <QDir>
#include <QFile>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace longshore
{

namespace
{

bool writeAt(int file, qint64 offset, const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t n = ::pwrite(file, bytes.constData() + done, size_t(bytes.size() - done), offset + done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += n;
    }
    return true;
}

QByteArray readAt(int file, qint64 offset, qint64 size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype done = 0; done < size;) {
        const ssize_t n = ::pread(file, bytes.data() + done, size_t(size - done), offset + done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return {};
        done += n;
    }
    return bytes;
}

} // namespace

SpillFile::~SpillFile()
{
    if (m_file >= 0)
        ::close(m_file);
}

bool SpillFile::open()
{
    if (m_file >= 0 || m_failed)
        return m_file >= 0;
    QDir().mkpath(m_folder);
    m_file = ::open(QFile::encodeName(m_folder).constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    m_failed = m_file < 0;
    return !m_failed;
}

bool SpillFile::keep(quint32 chunk, const ColdChunk &cold)
{
    {
        const std::lock_guard guard(m_mutex);
        if (m_places.contains(chunk))
            return true; // the chunk was being read when it should have left memory
    }
    if (!open() || !writeAt(m_file, m_end, cold.text) || !writeAt(m_file, m_end + cold.text.size(), cold.arrays))
        return false;
    Place place{m_end, cold.text.size(), cold.arrays.size(), cold};
    place.sizes.text.clear();
    place.sizes.arrays.clear();
    m_end += cold.memory();
    const std::lock_guard guard(m_mutex);
    m_places.insert(chunk, place);
    return true;
}

ChunkView SpillFile::load(quint32 chunk, quint64 firstLine, quint32) const
{
    Place place;
    {
        const std::lock_guard guard(m_mutex);
        const auto found = m_places.constFind(chunk);
        if (found == m_places.cend())
            return {};
        place = *found;
    }
    ColdChunk cold = place.sizes;
    cold.text = readAt(m_file, place.offset, place.textSize);
    cold.arrays = readAt(m_file, place.offset + place.textSize, place.arraysSize);
    const auto loaded = LoadedChunk::unpack(cold);
    return loaded ? ChunkView(loaded->arrays(), firstLine, loaded) : ChunkView();
}

} // namespace longshore
