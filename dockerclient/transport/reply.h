// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QNetworkReply>
#include <memory>

namespace longshore
{

/// The answer to one request over an engine's connection. Signal order: metaDataChanged, readyRead…, then
/// [errorOccurred], readChannelFinished, finished. For HTTP >= 400 `error()` is set and the body is still delivered.
/// `setReadBufferSize` really pauses the socket.
class Reply : public QNetworkReply
{
    Q_OBJECT
public:
    ~Reply() override;

    /// What went wrong below HTTP, with its kind and errno text; Kind::Internal with empty texts when nothing did.
    /// `asked` is "GET /path".
    virtual Error transportError() const = 0;
    /// After a hijack: no more is written; the peer sees end of file once all is sent (shutdown(SHUT_WR)).
    virtual void finishWriting() = 0;

protected:
    using QNetworkReply::QNetworkReply;
};

} // namespace longshore
