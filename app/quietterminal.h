// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <termios.h>

namespace longshore
{

/// A terminal that asks for a line and does not show what is typed, for as long as this lives. For the command line,
/// before anything else is under way.
class QuietTerminal
{
public:
    QuietTerminal(int fd, const QString &question);
    ~QuietTerminal();
    QuietTerminal(const QuietTerminal &) = delete;
    QuietTerminal &operator=(const QuietTerminal &) = delete;

    static bool isTerminal(int fd);
    /// Blocks until a line can be read; false when the user interrupted it.
    bool hasLine() const;

private:
    int m_fd;
    termios m_before{};
};

} // namespace longshore
