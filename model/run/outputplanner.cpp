// SPDX-License-Identifier: GPL-3.0-or-later
// What of OutputPlanner reads the configuration and deals with files.
#include "model/run/outputplanner.h"

#include "model/component/mapping/manifest.h"
#include "model/component/mapping/outputdestination.h"
#include "model/component/mapping/outputtable.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// More than anyone reads: a manifest can name a million columns.
constexpr qsizetype mostProblems = 1000;

Json nodeOr(const Json &object, const QString &path, Json fallback)
{
    const Json *node = findPath(object, path);
    return node && !node->is_null() ? *node : std::move(fallback);
}

QString firstError(const Problems &problems)
{
    for (const Problem &problem : problems) {
        if (problem.severity == Problem::Severity::Error)
            return problem.sentence();
    }
    return {};
}

} // namespace

OutputPlanner::OutputPlanner(const OutputRequest &request)
    : m_request(request)
    , m_listing(listOutputFolder(request.folder, request.entries))
{
}

void OutputPlanner::run()
{
    readConfiguration();
    if (!m_request.failedPass)
        planFiles(); // O16: not at all in the failed pass
    if (filesOnly())
        planTablesAsFiles();
    else
        planTables();
    if (m_problemsLeftOut > 0)
        m_plan.problems.append(
            {{}, u"%1 more like these were found."_s.arg(m_problemsLeftOut), Problem::Severity::Warning});
    if (m_errors.size() > mostProblems) {
        const qsizetype more = m_errors.size() - mostProblems;
        m_errors.resize(mostProblems);
        m_refusals.resize(mostProblems);
        refuse({}, u"and %1 more"_s.arg(more));
    }
}

void OutputPlanner::refuse(const QString &rule, const QString &sentence, const QString &path)
{
    m_errors.append({path, sentence, Problem::Severity::Error, rule});
    m_refusals.append(m_errors.last().sentence());
}

void OutputPlanner::refuseFiles(const QString &rule, const QString &sentence, const QString &folder,
                                const QStringList &names)
{
    m_errors.append({names.size() == 1 ? folder + u'/' + names.front() : folder, sentence, Problem::Severity::Error, rule});
    m_refusals.append(sentence);
}

bool OutputPlanner::isDeclared(const OutputEntry &entry, bool table) const
{
    return table ? m_tableMappings.isEmpty() || m_tableMappings.contains(entry.name)
                 : m_fileMappings.isEmpty() || m_fileMappings.contains(entry.name);
}

void OutputPlanner::warn(const QString &rule, const QString &path, const QString &message, Problem::Severity severity)
{
    if (m_plan.problems.size() < mostProblems)
        m_plan.problems.append({path, message, severity, rule});
    else
        ++m_problemsLeftOut;
}

void OutputPlanner::readConfiguration()
{
    const auto configuration = scanJson(m_request.configuration.isEmpty() ? QByteArray("{}") : m_request.configuration,
                                        u"read the configuration"_s);
    if (!configuration)
        return refuse(u"C1"_s, configuration.error().sentence());
    const Json output = nodeOr(*configuration, u"storage.output"_s, Json::object());
    m_configuredBucket = phpText(nodeOr(output, u"default_bucket"_s, Json()));
    m_dataTypeSupport = phpText(nodeOr(output, u"data_type_support"_s, Json()));
    m_support = dataTypeSupport(m_request.projectFeatures, m_dataTypeSupport, m_request.component.dataTypesSupport);
    for (const Json &value : nodeOr(output, u"treat_values_as_null"_s, Json::array()))
        m_treatAsNull.append(phpText(value));
    const Json only = nodeOr(*configuration, u"runtime.use_file_storage_only"_s, Json(false));
    m_useFileStorageOnly = only.is_boolean() && only.get<bool>();
    Problems problems;
    m_tableFiles = readTableFiles(nodeOr(output, u"table_files"_s, Json::object()),
                                  u"container.storage.output.table_files"_s, &problems);
    int index = 0;
    for (const Json &item : nodeOr(output, u"files"_s, Json::array())) {
        const QString path = joinPath(u"storage.output.files"_s, index);
        Problems found;
        readOutputFile(item, true, u"container."_s + path, &found);
        if (found.isEmpty())
            m_fileMappings.insert(phpText(item["source"]).toUtf8(),
                                  {index, std::make_shared<const Json>(item)}); // the last one counts
        problems += found;
        ++index;
    }
    for (const Problem &problem : std::as_const(problems))
        refuse(u"C1"_s, problem.message);
    readTableMappings(output);
}

void OutputPlanner::readTableMappings(const Json &output)
{
    int index = 0;
    for (const Json &item : nodeOr(output, u"tables"_s, Json::array())) {
        const QString path = joinPath(u"storage.output.tables"_s, index);
        Problems problems;
        Json json = normalisedOutputTable(item, true, u"container."_s + path, &problems);
        if (const QString error = firstError(problems); !error.isEmpty()) {
            if (m_request.failedPass)
                warn(u"C1"_s, path, error);
            else
                refuse(u"C1"_s, error, path);
        } else if (const QByteArray source = phpText(json.value("source", Json())).toUtf8(); !source.isEmpty()) {
            m_tableMappings[source].append({index, std::make_shared<const Json>(std::move(json))});
        } else {
            warn({}, path, u"Left out: there are no workspaces here."_s);
        }
        ++index;
    }
}

/// §6.6
bool OutputPlanner::filesOnly() const
{
    return m_useFileStorageOnly && m_request.component.hasFeature(u"allow-use-file-storage-only"_s);
}

Result<Json> OutputPlanner::manifestOf(const QHash<QByteArray, OutputEntry> &manifests, const OutputEntry &entry,
                                       const QString &folder)
{
    const auto found = manifests.constFind(entry.name + ".manifest");
    if (found == manifests.cend())
        return Json();
    const QString name = u"out/%1/%2"_s.arg(folder, found->shownName());
    const auto bytes = readOutputBytes(found->path, largestManifest);
    if (!bytes)
        return fail(Error::make(bytes.error().kind, u"read "_s + name, bytes.error().reason()));
    return readManifest(*bytes, m_request.component.configurationFormat, name);
}

void OutputPlanner::planFiles()
{
    QSet<QByteArray> names;
    for (const OutputEntry &entry : std::as_const(m_listing.files))
        names.insert(entry.name);
    QStringList missing;
    for (const auto &[source, mapping] : m_fileMappings.asKeyValueRange()) {
        if (!names.contains(source))
            missing.append(QString::fromUtf8(source));
    }
    missing.sort();
    for (const QString &name : std::as_const(missing))
        refuseFiles(u"O16"_s, u"file '%1' not found"_s.arg(name), u"out/files"_s, {name});
    if (const QStringList orphans = m_listing.orphanedFileManifests(); !orphans.isEmpty())
        refuseFiles(u"O16"_s, u"found orphaned file manifest: '%1'"_s.arg(orphans.join(u"', '"_s)), u"out/files"_s,
                    orphans);
    for (const OutputEntry &entry : std::as_const(m_listing.files)) {
        const auto mapping = m_fileMappings.constFind(entry.name);
        if (mapping == m_fileMappings.cend())
            planFile(entry, nullptr, -1);
        else
            planFile(entry, mapping->json.get(), mapping->index);
    }
}

/// O17: the mapping stands in for the whole manifest.
void OutputPlanner::planFile(const OutputEntry &entry, const Json *mapping, int index)
{
    const auto manifest = manifestOf(m_listing.fileManifests, entry, u"files"_s);
    const QString shown = entry.shownName() + u".manifest"_s, name = u"out/files/"_s + shown;
    if (!manifest)
        return refuseFiles(u"M4"_s, manifest.error().sentence(), u"out/files"_s, {shown});
    Problems problems;
    OutputFileOptions options;
    if (mapping)
        options = readOutputFile(*mapping, true, u"container.storage.output.files.%1"_s.arg(index), &problems);
    else if (!manifest->is_null())
        options = readOutputFile(*manifest, false, u"file"_s, &problems);
    for (const Problem &problem : std::as_const(problems))
        refuseFiles(u"5.4"_s, u"failed to write manifest for file: %1: %2"_s.arg(name, problem.message), u"out/files"_s,
                    {shown});
    addFile(entry, options, u"files"_s);
}

void OutputPlanner::addFile(const OutputEntry &entry, const OutputFileOptions &options, const QString &kind)
{
    StorageFileUpload upload;
    upload.name = entry.shownName();
    upload.source = entry.path;
    upload.tags = withSystemTags(options.tags, m_request.component.id, m_request.configurationId, m_request.rowId,
                                 m_request.branchId, m_request.runId);
    upload.isPublic = options.isPublic;
    upload.isPermanent = options.isPermanent;
    upload.isEncrypted = options.isEncrypted;
    upload.token = token(kind + u'/' + entry.shownName());
    m_plan.files.append(upload);
}

/// Table manifests are no file manifests: they are left alone. Folders are no files.
void OutputPlanner::planTablesAsFiles()
{
    if (m_request.failedPass)
        return;
    for (const OutputEntry &entry : std::as_const(m_listing.tables)) {
        if (entry.directory)
            warn(u"6.6"_s, u"out/tables/"_s + entry.shownName(),
                 u"Left out: a sliced table cannot be stored as a file."_s);
        else
            addFile(entry, m_tableFiles, u"tables"_s);
    }
}

Result<OutputPlan> planOutput(const OutputRequest &request)
{
    OutputPlanner planner(request);
    planner.run();
    if (!planner.refusals().isEmpty())
        return fail(Error::make(Error::Kind::BadInput, u"store the outputs"_s, planner.refusals().join(u'\n')));
    return planner.plan();
}

} // namespace longshore
