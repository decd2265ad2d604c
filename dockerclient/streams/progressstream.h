// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/buildtrace.h"
#include "dockerclient/streams/stream.h"
#include "dockerclient/types/ids.h"

namespace longshore
{

/// One object of a load, pull or push answer.
struct ProgressMessage {
    QString id;     ///< layer, or empty
    QString status; ///< `Downloading`, or the text of a `stream` object
    qint64 current = -1;
    qint64 total = -1; ///< may be missing (-1) or smaller than `current`
    QString digest = {}; ///< of the manifest, from the last object of a push to Docker

    bool operator==(const ProgressMessage &) const = default;
};

/// A JSON progress stream. An `error` object inside the 200 answer makes it fail (engine-api rule 1).
class ProgressStream : public Stream
{
    Q_OBJECT
public:
    using Stream::Stream;

Q_SIGNALS:
    void message(const longshore::ProgressMessage &message);
};

/// `POST /build`. The classic builder (Podman's, too) speaks by `output` and `step`, BuildKit by `trace`.
class BuildStream : public Stream
{
    Q_OBJECT
public:
    using Stream::Stream;

Q_SIGNALS:
    /// Builder output as it comes; not cut at lines, may hold ANSI colours.
    void output(const QString &text);
    /// `Step 2/6 : COPY …` (Docker) or `STEP 2/6: …` (Podman).
    void step(int index, int count, const QString &instruction);
    /// What changed in BuildKit's graph of steps. A message that cannot be decoded is passed over.
    void trace(const longshore::BuildTrace &trace);
    /// From the last `aux.ID`; before `finished`.
    void built(const longshore::ImageId &id);
};

} // namespace longshore
