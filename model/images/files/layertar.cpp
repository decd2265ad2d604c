// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/layertar.h"

#include <archive_entry.h>
#include <cerrno>

namespace longshore
{

using namespace Qt::StringLiterals;

std::optional<QByteArrayView> TarPieces::next()
{
    const void *block = nullptr;
    size_t size = 0;
    la_int64_t offset = 0;
    for (;;) {
        const int code = archive_read_data_block(m_outer, &block, &size, &offset);
        if (code == ARCHIVE_EOF) {
            m_ended = true;
            return QByteArrayView();
        }
        // A hole: no engine writes its archive as a sparse file.
        if (code < ARCHIVE_WARN || code == ARCHIVE_RETRY || offset != m_position)
            return {};
        m_position += la_int64_t(size);
        if (size > 0)
            return QByteArrayView(static_cast<const char *>(block), qsizetype(size));
    }
}

bool TarPieces::peek(qsizetype size)
{
    while (m_head.size() < size && !m_ended) {
        const std::optional<QByteArrayView> piece = next();
        if (!piece)
            return false;
        m_head.append(*piece);
    }
    return true;
}

Result<QByteArray> TarPieces::all(qint64 most)
{
    QByteArray text = m_head;
    while (!m_ended && text.size() <= most) {
        const std::optional<QByteArrayView> piece = next();
        if (!piece)
            return fail(Error());
        text.append(*piece);
    }
    return text.size() <= most ? text : QByteArray();
}

la_ssize_t TarPieces::read(archive *inner, void *self, const void **bytes)
{
    auto *pieces = static_cast<TarPieces *>(self);
    if (!std::exchange(pieces->m_headGiven, true) && !pieces->m_head.isEmpty()) {
        *bytes = pieces->m_head.constData();
        return la_ssize_t(pieces->m_head.size());
    }
    if (pieces->m_ended)
        return 0;
    const std::optional<QByteArrayView> piece = pieces->next();
    if (!piece) {
        archive_set_error(inner, EIO, "the archive around it is cut or damaged");
        return -1;
    }
    *bytes = piece->data();
    return la_ssize_t(piece->size());
}

Result<QByteArrayView> LayerData::next()
{
    const void *block = nullptr;
    size_t size = 0;
    la_int64_t offset = 0;
    for (;;) {
        if (const Result<void> onward = m_mayGoOn(); !onward)
            return fail(onward.error());
        const int code = archive_read_data_block(m_tar, &block, &size, &offset);
        if (code == ARCHIVE_EOF)
            return QByteArrayView();
        if (code < ARCHIVE_WARN || code == ARCHIVE_RETRY) {
            const char *why = archive_error_string(m_tar);
            return fail(Error::make(Error::Kind::BadInput, m_asked, u"a layer is damaged: %1"_s.arg(QString::fromUtf8(why ? why : "cut"))));
        }
        if (size > 0)
            return QByteArrayView(static_cast<const char *>(block), qsizetype(size));
    }
}

namespace
{

/// The steps of a name; nothing for one that leads outside.
std::optional<QByteArrayList> stepsOf(const QByteArray &raw)
{
    QByteArrayList steps;
    for (const QByteArray &step : raw.split('/')) {
        if (step == "..")
            return {};
        if (!step.isEmpty() && step != ".")
            steps.append(step);
    }
    return steps;
}

class LayerReader
{
public:
    LayerReader(const LayerName &layer, LayerVisitor &visitor, const CancelToken &token, const ImageArchiveLimits &limits, qint64 *entries)
        : m_layer(layer), m_visitor(visitor), m_token(token), m_limits(limits), m_entries(entries), m_archive(archive_read_new())
    {
        archive_read_support_format_tar(m_archive);
        archive_read_support_format_empty(m_archive);
        archive_read_support_filter_gzip(m_archive);
        archive_read_support_filter_zstd(m_archive);
        archive_read_set_options(m_archive, "hdrcharset=BINARY");
    }
    ~LayerReader() { archive_read_free(m_archive); }

    Result<void> run(TarPieces &pieces);

private:
    Result<void> entry(archive_entry *header);
    Result<LayerEntry> named(archive_entry *header) const;
    Result<void> skip(LayerData &data);
    Result<void> mayGoOn() const;
    Error damaged(const QString &what) const { return Error::make(Error::Kind::BadInput, m_layer.asked, u"the layer %1 %2"_s.arg(QString::fromUtf8(m_layer.name.left(100)), what)); }
    Error tooLarge(const QString &what) const { return Error::make(Error::Kind::TooLarge, m_layer.asked, u"the layer %1 %2"_s.arg(QString::fromUtf8(m_layer.name.left(100)), what)); }

    const LayerName &m_layer;
    LayerVisitor &m_visitor;
    const CancelToken &m_token;
    const ImageArchiveLimits &m_limits;
    qint64 *m_entries;
    archive *m_archive;
};

Result<void> LayerReader::run(TarPieces &pieces)
{
    if (archive_read_open(m_archive, &pieces, nullptr, &TarPieces::read, nullptr) != ARCHIVE_OK)
        return fail(damaged(u"is damaged: %1"_s.arg(QString::fromUtf8(archive_error_string(m_archive)))));
    for (archive_entry *header = nullptr;;) {
        const int code = archive_read_next_header(m_archive, &header);
        if (code == ARCHIVE_EOF)
            return {};
        if (code < ARCHIVE_WARN || code == ARCHIVE_RETRY) {
            const char *why = archive_error_string(m_archive);
            return fail(damaged(u"is damaged: %1"_s.arg(QString::fromUtf8(why ? why : "cut"))));
        }
        if (++*m_entries > m_limits.entries)
            return fail(tooLarge(u"is beyond the %1 files that are looked at"_s.arg(m_limits.entries)));
        if (const Result<void> done = entry(header); !done || m_visitor.isDone())
            return done;
    }
}

Result<void> LayerReader::entry(archive_entry *header)
{
    if (const Result<void> onward = mayGoOn(); !onward)
        return onward;
    const Result<LayerEntry> found = named(header);
    if (!found)
        return fail(found.error());
    LayerData data(m_archive, m_layer.asked, [this] { return mayGoOn(); });
    const bool isRoot = found->path.isEmpty() && found->kind != LayerEntry::Kind::Opaque;
    if (!isRoot) {
        if (const Result<void> taken = m_visitor.entry(m_layer.number, *found, data); !taken || m_visitor.isDone())
            return taken;
    }
    return skip(data);
}

/// Not left to libarchive, which would unpack a bomb to its end without asking.
Result<void> LayerReader::skip(LayerData &data)
{
    for (;;) {
        const Result<QByteArrayView> piece = data.next();
        if (!piece)
            return fail(piece.error());
        if (piece->isEmpty())
            return {};
    }
}

Result<void> LayerReader::mayGoOn() const
{
    if (m_token.isCancelled())
        return fail(Error::cancelled(m_layer.asked));
    const qint64 unpacked = archive_filter_bytes(m_archive, 0);
    if (unpacked > m_limits.unpacked && unpacked / m_limits.ratio > archive_filter_bytes(m_archive, -1))
        return fail(tooLarge(u"unpacks to more than %1 times its size"_s.arg(m_limits.ratio)));
    return {};
}

Result<LayerEntry> LayerReader::named(archive_entry *header) const
{
    const char *raw = archive_entry_pathname(header);
    std::optional<QByteArrayList> steps = stepsOf(QByteArray(raw ? raw : ""));
    if (!steps)
        return fail(damaged(u"has a name that leads outside of it: %1"_s.arg(QString::fromUtf8(QByteArray(raw).left(100)))));
    if (steps->size() > m_limits.depth || qsizetype(qstrlen(raw)) > m_limits.pathLength)
        return fail(tooLarge(u"has a name that is too long or too deep"_s));
    LayerEntry entry;
    entry.mode = int(archive_entry_mode(header));
    entry.uid = archive_entry_uid(header);
    entry.gid = archive_entry_gid(header);
    entry.mtime = archive_entry_mtime(header);
    const QByteArray last = steps->isEmpty() ? QByteArray() : steps->last();
    if (last == ".wh..wh..opq") {
        entry.kind = LayerEntry::Kind::Opaque;
        steps->removeLast();
    } else if (last.startsWith(".wh..wh.") || last == ".wh." || last == ".wh.." || last == ".wh...") {
        steps->clear(); // what aufs keeps for itself, and what names nothing
    } else if (last.startsWith(".wh.")) {
        entry.kind = LayerEntry::Kind::Whiteout;
        steps->last().remove(0, 4);
    } else if (const char *target = archive_entry_hardlink(header)) {
        entry.kind = LayerEntry::Kind::Hardlink;
        entry.link = target;
        entry.mode = (entry.mode & 07777) | AE_IFREG;
    } else if (archive_entry_filetype(header) == AE_IFLNK) {
        entry.kind = LayerEntry::Kind::Symlink;
        entry.link = archive_entry_symlink(header);
    } else if (archive_entry_filetype(header) == AE_IFDIR) {
        entry.kind = LayerEntry::Kind::Folder;
    } else if (archive_entry_filetype(header) == AE_IFREG) {
        entry.size = archive_entry_size(header);
    } else {
        entry.kind = LayerEntry::Kind::Special;
    }
    if (entry.size < 0 || entry.size > m_limits.fileSize)
        return fail(tooLarge(u"has a file of an impossible size"_s));
    entry.path = steps->join('/');
    return entry;
}

} // namespace

Result<void> readLayerTar(TarPieces &pieces, const LayerName &layer, LayerVisitor &visitor, const CancelToken &token,
                          const ImageArchiveLimits &limits, qint64 *entries)
{
    return LayerReader(layer, visitor, token, limits, entries).run(pieces);
}

} // namespace longshore
