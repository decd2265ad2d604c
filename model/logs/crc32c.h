// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace longshore
{

/// The register of a CRC-32C (Castagnoli) over `count` bytes, by the processor's own instruction where there is one.
/// It starts as ~0 and is inverted at the end: `~crc32c(~0u, bytes, count)`.
quint32 crc32c(quint32 crc, const void *bytes, qsizetype count);
/// The same without the processor's help.
quint32 crc32cByTable(quint32 crc, const void *bytes, qsizetype count);

} // namespace longshore
