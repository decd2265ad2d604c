// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/staginglock.h"

#include "model/storage/catalogue.h"
#include "model/storage/storagedatabase.h"
#include "model/store/durablefile.h"

#include <QFile>
#include <QUuid>
#include <SQLiteCpp/Transaction.h>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

static QByteArray lockPath(const QString &directory, const QString &name)
{
    return QFile::encodeName(directory + u"/locks/"_s + name);
}

Result<std::unique_ptr<StagingLock>> StagingLock::take(const QString &directory)
{
    ::mkdir(QFile::encodeName(directory + u"/locks"_s).constData(), 0700);
    std::unique_ptr<StagingLock> lock(new StagingLock);
    lock->m_name = QUuid::createUuid().toString(QUuid::Id128);
    lock->m_path = lockPath(directory, lock->m_name);
    lock->m_fd = ::open(lock->m_path.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (lock->m_fd < 0 || ::flock(lock->m_fd, LOCK_EX | LOCK_NB) != 0)
        return fail(diskError(u"lock %1"_s.arg(QFile::decodeName(lock->m_path)), errno));
    return lock;
}

StagingLock::~StagingLock()
{
    if (m_fd < 0)
        return;
    ::unlink(m_path.constData());
    ::close(m_fd);
}

bool StagingLock::isFree(const QString &directory, const QString &name)
{
    const int fd = ::open(lockPath(directory, name).constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return errno == ENOENT;
    const bool free = ::flock(fd, LOCK_EX | LOCK_NB) == 0;
    ::close(fd);
    return free;
}

void sweepStaging(const StorageDatabase &storage)
{
    const StorageDatabase::Lease lease = storage.lease();
    QMap<qint64, QString> left;
    {
        SQLite::Statement query(*lease, "SELECT data, lock FROM staging");
        while (query.executeStep())
            left.insert(query.getColumn(0).getInt64(), textOf(query, 1));
    }
    for (auto it = left.cbegin(); it != left.cend(); ++it) {
        if (!StagingLock::isFree(storage.directory(), *it))
            continue;
        SQLite::Transaction transaction(*lease, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement gone(*lease, "DELETE FROM staging WHERE data = ?");
        gone.bind(1, int64_t(it.key()));
        // Another program may have been quicker, or the load may have ended well meanwhile.
        if (gone.exec() == 1)
            lease->exec("DROP TABLE IF EXISTS " + catalogue::dataName(it.key()));
        transaction.commit();
        ::unlink(lockPath(storage.directory(), *it).constData());
    }
}

} // namespace longshore
