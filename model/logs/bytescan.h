// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace longshore
{

/// How many '\n' there are; 32 bytes at a time. Any thread.
qsizetype countNewlines(QByteArrayView text);

} // namespace longshore
