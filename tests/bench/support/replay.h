// SPDX-License-Identifier: GPL-3.0-or-later
// An engine's log without the engine: its recorded answer over a Unix socket, and a C program that only reads it.
#pragma once

#include "tests/bench/support/cost.h"

#include <QFile>
#include <QTemporaryDir>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace longshore::bench
{

using namespace Qt::StringLiterals;

/// An engine's answer as it goes over the wire: one chunk per frame.
inline QByteArray recordedAnswer(qint64 lines)
{
    QByteArray answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    answer.reserve(lines * 150);
    char line[160];
    for (qint64 i = 0; i < lines; ++i) {
        const int size = std::snprintf(line, sizeof line, "8b\r\n%c%c%c%c%c%c%c%c2026-11-23T07:%02d:%02d.%09dZ %099d\n\r\n", i % 5 ? 1 : 2, 0, 0, 0, 0, 0, 0, 131,
                                       int(i / 60'000 % 60), int(i / 1000 % 60), int(i % 1000) * 1'000'000, int(i));
        answer.append(line, size);
    }
    return answer + "0\r\n\r\n";
}

inline int unixSocket(const QByteArray &path, sockaddr_un &address)
{
    address = {};
    address.sun_family = AF_UNIX;
    std::snprintf(address.sun_path, sizeof address.sun_path, "%s", path.constData());
    return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

/// Answers each of `connections` connections with `answer` in writes of 64 KiB.
inline void serve(int listener, const QByteArray &answer, int connections)
{
    for (int i = 0; i < connections; ++i) {
        const int fd = ::accept(listener, nullptr, nullptr);
        char request[4096];
        if (::read(fd, request, sizeof request) > 0) {
            for (qsizetype at = 0; at < answer.size();) {
                const ssize_t n = ::send(fd, answer.constData() + at, size_t(qMin<qsizetype>(64 << 10, answer.size() - at)), MSG_NOSIGNAL);
                if (n <= 0)
                    break;
                at += n;
            }
        }
        ::close(fd);
    }
}

inline void readInC(const QByteArray &path, qint64 expected)
{
    sockaddr_un address;
    const int fd = unixSocket(path, address);
    std::vector<char> buffer(256 << 10);
    qint64 total = 0;
    if (::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 || ::write(fd, "GET / HTTP/1.1\r\n\r\n", 18) != 18)
        giveUp(u"cannot reach the replay"_s);
    for (ssize_t n; (n = ::read(fd, buffer.data(), buffer.size())) > 0;)
        total += n;
    ::close(fd);
    if (total != expected)
        giveUp(u"the C reader got %1 bytes"_s.arg(total));
}

/// Serves `answer` to `connections` connections, one after the other, on a thread of its own.
class Replay
{
public:
    Replay(QByteArray answer, int connections) : m_answer(std::move(answer))
    {
        sockaddr_un address;
        m_listener = unixSocket(QFile::encodeName(path()), address);
        if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 || ::listen(m_listener, 4) != 0)
            giveUp(u"cannot listen"_s);
        m_thread = std::thread(serve, m_listener, m_answer, connections);
    }
    ~Replay()
    {
        m_thread.join();
        ::close(m_listener);
    }
    QString path() const { return m_dir.filePath(u"replay.sock"_s); }
    void readInC() const { bench::readInC(QFile::encodeName(path()), m_answer.size()); }

private:
    QTemporaryDir m_dir;
    QByteArray m_answer;
    int m_listener = -1;
    std::thread m_thread;
};

} // namespace longshore::bench
