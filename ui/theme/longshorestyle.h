// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/colors.h"

#include <QProxyStyle>

namespace longshore
{

/// A thin layer over Fusion: the metrics of the visual guide, flat buttons, underlined tabs, quiet headers and scroll
/// bars, selection as a tint with a bar. Installed by Theme, only where the platform has no style of its own.
/// Widget properties it knows: "primary" (bool: the page's one filled button), "problem" (bool: a field in error).
class LongshoreStyle : public QProxyStyle
{
    Q_OBJECT
public:
    LongshoreStyle();

    using QProxyStyle::polish;
    void polish(QWidget *widget) override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const override;

private:
    const Colors &colorsFor(const QPalette &palette) const;
    void drawItem(const QStyleOption *option, QPainter *painter, const QWidget *widget) const;
    void drawMenuItem(const QStyleOption *option, QPainter *painter, const QWidget *widget) const;

    mutable qint64 m_paletteKey = 0; ///< of the palette m_colors was made from; painting asks for it per cell
    mutable Colors m_colors;
};

} // namespace longshore
