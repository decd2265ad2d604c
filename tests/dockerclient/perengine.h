// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/replayserver.h"
#include "tests/support/transcript.h"

#include <QTest>

namespace longshore::test
{

/// Rows for what each engine was recorded to answer to this call, cut into pieces of 1, 7 and all bytes. `whole`: only
/// where the answer has an end.
inline void perEngine(const char *call, bool whole = true)
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<qsizetype>("piece");
    for (const char *engine : recordedEngines) {
        const Transcript transcript = Transcript::load(QString::fromLatin1(engine), QString::fromLatin1(call));
        if (transcript.status() != 200 || (whole && !transcript.ended))
            continue;
        for (const qsizetype piece : {1, 7, 0})
            QTest::addRow("%s by %d", engine, int(piece)) << QString::fromLatin1(engine) << piece;
    }
}

/// What the row's engine answered to it.
inline Replay replay(const char *call)
{
    QFETCH(QString, engine);
    QFETCH(qsizetype, piece);
    return {.bytes = Transcript::load(engine, QString::fromLatin1(call)).response, .piece = piece};
}

inline QByteArray chunked(const QByteArray &body, bool ended = true)
{
    // An empty chunk would be the last one already, and what followed it no part of the answer (F12).
    const QByteArray chunk = body.isEmpty() ? QByteArray() : QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n";
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + (ended ? "0\r\n\r\n" : "");
}

} // namespace longshore::test
