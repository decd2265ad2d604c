// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/registry/registryactions.h"

#include "model/images/registrycommands.h"
#include "ui/images/registry/loginquestion.h"
#include "ui/images/registry/pullquestion.h"
#include "ui/images/registry/pushquestion.h"
#include "ui/theme/icons.h"

#include <QAction>

using namespace Qt::StringLiterals;

namespace longshore
{

RegistryActions::RegistryActions(RegistryCommands &commands, QWidget &window, QObject *parent)
    : QObject(parent)
    , m_commands(commands)
    , m_window(window)
    , m_pull(new QAction(Icons::get(u"download"_s), tr("Pull…"), this))
    , m_push(new QAction(Icons::get(u"go-up"_s), tr("Push…"), this))
    , m_logIn(new QAction(tr("&Log in to a registry…"), this))
{
    m_pull->setObjectName(u"pullImage"_s);
    m_pull->setShortcut(Qt::CTRL | Qt::Key_P);
    m_pull->setStatusTip(tr("Fetch an image from its registry"));
    m_push->setObjectName(u"pushImage"_s);
    m_push->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_P);
    m_push->setStatusTip(tr("Send this tag to the registry of its name"));
    m_logIn->setObjectName(u"logInToRegistry"_s);
    m_push->setEnabled(false);
    connect(m_pull, &QAction::triggered, this, &RegistryActions::askPull);
    connect(m_push, &QAction::triggered, this, &RegistryActions::askPush);
    connect(m_logIn, &QAction::triggered, this, [this] { askLogin({}, {}, {}); });
    connect(&commands, &RegistryCommands::loginWanted, this, [this](const RegistryRequest &request, const Reference &reference) {
        const bool isPush = request.kind == RegistryRequest::Kind::Push;
        askLogin(request.registry, request.account, [this, isPush, reference, platform = request.platform] {
            isPush ? m_commands.push(reference) : m_commands.pull(reference, platform);
        });
    });
}

void RegistryActions::setCurrent(const QString &reference)
{
    m_current = reference;
    const Result<Reference> parsed = Reference::parse(reference);
    m_push->setEnabled(parsed && !parsed->tag.isEmpty());
}

void RegistryActions::askPull()
{
    auto *question = new PullQuestion(m_commands, {}, &m_window);
    connect(question, &PullQuestion::chosen, this, [this](const Reference &reference, const QString &platform) { m_commands.pull(reference, platform); });
    question->ask();
}

void RegistryActions::askPush()
{
    const Result<Reference> reference = Reference::parse(m_current);
    if (!reference)
        return;
    auto *question = new PushQuestion(m_commands, *reference, &m_window);
    connect(question, &QDialog::accepted, this, [this, target = *reference] { m_commands.push(target); });
    question->ask();
}

void RegistryActions::askLogin(const QString &registry, const QString &user, const std::function<void()> &then)
{
    auto *question = new LoginQuestion(m_commands, registry, user == "a token"_L1 ? QString() : user, &m_window);
    if (then)
        connect(question, &QDialog::accepted, this, then);
    question->ask();
}

} // namespace longshore
