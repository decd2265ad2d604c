// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/requester.h"

#include <QPointer>
#include <QTimer>

namespace longshore
{

/// What every stream has in common: a reply on a connection of its own, read into one reused buffer, with pause, idle
/// limit and one end. A status >= 400 is no data: its body becomes the error.
class StreamReader : public QObject
{
    Q_OBJECT
public:
    /// A request that is an error already ends through `done` as well. `idleLimitMs` 0 = none.
    StreamReader(Requester &requester, const Result<Request> &request, QObject *parent);
    ~StreamReader() override;

    void abort();
    void setIdleLimit(int milliseconds);
    void setPaused(bool paused);
    QString asked() const { return m_asked; }
    /// `done` was emitted.
    bool isEnded() const { return m_ended; }

Q_SIGNALS:
    /// A status below 300 came.
    void opened();
    /// `bytes` is valid during the signal.
    void data(QByteArrayView bytes);
    /// Last, once; all data was delivered.
    void done(const longshore::Result<void> &result);

private:
    void pump();
    void replyEnded();
    void restartIdle();
    void end(const Result<void> &result);
    int status() const;

    QPointer<QNetworkReply> m_reply;
    QString m_asked;
    QByteArray m_buffer;
    QByteArray m_errorBody;
    QTimer m_idle;
    bool m_opened = false;
    bool m_paused = false;
    bool m_replyEnded = false;
    bool m_ended = false;
    bool m_pumpQueued = false;
};

/// The part of Stream's interface that a StreamReader does for every kind of stream.
template<class Base>
class ReaderStream : public Base
{
public:
    ReaderStream(Requester &requester, const Result<Request> &request, QObject *parent)
        : Base(parent), m_reader(requester, request, nullptr)
    {
    }
    void abort() override { m_reader.abort(); }
    void setIdleLimit(int milliseconds) override { m_reader.setIdleLimit(milliseconds); }

protected:
    StreamReader m_reader;
};

} // namespace longshore
