// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/tagmove.h"

#include <QList>
#include <QStringList>

namespace longshore
{

/// What the graph of the history shows of one tag in one row.
struct TagLane {
    enum class Node {
        None, ///< its line only passes
        Now,  ///< where the tag points
        Then, ///< where it pointed
        Gone  ///< the tag was removed
    };
    int lane = 0;  ///< from the left
    Node node = Node::None;
    bool above = false; ///< a line leads up to where the tag went next
    bool below = false;

    bool operator==(const TagLane &) const = default;
};

/// One row of the history: the tags of a repository that moved at one moment from one image to one other.
struct TagHistoryRow {
    QStringList tags;       ///< as people read them, `latest` first
    QStringList references; ///< in full, in the same order
    TagMove move;           ///< of the first of them
    QList<TagLane> lanes;

    bool operator==(const TagHistoryRow &) const = default;
};

struct TagHistory {
    QList<TagHistoryRow> rows; ///< newest first
    int lanes = 0;

    bool operator==(const TagHistory &) const = default;
};

/// Tags with a lane of their own at any moment; of more there are only the rows.
inline constexpr int mostTagLanes = 10;

/// Moves of one repository, newest first, as rows with their graph. Pure.
TagHistory tagHistory(const QList<TagMove> &moves);

} // namespace longshore
