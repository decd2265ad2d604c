// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/error.h"
#include "model/images/removalplan.h"

namespace longshore
{

/// A tag and the image it names.
struct TagPlace {
    QString reference; ///< full
    ImageId image;     ///< empty = none

    bool operator==(const TagPlace &) const = default;
};

/// What a removal did, by the engine's own answers.
struct RemovalReport {
    /// Something that did not go as planned.
    struct Kept {
        QString name;
        Error error; ///< with advice

        bool operator==(const Kept &) const = default;
    };

    QStringList untagged;   ///< familiar names, without digests
    QList<ImageId> deleted; ///< images; layers and unnamed steps in between do not count
    QList<ImageId> nameless; ///< lost all names and is still there
    QStringList killed;     ///< containers that Podman removed on the way
    FreedSpace freed;
    QList<Kept> kept;
    QList<TagPlace> undoable; ///< tags that went from images that are still there

    /// "2 tags untagged, 1 image deleted, 182 MB freed.", and how many things stayed.
    QString sentence() const;
    /// The same by name, one line each.
    QStringList lines() const;
};

/// What to do after the engine refused to remove something, from its words: engines say the same with different status
/// codes (engine-api §2). Never offers force where the engine says that it cannot be.
QString removalAdvice(const Error &error);

} // namespace longshore
