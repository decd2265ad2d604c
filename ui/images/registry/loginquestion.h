// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/images/registrycredential.h"
#include "ui/theme/marks.h"
#include "ui/widgets/question.h"

class QLineEdit;
class QRadioButton;

namespace longshore
{

class MarkLabel;
class RegistryCommands;
class SecretEdit;

/// Asks for user and password of a registry, has them checked there, and keeps what was let in: in the keychain or for
/// this session. Accepted once it is kept.
class LoginQuestion : public Question
{
    Q_OBJECT
public:
    /// `registry` may be empty, to be typed. `commands` outlives this.
    LoginQuestion(RegistryCommands &commands, const QString &registry, const QString &user, QWidget *parent);

    void accept() override;

private:
    void check();
    void checked(const Result<RegistryCredential> &result);
    void kept(const Result<void> &result);
    void setBusy(bool busy);
    void tell(Mark mark, const QString &text);

    RegistryCommands &m_commands;
    QLineEdit *m_registry;
    QLineEdit *m_user;
    SecretEdit *m_password;
    QRadioButton *m_keep;
    QRadioButton *m_once;
    MarkLabel *m_state;
    bool m_isBusy = false;
    bool m_isKept = false;
};

} // namespace longshore
