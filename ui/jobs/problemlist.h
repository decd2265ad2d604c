// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"

#include <QWidget>

class QTreeWidget;

namespace longshore
{

class MarkLabel;

/// What is wrong, always in sight: errors first, each with its path. A click, or Enter, goes to the field.
class ProblemList : public QWidget
{
    Q_OBJECT
public:
    explicit ProblemList(QWidget *parent);

    void setProblems(const Problems &problems);
    const Problems &problems() const { return m_problems; }

Q_SIGNALS:
    void chosen(const longshore::Problem &problem);

private:
    Problems m_problems;
    MarkLabel *m_errors;
    MarkLabel *m_warnings;
    QTreeWidget *m_list;
};

} // namespace longshore
