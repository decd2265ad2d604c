// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/inputtables.h"

#include "model/component/dataformat.h"
#include "model/component/phpdate.h"
#include "model/run/csvselect.h"
#include "model/run/filecopy.h"
#include "model/run/inputmanifests.h"
#include "model/run/stagedfile.h"

#include <QDir>
#include <QFileInfo>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QString asked(const QString &source)
{
    return u"stage the input table %1"_s.arg(source);
}

/// What a CSV on disk looks like as a table.
StorageTable tableOf(const InputTable &table, const QFileInfo &file, const QStringList &columns)
{
    StorageTable made;
    made.id = table.source;
    for (const QString &name : columns)
        made.columns.append(StorageColumn{name, {}, true, {}});
    made.created = made.lastImportDate = made.lastChangeDate = file.lastModified().toUTC();
    return made;
}

} // namespace

Error missingInputTable(const QString &source)
{
    return Error::make(Error::Kind::NotFound, asked(source),
                       u"cannot import data from Storage: there is no table %1"_s.arg(source),
                       u"Import it with `longshore storage import`, or give a file for it in input.fileTables."_s);
}

void InputTableStager::note(const QString &message, Problem::Severity severity)
{
    m_staged->problems.append({m_path, message, severity});
}

/// The absolute path of the data file; its folders are made, what an entry before it put there is removed.
Result<QString> InputTableStager::place(const InputTable &table)
{
    const Result<QString> path = pathWithin(m_request.folder + u"/in/tables"_s, table.fileName());
    if (!path)
        return fail(Error::make(path.error().kind, asked(table.source), path.error().happened, u"Change its destination."_s));
    if (!QDir().mkpath(QFileInfo(*path).path()))
        return fail(Error::make(Error::Kind::BadInput, asked(table.source),
                                u"there is no room for the folder of %1"_s.arg(table.fileName()),
                                u"Another table's destination is in its way."_s));
    if (QFileInfo::exists(*path)) {
        note(u"the destination \"%1\" is used twice; the last one counts"_s.arg(table.fileName()));
        if (!QFile::remove(*path))
            return fail(Error::make(Error::Kind::BadInput, asked(table.source),
                                    u"%1 is in the way of another table"_s.arg(table.fileName())));
    }
    QFile::remove(manifestFileName(*path));
    return *path;
}

Result<QDateTime> InputTableStager::changedSince(const InputTable &table) const
{
    if (table.days > 0)
        return m_request.now.addDays(-table.days);
    if (table.changedSince.isEmpty())
        return QDateTime();
    if (!table.isAdaptive()) {
        if (const std::optional<QDateTime> since = phpDateTime(table.changedSince, m_request.now))
            return *since;
        return fail(
            Error::make(Error::Kind::BadInput, asked(table.source), u"\"%1\" is no time"_s.arg(table.changedSince.left(60))));
    }
    const QString last = m_state.tables.value(table.source); // I5
    if (last.isEmpty())
        return QDateTime();
    // The rows of that import itself have been seen.
    if (const std::optional<QDateTime> since = phpDateTime(last, m_request.now))
        return since->addMSecs(1);
    return fail(Error::make(Error::Kind::BadInput, asked(table.source),
                            u"the state says it was imported at \"%1\", which is no time"_s.arg(last.left(60)),
                            u"Correct or reset the state."_s));
}

Result<void> InputTableStager::finish(const StorageTable &table, const QStringList &columns, const StagedTable &staged)
{
    const QByteArray manifest = writeInFormat(inputTableManifest(table, columns, m_request.stackId), m_request.format);
    if (Result<void> done = writeStagedFile(manifestFileName(m_request.folder + u'/' + staged.path), manifest); !done)
        return done;
    m_staged->tables.append(staged);
    remember(table.id, table.lastImportDate);
    return {};
}

void InputTableStager::remember(const QString &source, const QDateTime &imported)
{
    m_imported.append({source, platformTimeExact(imported)});
}

Result<void> InputTableStager::fromFile(const InputTable &table, const QString &given, const QString &target)
{
    const QFileInfo info(given);
    const QString file = info.exists() ? info.canonicalFilePath() : given; // a link of the user's own is fine
    const Result<CsvHead> head = readCsvHead(file);
    if (!head)
        return fail(head.error());
    if (table.days > 0 || !table.changedSince.isEmpty())
        note(u"its rows come from a file, which does not tell when they changed: all of them are staged"_s); // I9
    if (head->byteOrderMark)
        note(u"the file %1 begins with a byte order mark"_s.arg(file));
    if (head->crLf)
        note(u"the lines of the file %1 end in CR LF"_s.arg(file));
    StagedTable staged{table.source, QDir(m_request.folder).relativeFilePath(target), head->columns, -1, 0, true};
    if (table.isSelective() || head->gzip) {
        const Result<SelectedCsv> selected =
            selectCsv(file, target, {table.columns, table.whereColumn, table.whereNot, table.whereValues, table.limit},
                      m_progress);
        if (!selected)
            return fail(selected.error());
        staged.columns = selected->columns;
        staged.rows = selected->rows;
        staged.bytes = selected->bytes;
    } else {
        const Result<qint64> copied = copyFile(file, target, m_progress);
        if (!copied)
            return fail(copied.error());
        staged.bytes = *copied;
    }
    return finish(tableOf(table, QFileInfo(file), head->columns), staged.columns, staged);
}

Result<void> InputTableStager::fromStorage(const InputTable &table, const QString &target)
{
    if (!m_storage)
        return fail(missingInputTable(table.source));
    const Result<StorageTable> stored = m_storage->table(table.source);
    if (!stored && stored.error().kind == Error::Kind::NotFound)
        return fail(missingInputTable(table.source));
    if (!stored)
        return fail(stored.error());
    if (stored->bytes > m_request.largestTable) { // F12
        return fail(Error::make(
            Error::Kind::BadInput, asked(table.source),
            u"it has %1 bytes, more than the limit of %2 bytes"_s.arg(stored->bytes).arg(m_request.largestTable),
            u"Select columns or rows of it, or raise the limit."_s));
    }
    const Result<QDateTime> since = changedSince(table);
    if (!since)
        return fail(since.error());
    StorageExport what{table.source, table.columns, table.whereColumn, table.whereNot, table.whereValues, *since,
                       {},           table.limit};
    const Result<StorageExported> exported = m_storage->exportTable(what, target, m_progress);
    if (!exported)
        return fail(exported.error());
    const QStringList columns = table.columns.isEmpty() ? exported->table.columnNames() : table.columns;
    return finish(exported->table, table.columns,
                  {table.source, QDir(m_request.folder).relativeFilePath(target), columns, exported->rows,
                   exported->bytes, false});
}

Result<void> InputTableStager::stage(const InputTable &table, int index)
{
    m_path = u"storage.input.tables.%1"_s.arg(index);
    if (!table.fileType.isEmpty() && table.fileType.compare("csv"_L1, Qt::CaseInsensitive) != 0) { // F15
        return fail(Error::make(Error::Kind::BadInput, asked(table.source),
                                u"it wants the file type %1, which is not made here"_s.arg(table.fileType.left(40)),
                                u"Remove file_type: the table then comes as CSV."_s));
    }
    if (!table.sourceBranchId.isEmpty())
        note(u"there are no branches here: source_branch_id %1 is ignored"_s.arg(table.sourceBranchId.left(40)));
    const Result<QString> target = place(table);
    if (!target)
        return fail(target.error());
    const auto file = m_request.fileTables.constFind(table.source);
    return file == m_request.fileTables.constEnd() ? fromStorage(table, *target) : fromFile(table, *file, *target);
}

} // namespace longshore
