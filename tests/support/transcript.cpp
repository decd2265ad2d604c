// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/transcript.h"

#include <QFile>
#include <QRegularExpression>

namespace longshore::test
{

using namespace Qt::StringLiterals;

Transcript Transcript::load(const QString &engine, const QString &call)
{
    Transcript transcript;
    QFile file(QStringLiteral(LONGSHORE_TEST_DATA) + u"/transcripts/%1/%2.http"_s.arg(engine, call));
    if (!file.open(QIODevice::ReadOnly))
        return transcript;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        if (line.startsWith("--- end=complete") || line.startsWith("--- end=eof"))
            transcript.ended = true;
        if (!line.startsWith(">>> ") && !line.startsWith("<<< "))
            continue;
        static const QRegularExpression length(u"len=(\\d+)"_s);
        const qint64 size = length.match(QString::fromLatin1(line)).captured(1).toLongLong();
        (line.startsWith('>') ? transcript.request : transcript.response) += file.read(size);
        file.readLine(); // the line feed after the segment
    }
    return transcript;
}

int Transcript::status() const
{
    return response.mid(9, 3).toInt();
}

QByteArray Transcript::body() const
{
    const qsizetype head = response.indexOf("\r\n\r\n") + 4;
    if (!response.left(head).contains("Transfer-Encoding: chunked"))
        return response.mid(head);
    QByteArray body;
    for (qsizetype at = head; at < response.size();) {
        const qsizetype end = response.indexOf("\r\n", at);
        const qsizetype size = response.mid(at, end - at).toLongLong(nullptr, 16);
        if (end < 0 || size == 0)
            break;
        body += response.mid(end + 2, size);
        at = end + 2 + size + 2;
    }
    return body;
}

} // namespace longshore::test
