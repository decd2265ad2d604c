// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/removalplan.h"

#include <QAbstractTableModel>
#include <QSet>

namespace longshore
{

/// What a clean-up would remove, row by row, each of which can be left out: images without a tag that nothing needs, and
/// on demand those with tags that no container uses. Largest first.
class PruneModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Id, Created, Size, ColumnCount };

    /// `formerNames`: what images without a name were called, as far as that is known.
    PruneModel(const RemovalFacts &facts, const QHash<ImageId, QString> &formerNames, QObject *parent = nullptr);

    /// Also images that have a tag. What was left out stays so, also while it is not shown.
    void setAlsoNamed(bool also);
    int namedCount() const { return int(m_named.size()); }
    int chosenCount() const { return int(chosen().size()); }
    void setChosen(int row, bool chosen);
    /// What the chosen ones free together: layers that others share do not count.
    FreedSpace freed() const;
    /// Exactly the chosen ones; never to be forced.
    RemovalPlan plan() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void chosenChanged();

private:
    QString nameOf(const ImageSummary &image) const;
    QList<ImageId> chosen() const;

    RemovalFacts m_facts;
    QHash<ImageId, QString> m_formerNames;
    QList<ImageSummary> m_dangling;
    QList<ImageSummary> m_named;
    QList<ImageSummary> m_rows;
    QSet<ImageId> m_left; ///< what is not chosen, shown or not
};

} // namespace longshore
