// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colors.h"

#include <cmath>

namespace longshore
{

namespace
{

double luminance(const QColor &colour)
{
    const auto channel = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF());
}

/// A platform may give a translucent colour (its PlaceholderText often is); contrast needs the colour as seen.
QColor opaqueOver(const QColor &colour, const QColor &ground)
{
    QColor solid = colour;
    solid.setAlpha(255);
    return blend(solid, ground, colour.alphaF());
}

void setHues(Colors &c)
{
    const auto pick = [&c](QRgb light, QRgb darkened) { return QColor(c.dark ? darkened : light); };
    c.success = pick(0x1A7440, 0x63C98A);
    c.warning = pick(0x8A5300, 0xE5B04C);
    c.error = pick(0xB3261E, 0xFF8C82);
    c.stderrMark = pick(0xA8480A, 0xFFA263);
    c.violet = pick(0x7A3E9D, 0xD2A6F0);
    c.cyan = pick(0x0B6B78, 0x6CCBD8);
    c.match = pick(0xFFF0BF, 0x4A3B12);
    c.matchCurrent = pick(0xFFC24D, 0x8A5A00);
}

struct Values {
    QRgb base, window, alternate, text, muted, link, highlight, border, hairline, button, tip;
};

QPalette paletteOf(const Values &v)
{
    QPalette p;
    const QColor base(v.base), text(v.text), muted(v.muted), window(v.window);
    p.setColor(QPalette::Window, window);
    p.setColor(QPalette::Base, base);
    p.setColor(QPalette::AlternateBase, QColor(v.alternate));
    p.setColor(QPalette::Button, QColor(v.button));
    p.setColor(QPalette::ToolTipBase, QColor(v.tip));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText, QPalette::ToolTipText, QPalette::BrightText})
        p.setColor(role, text);
    p.setColor(QPalette::PlaceholderText, muted);
    p.setColor(QPalette::Link, QColor(v.link));
    p.setColor(QPalette::LinkVisited, QColor(v.link));
    p.setColor(QPalette::Highlight, QColor(v.highlight));
    p.setColor(QPalette::HighlightedText, Qt::white);
    p.setColor(QPalette::Dark, QColor(v.border));
    p.setColor(QPalette::Shadow, QColor(v.border).darker(150));
    p.setColor(QPalette::Mid, QColor(v.hairline));
    p.setColor(QPalette::Midlight, blend(QColor(v.hairline), window, 0.5));
    p.setColor(QPalette::Light, base);
    const QColor faint = blend(muted, window, 0.7);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, faint);
    p.setColor(QPalette::Inactive, QPalette::Highlight, QColor(v.highlight));
    return p;
}

} // namespace

QColor blend(const QColor &top, const QColor &bottom, double share)
{
    const auto mix = [share](int a, int b) { return int(std::lround(a * share + b * (1 - share))); };
    return QColor(mix(top.red(), bottom.red()), mix(top.green(), bottom.green()), mix(top.blue(), bottom.blue()));
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QColor Colors::tint(const QColor &colour) const
{
    return blend(colour, base, dark ? 0.18 : 0.12);
}

Colors Colors::from(const QPalette &palette)
{
    Colors c;
    const auto role = [&palette](QPalette::ColorRole r) { return palette.color(QPalette::Active, r); };
    c.base = role(QPalette::Base);
    c.window = role(QPalette::Window);
    c.alternateBase = role(QPalette::AlternateBase);
    c.text = role(QPalette::Text);
    c.dark = luminance(c.base) < luminance(c.text);
    c.muted = opaqueOver(role(QPalette::PlaceholderText), c.base);
    if (contrastRatio(c.muted, c.window) < 4.5) // half-transparent placeholder texts of platforms fail as muted text
        c.muted = blend(c.text, c.base, 0.72);
    c.accent = role(QPalette::Link);
    c.accentFill = role(QPalette::Highlight);
    c.onAccent = role(QPalette::HighlightedText);
    c.border = role(QPalette::Dark);
    c.hairline = role(QPalette::Mid);
    c.softBorder = blend(c.border, c.hairline, 0.4);
    c.icon = blend(c.text, c.base, 0.8);
    c.selection = blend(c.accentFill, c.base, c.dark ? 0.34 : 0.14);
    const QColor grey = blend(c.text, c.base, 0.5);
    c.selectionInactive = blend(grey, c.base, c.dark ? 0.24 : 0.14);
    c.hover = blend(c.text, c.window, 0.06);
    setHues(c);
    return c;
}

QPalette lightPalette()
{
    return paletteOf({.base = 0xFFFFFF, .window = 0xF2F4F6, .alternate = 0xF7F8FA, .text = 0x1A1F26, .muted = 0x56606B,
                      .link = 0x1264A3, .highlight = 0x1264A3, .border = 0x808994, .hairline = 0xD9DDE2,
                      .button = 0xFFFFFF, .tip = 0xFFFFFF});
}

QPalette darkPalette()
{
    return paletteOf({.base = 0x16191D, .window = 0x1F2328, .alternate = 0x1A1E22, .text = 0xE3E7EC, .muted = 0x9DA7B3,
                      .link = 0x7DBEF5, .highlight = 0x2A78BC, .border = 0x6B7480, .hairline = 0x33393F,
                      .button = 0x2A2F36, .tip = 0x2A2F36});
}

} // namespace longshore
