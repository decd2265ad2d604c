// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/secretkeeper.h"

#include "model/component/secrets.h"
#include "model/run/missingsecret.h"
#include "model/vault/jobsecrets.h"
#include "ui/vault/asksecretsquestion.h"
#include "ui/vault/lockquestion.h"
#include "ui/vault/unlockquestion.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plaintext.h"

#include <QMessageBox>
#include <QPointer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

void offer(Question *question, const SecretKeeper::Instead &instead)
{
    if (instead.words.isEmpty())
        return;
    QPushButton *button = outlinedButton(instead.words, u"vaultInstead"_s, question);
    question->column->addWidget(button, 0, Qt::AlignLeft);
    QObject::connect(button, &QPushButton::clicked, question, [question, take = instead.take] {
        question->reject();
        take();
    });
}

} // namespace

SecretKeeper::SecretKeeper(Vault &vault, Keychain &keychain, QObject *parent, VaultOpener::CostMeasure measure)
    : QObject(parent), m_vault(vault), m_keychain(keychain), m_measure(std::move(measure))
{
}

void SecretKeeper::open(QWidget *window, const QString &why, const std::function<void()> &then, const Instead &instead)
{
    if (m_vault.isUnlocked())
        return then();
    const auto key = m_vault.key();
    if (!key)
        return tell(window, key.error());
    Question *question = nullptr;
    if (*key)
        question = new UnlockQuestion(m_vault, m_keychain, **key, why, window);
    else
        question = new LockQuestion(m_vault, m_keychain, LockQuestion::MakeVault, why, window, m_measure);
    offer(question, instead);
    connect(question, &QDialog::accepted, this, [this, then] {
        Q_EMIT lockChanged();
        then();
    });
    question->ask();
}

void SecretKeeper::lock()
{
    m_vault.lock(Error::make(Error::Kind::BadInput, u"read a secret"_s, u"the vault is locked"_s, u"Unlock it: File > Secrets."_s));
    Q_EMIT lockChanged();
}

void SecretKeeper::changeLock(QWidget *window)
{
    open(window, {}, [this, window = QPointer(window)] {
        auto *question = new LockQuestion(m_vault, m_keychain, LockQuestion::ChangeLock,
                                          tr("The vault gets a new key, and every secret is sealed anew with it. What shall lock it?"), window, m_measure);
        connect(question, &QDialog::accepted, this, &SecretKeeper::lockChanged);
        question->ask();
    });
}

bool SecretKeeper::isLocked() const
{
    const auto key = m_vault.key();
    return !m_vault.isUnlocked() && key && *key;
}

void SecretKeeper::complete(const RunRequest &request, QWidget *window, const std::function<void(const RunRequest &)> &go)
{
    const QList<MissingSecret> missing = missingSecrets(request, &m_vault);
    if (missing.isEmpty())
        return go(request);
    const auto kept = m_vault.list();
    const auto isKept = [&](const MissingSecret &secret) {
        return kept && std::any_of(kept->begin(), kept->end(), [&](const SecretInfo &info) {
            return secret.reference.isEmpty() ? info.jobId == request.job.id() && info.keyPath == secret.keyPath
                                              : info.id.value == secret.reference || info.name == secret.reference;
        });
    };
    if (!isLocked() || std::none_of(missing.begin(), missing.end(), isKept))
        return ask(request, missing, window, go);
    const QPointer<QWidget> over(window);
    open(window, tr("%1 needs secrets that are in the vault.").arg(request.job.name()), [this, request, over, go] { complete(request, over, go); },
         {tr("Type them for this run instead…"), [this, request, missing, over, go] { ask(request, missing, over, go); }});
}

void SecretKeeper::ask(const RunRequest &request, const QList<MissingSecret> &missing, QWidget *window, const std::function<void(const RunRequest &)> &go)
{
    auto *question = new AskSecretsQuestion(request.job.name(), missing, window);
    connect(question, &QDialog::accepted, this, [this, question, request, missing, over = QPointer(window), go] {
        RunRequest whole = request;
        whole.secrets.insert(question->values());
        if (!question->keeps())
            return go(whole);
        const auto keepAndGo = [this, whole, missing, over, go] { store(secretsOf(whole, missing), over, [whole, go] { go(whole); }); };
        open(over, tr("The secrets of %1 are to be kept.").arg(request.job.name()), keepAndGo,
             {tr("Run without keeping them"), [whole, go] { go(whole); }});
    });
    question->ask();
}

/// A cipher of the platform, and what is asked for at each start, is found again by its job and key.
std::vector<NewSecret> SecretKeeper::secretsOf(const RunRequest &request, const QList<MissingSecret> &missing) const
{
    QStringList taken;
    const auto known = m_vault.list();
    for (const SecretInfo &secret : known.value_or(QList<SecretInfo>()))
        taken.append(secret.name);
    std::vector<NewSecret> secrets;
    for (const MissingSecret &one : missing) {
        const bool isId = SecretId::isId(one.reference);
        QString name = isId || one.reference.isEmpty() ? freeSecretName(request.job.name(), one.keyPath, taken) : one.reference;
        const bool isKnown = known && isId && m_vault.find(one.reference);
        QByteArray bytes = request.secrets.value(one.given()).toUtf8();
        secrets.push_back({isId ? SecretId{one.reference} : SecretId(), isKnown ? QString() : name, request.job.id(), one.keyPath, SecretBuffer::copyOf(bytes)});
        wipe(bytes);
        taken.append(name);
    }
    return secrets;
}

void SecretKeeper::store(const std::vector<NewSecret> &secrets, QWidget *window, const std::function<void()> &then)
{
    m_vault.set(secrets, this, [this, over = QPointer(window), then](const Result<QList<SecretInfo>> &stored) {
        stored ? then() : tell(over, stored.error());
    });
}

void SecretKeeper::keep(const JobDocument &job, const QStringList &paths, QWidget *window, const std::function<void(const JobDocument &)> &done)
{
    const auto known = m_vault.list();
    const EncryptionContext context{{}, known.value_or(QList<SecretInfo>()), paths};
    auto encryption = encryptJob(job.toJson(), context);
    if (!encryption || encryption->secrets.empty()) // a document that cannot be read is refused by its save
        return done(job);
    const auto secrets = std::make_shared<std::vector<NewSecret>>(std::move(encryption->secrets));
    const auto finish = [path = job.path(), done](const QByteArray &text) {
        if (const auto kept = JobDocument::parse(text, path))
            done(*kept);
    };
    const QString why = secrets->size() == 1 ? tr("A secret of %1 would stand in its file in the clear. The vault keeps it sealed.").arg(job.name())
                                             : tr("%1 secrets of %2 would stand in its file in the clear. The vault keeps them sealed.").arg(secrets->size()).arg(job.name());
    const QPointer<QWidget> over(window);
    open(window, why, [this, secrets, over, finish, text = encryption->text] { store(*secrets, over, [finish, text] { finish(text); }); },
         {tr("Ask at each start instead"), [finish, context, job] {
              if (const auto blank = askAtStart(job.toJson(), context))
                  finish(*blank);
          }});
}

void SecretKeeper::tell(QWidget *window, const Error &error)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("The vault"), {}, QMessageBox::Close, window);
    box->setObjectName(u"vaultMessage"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setText(visibleText(error.sentence()));
    box->open();
}

} // namespace longshore
