// SPDX-License-Identifier: GPL-3.0-or-later
// A program run to its end, as a shell would: what it took, and the most memory it had.
#pragma once

#include "tests/bench/support/cost.h"

#include <QStringList>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace longshore::bench
{

class Child
{
public:
    /// Starts it; what it writes goes to `output`.
    Child(const QStringList &command, const QString &output) : m_command(command)
    {
        std::vector<QByteArray> bytes;
        for (const QString &word : command)
            bytes.push_back(word.toLocal8Bit());
        std::vector<char *> argv;
        for (QByteArray &word : bytes)
            argv.push_back(word.data());
        argv.push_back(nullptr);
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&files, 1, output.toLocal8Bit().constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        posix_spawn_file_actions_adddup2(&files, 1, 2);
        if (const int failed = posix_spawnp(&m_pid, argv[0], &files, nullptr, argv.data(), environ))
            giveUp(command.join(u' ') + QStringLiteral(": ") + QString::fromLocal8Bit(strerror(failed)));
        posix_spawn_file_actions_destroy(&files);
    }
    /// Its greatest resident memory, in millions of bytes. Gives up when it fails.
    double end()
    {
        int status = 0;
        rusage usage{};
        if (wait4(m_pid, &status, 0, &usage) != m_pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
            giveUp(QStringLiteral("failed (%1): %2").arg(status).arg(m_command.join(u' ')));
        return double(usage.ru_maxrss) * 1024 / 1e6;
    }

private:
    QStringList m_command;
    pid_t m_pid = -1;
};

} // namespace longshore::bench
