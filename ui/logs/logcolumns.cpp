// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logcolumns.h"

#include "ui/logs/logcells.h"

#include <QPainter>
#include <algorithm>

namespace longshore
{

namespace
{

int cellsOf(const QString &text)
{
    return cells::count(text.left(2 * LogColumns::mostSeen).toUtf8(), false);
}

} // namespace

QByteArray columnsToBytes(const QList<LogColumn> &columns)
{
    QByteArrayList parts;
    for (const LogColumn &column : columns)
        parts << column.path.toUtf8().toPercentEncoding() + ':' + QByteArray::number(column.cells);
    return parts.join(',');
}

QList<LogColumn> columnsFromBytes(const QByteArray &bytes)
{
    QList<LogColumn> columns;
    const QByteArrayList parts = bytes.split(',');
    for (const QByteArray &part : parts) {
        const qsizetype colon = part.indexOf(':');
        const QString path = QString::fromUtf8(QByteArray::fromPercentEncoding(part.first(std::max<qsizetype>(0, colon))));
        const int asked = part.mid(colon + 1).toInt();
        const int cells = asked <= 0 ? 0 : std::clamp(asked, LogColumns::fewestCells, LogColumns::mostCells);
        const bool known = std::any_of(columns.begin(), columns.end(), [&path](const LogColumn &column) { return column.path == path; });
        if (!path.isEmpty() && !known && columns.size() < LogColumns::mostColumns)
            columns << LogColumn{path, cells};
    }
    return columns;
}

void LogColumns::set(const QList<LogColumn> &columns)
{
    const QList<LogColumn> before = std::exchange(m_columns, columns.first(std::min<qsizetype>(columns.size(), mostColumns)));
    const QList<int> seen = std::exchange(m_seen, {});
    for (const LogColumn &column : std::as_const(m_columns)) {
        int widest = std::clamp(cellsOf(column.path), fewestCells, mostSeen);
        for (qsizetype i = 0; i < before.size(); ++i)
            widest = before[i].path == column.path ? std::max(widest, seen[i]) : widest;
        m_seen << widest;
    }
}

int LogColumns::cells(qsizetype column) const
{
    return m_columns[column].cells > 0 ? m_columns[column].cells : m_seen[column];
}

void LogColumns::setCells(qsizetype column, int cells)
{
    m_columns[column].cells = cells <= 0 ? 0 : std::clamp(cells, fewestCells, mostCells);
}

int LogColumns::width(const LogLook &look, qsizetype column) const
{
    return int((cells(column) + between) * look.cell + 0.999);
}

int LogColumns::width(const LogLook &look) const
{
    int all = 0;
    for (qsizetype i = 0; i < m_columns.size(); ++i)
        all += width(look, i);
    return all;
}

QList<LogField> LogColumns::valuesOf(const LogLine &line) const
{
    QList<LogField> values(m_columns.size());
    if (line.flags & LineNote)
        return values;
    const QList<LogField> fields = LogFields::read(line.text).fields;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const auto is = [this, i](const LogField &field) { return field.path == m_columns[i].path; };
        const auto found = std::find_if(fields.rbegin(), fields.rend(), is); // of a key given twice the last
        if (found != fields.rend())
            values[i] = *found;
    }
    return values;
}

bool LogColumns::see(const QList<LogField> &values)
{
    bool grew = false;
    for (qsizetype i = 0; i < std::min(values.size(), m_seen.size()); ++i) {
        const int wide = std::min(cellsOf(values[i].value), mostSeen);
        grew = grew || (wide > m_seen[i] && m_columns[i].cells == 0);
        m_seen[i] = std::max(m_seen[i], wide);
    }
    return grew;
}

void LogColumns::paint(QPainter *painter, const LogLook &look, QPoint topLeft, const QList<LogField> &values, const LogMatcher &matcher) const
{
    const QFontMetricsF metrics(look.font);
    qreal x = topLeft.x() + look.textInset;
    painter->setFont(look.font);
    for (qsizetype i = 0; i < std::min(values.size(), m_columns.size()); ++i) {
        const LogField &field = values[i];
        const qreal room = cells(i) * look.cell;
        const QString text = metrics.elidedText(field.value, Qt::ElideRight, room + 1);
        const bool number = field.kind == LogField::Kind::Number;
        const qreal wide = metrics.horizontalAdvance(text);
        const qreal left = number ? x + std::max<qreal>(0, room - wide) : x; // numbers below each other
        if (!matcher.isNull() && matcher.matches(field.value.toUtf8()))
            painter->fillRect(QRectF(left, topLeft.y(), wide, look.rowHeight), look.colors.match);
        const bool word = number || field.kind == LogField::Kind::Boolean || field.kind == LogField::Kind::Null;
        painter->setPen(word ? look.colors.cyan : look.colors.text);
        painter->drawText(QPointF(left, topLeft.y() + look.baseline), text);
        x += width(look, i);
    }
}

} // namespace longshore
