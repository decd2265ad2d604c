// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAction;
class QWidget;

namespace longshore
{

/// `text` as it may be painted: `visibleLine` for each of its lines, so that a name cannot pretend to be another (A10).
QString visibleText(const QString &text);

/// A tool tip that shows `text` literally, wrapped (A02); for ToolTipRole in `ui`. Empty for empty.
QString plainToolTip(const QString &text);
void setPlainToolTip(QWidget *widget, const QString &text);
void setPlainToolTip(QAction *action, const QString &text);

/// `text` as a label of an action or button: '&' stays an '&'.
QString withoutMnemonic(const QString &text);

} // namespace longshore
