// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/ids.h"

#include <QDateTime>
#include <QMetaType>

namespace longshore
{

/// Why a tag points elsewhere, as far as that is known.
enum class TagCause {
    FirstSeen, ///< it was there when this engine was seen for the first time
    Pulled,
    Built,
    Retagged, ///< `docker tag`, or ours
    Loaded,   ///< from an archive of images
    Imported, ///< from an archive of files
    Removed,
    Found     ///< nobody watched, or the engine did not say
};

/// The word of a cause in the store. Never changed once released.
QString toKey(TagCause cause);
/// Found for a word of a newer Longshore.
TagCause tagCause(const QString &key);

/// One tag that points at another image than before: a line of the journal. A value.
struct TagMove {
    qint64 seq = 0;        ///< the order of the journal; 0 = not written
    QString reference;     ///< in full, `docker.io/library/python:3.12`
    QDateTime when;        ///< UTC; for people only, clocks step back
    TagCause cause = TagCause::Found;
    ImageId image;         ///< empty: there is no such tag any more
    qint64 size = -1;      ///< bytes as the engine told them, -1 = not known
    ImageId before;        ///< empty: there was no such tag
    qint64 beforeSize = -1;
    qint64 tookMs = -1;    ///< how long our own task took, -1 = it was none

    bool operator==(const TagMove &) const = default;
};

} // namespace longshore

Q_DECLARE_METATYPE(longshore::TagMove)
