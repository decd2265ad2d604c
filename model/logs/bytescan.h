// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

/// Scans of long texts, many bytes at a time, as wide as the processor can. Any thread.
namespace longshore
{

/// How many '\n' there are; 32 bytes at a time.
qsizetype countNewlines(QByteArrayView text);
/// The place of the first byte above 0x7f, -1 when all are ASCII; 128 bytes at a time.
qsizetype firstNonAscii(QByteArrayView text);

} // namespace longshore
