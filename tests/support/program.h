// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QProcess>
#include <QStringList>

#include <nlohmann/json.hpp>

namespace longshore::test
{

/// What a run of the program left.
struct Ended {
    int code = -1;
    bool crashed = true;
    QByteArray out;
    QByteArray err;

    /// stdout as objects, one per line; a line that is none becomes null.
    QList<nlohmann::json> objects() const;
    QList<nlohmann::json> events(const char *name) const;
};

/// The longshore program in this process's environment, which TempXdg made harmless. The test's event loop goes on while
/// it runs, so that a server of the test can answer it.
class Program
{
public:
    explicit Program(const QStringList &arguments);
    /// A bash command in which $LONGSHORE is the program.
    explicit Program(const QString &command);

    QProcess &process() { return m_process; }
    /// Waits for its end; a program that does not end is killed and counts as crashed.
    Ended end(int timeoutMs = 60'000);

private:
    void start(const QString &program, const QStringList &arguments);

    QProcess m_process;
};

inline Ended runLongshore(const QStringList &arguments, int timeoutMs = 60'000)
{
    return Program(arguments).end(timeoutMs);
}

} // namespace longshore::test
