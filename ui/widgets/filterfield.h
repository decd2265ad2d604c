// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QLineEdit;
class QMenu;

namespace longshore
{

class ElidedLabel;

/// The filter of a list: icon, text, clear, and the hit count beside it. A term that makes no sense turns the border
/// to error, and its sentence takes the place of the count. Escape clears; Down leaves for the list.
class FilterField : public QWidget
{
    Q_OBJECT
public:
    explicit FilterField(const QString &placeholder, QWidget *parent = nullptr);

    QString text() const;
    void setText(const QString &text);
    /// "14 of 42 tags"; the page words it.
    void setCount(const QString &text);
    /// What is wrong with the text, instead of the count; empty when it is good.
    void setProblem(const QString &sentence);
    /// Puts the cursor there and marks the text.
    void focus();
    QLineEdit *lineEdit() const { return m_edit; }
    /// Opens below the icon when it is clicked; Down with Alt does so, too.
    void setIconMenu(QMenu *menu, const QString &toolTip);

Q_SIGNALS:
    void textChanged(const QString &text);
    /// Down or Enter: the list should take the focus.
    void leftForList();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void tell();

    void openMenu();

    QLineEdit *m_edit;
    QAction *m_icon;
    QMenu *m_menu = nullptr;
    ElidedLabel *m_count;
    QString m_countText;
    QString m_problem;
};

} // namespace longshore
