// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/removalreport.h"
#include "ui/theme/marks.h"
#include "ui/widgets/question.h"

class QCheckBox;
class QStandardItemModel;

namespace longshore
{

class PlainLabel;

/// The question before images are removed: each tag that goes, each image that is deleted, what stays and why, and
/// containers that would go along. Force is offered only where the engine would obey it.
class RemovalQuestion : public Question
{
    Q_OBJECT
public:
    RemovalQuestion(const RemovalPlan &plan, const RemovalFacts &facts, QWidget *parent);

    bool isForced() const;

Q_SIGNALS:
    void answered(const longshore::RemovalPlan &plan, bool force);

private:
    void showPlan();
    void add(Mark mark, const QString &text, const QString &what);
    void addImage(const ImageRemovalPlan &image, bool force);
    QString sentence(bool force) const;
    QString buttonText(bool force) const;

    RemovalPlan m_plan;
    RemovalFacts m_facts;
    QStandardItemModel *m_rows;
    QCheckBox *m_force;
    PlainLabel *m_total;
};

/// What a removal did, line by line; with what to do about what stayed.
void showRemovalReport(const RemovalReport &report, QWidget *parent);

} // namespace longshore
