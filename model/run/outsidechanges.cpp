// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/outsidechanges.h"

#include "model/run/jsonfile.h"

#include <QFile>
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace
{

constexpr std::array kinds = {"modified", "added", "deleted"};

bool isBelow(const QString &path, const QString &folder)
{
    return path.size() > folder.size() && path.startsWith(folder) && path[folder.size()] == u'/';
}

/// The component's own places, and what engines put into every container; Podman adds the user it runs as.
const QStringList &expectedPlaces()
{
    static const QStringList places = {
        u"/data"_s,       u"/tmp"_s,       u"/dev"_s,      u"/proc"_s,          u"/sys"_s,
        u"/.dockerenv"_s, u"/etc/hosts"_s, u"/etc/mtab"_s, u"/etc/hostname"_s,  u"/etc/resolv.conf"_s,
        u"/etc/passwd"_s, u"/etc/group"_s, u"/run/secrets"_s, u"/run/.containerenv"_s};
    return places;
}

/// Such a place, or a folder that the engine had to make or touch for one.
bool isExpected(const FileChange &change)
{
    const auto covers = [&change](const QString &place) {
        const bool isItsFolder = change.kind != FileChange::Kind::Deleted && isBelow(place, change.path);
        return change.path == place || isBelow(change.path, place) || isItsFolder;
    };
    return std::any_of(expectedPlaces().begin(), expectedPlaces().end(), covers);
}

} // namespace

OutsideChanges outsideChanges(const Result<QList<FileChange>> &changes)
{
    OutsideChanges outside;
    if (!changes) {
        outside.trouble = changes.error().reason();
        return outside;
    }
    QList<FileChange> all = *changes;
    // A folder right before what is below it, whatever other names begin alike.
    std::sort(all.begin(), all.end(), [](const FileChange &a, const FileChange &b) { return a.path + u'/' < b.path + u'/'; });
    QString added; ///< the last new folder or file
    for (qsizetype i = 0; i < all.size(); ++i) {
        const FileChange &change = all[i];
        const bool isParent = i + 1 < all.size() && isBelow(all[i + 1].path, change.path);
        if (isExpected(change) || (isParent && change.kind == FileChange::Kind::Modified))
            continue;
        if (!added.isEmpty() && isBelow(change.path, added))
            continue;
        if (change.kind == FileChange::Kind::Added)
            added = change.path;
        if (outside.paths.size() < OutsideChanges::most)
            outside.paths.append(change);
        else
            ++outside.left;
    }
    return outside;
}

QByteArray OutsideChanges::toJson() const
{
    json object = {{"format", "longshore.changes/1"}, {"paths", json::array()}, {"left", left}};
    for (const FileChange &change : paths)
        object["paths"].push_back({{"path", change.path.toStdString()}, {"kind", kinds[size_t(change.kind)]}});
    if (!trouble.isEmpty())
        object["trouble"] = trouble.toStdString();
    return QByteArray::fromStdString(object.dump(2, ' ', false, json::error_handler_t::replace)) + '\n';
}

OutsideChanges OutsideChanges::fromJson(const QByteArray &text)
{
    OutsideChanges changes;
    const json object = json::parse(text.toStdString(), nullptr, false);
    if (!object.is_object())
        return changes;
    changes.left = jsonfile::number(object, "left", 0);
    changes.trouble = jsonfile::text(object, "trouble");
    for (const json &item : object.value("paths", json::array())) {
        const QByteArray kind = jsonfile::text(item, "kind").toLatin1();
        const auto found = std::find(kinds.begin(), kinds.end(), kind);
        if (found != kinds.end())
            changes.paths.append({jsonfile::text(item, "path"), FileChange::Kind(found - kinds.begin())});
    }
    return changes;
}

OutsideChanges storedOutsideChanges(const QString &capsule, int stage)
{
    constexpr qint64 longest = 16 << 20;
    QFile file(capsule + u"/stages/%1/changes.json"_s.arg(stage));
    return file.open(QIODevice::ReadOnly) ? OutsideChanges::fromJson(file.read(longest)) : OutsideChanges();
}

} // namespace longshore
