// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/outputlint.h"

#include "model/component/mapping/columnname.h"
#include "model/run/outputplanner.h"

#include <QFile>
#include <QSet>
#include <QStringDecoder>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 blockSize = 64 << 10;
using Severity = Problem::Severity;

/// One table's first block against its load.
class TableLint
{
public:
    TableLint(const PlannedLoad &planned, Problems *problems)
        : m_load(planned.load)
        , m_header(planned.header)
        , m_place(u"out/tables/"_s + planned.source)
        , m_problems(problems)
    {
    }

    void run();

private:
    void say(const QString &message, Severity severity = Severity::Warning)
    {
        m_problems->append({m_place, message, severity});
    }
    QByteArray firstBlock(const QString &path);
    void bytes(const QByteArray &block);
    void record(const QStringList &fields);
    void header();
    void headless(const QStringList &fields);

    const StorageLoad &m_load;
    const QStringList &m_header;
    QString m_place;
    Problems *m_problems;
};

QByteArray TableLint::firstBlock(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) ? file.read(blockSize) : QByteArray();
}

void TableLint::run()
{
    if (m_load.sources.isEmpty())
        return say(u"The folder holds no slices, so the table gets no rows."_s, Severity::Note);
    for (const QString &source : m_load.sources) {
        if (m_load.sources.size() > 1 && source.endsWith(".manifest"_L1))
            say(u"The file %1 in the folder is loaded as a slice; a manifest lies next to the folder (F19, F21)."_s.arg(
                source.section(u'/', -1)));
    }
    const QByteArray block = firstBlock(m_load.sources.front());
    if (block.startsWith("\x1f\x8b"))
        return; // gzip (F23)
    if (block.isEmpty())
        return;
    bytes(block);
    bool whole = false;
    const QByteArrayView text =
        block.startsWith("\xEF\xBB\xBF") ? QByteArrayView(block).sliced(3) : QByteArrayView(block);
    QStringList fields;
    for (const QByteArray &field : firstRecord(text, m_load.delimiter, m_load.enclosure, &whole))
        fields.append(QString::fromUtf8(field));
    if (whole || block.size() < blockSize)
        record(fields);
    else
        say(u"The first line is longer than 64 KiB: is the enclosure right?"_s);
}

void TableLint::bytes(const QByteArray &block)
{
    if (block.startsWith("\xEF\xBB\xBF"))
        say(u"The file starts with a byte order mark (BOM); write plain UTF-8."_s);
    if (block.startsWith("\xFF\xFE") || block.startsWith("\xFE\xFF"))
        return say(u"The file is UTF-16; write UTF-8."_s, Severity::Error);
    if (block.contains('\0'))
        say(u"The file contains NUL bytes."_s);
    const qsizetype end = block.indexOf('\n');
    if (end > 0 && block[end - 1] == '\r')
        say(u"Lines end with CRLF; write LF (F7)."_s);
    else if (end < 0 && block.contains('\r'))
        say(u"Lines end with CR alone; write LF (F7)."_s, Severity::Error);
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString decoded = decoder.decode(block); // a character cut by the end of the block is no error yet
    if (decoder.hasError())
        say(u"The file is no UTF-8."_s);
}

void TableLint::record(const QStringList &fields)
{
    if (fields.size() == 1 && m_load.delimiter == ',' && (m_load.columns.size() != 1 || !m_header.isEmpty())) {
        for (const auto &[other, name] :
             {std::pair(u';', u"a semicolon"_s), std::pair(u'\t', u"a tab"_s), std::pair(u'|', u"a bar"_s)}) {
            if (fields.front().contains(other)) {
                say(u"The first line has one column with commas as delimiter; it seems to be %1 (set \"delimiter\")."_s
                        .arg(name));
                break;
            }
        }
    }
    if (m_header.isEmpty())
        headless(fields);
    else
        header();
}

void TableLint::header()
{
    QSet<QString> names;
    for (const QString &field : m_header)
        names.insert(webalizedColumn(field));
    for (const QString &column : m_load.columnMetadata.keys()) {
        if (!names.contains(column))
            say(u"There is metadata for the column \"%1\", which the header does not have."_s.arg(column));
    }
}

void TableLint::headless(const QStringList &fields)
{
    QStringList names;
    for (const QString &field : fields)
        names.append(webalizedColumn(field));
    if (m_load.columns.isEmpty())
        return; // refused before its header could be read
    const bool same = names.join(u'\n').compare(m_load.columns.join(u'\n'), Qt::CaseInsensitive) == 0;
    if (same && !m_load.skipHeader)
        say(u"The first line looks like a header but is loaded as a row, since the columns are given; leave it out, or set \"has_header\"."_s);
    else if (!same && m_load.skipHeader)
        say(u"\"has_header\" is set, but the first line does not look like these columns; it is not loaded."_s);
    if (!m_load.columns.isEmpty() && fields.size() != m_load.columns.size())
        say(u"The first line has %1 fields, but %2 columns are given."_s.arg(fields.size()).arg(m_load.columns.size()),
            Severity::Error);
    for (const QString &key : m_load.primaryKey) {
        if (!m_load.columns.contains(key))
            say(u"The primary key's column \"%1\" is not among the columns."_s.arg(key), Severity::Error);
    }
}

/// `x.manifest` beside `x.csv`: the name that was meant.
QString meant(const QString &manifest, const OutputListing &listing)
{
    const QString stem = manifest.chopped(9);
    for (const OutputEntry &entry : listing.tables) {
        const QString name = entry.shownName();
        if (name.section(u'.', 0, 0) == stem.section(u'.', 0, 0))
            return u"; if it belongs to %1, call it %1.manifest"_s.arg(name);
    }
    return {};
}

} // namespace

QList<QByteArray> firstRecord(QByteArrayView block, char delimiter, char enclosure, bool *whole)
{
    QList<QByteArray> fields;
    QByteArray field;
    bool quoted = false;
    *whole = false;
    for (qsizetype i = 0; i < block.size(); ++i) {
        const char c = block[i];
        if (enclosure && c == enclosure) {
            if (quoted && i + 1 < block.size() && block[i + 1] == enclosure)
                field += block[++i];
            else
                quoted = !quoted;
        } else if (!quoted && c == delimiter) {
            fields.append(field);
            field.clear();
        } else if (!quoted && (c == '\n' || c == '\r')) {
            *whole = true;
            break;
        } else {
            field += c;
        }
    }
    fields.append(field);
    return fields;
}

Problems lintOutputs(const OutputRequest &request)
{
    OutputPlanner planner(request);
    planner.run();
    Problems problems;
    problems += planner.errors();
    problems += planner.plan().problems;
    for (const QString &path : planner.listing().ignored)
        problems.append(
            {path,
             u"It is not part of the output: output mapping takes files and folders of out/tables and files of out/files, none hidden."_s,
             Severity::Note});
    for (const QString &orphan : planner.listing().orphanedTableManifests())
        problems.append({u"out/tables/"_s + orphan,
                         u"There is no data for this manifest%1."_s.arg(meant(orphan, planner.listing())),
                         Severity::Error});
    for (const PlannedLoad &planned : planner.plan().tables + planner.refused())
        TableLint(planned, &problems).run();
    return problems;
}

} // namespace longshore
