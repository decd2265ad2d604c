// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/preview/csvhead.h"

namespace longshore
{

/// How the CSV text that begins with `text` is most likely written: the delimiter (comma, semicolon, tab or bar) that
/// parts its first records most evenly, and the enclosure (double or single quote) its fields begin with. What tells
/// nothing is the contract's (F6). Pure; any thread.
CsvLook sniffCsv(QByteArrayView text, bool isWhole);

} // namespace longshore
