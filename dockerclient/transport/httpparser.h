// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QPair>
#include <memory>

namespace longshore
{

/// One HTTP/1.x response, parsed without I/O (Boost.Beast inside). Interim 1xx answers are skipped, at most eight; after
/// 101 everything is `rest`. Limits: 100 headers, 64 KiB of head.
class HttpParser
{
public:
    enum class State {
        Head,     ///< the head is not complete
        Body,     ///< body bytes are expected
        Complete, ///< the message is whole; unread bytes are in `rest`
        Upgraded, ///< 101: unread bytes are in `rest`
        Failed    ///< not HTTP, or over a limit: see `problem`
    };

    /// `headRequest`: the answer to HEAD has no body whatever its headers say.
    explicit HttpParser(bool headRequest);
    ~HttpParser();

    /// Appends the body bytes found to `body`. May be called with any cut of the stream.
    State feed(QByteArrayView bytes, QByteArray &body);
    /// The peer closed. Complete for a body that ends so; otherwise Failed with an empty `problem`: truncated.
    State feedEof();

    State state() const;
    int status() const;
    QByteArray reason() const;
    const QList<QPair<QByteArray, QByteArray>> &headers() const;
    /// The connection can serve another request once complete.
    bool keepAlive() const;
    /// At least one byte was fed.
    bool sawBytes() const;
    /// Why it failed; empty for a truncated message.
    QByteArray problem() const;
    /// Bytes behind the message.
    QByteArray takeRest();

private:
    class Beast;
    void startMessage();
    void parse(QByteArray &body);

    bool m_headRequest;
    int m_interim = 0;
    bool m_sawBytes = false;
    State m_state = State::Head;
    QByteArray m_pending;
    QByteArray m_problem;
    std::unique_ptr<Beast> m_beast;
};

} // namespace longshore
