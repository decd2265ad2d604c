// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/quietterminal.h"

#include "app/console.h"
#include "app/terminationsignals.h"

#include <cerrno>
#include <poll.h>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

QuietTerminal::QuietTerminal(int fd, const QString &question) : m_fd(fd)
{
    ::tcgetattr(fd, &m_before);
    termios quiet = m_before;
    quiet.c_lflag &= tcflag_t(~ECHO);
    quiet.c_lflag |= ECHONL;
    ::tcsetattr(fd, TCSAFLUSH, &quiet);
    Console(false).writeErr((printable(question) + u": "_s).toUtf8());
}

QuietTerminal::~QuietTerminal()
{
    ::tcsetattr(m_fd, TCSAFLUSH, &m_before);
}

bool QuietTerminal::isTerminal(int fd)
{
    return ::isatty(fd);
}

bool QuietTerminal::hasLine() const
{
    pollfd wait[] = {{m_fd, POLLIN, 0}, {TerminationSignals::descriptor(), POLLIN, 0}};
    while (::poll(wait, 2, -1) < 0 && errno == EINTR) { }
    return wait[0].revents != 0 && wait[1].revents == 0;
}

} // namespace longshore
