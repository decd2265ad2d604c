// SPDX-License-Identifier: GPL-3.0-or-later
// What of OutputPlanner deals with tables.
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

/// `x.manifest` beside `x.csv`: the name that was meant.
QString meant(const QStringList &manifests, const OutputListing &listing)
{
    QString hints;
    for (const QString &manifest : manifests) {
        const QString stem = manifest.section(u'.', 0, 0);
        for (const OutputEntry &entry : listing.tables) {
            const QString name = entry.shownName();
            if (name.section(u'.', 0, 0) != stem)
                continue;
            hints += u"; if %1 belongs to %2, call it %2.manifest"_s.arg(manifest, name);
            break;
        }
    }
    return hints;
}

} // namespace

void OutputPlanner::planTables()
{
    const auto bucket = defaultBucket(m_configuredBucket, m_request.component, m_request.configurationId);
    // The platform asks for the id whether a table needs the bucket or not; without tables nobody is hurt (O5).
    if (!bucket && !m_listing.tables.isEmpty())
        return refuse(u"O5"_s, bucket.error().happened);
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
        refuseFiles(u"O1"_s, u"found orphaned table manifest: "_s + quoted(orphans) + meant(orphans, m_listing),
                    u"out/tables"_s, orphans);
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
        refuseFiles(u"O2"_s, u"table sources not found: "_s + quoted(missing), u"out/tables"_s, missing);
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
            refuse(u"F24"_s, u"source \"%1\" has more than one destination, which cannot be sliced"_s.arg(name));
        for (const Mapping &mapping : mappings) {
            Problems unused;
            const OutputTable table = readOutputTable(*mapping.json, &unused);
            if (table.delimiter != ',' || table.enclosure != '"' || !table.columns.isEmpty())
                refuse(u"F24"_s, u"source \"%1\": params \"delimiter\", \"enclosure\" or \"columns\" of the mapping are not "
                       u"supported when files are "
                       "sliced; put them into the manifest"_s.arg(name));
        }
    }
}

/// Sorts what was found out about a table: errors refuse the plan, or in the failed pass that table only. `rule` is that
/// of problems without one.
bool OutputPlanner::takeProblems(const QString &place, const Problems &problems, const QString &rule)
{
    for (const Problem &problem : problems) {
        const QString &own = problem.rule.isEmpty() ? rule : problem.rule;
        if (problem.severity != Problem::Severity::Error)
            warn(own, place, problem.sentence(), problem.severity);
        else if (m_request.failedPass)
            warn(own, place, problem.sentence());
        else
            refuse(own, problem.sentence(), place);
    }
    return !hasErrors(problems);
}

void OutputPlanner::planTable(const OutputEntry &entry)
{
    const QString name = entry.shownName();
    const QString place = u"out/tables/%1.manifest"_s.arg(name);
    const auto written = manifestOf(m_listing.tableManifests, entry, u"tables"_s);
    if (!written) {
        takeProblems(u"out/tables/"_s + name, {{{}, written.error().sentence()}}, u"M4"_s);
        return;
    }
    Json manifest = Json::object();
    if (!written->is_null()) {
        Problems problems;
        manifest = normalisedOutputTable(*written, false, u"table"_s, &problems);
        if (!takeProblems(place, problems, u"M3"_s))
            return;
    }
    const QList<Mapping> mappings = m_tableMappings.value(entry.name);
    if (mappings.isEmpty())
        return planMapped(entry, manifest, {}, 0);
    int number = 0;
    for (const Mapping &mapping : mappings)
        planMapped(entry, manifest, mapping, number++); // O4
}

/// The table's id, or nothing and why (§6.3).
QString OutputPlanner::destinationOf(const OutputEntry &entry, const Json &mapping, const Json &manifest,
                                     Problems *problems) const
{
    const auto found = resolveDestination(
        QString::fromUtf8(entry.name), phpText(mapping.is_object() ? mapping.value("destination", Json()) : Json()),
        phpText(manifest.value("destination", Json())), m_bucket);
    if (!found) {
        problems->append({{}, found.error().sentence(), Problem::Severity::Error, u"O5"_s});
        return {};
    }
    if (found->fromFileName)
        problems->append({{},
                          u"The file has neither a manifest nor a mapping with a destination; its name is taken as the "
                          "table id. The platform has deprecated this."_s,
                          Problem::Severity::Warning,
                          u"6.3"_s});
    if (const QString problem = tableIdProblem(found->table); !problem.isEmpty())
        problems->append({{}, problem, Problem::Severity::Error, u"6.3"_s});
    return found->table;
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
    const QString destination = destinationOf(entry, above, manifest, &problems);
    if (entry.directory && table.columns.isEmpty() && typed.columns.isEmpty() && !hasErrors(problems))
        problems.append({{},
                         u"sliced file \"%1\": columns specification missing"_s.arg(name),
                         Problem::Severity::Error,
                         u"F20"_s}); // O7
    if (QString::fromUtf8(entry.name).toUtf8() != entry.name && mapping.index < 0 && table.destination.isEmpty())
        problems.append({{}, u"the name is no UTF-8; give the table a destination"_s});
    PlannedLoad planned{name, loadOf(entry, table, typed), systemMetadata(u"createdBy"_s, m_request), entry.size, {}};
    planned.load.table = destination;
    planned.load.token = token(u"tables/%1/%2"_s.arg(name).arg(number));
    if (!entry.directory && planned.load.columns.isEmpty())
        readHeader(entry.path, &planned, &problems);
    (takeProblems(place, problems, u"5.3"_s) ? m_plan.tables : m_refused).append(planned);
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
            warn(u"O4"_s, u"out/tables/"_s + planned.source,
                 u"It replaces what \"%1\" loads into %2, for it is not incremental."_s.arg(*earlier,
                                                                                            planned.load.table));
    }
}

} // namespace longshore
