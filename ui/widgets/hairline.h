// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace longshore
{

/// The 1 px `Mid` line that parts two panes or sections.
class Hairline : public QWidget
{
    Q_OBJECT
public:
    explicit Hairline(Qt::Orientation orientation = Qt::Horizontal, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// A surface in the Base (pages, panes) or Window (bars) colour with an optional rounded border and tint: the one
/// kind of card there is. Its colours follow the theme.
class Card : public QWidget
{
    Q_OBJECT
public:
    enum class Look {
        Outlined, ///< base, soft border: lists of other ways, what was tried
        Accent,   ///< accent tint and border: the one next action
        Code      ///< alternate base, soft border: commands
    };
    explicit Card(Look look, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
};

/// Gives `widget` the Base colour as ground (pages and panes); bars keep Window.
void setBaseGround(QWidget *widget);

} // namespace longshore
