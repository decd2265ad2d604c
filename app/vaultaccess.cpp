// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vaultaccess.h"

#include "app/secretargument.h"
#include "model/images/registryauth.h"
#include "model/settings.h"
#include "model/store/store.h"

#include <QFile>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QString passphraseSource(const CommandLine &line)
{
    if (line.passphraseFd >= 0)
        return u"fd:%1"_s.arg(line.passphraseFd);
    const QString folder = qEnvironmentVariable("CREDENTIALS_DIRECTORY");
    const QString file = folder + u"/longshore-passphrase"_s;
    return !folder.isEmpty() && QFile::exists(file) ? u'@' + file : QString();
}

} // namespace

Result<KeyOffer> readKeyOffer(const CommandLine &line)
{
    KeyOffer offer;
    offer.keyFile = line.keyFile;
    if (const QString source = passphraseSource(line); !source.isEmpty()) {
        auto passphrase = readPassphrase(source);
        if (!passphrase)
            return fail(passphrase.error());
        offer.passphrase = *passphrase;
    }
    return offer;
}

VaultAccess::VaultAccess(std::shared_ptr<Store> store, const CommandLine &line, QObject *parent)
    : QObject(parent), m_line(line), m_store(std::move(store)), m_vault(std::make_shared<Vault>(m_store))
{
}

VaultAccess::~VaultAccess() = default;

std::shared_ptr<RegistryAuth> VaultAccess::registries()
{
    if (!m_settings)
        m_settings = std::make_unique<Settings>(m_store->directory());
    return std::make_shared<RegistryAuth>(RegistryFiles::fromSystem(), m_keychain, *m_settings);
}

void VaultAccess::withOffer(Done done, std::function<void(VaultOpener &, const KeyOffer &)> work)
{
    const auto offer = readKeyOffer(m_line);
    if (!offer) {
        QMetaObject::invokeMethod(this, [done, error = offer.error()] { done(fail(error)); }, Qt::QueuedConnection);
        return;
    }
    auto *opener = new VaultOpener(*m_vault, m_keychain, this);
    connect(opener, &VaultOpener::finished, this, [opener, done = std::move(done)](const Result<void> &result) {
        opener->deleteLater();
        done(result);
    });
    work(*opener, *offer);
}

void VaultAccess::openIfThere(Done done)
{
    const auto key = m_vault->key();
    if (!key || !*key) {
        const Result<void> result = key ? Result<void>() : fail(key.error());
        QMetaObject::invokeMethod(this, [done, result] { done(result); }, Qt::QueuedConnection);
        return;
    }
    const bool wasTold = m_line.passphraseFd >= 0 || !m_line.keyFile.isEmpty();
    open([done = std::move(done), wasTold](const Result<void> &opened) { done(wasTold ? opened : Result<void>()); });
}

void VaultAccess::open(Done done)
{
    withOffer(std::move(done), [](VaultOpener &opener, const KeyOffer &offer) { opener.open(offer); });
}

void VaultAccess::openOrMake(Done done)
{
    withOffer(std::move(done), [](VaultOpener &opener, const KeyOffer &offer) { opener.openOrMake(offer); });
}

void VaultAccess::lockBy(const KeyOffer &offer, Done done)
{
    auto *opener = new VaultOpener(*m_vault, m_keychain, this);
    connect(opener, &VaultOpener::finished, this, [opener, done = std::move(done)](const Result<void> &result) {
        opener->deleteLater();
        done(result);
    });
    opener->lockBy(offer);
}

} // namespace longshore
