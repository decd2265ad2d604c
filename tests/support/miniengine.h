// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QLocalServer>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <functional>
#include <optional>

class QLocalSocket;

namespace longshore::test
{

/// A well-behaved engine with just enough of the API to be found, kept, listed and lost; what misbehaves on the wire
/// is the fault server's part. Runs on the test's own event loop.
class MiniEngine : public QObject
{
    Q_OBJECT
public:
    explicit MiniEngine(const QString &socketPath, QObject *parent = nullptr);
    ~MiniEngine() override;

    bool start();
    /// The socket goes, and every connection with it.
    void stop();
    /// Ends the event streams only.
    void endEvents();
    void sendEvent(const QByteArray &json);

    QString apiVersion = QStringLiteral("1.41");
    QString minApiVersion = QStringLiteral("1.12");
    QString id = QStringLiteral("MINI");
    QByteArray images = "[]";
    QByteArray containers = "[]";
    QHash<QString, QByteArray> inspects; ///< by image or container id
    QHash<QString, QByteArray> answers;  ///< to further GETs, by path without version: "/system/df"
    int actionStatus = 204;              ///< what `POST /containers/{id}/…` and `DELETE /containers/{id}` answer
    QByteArray actionBody;
    bool holdActions = false;            ///< until `releaseActions`
    QByteArray archive;                  ///< what `GET /images/get` and `/images/{id}/get` answer; empty: it does not know that
    bool holdArchive = false;            ///< it is sent and never ended
    bool frozen = false;                 ///< accepts, never answers
    bool docker = true;                  ///< false: a web server that knows none of this
    bool podman = false;                 ///< it says that it is one
    QStringList requests;                ///< "GET /v1.41/images/json?…", as they came
    int openInspects = 0;
    int mostOpenInspects = 0;
    bool holdInspects = false; ///< until `releaseInspects`

    /// Status and body for a request ("DELETE /images/x:1?force=1", unversioned) that is not to be answered as usual.
    std::function<std::optional<std::pair<int, QByteArray>>(const QString &request)> custom;

    void releaseInspects();
    void releaseActions();
    qsizetype count(const QString &part) const { return requests.filter(part).size(); }
    qsizetype eventStreams() const { return m_events.size(); }

private:
    void accept();
    void read(QLocalSocket *socket);
    void answer(QLocalSocket *socket, const QByteArray &method, const QString &target);
    void answerInspect(QLocalSocket *socket, const QString &image);
    void send(QLocalSocket *socket, int status, const QByteArray &body, const QByteArray &headers = {});

    QString m_path;
    QLocalServer m_server;
    QList<QLocalSocket *> m_sockets;
    QList<QLocalSocket *> m_events;
    QList<std::pair<QPointer<QLocalSocket>, QString>> m_held;
    QList<QPointer<QLocalSocket>> m_heldActions;
};

} // namespace longshore::test
