// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "dockerclient/types/ids.h"
#include "model/images/reference.h"
#include "model/images/registrycredential.h"
#include "model/images/registryerror.h"

#include <QObject>

namespace longshore
{

class EngineSession;
class ImageTransfer;
class RegistryAuth;
class RegistryTags;
class TaskList;

/// What can be done with registries, for pages that never see the client: each pull and push is a task of the list, a
/// login is checked before it is kept. GUI thread.
class RegistryCommands : public QObject
{
    Q_OBJECT
public:
    /// All of them outlive this.
    RegistryCommands(EngineSession &session, TaskList &tasks, RegistryAuth &auth, RegistryTags &tags, QObject *parent = nullptr);
    ~RegistryCommands() override;

    /// `platform` empty = the engine's. A task that failed at once tells when there is no engine.
    void pull(const Reference &reference, const QString &platform);
    void push(const Reference &reference);
    /// Asks the engine (Docker) or the registry itself (Podman's engines know no such call) whether it lets this user in.
    /// Gives what to keep: the password, or the token that came for it.
    void checkLogin(const RegistryCredential &credential, QObject *context, Callback<RegistryCredential> done);

    RegistryAuth &auth() { return m_auth; }
    RegistryTags &tags() { return m_tags; }
    /// `linux/amd64`, what the engine runs without asking; empty before it is known.
    QString enginePlatform() const;

Q_SIGNALS:
    void pulled(const longshore::Reference &reference, const longshore::ImageId &image);
    void pushed(const longshore::Reference &reference, const QString &digest);
    /// A person wants to see what was pulled or pushed.
    void showRequested(const longshore::Reference &reference);
    /// A person wants to log in after this was denied, and then to try it again.
    void loginWanted(const longshore::RegistryRequest &request, const longshore::Reference &reference);

private:
    void launch(ImageTransfer *transfer);
    void offerWayOn(ImageTransfer *transfer, const Result<void> &result);
    void checkByRegistry(const RegistryCredential &credential, QObject *context, const Callback<RegistryCredential> &done);

    EngineSession &m_session;
    TaskList &m_tasks;
    RegistryAuth &m_auth;
    RegistryTags &m_tags;
};

} // namespace longshore
