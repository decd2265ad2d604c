// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace longshore
{

/// Cuts one TCP connection's bytes into frames at NUL bytes (G2). Of a frame longer than GelfLimits::messageBytes
/// everything is dropped. Pure; the frames do not depend on how the bytes were cut.
class GelfStream
{
public:
    /// The frames that are whole now, blank ones left out.
    QList<QByteArray> feed(QByteArrayView bytes);
    /// The connection's end: the unterminated rest counts as a frame (G2); empty when there is none.
    QByteArray end();
    /// How many frames were too long since the last call.
    int takeTooLong();
    qsizetype pendingBytes() const { return m_pending.size(); }

private:
    bool append(QByteArrayView part);

    QByteArray m_pending;
    bool m_skipping = false; ///< up to the next NUL
    int m_tooLong = 0;
};

} // namespace longshore
