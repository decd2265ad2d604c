// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

class QVBoxLayout;

namespace longshore
{

/// One row of the navigation: icon, title, count; current with tint, accent icon and bar.
class NavigationItem : public QAbstractButton
{
    Q_OBJECT
public:
    NavigationItem(const QString &title, const QString &iconName, QWidget *parent);

    void setCount(int count); ///< -1 = not known
    void setNarrow(bool narrow);
    QSize sizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString countText() const;

    int m_count = -1;
    bool m_narrow = false;
};

/// The column of pages at the left, 152 px, or 44 px of icons. Up and Down move, as in a list.
class Navigation : public QWidget
{
    Q_OBJECT
public:
    explicit Navigation(QWidget *parent = nullptr);

    NavigationItem *add(const QString &id, const QString &title, const QString &iconName);
    void setCurrent(int index);
    void setNarrow(bool narrow);

Q_SIGNALS:
    void chosen(int index);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void fitWidth(); ///< 152 px, or what the words need at a larger text

    bool m_narrow = false;
    QList<NavigationItem *> m_items;
    QVBoxLayout *m_column;
};

} // namespace longshore
