// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/watchcommand.h"

#include "app/commands/jsontext.h"
#include "app/commands/runoutput.h"
#include "model/jobs/watchrun.h"
#include "model/store/store.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

WatchCommand::WatchCommand(const CommandLine &line, Console &console) : RunCommand(line, console) {}

WatchCommand::~WatchCommand() = default;

void WatchCommand::begin()
{
    m_watch = std::make_unique<WatchRun>(service(), [this] { return readRequest(); }, QStringList{store()->directory()});
    connect(m_watch.get(), &WatchRun::stateChanged, this, &WatchCommand::watching);
    connect(m_watch.get(), &WatchRun::saved, this, &WatchCommand::saved);
    connect(m_watch.get(), &WatchRun::notStarted, this, &WatchCommand::notStarted);
    connect(m_watch.get(), &WatchRun::runStarted, this, &WatchCommand::follow);
    connect(m_watch.get(), &WatchRun::ended, this, [this] {
        m_isOver = true;
        if (const std::optional<Error> error = m_watch->error())
            console().error(*error);
        leaveIfTold();
    });
    if (const Result<void> started = m_watch->start(); !started)
        leave(started.error());
}

void WatchCommand::watching()
{
    if (m_watch->fileCount() > 0 && !std::exchange(m_told, true))
        console().note(tr("watching %1 files in %2: a saved one stops the run, builds and runs again; Ctrl+C ends it").arg(m_watch->fileCount())
                           .arg(m_watch->folder()));
}

void WatchCommand::notStarted(const Error &error)
{
    console().error(error);
    m_code = exitCodeFor(error);
}

void WatchCommand::saved(const QStringList &files)
{
    constexpr int shown = 4;
    const QString names = files.mid(0, shown).join(u", "_s) + (files.size() > shown ? tr(" and %1 more").arg(files.size() - shown) : QString());
    console().note(tr("saved: %1; building and running again").arg(names));
    if (!console().json())
        return;
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const QString &file : files)
        list.push_back(text(file));
    console().object({{"event", "saved"}, {"files", list}});
}

void WatchCommand::follow(const RunId &id)
{
    ++m_telling;
    auto *output = new RunOutput(service(), console(), id, this);
    connect(output, &RunOutput::broken, this, &WatchCommand::interrupt);
    connect(output, &RunOutput::concluded, this, [this, output](const RunResult &result) {
        output->deleteLater();
        --m_telling;
        m_code = ExitCode(result.programExitCode());
        if (!m_isOver && m_watch->state() == WatchRun::State::Waiting)
            console().note(tr("waiting for a saved file"));
        leaveIfTold();
    });
}

bool WatchCommand::stopRuns()
{
    if (!m_watch)
        return false;
    m_watch->stop();
    return true;
}

void WatchCommand::leaveIfTold()
{
    if (m_isOver && m_telling == 0)
        leave(m_code);
}

} // namespace longshore
