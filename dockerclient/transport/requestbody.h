// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIODevice>
#include <QPointer>

namespace longshore
{

/// Frames a request body that is read from a device: plain when its size is known, else in chunks. Never reads more
/// than one block ahead. The device is not owned.
class RequestBody
{
public:
    enum class Step {
        Data, ///< bytes were appended
        Wait, ///< the device has none yet: try again at its readyRead or readChannelFinished
        End,  ///< all was given
        Short ///< the device ended before the size it had declared, or was closed
    };

    /// `declaredSize`: the request's own Content-Length, -1 when it has none.
    RequestBody(QIODevice *device, qint64 declaredSize);

    QIODevice *device() const { return m_device; }
    bool isPresent() const { return m_present; }
    /// -1 = chunked.
    qint64 size() const { return m_size; }
    bool isComplete() const { return m_ended; }
    Step next(QByteArray &out);
    /// The sequential device said that no more will come.
    void setSourceFinished() { m_sourceFinished = true; }
    /// Back to the start, for a second connection; false when bytes were taken that cannot be read again.
    bool rewind();

private:
    Step end(QByteArray &out);

    QPointer<QIODevice> m_device;
    bool m_present = false;
    bool m_ended = false;
    bool m_sourceFinished = false;
    qint64 m_start = 0;
    qint64 m_size = 0;
    qint64 m_taken = 0;
};

} // namespace longshore
