// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/search.h"

#include "dockerclient/engineclient.h"

#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;
using Outcome = ProbeReport::Outcome;

EngineSearch::EngineSearch(const QList<EngineCandidate> &candidates, int deadlineMs, QObject *parent)
    : QObject(parent)
{
    const bool decided =
        std::any_of(candidates.begin(), candidates.end(), [](const auto &one) { return one.decisive; });
    bool found = false;
    for (const EngineCandidate &candidate : candidates) {
        ProbeReport report;
        report.candidate = candidate;
        const bool skip = decided && (found || !candidate.decisive);
        found = found || candidate.decisive;
        report.outcome = !candidate.isGiven() ? Outcome::NotGiven : skip ? Outcome::Skipped : Outcome::Waiting;
        const int index = int(m_reports.size());
        m_reports << report;
        m_probes << nullptr;
        if (report.outcome != Outcome::Waiting)
            continue;
        m_probes[index] = new EngineProbe(candidate, deadlineMs, this);
        connect(m_probes[index], &EngineProbe::finished, this,
                [this, index](const ProbeReport &result) { take(index, result); });
    }
}

EngineSearch::~EngineSearch() = default;

void EngineSearch::start()
{
    for (EngineProbe *probe : std::as_const(m_probes))
        if (probe)
            probe->start();
    QMetaObject::invokeMethod(this, &EngineSearch::decide, Qt::QueuedConnection);
}

std::unique_ptr<EngineClient> EngineSearch::takeClient()
{
    return m_chosen < 0 ? nullptr : m_probes[m_chosen]->takeClient();
}

void EngineSearch::take(int index, const ProbeReport &report)
{
    if (m_finished)
        return;
    m_reports[index] = report;
    Q_EMIT changed();
    decide();
}

void EngineSearch::decide()
{
    if (m_finished)
        return;
    for (int i = 0; i < m_reports.size(); ++i) {
        if (m_reports[i].outcome == Outcome::Waiting)
            return;
        if (m_reports[i].outcome == Outcome::Works)
            return conclude(i);
    }
    conclude(-1);
}

void EngineSearch::conclude(int chosen)
{
    m_finished = true;
    m_chosen = chosen;
    for (ProbeReport &report : m_reports)
        if (report.outcome == Outcome::Waiting)
            report.outcome = Outcome::Skipped;
    Q_EMIT changed();
    Q_EMIT finished(chosen);
}

Error EngineSearch::failure() const
{
    QList<const ProbeReport *> failed;
    for (const ProbeReport &report : m_reports)
        if (report.outcome == Outcome::Failed)
            failed << &report;
    if (failed.size() == 1)
        return failed.first()->error;
    QStringList reasons;
    for (const ProbeReport *report : std::as_const(failed)) {
        const EngineCandidate &candidate = report->candidate;
        reasons << (candidate.endpoint ? candidate.endpoint->toString() : candidate.originText()) + u" ("_s
                       + report->error.reason() + u')';
    }
    return Error::make(Error::Kind::Unreachable, u"find an engine"_s,
                       u"none can be used at the usual places: %1"_s.arg(reasons.join(u"; "_s)),
                       u"Start docker or podman, or name an engine with --engine."_s);
}

} // namespace longshore
