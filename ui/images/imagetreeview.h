// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagetreemodel.h"

#include <QSet>
#include <QTreeView>

namespace longshore
{

class ImageSortFilter;
class ImageTreeDelegate;

/// The tree of the Images page. Repositories that appear are open, those the user closed stay closed through refresh
/// and filter.
class ImageTreeView : public QTreeView
{
    Q_OBJECT
public:
    ImageTreeView(const ImageTreeModel &model, ImageSortFilter &proxy, QWidget *parent = nullptr);

    /// Muted rows: what is shown is old.
    void setStale(bool stale);
    /// The current row in the model, invalid when there is none.
    QModelIndex currentRow() const;
    void selectFirst();

Q_SIGNALS:
    void currentRowChanged();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void setUpColumns();
    void openNew(const QModelIndex &parent, int first, int last);
    QString groupKey(const QModelIndex &proxyIndex) const;

    const ImageTreeModel &m_model;
    ImageSortFilter &m_proxy;
    ImageTreeDelegate *m_delegate;
    QSet<QString> m_closed;
    bool m_opening = false;
};

} // namespace longshore
