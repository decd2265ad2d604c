// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/headless.h"
#include "app/vaultaccess.h"
#include "model/vault/jobsecrets.h"

namespace longshore
{

/// `longshore encrypt JOB [--secret KEY=SOURCE]`: what stands in the clear under # keys goes into the vault, and a reference
/// into the file, of which nothing else changes. `--secret` gives the local value of a cipher of the platform.
class EncryptCommand : public StoreCommand
{
    Q_OBJECT
public:
    using StoreCommand::StoreCommand;

    void start() override;

private:
    void storeOpened() override;
    void store();
    void stored(const QList<SecretInfo> &secrets);
    void report(const QList<SecretInfo> &secrets);
    QString asked() const;

    QString m_path;
    QByteArray m_text; ///< as it was read
    QMap<QString, QString> m_given;
    JobEncryption m_encryption;
    std::unique_ptr<VaultAccess> m_access;
};

} // namespace longshore
