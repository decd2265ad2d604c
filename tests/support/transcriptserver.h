// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver.h"

namespace longshore::test
{

/// What a real engine was asked and what it said, read from a `.http` file of tests/data/transcripts.
struct Transcript {
    QByteArray request;  ///< all the client sent
    QByteArray reply;    ///< all the engine sent
    bool ended = false;  ///< the engine closed the connection
    bool isValid() const { return !request.isEmpty(); }

    /// `name` is below tests/data/transcripts, e.g. "docker-20.10.24/ping-get". Invalid when it cannot be read.
    static Transcript load(const QString &name);
    /// The parts of a body-less or small answer that tests compare with.
    QByteArray method() const { return request.left(request.indexOf(' ')); }
    QByteArray target() const { return request.split(' ').value(1); }
};

/// Replays transcripts, one per request in the order given.
class TranscriptServer : public FaultServer
{
    Q_OBJECT
public:
    using FaultServer::FaultServer;
    /// `cut`: bytes per send, 0 = all at once. False when there is no such transcript.
    bool play(const QString &name, qsizetype cut = 0);
};

} // namespace longshore::test
