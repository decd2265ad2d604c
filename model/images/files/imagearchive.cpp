// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imagearchive.h"

#include "model/images/files/archivemanifest.h"
#include "model/images/files/layertar.h"
#include "model/run/tarfeed.h"

#include <archive_entry.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype tarBlock = 512;
constexpr qsizetype mostNames = 10'000; ///< layers or links of an archive; engines stop at some 500 layers

bool looksCompressed(const QByteArray &head)
{
    return head.startsWith("\x1f\x8b") || head.startsWith("\x28\xb5\x2f\xfd");
}

bool looksLikeTar(const QByteArray &head)
{
    return head.size() >= tarBlock && (head.mid(257, 5) == "ustar" || head.count('\0') == head.size());
}

class Reader
{
public:
    Reader(const QString &image, const TarSource &source, LayerVisitor &visitor, const CancelToken &token, const ImageArchiveLimits &limits)
        : m_asked(u"read the files of the image %1"_s.arg(image)), m_source(source), m_visitor(visitor), m_token(token), m_limits(limits)
        , m_feed{m_source}, m_archive(archive_read_new())
    {
        archive_read_support_format_tar(m_archive);
        archive_read_set_options(m_archive, "hdrcharset=BINARY");
    }
    ~Reader() { archive_read_free(m_archive); }

    Result<ImageArchiveFacts> run();

private:
    Result<void> entry(archive_entry *entry);
    Result<void> layer(const QByteArray &name, TarPieces &pieces);
    Result<void> document(const QByteArray &name, TarPieces &pieces);
    Result<void> drain();
    Error broken() const;

    QString m_asked;
    TarSource m_source;
    LayerVisitor &m_visitor;
    CancelToken m_token;
    ImageArchiveLimits m_limits;
    TarFeed m_feed;
    archive *m_archive;
    ArchiveDocuments m_documents;
    qint64 m_jsonBytes = 0;
    qint64 m_entries = 0; ///< of all layers, and of the archive itself
};

Error Reader::broken() const
{
    if (m_token.isCancelled())
        return Error::cancelled(m_asked);
    if (m_feed.broken)
        return Error::make(Error::Kind::ConnectionLost, m_asked, u"the archive broke off"_s, u"Try again."_s);
    const char *why = archive_error_string(m_archive);
    return Error::make(Error::Kind::ConnectionLost, m_asked, u"the archive is cut or damaged: %1"_s.arg(QString::fromUtf8(why ? why : "no end mark")),
                       u"Try again."_s);
}

Result<ImageArchiveFacts> Reader::run()
{
    if (archive_read_open(m_archive, &m_feed, nullptr, &TarFeed::read, nullptr) != ARCHIVE_OK)
        return fail(broken());
    for (archive_entry *header = nullptr;;) {
        const int code = archive_read_next_header(m_archive, &header);
        if (code == ARCHIVE_EOF)
            break;
        if (code < ARCHIVE_WARN || code == ARCHIVE_RETRY || m_token.isCancelled())
            return fail(broken());
        if (++m_entries > m_limits.entries)
            return fail(Error::make(Error::Kind::TooLarge, m_asked, u"the archive has more than %1 entries"_s.arg(m_limits.entries)));
        const Result<void> done = entry(header);
        // An archive that broke off is why a layer in it seems damaged.
        if (!done)
            return fail(m_feed.broken || m_token.isCancelled() ? broken() : done.error());
        if (m_visitor.isDone())
            return ImageArchiveFacts();
    }
    if (const Result<void> whole = drain(); !whole)
        return fail(whole.error());
    return orderLayers(m_documents, m_asked);
}

// libarchive takes a cut at an entry's end for the end of the tar, and reads nothing behind the end mark.
Result<void> Reader::drain()
{
    while (!m_feed.piece.isEmpty() && m_feed.next()) { }
    if (m_feed.broken || !m_feed.hasEndMark() || m_token.isCancelled())
        return fail(broken());
    return {};
}

Result<void> Reader::entry(archive_entry *entry)
{
    const QByteArray name = cleanArchiveName(archive_entry_pathname(entry));
    if (name.size() > m_limits.pathLength || m_documents.links.size() + m_documents.layers.size() + m_documents.json.size() > mostNames)
        return fail(Error::make(Error::Kind::TooLarge, m_asked, u"its archive has too many or too long names"_s));
    if (const char *hard = archive_entry_hardlink(entry)) {
        m_documents.links.insert(name, cleanArchiveName(hard));
        return {};
    }
    if (archive_entry_filetype(entry) == AE_IFLNK) {
        const QByteArray folder = name.contains('/') ? name.left(name.lastIndexOf('/')) : QByteArray();
        m_documents.links.insert(name, cleanArchiveName(folder + '/' + archive_entry_symlink(entry)));
        return {};
    }
    if (archive_entry_filetype(entry) != AE_IFREG)
        return {};
    TarPieces pieces(m_archive);
    if (!pieces.peek(tarBlock))
        return fail(broken());
    const QByteArray &head = pieces.head();
    if (looksLikeTar(head) || looksCompressed(head) || name.endsWith(".tar"))
        return layer(name, pieces);
    return head.startsWith('{') || head.startsWith('[') ? document(name, pieces) : Result<void>();
}

Result<void> Reader::layer(const QByteArray &name, TarPieces &pieces)
{
    const int number = int(m_documents.layers.size());
    if (m_documents.layers.contains(name))
        return fail(Error::make(Error::Kind::BadInput, m_asked, u"the archive holds %1 twice"_s.arg(QString::fromUtf8(name.left(100)))));
    m_documents.layers.insert(name, number);
    if (const Result<void> begun = m_visitor.begin(number, name); !begun || m_visitor.isDone())
        return begun;
    return readLayerTar(pieces, {m_asked, number, name}, m_visitor, m_token, m_limits, &m_entries);
}

/// One that is too long is kept only as far as a manifest may be: what needs it will not find it.
Result<void> Reader::document(const QByteArray &name, TarPieces &pieces)
{
    const Result<QByteArray> text = pieces.all(m_limits.json);
    if (!text)
        return fail(broken());
    constexpr int asManyAsThis = 8; // many blobs are JSON
    m_jsonBytes += text->size();
    if (m_jsonBytes > m_limits.json * asManyAsThis)
        return fail(Error::make(Error::Kind::TooLarge, m_asked, u"the archive holds more than %1 bytes of manifests"_s.arg(m_limits.json * asManyAsThis)));
    m_documents.json.insert(name, *text);
    return {};
}

} // namespace

Result<ImageArchiveFacts> readImageArchive(const QString &image, const TarSource &source, LayerVisitor &visitor, const CancelToken &token,
                                           const ImageArchiveLimits &limits)
{
    return Reader(image, source, visitor, token, limits).run();
}

} // namespace longshore
