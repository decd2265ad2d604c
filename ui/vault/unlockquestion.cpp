// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/unlockquestion.h"

#include "ui/vault/keyfilefield.h"
#include "ui/vault/vaultwords.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/secretedit.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

UnlockQuestion::UnlockQuestion(Vault &vault, Keychain &keychain, const VaultKey &key, const QString &why, QWidget *parent)
    : Question(parent, u"unlockVault"_s, tr("Unlock the vault"), why.isEmpty() ? key.sentence() : why + u' ' + key.sentence(),
               key.place == KeyPlace::Keychain ? tr("Try again") : tr("Unlock"))
    , m_opener(vault, keychain)
    , m_place(key.place)
    , m_state(new MarkLabel(Mark::None, {}, TextRole::Small, this))
{
    accepting->setDefault(true);
    if (m_place == KeyPlace::Passphrase) {
        m_passphrase = new SecretEdit(this);
        m_passphrase->setObjectName(u"vaultPassphrase"_s);
        m_passphrase->setAccessibleName(tr("Passphrase"));
        addField(tr("Passphrase"), m_passphrase);
        accepting->setEnabled(false);
        connect(m_passphrase, &QLineEdit::textChanged, this, [this](const QString &text) { accepting->setEnabled(!text.isEmpty()); });
    } else if (m_place == KeyPlace::KeyFile) {
        auto *field = new KeyFileField(KeyFileField::Existing, this);
        field->edit()->setText(key.file);
        m_file = field->edit();
        addField(tr("Key file"), field);
    }
    m_state->setObjectName(u"vaultState"_s);
    m_state->setWordWrap(true);
    m_state->hide();
    column->addWidget(m_state);
    connect(&m_opener, &VaultOpener::finished, this, &UnlockQuestion::opened);
    if (m_place == KeyPlace::Keychain)
        QMetaObject::invokeMethod(this, &UnlockQuestion::accept, Qt::QueuedConnection);
}

void UnlockQuestion::accept()
{
    if (!accepting->isEnabled())
        return;
    setBusy(true);
    KeyOffer offer;
    if (m_passphrase)
        offer.passphrase = m_passphrase->key();
    if (m_file)
        offer.keyFile = m_file->text();
    m_opener.open(offer);
}

void UnlockQuestion::opened(const Result<void> &result)
{
    setBusy(false);
    if (result)
        return Question::accept();
    m_state->set(Mark::Error, vaultTrouble(result.error(), m_place));
    fit();
    if (m_passphrase) {
        m_passphrase->setFocus();
        m_passphrase->selectAll();
    }
}

void UnlockQuestion::setBusy(bool busy)
{
    accepting->setEnabled(!busy);
    if (m_passphrase)
        m_passphrase->setEnabled(!busy);
    if (busy)
        m_state->set(Mark::Running, m_place == KeyPlace::Keychain ? tr("Asking the keychain; it may want its own password…") : tr("Working the key out…"));
    m_state->show();
    fit();
}

} // namespace longshore
