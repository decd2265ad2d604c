// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/asynctask.h"

#include <QByteArrayView>
#include <QString>
#include <memory>
#include <vector>

namespace longshore
{

/// What somebody looks for in lines.
struct LogPattern {
    QString text;
    bool regex = false; ///< `text` is a regular expression as PCRE2 and Perl know them; else it is taken as it is
    bool caseSensitive = false;
    bool wholeWord = false; ///< neither letter, digit nor underscore right before or behind it

    bool isEmpty() const { return text.isEmpty(); }
    bool operator==(const LogPattern &) const = default;
};

/// Bytes of a line that match.
struct LogMatch {
    quint32 offset = 0;
    quint32 length = 0;

    bool operator==(const LogMatch &) const = default;
};

/// What a scan found. To be filled by several scans one after the other.
struct LineHits {
    std::vector<quint32> lines; ///< ascending
    quint32 costly = 0;         ///< lines given up because the pattern took too long on them; they are not in `lines`
    quint32 firstCostly = 0;    ///< the first of them
};

/// A compiled pattern. A line matches or does not, whatever lines stand around it. Immutable, cheap to copy, any thread;
/// bounded in time and memory for each line, whatever the pattern.
class LogMatcher
{
public:
    /// BadInput for an empty pattern, one that is no regular expression (says where) or is too long.
    static Result<LogMatcher> compile(const LogPattern &pattern);

    /// Matches nothing.
    LogMatcher() = default;
    bool isNull() const { return !m_code; }

    /// `line` is LogLine::text. False also where it takes too long.
    bool matches(QByteArrayView line) const;
    /// All places in the line, left to right, for highlighting; empty matches are left out. At most `limit`.
    std::vector<LogMatch> matchesIn(QByteArrayView line, std::size_t limit = 1000) const;
    /// Which of the lines match. `text`: whole lines, each with its '\n', at most LogLimits::chunkBytes or so. Adds
    /// `firstIndex` to the number of each line found. Ends early when it is cancelled; looks every quarter of a megabyte.
    void scan(QByteArrayView text, quint32 firstIndex, const CancelToken &token, LineHits *hits) const;

private:
    struct Code;
    struct Scan;
    std::shared_ptr<const Code> m_code;
};

} // namespace longshore
