// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <optional>

namespace longshore
{

/// The regular expression (PCRE2, UTF-8) in a form that never matches a newline nor looks across one, so that in a text
/// of many lines (as LogLine::text) it matches where the original matches the lines one by one. To be compiled with MULTILINE,
/// ALT_CIRCUMFLEX and newline LF. Nothing where that is not certain: such a pattern must be given line by line.
std::optional<QByteArray> lineForm(QByteArrayView regex);

} // namespace longshore
