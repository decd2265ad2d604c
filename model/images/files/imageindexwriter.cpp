// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imageindexwriter.h"

#include "model/images/files/imagefilerow.h"
#include "model/images/files/layerstack.h"
#include "model/logs/crc32c.h"
#include "model/store/sqlitevalues.h"

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype mostFolders = 50'000;          // in the cache
constexpr qint64 mostNameBytes = qint64(512) << 20; // of all names: what an index may take of the disk

/// A path is a node once, whatever layers have it. `entry` is what archives say, `span` in which layers an entry is what
/// is seen, `change` what each layer did, listed by folder, and `folder` what it means for the sizes of folders.
constexpr auto tables = R"sql(
CREATE TABLE blob(id INTEGER PRIMARY KEY, name BLOB NOT NULL);
CREATE TABLE node(id INTEGER PRIMARY KEY, parent INTEGER NOT NULL, name BLOB NOT NULL, UNIQUE(parent, name));
CREATE TABLE entry(id INTEGER PRIMARY KEY, blob INTEGER NOT NULL, node INTEGER NOT NULL, kind INTEGER NOT NULL, mode INTEGER NOT NULL,
  uid INTEGER NOT NULL, gid INTEGER NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL, link BLOB NOT NULL, sum INTEGER NOT NULL);
CREATE TABLE whiteout(blob INTEGER NOT NULL, node INTEGER NOT NULL, opaque INTEGER NOT NULL);
CREATE TABLE layer(position INTEGER PRIMARY KEY, blob INTEGER NOT NULL, size INTEGER NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL,
  removed INTEGER NOT NULL);
CREATE TABLE step(position INTEGER PRIMARY KEY, layer INTEGER NOT NULL, instruction BLOB NOT NULL);
CREATE TABLE span(node INTEGER NOT NULL, born INTEGER NOT NULL, died INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY(node, born)) WITHOUT ROWID;
CREATE TABLE change(layer INTEGER NOT NULL, parent INTEGER NOT NULL, name BLOB NOT NULL, node INTEGER NOT NULL, mark INTEGER NOT NULL,
  size INTEGER NOT NULL, old INTEGER NOT NULL, PRIMARY KEY(layer, parent, name)) WITHOUT ROWID;
CREATE TABLE folder(node INTEGER NOT NULL, layer INTEGER NOT NULL, size INTEGER NOT NULL, delta INTEGER NOT NULL, PRIMARY KEY(node, layer)) WITHOUT ROWID;
CREATE TABLE waste(node INTEGER PRIMARY KEY, copies INTEGER NOT NULL, size INTEGER NOT NULL, least INTEGER NOT NULL);
)sql";

/// Tells files of two images apart that have the same size.
Result<qint64> sumOf(LayerData &data)
{
    quint32 sum = ~0u;
    for (;;) {
        const Result<QByteArrayView> piece = data.next();
        if (!piece)
            return fail(piece.error());
        if (piece->isEmpty())
            return qint64(~sum);
        sum = crc32c(sum, piece->data(), piece->size());
    }
}

/// Ends any statement, however long, once the token is cancelled.
class Interruption
{
public:
    Interruption(SQLite::Database &database, const CancelToken &token) : m_handle(database.getHandle()), m_token(token)
    {
        constexpr int instructions = 10'000; // of SQLite's, between two looks: about a millisecond
        sqlite3_progress_handler(m_handle, instructions, [](void *self) { return int(static_cast<const Interruption *>(self)->m_token.isCancelled()); }, this);
    }
    ~Interruption() { sqlite3_progress_handler(m_handle, 0, nullptr, nullptr); }
    Interruption(const Interruption &) = delete;
    Interruption &operator=(const Interruption &) = delete;

private:
    sqlite3 *m_handle;
    CancelToken m_token;
};

} // namespace

SQLite::Database &withIndexTables(SQLite::Database &database)
{
    database.exec("BEGIN");
    database.exec(tables);
    return database;
}

ImageIndexWriter::ImageIndexWriter(SQLite::Database &database, const QString &asked)
    : m_database(withIndexTables(database))
    , m_asked(asked)
    , m_addBlob(database, "INSERT INTO blob VALUES(?,?)")
    , m_addNode(database, "INSERT INTO node(parent,name) VALUES(?,?) ON CONFLICT DO UPDATE SET name=name RETURNING id")
    , m_addEntry(database, "INSERT INTO entry VALUES(NULL,?,?,?,?,?,?,?,?,?,?)")
    , m_addWhiteout(database, "INSERT INTO whiteout VALUES(?,?,?)")
{
}

Result<void> ImageIndexWriter::begin(int layer, const QByteArray &name)
{
    sqlite::exec(m_addBlob, layer, name);
    return {};
}

/// The node of a path; those of the folders above it are made when they are new.
qint64 ImageIndexWriter::nodeOf(const QByteArray &path)
{
    if (path.isEmpty())
        return rootNode;
    const qsizetype slash = path.lastIndexOf('/');
    const QByteArray folder = path.left(qMax<qsizetype>(slash, 0));
    qint64 parent = rootNode;
    if (!folder.isEmpty()) {
        const auto known = m_folders.constFind(folder);
        parent = known != m_folders.constEnd() ? *known : nodeOf(folder);
        if (m_folders.size() > mostFolders)
            m_folders.clear();
        m_folders.insert(folder, parent);
    }
    sqlite::bindAll(m_addNode, parent, path.mid(slash + 1));
    m_addNode.executeStep();
    const qint64 node = m_addNode.getColumn(0).getInt64();
    m_addNode.reset();
    return node;
}

Result<void> ImageIndexWriter::entry(int layer, const LayerEntry &entry, LayerData &data)
{
    m_nameBytes += entry.path.size() - entry.path.lastIndexOf('/') + entry.link.size();
    if (m_nameBytes > mostNameBytes)
        return fail(Error::make(Error::Kind::TooLarge, m_asked, u"the names of its files take more than %1 MiB"_s.arg(mostNameBytes >> 20)));
    const qint64 node = nodeOf(entry.path);
    if (entry.kind == LayerEntry::Kind::Whiteout || entry.kind == LayerEntry::Kind::Opaque) {
        sqlite::exec(m_addWhiteout, layer, node, int(entry.kind == LayerEntry::Kind::Opaque));
        return {};
    }
    const Result<qint64> sum = entry.kind == LayerEntry::Kind::File ? sumOf(data) : Result<qint64>(0);
    if (!sum)
        return fail(sum.error());
    sqlite::exec(m_addEntry, layer, node, int(entry.kind), entry.mode, entry.uid, entry.gid, entry.size, entry.mtime, entry.link, *sum);
    return {};
}

Result<void> ImageIndexWriter::finish(const ImageArchiveFacts &facts, const CancelToken &token)
{
    const Interruption interruption(m_database, token);
    try {
        return putTogether(facts, token);
    } catch (const SQLite::Exception &) {
        if (token.isCancelled())
            return fail(Error::cancelled(m_asked));
        throw;
    }
}

Result<void> ImageIndexWriter::putTogether(const ImageArchiveFacts &facts, const CancelToken &token)
{
    m_database.exec("CREATE INDEX entry_by_blob ON entry(blob); CREATE INDEX whiteout_by_blob ON whiteout(blob)");
    LayerStack stack(m_database, token);
    for (int position = 0; position < facts.layers.size(); ++position) {
        if (!stack.put(position, facts.layers[position]))
            return fail(Error::cancelled(m_asked));
    }
    stack.tellWaste();
    SQLite::Statement addStep(m_database, "INSERT INTO step VALUES(?,?,?)");
    for (int position = 0; position < facts.steps.size(); ++position) {
        sqlite::exec(addStep, position, facts.steps[position].layer, facts.steps[position].instruction.toUtf8());
    }
    m_database.exec("DROP INDEX entry_by_blob; DROP TABLE whiteout");
    m_database.exec("COMMIT");
    return {};
}

} // namespace longshore
