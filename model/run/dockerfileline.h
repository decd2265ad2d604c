// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace longshore
{

/// The line (from 1) of a Dockerfile where the instruction begins that a builder names in one line: `RUN a &&  b` is found
/// where it is spread over several. 0 when there is none like it. Pure; any thread.
int dockerfileLine(const QByteArray &dockerfile, const QString &instruction);

} // namespace longshore
