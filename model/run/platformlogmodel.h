// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/platformlog.h"

#include <QAbstractTableModel>

namespace longshore
{

/// The events of a run as the platform shows them, oldest first. Texts come as they are: show them as plain text.
class PlatformLogModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { StageColumn, TimeColumn, TypeColumn, TextColumn };
    enum Role { TypeRole = Qt::UserRole /**< int, PlatformEvent::Type */ };
    /// Bytes of text that are kept; a log that makes more of it is shown up to there.
    static constexpr qint64 mostBytes = 64 << 20;

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    /// Those that are too many are left out, see `isFull`.
    void append(const QList<PlatformRecord> &records);
    bool isFull() const { return m_bytes >= mostBytes; }
    const PlatformRecord &at(int row) const { return m_records.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<PlatformRecord> m_records;
    qint64 m_bytes = 0;
};

} // namespace longshore
