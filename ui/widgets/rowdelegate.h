// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/marks.h"
#include "ui/theme/metrics.h"

#include <QStyledItemDelegate>

namespace longshore
{

/// How one cell looks: `[mark] prefix text note`, each part plain text. Only `text` is read when the rest is empty.
struct CellLook {
    Mark mark = Mark::None;
    QString prefix = {}; ///< muted, elided in the middle first (registry and account of a repository)
    QString text = {};
    QString note = {};   ///< muted and small, after the text ("= latest"); dropped before the text is elided
    TextRole role = TextRole::Body;
    Ink ink = Ink::Normal;
    Qt::Alignment alignment = Qt::AlignLeft;
    Qt::TextElideMode elide = Qt::ElideRight;
    bool lineAbove = false; ///< a hairline over the row (repositories)
};

/// The one delegate under every list, table and tree: row height, padding, marks, selection tint. A page's delegate
/// overrides look(); the default reads DisplayRole and TextAlignmentRole. Shows ToolTipRole, else what is elided, as a
/// plain tool tip.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit RowDelegate(QObject *parent = nullptr, int rowHeight = metrics::row);

    /// Whether the rows are old news, which look() then shows muted.
    void setStale(bool stale) { m_stale = stale; }
    bool isStale() const { return m_stale; }
    virtual CellLook look(const QModelIndex &index) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index) override;

    /// Draws `look` into `rect` (no background); for delegates that add to a cell.
    static void paintLook(QPainter *painter, const QRect &rect, const CellLook &look, const QWidget *widget);
    /// Width `look` needs without eliding, padding excluded.
    static int lookWidth(const CellLook &look, const QWidget *widget);

protected:
    /// The part of a cell inside its padding.
    virtual QRect contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const;

private:
    int m_rowHeight;
    bool m_stale = false;
};

} // namespace longshore
