// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace longshore
{

/// The buttons below a list that is edited: add, remove, move up, move down. Named `<name>.add` and so on.
class RowButtons : public QWidget
{
    Q_OBJECT
public:
    /// `title` is the list's, for those who cannot see it; `addWord` "Add row".
    RowButtons(const QString &name, const QString &title, const QString &addWord, QWidget *parent);

    /// One more, at the right end.
    QToolButton *addButton(const QString &icon, const QString &word, const QString &what);
    /// What the list takes at all; the rest is hidden.
    void setOffered(bool add, bool remove, bool move);
    /// What can be done with the row `current` (-1: none) of `rows`.
    void showState(int current, int rows, bool isFull = false);
    QToolButton *adding() const { return m_add; }
    bool canAdd() const;
    bool canRemove() const;
    bool canMove() const;

Q_SIGNALS:
    void addClicked();
    void removeClicked();
    void moveClicked(int by);

private:
    QToolButton *make(const QString &icon, const QString &word, const QString &what, bool iconOnly);

    QString m_name;
    QString m_title;
    QHBoxLayout *m_row;
    QToolButton *m_add;
    QToolButton *m_remove;
    QToolButton *m_up;
    QToolButton *m_down;
};

} // namespace longshore
