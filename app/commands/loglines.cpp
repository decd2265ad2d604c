// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/loglines.h"

#include "app/commands/jsontext.h"

#include <QDateTime>
#include <QTimeZone>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// A line longer than this is told in pieces, so that a component without newlines cannot fill our memory.
constexpr qsizetype longestLine = 1 << 20;

const char *name(LogSource source)
{
    switch (source) {
    case LogSource::Stderr: return "stderr";
    case LogSource::Engine: return "longshore";
    case LogSource::Stdin:
    case LogSource::Stdout: break;
    }
    return "stdout";
}

} // namespace

QString rfc3339(qint64 nanoseconds)
{
    if (nanoseconds <= 0)
        return {};
    const QDateTime seconds = QDateTime::fromSecsSinceEpoch(nanoseconds / 1'000'000'000, QTimeZone::utc());
    return seconds.toString(u"yyyy-MM-ddTHH:mm:ss"_s) + u".%1Z"_s.arg(nanoseconds % 1'000'000'000, 9, 10, QLatin1Char('0'));
}

void LogEventWriter::skip(const StoredFrame &frame)
{
    if (!(frame.flags & LogStage))
        return;
    finish();
    m_stage += std::exchange(m_sawStage, true) ? 1 : 0; // the first one begins stage 0
}

void LogEventWriter::add(const StoredFrame &frame)
{
    skip(frame);
    const char *stream = frame.flags & LogGelf ? "gelf" : name(frame.source);
    Partial &partial = m_partials[std::size_t(frame.source) % m_partials.size()];
    QByteArrayView rest = frame.bytes;
    while (!rest.isEmpty()) {
        if (partial.bytes.isEmpty())
            partial.time = frame.engineTime;
        const qsizetype end = rest.indexOf('\n');
        partial.bytes += end < 0 ? rest : rest.first(end);
        if (end < 0) {
            if (partial.bytes.size() >= longestLine)
                print(stream, partial);
            return;
        }
        print(stream, partial);
        rest = rest.sliced(end + 1);
    }
}

void LogEventWriter::print(const char *stream, Partial &line)
{
    if (line.bytes.endsWith('\r'))
        line.bytes.chop(1);
    m_console.object({{"event", "log"},
                      {"stage", m_stage},
                      {"stream", stream},
                      {"time", text(rfc3339(line.time))},
                      {"text", QString::fromUtf8(line.bytes).toStdString()}});
    line.bytes.clear();
}

void LogEventWriter::finish()
{
    for (std::size_t i = 0; i < m_partials.size(); ++i)
        if (!m_partials[i].bytes.isEmpty())
            print(name(LogSource(i)), m_partials[i]);
}

} // namespace longshore
