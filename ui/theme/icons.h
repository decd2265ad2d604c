// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace longshore
{

/// Icons by freedesktop name, from the desktop's theme or else from the bundled Breeze copies, painted in one colour
/// that follows the palette: Text at 80 %, accent when checked (QIcon::On), the text colour on an accent fill when
/// QIcon::Selected, muted when disabled.
struct Icons {
    static QIcon get(const QString &name);
};

} // namespace longshore
