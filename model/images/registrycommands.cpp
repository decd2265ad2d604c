// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/registrycommands.h"

#include "dockerclient/api/system.h"
#include "dockerclient/engineclient.h"
#include "model/engine/session.h"
#include "model/images/imagepull.h"
#include "model/images/imagepush.h"
#include "model/images/registryauth.h"
#include "model/images/registryclient.h"
#include "model/tasks/tasklist.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

RegistryRequest loginRequest(const RegistryCredential &credential, bool direct)
{
    RegistryRequest request{RegistryRequest::Kind::Login, credential.registry};
    request.account = credential.account();
    request.direct = direct;
    return request;
}

} // namespace

RegistryCommands::RegistryCommands(EngineSession &session, TaskList &tasks, RegistryAuth &auth, RegistryTags &tags, QObject *parent)
    : QObject(parent), m_session(session), m_tasks(tasks), m_auth(auth), m_tags(tags)
{
}

RegistryCommands::~RegistryCommands() = default;

void RegistryCommands::pull(const Reference &reference, const QString &platform)
{
    Task *task = m_tasks.add(tr("Pull %1").arg(reference.familiar()));
    auto *transfer = new ImagePull(m_session.endpoint(), m_auth, *task, reference, platform, this);
    connect(transfer, &ImageTransfer::finished, this, [this, transfer](const Result<void> &result) {
        if (result)
            Q_EMIT pulled(transfer->reference(), transfer->image().id);
    });
    launch(transfer);
}

void RegistryCommands::push(const Reference &reference)
{
    Task *task = m_tasks.add(tr("Push %1").arg(reference.familiar()));
    auto *transfer = new ImagePush(m_session.endpoint(), m_auth, *task, reference, this);
    connect(transfer, &ImageTransfer::finished, this, [this, transfer](const Result<void> &result) {
        if (result)
            Q_EMIT pushed(transfer->reference(), transfer->digest());
    });
    launch(transfer);
}

void RegistryCommands::launch(ImageTransfer *transfer)
{
    connect(transfer, &ImageTransfer::finished, this, [this, transfer](const Result<void> &result) {
        transfer->deleteLater();
        offerWayOn(transfer, result);
    });
    transfer->start();
}

/// To who asks without a login, a private image looks like a missing one.
void RegistryCommands::offerWayOn(ImageTransfer *transfer, const Result<void> &result)
{
    Task &task = transfer->task();
    const Reference reference = transfer->reference();
    if (result) {
        connect(&task, &Task::offerTaken, this, [=, this] { Q_EMIT showRequested(reference); });
        return task.setOffer(tr("Show"));
    }
    const RegistryRequest request = transfer->request();
    const RegistryProblem problem = transfer->problem();
    if (problem != RegistryProblem::Denied && (problem != RegistryProblem::NotFound || !request.account.isEmpty()))
        return;
    connect(&task, &Task::offerTaken, this, [=, this] { Q_EMIT loginWanted(request, reference); });
    task.setOffer(tr("Log in…"));
}

void RegistryCommands::checkLogin(const RegistryCredential &credential, QObject *context, Callback<RegistryCredential> done)
{
    EngineClient *client = m_session.client();
    if (!client || m_session.kind() == EngineKind::Podman)
        return checkByRegistry(credential, context, done);
    QByteArray json = credential.json();
    client->system().checkAuth(json, context, [credential, done = std::move(done)](const Result<QString> &token) {
        if (!token)
            return done(fail(registryError(token.error(), loginRequest(credential, false))));
        RegistryCredential checked = credential;
        if (!token->isEmpty()) {
            QByteArray bytes = token->toUtf8();
            checked.secret = std::make_shared<SecretBuffer>(SecretBuffer::copyOf(bytes));
            checked.isToken = true;
            wipe(bytes);
        }
        done(checked);
    });
    wipe(json);
}

void RegistryCommands::checkByRegistry(const RegistryCredential &credential, QObject *context, const Callback<RegistryCredential> &done)
{
    auto *client = new RegistryClient(credential, context);
    client->get({}, {}, [=](const Result<RegistryClient::Answer> &answer) {
        client->deleteLater();
        if (answer)
            done(credential);
        else
            done(fail(registryError(answer.error(), loginRequest(credential, true))));
    });
}

QString RegistryCommands::enginePlatform() const
{
    const EngineVersion &version = m_session.version();
    return version.os.isEmpty() || version.arch.isEmpty() ? QString() : version.os + u'/' + version.arch;
}

} // namespace longshore
