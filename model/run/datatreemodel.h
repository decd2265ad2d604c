// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/datasnapshot.h"

#include <QAbstractItemModel>

namespace longshore
{

/// The files of a snapshot as a tree of folders, with what changed since another one. Names come as they are: show them
/// as plain text.
class DataTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, SizeColumn, ChangeColumn };
    enum Role {
        PathRole = Qt::UserRole, ///< the entry's whole name
        FolderRole,              ///< bool
        ChangeRole,              ///< int, DataChange; of a folder: Changed when something in it is not the same
        NoteRole
    };

    using QAbstractItemModel::QAbstractItemModel;

    /// `compared`: whether changes mean something; without, the column is empty.
    void setEntries(const QList<ComparedEntry> &entries, bool compared);
    /// How many files are not the same.
    int changeCount() const { return m_changes; }
    int fileCount() const { return m_files; }
    qint64 totalSize() const { return m_size; }
    QModelIndex find(const QString &path) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Node {
        int parent = -1;
        int row = 0;
        QList<int> children;
        ComparedEntry compared;
        bool touched = false; ///< it or something below it is not the same
    };
    int folderNode(const QString &path);
    int addNode(int parent, const ComparedEntry &entry);
    QVariant display(const Node &node, Column column) const;
    QString changeText(const Node &node) const;

    std::vector<Node> m_nodes; ///< the root first
    QHash<QString, int> m_folders;
    bool m_compared = false;
    int m_changes = 0;
    int m_files = 0;
    qint64 m_size = 0;
};

} // namespace longshore
