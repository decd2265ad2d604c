// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logpart.h"
#include "ui/widgets/bars.h"

class QLineEdit;
class QSpinBox;

namespace longshore
{

class MarkLabel;

/// The row in which a part of a log is asked for: from, to, the last lines of that. Enter, or its button, shows it.
class LogPartBar : public Bar
{
    Q_OBJECT
public:
    explicit LogPartBar(QWidget *parent = nullptr);

    LogPart part() const;
    void focus();
    /// Why it cannot be shown; empty when it can.
    void setProblem(const QString &sentence);

Q_SIGNALS:
    void chosen();
    /// Escape.
    void left();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLineEdit *addField(const QString &name, const QString &label, const QString &placeholder);

    QLineEdit *m_from;
    QLineEdit *m_to;
    QSpinBox *m_lines;
    MarkLabel *m_problem;
};

} // namespace longshore
