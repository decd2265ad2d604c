// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/names.h"

#include <QRegularExpression>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// No name is longer; this also bounds the work of the patterns.
constexpr qsizetype longestName = 1024;

Result<void> refuse(const QString &value, const QString &what, const QString &grammar)
{
    QString shown = value.left(80);
    for (QChar &c : shown) {
        if (!c.isPrint())
            c = QChar::ReplacementCharacter;
    }
    return fail(Error::make(Error::Kind::BadInput, u"use the %1 '%2'"_s.arg(what, shown),
                            value.isEmpty() ? u"it is empty"_s : u"this cannot be one"_s, grammar));
}

Result<void> check(const QRegularExpression &shape, const QString &value, const QString &what, const QString &grammar)
{
    if (value.size() <= longestName && shape.match(value).hasMatch())
        return {};
    return refuse(value, what, grammar);
}

QRegularExpression whole(const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern));
}

} // namespace

Result<void> checkImageName(const QString &name)
{
    // The grammar of distribution's reference package; an id or its prefix is a repository name by it, too.
    static const QRegularExpression shape = whole(
        u"sha256:[0-9a-f]{1,64}|"
        "(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\\[[0-9a-fA-F:.]+\\])(?::[0-9]{1,5})?/)?"
        "[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*)*"
        "(?::[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127})?"
        "(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?"_s);
    return check(shape, name, u"image"_s, u"Write it as [registry/]name[:tag] in lower case, or give an image id."_s);
}

Result<void> checkContainerName(const QString &name)
{
    static const QRegularExpression shape = whole(u"[A-Za-z0-9][A-Za-z0-9_.-]*"_s);
    return check(shape, name, u"container"_s, u"Names are made of letters, digits and . _ -"_s);
}

Result<void> checkContainerPath(const QString &path)
{
    constexpr qsizetype longestPath = 4096;
    if (path.startsWith(u'/') && !path.contains(QChar(0)) && path.size() <= longestPath)
        return {};
    return refuse(path, u"path"_s, u"Give a path inside the container that starts with /"_s);
}

Result<void> checkSignal(const QString &signal)
{
    static const QRegularExpression shape = whole(u"(?:[A-Z][A-Z0-9+-]{1,15}|[0-9]{1,2})?"_s);
    return check(shape, signal, u"signal"_s, u"Give a name such as SIGTERM, or a number."_s);
}

Result<void> checkSince(const QString &since)
{
    static const QRegularExpression shape = whole(u"(?:[0-9]{1,12}(?:\\.[0-9]{1,9})?)?"_s);
    return check(shape, since, u"start time"_s, u"Give seconds since 1970, with up to nine decimals."_s);
}

Result<void> checkWaitCondition(const QString &condition)
{
    static const QRegularExpression shape = whole(u"not-running|next-exit|removed"_s);
    return check(shape, condition, u"wait condition"_s, u"Use not-running, next-exit or removed."_s);
}

} // namespace longshore
