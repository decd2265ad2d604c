// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/prunemodel.h"
#include "ui/widgets/question.h"

namespace longshore
{

class PlainLabel;

/// The question before a clean-up: every image that would go, each of which can be left out, and what that frees.
class PruneQuestion : public Question
{
    Q_OBJECT
public:
    PruneQuestion(const RemovalFacts &facts, const QHash<ImageId, QString> &formerNames, QWidget *parent);

Q_SIGNALS:
    /// Exactly what was shown and chosen.
    void answered(const longshore::RemovalPlan &plan);

private:
    void showTotal();

    PruneModel *m_model;
    PlainLabel *m_total;
};

} // namespace longshore
