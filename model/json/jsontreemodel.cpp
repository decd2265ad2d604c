// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json/jsontreemodel.h"

using namespace Qt::StringLiterals;

namespace longshore
{

void JsonTreeModel::setTree(std::shared_ptr<const JsonTree> tree)
{
    beginResetModel();
    m_tree = std::move(tree);
    endResetModel();
}

void JsonTreeModel::setRevealed(bool revealed)
{
    if (m_revealed == revealed)
        return;
    m_revealed = revealed;
    for (int node = 0; m_tree && node < m_tree->nodes().size(); ++node) {
        if (m_tree->nodes().at(node).masked.isEmpty())
            continue;
        const QModelIndex changed = createIndex(m_tree->nodes().at(node).row, Value, quintptr(node));
        Q_EMIT dataChanged(changed, changed);
    }
}

QModelIndex JsonTreeModel::find(const QString &path) const
{
    const int node = m_tree ? m_tree->find(path) : -1;
    return node > 0 ? createIndex(m_tree->nodes().at(node).row, Key, quintptr(node)) : QModelIndex();
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, quintptr(m_tree->nodes().at(nodeOf(parent)).firstChild + row));
}

QModelIndex JsonTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || !m_tree)
        return {};
    const int parent = m_tree->nodes().at(nodeOf(child)).parent;
    return parent > 0 ? createIndex(m_tree->nodes().at(parent).row, Key, quintptr(parent)) : QModelIndex();
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    return m_tree && parent.column() <= 0 ? m_tree->nodes().at(nodeOf(parent)).childCount : 0;
}

int JsonTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QString JsonTreeModel::valueText(const JsonNode &node) const
{
    switch (node.kind) {
    case JsonNode::Kind::Object:
        if (node.childCount == 0)
            return u"{ }"_s;
        return node.childCount == 1 ? tr("1 key") : tr("%n keys", nullptr, node.childCount);
    case JsonNode::Kind::Array:
        if (node.childCount == 0)
            return u"[ ]"_s;
        return node.childCount == 1 ? tr("1 item") : tr("%n items", nullptr, node.childCount);
    case JsonNode::Kind::String:
    case JsonNode::Kind::Number:
    case JsonNode::Kind::Literal: break;
    }
    return node.masked.isEmpty() || m_revealed ? node.value : node.masked;
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const JsonNode &node = m_tree->nodes().at(nodeOf(index));
    switch (role) {
    case Qt::DisplayRole: return index.column() == Key ? node.key : valueText(node);
    case KindRole: return int(node.kind);
    case MaskedRole: return !node.masked.isEmpty();
    case PathRole: return m_tree->path(nodeOf(index));
    case SearchRole: return node.childCount > 0 ? node.key : QString(node.key + u' ' + valueText(node));
    default: return {};
    }
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Key ? tr("Key") : tr("Value");
}

} // namespace longshore
