// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/asynctask.h"
#include "model/images/files/imagefilerow.h"

#include <QHash>
#include <QSet>
#include <SQLiteCpp/Statement.h>
#include <optional>
#include <vector>

namespace longshore
{

/// Puts the layers of an index on each other, base first: an entry is seen from the layer that wrote it to the one that
/// replaced or removed it. A layer's whiteouts act on what is below it, wherever they stand in it; then its entries
/// come, the last of one path counts. A folder over something else, or something else over a folder, replaces it with
/// all in it. Folders that no layer lists are made. Throws SQLite::Exception.
class LayerStack
{
public:
    LayerStack(SQLite::Database &database, const CancelToken &token);

    /// `blob`: which of the archive's layers comes at this position. False when cancelled.
    bool put(int position, int blob);
    /// After the last layer: paths that were written more than once, or removed (as dive counts them).
    void tellWaste();

private:
    struct Seen {
        int born = 0;
        qint64 size = 0;
        int mode = 0;
        qint64 uid = 0;
        qint64 gid = 0;
        bool isFolder = false;
    };
    struct Place {
        qint64 parent = rootNode;
        QByteArray name;
    };
    struct Sum {
        qint64 size = 0;
        qint64 delta = 0;
    };

    bool putWhiteouts(int blob);
    bool putEntries(int blob);
    void putEntry(qint64 entry, qint64 node, const Seen &fresh);
    std::optional<Seen> seen(qint64 node);
    void makeFolders(qint64 node);
    void bear(qint64 node, qint64 entry, qint64 size);
    void end(qint64 node, const Seen &old);
    void endWithin(qint64 folder);
    void endAll(qint64 node);
    void sumUp();
    void storeSums();
    Place placeOf(qint64 node);
    qint64 parentOf(qint64 node);

    SQLite::Database &m_database;
    CancelToken m_token;
    int m_layer = 0;
    QSet<qint64> m_folders;          ///< that are seen at this layer, of those asked last
    QHash<qint64, qint64> m_parents; ///< node -> parent, of those asked last
    QHash<qint64, Sum> m_sums;       ///< of the folders that this layer touched
    SQLite::Statement m_seen;
    SQLite::Statement m_place;
    SQLite::Statement m_children;
    SQLite::Statement m_bear;
    SQLite::Statement m_end;
    SQLite::Statement m_unbear;
    SQLite::Statement m_tellBirth;
    SQLite::Statement m_tellEnd;
    SQLite::Statement m_untell;
    SQLite::Statement m_makeFolder;
};

} // namespace longshore
