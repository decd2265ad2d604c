// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/jobmerge.h"

#include "model/json/json.h"

#include <QSet>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// A node that may be missing.
using Node = const Json *;

bool same(Node a, Node b)
{
    if (!a || !b)
        return a == b;
    return writeJson(*a, JsonStyle::Compact) == writeJson(*b, JsonStyle::Compact);
}

Node memberOf(Node object, const std::string &key)
{
    if (!object || !object->is_object())
        return nullptr;
    const auto found = object->find(key);
    return found == object->end() ? nullptr : &*found;
}

/// The ids of a list whose items are all objects with an `id` of their own; else nothing.
std::optional<QStringList> idsOf(Node list)
{
    if (!list)
        return QStringList();
    if (!list->is_array())
        return std::nullopt;
    QStringList ids;
    for (const Json &item : *list) {
        const QString id = item.is_object() && item.contains("id") ? toQString(item["id"]) : QString();
        if (id.isEmpty() || ids.contains(id))
            return std::nullopt;
        ids.append(id);
    }
    return ids;
}

/// A list with ids as an object, so that it merges like one.
std::optional<Json> keyedById(Node list)
{
    const std::optional<QStringList> ids = idsOf(list);
    if (!ids)
        return std::nullopt;
    Json object = Json::object();
    for (qsizetype i = 0; i < ids->size(); ++i)
        object[(*ids)[i].toStdString()] = (*list)[std::size_t(i)];
    return object;
}

class Merger
{
public:
    /// Nothing: the node is gone.
    std::optional<Json> merge(Node base, Node mine, Node theirs, const QString &path);
    QStringList conflicts;

private:
    Json objects(Node base, const Json &mine, const Json &theirs, const QString &path);
    std::optional<Json> lists(Node base, const Json &mine, const Json &theirs, const QString &path);
};

std::optional<Json> Merger::merge(Node base, Node mine, Node theirs, const QString &path)
{
    const auto taken = [](Node node) { return node ? std::optional(*node) : std::nullopt; };
    if (same(mine, theirs) || same(base, theirs))
        return taken(mine);
    if (same(base, mine))
        return taken(theirs);
    if (mine && theirs && mine->is_object() && theirs->is_object())
        return objects(base, *mine, *theirs, path);
    if (mine && theirs && mine->is_array() && theirs->is_array()) {
        if (std::optional<Json> list = lists(base, *mine, *theirs, path))
            return list;
    }
    conflicts.append(path);
    return taken(mine);
}

Json Merger::objects(Node base, const Json &mine, const Json &theirs, const QString &path)
{
    std::vector<std::string> keys;
    for (const auto &[key, value] : mine.items())
        keys.push_back(key);
    std::string before;
    for (const auto &[key, value] : theirs.items()) {
        if (!mine.contains(key)) {
            const auto at = std::find(keys.begin(), keys.end(), before);
            keys.insert(at == keys.end() ? (before.empty() ? keys.begin() : keys.end()) : at + 1, key);
        }
        before = key;
    }
    Json merged = Json::object();
    for (const std::string &key : keys) {
        const QString at = joinPath(path, QString::fromStdString(key));
        if (std::optional<Json> value = merge(memberOf(base, key), memberOf(&mine, key), memberOf(&theirs, key), at))
            merged[key] = std::move(*value);
    }
    return merged;
}

std::optional<Json> Merger::lists(Node base, const Json &mine, const Json &theirs, const QString &path)
{
    const Json none = Json::array();
    if (!base || !base->is_array())
        base = &none;
    const std::optional<Json> keyedBase = keyedById(base);
    const std::optional<Json> keyedMine = keyedById(&mine);
    const std::optional<Json> keyedTheirs = keyedById(&theirs);
    if (keyedBase && keyedMine && keyedTheirs) {
        const Json items = objects(&*keyedBase, *keyedMine, *keyedTheirs, path);
        Json merged = Json::array();
        for (const auto &[id, item] : items.items())
            merged.push_back(item);
        return merged;
    }
    if (mine.size() != theirs.size() || mine.size() != base->size())
        return std::nullopt;
    Json merged = Json::array();
    for (std::size_t i = 0; i < mine.size(); ++i)
        merged.push_back(*merge(&(*base)[i], &mine[i], &theirs[i], joinPath(path, int(i))));
    return merged;
}

} // namespace

JobMerge mergeJobs(const JobDocument &base, const JobDocument &mine, const JobDocument &theirs)
{
    Merger merger;
    const std::optional<Json> merged = merger.merge(&base.root(), &mine.root(), &theirs.root(), {});
    JobMerge result{mine, merger.conflicts};
    result.merged.setRoot(*merged);
    return result;
}

} // namespace longshore
