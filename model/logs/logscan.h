// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logpattern.h"
#include "model/logs/logstore.h"

namespace longshore
{

/// Adds which of the lines from `first` to before `end` that the view holds match, counted from the view's first. The
/// view may be of LogStore::textOf. Any thread.
void scanChunk(const ChunkView &view, quint64 first, quint64 end, const LogMatcher &matcher, const CancelToken &token, LineHits *hits);

/// Where a piece of work that begins at `first` and is one worker's next ends: not behind `target`, some megabytes on.
quint64 batchEnd(const LogStore &store, quint64 first, quint64 target);

/// What to say when a pattern took too long on so many lines, the first of which is this one (counted from 0).
Error costlyPattern(const QString &asked, quint64 lines, quint64 first);

/// Calls `visit(chunk)` for the chunks that hold lines from `first` to before `end`, oldest first, until cancelled.
template<class Visit>
void forChunks(const LogStore &store, quint64 first, quint64 end, const CancelToken &token, Visit visit)
{
    const quint32 chunks = store.chunkCount();
    for (quint32 chunk = store.chunkOf(first); chunk < chunks && store.firstLineOf(chunk) < end && !token.isCancelled(); ++chunk)
        visit(chunk);
}

} // namespace longshore
