// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/gelf/platformevent.h"
#include "model/logs/logreader.h"

#include <QList>

namespace longshore
{

/// One event as the platform shows it to people.
struct PlatformRecord {
    int stage = 0;   ///< of the run
    qint64 time = 0; ///< nanoseconds since 1970 UTC, 0 unknown
    PlatformEvent::Type type = PlatformEvent::Type::Info;
    QString text;    ///< at most 4000 characters (L3)
    QString context; ///< of verbosity `verbose`: the fields that go with it, JSON; else empty
    QString kept;    ///< what the component said where the platform shows people a generic text instead; else empty

    bool operator==(const PlatformRecord &) const = default;
};

/// What the platform would make of the log of one stage (L1 to L5, G7). What it reads at one time it shows as one event;
/// the engine keeps lines, so that is guessed: lines less than `readGap` apart, up to a pipe's size, were read together.
/// A value without files or clocks: pure.
class PlatformLog
{
public:
    static constexpr qint64 readGap = 5'000'000;      ///< nanoseconds
    static constexpr qsizetype readSize = 64 << 10;   ///< bytes

    explicit PlatformLog(const LoggingDefinition &logging = {}, int stage = 0) : m_logging(logging), m_stage(stage) {}

    /// The next frame; Longshore's own notes make no event.
    void frame(const StoredFrame &frame);
    /// Nothing came for a while: what was held back was read.
    void pause();
    /// The container ended. `succeeded`: exit 0, and not for lack of memory.
    void end(qint64 time, bool succeeded);

    /// What became known since the last call, in order.
    QList<PlatformRecord> take() { return std::exchange(m_records, {}); }
    /// Events that nobody sees, because their level's verbosity is `none`.
    qint64 dropped() const { return m_dropped; }

private:
    struct Chunk {
        QByteArray bytes;
        qint64 begun = 0, last = 0; ///< times of its first and last frame
    };
    void add(int syslogLevel, qint64 time, const QString &text, const QString &context = {});
    void gelf(const StoredFrame &frame);
    static void keep(Chunk &chunk, const StoredFrame &frame);

    LoggingDefinition m_logging;
    int m_stage;
    Chunk m_out;
    Chunk m_errors;
    QList<PlatformRecord> m_records;
    qint64 m_dropped = 0;
};

} // namespace longshore
