// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"
#include "dockerclient/types/image.h"
#include "dockerclient/types/system.h"
#include "model/images/layeraccount.h"

namespace longshore
{

/// What the removal of images frees.
struct FreedSpace {
    qint64 bytes = 0;
    bool isExact = true; ///< false: at most `bytes`, since the size of some layers is not known

    bool operator==(const FreedSpace &) const = default;
    /// "182 MB", "at most 182 MB".
    QString words() const;
};

/// What is known when somebody asks to remove images.
struct RemovalFacts {
    EngineKind kind = EngineKind::Docker;
    QList<ImageSummary> images;
    LayerAccount layers;                ///< of these images, as far as they are known
    QList<ContainerSummary> containers; ///< stopped ones too

    const ImageSummary *find(const ImageId &image) const;
    /// What is freed when these go. Costs their layers, however many images there are.
    FreedSpace freed(const QList<ImageId> &gone) const;
};

/// What is to go: tags by any spelling, and whole images with all their names.
struct RemovalWish {
    QStringList tags;
    QList<ImageId> images;
};

/// A container that uses an image.
struct ImageUser {
    ContainerId id;
    QString name;
    bool isUp = false; ///< it has a process

    bool operator==(const ImageUser &) const = default;
};

/// One request to the engine.
struct RemovalStep {
    QString name; ///< a tag or digest as the engine spells it, or an id
    bool force = false;

    bool operator==(const RemovalStep &) const = default;
};

/// What will become of one image.
struct ImageRemovalPlan {
    enum class Outcome {
        Untagged, ///< the chosen tags go, others stay
        Deleted,  ///< all its names go and it does
        Nameless, ///< all its names go; the engine keeps it, since something needs it
        Refused   ///< the engine would refuse: nothing is done
    };

    ImageId image;
    QString name;         ///< what it is called: the first tag that goes, else the short id
    QStringList untagged; ///< familiar names that go
    QStringList stays;    ///< familiar names that stay
    qint64 size = -1;     ///< bytes, as the engine tells it
    QList<ImageUser> users;
    bool hasChildren = false; ///< images were built on it by the classic builder
    Outcome plain = Outcome::Untagged;
    Outcome forced = Outcome::Untagged;
    QStringList engineNames; ///< what is asked to go, in this order, as the engine spells it; empty = by id

    Outcome outcome(bool force) const { return force ? forced : plain; }
    /// Only then is force worth offering.
    bool forceHelps() const { return plain == Outcome::Refused && forced != Outcome::Refused; }
    bool isUsedByRunning() const;
    /// Why the engine refuses, as a sentence; empty when it does not.
    QString refusal(bool force) const;
    /// What to do about it; empty when nothing is refused.
    QString advice(bool force) const;
    /// Nothing when it is refused.
    QList<RemovalStep> steps(bool force) const;
};

/// The answer to a wish, before anybody did anything.
struct RemovalPlan {
    EngineKind kind = EngineKind::Docker;
    QList<ImageRemovalPlan> images;
    QStringList unknown; ///< asked for, but the engine has no such thing

    bool isEmpty() const { return images.isEmpty(); }
    bool forceHelps() const;
    /// Tags that go, over all images.
    QStringList untagged(bool force) const;
    QList<ImageId> deleted(bool force) const;
    /// Containers that the engine kills and removes on the way (Podman, forced).
    QList<ImageUser> killed(bool force) const;
    /// Something would be done at all.
    bool doesSomething(bool force) const;
};

/// What the engine would do (engine-api §2, the table of DELETE). Pure.
RemovalPlan planRemoval(const RemovalFacts &facts, const RemovalWish &wish);

/// An engine's name of an image as people write it: `docker.io/library/x:1` is `x:1`. What is no reference stays.
QString familiarImageName(const QString &engineName);

} // namespace longshore
