// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>
#include <QToolButton>

class QAction;

namespace longshore
{

/// The page's one filled button, with icon: Run…, Run again, Start Podman. `objectName` is set too.
QPushButton *primaryButton(const QString &iconName, const QString &text, const QString &objectName, QWidget *parent);
/// An outlined button without icon.
QPushButton *outlinedButton(const QString &text, const QString &objectName, QWidget *parent);
/// An outlined button that does what `action` does, and follows its icon text and whether it is enabled. Named "<action
/// name>Button".
QPushButton *outlinedButton(QAction *action, QWidget *parent);
/// A flat tool-bar button that shows `action`: icon and word, or the icon alone when `iconOnly` (the action's text
/// becomes tool tip and accessible name). Named "<action name>Button".
QToolButton *flatButton(QAction *action, QWidget *parent, bool iconOnly = false);
/// A flat icon + word button without an action.
QToolButton *flatButton(const QString &iconName, const QString &text, const QString &objectName, QWidget *parent);
/// The flat button at the end of a tool bar whose menu holds what the bar has no room for: `actions` (nullptr =
/// separator) without those that are `shown` already.
QToolButton *moreButton(const QString &objectName, const QList<QAction *> &actions, const QList<QAction *> &shown, QWidget *parent);

/// Whether `button` is drawn as primary.
void setPrimary(QPushButton *button, bool primary = true);

} // namespace longshore
