// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/requestcall.h"

#include "dockerclient/engineerror.h"

namespace longshore
{

using namespace Qt::StringLiterals;

RequestCall::RequestCall(QNetworkReply *reply, const QString &asked, qint64 bodyCap, QObject *context,
                         Callback<Answer> done, QObject *parent)
    : PendingCall(parent), m_reply(reply), m_done(std::move(done)), m_asked(asked), m_cap(bodyCap)
{
    watch(context);
    connect(reply, &QNetworkReply::readyRead, this, &RequestCall::read);
    connect(reply, &QNetworkReply::finished, this, &RequestCall::conclude);
}

RequestCall::RequestCall(const Error &error, QObject *context, Callback<Answer> done, QObject *parent)
    : PendingCall(parent), m_done(std::move(done))
{
    watch(context);
    QMetaObject::invokeMethod(this, [this, error] { deliver(fail(error)); }, Qt::QueuedConnection);
}

RequestCall::~RequestCall()
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
    }
}

void RequestCall::watch(QObject *context)
{
    m_context = context;
    if (context)
        connect(context, &QObject::destroyed, this, &RequestCall::cancel);
}

void RequestCall::cancel()
{
    m_done = nullptr;
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    deleteLater();
}

void RequestCall::read()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool failed = !isSuccess(status);
    const qint64 cap = failed ? BodyCap::Error : m_cap;
    // One byte beyond the cap shows that there is more.
    m_body += m_reply->read(qMin(m_reply->bytesAvailable(), cap + 1 - m_body.size()));
    if (m_body.size() <= cap)
        return;
    m_body.truncate(cap);
    const QString reason = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    m_reply->disconnect(this);
    m_reply->abort();
    deliver(fail(failed ? errorFromAnswer(status, reason, m_asked, m_body)
                        : Error::make(Error::Kind::TooLarge, m_asked, u"the answer is longer than %1 MiB"_s.arg(cap >> 20),
                                      u"Ask for less, for example with a filter."_s)));
}

void RequestCall::conclude()
{
    if (m_reply->bytesAvailable() > 0)
        read();
    if (!m_done) // over the cap
        return;
    if (const std::optional<Error> error = errorOf(*m_reply, m_asked, m_body))
        return deliver(fail(*error));
    Answer answer;
    answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.body = std::move(m_body);
    answer.headers = m_reply->rawHeaderPairs();
    answer.asked = m_asked;
    deliver(answer);
}

void RequestCall::deliver(const Result<Answer> &result)
{
    const Callback<Answer> done = std::exchange(m_done, nullptr);
    deleteLater();
    if (done)
        done(result);
}

} // namespace longshore
