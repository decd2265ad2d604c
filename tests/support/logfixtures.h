// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logstore.h"

#include <QByteArrayList>
#include <QList>
#include <QRandomGenerator>

namespace longshore::test
{

/// One row of a log as a test wants it.
struct LogFixtureRow {
    QByteArray text;
    LogSource source = LogSource::Stdout;
    LogLevel level = LogLevel::None;
    qint64 time = 0;
    quint8 flags = 0;
    std::vector<StyleRun> runs{};
};

inline void appendTo(LogStore &store, const QList<LogFixtureRow> &rows)
{
    for (const LogFixtureRow &row : rows)
        store.append({row.text, row.runs, row.time, 0, row.source, row.level, row.flags});
    store.publish();
}

inline QList<LogFixtureRow> rowsOf(const QByteArrayList &texts)
{
    QList<LogFixtureRow> rows;
    for (const QByteArray &text : texts)
        rows.append(LogFixtureRow{text});
    return rows;
}

inline std::shared_ptr<LogStore> logOf(const QList<LogFixtureRow> &rows, const LogMemory &memory = {})
{
    auto store = std::make_shared<LogStore>(memory);
    appendTo(*store, rows);
    return store;
}

inline std::shared_ptr<LogStore> logOf(const QByteArrayList &texts, const LogMemory &memory = {})
{
    return logOf(rowsOf(texts), memory);
}

/// Rows as logs have them, and some as they should not: words, numbers, Unicode, styles, notes, empty and long rows,
/// rows that repeat. The same for the same seed.
inline QList<LogFixtureRow> randomRows(quint32 seed, qsizetype count)
{
    QRandomGenerator random(seed);
    const QByteArrayList words{"timeout", "flush", "segment", "Segment", "foo", "bar", "foobar", "naïve", "größe", "Ж", "日本", "svc-12]", "#177",
                               " ", "\t", "a", "aa", "error:", "x=1", "-", "(", "[", "needle"};
    QList<LogFixtureRow> rows;
    while (rows.size() < count) {
        LogFixtureRow row;
        const quint32 kind = random.bounded(1000u);
        const int pieces = kind < 3 ? 8000 : kind < 100 ? 0 : int(random.bounded(40u));
        for (int i = 0; i < pieces; ++i)
            row.text += words[qsizetype(random.bounded(quint32(words.size())))];
        row.source = random.bounded(5u) ? LogSource::Stdout : LogSource::Stderr;
        row.level = LogLevel(random.bounded(8u));
        row.time = random.bounded(20u) ? 1'700'000'000'000'000'000 + qint64(rows.size()) * 1'000'000 : 0;
        if (kind > 990)
            row.flags = kind == 999 ? LineContinues : LineNote;
        if (row.text.size() > 3 && random.bounded(4u) == 0)
            row.runs = {{0, {TextStyle::Bold | 2}}, {2, {}}};
        for (quint32 copies = random.bounded(10u) ? 1 : random.bounded(1u, 400u); copies > 0 && rows.size() < count; --copies)
            rows.append(row);
    }
    return rows;
}

} // namespace longshore::test
