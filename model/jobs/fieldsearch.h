// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/formstate.h"

namespace longshore
{

/// A field that was found.
struct FieldHit {
    QString path;  ///< concrete
    QString title; ///< plain text
    QString trail; ///< titles of what it is in, outermost first, parted by " › "; empty at the top

    bool operator==(const FieldHit &) const = default;
};

/// The visible fields whose title, key, description or trail have every word of `words`, best first: titles that start
/// with them, titles, the rest. `shape` is that of `state`. No words: no hits.
QList<FieldHit> searchFields(const FormState &state, const FormShape &shape, const QString &words, int limit = 50);

} // namespace longshore
