// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"
#include "model/run/reattachment.h"
#include "model/run/runjournal.h"
#include "model/run/runner.h"

#include <QObject>
#include <map>
#include <memory>

namespace longshore
{

class EngineLink;
class Store;

/// What the first Longshore to come does for runs whose owner died (reliability §5.4): takes their locks; what can go on,
/// goes on (`Reattachment`); the others are marked as interrupted (as cancelled those that were being cancelled) and their containers, found by the labels of this
/// store, removed. Runs with a living owner are left alone. In the engine room, once at start.
class Recovery : public QObject
{
    Q_OBJECT
public:
    Recovery(std::shared_ptr<Store> store, EngineLink &link, QObject *parent);
    ~Recovery() override;

    void start();

Q_SIGNALS:
    void runChanged(const longshore::RunSummary &run);
    /// This run can go on; its capsule is given away with it.
    void resumable(const longshore::PreparedRun &run, const longshore::ResumePoint &point);
    /// One sentence, or nothing when there was nothing to do. The last signal.
    void finished(const QString &sentence);

private:
    struct Orphan {
        RunSummary run;
        RunJournal *journal = nullptr;
        std::shared_ptr<Capsule> capsule; ///< held to the end, so that nobody else recovers it, too
        qint64 seq = 0;                   ///< of the next event
        bool wasUploaded = false;         ///< the data folder of its last stage is whole
        bool isCancelled = false;         ///< its owner died over stopping it
    };
    void adopt(const RunIndex::Open &open);
    /// It cannot go on: interrupted, or cancelled where that had been asked for.
    void interrupt(Orphan &orphan, const QString &why);
    void cancel(Orphan &orphan);
    void record(Orphan &orphan, const QString &kind, const nlohmann::json &payload);
    void interruptAll(const QString &why);
    void tryNext();
    void resume(Orphan &orphan, const ResumePoint &point);
    ContainerId containerOf(const RunSummary &run) const;
    using Listed = void (Recovery::*)(const Result<QList<ContainerSummary>> &containers);
    void list(Listed then);
    void listed(const Result<QList<ContainerSummary>> &containers);
    void listedAgain(const Result<QList<ContainerSummary>> &containers);
    bool mayStillCome();
    void removeNext();
    void removeNextWork();
    void cleaned(Orphan &orphan);
    void report();

    std::shared_ptr<Store> m_store;
    EngineLink &m_link;
    std::map<QString, Orphan> m_orphans; ///< by run id
    QStringList m_undecided; ///< run ids
    QList<ContainerSummary> m_found; ///< all of this store
    QList<ContainerSummary> m_left;
    int m_looks = 0;      ///< again, for containers that the engine is still making
    int m_leastLooks = 0; ///< that are needed
    bool m_isUnsettled = false; ///< a container was listed and could not be found
    QStringList m_works; ///< run ids whose bound folders are left to remove
    int m_interrupted = 0;
    int m_cancelled = 0;
    int m_removed = 0;
    int m_resumed = 0;
    QString m_trouble;
};

} // namespace longshore
