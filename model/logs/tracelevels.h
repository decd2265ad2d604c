// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logline.h"

#include <array>

namespace longshore
{

/// Gives lines that state no level the level of the line they belong to: the frames and the last line of a traceback
/// (Python, Java, Go, Rust, Node, C#, Ruby, PHP), what stands indented below a line with a level, the rest of a line that was
/// cut. So that "only errors" shows tracebacks whole. Lines are given in order, each once; the streams are apart. Pure; a value.
class TraceLevels
{
public:
    /// What the line counts as; `own` is the level it states itself.
    LogLevel next(LogSource source, quint8 flags, LogLevel own, QByteArrayView text);

private:
    enum class Kind : quint8 {
        None,
        Head,  ///< below a line with a level: indented lines belong to it
        Frames, ///< indented lines, then one that is not: what went wrong
        Group, ///< of exceptions: all of it is indented
        Go     ///< functions, each with an indented place below
    };
    struct Stream {
        Kind kind = Kind::None;
        LogLevel level = LogLevel::None; ///< of the head
        LogLevel shown = LogLevel::None; ///< of the line before
        bool goesOn = false;             ///< the line before was cut
    };
    static LogLevel below(Stream *stream, LogLevel own, QByteArrayView text);
    static LogLevel headless(Stream *stream, QByteArrayView text);

    std::array<Stream, 4> m_streams;
};

} // namespace longshore
