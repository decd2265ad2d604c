// SPDX-License-Identifier: GPL-3.0-or-later
// What a Runner's component keeps from job to job (contract §7.5), in the embedded Storage.
#include "model/run/runner.h"

#include "model/run/artifacttransfer.h"
#include "model/run/runrecord.h"
#include "model/storage/storage.h"
#include "model/store/store.h"

namespace longshore
{

using namespace Qt::StringLiterals;

QString Runner::storageFolder() const
{
    return Storage::directoryIn(m_record->sharedStore()->directory());
}

QString Runner::artifactFolder() const
{
    return u"%1/stages/%2/artifacts"_s.arg(m_record->capsule().path()).arg(stage().number);
}

ArtifactTask Runner::artifactTask() const
{
    ArtifactTask task;
    task.settings = *row().artifacts;
    // A run here is of the default branch and of no orchestration.
    task.owner = {u"default"_s, m_plan.component.id, m_plan.configurationId, m_input.kbcRunId, {}};
    task.storage = storageFolder();
    task.folder = artifactFolder();
    task.tokenPrefix = u"%1-%2-artifacts"_s.arg(m_record->run.id.value).arg(m_row);
    task.token = m_token;
    return task;
}

void Runner::fetchArtifacts(const Next &next)
{
    runAsync(this, [task = artifactTask()] { return longshore::fetchArtifacts(task); }, [this, next](const MovedArtifacts &moved) {
        if (m_ending)
            return;
        m_fetched = moved.files;
        for (const Problem &problem : moved.problems)
            m_record->problem(problem.path, problem.message);
        m_cancelled ? end(Verdict::Cancelled) : next();
    });
}

void Runner::storeArtifacts(const Next &next)
{
    runAsync(this, [task = artifactTask()] { return longshore::storeArtifacts(task); }, [this, next](const MovedArtifacts &moved) {
        if (m_ending)
            return;
        for (const Problem &problem : moved.problems)
            m_record->problem(problem.path, problem.message);
        StageSummary told = m_record->stages.value(stage().number);
        told.extras.uploaded = moved.files;
        if (auto kept = m_record->keepStage(told); !kept)
            return fail(kept.error());
        next();
    });
}

} // namespace longshore
