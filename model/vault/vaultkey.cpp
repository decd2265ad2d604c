// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vault/vaultkey.h"

#include "model/store/store.h"
#include "model/vault/sealing.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

KeyPlace placeOf(const std::string &key)
{
    if (key == "passphrase")
        return KeyPlace::Passphrase;
    return key == "file" ? KeyPlace::KeyFile : KeyPlace::Keychain;
}

QStringList contextOf(const VaultKey &key)
{
    return {u"master key"_s, key.id, toKey(key.place)};
}

void bind(SQLite::Statement &statement, const VaultKey &key)
{
    statement.bind(1, key.id.toStdString());
    statement.bind(2, toKey(key.place).toStdString());
    statement.bind(3, key.file.toStdString());
    statement.bind(4, key.salt.constData(), int(key.salt.size()));
    statement.bind(5, int64_t(key.cost.operations));
    statement.bind(6, int64_t(key.cost.memory));
    statement.bind(7, key.wrapped.constData(), int(key.wrapped.size()));
}

} // namespace

QString VaultKey::sentence() const
{
    switch (place) {
    case KeyPlace::Keychain: return u"The key of the vault is in the desktop's keychain."_s;
    case KeyPlace::Passphrase: return u"The key of the vault is locked by a passphrase."_s;
    case KeyPlace::KeyFile: return u"The key of the vault is in the file %1."_s.arg(file);
    }
    return {};
}

void VaultKey::wrap(const SecretBuffer &master, const SecretBuffer &by)
{
    wrapped = seal(by, master.view(), contextOf(*this));
}

Result<SecretKey> VaultKey::unwrap(const SecretBuffer &by) const
{
    std::optional<SecretBuffer> master = unseal(by, wrapped, contextOf(*this));
    if (master && master->size() == secretKeyBytes)
        return std::make_shared<SecretBuffer>(std::move(*master));
    const QString asked = u"unlock the vault"_s;
    switch (place) {
    case KeyPlace::Passphrase:
        return fail(Error::make(Error::Kind::BadInput, asked, u"this is not its passphrase"_s, u"Try again."_s));
    case KeyPlace::KeyFile:
        return fail(Error::make(Error::Kind::BadInput, asked, u"the key file %1 is not the one it was locked with"_s.arg(file),
                                u"Name the right one with --key-file FILE."_s));
    case KeyPlace::Keychain:
        break;
    }
    return fail(Error::make(Error::Kind::BadInput, asked, u"the key in the keychain is not the one it was locked with"_s,
                            u"Does the store come from another machine? Import its secrets from a sealed export."_s));
}

Result<std::optional<VaultKey>> readVaultKey(const Store &store)
{
    std::optional<VaultKey> key;
    auto done = store.read([&](SQLite::Database &database) {
        SQLite::Statement query(database, "SELECT key_id, place, file, salt, operations, memory, wrapped FROM vault");
        if (!query.executeStep())
            return;
        const auto bytes = [&query](int column) {
            const SQLite::Column blob = query.getColumn(column);
            return QByteArray(static_cast<const char *>(blob.getBlob()), blob.getBytes());
        };
        key = VaultKey{QString::fromStdString(query.getColumn(0).getString()),
                       placeOf(query.getColumn(1).getString()),
                       QString::fromStdString(query.getColumn(2).getString()),
                       bytes(3),
                       {quint64(query.getColumn(4).getInt64()), quint64(query.getColumn(5).getInt64())},
                       bytes(6)};
    });
    if (!done)
        return fail(done.error());
    return key;
}

void addVaultKey(SQLite::Database &database, const VaultKey &key)
{
    SQLite::Statement row(database, "INSERT INTO vault (key_id, place, file, salt, operations, memory, wrapped, one) VALUES (?, ?, ?, ?, ?, ?, ?, 1)");
    bind(row, key);
    row.exec();
}

void replaceVaultKey(SQLite::Database &database, const VaultKey &key, const QString &before)
{
    SQLite::Statement row(database, "UPDATE vault SET key_id = ?, place = ?, file = ?, salt = ?, operations = ?, memory = ?, wrapped = ? WHERE key_id = ?");
    bind(row, key);
    row.bind(8, before.toStdString());
    if (row.exec() != 1)
        throw SQLite::Exception("another program changed the key of the vault meanwhile");
}

} // namespace longshore
