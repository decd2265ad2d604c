// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/storagesave.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

class Copier
{
public:
    Copier(const QString &from, const std::function<bool(qint64, qint64)> &progress)
        : m_asked(u"save the file %1"_s.arg(from)), m_progress(progress)
    {
    }

    void addTotal(qint64 bytes) { m_total += bytes; }
    Result<void> copy(const QString &from, const QString &to)
    {
        QFile in(from);
        if (!in.open(QIODevice::ReadOnly))
            return fail(Error::make(Error::Kind::Disk, m_asked, in.errorString()));
        QSaveFile out(to);
        if (!out.open(QIODevice::WriteOnly))
            return fail(Error::make(Error::Kind::Disk, m_asked, out.errorString()));
        QByteArray block(1 << 20, Qt::Uninitialized);
        for (qint64 read; (read = in.read(block.data(), block.size())) > 0;) {
            if (out.write(block.constData(), read) != read)
                return fail(Error::make(Error::Kind::Disk, m_asked, out.errorString()));
            m_done += read;
            if (m_progress && !m_progress(m_done, m_total))
                return fail(Error::cancelled(m_asked));
        }
        if (!out.commit())
            return fail(Error::make(Error::Kind::Disk, m_asked, out.errorString()));
        return {};
    }
    Error error(Error::Kind kind, const QString &happened) const { return Error::make(kind, m_asked, happened); }

private:
    QString m_asked;
    const std::function<bool(qint64, qint64)> &m_progress;
    qint64 m_done = 0;
    qint64 m_total = 0;
};

Result<void> saveFolder(Copier &copier, const QString &from, const QString &to)
{
    if (QFileInfo::exists(to))
        return fail(copier.error(Error::Kind::Conflict, u"%1 exists"_s.arg(to)));
    const QFileInfoList slices = QDir(from).entryInfoList(QDir::Files | QDir::NoSymLinks, QDir::Name);
    for (const QFileInfo &slice : slices)
        copier.addTotal(slice.size());
    const QString partial = to + u".partial"_s;
    QDir old(partial);
    old.removeRecursively();
    const auto give = [&](const Error &error) {
        QDir(partial).removeRecursively();
        return fail(error);
    };
    if (!QDir().mkpath(partial))
        return fail(copier.error(Error::Kind::Disk, u"the folder %1 cannot be made"_s.arg(partial)));
    for (const QFileInfo &slice : slices) {
        if (const Result<void> copied = copier.copy(slice.absoluteFilePath(), partial + u'/' + slice.fileName()); !copied)
            return give(copied.error());
    }
    if (!QDir().rename(partial, to))
        return give(copier.error(Error::Kind::Disk, u"the folder %1 cannot be given its name"_s.arg(partial)));
    return {};
}

} // namespace

Result<void> saveStored(const QString &from, const QString &to, const std::function<bool(qint64, qint64)> &progress)
{
    Copier copier(from, progress);
    const QFileInfo info(from);
    if (!info.exists())
        return fail(copier.error(Error::Kind::NotFound, u"it is not in the Storage's folder any more"_s));
    if (info.isDir())
        return saveFolder(copier, from, to);
    copier.addTotal(info.size());
    return copier.copy(from, to);
}

} // namespace longshore
