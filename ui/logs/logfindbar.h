// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logpattern.h"
#include "ui/widgets/bars.h"

#include <QSet>

class QAction;
class QLineEdit;
class QToolButton;

namespace longshore
{

class PlainLabel;

/// The row above a log: what is looked for and how many lines hold it; at its right what is shown (`addRight`).
class LogFindBar : public Bar
{
    Q_OBJECT
public:
    explicit LogFindBar(QWidget *parent = nullptr);

    LogPattern pattern() const;
    /// Only lines that match are wanted.
    bool onlyMatches() const;
    void setOnlyMatches(bool on);
    void setText(const QString &text);
    void focus();
    /// "3 of 47", "47", "not found", "…": `index` counts from 0.
    void setCount(bool active, quint64 count, std::optional<quint64> index, bool running);
    QString countText() const;
    /// A button right of the stretch, left out where there is no room unless it is needed.
    void addRight(QWidget *button, bool evenWhenNarrow = false);
    /// One that tells of lines that are hidden stays in sight.
    void setNeeded(QWidget *button, bool needed);
    /// A button that there is no use for now is left out.
    void setOffered(QWidget *button, bool offered);
    QAction *next() const { return m_next; }
    QAction *previous() const { return m_previous; }

    /// What `arrange` makes do with.
    QSize minimumSizeHint() const override { return {leastWidth, Bar::minimumSizeHint().height()}; }

Q_SIGNALS:
    void patternChanged();
    void onlyMatchesChanged();
    void cancelled();
    /// Escape in the field: the log should take the focus.
    void left();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QToolButton *addToggle(const QString &text, const QString &name, const QString &tip);

    void arrange();

    static constexpr int leastWidth = 380;
    static constexpr int leastField = 110;
    static constexpr int mostField = 232;
    QLineEdit *m_edit;
    PlainLabel *m_count;
    QAction *m_next;
    QAction *m_previous;
    QAction *m_cancel;
    QToolButton *m_cancelButton;
    QToolButton *m_case;
    QToolButton *m_regex;
    QToolButton *m_word;
    QToolButton *m_only;
    QList<QWidget *> m_arrows;
    QList<QWidget *> m_menus;
    QList<QWidget *> m_kept;
    QSet<QWidget *> m_needed;
    QSet<QWidget *> m_unoffered;
};

} // namespace longshore
