// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/sourcecheck.h"

#include "model/cases/functionalcase.h"
#include "model/check/datafoldercheck.h"
#include "model/check/dockerfilecheck.h"
#include "model/check/schemacheck.h"
#include "model/check/textcheck.h"
#include "model/component/configuration.h"
#include "model/json/json.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 mostText = 4 << 20;

bool isSchemaName(const QString &name)
{
    return name.compare(u"configSchema.json"_s, Qt::CaseInsensitive) == 0 ||
           name.compare(u"configRowSchema.json"_s, Qt::CaseInsensitive) == 0;
}

/// The JSON files that describe a component to the platform.
void checkComponentConfig(const QDir &root, Findings &findings)
{
    QDirIterator files(root.filePath(u"component_config"_s), {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    QStringList paths;
    while (files.hasNext())
        paths.append(files.next());
    paths.sort();
    bool anySchema = false;
    for (const QString &path : paths) {
        QFile file(path);
        const QString shown = root.relativeFilePath(path);
        if (!file.open(QIODevice::ReadOnly) || file.size() > mostText) {
            findings.error({}, shown,
                           file.isOpen() ? u"It is larger than 4 MiB."_s
                                         : u"It cannot be read: %1."_s.arg(file.errorString()));
            continue;
        }
        const QByteArray text = file.readAll();
        if (isSchemaName(QFileInfo(path).fileName())) {
            anySchema = true;
            findings.addOfFile(checkSchema(text), u"15"_s, shown);
        } else if (const auto json = scanJson(text, {}); !json) {
            findings.error({}, shown, u"It is no JSON: %1."_s.arg(json.error().happened));
        }
    }
    if (!anySchema)
        findings.note(u"D4"_s, u"component_config/configSchema.json"_s,
                      u"There is none: the configuration is edited as JSON."_s);
}

void checkSampleFolders(const QDir &root, Findings &findings)
{
    for (const QString &name : {u"data"_s, u"component_config/sample-config"_s}) {
        const QString folder = root.filePath(name);
        if (folderKind(folder) == FolderKind::Data)
            findings += checkDataFolder(folder, name);
    }
}

void checkCases(const QDir &root, const QString &below, Findings &findings)
{
    const auto cases = findCases(root.filePath(below));
    if (!cases)
        return;
    for (const FunctionalCase &each : *cases) {
        const QString shown = root.relativeFilePath(each.folder);
        if (!each.trouble.isEmpty())
            findings.error(u"17"_s, shown, u"%1."_s.arg(each.trouble));
        for (const QString &note : each.notes)
            findings.note(u"17"_s, shown, u"%1."_s.arg(note));
        findings += checkDataFolder(each.dataFolder(), root.relativeFilePath(each.dataFolder()));
    }
}

} // namespace

FolderKind folderKind(const QString &folder)
{
    const QDir dir(folder);
    if (dir.exists(u"Dockerfile"_s) || dir.exists(u"component_config"_s))
        return FolderKind::Source;
    if (dir.exists(u"config.json"_s) || dir.exists(u"config.yml"_s) || dir.exists(u"in"_s) || dir.exists(u"out"_s))
        return FolderKind::Data;
    return findCases(folder) ? FolderKind::Cases : FolderKind::Unknown;
}

Findings checkSource(const QString &folder)
{
    Findings findings;
    const QDir root(folder);
    checkDockerfile(root, findings);
    checkComponentConfig(root, findings);
    checkTexts(root, findings);
    checkSampleFolders(root, findings);
    checkCases(root, u"tests"_s, findings);
    return findings;
}

Findings checkFolder(const QString &folder)
{
    Findings findings;
    switch (folderKind(folder)) {
    case FolderKind::Source:
        return checkSource(folder);
    case FolderKind::Data:
        return checkDataFolder(folder);
    case FolderKind::Cases:
        checkCases(QDir(folder), u"."_s, findings);
        return findings;
    case FolderKind::Unknown:
        break;
    }
    findings.error(
        {}, {},
        u"It is neither a component's source (no Dockerfile, no component_config), nor a data folder (no config.json, "
        "in or out), nor a folder of cases (no source/data)."_s);
    return findings;
}

} // namespace longshore
