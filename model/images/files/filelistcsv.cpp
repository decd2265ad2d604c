// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/filelistcsv.h"

#include "model/storage/csvwriter.h"

#include <QDateTime>
#include <QSaveFile>
#include <array>
#include <string_view>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int pageRows = 1000;
constexpr std::array<std::string_view, 5> kinds{"file", "folder", "link", "hard link", "special"};
constexpr std::array<std::string_view, 5> marks{"", "added", "changed", "removed", "changed"};

class ListWriter
{
public:
    ListWriter(const ImageIndex &index, FilesView view, int layer, CsvWriter &csv, const CancelToken &token)
        : m_index(index), m_view(view), m_layer(layer), m_csv(csv), m_token(token)
    {
        for (const std::string_view column : {"path", "type", "size", "mode", "uid", "gid", "modified", "link", "change", "layer"})
            m_csv.field(column);
        m_csv.endLine();
    }
    /// False when it was cancelled, or cannot be written.
    bool folder(qint64 node, const QByteArray &prefix)
    {
        QByteArray after;
        for (QList<ImageFileRow> rows; !(rows = m_index.children(node, m_view, m_layer, after, pageRows)).isEmpty(); after = rows.last().name) {
            for (const ImageFileRow &row : std::as_const(rows)) {
                if (m_token.isCancelled() || !line(row, prefix + row.name) || (row.isFolder() && !folder(row.node, prefix + row.name + '/')))
                    return false;
            }
        }
        return true;
    }
    qint64 count() const { return m_count; }

private:
    bool line(const ImageFileRow &row, const QByteArray &path)
    {
        const auto put = [this](const QByteArray &text) { m_csv.field({text.constData(), size_t(text.size())}); };
        put('/' + path);
        m_csv.field(kinds[size_t(row.kind)]);
        put(QByteArray::number(row.size));
        put(QByteArray::number(row.mode & 07777, 8).rightJustified(4, '0'));
        put(QByteArray::number(row.uid));
        put(QByteArray::number(row.gid));
        put(QDateTime::fromSecsSinceEpoch(row.mtime, Qt::UTC).toString(Qt::ISODate).toLatin1());
        put(row.link);
        m_csv.field(marks[size_t(row.mark)]);
        put(QByteArray::number(m_index.numberOf(row.layer)));
        ++m_count;
        return m_csv.endLine();
    }

    const ImageIndex &m_index;
    FilesView m_view;
    int m_layer;
    CsvWriter &m_csv;
    const CancelToken &m_token;
    qint64 m_count = 0;
};

} // namespace

Result<qint64> writeFileList(const ImageIndex &index, FilesView view, int layer, const QString &path, const CancelToken &token)
{
    const QString asked = u"write the list %1"_s.arg(path);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return fail(Error::make(Error::Kind::StoreUnwritable, asked, file.errorString(), u"Choose another place."_s));
    CsvWriter csv(file.handle(), path);
    ListWriter list(index, view, layer, csv, token);
    const bool isWhole = list.folder(rootNode, {});
    if (token.isCancelled())
        return fail(Error::cancelled(asked));
    const Result<void> written = csv.finish();
    if (!written)
        return fail(written.error());
    if (!isWhole || !file.commit())
        return fail(Error::make(Error::Kind::Disk, asked, file.errorString(), u"Free some space and try again."_s));
    return list.count();
}

} // namespace longshore
