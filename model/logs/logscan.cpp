// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logscan.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr quint32 batchChunks = 8;

/// Where the text goes on behind `lines` lines.
qsizetype behind(QByteArrayView text, quint64 lines)
{
    qsizetype at = 0;
    for (; lines > 0 && at < text.size(); --lines)
        at = text.indexOf('\n', at) + 1;
    return at;
}

/// The text of the lines from `first` on that the view holds, each with its '\n', up to `end` or some more; `lead` becomes
/// the number of the first of them, counted from the view's.
QByteArrayView linesFrom(const ChunkView &view, quint64 first, quint64 end, quint32 *lead)
{
    *lead = first > view.firstLine() ? quint32(first - view.firstLine()) : 0;
    const quint64 last = end > view.firstLine() ? end - view.firstLine() : 0;
    const QByteArrayView text = view.text();
    if (view.count() == 0) // the text alone: of a chunk that has all its lines
        return text.sliced(behind(text, *lead));
    if (*lead >= view.count() || last <= *lead)
        return {};
    const qsizetype from = view.textOffset(*lead);
    const qsizetype to = last < view.count() ? view.textOffset(quint32(last)) : text.size();
    return text.sliced(from, to - from);
}

} // namespace

void scanChunk(const ChunkView &view, quint64 first, quint64 end, const LogMatcher &matcher, const CancelToken &token, LineHits *hits)
{
    quint32 lead = 0;
    const QByteArrayView text = linesFrom(view, first, end, &lead);
    matcher.scan(text, lead, token, hits);
    while (!hits->lines.empty() && view.firstLine() + hits->lines.back() >= end)
        hits->lines.pop_back();
}

quint64 batchEnd(const LogStore &store, quint64 first, quint64 target)
{
    const quint32 next = store.chunkOf(first) + batchChunks;
    return next < store.chunkCount() ? std::min(target, store.firstLineOf(next)) : target;
}

Error costlyPattern(const QString &asked, quint64 lines, quint64 first)
{
    const QString where = lines == 1 ? u"line %1"_s.arg(first + 1) : u"%1 lines, the first of them %2"_s.arg(lines).arg(first + 1);
    return Error::make(Error::Kind::TooLarge, asked, u"the pattern is too costly on %1; it counts as no match there"_s.arg(where),
                       u"Use a pattern with fewer nested repetitions."_s);
}

} // namespace longshore
