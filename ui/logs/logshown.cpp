// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logshown.h"

#include "model/format.h"
#include "model/logs/logfields.h"
#include "ui/logs/logcells.h"

#include <QCoreApplication>
#include <QStringList>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

struct Cut {
    qsizetype bytes = 0; ///< shown
    int cells = 0;
};

bool showsShort(const LogLine &line, const ShowOptions &options)
{
    if (!options.shortMessages || options.whole || (line.flags & LineNote))
        return false;
    return (line.flags & LineStructured) || (options.logfmt && looksLogfmt(line.text));
}

/// The longest beginning of `text` that takes at most `cells` cells and `bytes` bytes.
Cut beginning(QByteArrayView text, bool grid, int columns, int cells, qsizetype bytes)
{
    if (grid) {
        const qsizetype shown = std::min({text.size(), bytes, qsizetype(cells)});
        return {shown, int(shown)};
    }
    cells::Walk walk(text, columns);
    Cut cut;
    while (walk.next() && walk.end() <= cells && walk.place().offset + walk.place().size <= bytes)
        cut = {walk.place().offset + walk.place().size, walk.end()};
    return cut;
}

/// What is shown of a line's text that is not opened. A cut line ends so that its chip has room in the last row.
Cut cutOf(QByteArrayView text, bool grid, int columns)
{
    using namespace shown;
    if (text.size() <= cutBytes + cutSlack)
        return {text.size(), cells::count(text, grid, columns)};
    int cells = int(cutBytes);
    if (columns > 2 * chipCells)
        cells = std::max(1, int(cutBytes) / columns) * columns - chipCells;
    return beginning(text, grid, columns, cells, cutBytes);
}

/// As wide as loggers make them, so that messages stand below each other.
QByteArray shortLevel(LogLevel level)
{
    switch (level) {
    case LogLevel::None: break;
    case LogLevel::Trace: return "TRACE";
    case LogLevel::Debug: return "DEBUG";
    case LogLevel::Info: return "INFO";
    case LogLevel::Notice: return "NOTE";
    case LogLevel::Warning: return "WARN";
    case LogLevel::Error: return "ERROR";
    case LogLevel::Critical: return "FATAL";
    }
    return {};
}

QByteArray messageOf(const LogLine &line, int *fields, LevelWord *word)
{
    const LogFields parsed = LogFields::read(line.text);
    *fields = int(parsed.fields.size());
    if (parsed.message.isEmpty())
        return {};
    QByteArray text;
    if (line.level != LogLevel::None) {
        text = shortLevel(line.level);
        *word = {line.level, 0, quint16(text.size())};
        text = text.leftJustified(5) + ' ';
    }
    return text + parsed.message.toUtf8();
}

bool isAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return quint8(c) < 0x80; });
}

void showShort(const LogLine &line, const ShowOptions &options, ShownLine *shown)
{
    const QByteArray message = messageOf(line, &shown->fields, &shown->word);
    bool ascii = !(line.flags & LineNonAscii);
    if (!message.isEmpty()) {
        shown->take(message);
        shown->isShort = true;
        ascii = isAscii(message);
    }
    shown->grid = cells::isGrid(shown->text, !ascii);
    const int room = options.columns > 0 ? std::max(1, options.columns - shown::chipCells) : int(shown::cutBytes);
    const Cut cut = beginning(shown->text, shown->grid, 0, room, shown::cutBytes);
    shown->hidden = shown->text.size() - cut.bytes;
    shown->text = shown->text.first(cut.bytes);
    shown->cells = cut.cells;
}

} // namespace

ShownLine &ShownLine::operator=(ShownLine &&other) noexcept
{
    own = std::move(other.own); // keeps its place in memory
    text = other.text;
    isShort = other.isShort;
    grid = other.grid;
    columns = other.columns;
    cells = other.cells;
    rows = other.rows;
    hidden = other.hidden;
    fields = other.fields;
    word = other.word;
    return *this;
}

void ShownLine::take(const QByteArray &bytes)
{
    own = bytes;
    text = own;
}

ShownLine showLine(const LogLine &line, const ShowOptions &options)
{
    ShownLine shown;
    shown.text = line.text;
    if (showsShort(line, options)) {
        showShort(line, options, &shown);
        return shown;
    }
    const bool note = line.flags & LineNote;
    shown.columns = note ? 0 : options.whole ? options.wholeColumns : options.columns;
    shown.grid = cells::isGrid(line.text, line.flags & LineNonAscii);
    if (options.whole) {
        shown.cells = cells::count(shown.text, shown.grid, shown.columns);
    } else {
        const Cut cut = cutOf(line.text, shown.grid, shown.columns);
        shown.hidden = line.text.size() - cut.bytes;
        shown.text = line.text.first(cut.bytes);
        shown.cells = cut.cells;
    }
    shown.rows = cells::rows(shown.cells, shown.columns);
    if (line.level != LogLevel::None && !note)
        shown.word = levelWord(shown.text);
    return shown;
}

int shownRows(const LogLine &line, const ShowOptions &options)
{
    if (options.columns <= 0 || (line.flags & LineNote) || showsShort(line, options))
        return 1;
    if (line.text.size() <= options.columns && !line.text.contains('\t')) // no character is wider than its bytes
        return 1;
    const bool grid = cells::isGrid(line.text, line.flags & LineNonAscii);
    return cells::rows(cutOf(line.text, grid, options.columns).cells, options.columns);
}

QString chipText(const LogLine &line, const ShownLine &shown, quint64 alike)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("LogView", text); };
    QStringList parts;
    if (alike > 0)
        parts << tr("× %1 alike").arg(format::count(qint64(alike)));
    if (line.updates > 1)
        parts << tr("× %1 updates").arg(format::count(line.updates));
    if (shown.isShort)
        parts << (shown.fields == 1 ? tr("1 field") : tr("%1 fields").arg(format::count(shown.fields)));
    else if (shown.hidden > 0)
        parts << tr("… %1 more").arg(format::bytes(shown.hidden));
    return parts.join(u" · "_s);
}

} // namespace longshore
