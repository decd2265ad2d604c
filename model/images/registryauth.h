// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/images/registrycredential.h"

#include <QHash>
#include <QObject>
#include <QStringList>

namespace longshore
{

class CredentialSearch;
class Keychain;
class Settings;

/// Where other programs keep their logins to registries.
struct RegistryFiles {
    QString dockerConfig;      ///< docker's config.json; empty = do not look
    QStringList authFiles;     ///< Podman's auth.json, in the order of its search
    QStringList helperPath;    ///< folders of the credential helpers; empty = $PATH

    /// $DOCKER_CONFIG or ~/.docker, $REGISTRY_AUTH_FILE, $XDG_RUNTIME_DIR/containers, ~/.config/containers.
    static RegistryFiles fromSystem();
};

/// Knows who to be at which registry. First what was given to Longshore itself (for this session, or kept in the
/// keychain), then docker's config.json with its credential helpers, then Podman's auth.json: read-only, anew each time,
/// and for exactly the registry that is asked for. Lives in the GUI's thread (the command line's main thread) and outlives
/// whoever asks; `find`, `header` and `buildConfig` may be called from any thread. See ADR 0018.
class RegistryAuth : public QObject
{
    Q_OBJECT
public:
    /// Keychain and settings outlive this; the settings hold which registries the keychain knows, by user name only.
    RegistryAuth(const RegistryFiles &files, Keychain &keychain, Settings &settings, QObject *parent = nullptr);
    ~RegistryAuth() override;

    using Found = std::function<void(const RegistryCredential &)>;
    /// `name` is a registry or a whole repository ("quay.io/org/name": Podman has logins for parts). Calls `found` once,
    /// later, on the context's thread; with nobody when no place knows the registry, and then `problem` says which place
    /// should have and could not.
    void find(const QString &name, QObject *context, const Found &found);
    /// The value of X-Registry-Auth for this registry; empty when there is nobody.
    void header(const QString &registry, QObject *context, const std::function<void(const QByteArray &)> &found);
    /// The value of X-Registry-Config for these registries and no others; empty when there is nobody for any of them.
    void buildConfig(const QStringList &registries, QObject *context, const std::function<void(const QByteArray &)> &found);

    enum class Keep { Session, Keychain };
    /// Remembers a login that a person gave. With Keychain an error means that it is kept for the session only.
    void keep(const RegistryCredential &credential, Keep where, QObject *context, Callback<void> done);
    /// Whether Longshore itself was given a login for this registry.
    bool isOwn(const QString &registry) const;
    /// Forgets what Longshore itself was given for this registry; other programs' files stay.
    void forget(const QString &registry, QObject *context, Callback<void> done);

Q_SIGNALS:
    /// Who Longshore is at this registry may be another one now.
    void changed(const QString &registry);

private:
    friend class CredentialSearch;

    RegistryFiles m_files;
    Keychain &m_keychain;
    Settings &m_settings;
    QHash<QString, RegistryCredential> m_session;
};

} // namespace longshore
