// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace longshore
{

/// The place of the first byte above 0x7f, -1 when all are ASCII; 128 bytes at a time. Any thread.
qsizetype firstNonAscii(QByteArrayView text);

} // namespace longshore
