// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/transport/requestbody.h"

namespace longshore
{

namespace
{
constexpr qint64 BlockSize = 64 * 1024;
}

RequestBody::RequestBody(QIODevice *device, qint64 declaredSize) : m_device(device), m_present(device != nullptr)
{
    if (!device) {
        m_ended = true;
        return;
    }
    if (!device->isSequential()) {
        m_start = device->pos();
        m_size = device->size() - m_start;
    } else {
        m_size = declaredSize;
    }
}

RequestBody::Step RequestBody::next(QByteArray &out)
{
    if (m_ended)
        return Step::End;
    if (m_size >= 0 && m_taken == m_size)
        return end(out);
    if (!m_device || !m_device->isReadable())
        return Step::Short;
    QByteArray block(m_size < 0 ? BlockSize : std::min(BlockSize, m_size - m_taken), Qt::Uninitialized);
    const qint64 got = m_device->read(block.data(), block.size());
    if (got <= 0) {
        const bool sourceEnded = got < 0 || !m_device->isSequential() || m_sourceFinished;
        if (!sourceEnded)
            return Step::Wait;
        return m_size < 0 ? end(out) : Step::Short;
    }
    m_taken += got;
    if (m_size < 0)
        out += QByteArray::number(got, 16) + "\r\n";
    out.append(block.constData(), got);
    if (m_size < 0)
        out += "\r\n";
    return Step::Data;
}

RequestBody::Step RequestBody::end(QByteArray &out)
{
    m_ended = true;
    if (m_size < 0)
        out += "0\r\n\r\n";
    return Step::End;
}

bool RequestBody::rewind()
{
    if (!m_present)
        return true;
    if (m_taken > 0 && (!m_device || m_device->isSequential() || !m_device->seek(m_start)))
        return false;
    m_taken = 0;
    m_ended = false;
    return true;
}

} // namespace longshore
