// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/secretsdialog.h"

#include "ui/theme/metrics.h"
#include "ui/vault/secretkeeper.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/question.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/secretedit.h"

#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

SecretsDialog::SecretsDialog(SecretKeeper &keeper, QWidget *parent)
    : QDialog(parent)
    , m_keeper(keeper)
{
    setObjectName(u"secretsDialog"_s);
    setWindowTitle(tr("Secrets"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(720, 440);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::paneInset, metrics::paneInset, metrics::paneInset, metrics::paneInset);
    column->setSpacing(metrics::barInset);
    column->addWidget(makeLock());
    column->addWidget(makeList(), 1);
    m_trouble = new MarkLabel(Mark::None, {}, TextRole::Small, this);
    m_trouble->setObjectName(u"secretsTrouble"_s);
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    column->addWidget(m_trouble);
    column->addWidget(makeButtons());
    connect(&keeper, &SecretKeeper::lockChanged, this, &SecretsDialog::refresh);
    refresh();
}

QWidget *SecretsDialog::makeLock()
{
    auto *line = new QWidget(this);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins({});
    row->setSpacing(metrics::gap);
    m_lock = new MarkLabel(Mark::None, {}, TextRole::Body, line);
    m_lock->setObjectName(u"vaultLock"_s);
    m_lock->setWordWrap(true);
    m_lockButton = outlinedButton({}, u"lockOrUnlock"_s, line);
    m_changeLock = outlinedButton(tr("Change the lock…"), u"changeLock"_s, line);
    row->addWidget(m_lock, 1, Qt::AlignVCenter);
    row->addWidget(m_lockButton);
    row->addWidget(m_changeLock);
    connect(m_lockButton, &QPushButton::clicked, this, &SecretsDialog::lockOrUnlock);
    connect(m_changeLock, &QPushButton::clicked, this, [this] { m_keeper.changeLock(this); });
    return line;
}

QWidget *SecretsDialog::makeList()
{
    m_list = new QTreeWidget(this);
    m_list->setObjectName(u"secretsList"_s);
    m_list->setAccessibleName(tr("Secrets"));
    setUpTree(m_list);
    m_list->setRootIsDecorated(false);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setHeaderLabels({tr("Name"), tr("Key"), tr("Changed")});
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->setColumnWidth(1, 240);
    m_list->setColumnWidth(2, 130);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, [this] {
        const bool chosen = !current().id.isEmpty();
        m_replace->setEnabled(chosen);
        m_remove->setEnabled(chosen);
    });
    connect(m_list, &QTreeWidget::itemActivated, this, &SecretsDialog::askValue);
    return m_list;
}

QWidget *SecretsDialog::makeButtons()
{
    auto *foot = new QWidget(this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins({});
    row->setSpacing(metrics::gap);
    const auto add = [&](const QString &text, const QString &name, void (SecretsDialog::*slot)()) {
        QPushButton *button = outlinedButton(text, name, foot);
        connect(button, &QPushButton::clicked, this, slot);
        row->addWidget(button);
        return button;
    };
    add(tr("New secret…"), u"newSecret"_s, &SecretsDialog::askNew);
    m_replace = add(tr("New value…"), u"replaceSecret"_s, &SecretsDialog::askValue);
    m_remove = add(tr("Remove…"), u"removeSecret"_s, &SecretsDialog::askRemove);
    row->addStretch(1);
    QPushButton *close = outlinedButton(tr("Close"), u"closeSecrets"_s, foot);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    row->addWidget(close);
    return foot;
}

void SecretsDialog::refresh()
{
    showLock();
    const QString chosen = current().id.value;
    m_list->clear();
    const auto secrets = m_keeper.vault().list();
    if (!secrets)
        told(secrets.error().sentence());
    for (const SecretInfo &secret : secrets.value_or(QList<SecretInfo>())) {
        auto *item = new QTreeWidgetItem(m_list, {visibleText(secret.name), visibleText(secret.keyPath.isEmpty() ? u"–"_s : secret.keyPath),
                                                  secret.changed.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s)});
        item->setData(0, Qt::UserRole, secret.id.value);
        item->setData(1, Qt::UserRole, secret.name);
        if (secret.id.value == chosen)
            m_list->setCurrentItem(item);
    }
    if (!m_list->currentItem() && m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
    const bool any = m_list->currentItem() != nullptr;
    m_replace->setEnabled(any);
    m_remove->setEnabled(any);
}

void SecretsDialog::showLock()
{
    const Vault &vault = m_keeper.vault();
    const auto key = vault.key();
    if (!key)
        return m_lock->set(Mark::Error, key.error().sentence());
    const bool isOpen = vault.isUnlocked();
    if (*key)
        m_lock->set(isOpen ? Mark::Success : Mark::Waiting, (isOpen ? tr("Open. %1") : tr("Locked. %1")).arg((*key)->sentence()));
    else if (isOpen)
        m_lock->set(Mark::Warning, tr("For this session only: the secrets are gone when Longshore quits."));
    else
        m_lock->set(Mark::Waiting, tr("There is no vault yet. The first secret makes it."));
    m_lockButton->setText(!*key && !isOpen ? tr("Make the vault…") : isOpen ? tr("Lock now") : tr("Unlock…"));
    m_lockButton->setVisible(*key || !isOpen); // locking what is nowhere else would lose it
    m_changeLock->setText(*key ? tr("Change the lock…") : tr("Lock it for good…"));
    m_changeLock->setVisible(isOpen);
}

SecretInfo SecretsDialog::current() const
{
    const QTreeWidgetItem *item = m_list->currentItem();
    SecretInfo info;
    if (item) {
        info.id = {item->data(0, Qt::UserRole).toString()};
        info.name = item->data(1, Qt::UserRole).toString();
    }
    return info;
}

void SecretsDialog::lockOrUnlock()
{
    if (m_keeper.vault().isUnlocked())
        return m_keeper.lock();
    m_keeper.open(this, {}, [] {});
}

void SecretsDialog::askNew()
{
    m_keeper.open(this, {}, [this] {
        auto *question = new Question(this, u"newSecretQuestion"_s, tr("New secret"),
                                      tr("A job refers to it by its name: {\"$secret\": \"name\"}."), tr("Keep it"));
        auto *name = new QLineEdit(question);
        name->setObjectName(u"secretName"_s);
        auto *value = new SecretEdit(question);
        value->setObjectName(u"secretValue"_s);
        question->addField(tr("Name"), name);
        question->addField(tr("Value"), value);
        question->accepting->setDefault(true);
        const auto check = [=] { question->accepting->setEnabled(!name->text().trimmed().isEmpty() && !value->text().isEmpty()); };
        connect(name, &QLineEdit::textChanged, question, check);
        connect(value, &QLineEdit::textChanged, question, check);
        check();
        connect(question, &QDialog::accepted, this, [this, name, value] { store({}, name->text().trimmed(), value->key()); });
        question->ask();
    });
}

void SecretsDialog::askValue()
{
    const SecretInfo secret = current();
    if (secret.id.isEmpty())
        return;
    m_keeper.open(this, {}, [this, secret] {
        auto *question = new Question(this, u"newValueQuestion"_s, tr("New value"), tr("Every job that refers to %1 gets it.").arg(secret.name), tr("Replace the value"));
        auto *value = new SecretEdit(question);
        value->setObjectName(u"secretValue"_s);
        question->addField(tr("Value"), value);
        question->accepting->setDefault(true);
        question->accepting->setEnabled(false);
        connect(value, &QLineEdit::textChanged, question, [question](const QString &text) { question->accepting->setEnabled(!text.isEmpty()); });
        connect(question, &QDialog::accepted, this, [this, secret, value] { store(secret.id, {}, value->key()); });
        question->ask();
    });
}

void SecretsDialog::askRemove()
{
    const SecretInfo secret = current();
    if (secret.id.isEmpty())
        return;
    auto *question = new Question(this, u"removeSecretQuestion"_s, tr("Remove a secret"),
                                  tr("Jobs that refer to it ask for its value from then on. It cannot be had back:"), tr("Remove the secret"));
    question->column->addWidget(new ElidedLabel(secret.name, Qt::ElideMiddle, TextRole::Heading, Ink::Normal, question));
    question->cancel->setDefault(true);
    connect(question, &QDialog::accepted, this, [this, secret] {
        m_keeper.vault().remove(secret.id.value, this, [this](const Result<SecretInfo> &removed) {
            told(removed ? QString() : removed.error().sentence());
            refresh();
        });
    });
    question->ask();
}

void SecretsDialog::store(const SecretId &id, const QString &name, const SecretKey &value)
{
    std::vector<NewSecret> secrets(1);
    secrets[0].id = id;
    secrets[0].name = name;
    secrets[0].value = SecretBuffer::copyOf(value->view());
    m_keeper.vault().set(secrets, this, [this](const Result<QList<SecretInfo>> &stored) {
        told(stored ? QString() : stored.error().sentence());
        refresh();
    });
}

void SecretsDialog::told(const QString &trouble)
{
    m_trouble->setVisible(!trouble.isEmpty());
    m_trouble->set(Mark::Error, trouble);
}

} // namespace longshore
