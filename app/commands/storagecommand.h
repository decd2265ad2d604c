// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/headless.h"
#include "model/asynctask.h"
#include "model/storage/storage.h"

namespace longshore
{

/// `longshore storage ls|import|export|drop`: the embedded Storage. Needs no engine. The work is done on a worker, so
/// that Ctrl-C is heard; a load or an export that is cancelled changes nothing.
class StorageCommand : public StoreCommand
{
    Q_OBJECT
public:
    using StoreCommand::StoreCommand;
    void interrupt() override;

private:
    void storeOpened() override;
    void list();
    void listTables(const QList<StorageTable> &tables);
    void listBuckets();
    void listFiles();
    void showTable();
    void importTable();
    void importFile();
    void exportTable();
    void exportFile();
    void drop();

    StorageLoad plannedLoad() const;
    StorageProgress progress() const;
    /// Runs `work` and ends the command with its error, or calls `done`.
    template<class Work, class Done>
    void begin(Work work, Done done);
    void refuse(Error error);
    QString said(const StorageTable &table) const;

    std::shared_ptr<Storage> m_storage;
    CancelToken m_cancelled;
};

} // namespace longshore
