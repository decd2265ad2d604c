// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagefilter.h"

#include <QSortFilterProxyModel>

namespace longshore
{

class ImageTreeModel;

/// Orders and filters an ImageTreeModel. Newest first until another column is chosen; equal rows are ordered by tag,
/// digits as numbers; the group of untagged images is always last. A repository shows while one of its rows does.
class ImageSortFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ImageSortFilter(ImageTreeModel &model, QObject *parent = nullptr);

    void setFilter(const ImageFilter &filter);
    const ImageFilter &filter() const { return m_filter; }
    /// Rows of tags and untagged images that the filter lets through.
    int matchCount() const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    bool accepts(const struct ImageTag &tag) const;

    ImageTreeModel &m_model;
    ImageFilter m_filter;
};

} // namespace longshore
