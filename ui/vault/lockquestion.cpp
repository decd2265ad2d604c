// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/lockquestion.h"

#include "ui/theme/metrics.h"
#include "ui/vault/keyfilefield.h"
#include "ui/vault/vaultwords.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/secretedit.h"

#include <QButtonGroup>
#include <QDir>
#include <QFormLayout>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int indent = 24; // below the text of a radio button

} // namespace

LockQuestion::LockQuestion(Vault &vault, Keychain &keychain, Purpose purpose, const QString &why, QWidget *parent,
                           VaultOpener::CostMeasure measure)
    : Question(parent, u"lockVault"_s, purpose == MakeVault ? tr("Make the vault") : tr("Change the lock of the vault"), why,
               purpose == MakeVault ? tr("Make the vault") : tr("Change the lock"))
    , m_vault(vault)
    , m_opener(vault, keychain, nullptr, std::move(measure))
    , m_purpose(purpose)
    , m_ways(new QButtonGroup(this))
    , m_state(new MarkLabel(Mark::None, {}, TextRole::Small, this))
{
    accepting->setDefault(true);
    addWay(InKeychain, u"lockByKeychain"_s, tr("The desktop’s keychain"), tr("It opens by itself while you are logged in."), nullptr);
    addWay(ByPassphrase, u"lockByPassphrase"_s, tr("A passphrase"), tr("Asked for once each time Longshore runs. Nobody can recover it."), makePassphrases());
    addWay(ByFile, u"lockByFile"_s, tr("A key file"), tr("A new file gets a random key. Without that file nobody opens the vault."), makeFile());
    if (purpose == MakeVault)
        addWay(ForSession, u"lockForSession"_s, tr("Nothing: keep the secrets for this session"), tr("They are gone when Longshore quits."), nullptr);
    m_state->setObjectName(u"vaultState"_s);
    m_state->setWordWrap(true);
    m_state->hide();
    column->addWidget(m_state);
    connect(m_ways, &QButtonGroup::idToggled, this, &LockQuestion::wayChanged);
    connect(&m_opener, &VaultOpener::finished, this, &LockQuestion::ended);
    m_ways->button(InKeychain)->setChecked(true);
    m_ways->button(InKeychain)->setFocus();
}

void LockQuestion::addWay(Way way, const QString &name, const QString &title, const QString &help, QWidget *fields)
{
    auto *choice = new QRadioButton(title, this);
    choice->setObjectName(name);
    m_ways->addButton(choice, way);
    auto *words = new PlainLabel(help, TextRole::Small, Ink::Muted, this);
    words->setWordWrap(true);
    words->setContentsMargins(indent, 0, 0, 0);
    auto *block = new QVBoxLayout;
    block->setSpacing(metrics::unit / 2);
    block->addWidget(choice);
    block->addWidget(words);
    if (fields) {
        m_fields.insert(way, fields);
        fields->hide();
        block->addWidget(fields);
    }
    column->addLayout(block);
}

QWidget *LockQuestion::makePassphrases()
{
    auto *fields = new QWidget(this);
    auto *form = new QFormLayout(fields);
    form->setContentsMargins(indent, metrics::gap, 0, 0);
    form->setHorizontalSpacing(metrics::barInset);
    const auto add = [&](const QString &name, const QString &label) {
        auto *edit = new SecretEdit(fields);
        edit->setObjectName(name);
        edit->setAccessibleName(label);
        form->addRow(label, edit);
        connect(edit, &QLineEdit::textEdited, m_state, &QWidget::hide);
        return edit;
    };
    m_passphrase = add(u"newPassphrase"_s, tr("Passphrase"));
    m_repeat = add(u"repeatPassphrase"_s, tr("Once more"));
    return fields;
}

QWidget *LockQuestion::makeFile()
{
    auto *fields = new QWidget(this);
    auto *row = new QVBoxLayout(fields);
    row->setContentsMargins(indent, metrics::gap, 0, 0);
    m_file = new KeyFileField(KeyFileField::NewOrExisting, fields);
    row->addWidget(m_file);
    connect(m_file->edit(), &QLineEdit::textChanged, m_state, &QWidget::hide);
    return fields;
}

LockQuestion::Way LockQuestion::way() const
{
    return Way(m_ways->checkedId());
}

void LockQuestion::wayChanged()
{
    m_state->hide();
    for (auto fields = m_fields.cbegin(); fields != m_fields.cend(); ++fields)
        fields.value()->setVisible(fields.key() == way());
    if (way() == ByPassphrase)
        m_passphrase->setFocus();
    if (way() == ByFile)
        m_file->setFocus();
    if (isVisible())
        fit();
}

QString LockQuestion::objection() const
{
    if (way() == ByPassphrase && m_passphrase->text().isEmpty())
        return tr("The passphrase is empty. Four random words make a good one.");
    if (way() == ByPassphrase && m_passphrase->text() != m_repeat->text())
        return tr("The two passphrases differ. Type the same one twice.");
    if (way() == ByFile && !QDir::isAbsolutePath(m_file->edit()->text()))
        return tr("The key file needs a whole path, like /home/me/longshore.key.");
    return {};
}

void LockQuestion::accept()
{
    if (!accepting->isEnabled())
        return;
    if (const QString wrong = objection(); !wrong.isEmpty()) {
        m_state->set(Mark::Error, wrong);
        m_state->show();
        return fit();
    }
    if (way() == ForSession) {
        m_vault.openForSession();
        return Question::accept();
    }
    start();
}

void LockQuestion::start()
{
    setBusy(true);
    KeyOffer offer;
    if (way() == ByPassphrase)
        offer.passphrase = m_passphrase->key();
    if (way() == ByFile)
        offer.keyFile = m_file->edit()->text();
    m_purpose == MakeVault ? m_opener.openOrMake(offer) : m_opener.lockBy(offer);
}

void LockQuestion::ended(const Result<void> &result)
{
    setBusy(false);
    if (result)
        return Question::accept();
    m_state->set(Mark::Error, way() == InKeychain ? vaultTrouble(result.error(), KeyPlace::Keychain) + u' ' + tr("Or choose another lock.")
                                                  : vaultTrouble(result.error(), way() == ByFile ? KeyPlace::KeyFile : KeyPlace::Passphrase));
    fit();
}

void LockQuestion::setBusy(bool busy)
{
    accepting->setEnabled(!busy);
    const QList<QAbstractButton *> ways = m_ways->buttons();
    for (QAbstractButton *choice : ways)
        choice->setEnabled(!busy);
    for (QWidget *fields : std::as_const(m_fields))
        fields->setEnabled(!busy);
    if (busy)
        m_state->set(Mark::Running, way() == InKeychain ? tr("Asking the keychain; it may want its own password…") : tr("Working the key out…"));
    m_state->show();
}

} // namespace longshore
