// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"
#include "dockerclient/types/ids.h"
#include "model/logs/logdocument.h"
#include "model/logs/logfollower.h"

#include <QThread>
#include <memory>

namespace longshore
{

class LogFeed;
class LogInlet;

/// Opens logs. Their feeds work in one thread of its own, so that a flood of lines never waits for the window, nor the
/// window for it; what all logs keep in memory is limited together. GUI thread.
class LogRoom : public QObject
{
    Q_OBJECT
public:
    /// `cacheFolder` takes what containers' logs cannot keep in memory (files without a name).
    explicit LogRoom(const QString &cacheFolder, QObject *parent = nullptr, const LogMemory &memory = {}, qint64 budget = qint64(1) << 30);
    /// Documents that are still open get nothing more.
    ~LogRoom() override;

    /// The log of a run. Call `LogDocument::endSource` once the run is final.
    LogDocument *openRun(const QString &capsule, QObject *parent);
    /// The log of any container, over its restarts; `range` says which part of it.
    LogDocument *openContainer(const Endpoint &endpoint, const ContainerId &container, const LogFollower::Range &range, QObject *parent);
    /// A log that this program writes itself; call `LogDocument::endSource` after the last of it.
    LogDocument *openWritten(LogInlet &inlet, QObject *parent);

private:
    LogDocument *open(std::unique_ptr<LogFeed> feed, std::shared_ptr<LogStore> store, QObject *parent);

    QString m_cacheFolder;
    LogMemory m_memory;
    std::shared_ptr<LogBudget> m_budget;
    QThread m_thread;
};

} // namespace longshore
