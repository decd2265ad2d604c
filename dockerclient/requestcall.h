// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/pendingcall.h"
#include "dockerclient/requester.h"

#include <QPointer>

namespace longshore
{

/// The one PendingCall: collects a reply's body up to a cap and hands over the answer or the error.
class RequestCall : public PendingCall
{
    Q_OBJECT
public:
    RequestCall(QNetworkReply *reply, const QString &asked, qint64 bodyCap, QObject *context, Callback<Answer> done,
                QObject *parent);
    /// A request that was wrong before it was sent.
    RequestCall(const Error &error, QObject *context, Callback<Answer> done, QObject *parent);
    ~RequestCall() override;

    void cancel() override;

private:
    void watch(QObject *context);
    void read();
    void conclude();
    void deliver(const Result<Answer> &result);

    QPointer<QNetworkReply> m_reply;
    QPointer<QObject> m_context;
    Callback<Answer> m_done;
    QString m_asked;
    QByteArray m_body;
    qint64 m_cap = 0;
};

} // namespace longshore
