// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/inputstaging.h"

#include "model/json/json.h"
#include "model/run/inputfiles.h"
#include "model/run/inputtables.h"

#include <QDir>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

Json tagsJson(const QList<StateTag> &tags)
{
    Json list = Json::array();
    for (const StateTag &tag : tags) {
        Json one{{"name", fromQString(tag.name)}};
        if (!tag.match.isEmpty())
            one["match"] = fromQString(tag.match);
        list.push_back(std::move(one));
    }
    return list;
}

QByteArray storageState(const QList<std::pair<QString, QString>> &tables, const QList<InputState::Files> &files)
{
    Json tableList = Json::array();
    QStringList seen;
    for (const auto &[source, imported] : tables) {
        if (seen.contains(source)) // a table mapped twice has one entry (I7)
            continue;
        seen.append(source);
        tableList.push_back({{"source", fromQString(source)}, {"lastImportDate", imported.isEmpty() ? Json(nullptr) : fromQString(imported)}});
    }
    Json fileList = Json::array();
    for (const InputState::Files &entry : files)
        fileList.push_back({{"tags", tagsJson(entry.tags)}, {"lastImportId", entry.lastImportId}});
    const Json state{{"input", {{"tables", std::move(tableList)}, {"files", std::move(fileList)}}}};
    return writeJson(state, JsonStyle::Compact);
}

} // namespace

Result<StagedInput> stageInput(const InputRequest &request, Storage *storage, const StorageProgress &progress)
{
    const Result<InputState> state = inputStateOf(request.state);
    if (!state)
        return fail(state.error());
    for (const QString &folder : {u"/in/tables"_s, u"/in/files"_s}) {
        if (!QDir().mkpath(request.folder + folder))
            return fail(Error::make(Error::Kind::Disk, u"stage the input"_s, u"the folder %1 cannot be made"_s.arg(request.folder + folder)));
    }
    StagedInput staged;
    InputTableStager tables(request, *state, storage, progress, &staged);
    int index = 0;
    for (const InputTable &table : request.mapping.tables) {
        if (Result<void> done = tables.stage(table, index++); !done)
            return fail(done.error());
    }
    QList<InputState::Files> importedFiles;
    if (!request.mapping.files.isEmpty()) {
        if (!storage)
            return fail(Error::make(Error::Kind::BadInput, u"stage the input files"_s, u"there is no Storage to take them from"_s));
        InputFileStager files(request, *state, *storage, progress, &staged);
        for (const InputFile &file : request.mapping.files) {
            if (Result<void> done = files.stage(file); !done)
                return fail(done.error());
        }
        importedFiles = files.imported();
    }
    staged.storageState = storageState(tables.imported(), importedFiles);
    return staged;
}

} // namespace longshore
