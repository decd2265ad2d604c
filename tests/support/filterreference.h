// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logfilter.h"
#include "tests/support/logfixtures.h"

#include <QRegularExpression>
#include <algorithm>

namespace longshore::test
{

inline QList<QRegularExpression> expressions(const QList<LogPattern> &patterns)
{
    QList<QRegularExpression> all;
    for (const LogPattern &pattern : patterns)
        all.append(QRegularExpression(pattern.regex ? pattern.text : QRegularExpression::escape(pattern.text),
                                      pattern.caseSensitive ? QRegularExpression::NoPatternOption : QRegularExpression::CaseInsensitiveOption));
    return all;
}

/// For each row whether it passes by itself.
inline std::vector<char> passing(const LogCriteria &wanted, const QList<LogFixtureRow> &rows)
{
    const QList<QRegularExpression> include = expressions(wanted.include);
    const QList<QRegularExpression> exclude = expressions(wanted.exclude);
    std::vector<char> found;
    for (const LogFixtureRow &row : rows) {
        const QString text = include.isEmpty() && exclude.isEmpty() ? QString() : QString::fromUtf8(row.text);
        const auto hit = [&](const QRegularExpression &expression) { return expression.match(text).hasMatch(); };
        const bool passes = (include.isEmpty() || std::any_of(include.begin(), include.end(), hit))
            && std::none_of(exclude.begin(), exclude.end(), hit)
            && (row.source == LogSource::Stderr ? wanted.standardError : wanted.standardOutput) && (wanted.levels & 1 << int(row.level))
            && (!wanted.from || (row.time && row.time >= wanted.from)) && (!wanted.to || (row.time && row.time < wanted.to));
        found.push_back(passes || row.flags & LineNote);
    }
    return found;
}

/// The rows that the specification asks for, the slow way.
inline QList<LogRow> reference(const LogCriteria &wanted, const QList<LogFixtureRow> &rows, quint64 first)
{
    const auto begin = qsizetype(std::max(first, wanted.firstLine));
    const std::vector<char> pass = passing(wanted, rows);
    std::vector<char> kept(pass.size()); // 1 context, 2 passes
    for (qsizetype i = begin; i < rows.size(); ++i) {
        if (!pass[std::size_t(i)])
            continue;
        for (qsizetype j = std::max(begin, i - wanted.context); j <= std::min(rows.size() - 1, i + wanted.context); ++j)
            kept[std::size_t(j)] = std::max(kept[std::size_t(j)], char(1));
        kept[std::size_t(i)] = 2;
    }
    QList<LogRow> found;
    quint64 end = 0; // one behind the last line in a row
    for (qsizetype i = begin; i < rows.size(); ++i) {
        if (!kept[std::size_t(i)])
            continue;
        const bool context = kept[std::size_t(i)] != 2;
        const bool near = !found.isEmpty() && end == quint64(i);
        if (wanted.foldRepeats && near && found.last().isContext == context && rows[i].source == rows[i - 1].source
            && rows[i].text == rows[i - 1].text && !((rows[i].flags | rows[i - 1].flags) & (LineNote | LineContinues)))
            ++found.last().alike;
        else
            found << LogRow{quint64(i), 1, context, wanted.context > 0 && !found.isEmpty() && !near};
        end = quint64(i) + 1;
    }
    return found;
}

} // namespace longshore::test
