// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/jobreader.h"

#include "model/component/secretnodes.h"
#include "model/component/secrets.h"
#include "model/jobs/dockersize.h"
#include "model/jobs/jobpaths.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QString absolute(const QDir &folder, const QString &path)
{
    return path.isEmpty() ? QString() : QDir::cleanPath(folder.absoluteFilePath(path));
}

QMap<QString, QString> stringMap(const RecordReader &parent, const QString &key)
{
    QMap<QString, QString> map;
    const RecordReader reader = parent.child(key);
    const Json *node = parent.node(key);
    if (!node || !node->is_object())
        return map;
    for (const auto &[name, value] : node->items()) {
        const QString member = QString::fromStdString(name);
        if (isSecretReference(value)) // a run puts its value here
            map.insert(member, QString::fromUtf8(maskDots));
        else if (value.is_boolean())
            map.insert(member, value.get<bool>() ? u"true"_s : u"false"_s);
        else
            map.insert(member, reader.string(member));
    }
    return map;
}

QByteArray objectText(const RecordReader &reader, const QString &key)
{
    reader.child(key);
    const QByteArray text = reader.jsonText(key);
    return text.isEmpty() ? QByteArray("{}") : text;
}

std::optional<JobMount> mountFromText(const QString &text)
{
    const QStringList parts = text.split(u':');
    if (parts.size() < 2 || parts.size() > 3 || parts[0].isEmpty() || !parts[1].startsWith(u'/'))
        return std::nullopt;
    return JobMount{parts[0], parts[1], parts.value(2).split(u',').contains("ro"_L1)};
}

QList<JobMount> readMounts(const RecordReader &extra, const QDir &folder, Problems *problems)
{
    QList<JobMount> mounts;
    const Json *node = extra.node(u"mounts"_s);
    if (!node)
        return mounts;
    if (!node->is_array()) {
        extra.complain(u"mounts"_s, u"must be a list"_s);
        return mounts;
    }
    for (std::size_t i = 0; i < node->size(); ++i) {
        const QString path = joinPath(extra.path(u"mounts"_s), int(i));
        std::optional<JobMount> mount = readMount((*node)[i], path, problems);
        if (!mount) {
            problems->append({path, u"must be \"source:/target[:ro]\" or an object with source and target"_s,
                              Problem::Severity::Error});
            continue;
        }
        if (isMountPath(mount->source))
            mount->source = absolute(folder, mount->source);
        mounts.append(*mount);
    }
    return mounts;
}

/// Docker takes one word as a list of one.
std::optional<QStringList> argumentList(const RecordReader &reader, const QString &key)
{
    const Json *node = reader.node(key);
    if (!node)
        return std::nullopt;
    return node->is_string() ? QStringList(toQString(*node)) : reader.strings(key);
}

std::optional<QString> optionalString(const RecordReader &reader, const QString &key)
{
    return reader.has(key) ? std::optional(reader.string(key)) : std::nullopt;
}

} // namespace

std::optional<JobMount> readMount(const Json &item, const QString &path, Problems *problems)
{
    if (item.is_string())
        return mountFromText(toQString(item));
    if (!item.is_object())
        return std::nullopt;
    const RecordReader reader(&item, path, problems);
    const JobMount mount{reader.string(u"source"_s), reader.string(u"target"_s), reader.boolean(u"readOnly"_s, false)};
    return mount.source.isEmpty() || !mount.target.startsWith(u'/') ? std::nullopt : std::optional(mount);
}

QList<JobRow> readRows(const RecordReader &root, Problems *problems)
{
    QList<JobRow> rows;
    const Json *node = root.node(u"rows"_s);
    if (!node)
        return rows;
    if (!node->is_array()) {
        root.complain(u"rows"_s, u"must be a list, but is %1"_s.arg(jsonTypeName(*node)));
        return rows;
    }
    for (std::size_t i = 0; i < node->size(); ++i) {
        const QString path = joinPath(u"rows"_s, int(i));
        if (!(*node)[i].is_object()) {
            problems->append({path, u"must be an object"_s, Problem::Severity::Error});
            continue;
        }
        const RecordReader reader(&(*node)[i], path, problems);
        rows.append({reader.string(u"id"_s, QString::number(i + 1)), reader.string(u"name"_s),
                     reader.boolean(u"isDisabled"_s, false), objectText(reader, u"configuration"_s),
                     objectText(reader, u"state"_s)});
    }
    return rows;
}

std::optional<JobSource> readSource(const RecordReader &root, const QDir &folder)
{
    if (!root.has(u"source"_s))
        return std::nullopt;
    const RecordReader source = root.child(u"source"_s);
    return JobSource{absolute(folder, source.string(u"folder"_s, u"."_s)),
                     source.string(u"dockerfile"_s, u"Dockerfile"_s)};
}

JobImage readImagePolicy(const RecordReader &root)
{
    const RecordReader image = root.child(u"image"_s);
    const QString pull = image.oneOf(u"pull"_s, {u"never"_s, u"missing"_s, u"always"_s}, u"missing"_s);
    JobImage policy;
    policy.pull = pull == "never"_L1    ? JobImage::Pull::Never
                  : pull == "always"_L1 ? JobImage::Pull::Always
                                        : JobImage::Pull::Missing;
    policy.pin = image.string(u"pin"_s);
    return policy;
}

JobInput readInput(const RecordReader &root, const QDir &folder)
{
    const RecordReader reader = root.child(u"input"_s);
    JobInput input;
    const QString mode = reader.oneOf(u"mode"_s, {u"mapping"_s, u"folder"_s}, u"mapping"_s);
    input.mode = mode == "folder"_L1 ? JobInput::Mode::Folder : JobInput::Mode::Mapping;
    const QString transfer = reader.oneOf(u"transfer"_s, {u"copy"_s, u"bind"_s}, u"copy"_s);
    input.transfer = transfer == "bind"_L1 ? JobInput::Transfer::Bind : JobInput::Transfer::Copy;
    input.folder = absolute(folder, reader.string(u"folder"_s));
    input.fileTables = stringMap(reader, u"fileTables"_s);
    for (QString &file : input.fileTables)
        file = absolute(folder, file);
    return input;
}

JobExtra readExtra(const RecordReader &root, const QDir &folder, Problems *problems)
{
    const RecordReader reader = root.child(u"extra"_s);
    JobExtra extra;
    extra.env = stringMap(reader, u"env"_s);
    extra.mounts = readMounts(reader, folder, problems);
    extra.network = optionalString(reader, u"network"_s);
    extra.user = optionalString(reader, u"user"_s);
    extra.entrypoint = argumentList(reader, u"entrypoint"_s);
    extra.cmd = argumentList(reader, u"cmd"_s);
    extra.ports = reader.strings(u"ports"_s);
    if (reader.has(u"memory"_s)) {
        extra.memory = dockerBytes(reader.string(u"memory"_s));
        if (!extra.memory)
            reader.complain(u"memory"_s, u"must be bytes, or a whole number followed by b, k, m or g"_s);
    }
    if (const Json *cpus = reader.node(u"cpus"_s)) {
        if (isNumber(*cpus) && numberValue(*cpus) > 0)
            extra.cpus = numberValue(*cpus);
        else
            reader.complain(u"cpus"_s, u"must be a number above 0"_s);
    }
    return extra;
}

} // namespace longshore
