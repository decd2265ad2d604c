// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagerecord.h"

#include <QWidget>

namespace longshore
{

class ImageCompareView;
struct CompareSide;

/// A window of its own with everything that is different between two images; Escape closes it.
class ImageCompareWindow : public QWidget
{
    Q_OBJECT
public:
    /// Deletes itself when it is closed.
    ImageCompareWindow(AskImageRecord ask, const CompareSide &before, const CompareSide &after, QWidget *parent);

    ImageCompareView *view() const { return m_view; }

private:
    ImageCompareView *m_view;
};

} // namespace longshore
