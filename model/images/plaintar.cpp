// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/plaintar.h"

#include <QFileInfo>
#include <archive.h>
#include <archive_entry.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr size_t blockSize = 1 << 16;

/// What libarchive undoes by itself. "All" would start outside programs for what it cannot (lrzip, grzip, …), which a
/// file that somebody was given could ask for.
void allowFilters(archive *reader)
{
    archive_read_support_filter_gzip(reader);
    archive_read_support_filter_bzip2(reader);
    archive_read_support_filter_xz(reader);
    archive_read_support_filter_zstd(reader);
    archive_read_support_filter_lz4(reader);
}

/// Whether what the file holds is a tar with something in it.
bool beginsLikeTar(QFile &file)
{
    archive *reader = archive_read_new();
    allowFilters(reader);
    archive_read_support_format_tar(reader);
    archive_entry *entry = nullptr;
    const bool opened = archive_read_open_fd(reader, file.handle(), blockSize) == ARCHIVE_OK;
    const int header = opened ? archive_read_next_header(reader, &entry) : ARCHIVE_FATAL;
    archive_read_free(reader);
    return (header == ARCHIVE_OK || header == ARCHIVE_WARN) && file.seek(0);
}

} // namespace

void PlainTar::Close::operator()(archive *reader) const
{
    archive_read_free(reader);
}

PlainTar::~PlainTar() = default;

Result<std::unique_ptr<PlainTar>> PlainTar::openFile(const QString &path, const QString &asked)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(Error::make(Error::Kind::NotFound, asked, u"there is no such file"_s, u"Choose another one."_s));
    const Error noTar = Error::make(Error::Kind::BadInput, asked, u"it is no tar archive"_s,
                                    u"Choose a file that \"docker save\", \"podman save\" or \"Save archive\" has written."_s);
    if (!info.isFile()) // a FIFO would wait for ever
        return fail(noTar);
    std::unique_ptr<PlainTar> tar(new PlainTar);
    tar->m_file.setFileName(path);
    if (!tar->m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(Error::make(Error::Kind::PermissionDenied, asked, tar->m_file.errorString(), u"Make it readable, or choose another one."_s));
    if (!beginsLikeTar(tar->m_file))
        return fail(noTar);
    tar->m_total = info.size();
    tar->m_reader.reset(archive_read_new());
    archive *reader = tar->m_reader.get();
    allowFilters(reader);
    archive_read_support_format_raw(reader); // what the filters leave, as it is
    archive_entry *entry = nullptr;
    if (archive_read_open_fd(reader, tar->m_file.handle(), blockSize) != ARCHIVE_OK || archive_read_next_header(reader, &entry) != ARCHIVE_OK)
        return fail(noTar);
    tar->QIODevice::open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    return tar;
}

qint64 PlainTar::done() const
{
    return m_reader ? archive_filter_bytes(m_reader.get(), -1) : 0;
}

qint64 PlainTar::readData(char *data, qint64 maxSize)
{
    const la_ssize_t got = archive_read_data(m_reader.get(), data, size_t(maxSize));
    if (got > 0)
        return got;
    if (got < 0)
        m_failure = QString::fromUtf8(archive_error_string(m_reader.get()));
    return -1;
}

} // namespace longshore
