// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/jobpaths.h"

#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

class Mover
{
public:
    Mover(const QDir &from, const QDir &to, bool shorten)
        : m_from(from)
        , m_to(to)
        , m_shorten(shorten)
    {
    }

    QString moved(const QString &path) const
    {
        if (path.isEmpty())
            return path;
        const QString absolute = QDir::cleanPath(m_from.absoluteFilePath(path));
        const QString relative = m_to.relativeFilePath(absolute);
        const bool inside = relative != ".."_L1 && !relative.startsWith("../"_L1);
        if (QDir::isRelativePath(path))
            return relative.isEmpty() ? u"."_s : relative;
        return m_shorten && inside ? (relative.isEmpty() ? u"."_s : relative) : path;
    }

    void move(Json *object, const char *key) const
    {
        if (object && object->is_object() && object->contains(key) && (*object)[key].is_string())
            (*object)[key] = fromQString(moved(toQString((*object)[key])));
    }

    void moveMount(Json &mount) const
    {
        if (mount.is_object()) {
            if (mount.contains("source") && isMountPath(toQString(mount["source"])))
                move(&mount, "source");
            return;
        }
        const QString text = toQString(mount);
        const QString source = text.section(u':', 0, 0);
        if (!isMountPath(source))
            return;
        const QString target = moved(source);
        // Without a slash it would name a volume.
        mount = fromQString((target.contains(u'/') || target.startsWith(u'.') ? target : u"./"_s + target) +
                            text.mid(source.size()));
    }

private:
    QDir m_from;
    QDir m_to;
    bool m_shorten;
};

Json *member(Json &object, const char *key)
{
    return object.is_object() && object.contains(key) ? &object[key] : nullptr;
}

} // namespace

QString pathInJob(const QString &path, const QDir &folder)
{
    return path.isEmpty() ? path : Mover(folder, folder, true).moved(path);
}

bool isMountPath(const QString &source)
{
    return source.contains(u'/') || source == "."_L1 || source == ".."_L1;
}

void rewritePaths(Json &root, const QDir &from, const QDir &to, bool shorten)
{
    const Mover mover(from, to, shorten);
    mover.move(member(root, "source"), "folder");
    Json *input = member(root, "input");
    mover.move(input, "folder");
    if (Json *tables = input ? member(*input, "fileTables") : nullptr; tables && tables->is_object()) {
        for (auto &[table, file] : tables->items()) {
            if (file.is_string())
                file = fromQString(mover.moved(toQString(file)));
        }
    }
    Json *extra = member(root, "extra");
    if (Json *mounts = extra ? member(*extra, "mounts") : nullptr; mounts && mounts->is_array()) {
        for (Json &mount : *mounts)
            mover.moveMount(mount);
    }
}

} // namespace longshore
