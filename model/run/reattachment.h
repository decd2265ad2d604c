// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"
#include "model/run/keptrequest.h"
#include "model/run/logcapture.h"
#include "model/run/runtypes.h"
#include "model/run/stagememo.h"

#include <QObject>
#include <functional>
#include <memory>
#include <optional>

namespace longshore
{

class EngineLink;
class Store;

/// All that a run whose Longshore died needs to be seen to its end: what its capsule has, and its container, if that is
/// still there.
struct ResumePoint {
    KeptRequest kept;
    QList<StageSummary> stages;
    StageMemo memo;                            ///< of the last one
    std::optional<ContainerDetails> container; ///< none: its outputs were published
    QList<QByteArray> secrets;                 ///< what the log must not show
    LogCapture::StoredLog logged{};
    bool isCancelled = false; ///< it is only to be ended
    qint64 journalSeq = 0; ///< the next event's
};

/// Finds out whether a run can go on (reliability §5.4): its last stage must be the run's last; everything the rest of it
/// needs must be in the capsule or in the container, from which the secrets are read again, since none was stored.
class Reattachment : public QObject
{
    Q_OBJECT
public:
    Reattachment(EngineLink &link, std::shared_ptr<Store> store, const RunSummary &run, const QString &capsule, bool wasUploaded,
                 QObject *parent);

    /// `container` is the one with the run's labels; empty = there is none.
    void start(const ContainerId &container);

Q_SIGNALS:
    void possible(const longshore::ResumePoint &point);
    /// A sentence.
    void impossible(const QString &why);

private:
    void loaded(const Result<ResumePoint> &point);
    bool isPublished() const;
    void removeContainer();
    void removeWork();
    void decline(const QString &why);
    void inspected(const Result<ContainerDetails> &details);
    void readSecrets();
    using Read = std::function<void(const Result<QByteArray> &bytes)>;
    void readData(const QByteArray &name, const Read &done);
    void configRead(const Result<QByteArray> &config);
    void stateRead(const Result<QByteArray> &state);
    void finish();

    EngineLink &m_link;
    std::shared_ptr<Store> m_store;
    RunSummary m_run;
    QString m_capsule;
    bool m_wasUploaded;
    ContainerId m_container;
    ResumePoint m_point;
    int m_tries = 0;
};

} // namespace longshore
