// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logfilter.h"
#include "ui/widgets/bars.h"

class QBoxLayout;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace longshore
{

class PlainLabel;

/// Which lines are shown: containing, not containing, lines around, from and to a time, repeats folded.
class LogFilterBar : public QWidget
{
    Q_OBJECT
public:
    explicit LogFilterBar(QWidget *parent = nullptr);

    /// Puts what the bar says into `criteria`. `start` and `utc` as for `parseLogTime`.
    void addTo(LogCriteria *criteria, qint64 start, bool utc) const;
    /// One of the times cannot be read; `addTo` found so.
    bool hasWrongTime() const;
    bool foldsRepeats() const;
    void setFoldRepeats(bool on);
    /// Empties the fields; repeats stay as they are.
    void clear();
    void focus();
    /// "1,204 of 19,433 lines"; empty says nothing.
    void setCount(const QString &text);

Q_SIGNALS:
    void changed();
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    static constexpr int twoRowsBelow = 1000;

    QLineEdit *addField(Bar *bar, const QString &name, const QString &placeholder, int width);

    QBoxLayout *m_bars;
    QLineEdit *m_include;
    QLineEdit *m_exclude;
    QToolButton *m_regex;
    QSpinBox *m_context;
    QLineEdit *m_from;
    QLineEdit *m_to;
    QToolButton *m_fold;
    PlainLabel *m_count;
};

} // namespace longshore
