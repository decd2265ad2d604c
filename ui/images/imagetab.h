// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagegroups.h"

#include <QWidget>
#include <optional>

namespace longshore
{

/// A tab of the Images page's detail pane: Layers, Files, Tag history, …
class ImageTab : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// The word on the tab, translated.
    virtual QString title() const = 0;
    /// Shows this row, or that none is chosen. Only the tab that is seen is asked; it is asked again with the same row
    /// whenever something about it may have changed, so it keeps selection and scroll position then.
    virtual void showImage(const std::optional<ImageTag> &tag) = 0;
};

} // namespace longshore
