// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/inputstaging.h"

namespace longshore
{

/// A table that Storage does not have and for which no file stands (I8).
Error missingInputTable(const QString &source);

/// One table of an input mapping on its way into the data folder; part of `stageInput`.
class InputTableStager
{
public:
    InputTableStager(const InputRequest &request, const InputState &state, Storage *storage,
                     const StorageProgress &progress, StagedInput *staged)
        : m_request(request)
        , m_state(state)
        , m_storage(storage)
        , m_progress(progress)
        , m_staged(staged)
    {
    }

    /// `index` is the table's place in the mapping, for sentences.
    Result<void> stage(const InputTable &table, int index);
    /// `source` and `lastImportDate` of each table, in order (I6).
    const QList<std::pair<QString, QString>> &imported() const { return m_imported; }

private:
    Result<QString> place(const InputTable &table);
    Result<void> fromFile(const InputTable &table, const QString &file, const QString &target);
    Result<void> fromStorage(const InputTable &table, const QString &target);
    Result<QDateTime> changedSince(const InputTable &table) const;
    Result<void> finish(const StorageTable &table, const QStringList &columns, const StagedTable &staged);
    void remember(const QString &source, const QDateTime &imported);
    void note(const QString &message, Problem::Severity severity = Problem::Severity::Warning);

    const InputRequest &m_request;
    const InputState &m_state;
    Storage *m_storage;
    const StorageProgress &m_progress;
    StagedInput *m_staged;
    QList<std::pair<QString, QString>> m_imported;
    QString m_path; ///< of the mapping's entry
};

} // namespace longshore
