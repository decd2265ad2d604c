// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/recovery.h"

#include "dockerclient/api/containers.h"
#include "model/run/capsule.h"
#include "model/run/enginelink.h"
#include "model/store/store.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

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
    for (const RunIndex::Open &run : *open)
        adopt(run);
    if (m_orphans.empty() || m_store->readOnly()) {
        Q_EMIT finished({});
        return;
    }
    m_link.ready(this, [this](const Result<EngineInfo> &info) {
        if (!info)
            return listed(fail(info.error()));
        ContainersApi::ListOptions options;
        options.all = true;
        options.labels = {u"longshore.store="_s + m_store->uuid()};
        m_link.client().containers().list(options, this, [this](const Result<QList<ContainerSummary>> &containers) { listed(containers); });
    });
}

void Recovery::adopt(const RunIndex::Open &open)
{
    auto capsule = Capsule::adopt(m_store->runsDirectory() + u'/' + open.run.id.value);
    if (!capsule && capsule.error().kind != Error::Kind::NotFound)
        return; // its owner is alive
    Orphan orphan;
    orphan.run = open.run;
    orphan.journal = new RunJournal(m_store, this, open.seq + 1);
    orphan.journal->setContainerRemoved(false);
    if (capsule)
        orphan.capsule = std::move(*capsule);
    if (!isFinal(orphan.run.state)) {
        ++m_interrupted;
        orphan.run.state = RunState::Interrupted;
        orphan.run.verdict.reset();
        if (orphan.capsule) {
            if (auto written = orphan.capsule->writeRun(orphan.run); !written)
                m_trouble = written.error().sentence();
        }
        orphan.journal->record(orphan.run, u"interrupted"_s, json::object(), this, [this, run = orphan.run](const Result<void> &) {
            Q_EMIT runChanged(run);
        });
    }
    m_orphans.emplace(open.run.id.value, std::move(orphan));
}

void Recovery::listed(const Result<QList<ContainerSummary>> &containers)
{
    if (!containers) {
        m_trouble = tr("Their containers could not be looked for: %1").arg(containers.error().sentence());
        return report();
    }
    for (const ContainerSummary &container : *containers) {
        if (m_orphans.contains(container.labels.value(u"longshore.run"_s)))
            m_left.append(container);
    }
    removeNext();
}

void Recovery::removeNext()
{
    if (m_left.isEmpty()) {
        // Whatever this engine had of them is gone; a run on another engine waits for that one.
        const QString here = m_link.client().endpoint().toString();
        for (auto &[id, orphan] : m_orphans) {
            if (orphan.run.engine != here)
                continue;
            orphan.journal->setContainerRemoved(true);
            orphan.journal->record(orphan.run, u"cleaned"_s, json::object(), this, [](const Result<void> &) {});
        }
        return report();
    }
    const ContainerSummary container = m_left.takeFirst();
    ContainersApi::RemoveOptions options;
    options.force = true;
    options.volumes = true;
    m_link.client().containers().remove(container.id.value, options, this, [this, container](const Result<void> &removed) {
        if (removed || removed.error().kind == Error::Kind::NotFound) {
            ++m_removed;
        } else {
            m_trouble = removed.error().sentence();
            m_orphans.erase(container.labels.value(u"longshore.run"_s)); // to be tried again at the next start
        }
        removeNext();
    });
}

void Recovery::report()
{
    QString sentence;
    if (m_interrupted)
        sentence = tr("%n run(s) had been interrupted.", nullptr, m_interrupted);
    if (m_removed)
        sentence += u' ' + tr("%n left container(s) removed.", nullptr, m_removed);
    Q_EMIT finished((sentence + u' ' + m_trouble).trimmed());
}

} // namespace longshore
