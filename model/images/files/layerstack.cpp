// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/layerstack.h"

#include "model/store/sqlitevalues.h"

#include <SQLiteCpp/Database.h>
#include <sys/stat.h>

namespace longshore
{

namespace
{

constexpr int never = std::numeric_limits<int>::max(); // the end of what no layer ended
constexpr qsizetype mostKnown = 100'000;               // in a cache
constexpr int lookEvery = 1024;                        // entries between two looks at the token
constexpr int noBlob = -1;                             // of a folder that no layer lists

} // namespace

LayerStack::LayerStack(SQLite::Database &database, const CancelToken &token)
    : m_database(database)
    , m_token(token)
    , m_seen(database, "SELECT s.born, e.size, e.mode, e.uid, e.gid, e.kind FROM span s JOIN entry e ON e.id=s.entry WHERE s.node=? AND s.died=2147483647")
    , m_place(database, "SELECT parent, name FROM node WHERE id=?")
    , m_children(database, "SELECT id FROM node WHERE parent=?")
    , m_bear(database, "INSERT INTO span VALUES(?,?,2147483647,?)")
    , m_end(database, "UPDATE span SET died=? WHERE node=? AND born=?")
    , m_unbear(database, "DELETE FROM span WHERE node=? AND born=?")
    , m_tellBirth(database, "INSERT INTO change VALUES(?1,?2,?3,?4,1,?5,0) ON CONFLICT DO UPDATE SET mark=CASE mark WHEN 3 THEN 2 ELSE mark END, size=?5")
    , m_tellEnd(database, "INSERT INTO change VALUES(?,?,?,?,3,0,?)")
    , m_untell(database, "UPDATE change SET mark=3, size=0 WHERE layer=? AND parent=? AND name=? AND mark=2")
    , m_makeFolder(database, "INSERT INTO entry VALUES(NULL,?,?,?,?,0,0,0,0,x'',0) RETURNING id")
{
    static_assert(never == 2147483647 && int(LayerMark::Added) == 1 && int(LayerMark::Changed) == 2 && int(LayerMark::Removed) == 3);
}

bool LayerStack::put(int position, int blob)
{
    m_layer = position;
    m_folders.clear();
    m_sums.clear();
    if (!putWhiteouts(blob) || !putEntries(blob))
        return false;
    sumUp();
    storeSums();
    SQLite::Statement tell(m_database, "INSERT INTO layer SELECT ?1, ?2, (SELECT coalesce(sum(size),0) FROM change WHERE layer=?1), "
                                       "(SELECT count(*) FROM change WHERE layer=?1 AND mark=1), (SELECT count(*) FROM change WHERE layer=?1 AND mark=2), "
                                       "(SELECT count(*) FROM change WHERE layer=?1 AND mark=3)");
    sqlite::exec(tell, position, blob);
    return !m_token.isCancelled();
}

bool LayerStack::putWhiteouts(int blob)
{
    SQLite::Statement all(m_database, "SELECT node, opaque FROM whiteout WHERE blob=?");
    sqlite::bindAll(all, blob);
    while (all.executeStep()) {
        if (m_token.isCancelled())
            return false;
        const qint64 node = all.getColumn(0).getInt64();
        if (all.getColumn(1).getInt() != 0)
            endWithin(node);
        else
            endAll(node);
    }
    return true;
}

bool LayerStack::putEntries(int blob)
{
    SQLite::Statement all(m_database, "SELECT id, node, size, mode, uid, gid, kind FROM entry WHERE blob=? ORDER BY id");
    sqlite::bindAll(all, blob);
    for (int count = 0; all.executeStep(); ++count) {
        if (count % lookEvery == 0 && m_token.isCancelled())
            return false;
        putEntry(all.getColumn(0).getInt64(), all.getColumn(1).getInt64(),
                 {m_layer, all.getColumn(2).getInt64(), all.getColumn(3).getInt(), all.getColumn(4).getInt64(), all.getColumn(5).getInt64(),
                  all.getColumn(6).getInt() == int(LayerEntry::Kind::Folder)});
    }
    return true;
}

void LayerStack::putEntry(qint64 entry, qint64 node, const Seen &fresh)
{
    makeFolders(parentOf(node));
    const std::optional<Seen> old = seen(node);
    if (old && old->isFolder && fresh.isFolder && old->mode == fresh.mode && old->uid == fresh.uid && old->gid == fresh.gid)
        return; // a layer names the folders that its files are in; their time is new, and nothing else
    if (old && old->isFolder && !fresh.isFolder)
        endWithin(node);
    if (old)
        end(node, *old);
    bear(node, entry, fresh.size);
    if (fresh.isFolder)
        m_folders.insert(node);
}

std::optional<LayerStack::Seen> LayerStack::seen(qint64 node)
{
    std::optional<Seen> found;
    sqlite::bindAll(m_seen, node);
    if (m_seen.executeStep())
        found = Seen{m_seen.getColumn(0).getInt(), m_seen.getColumn(1).getInt64(), m_seen.getColumn(2).getInt(), m_seen.getColumn(3).getInt64(),
                     m_seen.getColumn(4).getInt64(), m_seen.getColumn(5).getInt() == int(LayerEntry::Kind::Folder)};
    m_seen.reset();
    return found;
}

/// `node`, and all above it, are folders from now on.
void LayerStack::makeFolders(qint64 node)
{
    if (node == rootNode || m_folders.contains(node))
        return;
    makeFolders(parentOf(node));
    const std::optional<Seen> old = seen(node);
    if (!old || !old->isFolder) {
        if (old)
            end(node, *old);
        sqlite::bindAll(m_makeFolder, noBlob, node, int(LayerEntry::Kind::Folder), S_IFDIR | 0755);
        m_makeFolder.executeStep();
        const qint64 entry = m_makeFolder.getColumn(0).getInt64();
        m_makeFolder.reset();
        bear(node, entry, 0);
    }
    if (m_folders.size() > mostKnown)
        m_folders.clear();
    m_folders.insert(node);
}

void LayerStack::bear(qint64 node, qint64 entry, qint64 size)
{
    sqlite::exec(m_bear, node, m_layer, entry);
    const Place place = placeOf(node);
    sqlite::exec(m_tellBirth, m_layer, place.parent, place.name, node, size);
}

/// Ends what is seen at `node`. What this very layer wrote was never seen.
void LayerStack::end(qint64 node, const Seen &old)
{
    const Place place = placeOf(node);
    m_folders.remove(node);
    if (old.born < m_layer) {
        sqlite::exec(m_end, m_layer, node, old.born);
        sqlite::exec(m_tellEnd, m_layer, place.parent, place.name, node, old.size);
        return;
    }
    sqlite::exec(m_unbear, node, old.born);
    sqlite::exec(m_untell, m_layer, place.parent, place.name);
    if (m_database.getChanges() == 0) {
        SQLite::Statement forget(m_database, "DELETE FROM change WHERE layer=? AND parent=? AND name=?");
        sqlite::exec(forget, m_layer, place.parent, place.name);
    }
}

void LayerStack::endWithin(qint64 folder)
{
    std::vector<qint64> open{folder};
    while (!open.empty()) {
        std::vector<qint64> children;
        sqlite::bindAll(m_children, open.back());
        open.pop_back();
        while (m_children.executeStep())
            children.push_back(m_children.getColumn(0).getInt64());
        m_children.reset();
        for (const qint64 child : children) {
            const std::optional<Seen> old = seen(child);
            if (!old)
                continue; // and so nothing in it is seen
            end(child, *old);
            if (old->isFolder)
                open.push_back(child);
        }
    }
}

void LayerStack::endAll(qint64 node)
{
    endWithin(node);
    if (const std::optional<Seen> old = seen(node))
        end(node, *old);
}

/// What the changes of this layer mean for the folders above them.
void LayerStack::sumUp()
{
    SQLite::Statement changes(m_database, "SELECT parent, size, size-old FROM change WHERE layer=?");
    sqlite::bindAll(changes, m_layer);
    while (changes.executeStep()) {
        const Sum sum{changes.getColumn(1).getInt64(), changes.getColumn(2).getInt64()};
        for (qint64 folder = changes.getColumn(0).getInt64();; folder = parentOf(folder)) {
            Sum &total = m_sums[folder];
            total.size += sum.size;
            total.delta += sum.delta;
            if (folder == rootNode)
                break;
        }
    }
}

void LayerStack::storeSums()
{
    SQLite::Statement addSum(m_database, "INSERT INTO folder VALUES(?,?,?,?)");
    SQLite::Statement addInside(m_database, "INSERT OR IGNORE INTO change VALUES(?,?,?,?,4,0,0)");
    static_assert(int(LayerMark::Inside) == 4);
    for (auto sum = m_sums.cbegin(); sum != m_sums.cend(); ++sum) {
        sqlite::exec(addSum, sum.key(), m_layer, sum->size, sum->delta);
        if (sum.key() == rootNode)
            continue;
        const Place place = placeOf(sum.key());
        sqlite::exec(addInside, m_layer, place.parent, place.name, sum.key());
    }
}

LayerStack::Place LayerStack::placeOf(qint64 node)
{
    Place place;
    sqlite::bindAll(m_place, node);
    if (m_place.executeStep())
        place = {m_place.getColumn(0).getInt64(), sqlite::bytes(m_place, 1)};
    m_place.reset();
    return place;
}

qint64 LayerStack::parentOf(qint64 node)
{
    if (const auto known = m_parents.constFind(node); known != m_parents.constEnd())
        return *known;
    const qint64 parent = placeOf(node).parent;
    if (m_parents.size() > mostKnown)
        m_parents.clear();
    m_parents.insert(node, parent);
    return parent;
}

/// A file written in two layers, or written and removed, costs all its copies (dive: "wasted"), of which the smallest
/// would do (dive: "efficiency"). A folder that is removed is its files removed.
void LayerStack::tellWaste()
{
    SQLite::Statement tell(m_database,
                           "INSERT INTO waste SELECT node, count(*), sum(size), min(size) FROM ("
                           " SELECT s.node, e.size FROM span s JOIN entry e ON e.id=s.entry"
                           "  WHERE e.kind<>?1 AND s.node IN (SELECT node FROM change WHERE mark IN (2,3))"
                           " UNION ALL SELECT node, 0 FROM change WHERE mark=3) GROUP BY node HAVING count(*)>1 AND sum(size)>0");
    sqlite::exec(tell, int(LayerEntry::Kind::Folder));
}

} // namespace longshore
