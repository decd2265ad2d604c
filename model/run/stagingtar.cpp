// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/stagingtar.h"

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

std::unique_ptr<TarStream> stagingTar(const Staging &staging)
{
    const int folderMode = staging.anyUser ? 0777 : 0755;
    std::vector<TarPart> parts;
    for (const char *path : {"data", "data/in", "data/in/tables", "data/in/files", "data/in/user", "data/out",
                             "data/out/tables", "data/out/files", "data/artifacts", "data/artifacts/out",
                             "data/artifacts/out/current", "data/artifacts/out/shared"})
        parts.push_back(TarPart::directory(path, folderMode));
    const bool folderState = staging.state.isEmpty() && QFileInfo(staging.dataFolder + u"/in/state.json"_s).isFile()
                             && !staging.dataFolder.isEmpty();
    if (!staging.dataFolder.isEmpty()) {
        TarPart folder;
        folder.type = TarPart::Type::Folder;
        folder.path = "data";
        folder.source = staging.dataFolder;
        folder.skip = [ownState = !folderState](const QByteArray &path) { return isOurs(path, ownState); };
        parts.push_back(std::move(folder));
    }
    for (auto file = staging.files.begin(); file != staging.files.end(); ++file) {
        TarPart part;
        part.type = TarPart::Type::File;
        part.path = "data/" + file.key();
        part.mode = 0644;
        part.source = file.value();
        parts.push_back(std::move(part));
    }
    if (!folderState)
        parts.push_back(TarPart::file("data/in/state.json", staging.state.isEmpty() ? QByteArray("{}") : staging.state, 0644));
    parts.push_back(TarPart::file("data/config.json", staging.config, staging.anyUser ? 0644 : 0600));
    parts.push_back(TarPart::directory("tmp", 01777));
    return std::make_unique<TarStream>(std::move(parts), staging.uid, staging.gid);
}

std::unique_ptr<TarStream> buildContextTar(const QString &folder)
{
    TarPart part;
    part.type = TarPart::Type::Folder;
    part.source = folder;
    std::vector<TarPart> parts;
    parts.push_back(std::move(part));
    return std::make_unique<TarStream>(std::move(parts), 0, 0);
}

} // namespace longshore
