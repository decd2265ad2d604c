// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/logstream.h"

#include <QByteArrayView>
#include <span>

namespace longshore
{

/// How bad a line says it is; ordered, so that "at least Warning" is a comparison. None: it says nothing.
enum class LogLevel : quint8 { None, Trace, Debug, Info, Notice, Warning, Error, Critical };

/// Bits of a line's flags.
enum LineFlag : quint8 {
    LineNote = 1,       ///< written by Longshore, not by the component: gap, divider (A14)
    LineContinues = 2,  ///< cut at `LogLimits::rowBytes`; the next line of its stream goes on with it
    LineStructured = 4, ///< looks like a JSON object: fields can be had by `LogFields`
    LineNonAscii = 8    ///< holds bytes above 0x7f
};

/// Colours and attributes of a piece of text (SGR), packed: foreground and background are 0 for the default or
/// 1 + an index of the 256-colour palette (direct colours are mapped to the nearest).
struct TextStyle {
    enum Attribute : quint32 { Bold = 1u << 18, Dim = 1u << 19, Italic = 1u << 20, Underline = 1u << 21, Inverse = 1u << 22, Strike = 1u << 23 };

    quint32 bits = 0;

    int foreground() const { return int(bits & 0x1ff); }
    int background() const { return int(bits >> 9 & 0x1ff); }
    bool has(Attribute attribute) const { return bits & attribute; }
    bool isPlain() const { return bits == 0; }
    bool operator==(const TextStyle &) const = default;
};

/// From `offset` on the text has this style, up to the next run or the end of the line.
struct StyleRun {
    quint32 offset = 0; ///< of the text the run belongs to: a line's, or (within the store) a chunk's
    TextStyle style;

    bool operator==(const StyleRun &) const = default;
};

/// One line as it is read from a store. `text` is valid UTF-8 without control characters but tabs (A08 to A13) and
/// without its newline; views are valid as long as the `ChunkView` they came from.
struct LogLine {
    QByteArrayView text;
    qint64 time = 0; ///< engine time of its first byte, nanoseconds since 1970 UTC, 0 unknown
    std::span<const StyleRun> runs{}; ///< offsets are the chunk's: subtract `textOffset`
    quint32 textOffset = 0;           ///< of `text` within its chunk
    quint32 updates = 0;              ///< how often `\r` wrote it anew
    LogSource source = LogSource::Stdout;
    LogLevel level = LogLevel::None;
    quint8 flags = 0;
};

namespace LogLimits
{
inline constexpr qsizetype chunkBytes = 2 << 20;  ///< text of one chunk, newlines too
inline constexpr quint32 chunkLines = 65'536;
inline constexpr qsizetype rowBytes = 64 << 10;   ///< a longer line goes on in the next row (A06)
} // namespace LogLimits

} // namespace longshore
