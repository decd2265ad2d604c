// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/definition.h"
#include "model/component/problem.h"
#include "model/run/tarextractor.h"
#include "model/storage/storage.h"

namespace longshore
{

/// What a row of a run left behind, and whose it is.
struct OutputRequest {
    QString folder;                ///< the `out` folder: holds `tables` and `files`
    QList<CollectedEntry> entries; ///< what lies in it: of the collection, `readCollected` or `scanOutputFolder`
    QByteArray configuration;      ///< the effective one: rows merged, variables filled in
    ComponentDefinition component; ///< of the main stage
    QString configurationId, rowId, runId, branchId; ///< empty when there is none
    QStringList projectFeatures;                     ///< `new-native-types` (O9), `output-mapping-slice` (F24)
    bool failedPass = false;                         ///< the component failed: only tables with `write_always` (§6.7)
    QDateTime now = QDateTime::currentDateTimeUtc(); ///< what dates of `delete_where` are relative to
    QString tokenPrefix; ///< with it each load happens once, however often it is stored; empty = every time
};

/// A table that is to be loaded.
struct PlannedLoad {
    QString source; ///< name in `out/tables`
    StorageLoad load;
    QList<StorageMetadata> whenCreated; ///< metadata for a table that the load makes (O15)
    qint64 bytes = 0;                   ///< of its sources
    QStringList header;                 ///< the first line as it is written, where it names the columns; else empty
};

struct OutputPlan {
    QList<StorageFileUpload> files;
    QList<PlannedLoad> tables;
    QMap<qint64, QStringList> processedTags; ///< left for the caller: input files to be tagged once all is loaded (§6)
    Problems problems;                       ///< warnings; in the failed pass also why tables are not loaded
};

/// Reads manifests and mappings and says what is to be stored. Whatever can be refused is refused here, before anything
/// is stored: Error::BadInput, a user error, names everything that is wrong (O1, O2, O7, O8, O16, M1-M5, F20, F24), one
/// sentence a line. Blocks on the disk: on a worker's thread.
Result<OutputPlan> planOutput(const OutputRequest &request);

struct StoredTable {
    QString source, destination;
    qint64 importedRows = 0; ///< of this load
    StorageTable table;      ///< after it
};

struct StoredOutput {
    QList<StoredTable> tables;
    QList<StorageFile> files;
    Problems problems;            ///< warnings of the loads
    std::optional<Error> failure; ///< a user error: loads that failed, a line each; the others are done (§6.8)
};

/// Stores files, then tables. One load that fails leaves its table as it was and does not keep the others back. The
/// result is an error only when the whole ends early: Cancelled, a file that cannot be stored, a broken store.
/// `progress` counts the bytes of the sources. Blocks: on a worker's thread.
Result<StoredOutput> storeOutput(const OutputPlan &plan, Storage &storage, const StorageProgress &progress = {});

} // namespace longshore
