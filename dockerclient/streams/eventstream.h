// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/stream.h"
#include "dockerclient/types/system.h"

namespace longshore
{

/// `GET /events`.
class EventStream : public Stream
{
    Q_OBJECT
public:
    using Stream::Stream;

Q_SIGNALS:
    /// The headers came: whatever happens from now on is reported.
    void opened();
    void event(const longshore::EngineEvent &event);
};

} // namespace longshore
