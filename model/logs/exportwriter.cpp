// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/exportwriter.h"

#include "model/logs/loglevels.h"

#include <QDateTime>
#include <QTimeZone>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 secondNs = 1'000'000'000;

QByteArrayView streamName(LogSource source)
{
    switch (source) {
    case LogSource::Stderr: return "stderr";
    case LogSource::Engine: return "longshore";
    case LogSource::Stdin:
    case LogSource::Stdout: break;
    }
    return "stdout";
}

void appendQuoted(QByteArrayView text, QByteArray *out)
{
    *out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\')
            *out += '\\';
        if (c == '\t')
            *out += "\\t";
        else
            *out += c;
    }
    *out += '"';
}

void appendColour(int colour, int base, QByteArray *out)
{
    const int index = colour - 1;
    if (colour == 0)
        return;
    *out += ';';
    if (index < 8)
        *out += QByteArray::number(base + index);
    else if (index < 16)
        *out += QByteArray::number(base + 60 + index - 8);
    else
        *out += QByteArray::number(base + 8) + ";5;" + QByteArray::number(index);
}

void appendStyle(TextStyle style, QByteArray *out)
{
    *out += "\x1b[0";
    constexpr std::pair<TextStyle::Attribute, const char *> codes[] = {{TextStyle::Bold, ";1"},      {TextStyle::Dim, ";2"},     {TextStyle::Italic, ";3"},
                                                                       {TextStyle::Underline, ";4"}, {TextStyle::Inverse, ";7"}, {TextStyle::Strike, ";9"}};
    for (const auto &[attribute, code] : codes)
        if (style.has(attribute))
            *out += code;
    appendColour(style.foreground(), 30, out);
    appendColour(style.background(), 40, out);
    *out += 'm';
}

void appendStyled(const LogLine &line, QByteArray *out)
{
    qsizetype at = 0;
    bool plain = true;
    for (const StyleRun &run : line.runs) {
        const qsizetype from = std::min(qsizetype(run.offset - line.textOffset), line.text.size());
        *out += line.text.sliced(at, from - at);
        at = from;
        if (plain && run.style.isPlain())
            continue;
        appendStyle(run.style, out);
        plain = run.style.isPlain();
    }
    *out += line.text.sliced(at);
    if (!plain)
        *out += "\x1b[0m";
}

} // namespace

void ExportWriter::write(quint64 number, const LogLine &line, QByteArray *out)
{
    if (m_format == LogFileFormat::JsonLines)
        return json(number, line, out);
    const bool goesOn = m_open && line.source == m_source && number == m_next;
    if (m_open && !goesOn)
        *out += '\n';
    if (m_format == LogFileFormat::Timestamps && !goesOn) {
        line.time ? stamp(line.time, out) : void(*out += '-');
        *out += ' ';
    }
    if (m_format == LogFileFormat::Ansi)
        appendStyled(line, out);
    else
        *out += line.text;
    m_open = line.flags & LineContinues;
    m_source = line.source;
    m_next = number + 1;
    if (!m_open)
        *out += '\n';
}

void ExportWriter::finish(QByteArray *out)
{
    if (m_open)
        *out += '\n';
    m_open = false;
}

void ExportWriter::stamp(qint64 time, QByteArray *out)
{
    const qint64 second = time / secondNs;
    if (second != m_second) {
        m_second = second;
        m_stamp = QDateTime::fromSecsSinceEpoch(second, QTimeZone::utc()).toString(u"yyyy-MM-ddTHH:mm:ss"_s).toLatin1();
    }
    *out += m_stamp;
    char fraction[] = ".000000000Z";
    qint64 rest = time % secondNs;
    for (int i = 9; i > 0; --i, rest /= 10)
        fraction[i] = char('0' + rest % 10);
    *out += fraction;
}

void ExportWriter::json(quint64 number, const LogLine &line, QByteArray *out)
{
    *out += R"({"time":)";
    if (line.time) {
        *out += '"';
        stamp(line.time, out);
        *out += '"';
    } else {
        *out += "null";
    }
    *out += R"(,"stream":")";
    *out += streamName(line.source);
    *out += R"(","level":)";
    if (line.level == LogLevel::None)
        *out += "null";
    else
        *out += '"' + levelName(line.level).toLatin1() + '"';
    *out += R"(,"line":)" + QByteArray::number(number + 1) + R"(,"text":)";
    appendQuoted(line.text, out);
    *out += "}\n";
}

} // namespace longshore
