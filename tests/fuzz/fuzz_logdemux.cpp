// SPDX-License-Identifier: GPL-3.0-or-later
// An engine's log stream, which may be anyone's. First byte: terminal or not, and how it is cut; the rest: the stream.
#include "dockerclient/streams/logdemux.h"
#include "tests/fuzz/fuzz.h"

using namespace longshore;
using namespace longshore::fuzz;

namespace
{

struct Outcome {
    QList<std::tuple<LogSource, qint64, QByteArray>> frames;
    bool whole = false;
    bool broken = false;
    bool fellBack = false;
    QByteArray engineError;

    bool operator==(const Outcome &) const = default;
};

void keep(const QList<LogFrame> &frames, Outcome *outcome)
{
    for (const LogFrame &frame : frames) {
        check(frame.bytes.size() <= LogDemux::MaxPiece, "pieces are bounded");
        outcome->frames.append({frame.source, frame.engineTime, frame.bytes.toByteArray()});
    }
}

void end(LogDemux &demux, Outcome *outcome)
{
    QList<LogFrame> frames;
    outcome->whole = demux.end(frames);
    keep(frames, outcome);
    outcome->broken = demux.isBroken();
    outcome->fellBack = demux.fellBack();
    outcome->engineError = demux.engineError();
}

/// All bytes in order, as a terminal shows them: there frames are cut where reads are.
QByteArray joined(const Outcome &outcome)
{
    QByteArray out;
    for (const auto &[source, time, bytes] : outcome.frames)
        out += bytes;
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArrayView bytes = bytesOf(data, size);
    const int how = choice(&bytes);
    const bool tty = how & 1;

    Outcome expected;
    LogDemux whole(tty);
    QList<LogFrame> frames;
    whole.feed(bytes, frames);
    keep(frames, &expected);
    end(whole, &expected);

    Outcome found;
    LogDemux cut(tty);
    inParts(bytes, how, [&](const QByteArray &part) {
        QList<LogFrame> some;
        cut.feed(part, some);
        keep(some, &found);
    });
    end(cut, &found);

    if (tty || expected.fellBack)
        check(joined(found) == joined(expected) && found.fellBack == expected.fellBack, "any cut gives the same bytes");
    else
        check(found == expected, "any cut gives the same frames");
    return 0;
}
