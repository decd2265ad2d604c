// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/rowsteps.h"

#include "model/component/dataformat.h"
#include "model/run/inputstaging.h"
#include "model/run/outputloading.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 longestState = 16 << 20;

StorageProgress untilCancelled(const CancelToken &token)
{
    return [token](qint64, qint64) { return !token.isCancelled(); };
}

QList<RunProblem> shown(const Problems &problems)
{
    QList<RunProblem> list;
    for (const Problem &problem : problems)
        list.append({problem.path, problem.message});
    return list;
}

/// A data folder is used as it is; its state counts when nothing was saved.
Result<RowInput> folderInput(const RowInputTask &task)
{
    RowInput input;
    input.folder = input.shown = task.row.dataFolder;
    const QString format = task.row.format;
    QFile file(input.folder + u"/in/"_s + stateFileName(format));
    if (!QFileInfo(file).isFile())
        return input;
    const QString asked = u"read %1"_s.arg(file.fileName());
    if (!file.open(QIODevice::ReadOnly) || file.size() > longestState)
        return fail(Error::make(Error::Kind::BadInput, asked, file.isOpen() ? u"it is larger than 16 MiB"_s : file.errorString()));
    auto state = fromFormat(file.readAll(), format, asked);
    if (!state)
        return fail(state.error());
    input.state = *state;
    return input;
}

Result<RowInput> mappedInput(const RowInputTask &task)
{
    RowInput input;
    InputRequest request;
    request.mapping = task.row.mapping;
    request.fileTables = task.row.fileTables;
    request.state = task.row.state;
    request.folder = task.stageFolder + u"/data"_s;
    request.format = task.row.format;
    request.now = QDateTime::currentDateTimeUtc();
    QDir(request.folder).removeRecursively(); // what an interrupted try left
    std::shared_ptr<Storage> storage;
    const auto &tables = request.mapping.tables;
    const bool needsStorage = !request.mapping.files.isEmpty() || std::any_of(tables.begin(), tables.end(), [&](const InputTable &table) {
        return !request.fileTables.contains(table.source);
    });
    if (needsStorage) {
        auto opened = Storage::open(task.storage);
        if (!opened)
            return fail(opened.error());
        storage = *opened;
    }
    auto staged = stageInput(request, storage.get(), untilCancelled(task.token));
    if (!staged)
        return fail(staged.error());
    input.folder = request.folder;
    input.shown = task.shownFolder + u"/data"_s;
    input.storageState = staged->storageState;
    input.processedTags = staged->processedTags;
    input.problems = shown(staged->problems);
    return input;
}

RunOutputTable *listedAs(Outputs *outputs, const QString &source)
{
    const auto found = std::find_if(outputs->tables.begin(), outputs->tables.end(), [&](const RunOutputTable &table) { return table.source == source; });
    return found == outputs->tables.end() ? nullptr : &*found;
}

/// What was listed, with what Storage made of it. A source that several mappings name is there once for each (O4).
void merge(const OutputPlan &plan, const StoredOutput &stored, Outputs *outputs)
{
    QStringList seen;
    for (const StoredTable &table : stored.tables) {
        RunOutputTable *listed = listedAs(outputs, table.source);
        RunOutputTable told = listed ? *listed : RunOutputTable();
        told.source = table.source;
        told.destination = table.destination;
        told.rows = table.importedRows;
        told.columns = table.table.columnNames();
        told.primaryKey = table.table.primaryKey;
        if (listed && !seen.contains(table.source))
            *listed = told;
        else
            outputs->tables.append(told);
        seen.append(table.source);
    }
    for (const StorageFileUpload &file : plan.files) {
        for (RunOutputFile &listed : outputs->files) {
            if (listed.source == file.name)
                listed.tags = file.tags;
        }
    }
    outputs->rows = 0;
    for (const RunOutputTable &table : std::as_const(outputs->tables))
        outputs->rows = table.rows < 0 || outputs->rows < 0 ? -1 : outputs->rows + table.rows;
}

} // namespace

Result<RowInput> stageRowInput(const RowInputTask &task)
{
    if (!task.row.dataFolder.isEmpty())
        return folderInput(task);
    if (task.row.mapping == InputMapping() && task.row.fileTables.isEmpty())
        return RowInput();
    return mappedInput(task);
}

Result<RowOutput> storeRowOutput(const RowOutputTask &task)
{
    RowOutput output{task.listed, {}};
    if (task.storage.isEmpty())
        return output;
    OutputRequest request;
    request.folder = task.folder;
    request.entries = task.entries;
    request.configuration = task.configuration;
    request.component = task.component;
    request.configurationId = task.configurationId;
    request.rowId = task.rowId;
    request.runId = task.runId;
    request.failedPass = task.failedPass;
    request.tokenPrefix = task.tokenPrefix;
    auto plan = planOutput(request);
    if (!plan)
        return fail(plan.error());
    if (!task.failedPass)
        plan->processedTags = task.processedTags;
    output.stored.problems += shown(plan->problems);
    if (plan->tables.isEmpty() && plan->files.isEmpty() && plan->processedTags.isEmpty())
        return output;
    const auto storage = Storage::open(task.storage);
    if (!storage)
        return fail(storage.error());
    const auto stored = storeOutput(*plan, **storage, untilCancelled(task.token));
    if (!stored)
        return fail(stored.error());
    merge(*plan, *stored, &output.stored);
    output.stored.problems += shown(stored->problems);
    output.failure = stored->failure;
    return output;
}

} // namespace longshore
