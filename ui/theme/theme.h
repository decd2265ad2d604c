// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/colors.h"
#include "ui/theme/linecache.h"

#include <QFont>
#include <QObject>
#include <array>

class QApplication;
class QWidget;

namespace longshore
{

/// What a text is for; decides size and weight relative to the platform font.
enum class TextRole {
    Body,    ///< 1.0 b
    Small,   ///< 0.9 b: secondary text, table header, help, error
    Heading, ///< 1.0 b DemiBold: section heading, repository name
    Object,  ///< 1.3 b DemiBold: object title in a header
    Title,   ///< 1.6 b DemiBold: page or empty-state title
    Code     ///< 0.9 b, the platform's fixed font, no ligatures
};

/// What a text says by its colour.
enum class Ink { Normal, Muted, Accent, OnAccent, Success, Warning, Error };

/// Fonts, semantic colours and, under Fusion, palette and style of the application. Made once, before the first
/// widget, by whoever owns the QApplication (main, or a test), and found by widgets through `of()`.
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Scheme { Platform, Light, Dark };

    explicit Theme(QApplication *application, Scheme scheme = Scheme::Platform);
    ~Theme() override;

    /// The theme of the application `widget` is shown by; may be given null. Aborts when none was made.
    static const Theme &of(const QWidget *widget);

    const Colors &colors() const { return m_colors; }
    QColor ink(Ink ink) const;
    QFont font(TextRole role) const { return m_fonts[size_t(role)]; }
    /// A plain text without line breaks, laid out for painting in that font; kept for the next time.
    LineCache::Line line(TextRole role, const QString &text) const { return m_lines.line(int(role), m_fonts[size_t(role)], text); }

    Scheme scheme() const { return m_scheme; }
    void setScheme(Scheme scheme);

    /// Text size relative to the platform font, 0.7…2.0; the step of Ctrl + and Ctrl −.
    double fontScale() const { return m_scale; }
    void setFontScale(double scale);

Q_SIGNALS:
    /// Colours or fonts are new. Widgets that hold copies (QLabel::setFont, pixmaps) take them again.
    void changed() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void applyPalette();
    void applyFont();
    void takeFonts();

    QApplication *m_application;
    Scheme m_scheme;
    double m_scale = 1.0;
    QFont m_platformFont;
    std::array<QFont, 6> m_fonts; ///< by TextRole
    mutable LineCache m_lines;
    Colors m_colors;
    bool m_fusion = false;
    bool m_applying = false;
};

} // namespace longshore
