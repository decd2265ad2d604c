// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/cases/linediff.h"

#include <QWidget>

class QPlainTextEdit;

namespace longshore
{

class StatePage;

/// Two texts laid over each other, line by line: what came is marked with + and tinted, what went with − .
class ChangesView : public QWidget
{
    Q_OBJECT
public:
    explicit ChangesView(QWidget *parent);

    void setTexts(const QString &before, const QString &after, bool isJson);
    void setChangedOnly(bool only); ///< leaves out what is the same, but for a line around each change
    /// A sentence instead: there is nothing to lay it over.
    void setNothing(const QString &title, const QString &sentence);
    int changeCount() const; ///< lines that came or went

private:
    void refresh();
    void tint();

    QList<LineChange> m_changes;
    bool m_changedOnly = false;
    QPlainTextEdit *m_text;
    StatePage *m_states;
};

} // namespace longshore
