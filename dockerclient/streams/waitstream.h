// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/stream.h"

namespace longshore
{

/// `POST /containers/{id}/wait`.
class WaitStream : public Stream
{
    Q_OBJECT
public:
    using Stream::Stream;

Q_SIGNALS:
    /// The headers came: the engine watches the container from now on.
    void armed();
    /// `error` is the engine's `Error.Message`, usually empty.
    void exited(int exitCode, const QString &error);
};

} // namespace longshore
