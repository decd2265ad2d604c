// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/transcriptserver.h"

#include "tests/support/transcript.h"

namespace longshore::test
{

bool TranscriptServer::play(const QString &engine, const QString &call, qsizetype cut)
{
    const Transcript transcript = Transcript::load(engine, call);
    FaultScript script;
    script.reply = transcript.response;
    script.piece = cut;
    script.end = transcript.ended ? FaultScript::End::Close : FaultScript::End::KeepOpen;
    enqueue(script);
    return transcript.isValid();
}

} // namespace longshore::test
