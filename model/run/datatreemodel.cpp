// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/datatreemodel.h"

#include "model/format.h"

namespace longshore
{

using namespace Qt::StringLiterals;

int DataTreeModel::addNode(int parent, const ComparedEntry &entry)
{
    const int node = int(m_nodes.size());
    Node added;
    added.parent = parent;
    added.compared = entry;
    if (parent >= 0) {
        added.row = int(m_nodes[size_t(parent)].children.size());
        m_nodes[size_t(parent)].children.append(node);
    }
    m_nodes.push_back(added);
    return node;
}

/// Folders that no entry names, as in many archives, are made.
int DataTreeModel::folderNode(const QString &path)
{
    if (path.isEmpty())
        return 0;
    if (const auto known = m_folders.constFind(path); known != m_folders.constEnd())
        return *known;
    const int parent = folderNode(path.section(u'/', 0, -2));
    ComparedEntry made;
    made.entry.name = path;
    made.entry.isFolder = true;
    const int node = addNode(parent, made);
    m_folders.insert(path, node);
    return node;
}

void DataTreeModel::setEntries(const QList<ComparedEntry> &entries, bool compared)
{
    beginResetModel();
    m_nodes.clear();
    m_folders.clear();
    m_compared = compared;
    m_changes = m_files = 0;
    m_size = 0;
    addNode(-1, {});
    for (const ComparedEntry &entry : entries) {
        const bool touched = entry.change != DataChange::Same;
        int node = 0;
        if (entry.entry.isFolder) {
            node = folderNode(entry.entry.name);
            m_nodes[size_t(node)].compared = entry;
        } else {
            node = addNode(folderNode(entry.entry.name.section(u'/', 0, -2)), entry);
            m_changes += touched;
            if (entry.change != DataChange::Removed) {
                ++m_files;
                m_size += entry.entry.size;
            }
        }
        for (int up = node; touched && up >= 0 && !m_nodes[size_t(up)].touched; up = m_nodes[size_t(up)].parent)
            m_nodes[size_t(up)].touched = true;
    }
    endResetModel();
}

QModelIndex DataTreeModel::find(const QString &path) const
{
    for (size_t node = 1; node < m_nodes.size(); ++node) {
        if (m_nodes[node].compared.entry.name == path)
            return createIndex(m_nodes[node].row, 0, quintptr(node));
    }
    return {};
}

QModelIndex DataTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Node &node = m_nodes[parent.isValid() ? size_t(parent.internalId()) : 0];
    return createIndex(row, column, quintptr(node.children[row]));
}

QModelIndex DataTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid())
        return {};
    const int parent = m_nodes[size_t(child.internalId())].parent;
    return parent <= 0 ? QModelIndex() : createIndex(m_nodes[size_t(parent)].row, 0, quintptr(parent));
}

int DataTreeModel::rowCount(const QModelIndex &parent) const
{
    if (m_nodes.empty() || parent.column() > 0)
        return 0;
    return int(m_nodes[parent.isValid() ? size_t(parent.internalId()) : 0].children.size());
}

int DataTreeModel::columnCount(const QModelIndex &) const
{
    return ChangeColumn + 1;
}

QVariant DataTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = m_nodes[size_t(index.internalId())];
    switch (role) {
    case Qt::DisplayRole: return display(node, Column(index.column()));
    case Qt::TextAlignmentRole:
        return index.column() == SizeColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case PathRole: return node.compared.entry.name;
    case FolderRole: return node.compared.entry.isFolder;
    case ChangeRole:
        return int(node.compared.change == DataChange::Same && node.touched ? DataChange::Changed : node.compared.change);
    case NoteRole: return node.compared.entry.note;
    default: return {};
    }
}

QVariant DataTreeModel::display(const Node &node, Column column) const
{
    const DataEntry &entry = node.compared.entry;
    switch (column) {
    case NameColumn: return entry.name.section(u'/', -1);
    case SizeColumn: return entry.isFolder ? QString() : entry.note.isEmpty() ? format::bytes(entry.size) : entry.note;
    case ChangeColumn: return m_compared ? changeText(node) : QString();
    }
    return {};
}

QString DataTreeModel::changeText(const Node &node) const
{
    switch (node.compared.change) {
    case DataChange::Added: return tr("added");
    case DataChange::Removed: return tr("removed");
    case DataChange::Changed:
        return node.compared.sizeBefore == node.compared.entry.size ? tr("changed") : tr("changed, was %1").arg(format::bytes(node.compared.sizeBefore));
    case DataChange::Same: return node.touched ? tr("changed inside") : QString();
    }
    return {};
}

QVariant DataTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == SizeColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Name");
    case SizeColumn: return tr("Size");
    case ChangeColumn: return tr("Change");
    default: return {};
    }
}

} // namespace longshore
