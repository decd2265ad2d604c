// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QToolButton;

namespace longshore
{

/// Widgets from left to right. Once it ends in a "more" button it asks for no room for the buttons that can yield: where
/// there is none, they give way to that button's menu, the last one first (visual.md, Window).
class ButtonRow : public QWidget
{
    Q_OBJECT
public:
    explicit ButtonRow(QWidget *parent = nullptr);

    /// Takes it. What was put at the end stays there.
    void add(QWidget *widget, int stretch = 0);
    void addStretch();
    /// A short upright line.
    void addSeparator();
    /// Likewise, for a button that can yield; `action` is what it does, and outlives the row.
    void addYielding(QWidget *button, QAction *action);
    /// Behind all that is added.
    void addAtEnd(QWidget *widget);
    /// The "more" button, at the end; without anything in its menu it is not seen.
    QToolButton *addMore(const QString &objectName);
    /// For the menu of the "more" button alone. The action outlives the row.
    void addMoreAction(QAction *action);

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;

    QHBoxLayout *row() const { return m_row; }

private:
    struct Yielding {
        QWidget *button;
        QAction *action;
    };
    void fit();
    void fillMenu();
    int widthOf(const Yielding &yielding) const;

    QHBoxLayout *m_row;
    int m_next = 0; ///< where the next widget goes
    QList<Yielding> m_yielding;
    QList<QAction *> m_yielded; ///< of the buttons that gave way
    QList<QAction *> m_kept;    ///< that only the menu has
    QToolButton *m_more = nullptr;
};

} // namespace longshore
