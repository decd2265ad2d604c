// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <deque>
#include <span>
#include <vector>

namespace longshore
{

/// Line numbers in ascending order, each with a mark; four bytes each. Grows at the end and loses at the front, while
/// indexes stay what they are: they count from the first line that was ever appended.
class LineList
{
public:
    static constexpr quint32 mark = 1u << 31;

    void clear();
    /// `offset` (below 2^31, with `mark` or not) is added to `base`; behind all lines that are there.
    void append(quint64 base, quint32 offset);
    void append(quint64 base, std::span<const quint32> offsets);
    /// Forgets lines before `line`.
    void dropBefore(quint64 line);
    /// Puts so many lines behind the one at `index`, each one more than the one before; all that are behind move on. False
    /// when there are too many.
    bool insertBehind(quint64 index, quint64 count);
    /// Takes so many out from `index` on.
    void erase(quint64 index, quint64 count);
    /// Puts a line back in front that `dropBefore` took away; the first index is one less then.
    void restoreFirst(quint64 line, bool marked);

    quint64 firstIndex() const { return m_first; }
    quint64 endIndex() const { return m_end; }
    quint64 size() const { return m_end - m_first; }
    bool isEmpty() const { return m_end == m_first; }
    /// `index` from `firstIndex()` to before `endIndex()`.
    quint64 at(quint64 index) const;
    bool isMarked(quint64 index) const;
    quint64 last() const { return at(m_end - 1); }
    /// The index of the first line that is not before `line`.
    quint64 lowerBound(quint64 line) const;
    /// Bytes.
    qint64 memory() const;

private:
    struct Part {
        quint64 base = 0;
        quint64 firstIndex = 0;
        std::vector<quint32> offsets;
    };
    const Part &partOf(quint64 index) const;

    std::deque<Part> m_parts;
    quint64 m_first = 0;
    quint64 m_end = 0;
};

} // namespace longshore
