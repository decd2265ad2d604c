// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/pendingcall.h"
#include "dockerclient/result.h"
#include "model/images/removalreport.h"

#include <QObject>
#include <QPointer>

namespace longshore
{

class EngineClient;

/// Carries a plan out, one request after the other; what the engine refuses does not stop the rest. GUI thread.
class RemovalRun : public QObject
{
    Q_OBJECT
public:
    /// `client` must live as long as it is under way, see `lose`.
    RemovalRun(EngineClient &client, const RemovalPlan &plan, bool force, const RemovalFacts &facts, QObject *parent = nullptr);

    void start();
    /// After the request under way.
    void cancel();
    /// The connection is gone, and the client with it: ends now.
    void lose();

Q_SIGNALS:
    /// `name` is next; `done` of `total` requests are.
    void progress(int done, int total, const QString &name);
    /// Once, also after a cancel.
    void finished(const longshore::RemovalReport &report);

private:
    void next();
    void answered(const Result<ImageRemoval> &answer);
    void take(const ImageRemoval &removal);
    void keep(Error error);
    void imageDone();
    void conclude();
    const ImageRemovalPlan &current() const { return m_plan.images[m_image]; }

    EngineClient &m_client;
    RemovalPlan m_plan;
    bool m_force;
    RemovalFacts m_facts;
    QPointer<PendingCall> m_call;
    qsizetype m_image = 0;
    QList<RemovalStep> m_steps; ///< left of the current image
    QList<TagPlace> m_gone;     ///< tags that went, with the image they named
    int m_done = 0;
    int m_total = 0;
    bool m_refused = false; ///< a step of the current image was
    bool m_cancelled = false;
    bool m_ended = false;
    RemovalReport m_report;
};

} // namespace longshore
