// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imageextract.h"

#include "model/images/files/archivemanifest.h"
#include "model/run/outputfolder.h"

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

/// Writes what is wanted of the layers as they come. What a layer has is known when it has ended.
class Picker : public LayerVisitor
{
public:
    Picker(const WantedFiles &wanted, const QString &target, const CollectLimits &limits) : m_wanted(wanted), m_target(target), m_limits(limits) {}

    Result<void> prepare();
    Result<void> begin(int, const QByteArray &name) override
    {
        m_layer = name;
        m_isDone = m_found.size() == m_wanted.files.size();
        return {};
    }
    Result<void> entry(int, const LayerEntry &entry, LayerData &data) override;
    bool isDone() const override { return m_isDone; }
    Result<Collected> result();

private:
    struct Found {
        bool isWritten = false;
        qint64 size = 0;
        int mode = 0;
    };

    Result<bool> open(const QByteArray &name, int mode, bool mayReplace);
    Result<void> copy(LayerData &data);
    Result<void> link(const WantedFiles::Place &place, const Found &found);
    void took(const WantedFiles::Place &place, const Found &found, const QByteArray &name);
    Result<void> makeRoom(qint64 bytes);

    const WantedFiles &m_wanted;
    QString m_target;
    CollectLimits m_limits;
    OutputFolder m_folder;
    QByteArray m_layer;
    QHash<WantedFiles::Place, Found> m_found;
    bool m_isDone = false;
    qint64 m_room = 0; ///< bytes written, replaced ones too
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

/// False when another file has that name, which is told.
Result<bool> Picker::open(const QByteArray &name, int mode, bool mayReplace)
{
    const auto made = m_folder.openFile(name, (mode & 0755) | 0600, mayReplace);
    if (!made)
        return fail(made.error());
    if (*made != OutputFolder::Made::Yes)
        m_result.refuse(name, u"the name came twice"_s);
    return *made == OutputFolder::Made::Yes;
}

Result<void> Picker::entry(int, const LayerEntry &entry, LayerData &data)
{
    const WantedFiles::Place place{m_layer, entry.path};
    const auto names = m_wanted.files.constFind(place);
    if (entry.kind != LayerEntry::Kind::File || names == m_wanted.files.constEnd())
        return {};
    Found &found = m_found[place];
    const Result<bool> opened = open(names->first(), entry.mode, found.isWritten);
    if (!opened)
        return fail(opened.error());
    found = {*opened, entry.size, entry.mode};
    if (!*opened)
        return {};
    if (const Result<void> copied = copy(data); !copied)
        return copied;
    const auto closed = m_folder.closeFile();
    return closed ? Result<void>() : Result<void>(fail(closed.error()));
}

Result<void> Picker::makeRoom(qint64 bytes)
{
    m_room += bytes;
    if (m_room > m_limits.bytes)
        return fail(Error::make(Error::Kind::TooLarge, u"export to %1"_s.arg(m_target), u"there is not enough room for it"_s, u"Free some space, or export less."_s));
    return {};
}

Result<void> Picker::copy(LayerData &data)
{
    for (;;) {
        const Result<QByteArrayView> piece = data.next();
        if (!piece)
            return fail(piece.error());
        if (piece->isEmpty())
            return {};
        if (const Result<void> room = makeRoom(piece->size()); !room)
            return room;
        if (const auto written = m_folder.write(piece->data(), piece->size()); !written)
            return fail(written.error());
    }
}

/// Gives the file its other names, as copies.
Result<void> Picker::link(const WantedFiles::Place &place, const Found &found)
{
    const QByteArrayList &names = *m_wanted.files.constFind(place);
    for (qsizetype i = 1; i < names.size(); ++i) {
        if (const Result<void> room = makeRoom(found.size); !room)
            return room;
        const Result<bool> opened = open(names[i], found.mode, false);
        if (!opened)
            return fail(opened.error());
        if (!*opened)
            continue;
        if (const auto copied = m_folder.copyFrom(names.first()); !copied)
            return fail(copied.error());
        if (const auto closed = m_folder.closeFile(); !closed)
            return fail(closed.error());
        took(place, found, names[i]);
    }
    return {};
}

void Picker::took(const WantedFiles::Place &place, const Found &found, const QByteArray &name)
{
    m_result.bytes += found.size;
    m_result.entries.append({place.path, QString::fromUtf8(name), false, found.size, {}, found.mode & 0777});
}

Result<Collected> Picker::result()
{
    if (m_found.size() < m_wanted.files.size())
        return fail(Error::make(Error::Kind::NotFound, u"export to %1"_s.arg(m_target), u"the engine's archive does not hold all of it any more"_s,
                                u"Read the files of the image again."_s));
    for (auto file = m_found.cbegin(); file != m_found.cend(); ++file) {
        if (!file->isWritten)
            continue;
        took(file.key(), *file, m_wanted.files.value(file.key()).first());
        if (const Result<void> linked = link(file.key(), *file); !linked)
            return fail(linked.error());
    }
    m_result.refusedCount += m_wanted.leftOut;
    if (const auto synced = m_folder.syncAll(); !synced)
        return fail(synced.error());
    return std::move(m_result);
}

} // namespace

std::optional<ImageFileRow> contentOf(const ImageIndex &index, const ImageFileRow &row)
{
    constexpr int mostHops = 16;
    std::optional<ImageFileRow> at = row;
    for (int hop = 0; at && at->kind == LayerEntry::Kind::Hardlink && hop < mostHops; ++hop)
        at = index.find(cleanArchiveName(at->link), FilesView::Merged, at->layer);
    return at && at->kind == LayerEntry::Kind::File ? at : std::nullopt;
}

Result<WantedFiles> filesBelow(const ImageIndex &index, qint64 folder, FilesView view, int layer, const CancelToken &token)
{
    WantedFiles wanted;
    qsizetype names = 0;
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
                ++names;
                if (row.isFolder()) {
                    wanted.folders.append(target);
                    open.append({row.node, target});
                } else if (const auto content = contentOf(index, row)) {
                    const QByteArray from = content->node == row.node ? joined(path, row.name) : index.pathOf(content->node);
                    wanted.files[{index.layers().value(content->layer).name, from}].append(target);
                } else {
                    ++wanted.leftOut;
                }
            }
            if (names > mostWanted)
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
    if (!wanted.files.isEmpty()) {
        if (const auto read = readImageArchive(image, source, picker, token); !read)
            return fail(read.error());
    }
    return picker.result();
}

} // namespace longshore
