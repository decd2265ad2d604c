// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/cases/linediff.h"

#include <QHash>
#include <QList>
#include <QStringList>
#include <algorithm>
#include <limits>
#include <vector>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// One step from the expected lines to the actual ones.
struct Edit {
    char kind = ' '; ///< ' ' kept, '-' removed, '+' added
    int from = 0;    ///< line number in the expected text, from 0
    int to = 0;      ///< in the actual text
};

QList<QByteArray> linesOf(const QByteArray &text)
{
    QList<QByteArray> lines = text.split('\n');
    if (lines.last().isEmpty())
        lines.removeLast();
    else
        lines.last() += QByteArray("\n\\", 2); // cannot be the text of any line
    return lines;
}

/// Equal lines become equal numbers, so that comparing is cheap.
std::vector<int> numbered(const QList<QByteArray> &lines, QHash<QByteArray, int> &numbers)
{
    std::vector<int> result;
    result.reserve(size_t(lines.size()));
    for (const QByteArray &line : lines) {
        const auto known = numbers.constFind(line);
        result.push_back(known != numbers.cend() ? *known : *numbers.insert(line, int(numbers.size())));
    }
    return result;
}

/// The edits between two ranges that share neither beginning nor end, by Myers' greedy search.
class Search
{
public:
    Search(const int *a, int n, const int *b, int m, int most)
        : m_a(a)
        , m_b(b)
        , m_n(n)
        , m_m(m)
        , m_most(most)
    {
    }

    /// Last edit first; empty when more than `most` lines changed.
    std::vector<Edit> backwards()
    {
        const int most = qMin(m_most, m_n + m_m);
        std::vector<int> reach(size_t(2 * most + 3), 0);
        for (int d = 0; d <= most; ++d) {
            m_trace.emplace_back(reach.begin() + (most + 1 - d), reach.begin() + (most + 2 + d));
            for (int k = -d; k <= d; k += 2) {
                int *at = &reach[size_t(most + 1 + k)];
                int x = k == -d || (k != d && at[-1] < at[1]) ? at[1] : at[-1] + 1;
                while (x < m_n && x - k < m_m && m_a[x] == m_b[x - k])
                    ++x;
                *at = x;
                if (x >= m_n && x - k >= m_m)
                    return walkBack(d);
            }
        }
        return {};
    }

private:
    std::vector<Edit> walkBack(int d) const
    {
        std::vector<Edit> edits;
        int x = m_n, y = m_m;
        for (; d > 0; --d) {
            // m_trace[d] holds the diagonals -d..d as they were before step d.
            const auto reached = [this, d](int k) { return m_trace[size_t(d)][size_t(k + d)]; };
            const int k = x - y;
            const bool down = k == -d || (k != d && reached(k - 1) < reached(k + 1));
            const int previous = down ? k + 1 : k - 1;
            const int px = reached(previous), py = px - previous;
            const int sx = down ? px : px + 1, sy = down ? py + 1 : py;
            while (x > sx && y > sy) {
                --x, --y;
                edits.push_back({' ', x, y});
            }
            edits.push_back({down ? '+' : '-', px, py});
            x = px, y = py;
        }
        while (x > 0 && y > 0) {
            --x, --y;
            edits.push_back({' ', x, y});
        }
        return edits;
    }

    const int *m_a;
    const int *m_b;
    int m_n, m_m, m_most;
    std::vector<std::vector<int>> m_trace;
};

/// Edits of the part that differs, with up to `context` kept lines on both sides.
std::vector<Edit> editsOf(const std::vector<int> &a, const std::vector<int> &b, const DiffLimits &limits)
{
    const int n = int(a.size()), m = int(b.size());
    int begin = 0, end = 0;
    while (begin < n && begin < m && a[size_t(begin)] == b[size_t(begin)])
        ++begin;
    while (end < n - begin && end < m - begin && a[size_t(n - 1 - end)] == b[size_t(m - 1 - end)])
        ++end;
    std::vector<Edit> edits;
    for (int i = qMax(0, begin - limits.context); i < begin; ++i)
        edits.push_back({' ', i, i});
    const int left = n - begin - end, right = m - begin - end;
    std::vector<Edit> inner = Search(a.data() + begin, left, b.data() + begin, right, limits.changes).backwards();
    if (inner.empty()) { // too much to search, or nothing
        for (int i = 0; i < left; ++i)
            edits.push_back({'-', begin + i, begin});
        for (int i = 0; i < right; ++i)
            edits.push_back({'+', begin + left, begin + i});
    }
    for (auto edit = inner.rbegin(); edit != inner.rend(); ++edit)
        edits.push_back({edit->kind, edit->from + begin, edit->to + begin});
    for (int i = 0; i < qMin(end, limits.context); ++i)
        edits.push_back({' ', n - end + i, m - end + i});
    return edits;
}

class Writer
{
public:
    Writer(const QList<QByteArray> &expected, const QList<QByteArray> &actual, const DiffLimits &limits)
        : m_expected(expected)
        , m_actual(actual)
        , m_limits(limits)
    {
    }

    QString write(const std::vector<Edit> &edits)
    {
        for (size_t at = 0; at < edits.size();) {
            if (edits[at].kind == ' ') {
                ++at;
                continue;
            }
            at = hunk(edits, at);
        }
        if (m_left > 0)
            m_out.append(u"… %1 more lines"_s.arg(m_left));
        return m_out.join(u'\n');
    }

private:
    /// Writes the hunk whose first change is at `change`; where the next one may begin.
    size_t hunk(const std::vector<Edit> &edits, size_t change)
    {
        const size_t context = size_t(m_limits.context);
        const size_t first = change - qMin(context, change - qMin(change, m_written));
        size_t last = change, end = change + 1;
        for (; end < edits.size() && end - last <= 2 * context + 1; ++end) {
            if (edits[end].kind != ' ')
                last = end;
        }
        end = qMin(last + context + 1, edits.size());
        int removed = 0, added = 0;
        for (size_t i = first; i < end; ++i) {
            removed += edits[i].kind != '+';
            added += edits[i].kind != '-';
        }
        add(u"@@ -%1,%2 +%3,%4 @@"_s.arg(edits[first].from + 1).arg(removed).arg(edits[first].to + 1).arg(added));
        for (size_t i = first; i < end; ++i)
            line(edits[i]);
        m_written = end;
        return end;
    }

    void line(const Edit &edit)
    {
        QByteArray bytes = edit.kind == '+' ? m_actual.at(edit.to) : m_expected.at(edit.from);
        const bool open = bytes.endsWith("\n\\");
        if (open)
            bytes.chop(2);
        QString text = QString::fromUtf8(bytes);
        if (text.size() > m_limits.lineLength)
            text = text.left(m_limits.lineLength) + u" … (%1 characters)"_s.arg(text.size());
        add(QLatin1Char(edit.kind) + text);
        if (open)
            add(u"\\ no end of line at the end of the file"_s);
    }

    void add(const QString &text)
    {
        if (m_out.size() < m_limits.lines)
            m_out.append(text);
        else
            ++m_left;
    }

    const QList<QByteArray> &m_expected;
    const QList<QByteArray> &m_actual;
    DiffLimits m_limits;
    QStringList m_out;
    size_t m_written = 0; ///< edits before this one were written
    qint64 m_left = 0;
};

} // namespace

QString unifiedDiff(const QByteArray &expected, const QByteArray &actual, const DiffLimits &limits)
{
    if (expected == actual)
        return {};
    const QList<QByteArray> before = linesOf(expected), after = linesOf(actual);
    QHash<QByteArray, int> numbers;
    const std::vector<int> a = numbered(before, numbers), b = numbered(after, numbers);
    return Writer(before, after, limits).write(editsOf(a, b, limits));
}

QList<LineChange> lineChanges(const QString &before, const QString &after, bool isJson)
{
    const QStringList from = before.split(u'\n'), to = after.split(u'\n');
    QHash<QByteArray, int> numbers;
    const auto keys = [&numbers, isJson](const QStringList &lines) {
        QList<QByteArray> list;
        for (const QString &line : lines)
            list.append((isJson && line.endsWith(u',') ? line.chopped(1) : line).toUtf8());
        return numbered(list, numbers);
    };
    const std::vector<int> a = keys(from), b = keys(to);
    DiffLimits whole;
    whole.context = std::numeric_limits<int>::max();
    QList<LineChange> changes;
    for (const Edit &edit : editsOf(a, b, whole)) {
        const auto kind = edit.kind == '-' ? LineChange::Kind::Removed : edit.kind == '+' ? LineChange::Kind::Added : LineChange::Kind::Kept;
        changes.append({kind, kind == LineChange::Kind::Removed ? from[edit.from] : to[edit.to]});
    }
    return changes;
}

} // namespace longshore
