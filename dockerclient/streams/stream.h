// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QObject>

namespace longshore
{

/// The common end of every stream. A stream starts by itself once control is back in the event loop, owns its
/// connection, keeps bounded buffers (a reader that does not read stalls the engine, not our memory), and emits
/// `finished` exactly once. It has no deadline; `setIdleLimit` arms a detector instead.
class Stream : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Closes the connection; `finished` then carries Error::Kind::Cancelled. Idempotent.
    virtual void abort() = 0;
    /// With no byte for this long the stream ends with Timeout. 0, the default, waits for ever.
    virtual void setIdleLimit(int milliseconds) = 0;

Q_SIGNALS:
    void finished(const longshore::Result<void> &result);
};

} // namespace longshore
