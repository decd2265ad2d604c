// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/marks.h"

#include <QList>
#include <QWidget>

namespace longshore
{

/// Checks in order, joined by lines, wrapping: "✓ File exists — ✗ You may open it — ◌ Answers".
class StepChain : public QWidget
{
    Q_OBJECT
public:
    struct Step {
        Mark mark = Mark::Waiting;
        QString text;
    };
    explicit StepChain(const QList<Step> &steps, QWidget *parent = nullptr);
};

} // namespace longshore
