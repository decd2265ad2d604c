// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vault/keychain.h"

#include <QPointer>
#include <QTimer>
#include <qt6keychain/keychain.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int patienceMs = 30'000; // somebody may have to type the keychain's password

QString service()
{
    return u"longshore"_s;
}

Error keychainError(const QString &asked, const QKeychain::Job &job)
{
    const QString reason = job.errorString().isEmpty() ? u"it refused"_s : job.errorString();
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return Error::make(Error::Kind::NotFound, asked, u"it does not have the key of this vault"_s,
                           u"Was it reset? Secrets sealed with that key must be given again."_s);
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return Error::make(Error::Kind::PermissionDenied, asked, reason);
    default:
        return Error::make(Error::Kind::Unreachable, asked, u"there is no keychain here (%1)"_s.arg(reason));
    }
}

/// Starts `job` and gives it to `done` once, or nothing when it does not answer. QtKeychain has no way to stop a job: a
/// late one deletes itself.
void run(QKeychain::Job *job, QObject *context, const std::function<void(QKeychain::Job *)> &done)
{
    job->setInsecureFallback(false); // it would be a plain file
    auto *patience = new QTimer(context);
    patience->setSingleShot(true);
    QObject::connect(job, &QKeychain::Job::finished, patience, [patience, done](QKeychain::Job *ended) {
        patience->stop();
        patience->deleteLater();
        done(ended);
    });
    QObject::connect(patience, &QTimer::timeout, patience, [patience, job = QPointer(job), done] {
        if (job)
            QObject::disconnect(job, nullptr, patience, nullptr);
        patience->deleteLater();
        done(nullptr);
    });
    patience->start(patienceMs);
    job->start();
}

Result<void> resultOf(QKeychain::Job *job, const QString &asked)
{
    if (!job)
        return fail(Error::make(Error::Kind::Timeout, asked, u"it did not answer within %1 seconds"_s.arg(patienceMs / 1000)));
    return job->error() == QKeychain::NoError ? Result<void>() : fail(keychainError(asked, *job));
}

} // namespace

void DesktopKeychain::read(const QString &item, QObject *context, Callback<SecretKey> done)
{
    auto *job = new QKeychain::ReadPasswordJob(service());
    job->setKey(item);
    run(job, context, [done = std::move(done)](QKeychain::Job *ended) {
        if (const auto read = resultOf(ended, u"read the key from the keychain"_s); !read)
            return done(fail(read.error()));
        QByteArray bytes = static_cast<QKeychain::ReadPasswordJob *>(ended)->binaryData();
        const auto key = std::make_shared<SecretBuffer>(SecretBuffer::copyOf(bytes));
        wipe(bytes);
        done(key);
    });
}

void DesktopKeychain::write(const QString &item, const SecretKey &key, QObject *context, Callback<void> done)
{
    auto *job = new QKeychain::WritePasswordJob(service());
    job->setKey(item);
    job->setBinaryData(key->view().toByteArray());
    run(job, context, [done = std::move(done)](QKeychain::Job *ended) { done(resultOf(ended, u"keep the key in the keychain"_s)); });
}

void DesktopKeychain::remove(const QString &item, QObject *context, Callback<void> done)
{
    auto *job = new QKeychain::DeletePasswordJob(service());
    job->setKey(item);
    run(job, context, [done = std::move(done)](QKeychain::Job *ended) { done(resultOf(ended, u"remove the key from the keychain"_s)); });
}

} // namespace longshore
