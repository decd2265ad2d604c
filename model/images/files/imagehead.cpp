// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imagehead.h"

#include "model/run/tarfeed.h"

#include <archive_entry.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// Takes the first bytes of one entry.
class HeadPicker : public LayerVisitor
{
public:
    HeadPicker(const WantedFiles::Place &place, qint64 most) : m_place(place), m_most(most) {}

    Result<void> begin(int, const QByteArray &name) override
    {
        m_isLayer = name == m_place.layer;
        return {};
    }
    Result<void> entry(int, const LayerEntry &entry, LayerData &data) override
    {
        if (!m_isLayer || entry.path != m_place.path)
            return {};
        if (entry.kind != LayerEntry::Kind::File) {
            head = fail(Error::make(Error::Kind::BadInput, u"look at /%1"_s.arg(QString::fromUtf8(entry.path)), u"it is no regular file"_s));
            return {};
        }
        FileHead read{{}, entry.size};
        while (read.bytes.size() < m_most) {
            const Result<QByteArrayView> piece = data.next();
            if (!piece)
                return fail(piece.error());
            if (piece->isEmpty())
                break;
            read.bytes.append(piece->first(qMin(piece->size(), m_most - read.bytes.size())));
        }
        head = read;
        return {};
    }
    bool isDone() const override { return head && !m_isLayer; } // its layer may have it once more

    std::optional<Result<FileHead>> head;

private:
    const WantedFiles::Place &m_place;
    qint64 m_most;
    bool m_isLayer = false;
};

} // namespace

Result<FileHead> headFromImage(const QString &image, const TarSource &source, const WantedFiles::Place &place, qint64 most, const CancelToken &token)
{
    HeadPicker picker(place, most);
    if (const auto read = readImageArchive(image, source, picker, token); !read)
        return fail(read.error());
    if (!picker.head)
        return fail(Error::make(Error::Kind::NotFound, u"look at /%1"_s.arg(QString::fromUtf8(place.path)), u"the engine's archive does not hold it any more"_s,
                                u"Read the files of the image again."_s));
    return std::move(*picker.head);
}

Result<FileHead> headFromTar(const TarSource &source, qint64 most)
{
    const QString asked = u"look at the file"_s;
    TarFeed feed{source};
    const std::unique_ptr<archive, decltype(&archive_read_free)> reader(archive_read_new(), &archive_read_free);
    archive_read_support_format_tar(reader.get());
    archive_read_set_options(reader.get(), "hdrcharset=BINARY");
    archive_entry *entry = nullptr;
    if (archive_read_open(reader.get(), &feed, nullptr, &TarFeed::read, nullptr) != ARCHIVE_OK
        || archive_read_next_header(reader.get(), &entry) < ARCHIVE_WARN || !entry)
        return fail(Error::make(Error::Kind::ConnectionLost, asked, u"the archive broke off"_s, u"Try again."_s));
    if (archive_entry_filetype(entry) != AE_IFREG)
        return fail(Error::make(Error::Kind::BadInput, asked, u"it is no regular file"_s));
    FileHead head{{}, archive_entry_size(entry)};
    head.bytes.resize(qMin(most, qMax<qint64>(head.size, 0)));
    const la_ssize_t got = archive_read_data(reader.get(), head.bytes.data(), size_t(head.bytes.size()));
    if (got != head.bytes.size())
        return fail(Error::make(Error::Kind::ConnectionLost, asked, u"the archive broke off"_s, u"Try again."_s));
    return head;
}

} // namespace longshore
