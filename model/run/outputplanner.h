// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/mapping/outputfile.h"
#include "model/component/mapping/outputtypes.h"
#include "model/run/outputlisting.h"
#include "model/run/outputloading.h"

#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// Makes an OutputPlan; used once.
class OutputPlanner
{
public:
    explicit OutputPlanner(const OutputRequest &request);
    /// Once, before the two below.
    void run();
    const Problems &errors() const { return m_errors; } ///< what refuses the plan
    const OutputPlan &plan() const { return m_plan; }   ///< what is good of it
    const QList<PlannedLoad> &refused() const
    {
        return m_refused;
    } ///< tables that have errors, as far as they are known
    const OutputListing &listing() const { return m_listing; }

private:
    using Json = nlohmann::ordered_json;
    /// A table mapping, or none, for one source.
    struct Mapping {
        int index = -1;                   ///< in `storage.output.tables`, -1 = there is none
        std::shared_ptr<const Json> json; ///< normalised
    };

    void readConfiguration();
    void readTableMappings(const Json &output);
    bool filesOnly() const;

    void planFiles();
    void planFile(const OutputEntry &entry, const Json *mapping, int index);
    void planTablesAsFiles();
    void addFile(const OutputEntry &entry, const OutputFileOptions &options, const QString &kind);

    void planTables();
    void checkSources();
    void checkSlicing();
    void planTable(const OutputEntry &entry);
    void planMapped(const OutputEntry &entry, const Json &manifest, const Mapping &mapping, int number);
    StorageLoad loadOf(const OutputEntry &entry, const OutputTable &table, const TypedColumns &typed) const;
    void readHeader(const OutputEntry &entry, PlannedLoad *planned, Problems *problems) const;
    bool takeProblems(const QString &place, const Problems &problems);
    void warnOfSharedDestinations();
    Result<Json> manifestOf(const QHash<QByteArray, OutputEntry> &manifests, const OutputEntry &entry,
                            const QString &folder);

    /// Something that refuses the whole plan.
    void refuse(const QString &sentence, const QString &path = {}) { m_errors.append({path, sentence}); }
    void warn(const QString &path, const QString &message, Problem::Severity severity = Problem::Severity::Warning);
    QString token(const QString &what) const
    {
        return m_request.tokenPrefix.isEmpty() ? QString() : m_request.tokenPrefix + u'/' + what;
    }

    const OutputRequest &m_request;
    OutputListing m_listing;
    QHash<QByteArray, QList<Mapping>> m_tableMappings; ///< by source
    QHash<QByteArray, Mapping> m_fileMappings;
    OutputFileOptions m_tableFiles;
    QString m_configuredBucket, m_dataTypeSupport;
    QString m_bucket;
    QStringList m_treatAsNull;
    bool m_useFileStorageOnly = false;
    DataTypeSupport m_support = DataTypeSupport::None;
    Problems m_errors;
    QList<PlannedLoad> m_refused;
    qsizetype m_problemsLeftOut = 0;
    OutputPlan m_plan;
};

} // namespace longshore
