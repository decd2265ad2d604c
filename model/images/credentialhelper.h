// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/images/registrycredential.h"

#include <QObject>
#include <QPointer>
#include <QProcess>
#include <QTimer>

namespace longshore
{

/// Asks `docker-credential-NAME get`, the program by which docker keeps logins elsewhere. Never by a shell; one that is
/// missing, fails, hangs or talks nonsense gives an error that holds nothing of what it said as a credential. One use.
class CredentialHelper : public QObject
{
    Q_OBJECT
public:
    static constexpr int patienceMs = 10'000; // it may have to ask a keychain, and that the user

    /// `searchPath`: the folders to look for it in; empty = $PATH.
    CredentialHelper(const QString &name, const QStringList &searchPath, QObject *parent, int patience = patienceMs);
    ~CredentialHelper() override;

    /// `finished` follows, later. Without a secret when the helper has no login for this registry.
    void get(const QString &registry);

Q_SIGNALS:
    void finished(const longshore::Result<longshore::RegistryCredential> &result);

private:
    void ended();
    void read();
    void letGo();
    void end(const Result<RegistryCredential> &result);
    void fail(Error::Kind kind, const QString &happened, const QString &advice = {});

    QString m_name;
    QStringList m_searchPath;
    QString m_registry;
    QPointer<QProcess> m_process;
    QByteArray m_output;
    QTimer m_patience;
    bool m_ended = false;
};

} // namespace longshore
