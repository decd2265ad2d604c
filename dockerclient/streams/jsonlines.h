// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace longshore
{

/// Cuts a byte stream into JSON objects, whatever stands between them: engines end objects with "\n" or "\r\n", put
/// several into one chunk and cut one over two (engine-api rule 6).
class JsonLines
{
public:
    static constexpr qsizetype MaxObject = 16 << 20;

    /// The objects completed by these bytes, in order.
    QList<QByteArray> feed(QByteArrayView bytes);
    /// An object grew beyond MaxObject, or something else than an object stood there: nothing more comes.
    bool isBroken() const { return m_broken; }
    /// Bytes of an unfinished object remain.
    bool hasRest() const { return m_depth > 0; }

private:
    QByteArray m_object;
    int m_depth = 0;
    bool m_inString = false;
    bool m_escaped = false;
    bool m_broken = false;
};

} // namespace longshore
