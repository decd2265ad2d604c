// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace longshore
{

/// The handle of a one-shot call under way. Owned by the client; deletes itself after the callback was called,
/// the call was cancelled or the context died, so keep it in a QPointer.
class PendingCall : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// Ends the call: the connection is closed, the callback is never called. Idempotent.
    virtual void cancel() = 0;
};

} // namespace longshore
