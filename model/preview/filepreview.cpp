// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/preview/filepreview.h"

#include "model/format.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>
#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype mostTextBytes = 256 << 10;
/// A JSON document of more is a text to look at, not a tree.
constexpr qsizetype mostJsonBytes = previewBytes;

bool endsWithAny(const QString &name, std::initializer_list<QLatin1StringView> endings)
{
    return std::any_of(endings.begin(), endings.end(), [&](QLatin1StringView ending) { return name.endsWith(ending, Qt::CaseInsensitive); });
}

/// Text has no zero bytes, and hardly any that are no UTF-8: a foreign charset is text still.
bool looksLikeText(QByteArrayView bytes)
{
    const QByteArrayView start = bytes.first(std::min<qsizetype>(bytes.size(), 8192));
    const auto odd = std::count_if(start.begin(), start.end(), [](char c) { return c >= 0 && c < 32 && c != '\n' && c != '\r' && c != '\t' && c != 27; });
    return !start.contains('\0') && odd * 20 <= start.size();
}

void fillTable(FilePreview &preview, const FileHead &head, const PreviewWish &wish)
{
    preview.kind = FilePreview::Kind::Table;
    const bool hasHeader = wish.columns.isEmpty();
    preview.rows = readCsvHead(head.bytes, head.isWhole(), wish.rows + 1 + hasHeader, wish.look);
    preview.columns = hasHeader && !preview.rows.isEmpty() ? preview.rows.takeFirst() : wish.columns;
    preview.isWhole = head.isWhole() && preview.rows.size() <= wish.rows;
    if (preview.isWhole)
        preview.rowCount = preview.rows.size();
    else if (preview.rows.size() > wish.rows)
        preview.rows.resize(wish.rows);
}

bool fillJson(FilePreview &preview, const FileHead &head)
{
    if (!head.isWhole() || head.bytes.size() > mostJsonBytes)
        return false;
    Result<JsonTree> tree = JsonTree::parse(head.bytes, u"look at the file"_s);
    if (!tree)
        return false;
    preview.kind = FilePreview::Kind::Json;
    preview.json = std::make_shared<const JsonTree>(std::move(*tree));
    return true;
}

} // namespace

FilePreview makePreview(const QString &name, const FileHead &head, const PreviewWish &wish)
{
    FilePreview preview;
    preview.size = head.size;
    preview.isWhole = head.isWhole();
    if (head.bytes.isEmpty())
        return preview;
    if (wish.asTable || (endsWithAny(name, {".csv"_L1, ".tsv"_L1}) && looksLikeText(head.bytes))) {
        PreviewWish table = wish;
        if (!wish.asTable && endsWithAny(name, {".tsv"_L1}))
            table.look.delimiter = '\t';
        fillTable(preview, head, table);
        return preview;
    }
    if (endsWithAny(name, {".json"_L1, ".manifest"_L1}) && fillJson(preview, head))
        return preview;
    if (!looksLikeText(head.bytes)) {
        preview.kind = FilePreview::Kind::Binary;
        return preview;
    }
    preview.kind = FilePreview::Kind::Text;
    preview.shown = std::min(head.bytes.size(), mostTextBytes);
    preview.isWhole = preview.shown >= head.size;
    preview.text = QString::fromUtf8(head.bytes.first(preview.shown));
    if (const QMimeType type = QMimeDatabase().mimeTypeForFile(name, QMimeDatabase::MatchExtension); !type.isDefault())
        preview.type = type.comment();
    return preview;
}

Result<FileHead> readFileHead(const QString &path, qint64 most)
{
    const QString asked = u"read the file %1"_s.arg(path);
    QFileInfo info(path);
    if (info.isSymLink())
        return fail(Error::make(Error::Kind::BadInput, asked, u"it is a link; links are not followed"_s));
    QString file = path;
    qint64 size = info.size();
    if (info.isDir()) {
        size = 0;
        const QFileInfoList slices = QDir(path).entryInfoList(QDir::Files | QDir::NoSymLinks, QDir::Name);
        for (const QFileInfo &slice : slices)
            size += slice.size();
        if (slices.isEmpty())
            return FileHead{};
        file = slices.first().absoluteFilePath();
    } else if (!info.exists()) {
        return fail(Error::make(Error::Kind::NotFound, asked, u"it does not exist"_s));
    }
    QFile reader(file);
    if (!reader.open(QIODevice::ReadOnly))
        return fail(Error::make(Error::Kind::Disk, asked, reader.errorString()));
    return FileHead{reader.read(most), size};
}

QString FilePreview::facts() const
{
    const auto tr = [](const char *words) { return QCoreApplication::translate("FilePreview", words); };
    QStringList parts;
    if (kind == Kind::Table && rowCount >= 0 && rowCount == rows.size())
        parts << (rowCount == 1 ? tr("1 row") : tr("%1 rows").arg(format::count(rowCount)));
    else if (kind == Kind::Table && rowCount >= 0)
        parts << tr("first %1 of %2 rows").arg(format::count(rows.size()), format::count(rowCount));
    else if (kind == Kind::Table)
        parts << tr("first %1 rows").arg(format::count(rows.size()));
    else if (kind == Kind::Text && !type.isEmpty())
        parts << type;
    if (kind == Kind::Table)
        parts << (columns.size() == 1 ? tr("1 column") : tr("%1 columns").arg(format::count(columns.size())));
    if (size >= 0)
        parts << format::bytes(size);
    if (kind == Kind::Text && !isWhole)
        parts << tr("first %1 shown").arg(format::bytes(shown));
    return parts.join(u" · "_s);
}

} // namespace longshore
