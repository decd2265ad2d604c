// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>
#include <functional>

class QAction;
class QKeyEvent;
class QLineEdit;
class QMenu;

namespace longshore
{

class ElidedLabel;
class TermChips;

/// The filter of a list: icon, text, clear, and the hit count beside it. A term that makes no sense turns the border
/// to error, and its sentence takes the place of the count. Escape clears; Down leaves for the list. Terms may become chips,
/// before the words: Backspace in front of the words takes the last one back as text.
class FilterField : public QWidget
{
    Q_OBJECT
public:
    explicit FilterField(const QString &placeholder, QWidget *parent = nullptr);

    using IsTerm = std::function<bool(const QString &token)>;
    /// What `isTerm` holds for becomes a chip once a blank stands behind it, or the field is left.
    void setTerms(IsTerm isTerm) { m_isTerm = std::move(isTerm); }

    /// The chips, then the words.
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
    /// Makes chips of the terms in the text that are done with; `all`: of those the cursor stands at, too.
    void takeTerms(bool all);

private:
    bool pressed(const QKeyEvent &key);
    void takeBack();
    void setChips(const QStringList &terms);
    void placeChips();
    void clearAll();
    void tell();
    void openMenu();

    QLineEdit *m_edit;
    TermChips *m_chips;
    IsTerm m_isTerm;
    bool m_taking = false; ///< text becomes chips: the filter stays what it is
    QAction *m_icon;
    QAction *m_clear;
    QMenu *m_menu = nullptr;
    ElidedLabel *m_count;
    QString m_placeholder;
    QString m_countText;
    QString m_problem;
};

} // namespace longshore
