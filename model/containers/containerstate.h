// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"

#include <optional>

namespace longshore
{

/// What is being done to a container.
enum class ContainerAction { Start, Stop, Restart, Pause, Resume, Kill, Rename, Remove };

/// "stopping…", "removing…": what the row says until the engine has done it.
QString pendingWords(ContainerAction action);

/// How a container ended, as only inspect tells.
struct ContainerExit {
    int exitCode = 0;
    bool oomKilled = false;
    QString error; ///< State.Error: why it could not be started
    QDateTime startedAt;
    QDateTime finishedAt;

    bool operator==(const ContainerExit &) const = default;
    static ContainerExit of(const ContainerDetails &details);
};

/// What `ContainerSummary::status`, an English sentence, says in numbers. Engines write it alike:
/// "Up 5 minutes (healthy)", "Exited (137) About an hour ago", "Restarting (1) 3 seconds ago".
struct ContainerStatus {
    std::optional<int> exitCode;
    qint64 seconds = -1; ///< since it is up or since it ended, as coarse as the sentence; -1 = not told
    QString health;      ///< `healthy`, `unhealthy`, `starting` or empty

    bool operator==(const ContainerStatus &) const = default;
    static ContainerStatus parse(const QString &sentence);
};

/// The state of a container in our terms.
struct ContainerState {
    enum class Kind { Unknown, Created, Running, Paused, Restarting, Exited, OutOfMemory, Removing, Dead };

    Kind kind = Kind::Unknown;
    QString engineWord;          ///< as listed
    std::optional<int> exitCode; ///< of the last exit, where it is known
    QString health;              ///< `healthy`, `unhealthy`, `starting` or empty

    bool operator==(const ContainerState &) const = default;

    /// `exit`, when given, is how it ended; it counts only while the list tells the same exit code.
    static ContainerState of(const ContainerSummary &container, const ContainerExit *exit = nullptr);

    /// There is a process.
    bool isUp() const { return kind == Kind::Running || kind == Kind::Paused || kind == Kind::Restarting; }
    bool hasEnded() const { return kind == Kind::Exited || kind == Kind::OutOfMemory || kind == Kind::Dead; }
    /// The signal that ended it when the exit code says so (128 + n): "SIGKILL"; else empty.
    QString signalName() const;
    /// "running", "exited 1", "out of memory"; translated.
    QString words() const;
    /// What stands muted beside the words: "unhealthy", "SIGKILL", "exit 137"; may be empty.
    QString note() const;
};

/// The state as a sentence with times: "Exited with code 1, 5 min ago, after 12.4 s.". `exit` may be null.
QString stateSentence(const ContainerState &state, const ContainerExit *exit, const QDateTime &since, const QDateTime &now);

} // namespace longshore

Q_DECLARE_METATYPE(longshore::ContainerState)
