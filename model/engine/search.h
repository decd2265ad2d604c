// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/engine/probe.h"

namespace longshore
{

/// Tries all candidates at once and picks the first in their order that works. Once a decisive candidate is among
/// them, only that one is tried. `finished` comes exactly once, through the event loop.
class EngineSearch : public QObject
{
    Q_OBJECT
public:
    EngineSearch(const QList<EngineCandidate> &candidates, int deadlineMs, QObject *parent);
    ~EngineSearch() override;

    void start();
    const QList<ProbeReport> &reports() const { return m_reports; }
    /// Why nothing was found, for people: the decisive candidate's reason, else what was tried.
    Error failure() const;
    /// The negotiated client of the chosen candidate.
    std::unique_ptr<EngineClient> takeClient();

Q_SIGNALS:
    void changed();
    /// `chosen` is an index of `reports()`, -1 when none works.
    void finished(int chosen);

private:
    void take(int index, const ProbeReport &report);
    void decide();
    void conclude(int chosen);

    QList<ProbeReport> m_reports;
    QList<EngineProbe *> m_probes; ///< null where nothing is to be tried
    int m_chosen = -1;
    bool m_finished = false;
};

} // namespace longshore
