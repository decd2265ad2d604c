// SPDX-License-Identifier: GPL-3.0-or-later
// StageRunner over a folder that is bound into the container instead of being copied (ADR 0011).
#include "model/run/stagerunner.h"

#include "dockerclient/api/containers.h"
#include "model/component/dataformat.h"
#include "model/run/enginelink.h"
#include "model/run/runrecord.h"
#include "model/run/workremoval.h"
#include "model/store/store.h"

namespace longshore
{

using namespace Qt::StringLiterals;

WorkFolder StageRunner::workFolder() const
{
    return {m_record.store().directory(), m_record.run.id, m_spec.number};
}

void StageRunner::fill()
{
    m_filling.emplace();
    runAsync(this, [folder = workFolder(), staging = m_spec.staging, token = *m_filling] { return folder.fill(staging, token); },
             [this](const Result<QList<TarNote>> &notes) { filled(notes); });
}

void StageRunner::filled(const Result<QList<TarNote>> &notes)
{
    m_filling.reset();
    if (m_ending)
        return removeContainer();
    if (!notes)
        return fail(notes.error());
    lookThroughEngine(*notes);
}

/// An engine that is reached by a socket here may be in a virtual machine, or on another one, with other folders.
void StageRunner::lookThroughEngine(const QList<TarNote> &notes)
{
    const QString config = u"/data/"_s + configFileName(m_spec.staging.format);
    m_call = m_link.client().containers().statPath(m_stage.container.value, config, this, [this, notes](const Result<PathStat> &found) {
        if (found)
            return filledIn(notes);
        Error error = found.error();
        error.asked = u"bind the folder %1 into the container"_s.arg(workFolder().path());
        if (error.kind == Error::Kind::NotFound) {
            error.kind = Error::Kind::BadInput;
            error.happened = u"the engine does not see the folders of this machine"_s;
            error.advice = u"Set input.transfer to \"copy\"."_s;
        }
        fail(error);
    });
}

void StageRunner::removeWork()
{
    if (!m_spec.isBound)
        return finish();
    const QString folder = WorkFolder::ofRun(m_record.store().directory(), m_record.run.id);
    auto *removal = new WorkRemoval(m_link, folder, m_record.run.id, m_task.imageId, m_record.store().uuid(), this);
    connect(removal, &WorkRemoval::finished, this, [this](const Result<void> &removed) {
        if (!removed) // F2
            m_record.problem({}, removed.error().sentence());
        finish();
    });
    removal->start();
}

} // namespace longshore
