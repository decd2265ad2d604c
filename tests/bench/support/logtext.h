// SPDX-License-Identifier: GPL-3.0-or-later
// Lines as services write them, the same in every run: one in ten coloured, one in fifty not ASCII, about 90 bytes on average.
#pragma once

#include "model/logs/linedecoder.h"
#include "model/logs/logstore.h"

#include <QByteArray>
#include <array>
#include <cstdio>

namespace longshore::bench
{

class LogText
{
public:
    /// The next line with its newline; valid until the next call. A line in a hundred thousand holds "needle-".
    QByteArrayView next()
    {
        static constexpr std::array messages{"GET https://api.example.com/v2/orders?page=%u 200 in %u ms, %u rows parsed",
                                             "chunk %u/412 written, 250 000 rows, %u.%u s since the last flush of the segment",
                                             "connection pool: %u open, %u idle, waiting for a free one took %u us",
                                             "timeout while reading batch %u from the cursor, attempt %u of 5, backing off %u ms",
                                             "flush of table orders to segment %u done: %u bytes in %u files",
                                             "worker took partition %u at offset %u of the commit log, lag %u",
                                             "memory %u MiB rss, %u MiB arrow pool, %u objects in the cache"};
        static constexpr std::array levels{"INFO ", "INFO ", "INFO ", "DEBUG", "WARN "};
        const bool coloured = m_line % 10 == 3;
        int size = std::snprintf(m_text.data(), m_text.size(), "%s%s%s [svc-%u] #%u%u ", coloured ? "\x1b[32m" : "", levels[roll() % levels.size()],
                                 coloured ? "\x1b[0m" : "", roll() % 40, roll() % 100'000, roll() % 10);
        size += std::snprintf(m_text.data() + size, m_text.size() - size_t(size), messages[roll() % messages.size()], roll() % 5000, roll() % 500, roll() % 100);
        if (m_line % 50 == 7)
            size += std::snprintf(m_text.data() + size, m_text.size() - size_t(size), ", naïve €");
        if (m_line % 100'000 == 50'000)
            size += std::snprintf(m_text.data() + size, m_text.size() - size_t(size), ", needle-%llu", m_line);
        m_text[size_t(size++)] = '\n';
        ++m_line;
        return {m_text.data(), size};
    }
    /// Engine time of the line given last.
    qint64 time() const { return 1'764'000'000'000'000'000 + qint64(m_line) * 10'000 + qint64(m_seed % 5'000); }

private:
    quint32 roll() { return m_seed = m_seed * 1664525u + 1013904223u, m_seed >> 8; }

    std::array<char, 512> m_text{};
    quint32 m_seed = 1;
    unsigned long long m_line = 0;
};

/// Lines of twelve words out of two thousand, drawn at random: what packs badly.
class WordText
{
public:
    WordText()
    {
        for (QByteArray &word : m_words) {
            for (quint32 left = 2 + roll() % 9; left > 0; --left)
                word.append("etaoinshrdlucmfwypvbgkjqxz"[roll() % 26]);
        }
    }
    QByteArrayView next()
    {
        m_text.resize(0);
        for (int i = 0; i < 12; ++i)
            m_text.append(m_words[roll() % m_words.size()]).append(' ');
        m_text.back() = '\n';
        ++m_line;
        return m_text;
    }
    qint64 time() const { return 1'764'000'000'000'000'000 + qint64(m_line) * 10'000 + qint64(m_seed % 5'000); }

private:
    quint32 roll() { return m_seed = m_seed * 1664525u + 1013904223u, m_seed >> 8; }

    std::array<QByteArray, 2000> m_words;
    QByteArray m_text;
    quint32 m_seed = 1;
    unsigned long long m_line = 0;
};

/// Rows into a store.
struct StoreSink : RowSink {
    LogStore &store;
    explicit StoreSink(LogStore &into) : store(into) {}
    void row(const NewRow &row) override { store.append(row); }
};

} // namespace longshore::bench
