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

/// What came of putting names back.
struct PutBackReport {
    QStringList back; ///< familiar names
    QList<RemovalReport::Kept> failed;

    /// "2 tags put back, 1 not."
    QString sentence() const;
    /// What failed by name, and why.
    QStringList lines() const;
};

/// Puts names on the images they were on, one request after the other; what the engine refuses does not stop the rest.
/// GUI thread.
class TagRun : public QObject
{
    Q_OBJECT
public:
    /// `client` must live as long as it is under way, see `lose`. `failed` could not even be tried.
    TagRun(EngineClient &client, const QList<TagPlace> &places, const QList<RemovalReport::Kept> &failed, QObject *parent = nullptr);

    void start();
    /// After the request under way.
    void cancel();
    /// The connection is gone, and the client with it: ends now.
    void lose();

Q_SIGNALS:
    /// `name` is next; `done` of `total` requests are.
    void progress(int done, int total, const QString &name);
    /// Once, also after a cancel.
    void finished(const longshore::PutBackReport &report);

private:
    void next();
    void answered(const Result<void> &answer);
    void conclude();

    EngineClient &m_client;
    QList<TagPlace> m_places;
    QPointer<PendingCall> m_call;
    qsizetype m_done = 0;
    bool m_cancelled = false;
    bool m_ended = false;
    PutBackReport m_report;
};

} // namespace longshore
