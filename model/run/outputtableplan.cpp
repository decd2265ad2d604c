// SPDX-License-Identifier: GPL-3.0-or-later
// What of OutputPlanner deals with tables.
#include "model/component/mapping/columnname.h"
#include "model/component/mapping/outputdestination.h"
#include "model/component/mapping/outputtable.h"
#include "model/json/json.h"
#include "model/run/outputheader.h"
#include "model/run/outputplanner.h"
#include "model/storage/loadplan.h"

#include <QSet>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

StorageMetadata metadata(const QString &key, const QString &value, const QString &provider)
{
    return {0, key, value, provider, {}};
}

QList<StorageMetadata> metadataOf(const QList<MetadataItem> &items, const QString &provider)
{
    QList<StorageMetadata> result;
    for (const MetadataItem &item : items)
        result.append(metadata(item.key, item.value, provider));
    return result;
}

/// O15: `KBC.createdBy.…` or `KBC.lastUpdatedBy.…`.
QList<StorageMetadata> systemMetadata(const QString &verb, const OutputRequest &request)
{
    QList<StorageMetadata> result;
    const auto add = [&](QLatin1StringView what, const QString &id) {
        if (!id.isEmpty())
            result.append(metadata(u"KBC.%1.%2.id"_s.arg(verb, what), id, u"system"_s));
    };
    add("component"_L1, request.component.id);
    add("configuration"_L1, request.configurationId);
    add("configurationRow"_L1, request.rowId);
    add("branch"_L1, request.branchId);
    return result;
}

QString quoted(const QStringList &names)
{
    return u'"' + names.join(u"\", \""_s) + u'"';
}

} // namespace

void OutputPlanner::planTables()
{
    const auto bucket = defaultBucket(m_configuredBucket, m_request.component, m_request.configurationId);
    // The platform asks for the id whether a table needs the bucket or not; without tables nobody is hurt (O5).
    if (!bucket && !m_listing.tables.isEmpty())
        return refuse(bucket.error().happened);
    m_bucket = bucket.value_or(QString());
    checkSources();
    checkSlicing();
    for (const OutputEntry &entry : std::as_const(m_listing.tables))
        planTable(entry);
    warnOfSharedDestinations();
}

void OutputPlanner::checkSources()
{
    if (const QStringList orphans = m_listing.orphanedTableManifests(); !orphans.isEmpty())
        refuse(u"found orphaned table manifest: "_s + quoted(orphans)); // O1
    if (m_request.failedPass)
        return;
    QSet<QByteArray> names;
    for (const OutputEntry &entry : std::as_const(m_listing.tables))
        names.insert(entry.name);
    QStringList missing;
    for (auto it = m_tableMappings.cbegin(); it != m_tableMappings.cend(); ++it) {
        if (!names.contains(it.key()))
            missing.append(QString::fromUtf8(it.key()));
    }
    missing.sort();
    if (!missing.isEmpty())
        refuse(u"table sources not found: "_s + quoted(missing)); // O2
}

/// F24: what the platform's slicer cannot do.
void OutputPlanner::checkSlicing()
{
    if (!m_request.projectFeatures.contains("output-mapping-slice"_L1))
        return;
    for (const OutputEntry &entry : std::as_const(m_listing.tables)) {
        const QList<Mapping> mappings = m_tableMappings.value(entry.name);
        if (entry.directory || entry.size == 0 || mappings.isEmpty())
            continue;
        const QString name = entry.shownName();
        if (mappings.size() > 1)
            refuse(u"source \"%1\" has more than one destination, which cannot be sliced"_s.arg(name));
        for (const Mapping &mapping : mappings) {
            Problems unused;
            const OutputTable table = readOutputTable(*mapping.json, &unused);
            if (table.delimiter != ',' || table.enclosure != '"' || !table.columns.isEmpty())
                refuse(u"source \"%1\": params \"delimiter\", \"enclosure\" or \"columns\" of the mapping are not "
                       u"supported when files are "
                       "sliced; put them into the manifest"_s.arg(name));
        }
    }
}

/// Sorts what was found out about a table: errors refuse the plan, or in the failed pass that table only.
bool OutputPlanner::takeProblems(const QString &place, const Problems &problems)
{
    for (const Problem &problem : problems) {
        if (problem.severity != Problem::Severity::Error)
            warn(place, problem.sentence(), problem.severity);
        else if (m_request.failedPass)
            warn(place, problem.sentence());
        else
            refuse(problem.sentence(), place);
    }
    return !hasErrors(problems);
}

void OutputPlanner::planTable(const OutputEntry &entry)
{
    const QString name = entry.shownName();
    const QString place = u"out/tables/%1.manifest"_s.arg(name);
    const auto written = manifestOf(m_listing.tableManifests, entry, u"tables"_s);
    if (!written) {
        takeProblems(u"out/tables/"_s + name, {{{}, written.error().sentence()}});
        return;
    }
    Json manifest = Json::object();
    if (!written->is_null()) {
        Problems problems;
        manifest = normalisedOutputTable(*written, false, u"table"_s, &problems);
        if (!takeProblems(place, problems))
            return;
    }
    const QList<Mapping> mappings = m_tableMappings.value(entry.name);
    if (mappings.isEmpty())
        return planMapped(entry, manifest, {}, 0);
    int number = 0;
    for (const Mapping &mapping : mappings)
        planMapped(entry, manifest, mapping, number++); // O4
}

void OutputPlanner::planMapped(const OutputEntry &entry, const Json &manifest, const Mapping &mapping, int number)
{
    const QString name = entry.shownName();
    const QString place =
        mapping.index < 0 ? u"out/tables/"_s + name : joinPath(u"storage.output.tables"_s, mapping.index);
    Problems problems;
    const Json above = mapping.json ? *mapping.json : Json();
    Json merged = mergedOutputTable(manifest, above, &problems);
    if (!hasErrors(problems))
        merged = normalisedOutputTable(merged, false, u"table"_s,
                                       &problems); // what excludes each other may come from two places
    if (m_request.failedPass && !merged.value("write_always", false))
        return; // §6.7: nor do its mistakes matter
    OutputTable table;
    TypedColumns typed;
    if (!hasErrors(problems)) {
        table = readOutputTable(merged, &problems, m_request.now);
        typed = typedColumns(table, m_support, &problems);
    }
    const auto destination = resolveDestination(
        QString::fromUtf8(entry.name), phpText(above.is_object() ? above.value("destination", Json()) : Json()),
        phpText(manifest.value("destination", Json())), m_bucket);
    if (!destination)
        problems.append({{}, destination.error().sentence()});
    else if (destination->fromFileName)
        problems.append({{},
                         u"The file has neither a manifest nor a mapping with a destination; its name is taken as the "
                         u"table id. The platform has "
                         "deprecated this."_s,
                         Problem::Severity::Warning});
    if (entry.directory && table.columns.isEmpty() && typed.columns.isEmpty() && !hasErrors(problems))
        problems.append({{}, u"sliced file \"%1\": columns specification missing"_s.arg(name)}); // F20, O7
    if (QString::fromUtf8(entry.name).toUtf8() != entry.name && mapping.index < 0 && table.destination.isEmpty())
        problems.append({{}, u"the name is no UTF-8; give the table a destination"_s});
    PlannedLoad planned{name, loadOf(entry, table, typed), systemMetadata(u"createdBy"_s, m_request), entry.size, {}};
    planned.load.table = destination ? destination->table : QString();
    planned.load.token = token(u"tables/%1/%2"_s.arg(name).arg(number));
    if (destination && !tableIdProblem(destination->table).isEmpty())
        problems.append({{}, tableIdProblem(destination->table)});
    readHeader(entry, &planned, &problems);
    (takeProblems(place, problems) ? m_plan.tables : m_refused).append(planned);
}

/// F22: the first line names the columns, which get Storage's names as those of a manifest do (M5).
void OutputPlanner::readHeader(const OutputEntry &entry, PlannedLoad *planned, Problems *problems) const
{
    StorageLoad &load = planned->load;
    if (entry.directory || !load.columns.isEmpty())
        return;
    const auto header = csvHeader(entry.path, {load.delimiter, load.enclosure});
    if (!header) {
        problems->append({{}, header.error().sentence()});
        return;
    }
    planned->header = *header;
    QStringList names;
    for (const QString &field : *header) {
        names.append(webalizedColumn(field));
        if (isSystemColumn(field))
            problems->append({{}, u"System columns \"%1\" cannot be imported to the table."_s.arg(field)});
        else if (!names.last().isEmpty() && names.last() != field)
            problems->append(
                {{},
                 u"the column name \"%1\" of the header is changed to \"%2\""_s.arg(field.left(60), names.last()),
                 Problem::Severity::Warning});
    }
    if (const QString problem = columnsProblem(names); !problem.isEmpty())
        problems->append({{}, u"in the header, "_s + problem});
    QStringList missing;
    for (const QString &key : std::as_const(load.primaryKey)) {
        if (!names.contains(key, Qt::CaseInsensitive))
            missing.append(key);
    }
    if (!missing.isEmpty())
        problems->append({{}, u"the header does not have the primary key's columns %1"_s.arg(missing.join(u", "_s))});
    if (names != *header) {
        load.columns = names;
        load.skipHeader = true;
    }
}

StorageLoad OutputPlanner::loadOf(const OutputEntry &entry, const OutputTable &table, const TypedColumns &typed) const
{
    const QString &provider = m_request.component.id;
    StorageLoad load;
    if (entry.directory) {
        for (const OutputEntry &slice : entry.slices)
            load.sources.append(slice.path);
    } else {
        load.sources.append(entry.path);
    }
    load.columns = table.columns;
    load.primaryKey = table.primaryKey;
    if (!typed.columns.isEmpty()) {
        load.schema = typed.columns;
        load.columns.clear();
        for (const StorageColumn &column : typed.columns)
            load.columns.append(column.name);
        load.primaryKey = typed.primaryKey;
    }
    load.skipHeader = table.hasHeader && !load.columns.isEmpty(); // F22
    load.delimiter = table.delimiter;
    load.enclosure = table.enclosure;
    load.incremental = table.incremental;
    load.deduplication = table.deduplication;
    load.deletes = table.deletes;
    load.treatAsNull = m_treatAsNull;
    load.description = table.description;
    load.metadata = metadataOf(table.metadata, provider) + systemMetadata(u"lastUpdatedBy"_s, m_request);
    for (const auto &[column, items] : table.columnMetadata + typed.metadata)
        load.columnMetadata[column] += metadataOf(items, provider);
    return load;
}

void OutputPlanner::warnOfSharedDestinations()
{
    QHash<QString, QString> first;
    for (const PlannedLoad &planned : std::as_const(m_plan.tables)) {
        const auto earlier = first.constFind(planned.load.table);
        if (earlier == first.cend())
            first.insert(planned.load.table, planned.source);
        else if (!planned.load.incremental)
            warn(u"out/tables/"_s + planned.source,
                 u"It replaces what \"%1\" loads into %2, for it is not incremental."_s.arg(*earlier,
                                                                                            planned.load.table));
    }
}

} // namespace longshore
