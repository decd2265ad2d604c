// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/containers/containerstate.h"

#include "model/format.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::ContainerState", text);
}

/// Docker's units.HumanDuration read back: "Less than a second", "About an hour", "3 weeks".
qint64 secondsOf(const QString &span)
{
    static const QHash<QString, qint64> units{{u"second"_s, 1},     {u"minute"_s, 60},      {u"hour"_s, 3600},    {u"day"_s, 86400},
                                              {u"week"_s, 604800}, {u"month"_s, 2592000}, {u"year"_s, 31536000}};
    if (span.startsWith("Less than"_L1))
        return 0;
    static const QRegularExpression shape(u"^(?:About )?(an?|\\d{1,9}) ([a-z]+?)s?$"_s);
    const QRegularExpressionMatch match = shape.match(span);
    if (!match.hasMatch() || !units.contains(match.captured(2)))
        return -1;
    const QString number = match.captured(1);
    return (number.startsWith(u'a') ? 1 : number.toLongLong()) * units.value(match.captured(2));
}

ContainerState::Kind kindOf(const QString &state)
{
    using Kind = ContainerState::Kind;
    static const QHash<QString, Kind> kinds{
        {u"created"_s, Kind::Created},       {u"configured"_s, Kind::Created}, {u"initialized"_s, Kind::Created},
        {u"running"_s, Kind::Running},       {u"stopping"_s, Kind::Running},   {u"paused"_s, Kind::Paused},
        {u"restarting"_s, Kind::Restarting}, {u"exited"_s, Kind::Exited},      {u"stopped"_s, Kind::Exited},
        {u"removing"_s, Kind::Removing},     {u"dead"_s, Kind::Dead}};
    return kinds.value(state.toLower(), Kind::Unknown);
}

} // namespace

QString pendingWords(ContainerAction action)
{
    switch (action) {
    case ContainerAction::Start: return tr("starting…");
    case ContainerAction::Stop: return tr("stopping…");
    case ContainerAction::Restart: return tr("restarting…");
    case ContainerAction::Pause: return tr("pausing…");
    case ContainerAction::Resume: return tr("resuming…");
    case ContainerAction::Kill: return tr("killing…");
    case ContainerAction::Rename: return tr("renaming…");
    case ContainerAction::Remove: return tr("removing…");
    }
    return {};
}

ContainerExit ContainerExit::of(const ContainerDetails &details)
{
    return {details.exitCode, details.oomKilled, details.stateError, details.startedAt, details.finishedAt};
}

ContainerStatus ContainerStatus::parse(const QString &sentence)
{
    ContainerStatus status;
    static const QRegularExpression ended(u"^(?:Exited|Restarting) \\((-?\\d{1,9})\\)(?: (.{1,64}) ago)?$"_s);
    static const QRegularExpression up(u"^Up (.{1,64}?)((?: \\([^)]{1,64}\\))*)$"_s);
    if (const QRegularExpressionMatch match = ended.match(sentence); match.hasMatch()) {
        status.exitCode = match.captured(1).toInt();
        status.seconds = secondsOf(match.captured(2));
    } else if (const QRegularExpressionMatch up_ = up.match(sentence); up_.hasMatch()) {
        status.seconds = secondsOf(up_.captured(1));
        const QString remarks = up_.captured(2);
        if (remarks.contains("(healthy)"_L1))
            status.health = u"healthy"_s;
        else if (remarks.contains("unhealthy)"_L1))
            status.health = u"unhealthy"_s;
        else if (remarks.contains("starting)"_L1))
            status.health = u"starting"_s;
    }
    return status;
}

ContainerState ContainerState::of(const ContainerSummary &container, const ContainerExit *exit)
{
    const ContainerStatus status = ContainerStatus::parse(container.status);
    ContainerState state{kindOf(container.state), container.state, status.exitCode, status.health};
    if (state.kind == Kind::Running && container.status.contains("(Paused)"_L1))
        state.kind = Kind::Paused;
    if (exit && state.kind == Kind::Exited && (!state.exitCode || *state.exitCode == exit->exitCode)) {
        state.exitCode = exit->exitCode;
        if (exit->oomKilled)
            state.kind = Kind::OutOfMemory;
    }
    return state;
}

QString ContainerState::signalName() const
{
    static const QHash<int, QString> names{{1, u"SIGHUP"_s},  {2, u"SIGINT"_s},   {3, u"SIGQUIT"_s}, {4, u"SIGILL"_s},
                                           {6, u"SIGABRT"_s}, {7, u"SIGBUS"_s},   {8, u"SIGFPE"_s},  {9, u"SIGKILL"_s},
                                           {10, u"SIGUSR1"_s}, {11, u"SIGSEGV"_s}, {12, u"SIGUSR2"_s}, {13, u"SIGPIPE"_s},
                                           {14, u"SIGALRM"_s}, {15, u"SIGTERM"_s}};
    return hasEnded() && exitCode ? names.value(*exitCode - 128) : QString();
}

QString ContainerState::words() const
{
    switch (kind) {
    case Kind::Created: return tr("created");
    case Kind::Running: return tr("running");
    case Kind::Paused: return tr("paused");
    case Kind::Restarting: return tr("restarting");
    case Kind::Exited: return exitCode ? tr("exited %1").arg(*exitCode) : tr("exited");
    case Kind::OutOfMemory: return tr("out of memory");
    case Kind::Removing: return tr("removing…");
    case Kind::Dead: return tr("dead");
    case Kind::Unknown: break;
    }
    return engineWord.isEmpty() ? format::none() : engineWord;
}

QString ContainerState::note() const
{
    switch (kind) {
    case Kind::Running: return health == u"starting" ? tr("health: starting") : health;
    case Kind::Restarting: return exitCode ? tr("last exit %1").arg(*exitCode) : QString();
    case Kind::OutOfMemory: return exitCode ? tr("exit %1").arg(*exitCode) : QString();
    case Kind::Exited: return signalName();
    default: return {};
    }
}

QString stateSentence(const ContainerState &state, const ContainerExit *exit, const QDateTime &since, const QDateTime &now)
{
    using Kind = ContainerState::Kind;
    const QString age = since.isValid() ? format::age(since, now) : QString();
    const auto dated = [&age](const QString &what) {
        return age.isEmpty() ? tr("%1.").arg(what) : tr("%1, %2 ago.").arg(what, age);
    };
    switch (state.kind) {
    case Kind::Created:
        return exit && !exit->error.isEmpty() ? tr("It could not be started: %1").arg(exit->error)
                                              : tr("Created, never started.");
    case Kind::Running: return age.isEmpty() ? tr("Running.") : tr("Running for %1.").arg(age);
    case Kind::Paused: return tr("Paused: its processes are frozen, its memory stays in use.");
    case Kind::Restarting: return tr("Restarting: it keeps ending and its restart policy starts it again.");
    case Kind::Removing: return tr("Being removed.");
    case Kind::Dead: return tr("Dead: the engine could not remove it whole.");
    case Kind::Exited:
    case Kind::OutOfMemory: break;
    case Kind::Unknown: return tr("The engine calls its state \"%1\".").arg(state.engineWord);
    }
    QString what = state.kind == Kind::OutOfMemory ? tr("Killed for using too much memory")
                   : !state.exitCode              ? tr("Exited")
                   : !state.signalName().isEmpty() ? tr("Ended by %1 (exit code %2)").arg(state.signalName()).arg(*state.exitCode)
                                                   : tr("Exited with code %1").arg(*state.exitCode);
    if (exit && exit->startedAt.isValid() && exit->finishedAt >= exit->startedAt)
        what = tr("%1 after %2").arg(what, format::duration(exit->startedAt.msecsTo(exit->finishedAt)));
    return dated(what);
}

} // namespace longshore
