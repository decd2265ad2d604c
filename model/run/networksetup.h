// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/pendingcall.h"
#include "dockerclient/result.h"
#include "dockerclient/types/network.h"

#include <QObject>
#include <QPointer>

namespace longshore
{

class EngineClient;

/// Gets the network of a stage ready (X8): `no-internet` is made when the engine has none of that name, an internal one
/// with our label, which stays for later runs. Looks up the network's gateways when they are wanted.
class NetworkSetup : public QObject
{
    Q_OBJECT
public:
    /// `network` as the component's definition or `extra.network` says it.
    NetworkSetup(EngineClient &client, const QString &network, bool wantsGateways, QObject *parent);

    void start();
    /// No signal comes after it.
    void cancel();

Q_SIGNALS:
    /// What to give the engine as network mode; where its containers reach the engine's host only when that was wanted.
    void ready(const QString &network, const QStringList &gateways);
    void problem(const QString &text);
    void failed(const longshore::Error &error);

private:
    void look(const QString &name);
    void looked(const Result<NetworkDetails> &network);
    void make();

    EngineClient &m_client;
    QString m_network;
    bool m_wantsGateways;
    bool m_made = false;
    QPointer<PendingCall> m_call;
};

} // namespace longshore
