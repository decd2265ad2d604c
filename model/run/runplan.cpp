// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runplan.h"

#include "model/component/configuration.h"
#include "model/jobs/rowselection.h"
#include "model/jobs/schemachoice.h"
#include "model/run/rowplanner.h"

namespace longshore
{

using namespace Qt::StringLiterals;

int RunPlan::stageCount() const
{
    int count = 0;
    for (const RowPlan &row : rows)
        count += int(row.stages.size());
    return count;
}

QList<QByteArray> RunPlan::secrets() const
{
    QList<QByteArray> all;
    for (const RowPlan &row : rows) {
        for (const StageSpec &stage : row.stages)
            all += stage.secrets;
    }
    return all;
}

Problems RunPlan::problems() const
{
    Problems all;
    for (const RowPlan &row : rows) {
        for (const StageSpec &stage : row.stages) {
            for (const Problem &problem : stage.problems) {
                if (!all.contains(problem))
                    all.append(problem);
            }
        }
    }
    return all;
}

bool isActionRequest(const RunRequest &request)
{
    return !request.action.isEmpty() && request.action != u"run"_s;
}

namespace
{

Error bad(const RunRequest &request, const QString &what, const QString &advice = {})
{
    return Error::make(Error::Kind::BadInput, u"run the job %1"_s.arg(request.job.name()), what, advice);
}

/// Which rows run (W1, W3, W6); the one without an id is the configuration itself.
Result<QList<JobRow>> chosenRows(const RunRequest &request, QStringList *skipped)
{
    JobRow itself;
    itself.state = request.job.state();
    if (request.rowId.isEmpty() && isActionRequest(request))
        return QList<JobRow>{itself};
    RowRequest wanted;
    if (!request.rowId.isEmpty())
        wanted.rowIds.append(request.rowId);
    wanted.configurationIsDisabled = request.job.isDisabled();
    auto selection = selectRows(request.job.rows(), wanted);
    if (!selection)
        return fail(selection.error());
    *skipped = selection->skipped;
    return selection->wholeConfiguration ? QList<JobRow>{itself} : selection->rows;
}

Result<void> checkAction(const RunRequest &request, const ComponentDefinition &component)
{
    if (!isActionRequest(request) || component.synchronousActions.contains(request.action))
        return {};
    return fail(bad(request, u"its component has no action %1"_s.arg(request.action),
                    component.synchronousActions.isEmpty() ? QString()
                                                           : u"It has: %1."_s.arg(component.synchronousActions.join(u", "_s))));
}

QString pinned(const RunRequest &request)
{
    const QString reference = request.job.imageReference(request.tag);
    const QString pin = request.job.image().pin;
    if (pin.isEmpty() || !request.tag.isEmpty())
        return reference;
    const qsizetype colon = reference.indexOf(u':', reference.lastIndexOf(u'/') + 1);
    return reference.left(colon) + u'@' + pin;
}

} // namespace

Result<RunPlan> makeRunPlan(const RunRequest &request, const PlanInput &input)
{
    if (auto valid = request.job.requireValid(); !valid)
        return fail(valid.error());
    RunPlan plan;
    plan.configurationId = request.job.configurationId();
    plan.component = request.job.hasComponent() || !input.labelled ? request.job.component() : *input.labelled;
    applyChosenSchema(request.job, &plan.component);
    plan.imageReference = pinned(request);
    plan.isAction = isActionRequest(request);
    if (plan.imageReference.isEmpty())
        return fail(bad(request, u"it names no image"_s, u"Set component.data.definition.uri in the job."_s));
    if (auto known = checkAction(request, plan.component); !known)
        return fail(known.error());
    const auto rows = chosenRows(request, &plan.skippedRows);
    if (!rows)
        return fail(rows.error());
    for (const JobRow &row : *rows) {
        auto planned = planRow(request, input, row, &plan);
        if (!planned)
            return fail(planned.error());
        plan.rows.append(std::move(*planned));
    }
    return plan;
}

} // namespace longshore
