// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace longshore
{

/// The colours a page may use, by meaning. Computed from a palette's roles, so that they follow the platform; the
/// hues that no role offers (success, warning, error …) come in a light and a dark set chosen by the Base colour.
struct Colors {
    bool dark = false;
    QColor base, window, alternateBase;
    QColor text, muted;
    QColor accent;          ///< as text, mark and focus ring (role Link)
    QColor accentFill;      ///< as fill (role Highlight), with `onAccent` on it
    QColor onAccent;
    QColor border;          ///< of fields
    QColor softBorder;      ///< of buttons, chips and cards: between border and hairline
    QColor hairline;        ///< decoration only
    QColor icon;            ///< Text at 80 %
    QColor selection;       ///< row tint; marks, chips and muted text stay readable on it
    QColor selectionInactive;
    QColor hover;
    QColor success, warning, error;
    QColor stderrMark;
    QColor violet, cyan;
    QColor match, matchCurrent;

    /// `colour` at 12 % (light) or 18 % (dark) over Base: chips, verdict bar, error line.
    QColor tint(const QColor &colour) const;

    static Colors from(const QPalette &palette);
};

/// `share` (0…1) of `top` over opaque `bottom`.
QColor blend(const QColor &top, const QColor &bottom, double share);
/// WCAG 2 contrast ratio of two opaque colours, 1…21.
double contrastRatio(const QColor &a, const QColor &b);

/// The palettes of the visual guide, used only where the platform gives none (Fusion).
QPalette lightPalette();
QPalette darkPalette();

} // namespace longshore
