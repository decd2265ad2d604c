// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"

#include <QHash>
#include <QList>

namespace longshore
{

/// What the rows of the Images page are gathered by.
enum class ImageGrouping { Repository, Registry, Account, Age, Usage, Component, None };

/// How the Images page lays its rows out.
struct ImageArrangement {
    ImageGrouping grouping = ImageGrouping::Repository;
    bool rowPerImage = false; ///< one row per image of a group with its tags as chips, instead of one per tag

    bool operator==(const ImageArrangement &) const = default;
};

/// A tag of the image of a row, where a row is an image.
struct ImageChip {
    QString text;      ///< the tag; with its repository, where rows are not gathered by repository
    QString reference; ///< familiar form

    bool operator==(const ImageChip &) const = default;
};

/// One row of the Images page: a tag, an image without a name, or an image with its tags.
struct ImageTag {
    QString key;           ///< names the row between two snapshots: the full reference, or an image id
    QString tag;           ///< empty when the image has no tag
    QString reference;     ///< familiar form, `longshore/demo:1.0.0`; empty without a name
    QString fullReference; ///< `docker.io/longshore/demo:1.0.0`
    QString sameAs;        ///< another tag of this group that is the same image, `latest` first; empty = none
    ImageId image;
    QList<ImageChip> chips = {}; ///< of a row that is an image: `latest`, then newest first; its reference is the first one

    bool operator==(const ImageTag &) const = default;
};

/// A repository with its tags, or whatever rows are gathered by; `isDangling` is the one group of images without any
/// name.
struct ImageGroup {
    QString key;    ///< names the group between two snapshots; empty for the dangling group
    QString prefix; ///< registry and account with the trailing slash, `quay.io/keboola/`; may be empty
    QString name;   ///< last part of the name
    bool isDangling = false;
    int order = 0;  ///< groups with an order of their own (ages) stand by it, before the name counts
    QList<ImageTag> tags;
    qint64 size = 0;  ///< bytes, sum over its distinct images as the engine tells them
    QDateTime newest; ///< of its images
    int tagCount = 0; ///< tags in its rows

    bool operator==(const ImageGroup &) const = default;
};

/// What groups need to know of an image beside its summary.
struct ImageGroupFacts {
    QDateTime now;                 ///< what ages count from
    QHash<ImageId, int> running;   ///< running containers of images that have containers; no entry = unused
    QHash<ImageId, QString> schemaFiles; ///< images that are components by a schema among their files
};

/// Sorts a snapshot of the engine into groups, by name and the dangling images last. Names that are no valid reference
/// are kept as they came. Podman's full names and Docker's short ones give the same groups.
QList<ImageGroup> groupImages(const QList<ImageSummary> &images, const ImageArrangement &arrangement = {},
                              const ImageGroupFacts &facts = {});

/// <0, 0 or >0 by what two groups are called.
int compareTitles(const ImageGroup &left, const ImageGroup &right);

/// The image carries a component record in its label; nothing else of it was looked at.
bool hasComponentLabel(const ImageSummary &image);

} // namespace longshore
