// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QSet>

namespace longshore
{

/// A run of neighbouring rows, both ends included as Qt's begin…Rows() want them.
struct RowRange {
    int first = 0;
    int last = 0;

    bool operator==(const RowRange &) const = default;
};

/// How to turn the rows of a model into a fresh snapshot by row operations alone, so that selection, scroll position
/// and expansion survive a refresh. Apply in this order: `removed` as listed, then replace and announce `changed`,
/// then append `inserted`. Rows that stay keep their order; ordering is the proxy's work.
struct ListDiff {
    QList<RowRange> removed; ///< old rows, the last range first
    QList<int> kept;         ///< for each row left after the removals: its place in the fresh list
    QList<RowRange> changed; ///< rows after the removals whose content differs
    QList<int> inserted;     ///< places in the fresh list, to be appended in this order

    bool operator==(const ListDiff &) const = default;
    bool isEmpty() const { return removed.isEmpty() && changed.isEmpty() && inserted.isEmpty(); }
};

/// Compares `old` with `fresh`. `key(item)` names an item (hashable); of two fresh items with one key the first counts.
/// `same(oldItem, freshItem)` is true when nothing that is shown differs.
template<class Old, class Fresh, class Key, class Same>
ListDiff diffLists(const Old &old, const Fresh &fresh, Key key, Same same)
{
    QHash<std::decay_t<decltype(key(fresh.front()))>, int> places;
    places.reserve(int(fresh.size()));
    for (int place = 0; place < int(fresh.size()); ++place) {
        if (!places.contains(key(fresh[place])))
            places.insert(key(fresh[place]), place);
    }

    ListDiff diff;
    QSet<int> met;
    for (int row = 0; row < int(old.size()); ++row) {
        const int place = places.value(key(old[row]), -1);
        if (place < 0) {
            if (!diff.removed.isEmpty() && diff.removed.front().last == row - 1)
                diff.removed.front().last = row;
            else
                diff.removed.prepend({row, row});
            continue;
        }
        met.insert(place);
        const int left = int(diff.kept.size());
        diff.kept.append(place);
        if (same(old[row], fresh[place]))
            continue;
        if (!diff.changed.isEmpty() && diff.changed.back().last == left - 1)
            diff.changed.back().last = left;
        else
            diff.changed.append({left, left});
    }
    for (int place = 0; place < int(fresh.size()); ++place) {
        if (!met.contains(place) && places.value(key(fresh[place])) == place)
            diff.inserted.append(place);
    }
    return diff;
}

} // namespace longshore
