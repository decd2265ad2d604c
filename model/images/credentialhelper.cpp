// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/credentialhelper.h"

#include "dockerclient/types/jsonread.h"

#include <QRegularExpression>
#include <QStandardPaths>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype longestOutput = 64 << 10;
constexpr qsizetype longestMessage = 200;

} // namespace

CredentialHelper::CredentialHelper(const QString &name, const QStringList &searchPath, QObject *parent, int patience)
    : QObject(parent), m_name(name), m_searchPath(searchPath), m_process(new QProcess(this))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        fail(Error::Kind::Timeout, u"it did not answer within %1 s"_s.arg(m_patience.interval() / 1000.0));
    });
    connect(m_process, &QProcess::readyReadStandardOutput, this, &CredentialHelper::read);
    connect(m_process, &QProcess::finished, this, &CredentialHelper::ended);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(Error::Kind::NotFound, u"it could not be started (%1)"_s.arg(m_process->errorString()));
    });
}

CredentialHelper::~CredentialHelper()
{
    letGo();
    wipe(m_output);
}

/// A program that runs is killed and left to be reaped by itself: QProcess would wait for that.
void CredentialHelper::letGo()
{
    m_patience.stop();
    if (!m_process || !m_process->parent())
        return; // did so before
    m_process->disconnect(this);
    if (m_process->state() == QProcess::NotRunning)
        return;
    m_process->setParent(nullptr);
    connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
    m_process->kill();
}

void CredentialHelper::get(const QString &registry)
{
    m_registry = registry;
    const auto later = [this](Error::Kind kind, const QString &happened, const QString &advice) {
        QMetaObject::invokeMethod(this, [=, this] { fail(kind, happened, advice); }, Qt::QueuedConnection);
    };
    static const QRegularExpression plainName(u"\\A[A-Za-z0-9][A-Za-z0-9._-]*\\z"_s);
    if (!plainName.match(m_name).hasMatch()) // a path would run anything
        return later(Error::Kind::BadInput, u"this is no name of a credential helper"_s, u"Correct credsStore or credHelpers in docker's config.json."_s);
    const QString program = QStandardPaths::findExecutable(u"docker-credential-"_s + m_name, m_searchPath);
    if (program.isEmpty())
        return later(Error::Kind::NotFound, u"there is no such program"_s, u"Install it, or log in here instead."_s);
    m_patience.start();
    m_process->start(program, {u"get"_s});
    m_process->write(registryServer(registry).toUtf8());
    m_process->closeWriteChannel();
}

void CredentialHelper::read()
{
    m_output += m_process->readAllStandardOutput();
    if (m_output.size() > longestOutput)
        fail(Error::Kind::TooLarge, u"its answer is too long"_s);
}

void CredentialHelper::ended()
{
    read();
    if (m_ended)
        return;
    const QByteArray text = m_output.trimmed();
    if (m_process->exitStatus() != QProcess::NormalExit)
        return fail(Error::Kind::Protocol, u"it crashed"_s);
    if (m_process->exitCode() != 0) {
        if (text.contains("credentials not found"))
            return end(RegistryCredential{.registry = m_registry});
        // By the protocol this is a message; whatever looks like credentials is not repeated.
        const QString said = text.contains('{') ? QString() : u": "_s + QString::fromUtf8(text).simplified().left(longestMessage);
        return fail(Error::Kind::Engine, u"it ended with code %1%2"_s.arg(m_process->exitCode()).arg(said), u"Log in with docker again, or here."_s);
    }
    const auto object = jsonread::parse(text);
    if (!object || !object->is_object())
        return fail(Error::Kind::Protocol, u"its answer is no JSON object"_s);
    RegistryCredential credential{.registry = m_registry};
    credential.user = jsonread::text(*object, "Username");
    QByteArray secret = jsonread::text(*object, "Secret").toUtf8();
    if (!secret.isEmpty())
        credential.secret = std::make_shared<SecretBuffer>(SecretBuffer::copyOf(secret));
    wipe(secret);
    credential.isToken = credential.user == "<token>"_L1;
    if (credential.isToken)
        credential.user.clear();
    credential.from = u"docker-credential-"_s + m_name;
    end(credential);
}

void CredentialHelper::fail(Error::Kind kind, const QString &happened, const QString &advice)
{
    end(longshore::fail(Error::make(kind, u"ask docker-credential-%1 for the login to %2"_s.arg(m_name.left(longestMessage), m_registry), happened, advice)));
}

void CredentialHelper::end(const Result<RegistryCredential> &result)
{
    if (m_ended)
        return;
    m_ended = true;
    letGo();
    Q_EMIT finished(result);
}

} // namespace longshore
