// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>
#include <optional>

namespace longshore
{

/// A port of this machine on which nobody listens now, near `wanted`: itself, itself among those that need no rights
/// (80: 8080), the next ones, any. None of `taken`. Nothing when even the system knows none. Another program may take it
/// a moment later. Any thread.
std::optional<quint16> freeHostPort(quint16 wanted, const QList<quint16> &taken);

/// The host ports that publishing rules (as `docker run -p` takes them) name; a range counts with all its ports.
QList<quint16> hostPorts(const QStringList &rules);

class JobDocument;

/// Adds a rule to `extra.ports` that publishes a port of the container on a free one of this machine, and where there is
/// none on one that the engine chooses.
void publishPort(JobDocument *job, quint16 inside);

} // namespace longshore
