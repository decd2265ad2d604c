// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/reference.h"

#include <QObject>
#include <functional>

class QAction;
class QWidget;

namespace longshore
{

class RegistryCommands;

/// Pull…, Push… and Log in to a registry… of the Images page, and the questions behind them. None blocks.
class RegistryActions : public QObject
{
    Q_OBJECT
public:
    /// `commands` and `window` outlive this; questions open over `window`.
    RegistryActions(RegistryCommands &commands, QWidget &window, QObject *parent = nullptr);

    QAction *pull() const { return m_pull; }
    QAction *push() const { return m_push; }
    QAction *logIn() const { return m_logIn; }

    /// The tag that Push… and a first guess of Pull… are about; empty = none.
    void setCurrent(const QString &reference);

private:
    void askPull();
    void askPush();
    void askLogin(const QString &registry, const QString &user, const std::function<void()> &then);

    RegistryCommands &m_commands;
    QWidget &m_window;
    QString m_current;
    QAction *m_pull;
    QAction *m_push;
    QAction *m_logIn;
};

} // namespace longshore
