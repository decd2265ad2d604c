// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/colors.h"

#include <QStyleOption>

class QPainter;
class QWidget;

/// The painting functions of LongshoreStyle, by kind of control. Each draws into option.rect with the given colours.
namespace longshore::stylepaint
{

enum class Arrow { Up, Down, Left, Right };
void chevron(QPainter *painter, const QRectF &rect, Arrow direction, const QColor &colour);
/// A rounded rectangle with a border of whole pixels inside `rect`.
void frame(QPainter *painter, const QRectF &rect, const QColor &fill, const QColor &border, double width = 1);
void focusRing(QPainter *painter, const QRectF &rect, const Colors &colors);

// stylebuttons.cpp
void buttonBevel(const QStyleOptionButton &option, QPainter *painter, const Colors &colors, const QWidget *widget);
void buttonLabel(const QStyleOptionButton &option, QPainter *painter, const Colors &colors, const QWidget *widget);
void toolButton(const QStyleOptionToolButton &option, QPainter *painter, const Colors &colors);
QSize toolButtonSize(const QStyleOptionToolButton &option);
void checkBox(const QStyleOption &option, QPainter *painter, const Colors &colors, bool round);

// stylefields.cpp
void field(const QStyleOption &option, QPainter *painter, const Colors &colors, const QWidget *widget);
void comboBox(const QStyleOptionComboBox &option, QPainter *painter, const Colors &colors, const QWidget *widget);
void spinBox(const QStyleOptionSpinBox &option, QPainter *painter, const Colors &colors, const QWidget *widget);

// styleitems.cpp
void rowBackground(const QStyleOptionViewItem &option, QPainter *painter, const Colors &colors);
void branch(const QStyleOption &option, QPainter *painter, const Colors &colors);
void header(const QStyleOptionHeader &option, QPainter *painter, const Colors &colors, const QWidget *widget);
QSize headerSize(const QStyleOptionHeader &option, const QWidget *widget);

// stylebars.cpp
void tabShape(const QStyleOptionTab &option, QPainter *painter, const Colors &colors);
void tabLabel(const QStyleOptionTab &option, QPainter *painter, const Colors &colors);
void scrollBar(const QStyleOptionSlider &option, QPainter *painter, const Colors &colors);
QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part);
void progressBar(const QStyleOptionProgressBar &option, QPainter *painter, const Colors &colors);
void menuBarItem(const QStyleOptionMenuItem &option, QPainter *painter, const Colors &colors);

} // namespace longshore::stylepaint
