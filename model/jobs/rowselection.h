// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/jobs/jobparts.h"

namespace longshore
{

/// Which rows of a job are wanted.
struct RowRequest {
    QStringList rowIds;                   ///< empty = every enabled one
    bool configurationIsDisabled = false; ///< the job's `isDisabled`
    bool force = false;                   ///< run a disabled configuration all the same (W6)
};

/// What a run goes through, one after another.
struct RowSelection {
    bool wholeConfiguration = false; ///< the job has no rows: the configuration itself is run once (W1)
    QList<JobRow> rows;              ///< in stored order; may be empty: "no configurations executed" (W4)
    QStringList skipped;             ///< ids of disabled rows left out (W3)
    QStringList unknown;             ///< wanted ids that the job does not have, beside others that it has
};

/// Chooses rows (W1, W3, W4, W6). Error::NotFound when no wanted id is there; Error::Conflict for a disabled
/// configuration without `force`. Pure.
Result<RowSelection> selectRows(const QList<JobRow> &rows, const RowRequest &request);

} // namespace longshore
