// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runtypes.h"

#include "model/run/jsonfile.h"

#include <QCoreApplication>
#include <array>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using namespace jsonfile;
using nlohmann::json;
using nlohmann::ordered_json;

static constexpr std::array stateWords{"queued", "resolving", "building", "preparing", "creating", "uploading", "starting",
                                       "running", "draining", "collecting", "removing", "storing", "finished", "interrupted"};

QString toString(RunState state)
{
    return QLatin1String(stateWords.at(size_t(state)));
}

std::optional<RunState> runStateFromString(const QString &text)
{
    for (size_t i = 0; i < stateWords.size(); ++i) {
        if (text == QLatin1String(stateWords[i]))
            return RunState(i);
    }
    return {};
}

namespace
{

ordered_json list(const QStringList &texts)
{
    ordered_json array = ordered_json::array();
    for (const QString &text : texts)
        array.push_back(text.toStdString());
    return array;
}

} // namespace

QString RunSummary::verdictLine() const
{
    if (state == RunState::Interrupted)
        return QCoreApplication::translate("RunSummary", "Interrupted: Longshore ended while this run was under way");
    if (!finished() || !verdict)
        return {};
    if (containerExitCode.value_or(0) == 0) { // of a mapping, a state, a processor's name; of an action's answer, usage
        if (*verdict == Verdict::UserError)
            return QCoreApplication::translate("RunSummary", "User error: %1").arg(message);
        if (*verdict == Verdict::ApplicationError)
            return QCoreApplication::translate("RunSummary", "Application error: %1").arg(message);
    }
    StageEnd end;
    end.cancelled = *verdict == Verdict::Cancelled;
    end.timedOut = *verdict == Verdict::TimedOut;
    if (*verdict == Verdict::EngineFailure)
        end.engineFailure = message;
    end.exitCode = containerExitCode.value_or(0);
    end.elapsedMs = qMax<qint64>(durationMs, 0);
    end.memoryLimit = memoryLimit;
    end.peakMemory = peakMemory;
    return verdictSentence({*verdict, message}, end);
}

ordered_json RunSummary::toJson() const
{
    return {
        {"run", id.value.toStdString()},
        {"state", toString(state).toStdString()},
        {"verdict", verdict ? ordered_json(toKey(*verdict).toStdString()) : ordered_json()},
        {"exitCode", containerExitCode ? ordered_json(*containerExitCode) : ordered_json()},
        {"message", message.toStdString()},
        {"durationMs", durationMs < 0 ? ordered_json() : ordered_json(durationMs)},
        {"capsule", capsule.toStdString()},
        {"image", {{"id", digestOrNull(imageId)}, {"digest", orNull(imageDigest)}, {"reference", imageReference.toStdString()}}},
        {"job", {{"id", jobId.toStdString()}, {"name", jobName.toStdString()}, {"file", orNull(jobFile)}}},
        {"row", orNull(rowId)},
        {"created", orNull(created)},
        {"started", orNull(started)},
        {"engine", engine.toStdString()},
        {"container", orNull(container.value)},
        {"stage", stage},
        {"stageCount", stageCount},
        {"memoryLimit", memoryLimit},
        {"peakMemory", peakMemory > 0 ? ordered_json(peakMemory) : ordered_json()},
        {"rowsOut", rowsOut < 0 ? ordered_json() : ordered_json(rowsOut)},
        {"tablesOut", tablesOut},
        {"filesOut", filesOut},
    };
}

RunSummary RunSummary::fromJson(const json &object)
{
    RunSummary run;
    if (!object.is_object())
        return run;
    const json none = json::object();
    const auto part = [&](const char *key) -> const json & {
        const auto found = object.find(key);
        return found != object.end() && found->is_object() ? *found : none;
    };
    run.id.value = text(object, "run");
    run.state = runStateFromString(text(object, "state")).value_or(RunState::Interrupted);
    run.verdict = verdictFromKey(text(object, "verdict"));
    run.jobId = text(part("job"), "id");
    run.jobName = text(part("job"), "name");
    run.jobFile = text(part("job"), "file");
    run.rowId = text(object, "row");
    run.imageReference = text(part("image"), "reference");
    run.imageId = ImageId::fromEngine(text(part("image"), "id"));
    run.imageDigest = text(part("image"), "digest");
    run.engine = text(object, "engine");
    run.container.value = text(object, "container");
    run.stage = int(number(object, "stage", 0));
    run.stageCount = int(number(object, "stageCount", 1));
    run.created = time(object, "created");
    run.started = time(object, "started");
    run.durationMs = number(object, "durationMs", -1);
    if (const auto code = object.find("exitCode"); code != object.end() && code->is_number_integer())
        run.containerExitCode = code->get<int>();
    run.memoryLimit = number(object, "memoryLimit", 0);
    run.peakMemory = qMax<qint64>(0, number(object, "peakMemory", 0));
    run.rowsOut = number(object, "rowsOut", -1);
    run.tablesOut = int(number(object, "tablesOut", 0));
    run.filesOut = int(number(object, "filesOut", 0));
    run.message = text(object, "message");
    run.capsule = text(object, "capsule");
    return run;
}

int RunResult::programExitCode() const
{
    if (summary.verdict == Verdict::EngineFailure && error) {
        switch (error->kind) {
        case Error::Kind::Disk: return 74;
        case Error::Kind::StoreUnwritable: return 73;
        case Error::Kind::BadInput: return 64;
        default: break;
        }
    }
    return exitCode(summary.verdict.value_or(Verdict::EngineFailure));
}

QList<RunMetric> RunResult::usage() const
{
    QList<RunMetric> all;
    for (const StageSummary &stage : stages) {
        for (const UsageMetric &metric : stage.extras.usage)
            all.append({metric.metric, metric.value, stage.rowId});
    }
    return all;
}

QMap<QString, std::optional<QString>> RunResult::outputVariables() const
{
    QMap<QString, std::optional<QString>> all;
    for (const StageSummary &stage : stages)
        all.insert(stage.extras.outputVariables);
    return all;
}

QList<RunArtifact> RunResult::downloaded() const
{
    QList<RunArtifact> all;
    for (const StageSummary &stage : stages)
        all += stage.extras.downloaded;
    return all;
}

QList<RunArtifact> RunResult::uploaded() const
{
    QList<RunArtifact> all;
    for (const StageSummary &stage : stages)
        all += stage.extras.uploaded;
    return all;
}

/// `usage`, `variables`, `outputVariables` and `artifacts`; there also when they are empty.
static void addExtras(const RunResult &result, ordered_json *object)
{
    ordered_json &metrics = (*object)["usage"] = ordered_json::array();
    for (const RunMetric &metric : result.usage()) {
        metrics.push_back({{"metric", metric.metric.toStdString()}, {"value", metric.value.toStdString()}});
        if (!metric.rowId.isEmpty())
            metrics.back()["row"] = metric.rowId.toStdString();
    }
    ordered_json &filledIn = (*object)["variables"] = ordered_json::object();
    for (const auto &[name, value] : result.variables.asKeyValueRange())
        filledIn[name.toStdString()] = value.toStdString();
    ordered_json &left = (*object)["outputVariables"] = ordered_json::object();
    const auto variables = result.outputVariables();
    for (const auto &[name, value] : variables.asKeyValueRange())
        left[name.toStdString()] = value ? ordered_json(value->toStdString()) : ordered_json();
    (*object)["artifacts"] = {{"uploaded", longshore::toJson(result.uploaded())}, {"downloaded", longshore::toJson(result.downloaded())}}; // J6
}

ordered_json RunResult::runJson() const
{
    ordered_json object = summary.toJson();
    addExtras(*this, &object);
    return object;
}

ordered_json RunResult::toJson() const
{
    ordered_json tableList = ordered_json::array();
    for (const RunOutputTable &table : tables) {
        tableList.push_back({{"source", table.source.toStdString()},
                             {"destination", orNull(table.destination)},
                             {"rows", table.rows < 0 ? ordered_json() : ordered_json(table.rows)},
                             {"columns", list(table.columns)},
                             {"primaryKey", list(table.primaryKey)},
                             {"bytes", table.bytes}});
        if (!table.rowId.isEmpty())
            tableList.back()["row"] = table.rowId.toStdString();
    }
    ordered_json fileList = ordered_json::array();
    for (const RunOutputFile &file : files) {
        fileList.push_back({{"source", file.source.toStdString()}, {"tags", list(file.tags)}, {"bytes", file.bytes}});
        if (!file.rowId.isEmpty())
            fileList.back()["row"] = file.rowId.toStdString();
    }
    ordered_json problemList = ordered_json::array();
    for (const RunProblem &problem : problems)
        problemList.push_back({{"path", problem.path.toStdString()}, {"text", problem.text.toStdString()}});
    ordered_json stageList = ordered_json::array();
    for (const StageSummary &one : stages)
        stageList.push_back(one.toJson());

    ordered_json object = ordered_json::object();
    object["event"] = "result";
    const ordered_json facts = summary.toJson();
    for (const auto &[key, value] : facts.items()) {
        object[key] = value;
        if (key == "image") { // outputs and problems before the small print
            object["outputs"] = {{"tables", std::move(tableList)}, {"files", std::move(fileList)}};
            object["problems"] = std::move(problemList);
        }
    }
    addExtras(*this, &object);
    object["stages"] = std::move(stageList);
    if (error)
        object["error"] = {{"kind", toString(error->kind).toStdString()}, {"message", error->sentence().toStdString()}};
    return object;
}

static QStringList texts(const json &object, const char *key)
{
    QStringList list;
    const auto found = object.find(key);
    for (const json &item : found != object.end() && found->is_array() ? *found : json::array()) {
        if (item.is_string())
            list.append(QString::fromStdString(item.get<std::string>()));
    }
    return list;
}

RunResult RunResult::fromJson(const json &object)
{
    RunResult result;
    result.summary = RunSummary::fromJson(object);
    const auto each = [](const json &parent, const char *key, auto take) {
        const auto found = parent.is_object() ? parent.find(key) : parent.end();
        for (const json &item : found != parent.end() && found->is_array() ? *found : json::array()) {
            if (item.is_object())
                take(item);
        }
    };
    const json outputs = object.is_object() ? object.value("outputs", json::object()) : json::object();
    each(outputs, "tables", [&](const json &item) {
        result.tables.append({text(item, "source"), text(item, "destination"), number(item, "rows", -1), number(item, "bytes", 0),
                              texts(item, "columns"), texts(item, "primaryKey"), text(item, "row")});
    });
    each(outputs, "files", [&](const json &item) {
        result.files.append({text(item, "source"), number(item, "bytes", 0), texts(item, "tags"), text(item, "row")});
    });
    each(object, "problems", [&](const json &item) { result.problems.append({text(item, "path"), text(item, "text")}); });
    each(object, "stages", [&](const json &item) { result.stages.append(StageSummary::fromJson(item)); });
    const json variables = object.is_object() ? object.value("variables", json::object()) : json::object();
    for (auto variable = variables.begin(); variables.is_object() && variable != variables.end(); ++variable)
        result.variables.insert(QString::fromStdString(variable.key()), text(variables, variable.key().c_str()));
    if (object.is_object() && object.contains("error") && object["error"].is_object())
        result.error = Error::make(Error::Kind::Engine, {}, text(object["error"], "message"));
    return result;
}

} // namespace longshore
