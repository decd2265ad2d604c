// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/registryauth.h"

#include "model/images/credentialsearch.h"
#include "model/images/keptlogin.h"
#include "model/settings.h"
#include "model/vault/keychain.h"

#include <QDir>
#include <QPointer>
#include <memory>

namespace longshore
{

using namespace Qt::StringLiterals;

RegistryFiles RegistryFiles::fromSystem()
{
    const QString docker = qEnvironmentVariable("DOCKER_CONFIG", QDir::home().filePath(u".docker"_s));
    RegistryFiles files;
    files.dockerConfig = QDir(docker).filePath(u"config.json"_s);
    if (const QString file = qEnvironmentVariable("REGISTRY_AUTH_FILE"); !file.isEmpty()) {
        files.authFiles = {file};
        return files;
    }
    if (const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR"); !runtime.isEmpty())
        files.authFiles.append(runtime + u"/containers/auth.json"_s);
    const QString config = qEnvironmentVariable("XDG_CONFIG_HOME", QDir::home().filePath(u".config"_s));
    files.authFiles.append(config + u"/containers/auth.json"_s);
    return files;
}

RegistryAuth::RegistryAuth(const RegistryFiles &files, Keychain &keychain, Settings &settings, QObject *parent)
    : QObject(parent), m_files(files), m_keychain(keychain), m_settings(settings)
{
}

RegistryAuth::~RegistryAuth() = default;

/// The signal of an object of its own: Qt drops it safely when the context dies in its thread meanwhile.
void RegistryAuth::find(const QString &name, QObject *context, const Found &found)
{
    auto *search = new CredentialSearch(*this, name);
    connect(search, &CredentialSearch::found, context, found);
    search->moveToThread(thread());
    QMetaObject::invokeMethod(search, &CredentialSearch::start, Qt::QueuedConnection);
}

void RegistryAuth::header(const QString &registry, QObject *context, const std::function<void(const QByteArray &)> &found)
{
    find(registry, context, [found](const RegistryCredential &credential) { found(credential.header()); });
}

void RegistryAuth::buildConfig(const QStringList &registries, QObject *context, const std::function<void(const QByteArray &)> &found)
{
    const auto credentials = std::make_shared<QList<RegistryCredential>>();
    const auto left = std::make_shared<qsizetype>(registries.size());
    if (registries.isEmpty()) {
        QMetaObject::invokeMethod(context, [found] { found({}); }, Qt::QueuedConnection);
        return;
    }
    for (const QString &registry : registries) {
        find(registry, context, [=](const RegistryCredential &credential) {
            credentials->append(credential);
            if (--*left == 0)
                found(registryConfig(*credentials));
        });
    }
}

void RegistryAuth::keep(const RegistryCredential &credential, Keep where, QObject *context, Callback<void> done)
{
    RegistryCredential kept = credential;
    kept.from = where == Keep::Session ? u"this session"_s : u"the keychain"_s;
    m_session.insert(credential.registry, kept);
    Q_EMIT changed(credential.registry);
    if (where == Keep::Session) {
        QMetaObject::invokeMethod(context, [done = std::move(done)] { done({}); }, Qt::QueuedConnection);
        return;
    }
    // Ours, since whoever asked may be gone before the keychain was unlocked.
    const auto written = [this, kept, asker = QPointer(context), done = std::move(done)](const Result<void> &result) {
        if (result) {
            m_settings.setRegistryLogin(kept.registry, kept.account());
            if (asker)
                done({});
            return;
        }
        if (const auto known = m_session.find(kept.registry); known != m_session.end())
            known->from = u"this session"_s;
        Q_EMIT changed(kept.registry); // what was shown of it is not so
        Error error = result.error();
        error.asked = u"keep the login to %1 in the keychain"_s.arg(kept.registry);
        error.advice = u"It is used until Longshore ends."_s;
        if (asker)
            done(fail(error));
    };
    m_keychain.write(keptItem(credential.registry), writeKeptLogin(credential), this, written);
}

bool RegistryAuth::isOwn(const QString &registry) const
{
    return m_session.contains(registry) || m_settings.registryLogins().contains(registry);
}

void RegistryAuth::forget(const QString &registry, QObject *context, Callback<void> done)
{
    m_session.remove(registry);
    const bool wasKept = m_settings.registryLogins().contains(registry);
    m_settings.setRegistryLogin(registry, {});
    Q_EMIT changed(registry);
    if (wasKept)
        m_keychain.remove(keptItem(registry), context, std::move(done));
    else
        QMetaObject::invokeMethod(context, [done = std::move(done)] { done({}); }, Qt::QueuedConnection);
}

} // namespace longshore
