// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tarbuilder.h"

#include <archive.h>
#include <archive_entry.h>

namespace longshore
{

struct TarBuilderSink {
    static la_ssize_t write(archive *, void *self, const void *bytes, size_t count)
    {
        static_cast<TarBuilder *>(self)->m_bytes.append(static_cast<const char *>(bytes), qsizetype(count));
        return la_ssize_t(count);
    }
};

TarBuilder::TarBuilder() : m_archive(archive_write_new())
{
    archive_write_set_format_pax_restricted(m_archive);
    archive_write_set_options(m_archive, "hdrcharset=BINARY");
    archive_write_set_bytes_per_block(m_archive, 0);
    archive_write_open(m_archive, this, nullptr, &TarBuilderSink::write, nullptr);
}

TarBuilder::~TarBuilder()
{
    if (m_archive) {
        archive_write_fail(m_archive);
        archive_write_free(m_archive);
    }
}

archive_entry *TarBuilder::begin(const QByteArray &path, unsigned type, int mode, qint64 size)
{
    archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, path.constData());
    archive_entry_set_filetype(entry, type);
    archive_entry_set_perm(entry, mode_t(mode));
    archive_entry_set_size(entry, size);
    return entry;
}

void TarBuilder::write(archive_entry *entry, const QByteArray &bytes)
{
    archive_write_header(m_archive, entry);
    if (!bytes.isEmpty())
        archive_write_data(m_archive, bytes.constData(), size_t(bytes.size()));
    archive_entry_free(entry);
}

TarBuilder &TarBuilder::directory(const QByteArray &path, int mode)
{
    write(begin(path, AE_IFDIR, mode, 0));
    return *this;
}

TarBuilder &TarBuilder::file(const QByteArray &path, const QByteArray &bytes, int mode)
{
    write(begin(path, AE_IFREG, mode, bytes.size()), bytes);
    return *this;
}

TarBuilder &TarBuilder::symlink(const QByteArray &path, const QByteArray &target)
{
    archive_entry *entry = begin(path, AE_IFLNK, 0777, 0);
    archive_entry_set_symlink(entry, target.constData());
    write(entry);
    return *this;
}

TarBuilder &TarBuilder::hardlink(const QByteArray &path, const QByteArray &target)
{
    archive_entry *entry = begin(path, AE_IFREG, 0644, 0);
    archive_entry_set_hardlink(entry, target.constData());
    write(entry);
    return *this;
}

TarBuilder &TarBuilder::special(const QByteArray &path, unsigned type)
{
    write(begin(path, type, 0644, 0));
    return *this;
}

QByteArray TarBuilder::upToFile(const QByteArray &path, qint64 size)
{
    write(begin(path, AE_IFREG, 0644, size));
    return m_bytes;
}

QByteArray TarBuilder::bytes()
{
    archive_write_close(m_archive);
    archive_write_free(m_archive);
    m_archive = nullptr;
    return m_bytes;
}

} // namespace longshore
