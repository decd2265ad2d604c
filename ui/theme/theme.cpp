// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"
#include "ui/theme/longshorestyle.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QScopedValueRollback>
#include <QStyle>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr auto themeProperty = "longshoreTheme";

bool isFusion(const QStyle *style)
{
    return qobject_cast<const LongshoreStyle *>(style) || style->name().compare("fusion"_L1, Qt::CaseInsensitive) == 0;
}

/// Qt tells widgets of a new application font or palette only once the event loop runs; a window made before that
/// (and each window of a test) has to ask again.
void resolveAgain()
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        if (!window->testAttribute(Qt::WA_SetFont))
            window->setFont(QFont());
        if (!window->testAttribute(Qt::WA_SetPalette))
            window->setPalette(QPalette());
    }
}

} // namespace

Theme::Theme(QApplication *application, Scheme scheme)
    : m_application(application)
    , m_scheme(scheme)
    , m_platformFont(QApplication::font())
    , m_fusion(isFusion(QApplication::style()))
{
    if (m_fusion && !qobject_cast<LongshoreStyle *>(QApplication::style()))
        QApplication::setStyle(std::make_unique<LongshoreStyle>().release()); // QApplication takes it
    takeFonts();
    applyPalette();
    m_application->setProperty(themeProperty, QVariant::fromValue<QObject *>(this));
    m_application->installEventFilter(this);
}

Theme::~Theme()
{
    m_application->setProperty(themeProperty, {});
    QApplication::setFont(m_platformFont);
}

const Theme &Theme::of(const QWidget *widget)
{
    Q_UNUSED(widget)
    const auto *theme = qobject_cast<const Theme *>(qApp->property(themeProperty).value<QObject *>());
    if (!theme)
        qFatal("Make a longshore::Theme before the first widget.");
    return *theme;
}

QColor Theme::ink(Ink ink) const
{
    switch (ink) {
    case Ink::Normal: return m_colors.text;
    case Ink::Muted: return m_colors.muted;
    case Ink::Accent: return m_colors.accent;
    case Ink::OnAccent: return m_colors.onAccent;
    case Ink::Success: return m_colors.success;
    case Ink::Warning: return m_colors.warning;
    case Ink::Error: return m_colors.error;
    }
    return m_colors.text;
}

/// The roles' fonts from the application's; cells ask for them thousands of times.
void Theme::takeFonts()
{
    const auto sized = [](QFont font, double factor, bool strong) {
        font.setPointSizeF(font.pointSizeF() * factor);
        if (strong)
            font.setWeight(QFont::DemiBold);
        return font;
    };
    const QFont body = QApplication::font();
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(body.pointSizeF() * 0.9);
    fixed.setStyleStrategy(QFont::StyleStrategy(fixed.styleStrategy() | QFont::PreferNoShaping));
    m_fonts = {body, sized(body, 0.9, false), sized(body, 1.0, true), sized(body, 1.3, true), sized(body, 1.6, true), fixed};
    m_lines.clear();
}

void Theme::setScheme(Scheme scheme)
{
    if (scheme == m_scheme)
        return;
    m_scheme = scheme;
    applyPalette();
}

void Theme::setFontScale(double scale)
{
    m_scale = qBound(0.7, scale, 2.0);
    applyFont();
}

void Theme::applyFont()
{
    {
        const QScopedValueRollback guard(m_applying, true);
        QFont font = m_platformFont;
        font.setPointSizeF(font.pointSizeF() * m_scale);
        QApplication::setFont(font);
        takeFonts();
        resolveAgain();
    }
    Q_EMIT changed();
}

void Theme::applyPalette()
{
    {
        const QScopedValueRollback guard(m_applying, true);
        if (m_fusion) {
            QApplication::setPalette(QPalette()); // back to what the platform gives, to see whether it is dark
            const bool platformDark = Colors::from(QApplication::palette()).dark;
            const bool dark = m_scheme == Scheme::Dark || (m_scheme == Scheme::Platform && platformDark);
            QApplication::setPalette(dark ? darkPalette() : lightPalette());
        }
        m_colors = Colors::from(QApplication::palette());
        resolveAgain();
    }
    Q_EMIT changed();
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (m_applying)
        return QObject::eventFilter(watched, event);
    if (event->type() == QEvent::ThemeChange || (event->type() == QEvent::ApplicationPaletteChange && watched == m_application))
        applyPalette();
    else if (event->type() == QEvent::ApplicationFontChange && watched == m_application) {
        takeFonts();
        Q_EMIT changed();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace longshore
