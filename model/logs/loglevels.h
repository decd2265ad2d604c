// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logline.h"

#include <QByteArrayView>
#include <QString>
#include <optional>

namespace longshore
{

/// Where a line says how bad it is. `length` 0: it does not say.
struct LevelWord {
    LogLevel level = LogLevel::None;
    quint16 offset = 0; ///< of the word (or number) within the line
    quint16 length = 0;

    bool operator==(const LevelWord &) const = default;
};

/// The level one line states: in JSON (`level`, `severity`, … as word or number), in logfmt, or as a word before its
/// message. `text` is clean: UTF-8, no control characters but tabs, no newline. A word counts only where a logger puts
/// it: within the first 64 bytes, behind nothing but time stamps, brackets, numbers and names, in capitals or set off
/// by a bracket, a colon or a tab; so prose about errors has no level. Looks at 256 bytes at either end, whatever the
/// line's length. Pure, any thread.
LogLevel detectLevel(QByteArrayView text);

/// The same with the word's place, for painting it.
LevelWord levelWord(QByteArrayView text);

/// The line looks like a JSON object: `{` first, `}` last, spaces aside.
bool looksStructured(QByteArrayView text);

/// "trace" … "critical"; empty for None.
QString levelName(LogLevel level);

/// The level of a word as loggers spell it, any case: "warn", "ERR", "Information". Nothing for other words.
std::optional<LogLevel> levelFromName(QByteArrayView name);

/// Syslog's numbers, which GELF uses too: 0 emergency … 7 debug; nothing for others.
std::optional<LogLevel> levelFromSyslog(int number);

} // namespace longshore
