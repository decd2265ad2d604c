// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/tablescheck.h"

#include "model/check/csvscan.h"
#include "model/check/manifestcheck.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 mostManifest = 16 << 20;
const QString suffix = QStringLiteral(".manifest");

QFileInfoList entriesOf(const QString &folder)
{
    return QDir(folder).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                                      QDir::Name);
}

/// One folder of tables or files.
class Walk
{
public:
    Walk(const QString &folder, const QString &shown, const TablesOptions &options, Findings &findings)
        : m_entries(entriesOf(folder))
        , m_folder(folder)
        , m_shown(shown)
        , m_options(options)
        , m_findings(findings)
    {
    }

    void tables();
    void files();

private:
    bool passedOver(const QFileInfo &entry);
    void orphan(const QFileInfo &entry);
    void table(const QFileInfo &entry);
    void sliced(const QFileInfo &entry, const ManifestFacts &manifest);
    void single(const QFileInfo &entry, const ManifestFacts &manifest);
    void header(const QString &shown, const CsvFacts &facts, const ManifestFacts &manifest);
    void dialect(const QString &shown, const CsvFacts &facts);
    std::optional<QByteArray> manifestText(const QFileInfo &entry);
    QString shown(const QFileInfo &entry) const { return m_shown + u'/' + entry.fileName(); }
    void bad(const QString &rule, const QString &path, const QString &message)
    {
        // What is wrong in `in` hurts the component, not the load.
        m_options.output ? m_findings.error(rule, path, message) : m_findings.warning(rule, path, message);
    }

    QFileInfoList m_entries;
    QString m_folder;
    QString m_shown;
    TablesOptions m_options;
    Findings &m_findings;
};

/// Links, devices and hidden entries, which the platform skips or a run refuses.
bool Walk::passedOver(const QFileInfo &entry)
{
    if (entry.fileName() == u".gitkeep"_s || entry.fileName() == u".gitignore"_s)
        return true;
    if (entry.fileName().startsWith(u'.')) {
        if (m_options.output)
            m_findings.warning(u"F18"_s, shown(entry), u"Its name starts with a dot: the platform passes it over."_s);
        return true;
    }
    if (m_options.output && (entry.isSymLink() || (!entry.isDir() && !entry.isFile()))) {
        m_findings.error({}, shown(entry), u"It is neither a file nor a folder."_s);
        return true;
    }
    return false;
}

void Walk::orphan(const QFileInfo &entry)
{
    if (!QFileInfo::exists(entry.filePath().chopped(suffix.size())))
        bad(u"O1"_s, shown(entry), u"There is no file that it belongs to."_s);
}

std::optional<QByteArray> Walk::manifestText(const QFileInfo &entry)
{
    QFile file(entry.filePath() + suffix);
    if (m_options.yaml || !file.exists())
        return std::nullopt;
    if (file.size() <= mostManifest && file.open(QIODevice::ReadOnly))
        return file.readAll();
    m_findings.error(u"M4"_s, shown(entry) + suffix,
                     file.size() > mostManifest ? u"It is larger than 16 MiB."_s : u"It cannot be read."_s);
    return std::nullopt;
}

void Walk::tables()
{
    for (const QFileInfo &entry : m_entries) {
        if (passedOver(entry))
            continue;
        if (entry.fileName().endsWith(suffix))
            orphan(entry);
        else
            table(entry);
    }
}

void Walk::table(const QFileInfo &entry)
{
    ManifestFacts manifest;
    if (const auto text = manifestText(entry)) {
        const Problems problems =
            m_options.output ? checkTableManifest(*text, &manifest) : checkInputManifest(*text, true);
        m_findings.addOfFile(problems, m_options.output ? u"M3"_s : u"F11"_s, shown(entry) + suffix);
    } else if (!m_options.output && !m_options.yaml && !QFile::exists(entry.filePath() + suffix)) {
        m_findings.warning(u"F11"_s, shown(entry), u"It has no manifest; on the platform every input table has one."_s);
    }
    if (entry.isDir())
        sliced(entry, manifest);
    else
        single(entry, manifest);
}

void Walk::sliced(const QFileInfo &entry, const ManifestFacts &manifest)
{
    if (!m_options.output) {
        m_findings.warning(u"F13"_s, shown(entry), u"It is a folder; an input table is always one file."_s);
        return;
    }
    if (!m_options.yaml && manifest.columns.isEmpty())
        m_findings.error(
            u"F20"_s, shown(entry),
            u"A sliced table needs its columns in the manifest (or in the mapping): slices have no header."_s);
    bool any = false;
    for (const QFileInfo &slice : entriesOf(entry.filePath())) {
        const QString path = shown(entry) + u'/' + slice.fileName();
        if (slice.fileName().startsWith(u'.'))
            continue;
        if (slice.isDir()) {
            m_findings.warning(u"F19"_s, path, u"A folder within a sliced table is passed over."_s);
            continue;
        }
        any = true;
        if (slice.fileName().endsWith(suffix)) {
            m_findings.error(u"F21"_s, path,
                             u"It would be loaded as a slice; the manifest's place is beside the folder."_s);
            continue;
        }
        const CsvFacts facts = scanCsv(slice.filePath(), manifest.delimiter, manifest.enclosure);
        dialect(path, facts);
        header(path, facts, manifest);
    }
    if (!any)
        m_findings.warning(u"F19"_s, shown(entry), u"It holds no slice: the table becomes empty."_s);
}

void Walk::single(const QFileInfo &entry, const ManifestFacts &manifest)
{
    const CsvFacts facts = scanCsv(entry.filePath(), manifest.delimiter, manifest.enclosure);
    dialect(shown(entry), facts);
    if (facts.gzip || !facts.trouble.isEmpty())
        return;
    if (facts.records == 0 && manifest.columns.isEmpty())
        return bad(u"F22"_s, shown(entry), u"It is empty: there is not even a header line."_s);
    header(shown(entry), facts, manifest);
}

// F22: the first line is the header unless the manifest names the columns.
void Walk::header(const QString &path, const CsvFacts &facts, const ManifestFacts &manifest)
{
    if (facts.records == 0)
        return;
    if (!manifest.columns.isEmpty()) {
        if (facts.first == manifest.columns && !manifest.hasHeader)
            m_findings.warning(u"F22"_s, path,
                               u"Its first line repeats the columns of the manifest and would be loaded as a row."_s);
        if (facts.first.size() != manifest.columns.size())
            m_findings.error(u"F22"_s, path,
                             u"Its first line has %1 fields, the manifest names %2 columns."_s.arg(facts.first.size())
                                 .arg(manifest.columns.size()));
        return;
    }
    QStringList seen;
    for (const QString &name : facts.first) {
        if (name.isEmpty())
            bad(u"F22"_s, path, u"Its header has a column without a name."_s);
        else if (seen.contains(name))
            bad(u"F22"_s, path, u"Its header names the column \"%1\" twice."_s.arg(name.left(80)));
        else if (m_options.output && name.compare(u"_timestamp"_s, Qt::CaseInsensitive) == 0)
            bad(u"M5"_s, path, u"The column \"%1\" is a system column, which no table may have."_s.arg(name));
        seen.append(name);
    }
}

void Walk::dialect(const QString &path, const CsvFacts &facts)
{
    if (!facts.trouble.isEmpty())
        return m_findings.error({}, path, u"It cannot be read: %1."_s.arg(facts.trouble));
    if (facts.byteOrderMark)
        m_findings.warning(u"F6"_s, path,
                           u"It begins with a byte order mark, which becomes part of the first column's name."_s);
    if (facts.crlfLine)
        m_findings.warning(u"F7"_s, path, u"Line %1 ends in CR LF; the contract has LF."_s.arg(facts.crlfLine));
    if (facts.badUtf8)
        bad(u"F6"_s, path, u"It is not UTF-8."_s);
    if (facts.nul)
        m_findings.warning(u"F6"_s, path, u"It holds NUL bytes."_s);
    if (facts.openLine)
        bad(u"F7"_s, path, u"The quote opened in line %1 is never closed."_s.arg(facts.openLine));
    else if (facts.strayLine)
        bad(u"F7"_s, path,
            u"Line %1 has a quote where none may be; one within a field is doubled."_s.arg(facts.strayLine));
    if (facts.ragged && !facts.openLine)
        bad(u"F7"_s, path,
            u"Record %1 has %2 fields, the first one %3."_s.arg(facts.ragged)
                .arg(facts.raggedFields)
                .arg(facts.first.size()));
}

void Walk::files()
{
    for (const QFileInfo &entry : m_entries) {
        if (passedOver(entry))
            continue;
        if (entry.fileName().endsWith(suffix)) {
            orphan(entry);
            continue;
        }
        if (m_options.output && entry.isDir()) {
            m_findings.warning(u"F25"_s, shown(entry),
                               u"A folder in out/files is passed over: only files are stored."_s);
            continue;
        }
        if (const auto text = manifestText(entry))
            m_findings.addOfFile(m_options.output ? checkFileManifest(*text) : checkInputManifest(*text, false),
                                 m_options.output ? u"5.4"_s : u"F16"_s, shown(entry) + suffix);
    }
}

} // namespace

void checkTables(const QString &folder, const QString &shown, const TablesOptions &options, Findings &findings)
{
    if (QFileInfo(folder).isDir())
        Walk(folder, shown, options, findings).tables();
}

void checkFiles(const QString &folder, const QString &shown, const TablesOptions &options, Findings &findings)
{
    if (QFileInfo(folder).isDir())
        Walk(folder, shown, options, findings).files();
}

} // namespace longshore
