// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;

namespace longshore
{

class MarkLabel;
class RegistryCommands;
struct RegistryCredential;

/// One line that says who asks a registry ("as alice, from ~/.docker/config.json"), and lets a person log in or out.
class CredentialLine : public QWidget
{
    Q_OBJECT
public:
    /// `commands` outlives this.
    explicit CredentialLine(RegistryCommands &commands, QWidget *parent = nullptr);

    /// A full repository, or empty: nothing is asked and shown then.
    void setRepository(const QString &repository);
    QString text() const;

private:
    void look();
    void show(const RegistryCredential &credential);
    void logIn();
    void logOut();
    QString registry() const { return m_repository.section(u'/', 0, 0); }

    RegistryCommands &m_commands;
    QString m_repository;
    int m_round = 0; ///< answers of earlier ones are of no interest
    MarkLabel *m_who;
    QToolButton *m_logIn;
    QToolButton *m_logOut;
};

} // namespace longshore
