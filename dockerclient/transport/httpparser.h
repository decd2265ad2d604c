// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/error.h"

#include <QByteArray>
#include <QList>
#include <memory>
#include <utility>

namespace longshore
{

/// The status line and header fields of a final (not 1xx) answer.
struct HttpHead {
    int status = 0;
    QByteArray reason;
    QList<std::pair<QByteArray, QByteArray>> fields; ///< in wire order, values trimmed
    bool untilEof = false;                           ///< neither a length nor chunks: the body ends with the connection

    /// The value of the first field `name`, compared without case; null when there is none.
    QByteArray field(QByteArrayView name) const;
};

/// Takes one HTTP/1.x answer apart, fed in pieces of any size. Knows no device: sans-I/O. Skips up to 8 interim (1xx)
/// answers; allows 100 fields and 64 KiB of head, trailers and chunk lines.
class HttpParser
{
public:
    enum class State { Head, Body, Done, Failed };

    /// `toHead`: the request was a HEAD, whose answer never has a body. `mayUpgrade`: a 101 was asked for.
    HttpParser(bool toHead, bool mayUpgrade);
    ~HttpParser();

    /// Takes all of `data`; what it holds of the body is appended to `body`.
    State feed(QByteArrayView data, QByteArray &body);
    /// The connection ended: Done when the answer may end so, else Failed with ConnectionLost.
    State finish();

    State state() const;
    /// Valid once the state is Body or Done.
    const HttpHead &head() const;
    /// Once Done: may the connection carry another request?
    bool keepAlive() const;
    /// Once Done: bytes that followed the answer (the raw stream after a 101).
    QByteArray takeRest();
    /// Once Failed.
    Error::Kind errorKind() const;
    QString errorText() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace longshore
