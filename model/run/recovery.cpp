// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/recovery.h"

#include "dockerclient/api/containers.h"
#include "model/logs/logsegment.h"
#include "model/run/capsule.h"
#include "model/run/capsulefiles.h"
#include "model/run/enginelink.h"
#include "model/run/workfolder.h"
#include "model/run/workremoval.h"
#include "model/store/store.h"

#include <QTimer>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

static constexpr int lookAgainMs = 1000;
static constexpr int mostLooks = 10;

Recovery::Recovery(std::shared_ptr<Store> store, EngineLink &link, QObject *parent)
    : QObject(parent), m_store(std::move(store)), m_link(link)
{
}

Recovery::~Recovery() = default;

void Recovery::start()
{
    const auto open = RunIndex::open(*m_store);
    if (!open) {
        Q_EMIT finished(open.error().sentence());
        return;
    }
    if (!m_store->readOnly()) {
        for (const RunIndex::Open &run : *open)
            adopt(run);
    }
    if (m_orphans.empty()) {
        Q_EMIT finished({});
        return;
    }
    m_link.ready(this, [this](const Result<EngineInfo> &info) {
        if (!info)
            return listed(fail(info.error()));
        list(&Recovery::listed);
    });
}

void Recovery::list(Listed then)
{
    ContainersApi::ListOptions options;
    options.all = true;
    options.labels = {u"longshore.store="_s + m_store->uuid()};
    m_link.client().containers().list(options, this, [this, then](const Result<QList<ContainerSummary>> &containers) { (this->*then)(containers); });
}

void Recovery::adopt(const RunIndex::Open &open)
{
    auto capsule = Capsule::adopt(m_store->runsDirectory() + u'/' + open.run.id.value);
    if (!capsule && capsule.error().kind != Error::Kind::NotFound)
        return; // its owner is alive
    if (open.run.state == RunState::Creating)
        m_leastLooks = 2; // the engine may still be at it
    Orphan orphan;
    orphan.run = open.run;
    orphan.seq = open.seq + 1;
    orphan.wasUploaded = open.lastUploaded == open.run.stage;
    orphan.isCancelled = open.isCancelled;
    if (capsule)
        orphan.capsule = std::move(*capsule);
    if (!isFinal(orphan.run.state))
        m_undecided.append(open.run.id.value);
    m_orphans.emplace(open.run.id.value, std::move(orphan));
}

void Recovery::interrupt(Orphan &orphan, const QString &why)
{
    if (orphan.isCancelled)
        return cancel(orphan);
    ++m_interrupted;
    orphan.run.state = RunState::Interrupted;
    orphan.run.verdict.reset();
    orphan.run.message = why;
    record(orphan, u"interrupted"_s, json{{"why", why.toStdString()}});
}

/// As its owner would have: the last stage and the last line of the log say so, too.
void Recovery::cancel(Orphan &orphan)
{
    ++m_cancelled;
    orphan.run.state = RunState::Finished;
    orphan.run.verdict = Verdict::Cancelled;
    orphan.run.message = tr("The run was cancelled.");
    if (orphan.capsule) {
        QList<StageSummary> stages = storedStages(orphan.capsule->path());
        if (!stages.isEmpty() && !stages.last().verdict) {
            stages.last().verdict = Verdict::Cancelled;
            if (auto written = orphan.capsule->writeStage(stages.last()); !written)
                m_trouble = written.error().sentence();
        }
        const auto log = LogWriter::resume(orphan.capsule->path());
        const QByteArray line = orphan.run.verdictLine().toUtf8() + '\n';
        auto noted = log ? (*log)->append(LogSource::Engine, LogAppNote, QDateTime::currentMSecsSinceEpoch() * 1'000'000, line)
                         : Result<void>(fail(log.error()));
        if (noted)
            noted = (*log)->sync();
        if (!noted)
            m_trouble = noted.error().sentence();
    }
    record(orphan, u"finished"_s, json{{"verdict", toKey(Verdict::Cancelled).toStdString()}});
}

void Recovery::record(Orphan &orphan, const QString &kind, const json &payload)
{
    if (orphan.capsule) {
        if (auto written = orphan.capsule->writeRun(orphan.run); !written)
            m_trouble = written.error().sentence();
    }
    orphan.journal = new RunJournal(m_store, this, orphan.seq);
    orphan.journal->setContainerRemoved(false);
    orphan.journal->record(orphan.run, kind, payload, this, [this, run = orphan.run](const Result<void> &) { Q_EMIT runChanged(run); });
}

void Recovery::interruptAll(const QString &why)
{
    for (const QString &id : std::exchange(m_undecided, {}))
        interrupt(m_orphans.at(id), why);
}

void Recovery::listed(const Result<QList<ContainerSummary>> &containers)
{
    if (!containers) {
        m_trouble = tr("Their containers could not be looked for: %1").arg(containers.error().sentence());
        interruptAll(tr("the engine was not there: %1").arg(containers.error().reason()));
        return report();
    }
    m_found = *containers;
    tryNext();
}

ContainerId Recovery::containerOf(const RunSummary &run) const
{
    for (const ContainerSummary &container : m_found) {
        if (container.labels.value(u"longshore.run"_s) == run.id.value && container.labels.value(u"longshore.stage"_s) == QString::number(run.stage))
            return container.id;
    }
    return {};
}

void Recovery::tryNext()
{
    if (m_undecided.isEmpty())
        return listedAgain(m_found);
    const QString id = m_undecided.takeFirst();
    Orphan &orphan = m_orphans.at(id);
    if (!orphan.capsule || orphan.run.engine != m_link.client().endpoint().toString()) {
        interrupt(orphan, orphan.capsule ? tr("it was on another engine") : tr("its folder is gone"));
        return tryNext();
    }
    auto *reattachment = new Reattachment(m_link, m_store, orphan.run, orphan.capsule->path(), orphan.wasUploaded, this);
    connect(reattachment, &Reattachment::impossible, this, [this, id, reattachment](const QString &why) {
        reattachment->deleteLater();
        interrupt(m_orphans.at(id), why);
        tryNext();
    });
    connect(reattachment, &Reattachment::possible, this, [this, id, reattachment](ResumePoint point) {
        reattachment->deleteLater();
        point.isCancelled = m_orphans.at(id).isCancelled;
        resume(m_orphans.at(id), point);
        tryNext();
    });
    reattachment->start(containerOf(orphan.run));
}

void Recovery::resume(Orphan &orphan, const ResumePoint &point)
{
    const auto log = LogWriter::resume(orphan.capsule->path());
    if (!log)
        return interrupt(orphan, log.error().sentence());
    ++m_resumed;
    PreparedRun run;
    run.summary = orphan.run;
    run.request = point.kept.request;
    run.input = point.kept.input;
    run.capsule = orphan.capsule;
    run.log = *log;
    run.journalSeq = orphan.seq;
    m_orphans.erase(orphan.run.id.value);
    Q_EMIT resumable(run, point);
}

void Recovery::listedAgain(const Result<QList<ContainerSummary>> &containers)
{
    for (const ContainerSummary &container : containers.value_or(QList<ContainerSummary>())) {
        if (m_orphans.contains(container.labels.value(u"longshore.run"_s)))
            m_left.append(container);
    }
    removeNext();
}

/// An engine whose client died over a create makes the container all the same.
bool Recovery::mayStillCome()
{
    const bool isUnsettled = std::exchange(m_isUnsettled, false);
    return m_looks < mostLooks && (isUnsettled || m_looks < m_leastLooks);
}

void Recovery::removeNext()
{
    if (m_left.isEmpty() && mayStillCome()) {
        ++m_looks;
        return QTimer::singleShot(lookAgainMs, this, [this] { list(&Recovery::listedAgain); });
    }
    if (m_left.isEmpty()) {
        // Whatever this engine had of them is gone; a run on another engine waits for that one.
        for (const auto &[id, orphan] : m_orphans) {
            if (orphan.run.engine == m_link.client().endpoint().toString())
                m_works.append(id);
        }
        return removeNextWork();
    }
    const ContainerSummary container = m_left.takeFirst();
    ContainersApi::RemoveOptions options;
    options.force = true;
    options.volumes = true;
    m_link.client().containers().remove(container.id.value, options, this, [this, container](const Result<void> &removed) {
        if (removed) {
            ++m_removed;
        } else if (removed.error().kind == Error::Kind::NotFound) {
            m_isUnsettled = true; // gone, or not quite there yet: docker lists before it can find
        } else {
            m_trouble = removed.error().sentence();
            m_orphans.erase(container.labels.value(u"longshore.run"_s)); // to be tried again at the next start
        }
        removeNext();
    });
}

/// Most runs have bound none, and there is nothing to remove.
void Recovery::removeNextWork()
{
    if (m_works.isEmpty())
        return report();
    Orphan &orphan = m_orphans.at(m_works.takeFirst());
    const auto stages = orphan.capsule ? storedStages(orphan.capsule->path()) : QList<StageSummary>();
    const ImageId image = stages.isEmpty() ? ImageId() : stages.last().imageId;
    const QString folder = WorkFolder::ofRun(m_store->directory(), orphan.run.id);
    auto *removal = new WorkRemoval(m_link, folder, orphan.run.id, image, m_store->uuid(), this);
    connect(removal, &WorkRemoval::finished, this, [this, removal, &orphan](const Result<void> &removed) {
        removal->deleteLater();
        if (!removed)
            m_trouble = removed.error().sentence();
        cleaned(orphan);
        removeNextWork();
    });
    removal->start();
}

void Recovery::cleaned(Orphan &orphan)
{
    if (!orphan.journal)
        orphan.journal = new RunJournal(m_store, this, orphan.seq);
    orphan.journal->setContainerRemoved(true);
    orphan.journal->record(orphan.run, u"cleaned"_s, json::object(), this, [](const Result<void> &) {});
}

void Recovery::report()
{
    QString sentence;
    if (m_resumed)
        sentence = tr("%n run(s) had been left under way and go(es) on.", nullptr, m_resumed);
    if (m_interrupted)
        sentence += u' ' + tr("%n run(s) had been interrupted.", nullptr, m_interrupted);
    if (m_cancelled)
        sentence += u' ' + tr("%n run(s) that had been stopped count(s) as cancelled.", nullptr, m_cancelled);
    if (m_removed)
        sentence += u' ' + tr("%n left container(s) removed.", nullptr, m_removed);
    Q_EMIT finished((sentence + u' ' + m_trouble).trimmed());
}

} // namespace longshore
