// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace longshore
{

/// Lays items out left to right (mirrored right to left) and wraps; height follows width. No margins of its own.
class FlowLayout : public QLayout
{
public:
    FlowLayout(QWidget *parent, int horizontalGap, int verticalGap);

    /// The items from this one on stand at the far end of their line.
    void setTrailing(int first) { m_trailing = first; }

    void addItem(QLayoutItem *item) override; ///< takes `item`
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange(QRect(0, 0, width, 0), false); }
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    /// Returns the height used; moves the items only when `apply`.
    int arrange(const QRect &rect, bool apply) const;
    QSize sizeOf(const QLayoutItem &item, int width) const;
    int lineWidth(int first, int room) const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
    int m_horizontalGap;
    int m_verticalGap;
    int m_trailing = -1;
};

} // namespace longshore
