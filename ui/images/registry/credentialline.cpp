// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/registry/credentialline.h"

#include "model/images/registryauth.h"
#include "model/images/registrycommands.h"
#include "ui/images/registry/loginquestion.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/marklabel.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

CredentialLine::CredentialLine(RegistryCommands &commands, QWidget *parent)
    : QWidget(parent)
    , m_commands(commands)
    , m_who(new MarkLabel(Mark::None, {}, TextRole::Small, this))
    , m_logIn(flatButton({}, tr("Log in…"), u"logIn"_s, this))
    , m_logOut(flatButton({}, tr("Log out"), u"logOut"_s, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::gap);
    row->addWidget(m_who, 1);
    row->addWidget(m_logOut);
    row->addWidget(m_logIn);
    m_who->setObjectName(u"whoAsks"_s);
    m_who->setWordWrap(true);
    m_who->setInk(Ink::Muted);
    connect(m_logIn, &QToolButton::clicked, this, &CredentialLine::logIn);
    connect(m_logOut, &QToolButton::clicked, this, &CredentialLine::logOut);
    connect(&commands.auth(), &RegistryAuth::changed, this, [this](const QString &registry) {
        if (registry == this->registry())
            look();
    });
    setRepository({});
}

QString CredentialLine::text() const
{
    return m_who->text();
}

void CredentialLine::setRepository(const QString &repository)
{
    const bool isSame = repository.section(u'/', 0, 0) == registry() && m_round > 0;
    m_repository = repository;
    if (!isSame) // helpers and keychains are asked once for each registry
        look();
}

void CredentialLine::look()
{
    const int round = ++m_round;
    m_logOut->hide();
    m_logIn->setEnabled(!m_repository.isEmpty());
    if (m_repository.isEmpty())
        return m_who->set(Mark::None, tr("Who asks is shown when there is a name."));
    m_who->set(Mark::Waiting, tr("Looking for a login to %1…").arg(registry()));
    m_commands.auth().find(m_repository, this, [this, round](const RegistryCredential &credential) {
        if (round == m_round)
            show(credential);
    });
}

void CredentialLine::show(const RegistryCredential &credential)
{
    m_logIn->setText(credential.isAnonymous() ? tr("Log in…") : tr("Log in as somebody else…"));
    if (credential.problem)
        return m_who->set(Mark::Warning, tr("Without logging in: %1").arg(credential.problem->sentence()));
    if (credential.isAnonymous())
        return m_who->set(Mark::None, tr("Without logging in to %1").arg(registry()));
    m_who->set(Mark::Success, tr("As %1, from %2").arg(credential.account(), credential.from));
    m_logOut->setVisible(m_commands.auth().isOwn(registry()));
}

void CredentialLine::logIn()
{
    auto *question = new LoginQuestion(m_commands, registry(), {}, window());
    question->ask();
}

void CredentialLine::logOut()
{
    m_commands.auth().forget(registry(), this, [](const Result<void> &) {}); // who asks next is shown by `changed`
}

} // namespace longshore
