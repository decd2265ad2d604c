// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtGlobal>
#include <utility>

namespace longshore
{

/// A place between two characters of a log: line number and bytes into what is shown of the line.
struct LogPosition {
    quint64 line = 0;
    int offset = 0;

    auto operator<=>(const LogPosition &) const = default;
};

/// What is marked: from where it was begun to where it goes. By line numbers, so that it costs the same over millions
/// of lines and stays where it is when rows are filtered or the oldest go.
class LogSelection
{
public:
    static constexpr int lineEnd = INT_MAX; ///< an offset behind the last character, whatever the line

    void set(LogPosition anchor, LogPosition cursor)
    {
        m_anchor = anchor;
        m_cursor = cursor;
    }
    void clear() { m_anchor = m_cursor; }
    bool isEmpty() const { return m_anchor == m_cursor; }
    LogPosition anchor() const { return m_anchor; }
    LogPosition cursor() const { return m_cursor; }
    LogPosition begin() const { return std::min(m_anchor, m_cursor); }
    LogPosition end() const { return std::max(m_anchor, m_cursor); }
    bool touches(quint64 line) const { return !isEmpty() && line >= begin().line && line <= end().line; }
    /// The bytes marked of this line, whose shown text has `size`; empty when there are none.
    std::pair<int, int> rangeIn(quint64 line, int size) const;
    /// The line and its newline are marked whole.
    bool holdsWhole(quint64 line, int size) const;

private:
    LogPosition m_anchor;
    LogPosition m_cursor;
};

/// The word around `offset`: letters, digits, '_' and what lies outside ASCII; else the one character there.
std::pair<int, int> wordAt(QByteArrayView text, int offset);

} // namespace longshore
