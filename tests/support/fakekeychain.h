// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/vault/keychain.h"

#include <QCoreApplication>
#include <QHash>
#include <QPointer>
#include <functional>
#include <optional>

namespace longshore::test
{

/// A keychain in memory; `refusal` is what it answers with instead. Like the real ones it keeps what was written also when
/// whoever asked is gone.
class FakeKeychain : public Keychain
{
public:
    QHash<QString, SecretKey> items;
    std::optional<Error> refusal;
    bool asksItsUser = false; ///< writes wait for `answer`

    void answer()
    {
        for (const auto &write : std::exchange(m_waiting, {}))
            write();
    }

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
        const auto work = [this, item, key, context = QPointer(context), done] {
            if (!refusal)
                items.insert(item, key);
            if (context)
                done(refusal ? Result<void>(fail(*refusal)) : Result<void>());
        };
        if (asksItsUser)
            m_waiting.append(work);
        else
            later(qApp, work);
    }
    void remove(const QString &item, QObject *context, Callback<void> done) override
    {
        later(context, [this, item, done] {
            items.remove(item);
            done({});
        });
    }

private:
    QList<std::function<void()>> m_waiting;

    static void later(QObject *context, const std::function<void()> &call) { QMetaObject::invokeMethod(context, call, Qt::QueuedConnection); }
};

} // namespace longshore::test
