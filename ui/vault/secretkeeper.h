// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobdocument.h"
#include "model/run/runrequest.h"
#include "model/vault/vaultopener.h"

#include <QObject>

class QWidget;

namespace longshore
{

struct MissingSecret;

/// The vault as the window's pages use it: gives runs their secrets and takes those of jobs, asking for whatever that
/// needs. Nothing blocks: each call opens dialogs over `window` and calls back once all was answered, or never when it was
/// cancelled. GUI thread.
class SecretKeeper : public QObject
{
    Q_OBJECT
public:
    /// Both outlive it. `measure`: see VaultOpener.
    SecretKeeper(Vault &vault, Keychain &keychain, QObject *parent = nullptr, VaultOpener::CostMeasure measure = measuredPassphraseCost);

    Vault &vault() { return m_vault; }

    /// Another way than opening the vault, offered in the dialog.
    struct Instead {
        QString words;
        std::function<void()> take;
    };
    /// Calls `then` with the vault open: at once, or after it was unlocked or made. `why` is the sentence in the dialog.
    void open(QWidget *window, const QString &why, const std::function<void()> &then, const Instead &instead = {});
    /// Forgets the key; the next who needs it asks for it.
    void lock();
    /// Gives an open vault a new key under a lock that is asked for.
    void changeLock(QWidget *window);

    /// Calls `go` with `request` once each secret of it has a value, from the vault or typed for this run.
    void complete(const RunRequest &request, QWidget *window, const std::function<void(const RunRequest &)> &go);
    /// Moves the secrets of `job` to the vault, text at `paths` too (ImportResult::secrets), and calls `done` with the job
    /// as its file may hold it: with references, or with `{"$secret": ""}` when the user wants to be asked at each start.
    void keep(const JobDocument &job, const QStringList &paths, QWidget *window, const std::function<void(const JobDocument &)> &done);

Q_SIGNALS:
    /// The vault was made, unlocked, locked, or got another lock.
    void lockChanged();

private:
    bool isLocked() const;
    void ask(const RunRequest &request, const QList<MissingSecret> &missing, QWidget *window, const std::function<void(const RunRequest &)> &go);
    void store(const std::vector<NewSecret> &secrets, QWidget *window, const std::function<void()> &then);
    std::vector<NewSecret> secretsOf(const RunRequest &request, const QList<MissingSecret> &missing) const;
    void tell(QWidget *window, const Error &error);

    Vault &m_vault;
    Keychain &m_keychain;
    VaultOpener::CostMeasure m_measure;
};

} // namespace longshore
