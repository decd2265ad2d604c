// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QApplication>
#include <QLocale>

namespace longshore::test
{

/// How pages look in tests: light, with words and numbers as in the United States. A member of the test class, since
/// that is made after the application.
struct LightTheme {
    LightTheme() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    Theme theme{qApp, Theme::Scheme::Light};
};

} // namespace longshore::test
