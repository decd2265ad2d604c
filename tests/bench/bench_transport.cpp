// SPDX-License-Identifier: GPL-3.0-or-later
// How long one small call takes on a kept connection: ours against a C client on the same socket (performance.md G7).
#include "dockerclient/transport/accessmanager.h"
#include "tests/bench/support/figure.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QNetworkReply>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

constexpr int rounds = 9;
constexpr int calls = 2000;

/// The C peer: one connection, write and read until the whole answer is here. Milliseconds of the middle call, or
/// none when the engine does not answer.
QList<double> peerRound(const QByteArray &path)
{
    QList<double> times;
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, path.constData(), sizeof address.sun_path);
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    static constexpr char request[] = "GET /_ping HTTP/1.1\r\nHost: engine\r\n\r\n";
    char answer[4096];
    bool good = ::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    for (int call = 0; good && call < calls; ++call) {
        QElapsedTimer clock;
        clock.start();
        good = ::write(descriptor, request, sizeof request - 1) == ssize_t(sizeof request - 1);
        std::size_t size = 0;
        while (good && !(size >= 6 && std::memcmp(answer + size - 6, "\r\n\r\nOK", 6) == 0)) {
            const ssize_t got = ::read(descriptor, answer + size, sizeof answer - size);
            good = got > 0;
            size += good ? std::size_t(got) : 0;
        }
        times.append(double(clock.nsecsElapsed()) / 1e6);
    }
    ::close(descriptor);
    return good ? times : QList<double>();
}

/// Rounds of ours and the peer's in turn, each first in every second round.
class Bench : public QObject
{
public:
    Bench(const Endpoint &endpoint, bool json) : m_manager(endpoint), m_path(endpoint.path.toLocal8Bit()), m_json(json) {}

    void beginRound()
    {
        if (m_round % 2)
            measurePeer();
        m_times.clear();
        call();
    }

private:
    void call()
    {
        m_clock.start();
        QNetworkReply *reply = m_manager.get(QNetworkRequest(QUrl(u"unix+http://engine/_ping"_s)));
        connect(reply, &QNetworkReply::finished, this, [this, reply] {
            const bool good = reply->readAll() == "OK";
            m_times.append(double(m_clock.nsecsElapsed()) / 1e6);
            reply->deleteLater();
            if (!good)
                return fail("the engine did not answer GET /_ping with OK");
            m_times.size() < calls ? call() : endRound();
        });
    }

    void endRound()
    {
        if (m_round % 2 == 0)
            measurePeer();
        if (m_peer.isEmpty())
            return fail("the C client got no answer");
        if (m_round > 0) { // the first warms up
            m_figure.ours.append(bench::median(m_times));
            m_figure.peer.append(bench::median(m_peer));
        }
        if (++m_round <= rounds)
            return beginRound();
        bench::print(m_figure, m_json);
        QCoreApplication::exit(0);
    }

    void measurePeer() { m_peer = peerRound(m_path); }

    void fail(const char *why)
    {
        std::fprintf(stderr, "bench_transport: %s\n", why);
        QCoreApplication::exit(1);
    }

    AccessManager m_manager;
    QByteArray m_path;
    bool m_json;
    int m_round = 0;
    QElapsedTimer m_clock;
    QList<double> m_times;
    QList<double> m_peer;
    bench::Figure m_figure{u"GET /_ping p50, kept connection / C client"_s, {}, {}, 3.0};
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const bool json = app.arguments().contains(u"--json"_s);
    const auto endpoint = Endpoint::parse(qEnvironmentVariable("LONGSHORE_TEST_ENGINE"));
    if (!endpoint || endpoint->scheme != Endpoint::Scheme::Unix) {
        std::fprintf(stderr, "bench_transport: set LONGSHORE_TEST_ENGINE to the unix:// endpoint of an engine\n");
        return 64;
    }
    Bench bench(*endpoint, json);
    QMetaObject::invokeMethod(&bench, &Bench::beginRound, Qt::QueuedConnection);
    return app.exec();
}
