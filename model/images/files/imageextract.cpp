// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imageextract.h"

#include "model/images/files/archivemanifest.h"
#include "model/run/outputfolder.h"
#include "model/run/tarfeed.h"

#include <archive_entry.h>

namespace longshore
{

using namespace Qt::StringLiterals;

size_t qHash(const WantedFiles::Place &place, size_t seed)
{
    return qHashMulti(seed, place.layer, place.path);
}

namespace
{

constexpr qsizetype mostWanted = 500'000;
constexpr int linkRows = 1000;

QByteArray joined(const QByteArray &folder, const QByteArray &name)
{
    return folder.isEmpty() ? name : folder + '/' + name;
}

/// Writes what is wanted of the layers as they come.
class Picker : public LayerVisitor
{
public:
    Picker(const WantedFiles &wanted, const QString &target, const CollectLimits &limits) : m_wanted(wanted), m_target(target), m_limits(limits) {}

    Result<void> prepare();
    Result<void> begin(int, const QByteArray &name) override
    {
        m_layer = name;
        return {};
    }
    Result<void> entry(int, const LayerEntry &entry, LayerData &data) override;
    bool isDone() const override { return m_found == m_wanted.files.size(); }
    Result<Collected> result();

private:
    Result<void> copy(const LayerEntry &entry, const QByteArray &name, LayerData &data);

    const WantedFiles &m_wanted;
    QString m_target;
    CollectLimits m_limits;
    OutputFolder m_folder;
    QByteArray m_layer;
    QHash<QByteArray, QByteArray> m_written; ///< of this layer: path -> name, for hard links
    qsizetype m_found = 0;
    Collected m_result;
};

Result<void> Picker::prepare()
{
    if (const auto made = m_folder.create(m_target); !made)
        return fail(made.error());
    for (const QByteArray &name : m_wanted.folders) {
        if (const auto made = m_folder.makeDirectory(name); !made)
            return fail(made.error());
    }
    return {};
}

Result<void> Picker::entry(int, const LayerEntry &entry, LayerData &data)
{
    const bool isFile = entry.kind == LayerEntry::Kind::File || entry.kind == LayerEntry::Kind::Hardlink;
    const auto wanted = m_wanted.files.constFind({m_layer, entry.path});
    if (!isFile || wanted == m_wanted.files.constEnd())
        return {};
    ++m_found;
    const auto made = m_folder.openFile(*wanted, (entry.mode & 0755) | 0600);
    if (!made)
        return fail(made.error());
    if (*made != OutputFolder::Made::Yes) {
        m_result.refuse(*wanted, u"the name came twice"_s);
        return {};
    }
    if (entry.kind == LayerEntry::Kind::Hardlink) {
        const QByteArray source = m_written.value(m_layer + '\0' + cleanArchiveName(entry.link));
        if (source.isEmpty())
            m_result.refuse(*wanted, u"a hard link to %1"_s.arg(QString::fromUtf8(entry.link)));
        else if (const auto copied = m_folder.copyFrom(source); !copied)
            return fail(copied.error());
        else
            m_result.bytes += *copied;
    } else if (const Result<void> copied = copy(entry, *wanted, data); !copied) {
        return copied;
    }
    if (const auto closed = m_folder.closeFile(); !closed)
        return fail(closed.error());
    m_result.entries.append({entry.path, QString::fromUtf8(*wanted), false, entry.size, {}, entry.mode & 0777});
    return {};
}

Result<void> Picker::copy(const LayerEntry &entry, const QByteArray &name, LayerData &data)
{
    m_written.insert(m_layer + '\0' + entry.path, name);
    for (;;) {
        const Result<QByteArrayView> piece = data.next();
        if (!piece)
            return fail(piece.error());
        if (piece->isEmpty())
            return {};
        m_result.bytes += piece->size();
        if (m_result.bytes > m_limits.bytes)
            return fail(Error::make(Error::Kind::TooLarge, u"export to %1"_s.arg(m_target), u"there is not enough room for it"_s, u"Free some space, or export less."_s));
        if (const auto written = m_folder.write(piece->data(), piece->size()); !written)
            return fail(written.error());
    }
}

Result<Collected> Picker::result()
{
    if (m_found < m_wanted.files.size())
        return fail(Error::make(Error::Kind::NotFound, u"export to %1"_s.arg(m_target), u"the engine's archive does not hold all of it any more"_s,
                                u"Read the files of the image again."_s));
    m_result.refusedCount += m_wanted.leftOut;
    if (const auto synced = m_folder.syncAll(); !synced)
        return fail(synced.error());
    return std::move(m_result);
}

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
        if (entry.kind != LayerEntry::Kind::File)
            return fail(Error::make(Error::Kind::BadInput, u"look at /%1"_s.arg(QString::fromUtf8(entry.path)),
                                    entry.kind == LayerEntry::Kind::Hardlink ? u"it is a hard link to %1"_s.arg(QString::fromUtf8(entry.link)) : u"it is no regular file"_s));
        head = FileHead{{}, entry.size};
        while (head->bytes.size() < m_most) {
            const Result<QByteArrayView> piece = data.next();
            if (!piece)
                return fail(piece.error());
            if (piece->isEmpty())
                break;
            head->bytes.append(piece->first(qMin(piece->size(), m_most - head->bytes.size())));
        }
        return {};
    }
    bool isDone() const override { return head.has_value(); }

    std::optional<FileHead> head;

private:
    const WantedFiles::Place &m_place;
    qint64 m_most;
    bool m_isLayer = false;
};

} // namespace

Result<WantedFiles> filesBelow(const ImageIndex &index, qint64 folder, FilesView view, int layer, const CancelToken &token)
{
    WantedFiles wanted;
    QList<std::pair<qint64, QByteArray>> open{{folder, {}}}; // node, relative name
    while (!open.isEmpty()) {
        const auto [node, name] = open.takeFirst();
        const QByteArray path = index.pathOf(node);
        QByteArray after;
        for (QList<ImageFileRow> rows; !(rows = index.children(node, view, layer, after, linkRows)).isEmpty(); after = rows.last().name) {
            if (token.isCancelled())
                return fail(Error::cancelled(u"export files"_s));
            for (const ImageFileRow &row : std::as_const(rows)) {
                const QByteArray target = joined(name, safeFileName(row.name));
                if (row.mark == LayerMark::Removed)
                    continue;
                if (row.isFolder()) {
                    wanted.folders.append(target);
                    open.append({row.node, target});
                } else if (row.kind == LayerEntry::Kind::File || row.kind == LayerEntry::Kind::Hardlink) {
                    wanted.files.insert({index.layers().value(row.layer).name, joined(path, row.name)}, target);
                } else {
                    ++wanted.leftOut;
                }
            }
            if (wanted.files.size() + wanted.folders.size() > mostWanted)
                return fail(Error::make(Error::Kind::TooLarge, u"export files"_s, u"there are more than %1"_s.arg(mostWanted), u"Export a folder in it."_s));
        }
    }
    return wanted;
}

Result<Collected> extractFromImage(const QString &image, const TarSource &source, const WantedFiles &wanted, const QString &target,
                                   const CollectLimits &limits, const CancelToken &token)
{
    Picker picker(wanted, target, limits);
    if (const Result<void> prepared = picker.prepare(); !prepared)
        return fail(prepared.error());
    if (!picker.isDone()) {
        if (const auto read = readImageArchive(image, source, picker, token); !read)
            return fail(read.error());
    }
    return picker.result();
}

Result<FileHead> headFromImage(const QString &image, const TarSource &source, const WantedFiles::Place &place, qint64 most, const CancelToken &token)
{
    HeadPicker picker(place, most);
    if (const auto read = readImageArchive(image, source, picker, token); !read)
        return fail(read.error());
    if (!picker.head)
        return fail(Error::make(Error::Kind::NotFound, u"look at /%1"_s.arg(QString::fromUtf8(place.path)), u"the engine's archive does not hold it any more"_s,
                                u"Read the files of the image again."_s));
    return *picker.head;
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
