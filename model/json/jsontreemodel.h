// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/json/jsontree.h"

#include <QAbstractItemModel>
#include <memory>

namespace longshore
{

/// A JsonTree as a tree of keys and values. What looks secret is shown masked until `setRevealed`; filters and copies
/// see what is shown.
class JsonTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Key, Value, ColumnCount };
    enum Role {
        KindRole = Qt::UserRole, ///< int, JsonNode::Kind
        MaskedRole,              ///< bool: its value looks secret, shown or not
        PathRole,                ///< dotted path
        SearchRole               ///< key and value as shown, for filters
    };

    using QAbstractItemModel::QAbstractItemModel;

    /// Replaces the document; null shows nothing.
    void setTree(std::shared_ptr<const JsonTree> tree);
    const JsonTree *tree() const { return m_tree.get(); }
    void setRevealed(bool revealed);
    /// The node at a dotted path; invalid when there is none.
    QModelIndex find(const QString &path) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    int nodeOf(const QModelIndex &index) const { return index.isValid() ? int(index.internalId()) : 0; }
    QString valueText(const JsonNode &node) const;

    std::shared_ptr<const JsonTree> m_tree;
    bool m_revealed = false;
};

} // namespace longshore
