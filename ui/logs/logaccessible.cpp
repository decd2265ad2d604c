// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logaccessible.h"

#include "model/format.h"
#include "ui/logs/logview.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QAccessibleInterface *makeFor(const QString &, QObject *object)
{
    auto *view = qobject_cast<LogView *>(object);
    return view ? std::make_unique<LogAccessible>(view).release() : nullptr; // QAccessible takes it
}

} // namespace

LogAccessible::LogAccessible(LogView *view) : QAccessibleWidget(view, QAccessible::Terminal) {}

void LogAccessible::install()
{
    QAccessible::installFactory(makeFor); // the same one twice is one
}

LogView *LogAccessible::view() const
{
    return static_cast<LogView *>(widget());
}

void *LogAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TextInterface ? static_cast<QAccessibleTextInterface *>(this) : QAccessibleWidget::interface_cast(type);
}

QString LogAccessible::text(QAccessible::Text which) const
{
    if (which == QAccessible::Value) {
        const auto current = view()->currentLine();
        const LogRowSource &rows = view()->rows();
        if (current && !rows.isNull() && rows.shows(*current)) {
            const LogLine line = rows.line(rows.rowOfLine(*current));
            const QString stream = line.source == LogSource::Stderr ? LogView::tr("stderr") : LogView::tr("stdout");
            return LogView::tr("Line %1, %2: %3").arg(format::count(qint64(*current + 1)), stream, QString::fromUtf8(line.text));
        }
        return text(0, characterCount());
    }
    if (which == QAccessible::Description && view()->document())
        return LogView::tr("%1 lines").arg(format::count(qint64(view()->document()->store()->endLine())));
    return QAccessibleWidget::text(which);
}

QAccessible::State LogAccessible::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = true;
    state.multiLine = true;
    state.selectableText = true;
    return state;
}

QString LogAccessible::text(int startOffset, int endOffset) const
{
    const QStringList empty = view()->emptyTexts();
    const QString all = (empty.isEmpty() ? view()->paintedTexts() : empty).join(u'\n');
    return all.mid(startOffset, endOffset - startOffset);
}

int LogAccessible::characterCount() const
{
    return int(text(0, INT_MAX).size());
}

std::pair<int, int> LogAccessible::rowAt(int offset) const
{
    int row = 0;
    int start = 0;
    const QStringList texts = view()->paintedTexts();
    for (; row + 1 < texts.size() && start + int(texts[row].size()) < offset; ++row)
        start += int(texts[row].size()) + 1;
    return {row, start};
}

int LogAccessible::startOf(int row) const
{
    int start = 0;
    const QStringList texts = view()->paintedTexts();
    for (int i = 0; i < row && i < texts.size(); ++i)
        start += int(texts[i].size()) + 1;
    return start;
}

int LogAccessible::cursorPosition() const
{
    const auto current = view()->currentLine();
    const QRect at = current ? view()->cursorRect({*current, 0}) : QRect();
    return at.isValid() ? startOf(at.top() / std::max(1, at.height())) : 0;
}

void LogAccessible::setCursorPosition(int position)
{
    const RowPlace place = view()->layoutOfRows().moved(view()->topPlace(), rowAt(position).first);
    if (!view()->layoutOfRows().isEmpty())
        view()->goToLine(view()->rows().at(place.row).line);
}

void LogAccessible::selection(int, int *startOffset, int *endOffset) const
{
    *startOffset = *endOffset = 0;
    const LogSelection &marked = view()->selection();
    const QRect from = view()->cursorRect(marked.begin());
    const QRect to = view()->cursorRect(marked.end());
    if (marked.isEmpty() || !from.isValid() || !to.isValid())
        return;
    *startOffset = startOf(from.top() / from.height()) + marked.begin().offset;
    *endOffset = startOf(to.top() / to.height()) + marked.end().offset;
}

int LogAccessible::selectionCount() const
{
    return view()->selection().isEmpty() ? 0 : 1;
}

void LogAccessible::addSelection(int startOffset, int endOffset)
{
    setSelection(0, startOffset, endOffset);
}

void LogAccessible::removeSelection(int)
{
    view()->select({}, {});
}

void LogAccessible::setSelection(int, int startOffset, int endOffset)
{
    const auto position = [this](int offset) {
        const auto [row, start] = rowAt(offset);
        const RowPlace place = view()->layoutOfRows().moved(view()->topPlace(), row);
        return LogPosition{view()->rows().at(place.row).line, offset - start};
    };
    if (!view()->layoutOfRows().isEmpty())
        view()->select(position(startOffset), position(endOffset));
}

QRect LogAccessible::characterRect(int offset) const
{
    if (view()->layoutOfRows().isEmpty())
        return {};
    const auto [row, start] = rowAt(offset);
    const RowPlace place = view()->layoutOfRows().moved(view()->topPlace(), row);
    const QRect cursor = view()->cursorRect({view()->rows().at(place.row).line, offset - start});
    return QRect(view()->viewport()->mapToGlobal(cursor.topLeft()), cursor.size());
}

int LogAccessible::offsetAtPoint(const QPoint &point) const
{
    const QPoint local = view()->viewport()->mapFromGlobal(point);
    const LogPosition at = view()->positionAt(local);
    const QRect cursor = view()->cursorRect({at.line, 0});
    return cursor.isValid() ? startOf(cursor.top() / cursor.height()) + at.offset : -1;
}

void LogAccessible::scrollToSubstring(int startIndex, int)
{
    setCursorPosition(startIndex);
}

QString LogAccessible::attributes(int offset, int *startOffset, int *endOffset) const
{
    const auto [row, start] = rowAt(offset);
    *startOffset = start;
    *endOffset = start + int(view()->paintedText(row).size());
    return {};
}

} // namespace longshore
