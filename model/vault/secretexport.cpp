// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vault/secretexport.h"

#include "model/json/json.h"
#include "model/vault/sealing.h"
#include "model/vault/vault.h"

#include <QtEndian>
#include <cstring>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr const char *fileFormat = "longshore.secrets/1";
constexpr qsizetype fields = 5; ///< of a secret: id, name, job, path, value; each with its length before it

QStringList fileContext()
{
    return {QString::fromLatin1(fileFormat)};
}

QString askedToRead()
{
    return u"read the sealed secrets"_s;
}

/// Packed without a copy outside of locked memory.
SecretBuffer packed(const std::vector<NewSecret> &secrets)
{
    std::vector<QByteArray> names;
    qsizetype size = 0;
    for (const NewSecret &secret : secrets) {
        for (const QString &text : {secret.id.value, secret.name, secret.jobId, secret.keyPath})
            names.push_back(text.toUtf8());
        size += secret.value.size();
    }
    for (const QByteArray &name : names)
        size += name.size();
    SecretBuffer all(size + qsizetype(secrets.size()) * fields * 4);
    unsigned char *at = all.data();
    const auto put = [&at](QByteArrayView bytes) {
        qToLittleEndian(quint32(bytes.size()), at);
        if (!bytes.isEmpty())
            std::memcpy(at + 4, bytes.data(), size_t(bytes.size()));
        at += 4 + bytes.size();
    };
    for (size_t i = 0; i < secrets.size(); ++i) {
        for (size_t field = 0; field < fields - 1; ++field)
            put(names[i * (fields - 1) + field]);
        put(secrets[i].value.view());
    }
    return all;
}

/// Nothing for what `packed` did not make.
std::optional<std::vector<NewSecret>> unpacked(QByteArrayView bytes)
{
    std::vector<NewSecret> secrets;
    while (!bytes.isEmpty()) {
        QByteArrayView parts[fields];
        for (QByteArrayView &part : parts) {
            const qsizetype size = bytes.size() < 4 ? bytes.size() : qsizetype(qFromLittleEndian<quint32>(bytes.data()));
            if (bytes.size() < 4 || size > bytes.size() - 4)
                return std::nullopt;
            part = bytes.sliced(4, size);
            bytes = bytes.sliced(4 + size);
        }
        secrets.push_back({{QString::fromUtf8(parts[0])}, QString::fromUtf8(parts[1]), QString::fromUtf8(parts[2]), QString::fromUtf8(parts[3]),
                           SecretBuffer::copyOf(parts[4])});
    }
    return secrets;
}

struct SealedFile {
    PassphraseCost cost;
    QByteArray salt;
    QByteArray sealed;
};

Result<SealedFile> readFile(const QByteArray &file)
{
    const auto json = scanJson(file, askedToRead());
    const auto bytes = [&json](const char *key) { return QByteArray::fromBase64(toQString(json->value(key, Json())).toLatin1()); };
    const auto number = [&json](const char *key) {
        const Json value = json->value(key, Json());
        return value.is_number_unsigned() ? value.get<quint64>() : 0;
    };
    if (!json || !json->is_object() || toQString(json->value("format", Json())) != QLatin1String(fileFormat))
        return fail(Error::make(Error::Kind::BadInput, askedToRead(), u"it is not a file of sealed secrets"_s, u"longshore secret export FILE makes one."_s));
    return SealedFile{{number("operations"), number("memory")}, bytes("salt"), bytes("sealed")};
}

} // namespace

Result<SecretList> allSecrets(const Vault &vault)
{
    const auto infos = vault.list();
    if (!infos)
        return fail(infos.error());
    const auto secrets = std::make_shared<std::vector<NewSecret>>();
    for (const SecretInfo &info : *infos) {
        auto value = vault.value(info.id.value);
        if (!value)
            return fail(value.error());
        secrets->push_back({info.id, info.name, info.jobId, info.keyPath, std::move(*value)});
    }
    return secrets;
}

Result<QByteArray> sealSecrets(const std::vector<NewSecret> &secrets, const SecretBuffer &passphrase, const PassphraseCost &cost)
{
    const QByteArray salt = newPassphraseSalt();
    const auto key = keyFromPassphrase(passphrase, salt, cost);
    if (!key)
        return fail(key.error());
    const QByteArray sealed = seal(**key, packed(secrets).view(), fileContext());
    const Json file = {{"format", fileFormat},
                       {"operations", cost.operations},
                       {"memory", cost.memory},
                       {"salt", salt.toBase64().toStdString()},
                       {"sealed", sealed.toBase64().toStdString()}};
    return writeJson(file, JsonStyle::Canonical) + '\n';
}

Result<SecretList> openSecrets(const QByteArray &file, const SecretBuffer &passphrase)
{
    const auto read = readFile(file);
    if (!read)
        return fail(read.error());
    const auto key = keyFromPassphrase(passphrase, read->salt, read->cost);
    if (!key)
        return fail(key.error());
    const std::optional<SecretBuffer> clear = unseal(**key, read->sealed, fileContext());
    auto secrets = clear ? unpacked(clear->view()) : std::nullopt;
    if (!secrets)
        return fail(Error::make(Error::Kind::BadInput, askedToRead(), u"this is not its passphrase, or it was changed"_s, u"Try again."_s));
    return std::make_shared<const std::vector<NewSecret>>(std::move(*secrets));
}

} // namespace longshore
