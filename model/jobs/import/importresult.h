// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobdocument.h"

namespace longshore
{

/// Something of a source that the job does not hold, and why.
struct UnmappedItem {
    QString what; ///< as the source has it: `--privileged`, `parameters.#token`
    QString why;  ///< "is hidden in the snapshot: give its value"

    bool operator==(const UnmappedItem &) const = default;
    QString sentence() const { return what + u' ' + why; }
};

/// A job made from something else. Paths in it are absolute; the first save makes those below its folder relative.
struct ImportResult {
    JobDocument job;
    QList<UnmappedItem> unmapped;
    QStringList secrets{}; ///< paths in `job` of what is, or looks, secret: it goes to the vault before the job is saved
};

} // namespace longshore
