// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"
#include "model/run/runjournal.h"

#include <QObject>
#include <map>
#include <memory>

namespace longshore
{

class Capsule;
class EngineLink;
class Store;

/// What the first Longshore to come does for runs whose owner died: takes their locks, marks them as interrupted, and
/// removes their containers, found by the labels of this store. Runs with a living owner are left alone. In the engine
/// room, once at start.
class Recovery : public QObject
{
    Q_OBJECT
public:
    Recovery(std::shared_ptr<Store> store, EngineLink &link, QObject *parent);
    ~Recovery() override;

    void start();

Q_SIGNALS:
    void runChanged(const longshore::RunSummary &run);
    /// One sentence, or nothing when there was nothing to do. The last signal.
    void finished(const QString &sentence);

private:
    struct Orphan {
        RunSummary run;
        RunJournal *journal = nullptr;
        std::unique_ptr<Capsule> capsule; ///< held to the end, so that nobody else recovers it, too
    };
    void adopt(const RunIndex::Open &open);
    void listed(const Result<QList<ContainerSummary>> &containers);
    void removeNext();
    void report();

    std::shared_ptr<Store> m_store;
    EngineLink &m_link;
    std::map<QString, Orphan> m_orphans; ///< by run id
    QList<ContainerSummary> m_left;
    int m_interrupted = 0;
    int m_removed = 0;
    QString m_trouble;
};

} // namespace longshore
