// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetrics>

/// Lengths of the visual guide, in device-independent pixels. Spacing steps are 4, 8, 12, 16, 24 and 36.
namespace longshore::metrics
{

inline constexpr int unit = 4;
inline constexpr int gap = 8;         ///< inside a control and between controls
inline constexpr int barInset = 12;   ///< left and right of a tool bar
inline constexpr int paneInset = 16;  ///< around a pane's content
inline constexpr int radius = 4;
inline constexpr int popupRadius = 8;
inline constexpr int icon = 16;
inline constexpr int largeIcon = 48;

inline constexpr int menuBar = 30;
inline constexpr int topBar = 44;
inline constexpr int pageBar = 48;
inline constexpr int headerBar = 56;  ///< editor and run header
inline constexpr int tabBar = 36;
inline constexpr int statusBar = 26;
inline constexpr int footLine = 32;
inline constexpr int sectionHeader = 40;

inline constexpr int button = 30;
inline constexpr int field = 28;
inline constexpr int chip = 22;
inline constexpr int codeChip = 24;   ///< in argv and reference rows

inline constexpr int row = 28;
inline constexpr int denseRow = 24;
inline constexpr int header = 28;
inline constexpr int firstCell = 16;  ///< left padding of a view's first column
inline constexpr int selectionBar = 3;

inline constexpr int navigation = 152;
inline constexpr int narrowNavigation = 44;
inline constexpr int narrowWindow = 1200; ///< at and below this width only icons are left of the navigation
inline constexpr int formLabel = 132;
inline constexpr int detailLabel = 96;

/// What a height stated for the default font becomes for this one: `max(stated, font height + 8)`.
inline int height(int stated, const QFontMetrics &font)
{
    return qMax(stated, font.height() + 8);
}

} // namespace longshore::metrics
