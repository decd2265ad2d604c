// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QObject>

namespace longshore
{

/// Carries the end of one write from the writer's thread to its context: a queued connection is the one way to
/// another thread's object that stays safe when that object dies meanwhile.
class WriteTicket : public QObject
{
    Q_OBJECT
Q_SIGNALS:
    void finished(const longshore::Result<void> &result);
};

} // namespace longshore
