// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/colors.h"
#include "ui/theme/theme.h"

#include <QRectF>

class QPainter;

namespace longshore
{

/// The state of a thing as a 16 px drawing, told apart by shape. The word always stands beside it.
enum class Mark {
    None,
    Success,     ///< disc with tick
    Error,       ///< disc with cross: user or application error
    Warning,     ///< triangle
    OutOfMemory, ///< square with !
    TimedOut,    ///< disc with clock hands
    Cancelled,   ///< square with bar
    Running,     ///< open ring
    Waiting,     ///< dotted ring: waiting or absent
    Note         ///< disc with i
};

QColor markColor(Mark mark, const Colors &colors);
/// The ink of the word beside the mark.
Ink markInk(Mark mark);
/// Paints into the largest centred square of `rect`; sharp at every scale.
void paintMark(QPainter *painter, const QRectF &rect, Mark mark, const Colors &colors);

} // namespace longshore
