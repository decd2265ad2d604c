// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace longshore
{

/// Makes a widget seen that lies on a hidden page or tab, in a window that may be minimized or behind others: each stack
/// and tab widget above it turns to it. Whoever keeps a stack hears of that by its `currentChanged`.
void bringToFront(QWidget *widget);

} // namespace longshore
