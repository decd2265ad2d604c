// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/tracelevels.h"

#include <algorithm>
#include <initializer_list>

namespace longshore
{

namespace
{

bool startsWithAny(QByteArrayView text, std::initializer_list<QByteArrayView> beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(), [text](QByteArrayView beginning) { return text.startsWith(beginning); });
}

bool isIndented(QByteArrayView text)
{
    return text.startsWith(' ') || text.startsWith('\t');
}

bool isNameByte(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == '.' || c == '$';
}

/// "java.io.IOException: gone", "ValueError: bad", "requests.exceptions.ConnectionError".
bool isException(QByteArrayView text)
{
    qsizetype end = 0;
    while (end < text.size() && isNameByte(text[end]))
        ++end;
    const QByteArrayView name = text.first(end);
    const auto endsName = [name](QByteArrayView word) { return name.endsWith(word); };
    if (!endsName("Exception") && !endsName("Error") && !endsName("Throwable"))
        return false;
    return end < text.size() ? text[end] == ':' : name.contains('.');
}

bool isPythonHead(QByteArrayView text)
{
    return text.contains("Traceback (most recent call last):");
}

bool isGoHead(QByteArrayView text)
{
    return startsWithAny(text, {"panic: ", "fatal error: "}) || (text.startsWith("goroutine ") && text.endsWith("]:"));
}

bool isGoFrame(QByteArrayView text)
{
    return text.endsWith(')') || startsWithAny(text, {"created by ", "[signal ", "exit status ", "runtime stack:", "goroutine "});
}

/// What only stands within or behind a trace, not indented.
bool isPartOfTrace(QByteArrayView text)
{
    return startsWithAny(text, {"Caused by: ", "Stack trace:", "stack backtrace:"}) || (text.startsWith('#') && text.size() > 1 && text[1] >= '0' && text[1] <= '9');
}

/// Lines without a level that say by themselves that something went wrong.
bool isHead(QByteArrayView text)
{
    return startsWithAny(text, {"Exception in thread ", "Unhandled exception", "Uncaught ", "Caused by: ",
                                "During handling of the above exception, another exception occurred:",
                                "The above exception was the direct cause of the following exception:"})
        || isException(text) || (text.endsWith("Error)") && text.contains(":in "));
}

} // namespace

LogLevel TraceLevels::next(LogSource source, quint8 flags, LogLevel own, QByteArrayView text)
{
    if (flags & LineNote) { // a gap, another start of the container
        m_streams = {};
        return own;
    }
    Stream &stream = m_streams[std::size_t(source)];
    if (!stream.goesOn)
        stream.shown = below(&stream, own, text);
    stream.goesOn = flags & LineContinues;
    return stream.shown;
}

LogLevel TraceLevels::below(Stream *stream, LogLevel own, QByteArrayView text)
{
    const LogLevel least = std::max(LogLevel::Error, stream->kind == Kind::None ? LogLevel::None : stream->level);
    if (isPythonHead(text)) {
        stream->kind = isIndented(text) ? Kind::Group : Kind::Frames;
        return stream->level = std::max(own, least);
    }
    const bool inTrace = stream->kind == Kind::Frames || stream->kind == Kind::Group || stream->kind == Kind::Go;
    if (isIndented(text) && (inTrace || (stream->kind == Kind::Head && own == LogLevel::None)))
        return std::max(own, stream->level); // a frame may quote code that looks as if it had a level
    if (isGoHead(text)) {
        stream->kind = Kind::Go;
        return stream->level = std::max(own, least);
    }
    if (text.startsWith("thread '") && text.contains(" panicked at ")) {
        stream->kind = Kind::Frames; // Rust: what went wrong is the next line
        return stream->level = std::max(own, LogLevel::Error);
    }
    if (own != LogLevel::None) {
        stream->kind = Kind::Head;
        return stream->level = own;
    }
    if (text.isEmpty() && stream->kind == Kind::Go)
        return LogLevel::None;
    return headless(stream, text);
}

/// A line that is not indented and states no level.
LogLevel TraceLevels::headless(Stream *stream, QByteArrayView text)
{
    const Kind before = std::exchange(stream->kind, Kind::None);
    if (text.isEmpty())
        return LogLevel::None;
    const bool belongs = before == Kind::Frames || (before == Kind::Go && isGoFrame(text)) || (before != Kind::None && isPartOfTrace(text))
        || (before == Kind::Head && stream->level >= LogLevel::Warning && isException(text));
    if (belongs) {
        stream->kind = before == Kind::Go ? Kind::Go : Kind::Head;
        return stream->level;
    }
    if (!isHead(text))
        return LogLevel::None;
    stream->kind = Kind::Head;
    return stream->level = LogLevel::Error;
}

} // namespace longshore
