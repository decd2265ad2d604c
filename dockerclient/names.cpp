// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/names.h"

#include <QRegularExpression>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

Result<void> check(const QString &name, const QString &what, const QString &pattern, const QString &grammar)
{
    const QRegularExpression expression(QRegularExpression::anchoredPattern(pattern));
    if (name.size() <= 1024 && expression.match(name).hasMatch())
        return {};
    return fail(Error::make(Error::Kind::BadInput, u"use the %1 '%2'"_s.arg(what, name.left(200)),
                            name.isEmpty() ? u"it is empty"_s : u"this cannot be a name: "_s + grammar));
}

} // namespace

Result<void> checkImageName(const QString &name)
{
    return check(name, u"image"_s, u"(?:[A-Za-z0-9]|\\[(?=[0-9a-fA-F:]+\\]))(?:(?!\\.\\.|//)[A-Za-z0-9._/:@\\[\\]-])*"_s,
                 u"names are made of letters, digits and . _ - / : @"_s);
}

Result<void> checkContainerName(const QString &name)
{
    return check(name, u"container"_s, u"[A-Za-z0-9][A-Za-z0-9_.-]*"_s, u"names are made of letters, digits and . _ -"_s);
}

} // namespace longshore
