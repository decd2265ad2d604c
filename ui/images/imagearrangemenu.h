// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagegroups.h"

#include <QMenu>

class QActionGroup;

namespace longshore
{

/// How the Images page lays out its rows: a row per tag or per image, and what they are gathered by.
class ImageArrangeMenu : public QMenu
{
    Q_OBJECT
public:
    explicit ImageArrangeMenu(QWidget *parent = nullptr);

    ImageArrangement arrangement() const;
    /// Ticks what is said; `chosen` is not emitted.
    void setArrangement(const ImageArrangement &arrangement);
    /// The switch between rows, whose key belongs to the tree.
    QAction *rowPerImage() const { return m_rowPerImage; }

Q_SIGNALS:
    void chosen(const longshore::ImageArrangement &arrangement);

private:
    QAction *m_rowPerImage;
    QActionGroup *m_groupings;
};

} // namespace longshore
