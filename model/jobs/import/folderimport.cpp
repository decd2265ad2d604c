// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/import/folderimport.h"

#include "model/check/sourcecheck.h"
#include "model/jobs/imagejob.h"
#include "model/jobs/import/configimport.h"
#include "model/jobs/jobfile.h"
#include "model/json/json.h"
#include "model/json/yaml.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// A file of a folder as JSON text, from `.yml` too; nothing when there is none or it cannot be read, which is listed.
std::optional<QByteArray> jsonText(const QDir &folder, const QString &base, ImportResult *into)
{
    for (const QString &ending : {u".json"_s, u".yml"_s}) {
        const QString name = base + ending;
        if (!folder.exists(name))
            continue;
        const QString asked = u"read %1"_s.arg(name);
        const Result<QByteArray> bytes = readJobFile(folder.filePath(name), asked);
        if (!bytes) {
            into->unmapped.append({name, bytes.error().reason()});
            return std::nullopt;
        }
        if (ending == ".json"_L1)
            return *bytes;
        const Result<Json> yaml = readYaml(*bytes, asked);
        if (yaml)
            return writeJson(*yaml, JsonStyle::Compact);
        into->unmapped.append({name, yaml.error().reason()});
        return std::nullopt;
    }
    return std::nullopt;
}

void set(ImportResult *into, const QString &path, const Json &value)
{
    if (const Result<void> done = into->job.setJsonAt(path, writeJson(value, JsonStyle::Compact)); !done)
        into->unmapped.append({path, done.error().reason()});
}

/// A repository for what is built from a folder of this name.
QString localImage(const QString &folderName)
{
    static const QRegularExpression others(u"[^a-z0-9._-]+"_s);
    static const QRegularExpression ends(u"^[^a-z0-9]+|[^a-z0-9]+$"_s);
    static const QRegularExpression repeated(u"[._-]{2,}"_s);
    QString name = folderName.toLower().replace(others, u"-"_s).replace(repeated, u"-"_s).remove(ends);
    return (name.isEmpty() ? u"component"_s : name.left(100)) + u":dev"_s;
}

/// The parts of a component record that a source keeps as files, by their key in the record.
Json recordOf(const QDir &folder, ImportResult *into)
{
    static const QList<QPair<QString, const char *>> files{{u"configSchema"_s, "configurationSchema"},
                                                           {u"configRowSchema"_s, "configurationRowSchema"},
                                                           {u"emptyConfig"_s, "emptyConfiguration"},
                                                           {u"emptyConfigRow"_s, "emptyConfigurationRow"}};
    Json record = Json::object();
    if (const std::optional<QByteArray> own = jsonText(folder, u"component"_s, into)) {
        const Result<Json> parsed = scanJson(*own, u"read component.json"_s);
        if (parsed && parsed->is_object())
            record = *parsed;
        else
            into->unmapped.append({u"component.json"_s, parsed ? u"holds no object"_s : parsed.error().reason()});
    }
    for (const auto &[file, key] : files) {
        const QString name = u"component_config/"_s + file;
        const std::optional<QByteArray> text = jsonText(folder, name, into);
        if (!text)
            continue;
        const Result<Json> parsed = scanJson(*text, u"read %1"_s.arg(name));
        if (parsed && parsed->is_structured())
            record[key] = *parsed;
        else
            into->unmapped.append({name + u".json"_s, parsed ? u"holds no object"_s : parsed.error().reason()});
    }
    return record;
}

Result<QDir> existing(const QString &folder, const QString &asked)
{
    const QFileInfo info(folder);
    if (!info.isDir()) {
        return fail(Error::make(Error::Kind::NotFound, asked,
                                info.exists() ? u"it is not a folder"_s : u"there is no such folder"_s,
                                u"Choose a folder."_s));
    }
    return QDir(info.absoluteFilePath());
}

} // namespace

void applyDataFolder(const QString &folder, ImportResult *into)
{
    const QDir dir(folder);
    set(into, u"input"_s, Json{{"mode", "folder"}, {"folder", fromQString(folder)}});
    if (const std::optional<QByteArray> config = jsonText(dir, u"config"_s, into)) {
        if (const Result<void> applied = applyConfig(*config, u"read config.json"_s, into); !applied)
            into->unmapped.append({u"config.json"_s, applied.error().reason()});
    }
    if (const std::optional<QByteArray> state = jsonText(dir, u"in/state"_s, into))
        applyState(*state, into);
}

Result<ImportResult> importDataFolder(const QString &folder)
{
    const QString asked = u"make a job of the folder %1"_s.arg(folder);
    const Result<QDir> dir = existing(folder, asked);
    if (!dir)
        return fail(dir.error());
    if (folderKind(dir->path()) != FolderKind::Data) {
        return fail(Error::make(Error::Kind::BadInput, asked,
                                u"it is no data folder: it has no config.json, in or out"_s,
                                u"Choose the folder that becomes /data."_s));
    }
    // Nearly every data folder is called data; the one around it says more.
    const QString around = QFileInfo(dir->path()).dir().dirName();
    const QString name = dir->dirName() == "data"_L1 && !around.isEmpty() ? around : dir->dirName();
    ImportResult result{JobDocument::create(name, {}), {}};
    applyDataFolder(dir->path(), &result);
    return result;
}

Result<ImportResult> importSourceFolder(const QString &folder)
{
    const QString asked = u"make a job of the component in %1"_s.arg(folder);
    const Result<QDir> dir = existing(folder, asked);
    if (!dir)
        return fail(dir.error());
    if (folderKind(dir->path()) != FolderKind::Source) {
        return fail(Error::make(Error::Kind::BadInput, asked, u"it has neither a Dockerfile nor a component_config"_s,
                                u"Choose the folder with the component's source."_s));
    }
    ImportResult result;
    const Json record = recordOf(*dir, &result);
    const ComponentDefinition definition = readComponentDefinition(record).definition;
    const bool isNamed = !definition.image.uri.isEmpty();
    const QString image = isNamed ? definition.image.reference() : localImage(dir->dirName());
    result.job = JobDocument::create(definition.id.isEmpty() ? dir->dirName() : definition.id, image,
                                     writeJson(record, JsonStyle::Compact));
    if (isNamed)
        set(&result, u"component.data.definition"_s, *findPath(record, u"data.definition"_s));
    giveDefaultBucket(&result.job);
    if (dir->exists(u"Dockerfile"_s)) {
        set(&result, u"source"_s, Json{{"folder", fromQString(dir->path())}, {"dockerfile", "Dockerfile"}});
        set(&result, u"image.pull"_s, "never");
    } else {
        result.unmapped.append({u"Dockerfile"_s, u"is missing, so the image cannot be built here"_s});
    }
    for (const QString &data : {u"data"_s, u"component_config/sample-config"_s}) {
        if (QFileInfo(dir->filePath(data)).isDir()) {
            applyDataFolder(dir->filePath(data), &result);
            break;
        }
    }
    return result;
}

} // namespace longshore
