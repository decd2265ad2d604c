// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/removalplan.h"

#include "model/containers/containerstate.h"
#include "model/format.h"
#include "model/images/reference.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

using Outcome = ImageRemovalPlan::Outcome;

QString tr(const char *text, int count = -1)
{
    return QCoreApplication::translate("longshore::RemovalPlan", text, nullptr, count);
}

QString fullName(const QString &engineName)
{
    const Result<Reference> reference = Reference::parse(engineName);
    return reference ? reference->full() : engineName;
}

/// `a/b@sha256:…` → `a/b`, in the one full spelling.
QString repositoryOf(const QString &engineName)
{
    const Result<Reference> reference = Reference::parse(engineName);
    return reference ? reference->fullRepository() : engineName;
}

QList<ImageUser> usersOf(const ImageId &image, const RemovalFacts &facts)
{
    QList<ImageUser> users;
    for (const ContainerSummary &container : facts.containers) {
        if (container.imageId == image)
            users.append({container.id, container.names.value(0, container.id.shortText()), ContainerState::of(container).isUp()});
    }
    return users;
}

/// All names in the order in which they are removed, so that the last one takes the image along. Docker keeps an image
/// while a digest of another repository than its tags' points at it.
QStringList allNames(const ImageSummary &image, EngineKind kind)
{
    if (kind == EngineKind::Podman)
        return image.repoTags;
    QStringList repositories;
    for (const QString &tag : image.repoTags)
        repositories.append(repositoryOf(tag));
    QStringList names;
    for (const QString &digest : image.repoDigests) {
        if (!repositories.contains(repositoryOf(digest)))
            names.append(digest);
    }
    if (!image.repoTags.isEmpty())
        return names + image.repoTags;
    // Without a tag the id takes along the digests of one repository.
    const QString last = names.isEmpty() ? QString() : repositoryOf(names.constLast());
    if (std::all_of(names.begin(), names.end(), [&last](const QString &name) { return repositoryOf(name) == last; }))
        names.clear();
    return names;
}

Outcome wholeOutcome(const ImageRemovalPlan &image, EngineKind kind, bool force)
{
    const bool byName = !image.engineNames.isEmpty();
    const bool used = !image.users.isEmpty();
    if (used && !force)
        return Outcome::Refused;
    if (kind == EngineKind::Docker && used && image.isUsedByRunning())
        return byName ? Outcome::Nameless : Outcome::Refused;
    if (image.hasChildren && kind == EngineKind::Docker) // Podman deletes it all the same
        return byName ? Outcome::Nameless : Outcome::Refused;
    return Outcome::Deleted;
}

ImageRemovalPlan planOf(const ImageSummary &image, const QStringList &tags, const RemovalFacts &facts, const QSet<ImageId> &parents)
{
    ImageRemovalPlan plan;
    plan.image = image.id;
    plan.size = image.size;
    plan.users = usersOf(image.id, facts);
    plan.hasChildren = parents.contains(image.id);
    for (const QString &tag : image.repoTags)
        (tags.contains(tag) ? plan.untagged : plan.stays).append(familiarImageName(tag));
    plan.name = plan.untagged.value(0, image.id.shortText());
    if (!plan.stays.isEmpty()) {
        plan.engineNames = tags;
        return plan;
    }
    plan.engineNames = allNames(image, facts.kind);
    plan.plain = wholeOutcome(plan, facts.kind, false);
    plan.forced = wholeOutcome(plan, facts.kind, true);
    return plan;
}

QString usersText(const QList<ImageUser> &users)
{
    constexpr int named = 3;
    QStringList names;
    for (const ImageUser &user : users.mid(0, named))
        names.append(user.isUp ? tr("%1 (running)").arg(user.name) : tr("%1 (stopped)").arg(user.name));
    const QString list = names.join(u", "_s);
    return users.size() > named ? tr("%1 and %2 more").arg(list).arg(users.size() - named) : list;
}

} // namespace

const ImageSummary *RemovalFacts::find(const ImageId &image) const
{
    const auto found = std::find_if(images.begin(), images.end(), [&image](const ImageSummary &summary) { return summary.id == image; });
    return found == images.end() ? nullptr : &*found;
}

FreedSpace RemovalFacts::freed(const QList<ImageId> &gone) const
{
    const QSet<ImageId> ids(gone.begin(), gone.end());
    if (const LayerSum sum = layers.together(ids); sum.freed >= 0)
        return {sum.freed, true};
    FreedSpace most{0, false};
    for (const ImageSummary &image : images)
        most.bytes += ids.contains(image.id) ? qMax<qint64>(0, image.size) : 0;
    return most;
}

QString FreedSpace::words() const
{
    return isExact ? format::bytes(bytes) : tr("at most %1").arg(format::bytes(bytes));
}

QString familiarImageName(const QString &engineName)
{
    const Result<Reference> reference = Reference::parse(engineName);
    return reference ? reference->familiar() : engineName;
}

bool ImageRemovalPlan::isUsedByRunning() const
{
    return std::any_of(users.begin(), users.end(), [](const ImageUser &user) { return user.isUp; });
}

QString ImageRemovalPlan::refusal(bool force) const
{
    if (outcome(force) != Outcome::Refused)
        return {};
    return users.isEmpty() ? tr("Other images were built on it.") : tr("Used by %1.").arg(usersText(users));
}

QString ImageRemovalPlan::advice(bool force) const
{
    if (outcome(force) != Outcome::Refused)
        return {};
    if (!force && forceHelps())
        return tr("Remove what uses it first, or force the removal.");
    if (users.isEmpty())
        return tr("Remove the images that were built on it first.");
    return tr("Stop and remove what uses it first.");
}

QList<RemovalStep> ImageRemovalPlan::steps(bool force) const
{
    if (outcome(force) == Outcome::Refused)
        return {};
    QList<RemovalStep> steps;
    for (const QString &engineName : engineNames)
        steps.append({engineName});
    if (steps.isEmpty())
        steps.append({image.value});
    // Force is for what was refused, and only the last step can be.
    steps.last().force = force && plain == Outcome::Refused;
    return steps;
}

bool RemovalPlan::forceHelps() const
{
    return std::any_of(images.begin(), images.end(), [](const ImageRemovalPlan &image) { return image.forceHelps(); });
}

QStringList RemovalPlan::untagged(bool force) const
{
    QStringList names;
    for (const ImageRemovalPlan &image : images) {
        if (image.outcome(force) != Outcome::Refused)
            names += image.untagged;
    }
    return names;
}

QList<ImageId> RemovalPlan::deleted(bool force) const
{
    QList<ImageId> ids;
    for (const ImageRemovalPlan &image : images) {
        if (image.outcome(force) == Outcome::Deleted)
            ids.append(image.image);
    }
    return ids;
}

QList<ImageUser> RemovalPlan::killed(bool force) const
{
    QList<ImageUser> users;
    for (const ImageRemovalPlan &image : images) {
        if (kind == EngineKind::Podman && force && image.forceHelps())
            users += image.users;
    }
    return users;
}

bool RemovalPlan::doesSomething(bool force) const
{
    return std::any_of(images.begin(), images.end(), [force](const ImageRemovalPlan &image) { return image.outcome(force) != Outcome::Refused; });
}

RemovalPlan planRemoval(const RemovalFacts &facts, const RemovalWish &wish)
{
    RemovalPlan plan;
    plan.kind = facts.kind;
    QHash<QString, QString> wanted; // full name -> as it was asked for
    for (const QString &tag : wish.tags)
        wanted.insert(fullName(tag), tag);
    QSet<ImageId> whole(wish.images.begin(), wish.images.end());
    QSet<ImageId> parents;
    for (const ImageSummary &image : facts.images)
        parents.insert(image.parentId);
    for (const ImageSummary &image : facts.images) {
        const bool isWhole = whole.remove(image.id);
        QStringList tags;
        for (const QString &tag : image.repoTags) {
            if (wanted.remove(fullName(tag)) || isWhole)
                tags.append(tag);
        }
        if (isWhole || !tags.isEmpty())
            plan.images.append(planOf(image, tags, facts, parents));
    }
    for (const QString &tag : wish.tags) {
        if (wanted.contains(fullName(tag)))
            plan.unknown.append(familiarImageName(tag));
    }
    for (const ImageId &id : wish.images) {
        if (whole.contains(id))
            plan.unknown.append(id.shortText());
    }
    return plan;
}

} // namespace longshore
