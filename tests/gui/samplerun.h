// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/capsule.h"
#include "model/logs/logsegment.h"
#include "model/run/runtypes.h"
#include "model/store/store.h"

namespace longshore::test
{

/// One line of a sample log: "E|" before the text makes it stderr.
struct SampleLine {
    int milliseconds;
    QByteArray text;
};

inline void appendSample(LogWriter &writer, const RunSummary &run, const QList<SampleLine> &log)
{
    const qint64 start = run.started.toMSecsSinceEpoch() * 1'000'000;
    for (const SampleLine &line : log) {
        const bool error = line.text.startsWith("E|");
        const QByteArray text = (error ? line.text.mid(2) : line.text) + '\n';
        (void)writer.append(error ? LogSource::Stderr : LogSource::Stdout, 0, start + line.milliseconds * 1'000'000LL, text).has_value();
    }
    (void)writer.sync().has_value();
}

/// Writes the capsule of a finished run as Longshore itself would, and returns its summary.
inline RunSummary makeSampleRun(const Store &store, const QString &id, RunSummary run, const QList<SampleLine> &log)
{
    run.id = {id};
    run.state = RunState::Finished;
    const Result<std::unique_ptr<Capsule>> capsule = Capsule::create(store.runsDirectory(), run.id);
    if (!capsule)
        qFatal("%s", qPrintable(capsule.error().sentence()));
    run.capsule = (*capsule)->path();
    LogWriter writer(run.capsule);
    appendSample(writer, run, log);
    (void)(*capsule)->writeRun(run).has_value();
    (void)(*capsule)->writeStageConfig(0, "{\n    \"parameters\": {\n        \"max\": 75,\n        \"#token\": \"[hidden]\"\n    },\n    \"action\": \"run\"\n}").has_value();
    RunResult result;
    result.summary = run;
    result.tables = {{QStringLiteral("parts.csv"), QStringLiteral("out.c-forum.parts"), 19433, 6'200'000, {QStringLiteral("id"), QStringLiteral("part"), QStringLiteral("text")}, {QStringLiteral("id"), QStringLiteral("part")}}};
    (void)(*capsule)->writeManifest(result, {}).has_value();
    return run;
}

} // namespace longshore::test
