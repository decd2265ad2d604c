// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/secretcommand.h"

#include "app/commands/jsontext.h"
#include "app/secretargument.h"
#include "model/asynctask.h"
#include "model/store/durablefile.h"
#include "model/vault/secretexport.h"

#include <QFile>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;
using Action = SecretArguments::Action;

namespace
{

constexpr qint64 largestExport = 64 << 20;

ordered_json toJson(const SecretInfo &secret)
{
    const auto orNull = [](const QString &value) { return value.isEmpty() ? ordered_json() : ordered_json(text(value)); };
    return {{"id", text(secret.id.value)},
            {"name", text(secret.name)},
            {"job", orNull(secret.jobId)},
            {"path", orNull(secret.keyPath)},
            {"created", text(secret.created.toString(Qt::ISODateWithMs))},
            {"changed", text(secret.changed.toString(Qt::ISODateWithMs))}};
}

} // namespace

void SecretCommand::storeOpened()
{
    m_access = std::make_unique<VaultAccess>(StoreCommand::store(), line());
    switch (line().secret.action) {
    case Action::Set: return set();
    case Action::List: return list();
    case Action::Remove: return remove();
    case Action::Rename: return rename();
    case Action::Key: return line().secret.what.isEmpty() ? key() : moveKey();
    case Action::Export: return exportAll();
    case Action::Import: return importAll();
    }
}

void SecretCommand::open(const std::function<void()> &next)
{
    m_access->open([this, next](const Result<void> &opened) { opened ? next() : failForVault(opened.error()); });
}

void SecretCommand::openOrMake(const std::function<void()> &next)
{
    m_access->openOrMake([this, next](const Result<void> &opened) { opened ? next() : failForVault(opened.error()); });
}

void SecretCommand::print(const char *event, const SecretInfo &secret, const QString &sentence)
{
    if (console().json())
        console().object({{"event", event}, {"secret", toJson(secret)}});
    else
        console().line(sentence);
}

/// The value before the vault: a source that is none makes no vault.
void SecretCommand::set()
{
    const QString source = line().secret.source.isEmpty() ? u"fd:0"_s : line().secret.source;
    const Result<QString> value = readSecret(line().secret.what, source);
    if (!value)
        return failForVault(value.error());
    openOrMake([this, value = *value] { store(value); });
}

void SecretCommand::store(const QString &value)
{
    const QString name = line().secret.what;
    std::vector<NewSecret> secrets(1);
    if (SecretId::isId(name))
        secrets[0].id = {name};
    else
        secrets[0].name = name;
    QByteArray bytes = value.toUtf8();
    secrets[0].value = SecretBuffer::copyOf(bytes);
    wipe(bytes);
    vault().set(secrets, this, [this](const Result<QList<SecretInfo>> &stored) {
        if (!stored)
            return failForVault(stored.error());
        const SecretInfo &secret = stored->first();
        print("stored", secret, tr("%1 stored; a job refers to it as {\"$secret\": \"%2\"}").arg(secret.name, secret.id.value));
        end(ExitCode::Success);
    });
}

void SecretCommand::list()
{
    const auto secrets = vault().list();
    if (!secrets)
        return failForVault(secrets.error());
    qsizetype width = 0;
    for (const SecretInfo &secret : *secrets)
        width = qMax(width, secret.name.size());
    for (const SecretInfo &secret : *secrets)
        print("secret", secret,
              secret.name.leftJustified(width) + u"  "_s + secret.id.value + u"  "_s + secret.changed.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s));
    end(ExitCode::Success);
}

void SecretCommand::remove()
{
    vault().remove(line().secret.what, this, [this](const Result<SecretInfo> &removed) {
        if (!removed)
            return failForVault(removed.error());
        print("removed", *removed, tr("%1 removed").arg(removed->name));
        end(ExitCode::Success);
    });
}

void SecretCommand::rename()
{
    open([this] {
        vault().rename(line().secret.what, line().secret.to, this, [this](const Result<SecretInfo> &renamed) {
            if (!renamed)
                return failForVault(renamed.error());
            print("renamed", *renamed, tr("it is called %1 now").arg(renamed->name));
            end(ExitCode::Success);
        });
    });
}

void SecretCommand::key()
{
    const auto key = vault().key();
    if (!key)
        return failForVault(key.error());
    const QString sentence = *key ? (*key)->sentence() : tr("There is no vault yet: the first secret makes it.");
    if (console().json())
        console().object({{"event", "key"}, {"place", *key ? ordered_json(text(toKey((*key)->place))) : ordered_json()}, {"message", text(sentence)}});
    else
        console().line(sentence);
    end(ExitCode::Success);
}

void SecretCommand::moveKey()
{
    KeyOffer to;
    if (line().secret.what == "passphrase"_L1) {
        const auto passphrase = readPassphrase(u"fd:%1"_s.arg(line().secret.newPassphraseFd));
        if (!passphrase)
            return failForVault(passphrase.error());
        to.passphrase = *passphrase;
    } else if (line().secret.what != "keychain"_L1) {
        to.keyFile = line().secret.what;
    }
    m_access->openIfThere([this, to](const Result<void> &opened) {
        if (!opened)
            return failForVault(opened.error());
        m_access->lockBy(to, [this](const Result<void> &locked) { locked ? key() : failForVault(locked.error()); });
    });
}

void SecretCommand::exportAll()
{
    const QString path = line().secret.what;
    const auto passphrase = readPassphrase(u"fd:%1"_s.arg(line().secret.filePassphraseFd));
    if (!passphrase)
        return failForVault(passphrase.error());
    if (QFile::exists(path))
        return failForVault(Error::make(Error::Kind::Conflict, tr("write %1").arg(path), tr("it is there already")));
    open([this, path, passphrase = *passphrase] {
        const auto secrets = allSecrets(vault());
        if (!secrets)
            return failForVault(secrets.error());
        const auto work = [secrets = *secrets, passphrase, path]() -> Result<void> {
            const auto file = sealSecrets(*secrets, *passphrase, measuredPassphraseCost());
            return file ? durableReplace(path, *file) : longshore::fail(file.error());
        };
        runAsync(this, work, [this, path, count = secrets->get()->size()](const Result<void> &written) {
            if (!written)
                return failForVault(written.error());
            if (console().json())
                console().object({{"event", "exported"}, {"secrets", count}, {"path", text(path)}});
            else
                console().line(tr("%1 secrets written to %2, sealed").arg(count).arg(path));
            end(ExitCode::Success);
        });
    });
}

void SecretCommand::importAll()
{
    const QString asked = tr("read %1").arg(line().secret.what);
    const auto passphrase = readPassphrase(u"fd:%1"_s.arg(line().secret.filePassphraseFd));
    if (!passphrase)
        return failForVault(passphrase.error());
    QFile file(line().secret.what);
    if (!file.open(QIODevice::ReadOnly))
        return failForVault(Error::make(Error::Kind::NotFound, asked, file.errorString()));
    if (file.size() > largestExport)
        return failForVault(Error::make(Error::Kind::TooLarge, asked, tr("it is larger than %1 MiB").arg(largestExport >> 20)));
    take(file.readAll(), *passphrase);
}

void SecretCommand::take(const QByteArray &file, const SecretKey &passphrase)
{
    runAsync(this, [file, passphrase] { return openSecrets(file, *passphrase); }, [this](const Result<SecretList> &secrets) {
        if (!secrets)
            return failForVault(secrets.error());
        openOrMake([this, secrets = *secrets] {
            vault().set(*secrets, this, [this](const Result<QList<SecretInfo>> &stored) {
                if (!stored)
                    return failForVault(stored.error());
                for (const SecretInfo &secret : *stored)
                    print("stored", secret, tr("%1 stored").arg(secret.name));
                end(ExitCode::Success);
            });
        });
    });
}

} // namespace longshore
