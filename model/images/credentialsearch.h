// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/authfile.h"
#include "model/images/registryauth.h"

#include <QObject>
#include <QPointer>

namespace longshore
{

/// One search of RegistryAuth: asks place after place, in its thread, until one has a login. Deletes itself.
class CredentialSearch : public QObject
{
    Q_OBJECT
public:
    CredentialSearch(RegistryAuth &auth, const QString &name);

    void start();

Q_SIGNALS:
    /// Once. Without a secret when no place has one.
    void found(const longshore::RegistryCredential &credential);

private:
    void askKeychain();
    void askFile();
    void askHelper(const QString &name, const AuthFile &file);
    void lookIn(const AuthFile &file);
    void tell(const RegistryCredential &credential);
    void note(const Error &problem);

    QPointer<RegistryAuth> m_auth; ///< may be gone before the search began
    QString m_name; ///< registry, or registry/path
    QString m_registry;
    QStringList m_files;
    std::optional<Error> m_problem;
};

} // namespace longshore
