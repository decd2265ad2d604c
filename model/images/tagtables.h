// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/tagdiff.h"

namespace SQLite
{
class Database;
}

namespace longshore
{

/// The tables of the tag journal in index.db. All of it throws SQLite::Exception, and writes only within a job of
/// Store::write.
namespace TagTables
{

/// Moves kept of one tag, and of one engine; older ones go.
inline constexpr int mostPerTag = 200;
inline constexpr int mostPerEngine = 20'000;

/// What is known of this engine.
TagKnowledge knowledge(SQLite::Database &database, qint64 engine);

/// When an engine was asked for what is known of it.
struct Watch {
    QString boot;       ///< which start of this machine; steady clocks of two cannot be compared
    qint64 askedAt = 0; ///< nanoseconds of the steady clock
};
/// False when a snapshot that was asked for later is written already: this one is old news of a slower program.
bool isNewer(SQLite::Database &database, qint64 engine, const Watch &watch);

/// Adds the moves (their `seq` is set) and makes the snapshot what is known.
void write(SQLite::Database &database, qint64 engine, const TagKnowledge &known, const TagSnapshot &snapshot, QList<TagMove> &moves,
           const Watch &watch);

/// Why a move happened became known after it was written; ignored when that is known already.
void explain(SQLite::Database &database, const TagMove &move);

/// The names that images without one have lost, by image.
QHash<ImageId, QString> formerNames(SQLite::Database &database, qint64 engine);

/// The moves of all tags of a repository, newest first.
QList<TagMove> history(SQLite::Database &database, qint64 engine, const QString &repository);

} // namespace TagTables

} // namespace longshore
