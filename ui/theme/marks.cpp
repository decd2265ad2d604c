// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/marks.h"

#include <QPainter>
#include <QPainterPath>

namespace longshore
{

namespace
{

// All drawings live in a 16 × 16 box; discs fill 13 of it, so that they weigh the same as the icons beside them.
constexpr QRectF disc(1.5, 1.5, 13, 13);
constexpr QRectF square(2, 2, 12, 12);

void stroke(QPainter *p, const QColor &colour, double width)
{
    p->setBrush(Qt::NoBrush);
    p->setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void fill(QPainter *p, const QColor &colour)
{
    p->setPen(Qt::NoPen);
    p->setBrush(colour);
}

void exclamation(QPainter *p, const QColor &colour, double top, double bottom)
{
    stroke(p, colour, 1.7);
    p->drawLine(QPointF(8, top), QPointF(8, bottom - 3));
    p->drawPoint(QPointF(8, bottom));
}

void paintDisc(QPainter *p, Mark mark, const QColor &colour, const QColor &hole)
{
    fill(p, colour);
    p->drawEllipse(disc);
    stroke(p, hole, 1.7);
    if (mark == Mark::Success) {
        p->drawPolyline(QPolygonF({{5, 8.3}, {7.2, 10.4}, {11.1, 5.9}}));
    } else if (mark == Mark::Error) {
        p->drawLine(QPointF(5.7, 5.7), QPointF(10.3, 10.3));
        p->drawLine(QPointF(10.3, 5.7), QPointF(5.7, 10.3));
    } else if (mark == Mark::TimedOut) {
        p->drawPolyline(QPolygonF({{8, 4.6}, {8, 8.2}, {10.6, 9.6}}));
    } else { // Note
        p->drawPoint(QPointF(8, 5));
        p->drawLine(QPointF(8, 7.8), QPointF(8, 11.2));
    }
}

void paintTriangle(QPainter *p, const QColor &colour, const QColor &hole)
{
    QPainterPath path;
    path.addPolygon(QPolygonF({{8, 2.4}, {14.2, 13.4}, {1.8, 13.4}}));
    path.closeSubpath();
    p->setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin)); // rounds the corners
    p->setBrush(colour);
    p->drawPath(path);
    exclamation(p, hole, 6, 11.8);
}

void paintSquare(QPainter *p, Mark mark, const QColor &colour, const QColor &hole)
{
    fill(p, colour);
    p->drawRoundedRect(square, 2, 2);
    if (mark == Mark::OutOfMemory) {
        exclamation(p, hole, 4.8, 11.2);
    } else { // Cancelled
        stroke(p, hole, 1.9);
        p->drawLine(QPointF(5.2, 8), QPointF(10.8, 8));
    }
}

void paintRing(QPainter *p, Mark mark, const QColor &colour, const QColor &base)
{
    const QRectF ring = disc.adjusted(1, 1, -1, -1);
    if (mark == Mark::Running) {
        stroke(p, blend(colour, base, 0.3), 2);
        p->drawEllipse(ring);
        p->setPen(QPen(colour, 2, Qt::SolidLine, Qt::FlatCap));
        p->drawArc(ring, 80 * 16, -170 * 16);
    } else { // Waiting: eight dashes
        p->setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::FlatCap));
        for (int i = 0; i < 8; ++i)
            p->drawArc(ring, (i * 45 - 14) * 16, 28 * 16);
    }
}

} // namespace

QColor markColor(Mark mark, const Colors &colors)
{
    switch (mark) {
    case Mark::Success: return colors.success;
    case Mark::Error: return colors.error;
    case Mark::Warning:
    case Mark::OutOfMemory:
    case Mark::TimedOut: return colors.warning;
    case Mark::Running:
    case Mark::Note: return colors.accent;
    case Mark::None:
    case Mark::Cancelled:
    case Mark::Waiting: break;
    }
    return colors.muted;
}

Ink markInk(Mark mark)
{
    switch (mark) {
    case Mark::Success: return Ink::Success;
    case Mark::Error: return Ink::Error;
    case Mark::Warning:
    case Mark::OutOfMemory:
    case Mark::TimedOut: return Ink::Warning;
    case Mark::Running:
    case Mark::Note: return Ink::Accent;
    case Mark::None:
    case Mark::Cancelled:
    case Mark::Waiting: break;
    }
    return Ink::Muted;
}

void paintMark(QPainter *painter, const QRectF &rect, Mark mark, const Colors &colors)
{
    if (mark == Mark::None)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const double side = std::min(rect.width(), rect.height());
    painter->translate(rect.center() - QPointF(side, side) / 2);
    painter->scale(side / 16, side / 16);
    const QColor colour = markColor(mark, colors);
    switch (mark) {
    case Mark::Success:
    case Mark::Error:
    case Mark::TimedOut:
    case Mark::Note: paintDisc(painter, mark, colour, colors.base); break;
    case Mark::Warning: paintTriangle(painter, colour, colors.base); break;
    case Mark::OutOfMemory:
    case Mark::Cancelled: paintSquare(painter, mark, colour, colors.base); break;
    case Mark::Running:
    case Mark::Waiting: paintRing(painter, mark, colour, colors.base); break;
    case Mark::None: break;
    }
    painter->restore();
}

} // namespace longshore
