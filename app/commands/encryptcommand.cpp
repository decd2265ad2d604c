// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/encryptcommand.h"

#include "app/commands/jsontext.h"
#include "app/secretargument.h"
#include "model/jobs/jobfile.h"

#include <QDir>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

QString EncryptCommand::asked() const
{
    return u"encrypt the secrets of the job %1"_s.arg(m_path);
}

void EncryptCommand::start()
{
    m_path = QDir().absoluteFilePath(line().subject);
    const auto text = readJobFile(m_path, asked());
    if (!text)
        return failForFile(text.error());
    const auto given = readSecretArguments(line().secrets);
    if (!given)
        return failForFile(given.error());
    m_text = *text;
    m_given = *given;
    StoreCommand::start();
}

void EncryptCommand::storeOpened()
{
    m_access = std::make_unique<VaultAccess>(StoreCommand::store(), line());
    const auto known = m_access->vault()->list();
    if (!known)
        return fail(known.error());
    auto encryption = encryptJob(m_text, {lookupIn(m_given), *known, {}});
    if (!encryption)
        return fail(encryption.error());
    m_encryption = std::move(*encryption);
    if (m_encryption.secrets.empty())
        return report({});
    m_access->openOrMake([this](const Result<void> &opened) { opened ? store() : failForVault(opened.error()); });
}

/// The vault first: a file never refers to what is not stored.
void EncryptCommand::store()
{
    m_access->vault()->set(m_encryption.secrets, this, [this](const Result<QList<SecretInfo>> &secrets) {
        m_encryption.secrets.clear();
        secrets ? stored(*secrets) : fail(secrets.error());
    });
}

void EncryptCommand::stored(const QList<SecretInfo> &secrets)
{
    const auto now = readJobFile(m_path, asked());
    if (!now || *now != m_text)
        return fail(now ? Error::make(Error::Kind::BadInput, asked(), u"the file was changed meanwhile"_s, u"Try again."_s) : now.error());
    if (m_encryption.text != m_text) {
        if (const auto written = writeJobFile(m_path, m_encryption.text, asked()); !written)
            return failForFile(written.error());
    }
    report(secrets);
}

void EncryptCommand::report(const QList<SecretInfo> &secrets)
{
    for (qsizetype i = 0; i < secrets.size(); ++i) {
        const QString path = m_encryption.paths.value(i);
        if (console().json())
            console().object({{"event", "encrypted"}, {"path", text(path)}, {"secret", text(secrets[i].id.value)}, {"name", text(secrets[i].name)}});
        else
            console().line(tr("%1 is in the vault").arg(path));
    }
    for (const QString &path : std::as_const(m_encryption.unsolved)) {
        if (console().json())
            console().object({{"event", "kept"}, {"path", text(path)}});
        else
            console().line(tr("%1 stays: only the platform can decrypt it; give its value here with --secret KEY=@FILE").arg(path));
    }
    if (m_encryption.text != m_text)
        console().note(tr("copies of the file, in git for example, still hold what was in the clear"));
    else if (secrets.isEmpty() && m_encryption.unsolved.isEmpty() && !console().json())
        console().line(tr("nothing is in the clear"));
    end(ExitCode::Success);
}

} // namespace longshore
