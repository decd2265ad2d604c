// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/transcriptserver.h"

#include <QFile>
#include <QRegularExpression>

namespace longshore::test
{

using namespace Qt::StringLiterals;

/// Segments are `>>> len=N t=SECONDS[ truncated-from=M]`, a line feed, N bytes, a line feed; marks are `--- text`.
Transcript Transcript::load(const QString &name)
{
    Transcript transcript;
    QFile file(QStringLiteral(LONGSHORE_TEST_DATA) + u"/transcripts/"_s + name + u".http"_s);
    if (!file.open(QIODevice::ReadOnly))
        return transcript;
    static const QRegularExpression segment(u"^(>>>|<<<) len=(\\d+) "_s);
    while (!file.atEnd()) {
        const QString line = QString::fromLatin1(file.readLine());
        if (const auto match = segment.match(line); match.hasMatch()) {
            const QByteArray bytes = file.read(match.captured(2).toLongLong());
            (match.captured(1) == ">>>"_L1 ? transcript.request : transcript.reply) += bytes;
            file.read(1);
        } else if (line.startsWith("--- server-eof"_L1)) {
            transcript.ended = true;
        }
    }
    return transcript;
}

bool TranscriptServer::play(const QString &name, qsizetype cut)
{
    const Transcript transcript = Transcript::load(name);
    FaultScript script;
    script.reply = transcript.reply;
    script.piece = cut;
    script.end = transcript.ended ? FaultScript::End::Close : FaultScript::End::KeepOpen;
    enqueue(script);
    return transcript.isValid();
}

} // namespace longshore::test
