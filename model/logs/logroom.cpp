// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logroom.h"

#include "model/logs/capsulebacking.h"
#include "model/logs/capsulefeed.h"
#include "model/logs/containerlogfeed.h"
#include "model/logs/spillfile.h"
#include "model/logs/writtenfeed.h"

namespace longshore
{

using namespace Qt::StringLiterals;

LogRoom::LogRoom(const QString &cacheFolder, QObject *parent, const LogMemory &memory, qint64 budget)
    : QObject(parent), m_cacheFolder(cacheFolder), m_memory(memory), m_budget(std::make_shared<LogBudget>(budget))
{
    qRegisterMetaType<QList<PartialLine>>();
    qRegisterMetaType<LogState>();
    m_thread.setObjectName(u"logs"_s);
    m_thread.start();
}

LogRoom::~LogRoom()
{
    m_thread.quit();
    m_thread.wait();
}

LogDocument *LogRoom::openRun(const QString &capsule, QObject *parent)
{
    auto store = std::make_shared<LogStore>(m_memory, m_budget, std::make_unique<CapsuleBacking>(capsule));
    auto feed = std::make_unique<CapsuleFeed>(capsule, store);
    return open(std::move(feed), std::move(store), parent);
}

LogDocument *LogRoom::openContainer(const Endpoint &endpoint, const ContainerId &container, const LogFollower::Range &range, QObject *parent)
{
    auto store = std::make_shared<LogStore>(m_memory, m_budget, std::make_unique<SpillFile>(m_cacheFolder));
    auto feed = std::make_unique<ContainerLogFeed>(endpoint, container, range, store);
    LogDocument *document = open(std::move(feed), std::move(store), parent);
    document->setPart(!range.isAll());
    return document;
}

LogDocument *LogRoom::openWritten(LogInlet &inlet, QObject *parent)
{
    auto store = std::make_shared<LogStore>(m_memory, m_budget, std::make_unique<SpillFile>(m_cacheFolder));
    auto feed = std::make_unique<WrittenFeed>(store);
    WrittenFeed *end = feed.get();
    LogDocument *document = open(std::move(feed), std::move(store), parent);
    connect(&inlet, &LogInlet::written, end, &WrittenFeed::write);
    return document;
}

LogDocument *LogRoom::open(std::unique_ptr<LogFeed> owned, std::shared_ptr<LogStore> store, QObject *parent)
{
    auto *document = new LogDocument(std::move(store), parent);
    LogFeed *feed = owned.release();
    feed->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, feed, &QObject::deleteLater);
    connect(document, &QObject::destroyed, feed, &QObject::deleteLater);
    connect(feed, &LogFeed::grown, document, &LogDocument::grown);
    connect(feed, &LogFeed::partials, document, &LogDocument::takePartials);
    connect(feed, &LogFeed::state, document, &LogDocument::takeState);
    connect(document, &LogDocument::poked, feed, &LogFeed::poke);
    connect(document, &LogDocument::sourceEnded, feed, &LogFeed::sourceEnded);
    QMetaObject::invokeMethod(feed, &LogFeed::start, Qt::QueuedConnection);
    return document;
}

} // namespace longshore
