// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/registryauth.h"
#include "model/settings.h"
#include "tests/support/fakekeychain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <optional>

namespace longshore::test
{

/// A desk with the files that docker and Podman keep logins in, helpers beside them, a keychain and settings. For programs
/// that link model.
class CredentialFiles
{
public:
    CredentialFiles() : settings(std::make_unique<Settings>(folder.path()))
    {
        QDir(folder.path()).mkpath(QStringLiteral("bin"));
        make();
    }
    /// Reads nothing, writes the file.
    void docker(const QByteArray &json) const { write(QStringLiteral("config.json"), json); }
    void podman(const QByteArray &json) const { write(QStringLiteral("auth.json"), json); }
    /// A helper docker-credential-NAME that is this shell script.
    void helper(const QString &name, const QByteArray &script) const
    {
        const QString file = QStringLiteral("bin/docker-credential-") + name;
        write(file, "#!/bin/sh\n" + script + '\n');
        QFile::setPermissions(folder.filePath(file), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    /// As after a new start of the program.
    void make()
    {
        const RegistryFiles files{folder.filePath(QStringLiteral("config.json")), {folder.filePath(QStringLiteral("auth.json"))},
                                  {folder.filePath(QStringLiteral("bin"))}};
        auth = std::make_unique<RegistryAuth>(files, keychain, *settings);
    }
    RegistryCredential find(const QString &name)
    {
        std::optional<RegistryCredential> found;
        QObject context;
        auth->find(name, &context, [&found](const RegistryCredential &credential) { found = credential; });
        if (!QTest::qWaitFor([&] { return found.has_value(); }, 20'000))
            QTest::qFail("nobody answered", __FILE__, __LINE__);
        return found.value_or(RegistryCredential());
    }
    /// "alice:secret from …", or "nobody".
    static QString shown(const RegistryCredential &credential)
    {
        if (credential.isAnonymous())
            return QStringLiteral("nobody");
        return QStringLiteral("%1:%2").arg(credential.account(), QString::fromUtf8(credential.secret->view().toByteArray()));
    }
    static QByteArray pair(const QByteArray &pair) { return "{\"auth\":\"" + pair.toBase64() + "\"}"; }
    static RegistryCredential login(const QString &registry, const QString &user, const QByteArray &password)
    {
        RegistryCredential credential{.registry = registry, .user = user};
        credential.secret = std::make_shared<SecretBuffer>(SecretBuffer::copyOf(password));
        return credential;
    }
    /// `auth->keep` to its end.
    Result<void> keep(const RegistryCredential &credential, RegistryAuth::Keep where)
    {
        std::optional<Result<void>> kept;
        QObject context;
        auth->keep(credential, where, &context, [&kept](const Result<void> &result) { kept = result; });
        if (!QTest::qWaitFor([&] { return kept.has_value(); }))
            QTest::qFail("nobody answered", __FILE__, __LINE__);
        return *kept;
    }

    QTemporaryDir folder;
    FakeKeychain keychain;
    std::unique_ptr<Settings> settings;
    std::unique_ptr<RegistryAuth> auth;

private:
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s", qPrintable(file.errorString()));
    }
};

} // namespace longshore::test
