// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/taghistory.h"

#include "model/images/imagegroups.h"
#include "model/images/naturalcompare.h"
#include "model/images/reference.h"

#include <QHash>
#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 oneMoment = 2000; // ms
constexpr qsizetype furthestBack = 64; ///< rows that are looked at for the same moment

QString tagOf(const QString &fullReference)
{
    const Result<Reference> reference = Reference::parse(fullReference);
    return reference && !reference->tag.isEmpty() ? reference->tag : fullReference;
}

bool belongsTo(const TagHistoryRow &row, const TagMove &move)
{
    return row.move.image == move.image && row.move.before == move.before && row.move.cause == move.cause
           && qAbs(row.move.when.msecsTo(move.when)) <= oneMoment && !row.references.contains(move.reference);
}

bool comesFirst(const QString &left, const QString &right)
{
    if ((left == "latest"_L1) != (right == "latest"_L1))
        return left == "latest"_L1;
    return naturalCompare(left, right) > 0;
}

void addTag(TagHistoryRow &row, const TagMove &move)
{
    const QString tag = tagOf(move.reference);
    const qsizetype at = std::ranges::upper_bound(row.tags, tag, comesFirst) - row.tags.begin();
    row.tags.insert(at, tag);
    row.references.insert(at, move.reference);
    if (at == 0)
        row.move = move;
}

QList<TagHistoryRow> joined(const QList<TagMove> &moves)
{
    QList<TagHistoryRow> rows;
    for (const TagMove &move : moves) {
        qsizetype at = qMax<qsizetype>(0, rows.size() - furthestBack);
        while (at < rows.size() && !belongsTo(rows[at], move))
            ++at;
        if (at == rows.size())
            rows.append(TagHistoryRow{});
        addTag(rows[at], move);
    }
    return rows;
}

/// The rows of one tag, from its newest to its oldest.
struct Span {
    qsizetype top = 0;
    qsizetype bottom = 0;
    int lane = -1; ///< none is free
};

/// Gives each tag the leftmost lane that is free from its newest row on.
QHash<QString, Span> spansOf(const QList<TagHistoryRow> &rows, int *lanes)
{
    QHash<QString, Span> spans;
    QStringList order;
    for (qsizetype at = 0; at < rows.size(); ++at) {
        for (const QString &reference : rows[at].references) {
            if (!spans.contains(reference)) {
                order.append(reference);
                spans[reference].top = at;
            }
            spans[reference].bottom = at;
        }
    }
    QList<qsizetype> freeFrom;
    for (const QString &reference : std::as_const(order)) {
        Span &span = spans[reference];
        auto lane = std::ranges::find_if(freeFrom, [&span](qsizetype from) { return from <= span.top; });
        if (lane == freeFrom.end()) {
            if (freeFrom.size() == mostTagLanes)
                continue;
            freeFrom.append(0);
            lane = freeFrom.end() - 1;
        }
        *lane = span.bottom + 1;
        span.lane = int(lane - freeFrom.begin());
    }
    *lanes = int(freeFrom.size());
    return spans;
}

TagLane::Node nodeOf(const TagHistoryRow &row, bool isNewest)
{
    if (row.move.image.isEmpty())
        return TagLane::Node::Gone;
    return isNewest ? TagLane::Node::Now : TagLane::Node::Then;
}

} // namespace

TagHistory tagHistory(const QList<TagMove> &moves)
{
    TagHistory history;
    history.rows = joined(moves);
    const QHash<QString, Span> spans = spansOf(history.rows, &history.lanes);
    for (auto span = spans.cbegin(); span != spans.cend(); ++span) {
        if (span->lane < 0)
            continue;
        for (qsizetype at = span->top; at <= span->bottom; ++at) {
            TagHistoryRow &row = history.rows[at];
            TagLane lane{span->lane, TagLane::Node::None, at > span->top, at < span->bottom};
            if (row.references.contains(span.key()))
                lane.node = nodeOf(row, at == span->top);
            row.lanes.append(lane);
        }
    }
    for (TagHistoryRow &row : history.rows)
        std::ranges::sort(row.lanes, {}, &TagLane::lane);
    return history;
}

} // namespace longshore
