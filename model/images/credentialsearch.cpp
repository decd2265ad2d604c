// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/credentialsearch.h"

#include "model/images/credentialhelper.h"
#include "model/images/keptlogin.h"
#include "model/settings.h"
#include "model/vault/keychain.h"

namespace longshore
{

using namespace Qt::StringLiterals;

CredentialSearch::CredentialSearch(RegistryAuth &auth, const QString &name)
    : m_auth(&auth), m_name(name), m_registry(name.section(u'/', 0, 0))
{
}

void CredentialSearch::start()
{
    if (!m_auth)
        return deleteLater();
    setParent(m_auth);
    m_files = QStringList{m_auth->m_files.dockerConfig} + m_auth->m_files.authFiles;
    m_files.removeAll(QString());
    if (const auto known = m_auth->m_session.constFind(m_registry); known != m_auth->m_session.constEnd())
        return tell(*known);
    if (m_auth->m_settings.registryLogins().contains(m_registry)) // else the keychain need not be unlocked
        return askKeychain();
    askFile();
}

void CredentialSearch::askKeychain()
{
    m_auth->m_keychain.read(keptItem(m_registry), this, [this](const Result<SecretKey> &item) {
        const auto login = item ? readKeptLogin(m_registry, (*item)->view()) : std::nullopt;
        if (login) {
            m_auth->m_session.insert(m_registry, *login); // it asks its user once
            return tell(*login);
        }
        Error problem = item ? Error::make(Error::Kind::Protocol, {}, u"what it holds is no login"_s) : item.error();
        problem.asked = u"ask the keychain for the login to %1"_s.arg(m_registry);
        if (problem.kind == Error::Kind::NotFound)
            problem.happened = u"it does not have it any more"_s;
        problem.advice = u"Log in again."_s;
        note(problem);
        askFile();
    });
}

void CredentialSearch::askFile()
{
    if (m_files.isEmpty())
        return tell({});
    const Result<AuthFile> file = AuthFile::read(m_files.takeFirst());
    if (!file) {
        note(file.error());
        return askFile();
    }
    const QString helper = file->helperFor(m_registry);
    helper.isEmpty() ? lookIn(*file) : askHelper(helper, *file);
}

void CredentialSearch::askHelper(const QString &name, const AuthFile &file)
{
    auto *helper = new CredentialHelper(name, m_auth->m_files.helperPath, this);
    connect(helper, &CredentialHelper::finished, this, [this, helper, file](const Result<RegistryCredential> &answer) {
        helper->deleteLater();
        if (answer && !answer->isAnonymous())
            return tell(*answer);
        if (!answer)
            note(answer.error());
        lookIn(file);
    });
    helper->get(m_registry);
}

void CredentialSearch::lookIn(const AuthFile &file)
{
    if (const auto entry = file.find(m_name))
        return tell(*entry);
    askFile();
}

void CredentialSearch::tell(const RegistryCredential &credential)
{
    RegistryCredential told = credential;
    told.registry = m_registry;
    if (told.isAnonymous())
        told.problem = m_problem;
    deleteLater();
    Q_EMIT found(told);
}

/// The first place that should have known it is the one to tell of.
void CredentialSearch::note(const Error &problem)
{
    if (!m_problem)
        m_problem = problem;
}

} // namespace longshore
