// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/statepage.h"

class QPushButton;

namespace longshore
{

/// The empty state: centred at 45 % height, 48 px icon, title, sentence, primary, other ways. Shown by StatePage.
class EmptyMessage : public QWidget
{
    Q_OBJECT
public:
    EmptyMessage(const EmptyState &empty, QWidget *parent);
};

/// The error state: a left-aligned column ≤ 800 px with title, sentence, next action and the evidence verbatim.
class ErrorMessage : public QWidget
{
    Q_OBJECT
public:
    ErrorMessage(const QString &title, const Error &error, QAction *nextAction, QWidget *parent);
};

/// A filled button that triggers `action` and shows its icon and text.
QPushButton *primaryButtonFor(QAction *action, QWidget *parent);

} // namespace longshore
