// SPDX-License-Identifier: GPL-3.0-or-later
// Levels in plain text: what a line begins with, else its header.
#include "model/logs/levelchars.h"
#include "model/logs/levelscan.h"

namespace longshore::levels
{

namespace
{

/// Lines that begin so state a level without naming one.
struct Opening {
    QByteArrayView text;
    LogLevel level;
    quint16 word; ///< bytes of it that are painted
};

constexpr Opening openings[] = {
    {"Traceback (most recent call last)", LogLevel::Error, 9},
    {"Exception in thread ", LogLevel::Error, 9},
    {"Unhandled exception", LogLevel::Error, 19},
    {"Unhandled Exception", LogLevel::Error, 19},
    {"Uncaught exception", LogLevel::Error, 18},
    {"Fatal Python error", LogLevel::Critical, 18},
    {"Segmentation fault", LogLevel::Critical, 18},
    {"PHP Parse error:", LogLevel::Error, 15},
    {"PHP Deprecated:", LogLevel::Notice, 14},
};

/// `thread 'main' panicked at`, as Rust says it.
LevelWord rustPanic(QByteArrayView text, qsizetype at)
{
    const qsizetype word = text.first(qMin(text.size(), zoneBytes)).indexOf("' panicked at");
    return word > at ? found(LogLevel::Critical, word + 2, 8) : LevelWord{};
}

LevelWord openingAt(QByteArrayView text, qsizetype at)
{
    const QByteArrayView rest = text.sliced(at);
    if (rest[0] == 't')
        return rest.startsWith("thread '") ? rustPanic(text, at) : LevelWord{};
    for (const Opening &opening : openings) {
        if (rest[0] == opening.text[0] && rest.startsWith(opening.text))
            return found(opening.level, at, opening.word);
    }
    return {};
}

/// `<3>` of systemd and syslog: facility * 8 + level.
LevelWord priorityAt(QByteArrayView text, qsizetype at)
{
    int number = 0;
    qsizetype i = at + 1;
    while (i < text.size() && i <= at + 3 && isDigit(text[i]))
        number = number * 10 + (text[i++] - '0');
    if (i == at + 1 || i >= text.size() || text[i] != '>' || number > 191)
        return {};
    return found(*levelFromSyslog(number & 7), at, i + 1 - at);
}

/// `E1126 12:00:00.1` of klog, `E20261126 12:00:00.1` of glog.
LevelWord glogAt(QByteArrayView text, qsizetype at)
{
    if (at + 8 >= text.size() || !isDigit(text[at + 1]))
        return {};
    qsizetype i = at + 1;
    while (i < text.size() && i < at + 10 && isDigit(text[i]))
        ++i;
    const bool letter = text[at] == 'I' || text[at] == 'W' || text[at] == 'E' || text[at] == 'F';
    const bool stamp = letter && (i == at + 5 || i == at + 9) && i + 3 < text.size() && text[i] == ' ' && isDigit(text[i + 1]) && isDigit(text[i + 2]) && text[i + 3] == ':';
    return stamp ? found(*levelFromName(text.sliced(at, 1)), at, 1) : LevelWord{};
}

} // namespace

LevelWord inPrefix(QByteArrayView text, qsizetype *pairs)
{
    qsizetype at = 0;
    while (at < text.size() && isBlank(text[at]))
        ++at;
    if (at >= text.size())
        return {};
    if (text[at] == '<') {
        if (const LevelWord word = priorityAt(text, at); word.length)
            return word;
    }
    if (!isDigit(text[at])) {
        if (const LevelWord word = glogAt(text, at); word.length)
            return word;
        if (const LevelWord word = openingAt(text, at); word.length)
            return word;
    }
    return inHeader(text, at, pairs);
}

} // namespace longshore::levels
