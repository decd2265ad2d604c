// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/workremoval.h"

#include "dockerclient/api/containers.h"
#include "model/asynctask.h"
#include "model/run/enginelink.h"
#include "model/run/stagespec.h"
#include "model/run/tarstream.h"
#include "model/run/treeremoval.h"

namespace longshore
{

using namespace Qt::StringLiterals;

/// Each brings at least one level of shut folders to light.
static constexpr int mostRounds = 100;

WorkRemoval::WorkRemoval(EngineLink &link, const QString &folder, const RunId &run, const ImageId &image, const QString &store, QObject *parent)
    : QObject(parent), m_link(link), m_folder(folder), m_run(run), m_image(image), m_store(store)
{
}

WorkRemoval::~WorkRemoval() = default;

void WorkRemoval::removeAll()
{
    using Tried = std::pair<Result<void>, QList<QByteArray>>;
    const auto work = [folder = m_folder] {
        const auto removed = removeTree(folder);
        return Tried(removed, removed ? QList<QByteArray>() : foreignFolders(folder));
    };
    runAsync(this, work, [this](const Tried &done) { tried(done.first, done.second); });
}

void WorkRemoval::tried(const Result<void> &removed, const QList<QByteArray> &foreign)
{
    m_result = removed;
    m_foreign = foreign;
    if (removed || foreign.isEmpty() || m_image.isEmpty() || ++m_rounds > mostRounds)
        return end();
    m_helper.isEmpty() ? makeHelper() : takeOver();
}

void WorkRemoval::makeHelper()
{
    m_link.ready(this, [this](const Result<EngineInfo> &info) {
        if (!info)
            return end();
        const RunUser us = RunUser::current();
        m_owner = info->rootless ? 0 : us.uid; // there, its root is this process's user
        m_group = info->rootless ? 0 : us.gid;
        m_helper = u"longshore-%1-work"_s.arg(m_run.value);
        ContainerSpec spec;
        spec.image = u"sha256:"_s + m_image.value;
        spec.cmd = {u"never started"_s};
        spec.networkMode = u"none"_s;
        spec.binds = {m_folder + u":/data"_s};
        spec.labels = {{u"longshore.run"_s, m_run.value}, {u"longshore.store"_s, m_store}};
        // Should there be one of that name, it is what an interrupted removal left.
        m_link.client().containers().create(m_helper, spec, this, [this](const Result<CreatedContainer> &) { takeOver(); });
    });
}

void WorkRemoval::takeOver()
{
    std::vector<TarPart> parts;
    for (const QByteArray &folder : std::as_const(m_foreign))
        parts.push_back(TarPart::directory(folder, 0700));
    m_tar = std::make_unique<TarStream>(std::move(parts), m_owner, m_group);
    m_link.client().containers().putArchive(m_helper, u"/data"_s, m_tar.get(), this, [this](const Result<void> &sent) {
        if (sent)
            return removeAll();
        m_result.error().happened += u"; the engine could not help: %1"_s.arg(sent.error().reason());
        end();
    });
}

void WorkRemoval::end()
{
    if (m_helper.isEmpty()) {
        Q_EMIT finished(m_result);
        return;
    }
    ContainersApi::RemoveOptions options;
    options.force = true;
    m_link.client().containers().remove(m_helper, options, this, [this](const Result<void> &) { Q_EMIT finished(m_result); });
}

} // namespace longshore
