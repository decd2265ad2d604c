// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengine.h"

#include <QLocalSocket>
#include <nlohmann/json.hpp>

namespace longshore::test
{

using nlohmann::json;
using namespace nlohmann::json_literals;

namespace
{

const QByteArray containerId(64, 'c');
const QByteArray imageId(64, 'a');

QByteArray whole(int status, const json &body)
{
    const QByteArray text = QByteArray::fromStdString(body.dump());
    return "HTTP/1.1 " + QByteArray::number(status) + " Fake\r\nApi-Version: 1.41\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(text.size()) + "\r\n\r\n" + text;
}

QByteArray nothing(int status)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Fake\r\n\r\n";
}

} // namespace

const QByteArray FakeEngine::streamHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

QByteArray FakeEngine::chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

QByteArray FakeEngine::problem(int status, const char *text)
{
    return whole(status, {{"message", text}});
}

FakeEngine::FakeEngine() : m_server(std::make_unique<QLocalServer>())
{
    m_server->listen(endpoint().path);
    connect(m_server.get(), &QLocalServer::newConnection, this, [this] {
        QLocalSocket *socket = m_server->nextPendingConnection();
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { serve(socket); });
        connect(socket, &QLocalSocket::disconnected, this, [this, socket] {
            m_input.remove(socket);
            m_logs.removeIf([socket](const Reader &reader) { return !reader.socket || reader.socket == socket; });
            m_events.removeOne(socket);
            m_waits.removeOne(socket);
            socket->deleteLater();
        });
    });
}

FakeEngine::~FakeEngine()
{
    vanish();
}

QByteArray FakeEngine::Request::kind() const
{
    return method == "DELETE" ? QByteArray("remove") : path.mid(path.lastIndexOf('/') + 1);
}

void FakeEngine::serve(QLocalSocket *socket)
{
    QByteArray &input = m_input[socket];
    input += socket->readAll();
    const qsizetype headEnd = input.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return;
    const QByteArray head = input.first(headEnd);
    const QByteArray body = input.mid(headEnd + 4);
    if (head.contains("Transfer-Encoding: chunked")) {
        if (!body.endsWith("0\r\n\r\n"))
            return;
    } else if (const qsizetype at = head.indexOf("Content-Length: "); at >= 0) {
        if (body.size() < head.mid(at + 16).split('\r').first().toLongLong())
            return;
    }
    input.clear();
    const QList<QByteArray> line = head.split(' ');
    QByteArray path = line.value(1).split('?').first();
    if (path.startsWith("/v1."))
        path = path.mid(path.indexOf('/', 1));
    handle(socket, {line.value(0), path, line.value(1).mid(line.value(1).indexOf('?') + 1), body});
}

void FakeEngine::handle(QLocalSocket *socket, const Request &request)
{
    const QByteArray kind = request.kind();
    ++m_counts[kind];
    const auto refused = m_refused.find(kind);
    const bool isRefused = refused != m_refused.end() && refused->second-- > 0;
    const QByteArray bytes = isRefused ? problem(refused->first, "it stumbled") : answer(socket, request);
    if (m_lost.value(kind) > 0 && m_lost[kind]-- > 0)
        return socket->abort();
    if (m_held.contains(kind))
        m_waiting.append({kind, socket, bytes});
    else
        socket->write(bytes);
}

void FakeEngine::letGo(const QByteArray &kind)
{
    m_held.remove(kind);
    for (const Waiting &waiting : std::exchange(m_waiting, {})) {
        if (waiting.kind != kind)
            m_waiting.append(waiting);
        else if (waiting.socket)
            waiting.socket->write(waiting.bytes);
    }
}

void FakeEngine::dropHeld()
{
    m_held.clear();
    for (const Waiting &waiting : std::exchange(m_waiting, {})) {
        if (waiting.socket)
            waiting.socket->abort();
    }
}

QByteArray FakeEngine::answer(QLocalSocket *socket, const Request &request)
{
    const QByteArray kind = request.kind();
    if (kind == "_ping")
        return m_podman ? whole(200, "OK").replace("Fake\r\n", "Fake\r\nLibpod-Api-Version: 4.3.1\r\n") : whole(200, "OK");
    if (kind == "version")
        return whole(200, {{"ApiVersion", "1.41"}, {"MinAPIVersion", "1.12"}, {"Version", "20.10.24"}});
    if (kind == "info")
        return whole(200, {{"ID", "FAKE"}, {"Name", "fake"}, {"ServerVersion", "20.10.24"}, {"NCPU", 2}, {"MemTotal", 1ll << 32}});
    if (request.path.startsWith("/images/"))
        return whole(200, {{"Id", "sha256:" + imageId.toStdString()}, {"Config", {{"Entrypoint", {"/component"}}}}});
    if (request.path == "/containers/json" && request.method == "GET")
        return whole(200, json::array());
    if (kind == "events") {
        m_events.append(socket);
        return streamHead;
    }
    if (kind == "create")
        return create(request);
    if (!m_exists)
        return problem(404, "No such container");
    return container(request, kind, socket);
}

QByteArray FakeEngine::container(const Request &request, const QByteArray &kind, QLocalSocket *socket)
{
    if (kind == "json")
        return inspect();
    if (kind == "start")
        return start();
    if (kind == "archive")
        return request.method == "PUT" ? nothing(200).replace("\r\n\r\n", "\r\nContent-Length: 0\r\n\r\n") : problem(404, "no such path");
    if (kind == "wait") {
        if (m_everStarted && !m_running && request.query.contains("not-running"))
            return streamHead + chunk(QByteArray::fromStdString(json{{"StatusCode", m_exitCode}}.dump())) + chunk({});
        m_waits.append(socket);
        return streamHead;
    }
    if (kind == "logs")
        return logs(request, socket);
    if (kind == "changes")
        return whole(200, json(nullptr));
    if (kind == "stop" || kind == "kill") {
        if (m_running)
            exit(137);
        endLogs();
        return nothing(204);
    }
    if (kind == "remove") {
        m_exists = m_running = false;
        return nothing(204);
    }
    return problem(501, "not played");
}

QByteArray FakeEngine::create(const Request &request)
{
    if (m_exists)
        return problem(409, "Conflict. The container name is already in use");
    const json spec = json::parse(request.body.toStdString(), nullptr, false);
    m_labels = spec.contains("Labels") ? QByteArray::fromStdString(spec["Labels"].dump()) : "{}";
    m_name = request.query.mid(request.query.indexOf("name=") + 5).split('&').first();
    m_exists = true;
    return whole(201, {{"Id", containerId.toStdString()}, {"Warnings", json::array()}});
}

QByteArray FakeEngine::start()
{
    if (m_running)
        return nothing(304);
    m_running = m_everStarted = true;
    m_startedAt = m_time += m_step;
    return nothing(204);
}

QByteArray FakeEngine::inspect() const
{
    json details = {{"Id", containerId.toStdString()},
                    {"Name", "/" + m_name.toStdString()},
                    {"State",
                     {{"Status", m_running ? "running" : m_everStarted ? "exited" : "created"},
                      {"Running", m_running},
                      {"ExitCode", m_exitCode},
                      {"StartedAt", m_everStarted ? stamp(m_startedAt).toStdString() : "0001-01-01T00:00:00Z"}}},
                    {"Config", {{"Tty", m_tty}, {"Labels", json::parse(m_labels.toStdString())}}}};
    details.merge_patch(json::parse(m_config.toStdString()));
    return whole(200, details);
}

void FakeEngine::makeContainer(const QByteArray &config)
{
    m_config = config;
    m_tty = json::parse(config.toStdString()).value("/Config/Tty"_json_pointer, false);
    m_name = "theirs";
    m_exists = true;
    start();
}

void FakeEngine::sendEvent(const char *action, int code)
{
    const json event = {{"Type", "container"},
                        {"Action", action},
                        {"Actor", {{"ID", containerId.toStdString()}, {"Attributes", {{"exitCode", std::to_string(code)}}}}},
                        {"timeNano", m_time}};
    for (const auto &socket : std::as_const(m_events)) {
        if (socket)
            socket->write(chunk(QByteArray::fromStdString(event.dump()) + '\n'));
    }
}

void FakeEngine::restart(int code)
{
    exit(code);
    closeLogs(chunk({}));
    sendEvent("die", code);
    startAgain();
}

void FakeEngine::startAgain()
{
    m_logEnded = false;
    start();
    sendEvent("start", 0);
}

QByteArray FakeEngine::id() const
{
    return containerId;
}

void FakeEngine::close(QList<QPointer<QLocalSocket>> &sockets, const QByteArray &last)
{
    for (const auto &socket : std::exchange(sockets, {})) {
        if (!socket)
            continue;
        socket->write(last);
        socket->disconnectFromServer();
    }
}

void FakeEngine::exit(int code)
{
    m_running = false;
    m_exitCode = code;
    close(m_waits, chunk(QByteArray::fromStdString(json{{"StatusCode", code}}.dump())) + chunk({}));
}

void FakeEngine::die(int code)
{
    exit(code);
    sendEvent("die", code);
}

void FakeEngine::breakWaits()
{
    close(m_waits, {});
}

void FakeEngine::removeOutside()
{
    m_exists = m_running = false;
    breakLogs();
    breakWaits();
    sendEvent("destroy", 0);
}

void FakeEngine::vanish()
{
    if (!m_server)
        return;
    m_server->close();
    const QList<QLocalSocket *> sockets = m_server->findChildren<QLocalSocket *>();
    for (QLocalSocket *socket : sockets) {
        socket->disconnect(this);
        socket->abort();
    }
    m_server.reset();
}

} // namespace longshore::test
