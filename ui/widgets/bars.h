// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <initializer_list>
#include <utility>

class QAction;
class QHBoxLayout;
class QToolButton;
class QTreeView;

namespace longshore
{

/// A page's bar on the Window colour with a hairline below: 48 px for tool bars, 56 for editor and run headers, or
/// 32 with the line above for a foot line. Widgets go left to right with 8 between, 12 at both ends.
class Bar : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Tools, Header, Foot };
    explicit Bar(Kind kind, QWidget *parent = nullptr);

    void add(QWidget *widget, int stretch = 0);
    void addStretch();
    /// A flat icon + word button for `action`.
    QToolButton *addAction(QAction *action, bool iconOnly = false);
    using QWidget::addAction;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Kind m_kind;
    QHBoxLayout *m_row;
};

/// What every tree and table of the program has in common: frameless, uniform rows, no grid or stripes, 16 px
/// indentation, one focus for the row, extended keyboard use, per-pixel scrolling.
void setUpTree(QTreeView *view);
/// Makes each of these columns as wide as the text beside it needs.
void setColumnWidths(QTreeView *view, std::initializer_list<std::pair<int, QString>> longest);

} // namespace longshore
