// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/tagtables.h"

#include "model/images/reference.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace longshore::TagTables
{

namespace
{

QString text(SQLite::Statement &row, int column)
{
    return QString::fromStdString(row.getColumn(column).getString());
}

/// One statement, run for many rows.
class Rows
{
public:
    Rows(SQLite::Database &database, const char *sql) : m_statement(database, sql) {}

    template<class... Values>
    void run(const Values &...values)
    {
        int at = 0;
        (bind(++at, values), ...);
        m_statement.exec();
        m_statement.reset();
    }

private:
    void bind(int at, qint64 value) { m_statement.bind(at, int64_t(value)); }
    void bind(int at, const QString &value) { m_statement.bind(at, value.toStdString()); }

    SQLite::Statement m_statement;
};

/// The names after these moves: of each image that lost a tag, the last one.
QHash<ImageId, QString> namesAfter(const TagKnowledge &known, const TagSnapshot &snapshot, const QList<TagMove> &moves)
{
    QHash<ImageId, QString> names;
    for (auto image = snapshot.images.cbegin(); image != snapshot.images.cend(); ++image)
        names.insert(image.key(), known.images.value(image.key()));
    for (const TagMove &move : moves) {
        if (const auto lost = names.find(move.before); lost != names.end() && !move.before.isEmpty())
            *lost = move.reference;
    }
    return names;
}

void writePlaces(SQLite::Database &database, qint64 engine, const QList<TagMove> &moves)
{
    Rows put(database, "INSERT INTO tag_place VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET image = excluded.image, size = excluded.size");
    Rows drop(database, "DELETE FROM tag_place WHERE engine_id = ? AND reference = ?");
    for (const TagMove &move : moves) {
        if (move.image.isEmpty())
            drop.run(engine, move.reference);
        else
            put.run(engine, move.reference, move.image.value, move.size);
    }
}

void writeImages(SQLite::Database &database, qint64 engine, const TagKnowledge &known, const QHash<ImageId, QString> &names)
{
    Rows put(database, "INSERT INTO tag_image VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name");
    for (auto name = names.cbegin(); name != names.cend(); ++name) {
        const auto before = known.images.constFind(name.key());
        if (before == known.images.constEnd() || *before != *name)
            put.run(engine, name.key().value, *name);
    }
    Rows drop(database, "DELETE FROM tag_image WHERE engine_id = ? AND image = ?");
    for (auto image = known.images.cbegin(); image != known.images.cend(); ++image) {
        if (!names.contains(image.key()))
            drop.run(engine, image.key().value);
    }
}

void writeMoves(SQLite::Database &database, qint64 engine, QList<TagMove> &moves)
{
    Rows add(database, "INSERT INTO tag_move (engine_id, repository, reference, wall_ts, cause, image, size, before_image, before_size, took_ms) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    Rows trimTag(database, "DELETE FROM tag_move WHERE engine_id = ?1 AND reference = ?2 AND seq <= (SELECT seq FROM tag_move "
                           "WHERE engine_id = ?1 AND reference = ?2 ORDER BY seq DESC LIMIT 1 OFFSET ?3)");
    for (TagMove &move : moves) {
        add.run(engine, repositoryOf(move.reference), move.reference, move.when.toMSecsSinceEpoch(), toKey(move.cause), move.image.value,
                move.size, move.before.value, move.beforeSize, move.tookMs);
        move.seq = database.getLastInsertRowid();
        trimTag.run(engine, move.reference, qint64(mostPerTag));
    }
    Rows trimEngine(database, "DELETE FROM tag_move WHERE engine_id = ?1 AND seq <= (SELECT seq FROM tag_move WHERE engine_id = ?1 "
                              "ORDER BY seq DESC LIMIT 1 OFFSET ?2)");
    if (!moves.isEmpty())
        trimEngine.run(engine, qint64(mostPerEngine));
}

} // namespace

TagKnowledge knowledge(SQLite::Database &database, qint64 engine)
{
    TagKnowledge known;
    SQLite::Statement watch(database, "SELECT 1 FROM tag_watch WHERE engine_id = ?");
    watch.bind(1, int64_t(engine));
    known.isNew = !watch.executeStep();
    SQLite::Statement places(database, "SELECT reference, image, size FROM tag_place WHERE engine_id = ?");
    places.bind(1, int64_t(engine));
    while (places.executeStep())
        known.places.insert(text(places, 0), {{text(places, 1)}, places.getColumn(2).getInt64()});
    SQLite::Statement images(database, "SELECT image, name FROM tag_image WHERE engine_id = ?");
    images.bind(1, int64_t(engine));
    while (images.executeStep())
        known.images.insert({text(images, 0)}, text(images, 1));
    return known;
}

bool isNewer(SQLite::Database &database, qint64 engine, const Watch &watch)
{
    SQLite::Statement last(database, "SELECT boot, asked_ns FROM tag_watch WHERE engine_id = ?");
    last.bind(1, int64_t(engine));
    return watch.boot.isEmpty() || !last.executeStep() || text(last, 0) != watch.boot || last.getColumn(1).getInt64() < watch.askedAt;
}

void write(SQLite::Database &database, qint64 engine, const TagKnowledge &known, const TagSnapshot &snapshot, QList<TagMove> &moves,
           const Watch &watch)
{
    const QHash<ImageId, QString> names = namesAfter(known, snapshot, moves);
    if (!known.isNew && moves.isEmpty() && names == known.images)
        return; // the daily case: nothing to bring to the disk
    writeMoves(database, engine, moves);
    writePlaces(database, engine, moves);
    writeImages(database, engine, known, names);
    Rows(database, "INSERT INTO tag_watch VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET boot = excluded.boot, asked_ns = excluded.asked_ns")
        .run(engine, watch.boot, watch.askedAt);
}

void explain(SQLite::Database &database, const TagMove &move)
{
    Rows(database, "UPDATE tag_move SET cause = ?, wall_ts = ? WHERE seq = ? AND cause = ?")
        .run(toKey(move.cause), move.when.toMSecsSinceEpoch(), move.seq, toKey(TagCause::Found));
}

QHash<ImageId, QString> formerNames(SQLite::Database &database, qint64 engine)
{
    QHash<ImageId, QString> names;
    SQLite::Statement images(database, "SELECT image, name FROM tag_image WHERE engine_id = ?1 AND name <> '' AND image NOT IN "
                                       "(SELECT image FROM tag_place WHERE engine_id = ?1)");
    images.bind(1, int64_t(engine));
    while (images.executeStep())
        names.insert({text(images, 0)}, text(images, 1));
    return names;
}

QList<TagMove> history(SQLite::Database &database, qint64 engine, const QString &repository)
{
    QList<TagMove> moves;
    SQLite::Statement rows(database, "SELECT seq, reference, wall_ts, cause, image, size, before_image, before_size, took_ms FROM tag_move "
                                     "WHERE engine_id = ? AND repository = ? ORDER BY seq DESC");
    rows.bind(1, int64_t(engine));
    rows.bind(2, repository.toStdString());
    while (rows.executeStep()) {
        TagMove move;
        move.seq = rows.getColumn(0).getInt64();
        move.reference = text(rows, 1);
        move.when = QDateTime::fromMSecsSinceEpoch(rows.getColumn(2).getInt64(), Qt::UTC);
        move.cause = tagCause(text(rows, 3));
        move.image = {text(rows, 4)};
        move.size = rows.getColumn(5).getInt64();
        move.before = {text(rows, 6)};
        move.beforeSize = rows.getColumn(7).getInt64();
        move.tookMs = rows.getColumn(8).getInt64();
        moves.append(move);
    }
    return moves;
}

} // namespace longshore::TagTables
