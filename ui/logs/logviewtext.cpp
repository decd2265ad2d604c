// SPDX-License-Identifier: GPL-3.0-or-later
// What a log view shows, as text and places.
#include "ui/logs/logview.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// A structured line's text and its chip, as one string.
QString withChip(const QString &text, const QString &chip)
{
    return chip.isEmpty() ? text : text + u" ["_s + chip + u']';
}

} // namespace

QString LogView::paintedText(int screenRow) const
{
    if (m_layout.isEmpty())
        return {};
    const RowPlace place = m_layout.moved(m_top, screenRow);
    const LogLine line = m_rows.line(place.row);
    const OpenedLine *opened = nullptr;
    const ShownLine shown = shownAt(place.row, line, &opened);
    if (opened && place.sub >= opened->ownRows) {
        const FieldPiece &field = opened->pieces[std::size_t(place.sub - opened->ownRows)];
        return field.name + u": "_s + field.text;
    }
    if (line.flags & LineNote)
        return QString::fromUtf8(line.text);
    const RowShape shape(m_look, shown, place.sub);
    const QString text = QString::fromUtf8(shown.text.sliced(shape.from(), shape.to() - shape.from()));
    return shape.to() == shown.text.size() ? withChip(text, chipOf(line, shown, m_rows.at(place.row))) : text;
}

/// "E 18211 12.894", as it stands beside a row's first visual row.
QString LogView::paintedGutterOf(quint64 row) const
{
    const GutterRow gutter = gutterRow({row, 0}, m_rows.at(row), m_rows.line(row));
    QStringList parts;
    if (gutter.isStderr)
        parts << u"E"_s;
    parts << gutter.number;
    if (!gutter.time.isEmpty())
        parts << gutter.time;
    return parts.join(u' ');
}

QString LogView::paintedGutter(int screenRow) const
{
    if (m_layout.isEmpty())
        return {};
    const RowPlace place = m_layout.moved(m_top, screenRow);
    if (place.sub == 0)
        return paintedGutterOf(place.row);
    return m_rows.line(place.row).source == LogSource::Stderr ? u"E"_s : QString();
}

QStringList LogView::paintedTexts() const
{
    QStringList texts;
    const quint64 left = m_layout.isEmpty() ? 0 : m_layout.total() - m_layout.visualOf(m_top);
    for (int row = 0; row < int(std::min<quint64>(quint64(screenRows()), left)); ++row)
        texts << paintedText(row);
    return texts;
}

LogPosition LogView::positionAt(QPoint point) const
{
    if (m_layout.isEmpty())
        return {};
    const RowPlace place = placeAt(point.y());
    const LogRow row = m_rows.at(place.row);
    const LogLine line = m_rows.line(place.row);
    const OpenedLine *opened = nullptr;
    const ShownLine shown = shownAt(place.row, line, &opened);
    if (opened && place.sub >= opened->ownRows)
        return {row.line, int(shown.text.size())};
    return {row.line, RowShape(m_look, shown, place.sub).offsetAt(point.x() - textLeft())};
}

QRect LogView::cursorRect(LogPosition position) const
{
    if (m_layout.isEmpty() || !m_rows.shows(position.line))
        return {};
    const quint64 row = m_rows.rowOfLine(position.line);
    const LogLine line = m_rows.line(row);
    const OpenedLine *opened = nullptr;
    const ShownLine shown = shownAt(row, line, &opened);
    const int offset = std::min(position.offset, int(shown.text.size()));
    int sub = 0;
    while (sub + 1 < shown.rows && RowShape(m_look, shown, sub).to() <= offset)
        ++sub;
    const int at = rowOnScreen({row, sub});
    if (at < 0)
        return {};
    return {textLeft() + int(RowShape(m_look, shown, sub).xOf(offset)), at * m_look.rowHeight, 1, m_look.rowHeight};
}

QString LogView::paintedColumns(int screenRow) const
{
    if (m_layout.isEmpty() || m_columns.isEmpty())
        return {};
    const RowPlace place = m_layout.moved(m_top, screenRow);
    QStringList texts;
    if (place.sub == 0)
        for (const LogField &field : m_columns.valuesOf(m_rows.line(place.row)))
            texts << field.value;
    return texts.join(u" | "_s);
}

QString LogView::selectedTable() const
{
    if (m_layout.isEmpty() || m_columns.isEmpty() || (m_selection.isEmpty() && !m_current))
        return {};
    const auto cell = [](const QString &text) { return QString(text).replace(u'\t', u' '); };
    QStringList cells;
    for (const LogColumn &column : m_columns.columns())
        cells << cell(column.path);
    QString table = (cells << tr("message")).join(u'\t');
    const quint64 first = m_selection.isEmpty() ? *m_current : m_selection.begin().line;
    const quint64 last = m_selection.isEmpty() ? *m_current : m_selection.end().line;
    for (quint64 row = m_rows.rowOfLine(first); row < m_rows.endRow() && m_rows.at(row).line <= last && table.size() < mostCopied; ++row) {
        const LogLine line = m_rows.line(row);
        cells.clear();
        for (const LogField &field : m_columns.valuesOf(line))
            cells << cell(field.value);
        const QString message = LogFields::read(line.text).message;
        table += u'\n' + (cells << cell(message.isEmpty() ? QString::fromUtf8(line.text) : message)).join(u'\t');
    }
    return table;
}

} // namespace longshore
