// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/zipfile.h"

#include "model/run/folderwalk.h"

#include <QFile>
#include <QSaveFile>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype blockSize = 256 << 10;

/// Adds up the folder's files, and from then on counts each of them when its turn comes.
void watch(TarPart &part, ZipProgress *progress)
{
    FolderWalk walk(part.source, part.skip);
    while (const auto entry = walk.next())
        progress->total += S_ISREG(entry->info.st_mode) ? qint64(entry->info.st_size) : 0;
    part.skip = [progress, root = QFile::encodeName(part.source), skip = part.skip](const QByteArray &relative) {
        if (skip && skip(relative))
            return true;
        struct stat info {};
        if (::lstat((root + '/' + relative).constData(), &info) == 0 && S_ISREG(info.st_mode))
            progress->done += qint64(info.st_size);
        return false;
    };
}

/// From `source` into the file that will be `path`.
class Saving
{
public:
    Saving(const QString &path, const QString &asked, const CancelToken &token) : m_file(path), m_asked(asked), m_token(token)
    {
        m_file.setDirectWriteFallback(false);
    }
    Error failed(const QString &why) const { return Error::make(Error::Kind::Disk, m_asked, why); }
    Result<qint64> copy(QIODevice &source, const std::function<void()> &afterBlock = {})
    {
        if (!m_file.open(QIODevice::WriteOnly))
            return fail(failed(m_file.errorString()));
        qint64 bytes = 0;
        QByteArray block(blockSize, Qt::Uninitialized);
        for (qint64 n; (n = source.read(block.data(), block.size())) > 0; bytes += n) {
            if (m_token.isCancelled())
                return fail(Error::make(Error::Kind::Cancelled, m_asked, u"cancelled"_s));
            if (m_file.write(block.constData(), n) != n)
                return fail(failed(m_file.errorString()));
            if (afterBlock)
                afterBlock();
        }
        return bytes;
    }
    Result<void> commit()
    {
        if (!m_file.commit())
            return fail(failed(m_file.errorString()));
        return {};
    }

private:
    QSaveFile m_file; ///< goes away with its temporary file unless it was committed
    QString m_asked;
    CancelToken m_token;
};

} // namespace

Result<ZipWritten> writeZip(std::vector<TarPart> parts, const QString &path, const QString &asked, const CancelToken &token, ZipProgress *progress)
{
    for (TarPart &part : parts) {
        if (progress && part.type == TarPart::Type::Folder)
            watch(part, progress);
    }
    TarStream archive(std::move(parts), 0, 0, TarStream::Format::Zip);
    Saving saving(path, asked, token);
    const auto bytes = saving.copy(archive);
    if (!bytes)
        return fail(bytes.error());
    if (!archive.failure().isEmpty())
        return fail(saving.failed(archive.failure()));
    if (auto committed = saving.commit(); !committed)
        return fail(committed.error());
    return ZipWritten{*bytes, archive.noteSentences()};
}

Result<ZipWritten> copyZip(const QString &from, const QString &path, const QString &asked, const CancelToken &token, ZipProgress *progress)
{
    QFile source(from);
    Saving saving(path, asked, token);
    if (!source.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(saving.failed(source.errorString()));
    if (progress)
        progress->total = source.size();
    const auto bytes = saving.copy(source, [&] {
        if (progress)
            progress->done = source.pos();
    });
    if (!bytes)
        return fail(bytes.error());
    if (source.error() != QFileDevice::NoError)
        return fail(saving.failed(source.errorString()));
    if (auto committed = saving.commit(); !committed)
        return fail(committed.error());
    return ZipWritten{*bytes, {}};
}

} // namespace longshore
