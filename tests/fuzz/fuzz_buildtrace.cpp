// SPDX-License-Identifier: GPL-3.0-or-later
// What an engine says BuildKit said, which may be anything.
#include "dockerclient/streams/buildtrace.h"
#include "model/images/buildstepsmodel.h"
#include "tests/fuzz/fuzz.h"

using namespace longshore;
using namespace longshore::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes = bytesOf(data, size);
    const std::optional<BuildTrace> trace = BuildTrace::decode(bytes);
    if (!trace)
        return 0;
    check(trace->steps.size() <= BuildTrace::mostItems && trace->outputs.size() <= BuildTrace::mostItems, "what is kept is bounded");
    qsizetype text = 0;
    for (const BuildTrace::Output &output : trace->outputs)
        text += output.text.size();
    check(text <= bytes.size(), "no text comes from nowhere");
    BuildStepsModel steps;
    steps.take(*trace);
    steps.take(*trace);
    steps.end(BuildStep::State::Done);
    check(steps.rowCount() <= trace->steps.size() && steps.endedCount() == steps.rowCount(), "each step once, and all end");
    return 0;
}
