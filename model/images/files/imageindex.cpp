// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imageindex.h"

#include "model/images/files/imageindexfile.h"
#include "model/store/database.h"
#include "model/store/sqlitevalues.h"

#include <QFile>
#include <SQLiteCpp/Database.h>
#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// What a layer did within a folder. Of a removed path, what it was.
constexpr auto layerRows = R"sql(
SELECT c.node, c.parent, c.name, e.kind, e.mode, e.uid, e.gid, CASE WHEN e.kind=1 THEN coalesce(CASE c.mark WHEN 3 THEN -f.delta ELSE f.size END, 0) ELSE e.size END,
  e.mtime, e.link, c.mark, s.born, s.died, e.sum
FROM change c JOIN span s ON s.node=c.node AND (CASE c.mark WHEN 3 THEN s.died=?2 ELSE s.born<=?2 AND s.died>?2 END) JOIN entry e ON e.id=s.entry
LEFT JOIN folder f ON f.node=c.node AND f.layer=?2
WHERE c.layer=?2 AND c.parent=?1 AND c.name>?3 ORDER BY c.name LIMIT ?4)sql";

/// What is there within a folder, up to and with a layer.
constexpr auto mergedRows = R"sql(
SELECT n.id, n.parent, n.name, e.kind, e.mode, e.uid, e.gid,
  CASE WHEN e.kind=1 THEN (SELECT coalesce(sum(f.delta),0) FROM folder f WHERE f.node=n.id AND f.layer<=?2) ELSE e.size END,
  e.mtime, e.link, coalesce(c.mark, 0), s.born, s.died, e.sum
FROM node n JOIN span s ON s.node=n.id AND s.born<=?2 AND s.died>?2 JOIN entry e ON e.id=s.entry
LEFT JOIN change c ON c.layer=?2 AND c.parent=n.parent AND c.name=n.name
WHERE n.parent=?1 AND n.name>?3 ORDER BY n.name LIMIT ?4)sql";

static_assert(int(LayerEntry::Kind::Folder) == 1 && int(LayerMark::Removed) == 3);

const char *rowsOf(FilesView view)
{
    return view == FilesView::Layer ? layerRows : mergedRows;
}

ImageFileRow rowAt(SQLite::Statement &statement)
{
    ImageFileRow row;
    row.node = statement.getColumn(0).getInt64();
    row.parent = statement.getColumn(1).getInt64();
    row.name = sqlite::bytes(statement, 2);
    row.kind = LayerEntry::Kind(statement.getColumn(3).getInt());
    row.mode = statement.getColumn(4).getInt();
    row.uid = statement.getColumn(5).getInt64();
    row.gid = statement.getColumn(6).getInt64();
    row.size = statement.getColumn(7).getInt64();
    row.mtime = statement.getColumn(8).getInt64();
    row.link = sqlite::bytes(statement, 9);
    row.mark = LayerMark(statement.getColumn(10).getInt());
    row.layer = statement.getColumn(11).getInt();
    row.isLatest = statement.getColumn(12).getInt() == std::numeric_limits<int>::max();
    row.sum = statement.getColumn(13).getInt64();
    return row;
}

} // namespace

ImageIndex::ImageIndex(const QString &path) : m_path(path) {}
ImageIndex::~ImageIndex() = default;

Result<std::shared_ptr<ImageIndex>> ImageIndex::open(const QString &path)
{
    const QString asked = u"open the list of files %1"_s.arg(path);
    if (!QFile::exists(path))
        return fail(Error::make(Error::Kind::NotFound, asked, u"it does not exist"_s));
    try {
        std::shared_ptr<ImageIndex> index(new ImageIndex(path));
        index->m_database = openDatabase(path, true);
        if (index->m_database->execAndGet("PRAGMA application_id").getInt() != imageIndexId
            || index->m_database->execAndGet("PRAGMA user_version").getInt() != imageIndexVersion)
            return fail(Error::make(Error::Kind::BadInput, asked, u"another version of Longshore made it"_s));
        index->load();
        ::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), nullptr, 0); // the folder keeps what was used last
        return index;
    } catch (const SQLite::Exception &thrown) {
        return fail(Error::make(Error::Kind::BadInput, asked, QString::fromUtf8(thrown.what())));
    }
}

void ImageIndex::load()
{
    SQLite::Statement layers(*m_database, "SELECT b.name, l.size, l.added, l.changed, l.removed FROM layer l JOIN blob b ON b.id=l.blob ORDER BY l.position");
    while (layers.executeStep())
        m_layers.append({sqlite::bytes(layers, 0), layers.getColumn(1).getInt64(), layers.getColumn(2).getInt64(), layers.getColumn(3).getInt64(),
                         layers.getColumn(4).getInt64()});
    SQLite::Statement steps(*m_database, "SELECT instruction, layer FROM step ORDER BY position");
    while (steps.executeStep())
        m_steps.append({QString::fromUtf8(sqlite::bytes(steps, 0)), steps.getColumn(1).getInt()});
    qint64 written = 0;
    for (const Layer &layer : std::as_const(m_layers))
        written += layer.size;
    SQLite::Statement waste(*m_database, "SELECT count(*), coalesce(sum(size),0), coalesce(sum(size-least),0) FROM waste");
    if (waste.executeStep() && written > 0)
        m_waste = {waste.getColumn(0).getInt64(), waste.getColumn(1).getInt64(), 1.0 - waste.getColumn(2).getDouble() / double(written)};
}

int ImageIndex::numberOf(int layer) const
{
    const auto step = std::find_if(m_steps.begin(), m_steps.end(), [layer](const ImageStep &made) { return made.layer == layer; });
    return (step == m_steps.end() ? layer : int(step - m_steps.begin())) + 1;
}

QList<ImageIndex::WastedFile> ImageIndex::wastedFiles(int most) const
{
    QList<WastedFile> files;
    try {
        SQLite::Statement statement(*m_database, "SELECT node, copies, size FROM waste ORDER BY size DESC, node LIMIT ?");
        sqlite::bindAll(statement, most);
        while (statement.executeStep())
            files.append({pathOf(statement.getColumn(0).getInt64()), statement.getColumn(1).getInt(), statement.getColumn(2).getInt64()});
    } catch (const SQLite::Exception &) {
        files.clear();
    }
    return files;
}

QList<ImageFileRow> ImageIndex::rows(const char *sql, qint64 folder, int layer, const QByteArray &after, int most) const
{
    QList<ImageFileRow> found;
    try {
        SQLite::Statement statement(*m_database, sql);
        sqlite::bindAll(statement, folder, layer, after, most);
        while (statement.executeStep())
            found.append(rowAt(statement));
    } catch (const SQLite::Exception &) {
        found.clear();
    }
    return found;
}

QList<ImageFileRow> ImageIndex::children(qint64 folder, FilesView view, int layer, const QByteArray &after, int most) const
{
    return rows(rowsOf(view), folder, layer, after, most);
}

std::optional<ImageFileRow> ImageIndex::find(const QByteArray &path, FilesView view, int layer) const
{
    std::optional<ImageFileRow> found;
    try {
        SQLite::Statement child(*m_database, "SELECT id FROM node WHERE parent=? AND name=?");
        SQLite::Statement before(*m_database, "SELECT max(name) FROM node WHERE parent=? AND name<?");
        qint64 folder = rootNode, node = rootNode;
        QByteArray last;
        for (const QByteArray &step : path.split('/')) {
            sqlite::bindAll(child, node, step);
            if (!child.executeStep())
                return {};
            folder = node;
            last = step;
            node = child.getColumn(0).getInt64();
            child.reset();
        }
        sqlite::bindAll(before, folder, last);
        before.executeStep();
        const QList<ImageFileRow> rows = children(folder, view, layer, sqlite::bytes(before, 0), 1);
        if (!rows.isEmpty() && rows.first().node == node)
            found = rows.first();
    } catch (const SQLite::Exception &) {
        found.reset();
    }
    return found;
}

QByteArray ImageIndex::pathOf(qint64 node) const
{
    QByteArrayList steps;
    try {
        SQLite::Statement place(*m_database, "SELECT parent, name FROM node WHERE id=?");
        for (; node != rootNode; place.reset()) {
            sqlite::bindAll(place, node);
            if (!place.executeStep())
                break;
            node = place.getColumn(0).getInt64();
            steps.prepend(sqlite::bytes(place, 1));
        }
    } catch (const SQLite::Exception &) {
        return {};
    }
    return steps.join('/');
}

qint64 ImageIndex::mergedSize(int layer) const
{
    try {
        SQLite::Statement sum(*m_database, "SELECT coalesce(sum(delta),0) FROM folder WHERE node=0 AND layer<=?");
        sqlite::bindAll(sum, layer);
        return sum.executeStep() ? sum.getColumn(0).getInt64() : 0;
    } catch (const SQLite::Exception &) {
        return 0;
    }
}

} // namespace longshore
