// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"

#include <QList>

namespace longshore
{

/// One tag of a repository, or one image without a name: a row of the Images page.
struct ImageTag {
    QString key;           ///< names the row between two snapshots: the full reference, or the id of an untagged image
    QString tag;           ///< empty when the image has no tag
    QString reference;     ///< familiar form, `longshore/demo:1.0.0`; empty without a name
    QString fullReference; ///< `docker.io/longshore/demo:1.0.0`
    QString sameAs;        ///< another tag of this repository that is the same image, `latest` first; empty = none
    ImageId image;

    bool operator==(const ImageTag &) const = default;
};

/// A repository with its tags; `isDangling` is the one group of images without any name.
struct ImageGroup {
    QString key;    ///< names the group between two snapshots; empty for the dangling group
    QString prefix; ///< registry and account with the trailing slash, `quay.io/keboola/`; may be empty
    QString name;   ///< last part of the name
    bool isDangling = false;
    QList<ImageTag> tags;
    qint64 size = 0;  ///< bytes, sum over its distinct images as the engine tells them
    QDateTime newest; ///< of its images
    int tagCount = 0; ///< `tags` that have a tag

    bool operator==(const ImageGroup &) const = default;
};

/// Sorts a snapshot of the engine into groups, repositories by name and the dangling images last. Names that are no
/// valid reference are kept as they came. Podman's full names and Docker's short ones give the same groups.
QList<ImageGroup> groupImages(const QList<ImageSummary> &images);

/// Compares with runs of digits taken as numbers, so that `1.9` comes before `1.10`. <0, 0 or >0.
int naturalCompare(QStringView left, QStringView right);

} // namespace longshore
