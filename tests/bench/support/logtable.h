// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logstore.h"

#include <QAbstractTableModel>

namespace longshore::bench
{

/// What a table view is usually given: rows of a store that tells how many it has.
class LogTable : public QAbstractTableModel
{
public:
    explicit LogTable(std::shared_ptr<LogStore> store) : m_store(store), m_lines(std::move(store)) {}
    void grow()
    {
        const auto now = int(m_store->endLine());
        m_store->noticed();
        if (now == m_rows)
            return;
        beginInsertRows({}, m_rows, now - 1);
        m_rows = now;
        endInsertRows();
    }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_rows; }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 2; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        return index.column() == 0 ? QVariant(index.row() + 1) : QVariant(QString::fromUtf8(m_lines.line(quint64(index.row())).text));
    }

private:
    std::shared_ptr<LogStore> m_store;
    mutable LogLines m_lines;
    int m_rows = 0;
};

} // namespace longshore::bench
