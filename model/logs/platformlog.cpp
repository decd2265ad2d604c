// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/platformlog.h"

#include "model/component/verdict.h"
#include "model/json/json.h"
#include "model/logs/platformtext.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int levelInfo = 6, levelError = 3; // syslog's numbers
/// More of a stream that is shown at the end cannot be seen: four bytes a character, and one to know that there is more.
constexpr qsizetype mostKept = 4 * longestPlatformText + 1;

/// The custom fields and the long message: what stands in the event itself is no context.
QString contextOf(Json message)
{
    for (const char *own : {"version", "host", "short_message", "timestamp", "level"})
        message.erase(own);
    return message.empty() ? QString() : QString::fromUtf8(writeJson(message, JsonStyle::Compact));
}

} // namespace

void PlatformLog::frame(const StoredFrame &frame)
{
    if (frame.flags & LogGelf)
        return gelf(frame);
    if (frame.flags & LogAppNote)
        return;
    if (frame.source == LogSource::Stderr)
        return keep(m_errors, frame); // L1: not live
    if (m_logging.type == "gelf"_L1)
        return keep(m_out, frame); // G7
    const bool another = frame.engineTime - m_out.last >= readGap || m_out.bytes.size() + frame.bytes.size() > readSize;
    if (another)
        pause();
    if (m_out.bytes.isEmpty())
        m_out.begun = frame.engineTime;
    m_out.last = frame.engineTime;
    m_out.bytes += frame.bytes;
}

void PlatformLog::keep(Chunk &chunk, const StoredFrame &frame)
{
    if (chunk.bytes.size() < mostKept)
        chunk.bytes += frame.bytes.first(qMin(frame.bytes.size(), mostKept - chunk.bytes.size()));
}

void PlatformLog::pause()
{
    if (m_out.bytes.isEmpty() || m_logging.type == "gelf"_L1)
        return;
    const Chunk chunk = std::exchange(m_out, {});
    add(levelInfo, chunk.begun, platformText(chunk.bytes));
}

void PlatformLog::gelf(const StoredFrame &frame)
{
    const auto message = scanJson(frame.bytes.toByteArray(), u"read a GELF message"_s);
    if (!message || !message->is_object())
        return; // only whole messages are stored
    const auto level = message->find("level");
    const auto text = message->find("short_message");
    const bool hasLevel = level != message->end() && level->is_number_integer();
    const QString said = text == message->end() ? QString() : toQString(*text);
    add(hasLevel ? level->get<int>() : levelError, frame.engineTime, platformText(said.toUtf8()), contextOf(*message));
}

void PlatformLog::end(qint64 time, bool succeeded)
{
    const bool isGelf = m_logging.type == "gelf"_L1;
    if (!isGelf)
        pause();
    const Chunk out = std::exchange(m_out, {}), errors = std::exchange(m_errors, {});
    if (isGelf)
        add(levelInfo, time, platformText(out.bytes));
    if (succeeded || isGelf) // else it is the message of the error that ends the job (§9.2)
        add(levelError, time, platformText(errors.bytes));
}

void PlatformLog::add(int syslogLevel, qint64 time, const QString &text, const QString &context)
{
    if (text.isEmpty())
        return; // L3
    const QString said = cutMessage(text);
    const PlatformEvent event = platformEvent(m_logging, syslogLevel, said);
    if (!event.isShown) {
        ++m_dropped;
        return;
    }
    m_records.append({m_stage, time, event.type, event.text, event.withContext ? context : QString(), event.text == said ? QString() : said});
}

} // namespace longshore
