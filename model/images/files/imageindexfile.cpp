// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imageindexfile.h"

#include "model/images/files/imageindexwriter.h"
#include "model/store/database.h"
#include "model/store/storefolder.h"
#include "model/store/ulid.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <SQLiteCpp/Database.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

const QString ending = u".files"_s;
const QString partial = u".partial"_s;
constexpr qint64 forgottenAfter = 24 * 3600; // s

/// Nobody needs a half of it: no journal, no sync.
std::unique_ptr<SQLite::Database> newIndex(const QString &path)
{
    auto database = std::make_unique<SQLite::Database>(QFile::encodeName(path).toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database->exec("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-32768; PRAGMA trusted_schema=OFF");
    database->exec("PRAGMA application_id=" + std::to_string(imageIndexId) + "; PRAGMA user_version=" + std::to_string(imageIndexVersion));
    return database;
}

Result<void> fill(const QString &path, const QString &image, const TarSource &source, const CancelToken &token, const ImageArchiveLimits &limits)
{
    const QString asked = u"list the files of the image %1"_s.arg(image);
    try {
        const auto database = newIndex(path);
        ImageIndexWriter writer(*database, asked);
        const Result<ImageArchiveFacts> facts = readImageArchive(image, source, writer, token, limits);
        return facts ? writer.finish(*facts, token) : Result<void>(fail(facts.error()));
    } catch (const SQLite::Exception &thrown) {
        return fail(databaseError(asked, thrown));
    }
}

} // namespace

QString ImageIndexFolder::fileOf(const ImageId &image) const
{
    QString name = image.value.section(u':', -1);
    const bool isSafe = !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar c) { return c.isLetterOrNumber() && c.unicode() < 128; });
    if (!isSafe)
        name = QString::fromLatin1(image.value.toUtf8().toHex()).left(128);
    return m_path + u'/' + name + ending;
}

bool ImageIndexFolder::has(const ImageId &image) const
{
    return QFile::exists(fileOf(image));
}

Result<void> ImageIndexFolder::write(const ImageId &image, const TarSource &source, const CancelToken &token, const ImageArchiveLimits &limits) const
{
    const QString target = fileOf(image);
    const QString asked = u"list the files of the image %1"_s.arg(image.shortText());
    if (const Result<void> made = makeStoreFolder(m_path, asked); !made)
        return made;
    trim();
    const QString file = target + u'.' + UlidGenerator().next() + partial;
    Result<void> written = fill(file, image.shortText(), source, token, limits);
    if (written && ::rename(QFile::encodeName(file).constData(), QFile::encodeName(target).constData()) != 0)
        written = fail(Error::make(Error::Kind::StoreUnwritable, asked, qt_error_string(errno)));
    if (!written)
        QFile::remove(file);
    return written;
}

void ImageIndexFolder::trim() const
{
    const QDir folder(m_path);
    const QDateTime now = QDateTime::currentDateTime();
    for (const QFileInfo &file : folder.entryInfoList({u'*' + partial}, QDir::Files)) {
        if (file.lastModified().secsTo(now) > forgottenAfter)
            QFile::remove(file.filePath());
    }
    int count = 0;
    qint64 size = 0;
    for (const QFileInfo &file : folder.entryInfoList({u'*' + ending}, QDir::Files, QDir::Time)) { // newest first
        size += file.size();
        if (++count >= m_limits.count || size > m_limits.size) // one more is about to come
            QFile::remove(file.filePath());
    }
}

} // namespace longshore
