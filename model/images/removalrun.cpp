// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/removalrun.h"

#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "model/images/reference.h"

using namespace Qt::StringLiterals;

namespace longshore
{

RemovalRun::RemovalRun(EngineClient &client, const RemovalPlan &plan, bool force, const RemovalFacts &facts, QObject *parent)
    : QObject(parent), m_client(client), m_plan(plan), m_force(force), m_facts(facts)
{
    m_plan.images.removeIf([force](const ImageRemovalPlan &image) { return image.steps(force).isEmpty(); });
    for (const ImageRemovalPlan &image : std::as_const(m_plan.images))
        m_total += int(image.steps(force).size());
}

void RemovalRun::start()
{
    if (m_plan.images.isEmpty())
        return conclude();
    m_steps = current().steps(m_force);
    next();
}

void RemovalRun::cancel()
{
    m_cancelled = true;
}

void RemovalRun::lose()
{
    if (m_ended)
        return;
    if (m_call)
        m_call->cancel();
    keep(Error::make(Error::Kind::ConnectionLost, tr("remove %1").arg(current().name), tr("the engine stopped answering before it said whether that was done")));
    conclude();
}

void RemovalRun::next()
{
    if (m_steps.isEmpty()) {
        imageDone();
        if (++m_image == m_plan.images.size())
            return conclude();
        m_steps = current().steps(m_force);
        m_refused = false;
    }
    if (m_cancelled)
        return conclude();
    const RemovalStep step = m_steps.takeFirst();
    Q_EMIT progress(m_done, m_total, familiarImageName(step.name));
    m_call = m_client.images().remove(step.name, {step.force, false}, this, [this](const Result<ImageRemoval> &answer) { answered(answer); });
}

void RemovalRun::answered(const Result<ImageRemoval> &answer)
{
    ++m_done;
    if (answer)
        take(*answer);
    else if (answer.error().kind != Error::Kind::NotFound || !m_report.deleted.contains(current().image)) // went with another one
        keep(answer.error());
    next();
}

void RemovalRun::take(const ImageRemoval &removal)
{
    for (const QString &name : removal.untagged) {
        const Result<Reference> reference = Reference::parse(name);
        if (!reference || reference->digest.isEmpty()) {
            m_report.untagged.append(reference ? reference->familiar() : name);
            m_gone.append({reference ? reference->full() : name, current().image});
        }
    }
    for (const ImageId &id : removal.deleted) {
        // Layers are among them; what was asked for counts even if the list is older than that.
        if ((m_facts.find(id) || id == current().image) && !m_report.deleted.contains(id))
            m_report.deleted.append(id);
    }
    // Podman 4 names of a chain of images that went only the last one.
    if (m_plan.kind == EngineKind::Podman && !removal.deleted.isEmpty() && !m_report.deleted.contains(current().image))
        m_report.deleted.append(current().image);
}

/// The rest of this image is left as it is.
void RemovalRun::keep(Error error)
{
    error.advice = removalAdvice(error);
    m_report.kept.append({current().name, error});
    m_done += int(m_steps.size());
    m_steps.clear();
    m_refused = true;
}

/// What became of it, planned or not.
void RemovalRun::imageDone()
{
    const ImageRemovalPlan &image = current();
    const bool deleted = m_report.deleted.contains(image.image);
    if (!deleted && !m_refused && image.stays.isEmpty())
        m_report.nameless.append(image.image);
    if (deleted && m_force && m_plan.kind == EngineKind::Podman && image.forceHelps()) {
        for (const ImageUser &user : image.users)
            m_report.killed.append(user.name);
    }
}

void RemovalRun::conclude()
{
    if (std::exchange(m_ended, true))
        return;
    for (const TagPlace &place : std::as_const(m_gone)) {
        if (!m_report.deleted.contains(place.image))
            m_report.undoable.append(place);
    }
    m_report.freed = m_facts.freed(m_report.deleted);
    Q_EMIT finished(m_report);
}

} // namespace longshore
