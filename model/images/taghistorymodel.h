// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/taghistory.h"

#include <QAbstractTableModel>
#include <QSet>

namespace longshore
{

/// The tag history of one repository, newest first. Fed; what is new comes in at the top, so that selection and scroll
/// position survive.
class TagHistoryModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Graph, When, Tag, PointsAt, Before, Size, What, ColumnCount };
    enum Role {
        LanesRole = Qt::UserRole, ///< QList<TagLane>
        GoneRole                  ///< bool: the image of this cell is not on the engine any more
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// `now` decides how much of a date is written.
    void setHistory(const TagHistory &history, const QDateTime &now);
    /// The images that the engine has.
    void setPresent(const QSet<ImageId> &images);

    const TagHistoryRow &row(int row) const { return m_history.rows[row]; }
    int lanes() const { return m_history.lanes; }
    bool isPresent(const ImageId &image) const { return m_present.contains(image); }

    /// "since 2 Oct · 9 moves"; empty without rows.
    QString summary() const;
    /// "Built here, 41.0 s", "Retagged by hand".
    static QString whatText(const TagMove &move);
    /// "2 Oct", with the year when it is not that of `now`.
    static QString dayText(const QDateTime &when, const QDateTime &now);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const TagHistoryRow &row, int column) const;
    ImageId imageOf(const TagHistoryRow &row, int column) const;

    TagHistory m_history;
    QSet<ImageId> m_present;
    QDateTime m_now;
};

} // namespace longshore

Q_DECLARE_METATYPE(QList<longshore::TagLane>)
