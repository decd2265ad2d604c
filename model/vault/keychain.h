// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/vault/secretbuffer.h"

class QObject;

namespace longshore
{

/// A place of the desktop that keeps keys for the user's session. Every call answers once, later, on the context's thread.
class Keychain
{
public:
    Keychain() = default;
    virtual ~Keychain() = default;
    Keychain(const Keychain &) = delete;
    Keychain &operator=(const Keychain &) = delete;

    /// NotFound when it has no such item, PermissionDenied when the user refused, Unreachable when there is no keychain.
    virtual void read(const QString &item, QObject *context, Callback<SecretKey> done) = 0;
    virtual void write(const QString &item, const SecretKey &key, QObject *context, Callback<void> done) = 0;
    virtual void remove(const QString &item, QObject *context, Callback<void> done) = 0;
};

/// The Secret Service (GNOME Keyring, KeePassXC) or KWallet, whichever is there; never a plain file instead. A locked one
/// asks the user, so an answer may take until somebody typed; Timeout after that.
class DesktopKeychain : public Keychain
{
public:
    void read(const QString &item, QObject *context, Callback<SecretKey> done) override;
    void write(const QString &item, const SecretKey &key, QObject *context, Callback<void> done) override;
    void remove(const QString &item, QObject *context, Callback<void> done) override;
};

} // namespace longshore
