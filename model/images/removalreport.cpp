// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/removalreport.h"

#include "model/images/imagetreemodel.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

QString tr(const char *text, int count = -1)
{
    return QCoreApplication::translate("longshore::RemovalReport", text, nullptr, count);
}

} // namespace

QString RemovalReport::sentence() const
{
    QStringList parts;
    if (!untagged.isEmpty())
        parts.append(tr("%1 untagged").arg(ImageTreeModel::tagCountText(int(untagged.size()))));
    if (!deleted.isEmpty())
        parts.append(tr("%1 deleted").arg(ImageTreeModel::imageCountText(int(deleted.size()))));
    if (!killed.isEmpty())
        parts.append(killed.size() == 1 ? tr("1 container removed as well") : tr("%n containers removed as well", int(killed.size())));
    if (!deleted.isEmpty())
        parts.append(tr("%1 freed").arg(freed.words()));
    if (!nameless.isEmpty())
        parts.append(tr("%1 kept without a name").arg(ImageTreeModel::imageCountText(int(nameless.size()))));
    if (!kept.isEmpty())
        parts.append(tr("%n could not be removed", int(kept.size())));
    if (parts.isEmpty())
        return tr("Nothing was removed.");
    parts.first().replace(0, 1, parts.constFirst().at(0).toUpper());
    return parts.join(u", "_s) + u'.';
}

QStringList RemovalReport::lines() const
{
    QStringList lines;
    for (const QString &name : untagged)
        lines.append(tr("Untagged %1").arg(name));
    for (const ImageId &image : deleted)
        lines.append(tr("Deleted image %1").arg(image.shortText()));
    for (const ImageId &image : nameless)
        lines.append(tr("Image %1 has no name any more; the engine keeps it, since something needs it").arg(image.shortText()));
    for (const QString &name : killed)
        lines.append(tr("Removed container %1").arg(name));
    for (const Kept &one : kept)
        lines.append(tr("%1 stays: %2. %3").arg(one.name, one.error.reason(), one.error.advice).trimmed());
    return lines;
}

QString removalAdvice(const Error &error)
{
    if (!error.advice.isEmpty())
        return error.advice;
    if (error.kind == Error::Kind::NotFound)
        return tr("It is gone already; the list shows what is left.");
    if (error.kind == Error::Kind::ConnectionLost || error.kind == Error::Kind::Timeout || error.kind == Error::Kind::Unreachable)
        return tr("The list shows what came of it when the engine answers again.");
    const QString &text = error.engineText;
    const bool children = text.contains("dependent child"_L1);
    if (children)
        return tr("Remove the images that were built on it first.");
    if (text.contains("cannot be forced"_L1))
        return tr("Stop and remove the container that uses it first.");
    for (const auto word : {"must be forced"_L1, "must force"_L1, "force removal"_L1, "is in use"_L1}) {
        if (text.contains(word))
            return tr("Remove what uses it first, or remove it again and force that.");
    }
    return tr("Look at what uses it in Used by.");
}

} // namespace longshore
