// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/filetable.h"

#include "model/preview/csvsniff.h"
#include "model/storage/csvsource.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

/// Up to `previewBytes`, inflated. Of a gzip nobody knows the whole size: one byte more than was read says "not all".
Result<FileHead> readHead(const QString &path)
{
    const QFileInfo info(path);
    const Result<std::unique_ptr<CsvSource>> source = CsvSource::open(info.exists() ? info.canonicalFilePath() : path);
    if (!source)
        return fail(source.error());
    FileHead head;
    head.bytes.resize(previewBytes);
    qint64 have = 0;
    while (have < previewBytes) {
        const Result<qint64> read = (*source)->read(head.bytes.data() + have, previewBytes - have);
        if (!read)
            return fail(read.error());
        if (*read == 0)
            break;
        have += *read;
    }
    head.bytes.resize(have);
    head.size = have < previewBytes ? have : qMax(have + 1, (*source)->size());
    return head;
}

} // namespace

QString FileTable::lookWords() const
{
    const auto tr = [](const char *words) { return QCoreApplication::translate("FileTable", words); };
    const QString delimiter = look.delimiter == ','    ? tr("parted by commas")
                              : look.delimiter == ';'  ? tr("parted by semicolons")
                              : look.delimiter == '\t' ? tr("parted by tabs")
                                                       : tr("parted by bars");
    return tr("%1, quoted with %2").arg(delimiter, QString(QChar::fromLatin1(look.enclosure)));
}

Result<FileTable> readFileTable(const QString &path, int rows)
{
    const Result<FileHead> head = readHead(path);
    if (!head)
        return fail(head.error());
    FileTable table;
    table.look = sniffCsv(head->bytes, head->isWhole());
    table.preview = makePreview(QFileInfo(path).fileName(), *head, {true, table.look, {}, rows});
    return table;
}

} // namespace longshore
