// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/vault/vaultopener.h"
#include "ui/widgets/question.h"

class QButtonGroup;

namespace longshore
{

class KeyFileField;
class MarkLabel;
class SecretEdit;

/// Asks what shall lock the vault: the keychain, a passphrase, a key file, or nothing for this session only. Makes the
/// vault, or gives one that is open a new key. Is accepted once that is done; what went wrong is told in it.
class LockQuestion : public Question
{
    Q_OBJECT
public:
    enum Purpose { MakeVault, ChangeLock };
    /// Vault and keychain outlive it. `why` is the sentence on top.
    LockQuestion(Vault &vault, Keychain &keychain, Purpose purpose, const QString &why, QWidget *parent,
                 VaultOpener::CostMeasure measure = measuredPassphraseCost);

    void accept() override;

private:
    enum Way { InKeychain, ByPassphrase, ByFile, ForSession };
    void addWay(Way way, const QString &name, const QString &title, const QString &help, QWidget *fields);
    QWidget *makePassphrases();
    QWidget *makeFile();
    Way way() const;
    void wayChanged();
    /// What is missing or wrong in the fields; empty when nothing.
    QString objection() const;
    void start();
    void ended(const Result<void> &result);
    void setBusy(bool busy);

    Vault &m_vault;
    VaultOpener m_opener;
    Purpose m_purpose;
    QButtonGroup *m_ways;
    QHash<int, QWidget *> m_fields; ///< of each way that has some
    SecretEdit *m_passphrase = nullptr;
    SecretEdit *m_repeat = nullptr;
    KeyFileField *m_file = nullptr;
    MarkLabel *m_state;
};

} // namespace longshore
