// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logopened.h"
#include "ui/logs/logcells.h"

#include <algorithm>

namespace longshore
{

namespace
{

constexpr int mostNameCells = 32;
constexpr int fieldIndent = 4;
constexpr int between = 2;
constexpr int fewestValueCells = 16;

int cellsOf(const QString &text)
{
    return cells::count(text.toUtf8(), false);
}

/// One line of a value; a longer one is wrapped.
void addLine(OpenedLine *opened, int index, const QString &name, const QString &line, int room)
{
    const QByteArray text = line.toUtf8();
    const int rows = cells::rows(cells::count(text, false, room), room);
    for (int row = 0; row < rows; ++row) {
        const int from = cells::offsetOf(text, false, row * room, room);
        const int to = cells::offsetOf(text, false, (row + 1) * room, room);
        opened->pieces.push_back({row == 0 ? name : QString(), QString::fromUtf8(text.sliced(from, to - from)), index});
    }
}

/// Stack traces and the like have newlines, which are made visible; here they can be newlines again.
void addField(OpenedLine *opened, int index, int room)
{
    const QStringList lines = opened->fields[index].value.split(QChar(0x240a));
    for (qsizetype i = 0; i < lines.size(); ++i)
        addLine(opened, index, i == 0 ? opened->fields[index].path : QString(), lines[i], room);
}

} // namespace

OpenedLine openLine(const LogLine &line, const ShowOptions &options, int columns)
{
    OpenedLine opened;
    opened.options = options;
    const LogFields parsed = line.flags & LineNote ? LogFields() : LogFields::read(line.text);
    if (!((line.flags & LineStructured) || options.logfmt) || parsed.fields.isEmpty()) {
        opened.options.whole = true;
        opened.options.wholeColumns = std::max(columns, cells::fewestColumns);
        opened.ownRows = showLine(line, opened.options).rows;
        return opened;
    }
    opened.ownRows = shownRows(line, options);
    opened.fields = parsed.fields;
    if (!parsed.error.isEmpty())
        opened.fields.append({{}, parsed.error, LogField::Kind::Text});
    for (const LogField &field : std::as_const(opened.fields))
        opened.nameCells = std::max(opened.nameCells, std::min(mostNameCells, cellsOf(field.path)));
    const int room = std::max(fewestValueCells, columns - fieldIndent - opened.nameCells - between);
    for (int i = 0; i < opened.fields.size(); ++i)
        addField(&opened, i, room);
    return opened;
}

} // namespace longshore
