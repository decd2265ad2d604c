// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/vault/keychain.h"

#include <QHash>
#include <QObject>
#include <optional>

namespace longshore::test
{

/// A keychain in memory; `refusal` is what it answers with instead.
class FakeKeychain : public Keychain
{
public:
    QHash<QString, SecretKey> items;
    std::optional<Error> refusal;

    void read(const QString &item, QObject *context, Callback<SecretKey> done) override
    {
        later(context, [this, item, done] {
            if (!items.contains(item))
                return done(fail(refusal.value_or(Error::make(Error::Kind::NotFound, QStringLiteral("read the key"), QStringLiteral("it has none")))));
            done(items.value(item));
        });
    }
    void write(const QString &item, const SecretKey &key, QObject *context, Callback<void> done) override
    {
        later(context, [this, item, key, done] {
            if (refusal)
                return done(fail(*refusal));
            items.insert(item, key);
            done({});
        });
    }
    void remove(const QString &item, QObject *context, Callback<void> done) override
    {
        later(context, [this, item, done] {
            items.remove(item);
            done({});
        });
    }

private:
    static void later(QObject *context, const std::function<void()> &call) { QMetaObject::invokeMethod(context, call, Qt::QueuedConnection); }
};

} // namespace longshore::test
