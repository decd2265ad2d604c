// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>

namespace longshore
{

class LogView;

/// A log view for screen readers: a read-only terminal whose text are the rows on the screen and whose cursor is the
/// current line.
class LogAccessible : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit LogAccessible(LogView *view);
    /// Makes Qt use this for every LogView; may be called again.
    static void install();

    void *interface_cast(QAccessible::InterfaceType type) override;
    QString text(QAccessible::Text which) const override;
    QAccessible::State state() const override;

    void selection(int selectionIndex, int *startOffset, int *endOffset) const override;
    int selectionCount() const override;
    void addSelection(int startOffset, int endOffset) override;
    void removeSelection(int selectionIndex) override;
    void setSelection(int selectionIndex, int startOffset, int endOffset) override;
    int cursorPosition() const override;
    void setCursorPosition(int position) override;
    using QAccessibleTextInterface::text;
    QString text(int startOffset, int endOffset) const override;
    int characterCount() const override;
    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint &point) const override;
    void scrollToSubstring(int startIndex, int endIndex) override;
    QString attributes(int offset, int *startOffset, int *endOffset) const override;

private:
    LogView *view() const;
    /// Row of the screen and its first character.
    std::pair<int, int> rowAt(int offset) const;
    int startOf(int row) const;
};

} // namespace longshore
