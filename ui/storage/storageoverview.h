// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storagelisting.h"
#include "ui/widgets/overviewarea.h"

namespace longshore
{

/// What the Storage knows of one bucket, table or file, as text that can be copied.
class StorageOverview : public OverviewArea
{
    Q_OBJECT
public:
    explicit StorageOverview(QWidget *parent = nullptr);

    void showBucket(const StorageBucket &bucket, const QStringList &tables);
    void showTable(const StorageTable &table);
    void showFile(const StorageFile &file);

private:
    void finish(QVBoxLayout *column, const QString &id);
    void addColumns(QVBoxLayout *column, const StorageTable &table);
    void addMetadata(QVBoxLayout *column, const StorageTable &table);

    QString m_shown;
};

} // namespace longshore
