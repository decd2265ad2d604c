// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "model/vault/vaultopener.h"

namespace longshore
{

class RegistryAuth;
class Settings;

/// The passphrase that `--passphrase-fd` gives, else the one that systemd hands to a service
/// ($CREDENTIALS_DIRECTORY/longshore-passphrase), and the file of `--key-file`.
Result<KeyOffer> readKeyOffer(const CommandLine &line);

/// The vault of a command's store, and what the command line has to unlock it with.
class VaultAccess : public QObject
{
    Q_OBJECT
public:
    VaultAccess(std::shared_ptr<Store> store, const CommandLine &line, QObject *parent = nullptr);
    ~VaultAccess() override;

    const std::shared_ptr<Vault> &vault() const { return m_vault; }
    Keychain &keychain() { return m_keychain; }
    /// Who a command is at the registries of images that its runs pull. This outlives those runs.
    std::shared_ptr<RegistryAuth> registries();

    using Done = std::function<void(const Result<void> &)>;
    /// Unlocks the vault if there is one. A vault that stays locked is an error only where the command line was to unlock
    /// it: a job that needs none of its secrets runs all the same. `done` is called once, later.
    void openIfThere(Done done);
    void open(Done done);
    void openOrMake(Done done);
    /// See VaultOpener::lockBy.
    void lockBy(const KeyOffer &offer, Done done);

private:
    void withOffer(Done done, std::function<void(VaultOpener &, const KeyOffer &)> work);

    CommandLine m_line;
    std::shared_ptr<Store> m_store;
    std::shared_ptr<Vault> m_vault;
    DesktopKeychain m_keychain;
    std::unique_ptr<Settings> m_settings; ///< of the store, for `registries`
};

} // namespace longshore
