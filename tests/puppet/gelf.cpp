// SPDX-License-Identifier: GPL-3.0-or-later
#include "step.h"

#include <arpa/inet.h>
#include <cstdlib>
#include <ctime>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace puppet
{

static std::string hostName()
{
    char name[256] = {};
    ::gethostname(name, sizeof name - 1);
    return name;
}

static void sendAll(int fd, const std::string &bytes)
{
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t n = ::send(fd, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
        if (n < 0)
            failed("send a GELF message");
        done += std::size_t(n);
    }
}

static int connected(int type)
{
    const char *address = std::getenv("KBC_LOGGER_ADDR"), *port = std::getenv("KBC_LOGGER_PORT");
    if (!address || !port)
        throw Failure("KBC_LOGGER_ADDR and KBC_LOGGER_PORT are not set");
    sockaddr_in peer{};
    peer.sin_family = AF_INET;
    peer.sin_port = htons(std::uint16_t(std::atoi(port)));
    if (::inet_pton(AF_INET, address, &peer.sin_addr) != 1)
        throw Failure(std::string("KBC_LOGGER_ADDR is no address: ") + address);
    const int fd = ::socket(AF_INET, type, 0);
    if (fd < 0 || ::connect(fd, reinterpret_cast<sockaddr *>(&peer), sizeof peer) != 0)
        failed(std::string("connect to ") + address + ':' + port);
    return fd;
}

static void sendChunked(int fd, const std::string &message)
{
    constexpr std::size_t size = 500;
    const std::size_t count = (message.size() + size - 1) / size;
    for (std::size_t i = 0; i < count; ++i)
        sendAll(fd, std::string("\x1e\x0f") + "PUPPET01" + char(i) + char(count) + message.substr(i * size, size));
}

bool gelfStep(const std::string &name, const Json &argument)
{
    if (name != "gelf")
        return false;
    Json event = argument.value("event", Json::object());
    const Json usual{{"version", "1.1"}, {"host", hostName()}, {"timestamp", std::time(nullptr)}, {"level", 6}};
    for (const auto &[key, value] : usual.items()) {
        if (!event.contains(key))
            event[key] = value;
    }
    const std::string message = argument.contains("raw") ? argument["raw"].get<std::string>() : event.dump();
    const std::string protocol = argument.value("protocol", "tcp");
    const int fd = connected(protocol == "udp" || protocol == "chunked" ? SOCK_DGRAM : SOCK_STREAM);
    if (protocol == "chunked") {
        sendChunked(fd, message);
    } else if (protocol == "http") {
        sendAll(fd, "POST /gelf HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(message.size()) + "\r\n\r\n" + message);
        char answer[64] = {};
        if (::recv(fd, answer, sizeof answer - 1, 0) <= 0 || std::string(answer).find(" 202 ") == std::string::npos)
            throw Failure(std::string("GELF over HTTP was answered: ") + answer);
    } else {
        sendAll(fd, protocol == "tcp" ? message + '\0' : message);
    }
    ::close(fd);
    return true;
}

} // namespace puppet
