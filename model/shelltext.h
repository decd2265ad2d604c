// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace longshore
{

/// `word` so that bash and its like read exactly it back: as it is when it is harmless, in single quotes, or as $'…'
/// when it holds characters that a terminal would act on (control characters, directional overrides).
QString shellQuoted(const QString &word);

} // namespace longshore
