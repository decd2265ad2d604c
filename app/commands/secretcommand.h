// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/headless.h"
#include "app/vaultaccess.h"

namespace longshore
{

/// `longshore secret set|ls|rm|rename|key|export|import`: the vault of the store. No value is ever printed.
class SecretCommand : public StoreCommand
{
    Q_OBJECT
public:
    using StoreCommand::StoreCommand;

private:
    void storeOpened() override;

    void set();
    void store(const QString &value);
    void list();
    void remove();
    void rename();
    void key();
    void moveKey();
    void exportAll();
    void importAll();
    void take(const QByteArray &file, const SecretKey &passphrase);

    Vault &vault() { return *m_access->vault(); }
    void open(const std::function<void()> &next);
    void openOrMake(const std::function<void()> &next);
    void print(const char *event, const SecretInfo &secret, const QString &sentence);

    std::unique_ptr<VaultAccess> m_access;
};

} // namespace longshore
