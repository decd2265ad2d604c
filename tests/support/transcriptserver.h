// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver.h"

namespace longshore::test
{

/// Replays what real engines said (tests/data/transcripts), one answer per request in the order given, cut as told.
class TranscriptServer : public FaultServer
{
    Q_OBJECT
public:
    using FaultServer::FaultServer;
    /// `cut`: bytes per send, 0 = all at once. False when there is no such transcript.
    bool play(const QString &engine, const QString &call, qsizetype cut = 0);
};

} // namespace longshore::test
