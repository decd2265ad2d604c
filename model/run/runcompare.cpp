// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runcompare.h"

#include "model/format.h"
#include "model/json/jsontree.h"
#include "model/run/capsulefiles.h"
#include "model/run/runservice.h"

#include <QCoreApplication>
#include <QMap>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("RunComparison", text);
}

QMap<QString, QString> valuesOf(const QByteArray &json)
{
    QMap<QString, QString> values;
    const Result<JsonTree> tree = JsonTree::parse(json, u"compare configurations"_s);
    if (!tree)
        return values;
    for (int i = 0; i < tree->nodes().size(); ++i) {
        const JsonNode &node = tree->nodes()[i];
        const bool isEmptyList = node.childCount == 0 && (node.kind == JsonNode::Kind::Object || node.kind == JsonNode::Kind::Array);
        if (isEmptyList && i > 0)
            values.insert(tree->path(i), node.kind == JsonNode::Kind::Object ? u"{}"_s : u"[]"_s);
        else if (node.childCount == 0 && i > 0)
            values.insert(tree->path(i), node.value.isNull() ? u""_s : node.value);
    }
    return values;
}

/// Those that differ, or all of them.
QList<ComparedValue> sideBySide(const QMap<QString, QString> &before, const QMap<QString, QString> &after, bool all)
{
    QMap<QString, ComparedValue> values;
    for (auto value = before.begin(); value != before.end(); ++value)
        values[value.key()] = {value.key(), value.value(), {}};
    for (auto value = after.begin(); value != after.end(); ++value) {
        ComparedValue &compared = values[value.key()];
        compared.name = value.key();
        compared.after = value.value();
    }
    QList<ComparedValue> list;
    for (const ComparedValue &value : std::as_const(values)) {
        if (all || !value.isSame())
            list << value;
    }
    return list;
}

QList<ComparedValue> factsOf(const RunSummary &a, const RunSummary &b)
{
    const auto verdict = [](const RunSummary &run) { return run.verdict ? toWords(*run.verdict) : toString(run.state); };
    const auto image = [](const RunSummary &run) {
        return run.imageId.isEmpty() ? run.imageReference : u"%1 @ %2"_s.arg(run.imageReference, run.imageId.shortText());
    };
    const auto code = [](const RunSummary &run) { return run.containerExitCode ? QString::number(*run.containerExitCode) : format::none(); };
    const auto peak = [](const RunSummary &run) { return run.peakMemory > 0 ? format::binaryBytes(run.peakMemory) : format::none(); };
    const auto rows = [](const RunSummary &run) { return run.rowsOut < 0 ? format::none() : format::count(run.rowsOut); };
    return {{tr("Verdict"), verdict(a), verdict(b)},
            {tr("Exit code"), code(a), code(b)},
            {tr("Image"), image(a), image(b)},
            {tr("Started"), format::dateTime(a.created), format::dateTime(b.created)},
            {tr("Duration"), format::duration(a.durationMs), format::duration(b.durationMs)},
            {tr("Peak memory"), peak(a), peak(b)},
            {tr("Rows out"), rows(a), rows(b)}};
}

/// config.json of the first main stage.
QByteArray configOf(const RunSummary &run)
{
    int number = 0;
    const QList<StageSummary> stages = storedStages(run.capsule);
    for (auto stage = stages.rbegin(); stage != stages.rend(); ++stage) {
        if (stage->isMain)
            number = stage->number;
    }
    return storedStageConfig(run.capsule, number).value_or(QByteArray());
}

QString keyOf(const RunOutputTable &table)
{
    return table.rowId.isEmpty() ? table.source : table.rowId + u'/' + table.source;
}

Result<QList<ComparedTable>> tablesOf(const RunResult &a, const RunResult &b, const CancelToken &token)
{
    QMap<QString, const RunOutputTable *> before, after;
    for (const RunOutputTable &table : a.tables)
        before.insert(keyOf(table), &table);
    for (const RunOutputTable &table : b.tables)
        after.insert(keyOf(table), &table);
    QMap<QString, const RunOutputTable *> all = before;
    all.insert(after);
    QList<ComparedTable> list;
    for (auto table = all.begin(); table != all.end(); ++table) {
        ComparedTable compared{table.key(), before.contains(table.key()), after.contains(table.key()), {}, {}};
        if (compared.isBefore && compared.isAfter) {
            const auto path = [&](const RunSummary &run, const RunOutputTable *one) { return outputFolder(run.capsule, one->rowId) + u"/tables/"_s + one->source; };
            const auto difference = compareTables(path(a.summary, before[table.key()]), path(b.summary, after[table.key()]), after[table.key()]->primaryKey, token);
            if (!difference && difference.error().kind == Error::Kind::Cancelled)
                return fail(difference.error());
            if (difference)
                compared.difference = *difference;
            else
                compared.trouble = difference.error().reason(); // the row names the table
        }
        list << compared;
    }
    return list;
}

QMap<QString, QString> filesOf(const RunResult &result)
{
    QMap<QString, QString> files;
    for (const RunOutputFile &file : result.files)
        files.insert(file.rowId.isEmpty() ? file.source : file.rowId + u'/' + file.source, format::bytes(file.bytes));
    return files;
}

} // namespace

QList<ComparedValue> compareJson(const QByteArray &before, const QByteArray &after)
{
    return sideBySide(valuesOf(before), valuesOf(after), false);
}

Result<RunComparison> compareRuns(const RunSummary &before, const RunSummary &after, const CancelToken &token)
{
    RunComparison comparison;
    comparison.facts = factsOf(before, after);
    comparison.configuration = compareJson(configOf(before), configOf(after));
    RunResult a = RunService::result(before).value_or(RunResult()), b = RunService::result(after).value_or(RunResult());
    a.summary = before; // a folder that was moved says where it was
    b.summary = after;
    auto tables = tablesOf(a, b, token);
    if (!tables)
        return fail(tables.error());
    comparison.tables = std::move(*tables);
    comparison.files = sideBySide(filesOf(a), filesOf(b), true);
    return comparison;
}

} // namespace longshore
