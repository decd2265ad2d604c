// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"
#include "dockerclient/types/system.h"
#include "model/images/tagmove.h"

#include <QHash>
#include <QList>
#include <optional>

namespace longshore
{

/// Where a tag points.
struct KnownTag {
    ImageId image;
    qint64 size = -1; ///< bytes

    bool operator==(const KnownTag &) const = default;
};

/// By reference in full.
using TagPlaces = QHash<QString, KnownTag>;

/// What an engine said about tags in one of its events: never the truth, only why the truth may have changed.
struct TagHint {
    TagCause cause = TagCause::Found;
    QString reference; ///< in full; empty when the event does not name it
    ImageId image;     ///< empty when the event does not name it
    QDateTime when;    ///< by the engine's clock
    bool isFresh = true; ///< came after the list before; an older one may still be why, as Podman tells before it acts

    bool operator==(const TagHint &) const = default;
};

/// What an event means for tags; nothing for other events. Knows what Docker and Podman send.
std::optional<TagHint> tagHint(const EngineEvent &event);

/// Gives a move the cause and the time that a hint tells of it; false, and nothing is changed, when it tells of another one.
/// `isNewImage`: the image that the tag was moved to had not been there before.
bool explain(TagMove &move, const TagHint &hint, bool isNewImage, const QDateTime &now);

/// What one of our own tasks did to a tag.
struct TagExplanation {
    TagCause cause = TagCause::Found;
    qint64 tookMs = -1;
    ImageId image = {}; ///< which it put the tag on; empty when that is not known: any
};

/// An engine's images as it listed them.
struct TagSnapshot {
    TagPlaces places;
    QHash<ImageId, qint64> images; ///< every image, tagged or not, with its size

    static TagSnapshot of(const QList<ImageSummary> &images);
};

/// What is known of an engine before a snapshot is compared with it.
struct TagKnowledge {
    bool isNew = true; ///< nothing: this engine was never listed
    TagPlaces places;
    QHash<ImageId, QString> images; ///< every image, with the last name it lost or nothing
};

/// Everything that may say why.
struct TagReasons {
    QDateTime now;         ///< UTC, when the snapshot came
    QList<TagHint> hints;  ///< oldest first
    QHash<QString, TagExplanation> ours; ///< by reference in full
};

/// How the tags got from what is known to the snapshot: for each reference a chain without gaps from one image to the
/// next, in the order in which they are to be written. Nothing for a tag that points where it did. Pure.
QList<TagMove> tagMoves(const TagKnowledge &known, const TagSnapshot &snapshot, const TagReasons &reasons);

} // namespace longshore
