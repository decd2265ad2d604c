// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <QString>
#include <functional>

class QObject;

namespace longshore
{

/// Runs synchronous actions of the component a form belongs to (contract §11). GUI thread.
class ActionRunner
{
public:
    virtual ~ActionRunner() = default;

    /// The action's stdout, which is a JSON object or list (A4), or what went wrong in words for a person.
    using Done = std::function<void(const Result<QByteArray> &answer)>;
    /// Runs `action` with `parameters` (JSON) for at most 30 s, getting the image excluded (A3). Calls `done` once, never
    /// before this returns, never after `context` died or the call was cancelled. Returns what `cancel` takes.
    virtual quint64 run(const QString &action, const QByteArray &parameters, QObject *context, Done done) = 0;
    /// Stops it; an unknown call is left alone.
    virtual void cancel(quint64 call) = 0;
};

} // namespace longshore
