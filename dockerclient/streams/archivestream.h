// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/stream.h"

#include <QByteArray>

namespace longshore
{

/// `GET /containers/{id}/archive`, `GET /images/get`: the tar's bytes as they come. A truncated body is ConnectionLost.
class ArchiveStream : public Stream
{
    Q_OBJECT
public:
    using Stream::Stream;
    /// Stops reading the socket until the consumer caught up.
    virtual void setPaused(bool paused) = 0;

Q_SIGNALS:
    void data(const QByteArray &bytes);
};

} // namespace longshore
