// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobeditor.h"

#include <QAbstractTableModel>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// `extra.mounts` of a job as a table: what of the host (or which volume), where in the container, read only or not. The
/// document is the truth, also of a row that is not complete yet; how an item is spelled (a text with options, an
/// object) survives. GUI thread.
class MountsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { SourceColumn, TargetColumn, ReadOnlyColumn };
    enum Role {
        WrongRole = Qt::UserRole ///< bool: the item is no mount
    };

    /// `editor` outlives it.
    MountsModel(JobEditor &editor, QObject *parent);

    int addRow(const QString &source = {}); ///< `source` as the job names it; the row's number
    void removeRowAt(int row);
    void moveRowBy(int row, int by);
    QString problemSentence() const; ///< about the first row that is wrong; or empty

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    const nlohmann::ordered_json *item(int row) const;
    bool isWrong(int row) const;
    QString text(const QModelIndex &index) const;
    void write(const nlohmann::ordered_json &mounts);

    JobEditor &m_editor;
    QByteArray m_seen;
    int m_rows = 0;
};

} // namespace longshore
