// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/buttonrow.h"

#include <initializer_list>
#include <utility>

class QTreeView;

namespace longshore
{

struct CellLook;

/// A page's bar on the Window colour with a hairline below: 48 px for tool bars, 56 for editor and run headers, or
/// 32 with the line above for a foot line. Widgets go left to right with 8 between, 12 at both ends.
class Bar : public ButtonRow
{
    Q_OBJECT
public:
    enum class Kind { Tools, Header, Foot };
    explicit Bar(Kind kind, QWidget *parent = nullptr);

    /// A flat icon + word button for `action`, which can yield.
    QToolButton *addAction(QAction *action, bool iconOnly = false);
    using QWidget::addAction;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Kind m_kind;
};

/// What every tree and table of the program has in common: frameless, uniform rows, no grid or stripes, 16 px
/// indentation, one focus for the row, extended keyboard use, per-pixel scrolling.
void setUpTree(QTreeView *view);
/// Makes each of these columns as wide as the text beside it needs, and as its header does: one by which rows are sorted
/// has an arrow there, and gets the room for it when it is chosen.
void setColumnWidths(QTreeView *view, std::initializer_list<std::pair<int, QString>> longest);
/// Likewise, for cells with a mark or in the fixed font.
void setCellWidths(QTreeView *view, std::initializer_list<std::pair<int, CellLook>> longest);

} // namespace longshore
