// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/capsule.h"
#include "model/logs/logsegment.h"
#include "model/run/runsamples.h"
#include "model/run/runtypes.h"
#include "model/store/store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <cmath>

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

/// Writes a file of a capsule, its folders too.
inline void putSampleFile(const RunSummary &run, const QString &name, const QByteArray &bytes)
{
    const QString path = run.capsule + QLatin1Char('/') + name;
    QFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
}

/// The stages of the mockups: one before, the component, one that was not run.
inline void addSampleStages(const RunSummary &run)
{
    const auto stage = [&](int number, const QByteArray &component, const QByteArray &verdict, int from, int milliseconds, int code) {
        const QByteArray started = run.started.addMSecs(from).toString(Qt::ISODateWithMs).toLatin1();
        putSampleFile(run, QStringLiteral("stages/%1/stage.json").arg(number),
                      "{\"stage\":" + QByteArray::number(number) + ",\"component\":\"" + component + "\",\"image\":{\"reference\":\"quay.io/keboola/x:1\"},\"verdict\":\"" + verdict
                          + "\",\"exitCode\":" + QByteArray::number(code) + ",\"started\":\"" + started + "\",\"durationMs\":" + QByteArray::number(milliseconds) + "}");
    };
    stage(0, "keboola.processor-decompress", "success", 0, 1300, 0);
    stage(1, "keboola.python-transformation", "user-error", 1500, 12400, 1);
    putSampleFile(run, QStringLiteral("stages/1/config.json"), "{\n    \"parameters\": {\n        \"blocks\": [],\n        \"#token\": \"[hidden]\"\n    }\n}");
    putSampleFile(run, QStringLiteral("run.json"), "{\"stageCount\":3}");
}

/// What the component of the mockups used, ten samples a second so that a picture has something to show.
inline void addSampleStats(const RunSummary &run)
{
    RunSampleWriter writer(run.capsule);
    RunSample sample;
    sample.received = sample.sent = sample.blockRead = sample.blockWritten = 0;
    for (int i = 0; i <= 124; ++i) {
        const double x = i / 124.0;
        sample.time = run.started.toMSecsSinceEpoch() + 1500 + i * 100;
        sample.stage = 1;
        sample.cpu = i == 0 ? -1 : 30 + 150 * qAbs(std::sin(9 * x) * std::cos(23 * x));
        sample.memory = qint64((60 + 752 * std::sqrt(qMin(1.0, x / 0.9)) * (1 - 0.6 * qMax(0.0, x - 0.91))) * 1048576);
        sample.memoryLimit = run.memoryLimit;
        sample.received += qint64(1'100'000 * qMax(0.0, std::sin(17 * x)));
        sample.sent += qint64(70'000 * (1 + std::sin(29 * x)));
        sample.blockRead += i < 40 ? 775'000 : 0;
        sample.blockWritten += i > 60 ? 3'300'000 : 0;
        (void)writer.append(sample).has_value();
    }
}

/// Collected outputs and what the stages' data folders held.
inline void addSampleData(const RunSummary &run)
{
    QByteArray orders = "\"order_id\",\"line_no\",\"customer\",\"total\"\n";
    for (int i = 1; i <= 400; ++i)
        orders += "\"" + QByteArray::number(18204000 + i) + "\",\"" + QByteArray::number(i % 7 + 1) + "\",\"Customer " + QByteArray::number(i % 41) + ", Ltd.\",\"" + QByteArray::number(i * 37 % 991) + ".50\"\n";
    putSampleFile(run, QStringLiteral("stages/0/in/tables/orders.csv.gz"), QByteArray("\x1f\x8b\x08\0binary", 10));
    putSampleFile(run, QStringLiteral("stages/1/in/tables/orders.csv"), orders);
    putSampleFile(run, QStringLiteral("stages/1/in/tables/orders.csv.manifest"), "{\"id\":\"in.c-main.orders\",\"primary_key\":[\"order_id\",\"line_no\"]}");
    putSampleFile(run, QStringLiteral("stages/1/in/files/readme.txt"), "Orders of the night, as the shop sent them.\n");
    putSampleFile(run, QStringLiteral("out/tables/parts.csv"), orders);
    putSampleFile(run, QStringLiteral("out/tables/parts.csv.manifest"), "{\"destination\":\"out.c-forum.parts\",\"primary_key\":[\"order_id\",\"line_no\"]}");
    putSampleFile(run, QStringLiteral("out/files/summary.json"), "{\"orders\":400,\"warnings\":[\"discount is empty\"]}");
}

} // namespace longshore::test
