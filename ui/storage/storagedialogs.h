// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storagelisting.h"

#include <functional>
#include <optional>

class QWidget;

namespace longshore
{

/// The questions of the Storage page. None blocks: each opens a window-modal dialog that deletes itself, and calls `answer`
/// when it was answered.
namespace storagedialogs
{

/// Which CSV file (or gzip of one) is to be imported.
void askSource(QWidget *parent, const std::function<void(const QString &path)> &answer);
/// Into which table, and how. `into`: the table that was chosen; else one named after the file is proposed.
void askImport(QWidget *parent, const QString &path, const std::optional<StorageTable> &into, const std::function<void(const StorageLoad &load)> &answer);
/// Where to write. `name` is proposed.
void askTarget(QWidget *parent, const QString &title, const QString &name, const std::function<void(const QString &path)> &answer);
/// Each names exactly what goes.
void askDropTable(QWidget *parent, const StorageTable &table, const std::function<void()> &answer);
void askDropBucket(QWidget *parent, const StorageBucket &bucket, const QStringList &tables, const std::function<void()> &answer);
void askDropFile(QWidget *parent, const StorageFile &file, const std::function<void()> &answer);

/// "in.c-main.orders" for "/tmp/Orders 2026.csv.gz": what is proposed as the name of a new table.
QString proposedTable(const QString &path);
/// What is wrong with the id of a table to be made, one sentence; empty when nothing is.
QString tableIdProblem(const QString &id);

} // namespace storagedialogs
} // namespace longshore
