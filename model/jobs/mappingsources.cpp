// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/mappingsources.h"

#include "model/asynctask.h"
#include "model/component/mapping/outputdestination.h"
#include "model/format.h"
#include "model/jobs/filetable.h"
#include "model/jobs/jobpaths.h"
#include "model/json/json.h"

#include <QFileInfo>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

struct MappingSources::KnownFile {
    bool isAsked = false;
    QDateTime modified;
    std::optional<Result<FileTable>> table;
};

namespace
{

const QString fileTablesPath = u"input.fileTables"_s;
const QString bucketPath = u"configuration.storage.output.default_bucket"_s;

/// The parts of a job that what is known here hangs on.
QByteArray relevant(const JobDocument &job)
{
    return job.jsonAt(fileTablesPath) + '\n' + job.jsonAt(bucketPath);
}

FieldChoice choice(const QString &value, const QString &title = {})
{
    return {value, title};
}

/// "NUMERIC(10,2)", "text".
QString typeWords(const StorageColumn &column)
{
    const StorageDataType type = column.dataTypes.value(u"base"_s, column.dataTypes.isEmpty() ? StorageDataType() : column.dataTypes.first());
    if (type.type.isEmpty())
        return MappingSources::tr("text");
    return type.length && !type.length->isEmpty() ? u"%1(%2)"_s.arg(type.type, *type.length) : type.type;
}

QString rowWords(const StorageTable &table)
{
    return table.rows == 1 ? MappingSources::tr("1 row") : MappingSources::tr("%1 rows").arg(format::count(table.rows));
}

} // namespace

MappingSources::MappingSources(JobEditor &editor, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_files(std::make_unique<QHash<QString, KnownFile>>())
    , m_seen(relevant(editor.document()))
{
    connect(&editor, &JobEditor::changed, this, [this] {
        const QByteArray now = relevant(m_editor.document());
        if (now == m_seen)
            return;
        m_seen = now;
        Q_EMIT changed();
    });
}

MappingSources::~MappingSources() = default;

void MappingSources::setListing(const StorageListing &listing)
{
    m_listing = listing;
    m_failure.clear();
    Q_EMIT changed();
}

void MappingSources::setFailed(const Error &error)
{
    m_failure = error.sentence();
    Q_EMIT changed();
}

const StorageTable *MappingSources::table(const QString &id) const
{
    if (!m_listing)
        return nullptr;
    const auto found = std::find_if(m_listing->tables.begin(), m_listing->tables.end(), [&id](const StorageTable &one) { return one.id == id; });
    return found == m_listing->tables.end() ? nullptr : &*found;
}

QList<FieldChoice> MappingSources::choices(const QString &what, const QString &of) const
{
    QList<FieldChoice> found;
    if (what == "columns"_L1)
        return columns(of);
    if (what == "outputTable"_L1)
        return outputTables(of);
    if (what == "inputFile"_L1 && !of.isEmpty())
        return {choice(of.section(u'.', -1) + u".csv"_s), choice(of)};
    if (what == "tables"_L1 && m_listing) {
        for (const StorageTable &one : m_listing->tables)
            found.append(choice(one.id, rowWords(one)));
    }
    if (what == "tags"_L1 && m_listing) {
        QStringList tags;
        for (const StorageFile &file : m_listing->files)
            tags += file.tags;
        tags.sort();
        tags.removeDuplicates();
        for (const QString &tag : std::as_const(tags))
            found.append(choice(tag));
    }
    return found;
}

QList<FieldChoice> MappingSources::columns(const QString &id) const
{
    QList<FieldChoice> found;
    if (const QString file = fileOf(id); !file.isEmpty()) {
        const KnownFile known = m_files->value(file);
        for (const QString &name : known.table && *known.table ? (**known.table).preview.columns : QStringList())
            found.append(choice(name, tr("text")));
        return found;
    }
    const StorageTable *stored = table(id);
    for (const StorageColumn &column : stored ? stored->columns : QList<StorageColumn>()) {
        const bool isKey = stored->primaryKey.contains(column.name);
        found.append(choice(column.name, isKey ? tr("%1, key").arg(typeWords(column)) : typeWords(column)));
    }
    return found;
}

QList<FieldChoice> MappingSources::outputTables(const QString &file) const
{
    QList<FieldChoice> found;
    if (const QString place = fallback(u"outputTable"_s, file); !place.isEmpty())
        found.append(choice(place));
    if (!m_listing)
        return found;
    for (const StorageTable &one : m_listing->tables) {
        if (found.isEmpty() || found.first().value != one.id)
            found.append(choice(one.id, rowWords(one)));
    }
    return found;
}

QString MappingSources::fallback(const QString &what, const QString &of) const
{
    if (what == "inputFile"_L1 || of.isEmpty())
        return of;
    if (what != "outputTable"_L1)
        return {};
    const JobDocument &job = m_editor.document();
    const Json *configured = findPath(job.root(), bucketPath);
    const Result<QString> bucket = defaultBucket(configured ? toQString(*configured) : QString(), job.component(), job.configurationId());
    const Result<OutputDestination> place = resolveDestination(of, {}, {}, bucket.value_or(QString()));
    return place ? place->table : QString();
}

QString MappingSources::fileOf(const QString &table) const
{
    return table.isEmpty() ? QString() : m_editor.document().input().fileTables.value(table);
}

void MappingSources::setFileOf(const QString &table, const QString &file)
{
    JobDocument next = m_editor.document();
    const QString place = joinPath(fileTablesPath, table);
    if (file.isEmpty()) {
        next.removeAt(place);
    } else {
        const QByteArray text = writeJson(fromQString(pathInJob(file)), JsonStyle::Compact);
        if (const Result<void> set = next.setJsonAt(place, text); !set)
            return; // `input` is no object: the problems say so
    }
    m_editor.change(next, tr("File of %1").arg(table), place);
}

QString MappingSources::pathInJob(const QString &chosen) const
{
    const JobDocument &job = m_editor.document();
    return job.path().isEmpty() ? chosen : longshore::pathInJob(chosen, job.folder());
}

QString MappingSources::folder() const
{
    return m_editor.document().folder();
}

std::optional<Result<FileTable>> MappingSources::fileTable(const QString &table)
{
    const QString path = fileOf(table);
    KnownFile &known = (*m_files)[path];
    const QDateTime modified = QFileInfo(path).lastModified();
    if (path.isEmpty() || (known.isAsked && known.modified == modified))
        return known.table;
    known.isAsked = true;
    known.modified = modified;
    runAsync(this, [path] { return readFileTable(path); }, [this, path](const Result<FileTable> &read) {
        (*m_files)[path].table = read;
        Q_EMIT changed();
    });
    return known.table;
}

MappingSources::Load MappingSources::preview(const QString &id) const
{
    if (const QString file = fileOf(id); !file.isEmpty()) {
        return [file]() -> Result<FilePreview> {
            const Result<FileTable> read = readFileTable(file);
            return read ? Result<FilePreview>(read->preview) : Result<FilePreview>(fail(read.error()));
        };
    }
    const StorageTable *stored = table(id);
    return stored && m_tablePreview ? m_tablePreview(*stored) : Load();
}

} // namespace longshore
