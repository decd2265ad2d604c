// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/stagingtar.h"

#include "model/component/dataformat.h"
#include "model/run/dockerignore.h"

#include <QFile>
#include <QFileInfo>

namespace longshore
{

using namespace Qt::StringLiterals;

// Ours, or empty by the contract when the component starts.
static bool isOurs(const QByteArray &path, bool ownState)
{
    for (const char *name : {"config.json", "config.yml", "out", "artifacts"}) {
        if (path == name)
            return true;
    }
    return ownState && (path == "in/state.json" || path == "in/state.yml");
}

static std::vector<TarPart> skeleton(const Staging &staging)
{
    const int mode = staging.anyUser ? 0777 : 0755;
    std::vector<TarPart> parts;
    for (const char *path : {"data", "data/in", "data/in/tables", "data/in/files", "data/in/user", "data/out",
                             "data/out/tables", "data/out/files", "data/artifacts", "data/artifacts/out",
                             "data/artifacts/out/current", "data/artifacts/out/shared"}) {
        const QByteArray name(path);
        // Q2: after a stage, in/tables and in/files are what that stage left.
        if (staging.handedOver.isEmpty() || (name != "data/in/tables" && name != "data/in/files"))
            parts.push_back(TarPart::directory(name, mode));
    }
    return parts;
}

static TarPart folderPart(const QByteArray &path, const QString &source)
{
    TarPart part;
    part.type = TarPart::Type::Folder;
    part.path = path;
    part.source = source;
    return part;
}

/// JSON stays byte for byte what it is.
static QByteArray written(const QByteArray &json, const QString &format)
{
    return format == u"yaml"_s ? inFormat(json, format).value_or(json) : json;
}

std::vector<TarPart> stagingParts(const Staging &staging)
{
    std::vector<TarPart> parts = skeleton(staging);
    const bool folderState = staging.withState && staging.state.isEmpty() && !staging.dataFolder.isEmpty()
                             && QFileInfo(staging.dataFolder + u"/in/"_s + stateFileName(staging.format)).isFile();
    if (!staging.dataFolder.isEmpty()) {
        TarPart part = folderPart("data", staging.dataFolder);
        part.skip = [ownState = !folderState](const QByteArray &path) { return isOurs(path, ownState); };
        parts.push_back(std::move(part));
    }
    if (!staging.handedOver.isEmpty()) {
        TarPart part = folderPart("data/in", staging.handedOver);
        part.skip = [](const QByteArray &path) { return path == "state.json" || path == "state.yml"; };
        part.rename = [names = staging.handedNames](const QByteArray &path) { return names.value(path, path); };
        parts.push_back(std::move(part));
    }
    if (!staging.artifacts.isEmpty()) {
        parts.push_back(TarPart::directory("data/artifacts/in", staging.anyUser ? 0777 : 0755));
        parts.push_back(folderPart("data/artifacts/in", staging.artifacts));
    }
    if (staging.withState && !folderState)
        parts.push_back(TarPart::file("data/in/" + stateFileName(staging.format).toUtf8(),
                                      written(staging.state.isEmpty() ? QByteArray("{}") : staging.state, staging.format), 0644));
    parts.push_back(TarPart::file("data/" + configFileName(staging.format).toUtf8(), written(staging.config, staging.format), staging.anyUser ? 0644 : 0600));
    parts.push_back(TarPart::directory("tmp", 01777));
    return parts;
}

std::unique_ptr<TarStream> stagingTar(const Staging &staging)
{
    return std::make_unique<TarStream>(stagingParts(staging), staging.uid, staging.gid);
}

std::unique_ptr<TarStream> buildContextTar(const QString &folder, const QString &dockerfile)
{
    TarPart part;
    part.type = TarPart::Type::Folder;
    part.source = folder;
    part.skip = [folder, ignore = DockerIgnore::of(folder, dockerfile)](const QByteArray &path) {
        const QString name = QFile::decodeName(path);
        const QFileInfo info(folder + u'/' + name);
        return ignore.leavesOut(name, info.isDir() && !info.isSymLink());
    };
    std::vector<TarPart> parts;
    parts.push_back(std::move(part));
    return std::make_unique<TarStream>(std::move(parts), 0, 0, TarStream::Format::GnuTar);
}

} // namespace longshore
