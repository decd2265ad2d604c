// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagetreemodel.h"
#include "ui/widgets/bars.h"

namespace longshore
{

class DiskBar;
class ElidedLabel;
class PlainLabel;

/// The foot line of the Images page: a bar, what all images take on disk, how much of it the unused ones free, and when
/// that was. The tool tip says where each number comes from.
class ImagesFoot : public Bar
{
    Q_OBJECT
public:
    explicit ImagesFoot(QWidget *parent = nullptr);

    void setOnDisk(const ImageTreeModel::OnDisk &onDisk, const ImageTreeModel::Totals &totals);
    /// Invalid = nothing was listed yet.
    void setAsOf(const QDateTime &when);
    /// The bar is hatched: what it shows is old.
    void setStale(bool stale);

private:
    DiskBar *m_bar;
    PlainLabel *m_total;
    PlainLabel *m_totalWords;
    PlainLabel *m_reclaimable;
    PlainLabel *m_reclaimableWords;
    ElidedLabel *m_note;
    PlainLabel *m_asOf;
};

} // namespace longshore
