// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/loggutter.h"

#include <QDateTime>
#include <QPainter>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int stderrBar = 3;
constexpr int letterColumn = 12;
constexpr int numberColumn = 46;
constexpr int timeColumn = 60; ///< 56 and 4 between
constexpr int numberDigits = 5;
constexpr int inset = 8;
constexpr qint64 nanos = 1'000'000'000;
} // namespace

void LogGutter::fit(const LogLook &look, GutterMode mode, quint64 lastNumber)
{
    const auto cells = [&look](qsizetype count) { return int(count * look.cell + 0.999); };
    const int digits = std::max(numberDigits, int(QString::number(lastNumber).size()));
    m_numberRight = stderrBar + letterColumn + std::max(numberColumn, cells(digits) + inset);
    m_timeRight = m_numberRight;
    if (mode == GutterMode::LocalTime || mode == GutterMode::UtcTime)
        m_timeRight += cells(12) + 12;
    else if (mode != GutterMode::Number)
        m_timeRight += std::max(timeColumn, cells(9) + 4);
    m_width = m_timeRight + inset + 1;
}

QString LogGutter::timeText(GutterMode mode, qint64 time, qint64 reference)
{
    if (time == 0 || mode == GutterMode::Number)
        return {};
    if (mode == GutterMode::LocalTime || mode == GutterMode::UtcTime) {
        QDateTime moment = QDateTime::fromMSecsSinceEpoch(time / 1'000'000, Qt::UTC);
        if (mode == GutterMode::LocalTime)
            moment = moment.toLocalTime();
        return moment.toString(u"HH:mm:ss.zzz"_s);
    }
    if (reference == 0)
        return mode == GutterMode::Delta ? QString() : u"0.000"_s;
    const qint64 span = time - reference;
    const QString seconds = QString::number(double(std::abs(span)) / double(nanos), 'f', 3);
    const QString sign = span < 0 && seconds != "0.000"_L1 ? u"−"_s : mode == GutterMode::Delta ? u"+"_s : QString();
    return sign + seconds;
}

void LogGutter::paintGround(QPainter *painter, const LogLook &look, int height) const
{
    painter->fillRect(0, 0, m_width, height, look.colors.alternateBase);
    painter->fillRect(m_width - 1, 0, 1, height, look.colors.hairline);
}

void LogGutter::paintRow(QPainter *painter, const LogLook &look, const GutterRow &row, int top) const
{
    const Colors &colors = look.colors;
    if (row.isStderr)
        painter->fillRect(0, top, stderrBar, look.rowHeight, colors.stderrMark);
    if (row.isCurrent)
        painter->fillRect(m_width - 2, top, 2, look.rowHeight, colors.accent);
    if (row.number.isEmpty() && row.time.isEmpty())
        return;
    const auto right = [&](const QString &text, int edge, const QColor &ink) {
        painter->setPen(ink);
        painter->drawText(QPointF(edge - text.size() * look.cell, top + look.baseline), text);
    };
    if (row.isMarked) {
        const QPointF middle(stderrBar + letterColumn + 3, top + look.rowHeight / 2.0);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors.accent);
        painter->drawConvexPolygon(QPolygonF{middle - QPointF(0, 5), middle + QPointF(4, 0), middle + QPointF(0, 5), middle - QPointF(4, 0)});
    }
    if (row.isStderr) {
        painter->setFont(look.bold);
        painter->setPen(colors.stderrMark);
        painter->drawText(QPointF(stderrBar + 3, top + look.baseline), u"E"_s);
    }
    painter->setFont(look.font);
    right(row.number, m_numberRight, colors.muted);
    right(row.time, m_timeRight, colors.muted);
}

} // namespace longshore
