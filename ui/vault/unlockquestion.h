// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/vault/vaultopener.h"
#include "ui/widgets/question.h"

class QLineEdit;

namespace longshore
{

class MarkLabel;
class SecretEdit;

/// Asks for what unlocks the vault: its passphrase or key file; the keychain is asked at once. Is accepted once the vault
/// is open; what went wrong is told in it. The key is worked out on a worker.
class UnlockQuestion : public Question
{
    Q_OBJECT
public:
    /// Vault and keychain outlive it. `why` is the sentence on top; empty = none but where the key is.
    UnlockQuestion(Vault &vault, Keychain &keychain, const VaultKey &key, const QString &why, QWidget *parent);

    /// Tries what was typed.
    void accept() override;

private:
    void opened(const Result<void> &result);
    void setBusy(bool busy);

    VaultOpener m_opener;
    KeyPlace m_place;
    SecretEdit *m_passphrase = nullptr;
    QLineEdit *m_file = nullptr;
    MarkLabel *m_state;
};

} // namespace longshore
