// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/build/buildoffer.h"

#include <QDir>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

QMap<QString, QString> entriesWithTyped(QMap<QString, QString> next, const QMap<QString, QString> &filled, const QMap<QString, QString> &typed)
{
    for (auto entry = filled.cbegin(); entry != filled.cend(); ++entry) {
        if (!typed.contains(entry.key()))
            next.remove(entry.key());
    }
    for (auto entry = typed.cbegin(); entry != typed.cend(); ++entry) {
        if (filled.value(entry.key()) != entry.value() || !filled.contains(entry.key()))
            next[entry.key()] = entry.value();
    }
    return next;
}

/// The folder's name as a tag, as far as it can be one.
QString suggestedTag(const QString &folder)
{
    static const QRegularExpression odd(u"[^a-z0-9]+"_s);
    QString name = QDir(folder).dirName().toLower().replace(odd, u"-"_s);
    while (name.startsWith(u'-'))
        name.remove(0, 1);
    while (name.endsWith(u'-'))
        name.chop(1);
    return name.isEmpty() ? QString() : name + u":latest"_s;
}

} // namespace

QStringList dockerfilesIn(const QString &folder)
{
    constexpr qsizetype most = 50;
    const QStringList patterns{u"Dockerfile*"_s, u"*.Dockerfile"_s, u"Containerfile*"_s};
    if (folder.isEmpty())
        return {};
    const QDir dir(folder);
    QStringList found = dir.entryList(patterns, QDir::Files, QDir::Name);
    for (const QString &below : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name).mid(0, most)) {
        for (const QString &name : QDir(dir.filePath(below)).entryList(patterns, QDir::Files, QDir::Name))
            found.append(below + u'/' + name);
    }
    found.removeIf([](const QString &name) { return name.endsWith(".dockerignore"_L1); });
    return found.mid(0, most);
}

BuildRequest offeredBuild(const QString &folder, const std::optional<BuildRequest> &before)
{
    BuildRequest next = before.value_or(BuildRequest());
    next.folder = folder;
    if (!before && !folder.isEmpty()) {
        next.tags = QStringList{suggestedTag(folder)};
        next.tags.removeAll(QString());
        const QStringList found = dockerfilesIn(folder);
        next.dockerfile = found.contains(u"Dockerfile"_s) ? QString() : found.value(0);
    }
    return next;
}

BuildRequest withTyped(BuildRequest next, const BuildRequest &filled, const BuildRequest &typed)
{
    const auto keep = [&](auto part) {
        if (typed.*part != filled.*part)
            next.*part = typed.*part;
    };
    for (const auto part : {&BuildRequest::dockerfile, &BuildRequest::target, &BuildRequest::platform})
        keep(part);
    for (const auto part : {&BuildRequest::noCache, &BuildRequest::pull, &BuildRequest::classic})
        keep(part);
    keep(&BuildRequest::tags);
    for (const auto part : {&BuildRequest::arguments, &BuildRequest::labels})
        next.*part = entriesWithTyped(next.*part, filled.*part, typed.*part);
    return next;
}

} // namespace longshore
