// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/transport/accessmanager.h"
#include "dockerclient/transport/reply.h"
#include "dockerclient/transport/requestattributes.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <memory>

namespace longshore::test
{

inline QNetworkRequest requestTo(const QString &target)
{
    return QNetworkRequest(QUrl(QStringLiteral("unix+http://engine") + target));
}

/// A reply under test, the order of its signals, and what was read of it at each readyRead.
class Exchange : public QObject
{
public:
    explicit Exchange(QNetworkReply *answer, bool reading = true) : reply(qobject_cast<Reply *>(answer))
    {
        connect(reply, &QNetworkReply::metaDataChanged, this, [this] { order.append(QStringLiteral("head")); });
        connect(reply, &QNetworkReply::readyRead, this, [this, reading] {
            if (!order.endsWith(QStringLiteral("read")))
                order.append(QStringLiteral("read"));
            if (reading)
                body += reply->readAll();
        });
        connect(reply, &QNetworkReply::errorOccurred, this, [this] { order.append(QStringLiteral("error")); });
        connect(reply, &QNetworkReply::readChannelFinished, this, [this] { order.append(QStringLiteral("end")); });
        connect(reply, &QNetworkReply::finished, this, [this, reading] {
            order.append(QStringLiteral("finished"));
            if (reading)
                body += reply->readAll();
        });
    }
    ~Exchange() override { delete reply; }

    bool wait(int ms = 5000)
    {
        QSignalSpy finished(reply, &QNetworkReply::finished); // its event loop never sleeps, qWaitFor does
        return reply->isFinished() || finished.wait(ms);
    }
    int status() const { return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(); }
    Error error() const { return reply->transportError(); }
    bool failed() const { return !error().happened.isEmpty(); }

    QPointer<Reply> reply;
    QByteArray body;
    QStringList order;
};

} // namespace longshore::test
