// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/rowselection.h"

using namespace Qt::StringLiterals;

namespace longshore
{

Result<RowSelection> selectRows(const QList<JobRow> &rows, const RowRequest &request)
{
    const QString asked = u"choose the rows to run"_s;
    if (request.configurationIsDisabled && !request.force) {
        return fail(Error::make(Error::Kind::Conflict, asked, u"the configuration is disabled"_s,
                                u"Enable it, or force the run."_s));
    }
    RowSelection selection;
    if (request.rowIds.isEmpty()) {
        selection.wholeConfiguration = rows.isEmpty();
        for (const JobRow &row : rows) {
            if (row.isDisabled)
                selection.skipped.append(row.id);
            else
                selection.rows.append(row);
        }
        return selection;
    }
    selection.unknown = request.rowIds;
    for (const JobRow &row : rows) {
        if (request.rowIds.contains(row.id)) // disabled or not (W3)
            selection.rows.append(row);
        selection.unknown.removeAll(row.id);
    }
    if (selection.rows.isEmpty()) {
        return fail(Error::make(Error::Kind::NotFound, asked, u"none of the rows %1 was found"_s.arg(request.rowIds.join(u", "_s)),
                                u"The ids of rows are those of the job file."_s));
    }
    return selection;
}

} // namespace longshore
