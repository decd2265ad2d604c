// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/filechanges.h"
#include "model/images/imagerecord.h"

#include <QList>
#include <optional>

namespace longshore
{

/// Something that an image has, or only one of two.
struct ImageDifference {
    enum class Kind { Same, Added, Removed, Changed, Unknown };
    /// What it is, for people who look for one; in this order.
    enum class Part { General, Layers, Environment, Component, Start, Network, Labels, Files, Steps, File };

    Part part = Part::General;
    QString name;           ///< "Size", `PYTHON_VERSION`, `/code/main.py`
    QString before, after;  ///< as text, secret-looking values masked; null (not only empty) = it is not there
    Kind kind = Kind::Same;
    QString words;          ///< "+1.0 MB", "1 added, 2 replaced", "removed", "same"; of Unknown why it is not known
    bool isCode = false;    ///< `before` and `after` are for machines

    /// With the kind that the two texts have, in words.
    static ImageDifference of(Part part, const QString &name, const QString &before, const QString &after, bool isCode = false);

    bool operator==(const ImageDifference &) const = default;
};

/// Two images beside each other.
struct ImageComparison {
    QList<ImageDifference> properties; ///< what differs first, each in the order of its parts
    QList<ImageDifference> component;  ///< the parameters of the components that differ
    QList<ImageDifference> steps;      ///< the instructions that built them, from where they part
    QList<ImageDifference> files;      ///< when they were compared
    int differences = 0;               ///< of `properties`
    int same = 0;

    bool operator==(const ImageComparison &) const = default;
};

/// What is known of the files of two images.
struct ComparedFiles {
    std::optional<FileChanges> changes;
    QString missing; ///< without them: why, in words ("being read…"); empty says nothing of files

    bool operator==(const ComparedFiles &) const = default;
};

/// Compares size, time, platform, layers, environment, the component record, what it runs, ports, volumes and labels; the
/// files as far as `files` tells. Equal images are without difference. Pure, any thread.
ImageComparison compareImages(const ImageRecord &before, const ImageRecord &after, const ComparedFiles &files = {});

/// The comparison as lines of text, for a message or an issue; `before` and `after` name the images.
QString comparisonText(const ImageComparison &comparison, const QString &before, const QString &after, bool onlyDifferences);

} // namespace longshore
