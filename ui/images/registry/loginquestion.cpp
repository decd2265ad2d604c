// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/registry/loginquestion.h"

#include "model/images/reference.h"
#include "model/images/registryauth.h"
#include "model/images/registrycommands.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/secretedit.h"

#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// The registry that people mean by what they type or paste; empty when it is none.
QString registryIn(const QString &text)
{
    const QString name = registryOfKey(text.trimmed());
    const Result<Reference> reference = Reference::parse(name + u"/x/y"_s);
    return reference && reference->registry == name ? name : QString();
}

} // namespace

LoginQuestion::LoginQuestion(RegistryCommands &commands, const QString &registry, const QString &user, QWidget *parent)
    : Question(parent, u"loginQuestion"_s, tr("Log in"), tr("User and password, or an access token, of a registry. Both go only there."), tr("Log in"))
    , m_commands(commands)
    , m_registry(new QLineEdit(registry, this))
    , m_user(new QLineEdit(user, this))
    , m_password(new SecretEdit(this))
    , m_keep(new QRadioButton(tr("Keep in the keychain"), this))
    , m_once(new QRadioButton(tr("For this session only"), this))
    , m_state(new MarkLabel(Mark::None, {}, TextRole::Small, this))
{
    m_registry->setObjectName(u"loginRegistry"_s);
    m_registry->setPlaceholderText(u"docker.io"_s);
    m_user->setObjectName(u"loginUser"_s);
    m_password->setObjectName(u"loginPassword"_s);
    m_keep->setObjectName(u"loginKept"_s);
    m_once->setObjectName(u"loginOnce"_s);
    m_state->setObjectName(u"loginState"_s);
    m_registry->setAccessibleName(tr("Registry"));
    m_user->setAccessibleName(tr("User"));
    m_password->setAccessibleName(tr("Password or token"));
    addField(tr("Registry"), m_registry);
    addField(tr("User"), m_user);
    addField(tr("Password or token"), m_password);
    column->addWidget(m_keep);
    column->addWidget(m_once);
    m_keep->setChecked(true);
    m_state->setWordWrap(true);
    m_state->hide();
    column->addWidget(m_state);
    accepting->setDefault(true);
    if (!registry.isEmpty())
        (user.isEmpty() ? m_user : static_cast<QLineEdit *>(m_password))->setFocus();
    for (QLineEdit *edit : {m_registry, m_user, static_cast<QLineEdit *>(m_password)})
        connect(edit, &QLineEdit::textChanged, this, &LoginQuestion::check);
    check();
}

void LoginQuestion::check()
{
    const bool isRegistry = !registryIn(m_registry->text()).isEmpty();
    const bool isWrong = !isRegistry && !m_registry->text().isEmpty();
    m_registry->setProperty("problem", isWrong);
    m_registry->update();
    if (isWrong)
        tell(Mark::Error, tr("This is no registry: write a host like quay.io or localhost:5000."));
    else if (!m_isBusy && !m_isKept)
        m_state->hide();
    accepting->setEnabled(!m_isBusy && isRegistry && !m_user->text().trimmed().isEmpty() && !m_password->text().isEmpty());
}

void LoginQuestion::accept()
{
    if (!accepting->isEnabled())
        return;
    if (m_isKept)
        return Question::accept();
    RegistryCredential credential{.registry = registryIn(m_registry->text()), .user = m_user->text().trimmed()};
    credential.secret = m_password->key();
    setBusy(true);
    tell(Mark::Running, tr("Asking %1…").arg(credential.registry));
    m_commands.checkLogin(credential, this, [this](const Result<RegistryCredential> &result) { checked(result); });
}

void LoginQuestion::checked(const Result<RegistryCredential> &result)
{
    if (result) {
        const auto where = m_keep->isChecked() ? RegistryAuth::Keep::Keychain : RegistryAuth::Keep::Session;
        return m_commands.auth().keep(*result, where, this, [this](const Result<void> &outcome) { kept(outcome); });
    }
    setBusy(false);
    const QString sentence = result.error().sentence();
    tell(Mark::Error, sentence.left(1).toUpper() + sentence.mid(1));
    m_password->setFocus();
    m_password->selectAll();
}

/// Without a keychain it is known for this session: said, and left at that.
void LoginQuestion::kept(const Result<void> &result)
{
    setBusy(false);
    if (result)
        return Question::accept();
    m_isKept = true;
    m_once->setChecked(true);
    for (QWidget *field : {static_cast<QWidget *>(m_registry), static_cast<QWidget *>(m_user), static_cast<QWidget *>(m_password),
                           static_cast<QWidget *>(m_keep), static_cast<QWidget *>(m_once)})
        field->setEnabled(false);
    accepting->setText(tr("Go on"));
    accepting->setFocus();
    tell(Mark::Warning, result.error().sentence());
}

void LoginQuestion::setBusy(bool busy)
{
    m_isBusy = busy;
    for (QLineEdit *edit : {m_registry, m_user, static_cast<QLineEdit *>(m_password)})
        edit->setEnabled(!busy);
    check();
}

void LoginQuestion::tell(Mark mark, const QString &text)
{
    m_state->set(mark, text);
    m_state->show();
    fit();
}

} // namespace longshore
