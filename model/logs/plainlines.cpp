// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/plainlines.h"

#include "model/logs/visibletext.h"

namespace longshore
{

namespace
{

/// Index behind the escape sequence that starts at `at`: CSI up to its final byte, OSC and other strings up to BEL or
/// ST, else two bytes.
qsizetype behindEscape(QByteArrayView line, qsizetype at)
{
    qsizetype i = at + 1;
    if (i >= line.size())
        return i;
    const char kind = line[i++];
    if (kind == '[') {
        while (i < line.size() && (quint8(line[i]) < 0x40 || quint8(line[i]) > 0x7e))
            ++i;
        return qMin(i + 1, line.size());
    }
    if (kind == ']' || kind == 'P' || kind == 'X' || kind == '^' || kind == '_') {
        while (i < line.size() && line[i] != '\a' && line[i] != '\x1b')
            ++i;
        if (i < line.size() && line[i] == '\x1b')
            ++i;
        return qMin(i + 1, line.size());
    }
    return i;
}

} // namespace

QString readableText(QByteArrayView line)
{
    while (line.endsWith('\r'))
        line.chop(1);
    // The last state of a line that was written over and over.
    if (const qsizetype begin = line.lastIndexOf('\r'); begin >= 0)
        line = line.sliced(begin + 1);
    QByteArray clean;
    clean.reserve(line.size());
    for (qsizetype i = 0; i < line.size();) {
        if (line[i] == '\x1b')
            i = behindEscape(line, i);
        else
            clean += line[i++];
    }
    return visibleLine(QString::fromUtf8(clean));
}

PlainLine PlainLines::read(LogSource source, const Partial &partial)
{
    return {source, partial.note, partial.cut, partial.time, readableText(partial.bytes)};
}

QList<PlainLine> PlainLines::add(const StoredFrame &frame)
{
    QList<PlainLine> lines;
    Partial &partial = m_partials[std::size_t(frame.source) % m_partials.size()];
    QByteArrayView rest = frame.bytes;
    while (!rest.isEmpty()) {
        if (!partial.begun) {
            partial.begun = true;
            partial.time = frame.engineTime;
            partial.note = frame.flags & LogAppNote;
        }
        const qsizetype end = rest.indexOf('\n');
        const QByteArrayView part = end < 0 ? rest : rest.first(end);
        const qsizetype room = longestLine - partial.bytes.size();
        partial.bytes.append(part.first(qMin(room, part.size())));
        partial.cut = partial.cut || part.size() > room;
        if (end < 0)
            break;
        lines.append(read(frame.source, partial));
        partial = {};
        rest = rest.sliced(end + 1);
    }
    return lines;
}

QList<PlainLine> PlainLines::finish()
{
    QList<PlainLine> lines;
    for (std::size_t i = 0; i < m_partials.size(); ++i) {
        if (m_partials[i].begun)
            lines.append(read(LogSource(i), m_partials[i]));
        m_partials[i] = {};
    }
    return lines;
}

} // namespace longshore
