// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "dockerclient/types/ids.h"
#include "model/component/verdict.h"
#include "model/run/stagesummary.h"

#include <QDateTime>
#include <QStringList>
#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace longshore
{

/// A ULID: the name of the run's capsule folder.
using RunId = Id<struct RunIdTag>;

/// Where a run is; with several stages or rows, the part from Preparing on comes again for each. `Finished` and
/// `Interrupted` are final.
enum class RunState {
    Queued,
    Resolving,  ///< looking for the image
    Building,   ///< building it from the job's source
    Preparing,  ///< getting the inputs of a row
    Creating,   ///< making the container
    Uploading,  ///< sending /data
    Starting,   ///< arming the wait, starting
    Running,    ///< the component works
    Draining,   ///< it ended; the log's rest is being read
    Collecting, ///< fetching /data/out
    Removing,   ///< removing the container
    Storing,    ///< loading the outputs of a row
    Finished,
    Interrupted ///< its Longshore died; found and marked by the next one
};

/// Stable words, as in `--json`, run.json and index.db: "running", "uploading", …
QString toString(RunState state);
std::optional<RunState> runStateFromString(const QString &text);
inline bool isFinal(RunState state)
{
    return state == RunState::Finished || state == RunState::Interrupted;
}
/// One row of the Runs list: what index.db and run.json know. A value; safe to hand between threads.
struct RunSummary {
    RunId id;
    RunState state = RunState::Queued;
    std::optional<Verdict> verdict; ///< once finished
    QString jobId;
    QString jobName;
    QString jobFile;        ///< absolute path, empty for a job that was never saved
    QString rowId;          ///< empty when the job ran without rows
    QString imageReference; ///< as the job names it
    ImageId imageId;        ///< of the run's container; empty before it was resolved
    QString imageDigest;    ///< `repo@sha256:…`, empty for an image built here
    QString engine;         ///< canonical endpoint
    ContainerId container;  ///< of the stage under way, or the last one; empty before it was made
    int stage = 0;          ///< the one under way, or the last one
    int stageCount = 1;     ///< of all rows
    QDateTime created;      ///< UTC, when the run was asked for
    QDateTime started;      ///< UTC, by the engine's clock; invalid when the component never started
    qint64 durationMs = -1; ///< of all stages that ended, by the monotonic clock; -1 when none started
    std::optional<int> containerExitCode;
    qint64 memoryLimit = 0; ///< bytes, 0 = none
    qint64 peakMemory = 0;  ///< bytes, the largest sample of all stages; 0 = none was taken
    qint64 rowsOut = -1;    ///< sum over the output tables, -1 unknown
    int tablesOut = 0;
    int filesOut = 0;
    QString message; ///< the component's own message, or the sentence of what failed
    QString capsule; ///< absolute path of the run's folder

    bool operator==(const RunSummary &) const = default;
    bool finished() const { return isFinal(state); }
    /// "Exit 1: user error, after 12.4 s, peak 812 MiB of 4 GiB" (product.md, "Runs": the last line of each log). Translated.
    QString verdictLine() const;
    /// One line of `runs --json`, and what run.json and index.db keep; keys in the order people read them.
    nlohmann::ordered_json toJson() const;
    static RunSummary fromJson(const nlohmann::json &json);
};

/// An output table or file of a run, as listed; the mapping into Storage comes with Storage.
struct RunOutputTable {
    QString source;      ///< name below out/tables
    QString destination; ///< from its manifest, may be empty
    qint64 rows = -1;    ///< data rows, -1 unknown
    qint64 bytes = 0;
    QStringList columns;
    QStringList primaryKey;
    QString rowId{}; ///< of a job with rows

    bool operator==(const RunOutputTable &) const = default;
};
struct RunOutputFile {
    QString source; ///< name below out/files
    qint64 bytes = 0;
    QStringList tags;
    QString rowId{};

    bool operator==(const RunOutputFile &) const = default;
};

/// Something a person should know about a finished run that did not change its verdict.
struct RunProblem {
    QString path; ///< what it is about, e.g. "out/tables/x.csv"; may be empty
    QString text; ///< one sentence

    bool operator==(const RunProblem &) const = default;
};

/// One metric of a component's usage (§7.4).
struct RunMetric {
    QString metric, value;
    QString rowId{}; ///< of a job with rows

    bool operator==(const RunMetric &) const = default;
};

/// All that `longshore run --json` says last, and what manifest.json and the Output tab show.
struct RunResult {
    RunSummary summary;
    QList<RunOutputTable> tables;
    QList<RunOutputFile> files;
    QList<RunProblem> problems;
    QList<StageSummary> stages; ///< that were begun, in order
    std::optional<Error> error; ///< of a run that ended by something else than its component's exit
    QMap<QString, QString> variables{}; ///< that were filled into its configuration (V5), secrets masked

    bool operator==(const RunResult &) const = default;
    /// The program's exit code: that of the verdict, except 74 for a full disk, 73 for a store that cannot be
    /// written and 64 for bad input found only while running.
    int programExitCode() const;
    /// What the main stages left of each: of several rows all metrics, each with its row, and the last value of a variable.
    QList<RunMetric> usage() const;
    QMap<QString, std::optional<QString>> outputVariables() const;
    QList<RunArtifact> downloaded() const;
    QList<RunArtifact> uploaded() const;
    /// `run.json`: the summary, usage, variables and artifacts.
    nlohmann::ordered_json runJson() const;
    /// The result object of `run --json` (product.md, "Command line"), with `"event":"result"`.
    nlohmann::ordered_json toJson() const;
    /// Tolerant; `error` comes back as one sentence.
    static RunResult fromJson(const nlohmann::json &json);
};

} // namespace longshore

Q_DECLARE_METATYPE(longshore::RunId)
Q_DECLARE_METATYPE(longshore::RunSummary)
Q_DECLARE_METATYPE(longshore::RunResult)
