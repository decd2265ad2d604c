// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace longshore
{

/// Speaks the little HTTP/1.1 that GELF needs on one connection: `POST` to any path with a Content-Length is answered
/// 202 (G2), everything else by the status that says what is wrong, after which the connection is to be closed. Pure.
class GelfHttp
{
public:
    static constexpr qsizetype maxHead = 16 << 10;

    struct Step {
        QByteArray reply;         ///< bytes to send now
        QList<QByteArray> bodies; ///< as they were sent, maybe compressed
        bool close = false;       ///< once `reply` is sent
    };

    Step feed(QByteArrayView bytes);
    /// The connection's end: what came of an unfinished body.
    QByteArray end();
    qsizetype pendingBytes() const { return m_pending.size(); }

private:
    bool readHead(Step *step);
    void refuse(Step *step, const QByteArray &status);

    QByteArray m_pending;
    qint64 m_bodyLength = -1; ///< -1: the head is being read
    bool m_keepAlive = true;
    bool m_closed = false;
};

} // namespace longshore
