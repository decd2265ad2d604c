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
    const Problems &errors() const { return m_errors; }       ///< what refuses the plan, each with its file or place
    const QStringList &refusals() const { return m_refusals; } ///< the same in sentences that stand alone
    const OutputPlan &plan() const { return m_plan; }   ///< what is good of it
    /// Tables that have errors, as far as they are known.
    const QList<PlannedLoad> &refused() const { return m_refused; }
    const OutputListing &listing() const { return m_listing; }
    /// Whether a mapping names this entry of out/tables or out/files; true for all of a kind that has no mapping.
    bool isDeclared(const OutputEntry &entry, bool table) const;

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
    QString destinationOf(const OutputEntry &entry, const Json &mapping, const Json &manifest,
                          Problems *problems) const;
    bool takeProblems(const QString &place, const Problems &problems, const QString &rule);
    void warnOfSharedDestinations();
    Result<Json> manifestOf(const QHash<QByteArray, OutputEntry> &manifests, const OutputEntry &entry,
                            const QString &folder);

    /// Something that refuses the whole plan.
    void refuse(const QString &rule, const QString &sentence, const QString &path = {});
    /// The same with a sentence that names the file, or several files of `folder`, itself.
    void refuseFiles(const QString &rule, const QString &sentence, const QString &folder, const QStringList &names);
    void warn(const QString &rule, const QString &path, const QString &message,
              Problem::Severity severity = Problem::Severity::Warning);
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
    QStringList m_refusals;
    QList<PlannedLoad> m_refused;
    qsizetype m_problemsLeftOut = 0;
    OutputPlan m_plan;
};

} // namespace longshore
