// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/component/mapping/inputmapping.h"
#include "model/component/problem.h"
#include "model/storage/storage.h"

#include <QByteArray>
#include <QDateTime>
#include <QMap>
#include <QString>

namespace longshore
{

/// What the input mapping of one row is made from.
struct InputRequest {
    InputMapping mapping;
    QMap<QString, QString> fileTables; ///< table id -> absolute path of a CSV on disk that stands for it
    QByteArray state;                  ///< the whole stored state (§7.1); empty = none
    QString folder;                    ///< absolute: a data folder; gets `in/tables` and `in/files`
    QString format = QStringLiteral("json"); ///< `configuration_format`: of the manifests (F8)
    QDateTime now;                           ///< what relative times start from
    QString stackId = QStringLiteral("connection.keboola.com");
    qint64 largestTable = 100'000'000'000; ///< bytes (F12)
};

/// A table as it was staged.
struct StagedTable {
    QString id;
    QString path;       ///< below the data folder: `in/tables/…`
    QStringList columns;
    qint64 rows = -1;   ///< -1 = not counted: a file that was copied as it is
    qint64 bytes = 0;
    bool fromFile = false;

    bool operator==(const StagedTable &) const = default;
};

struct StagedFile {
    qint64 id = 0;
    QString name;
    QString path; ///< below the data folder: `in/files/…`; of a sliced file the folder of its slices
    qint64 bytes = 0;
    bool isSliced = false;

    bool operator==(const StagedFile &) const = default;
};

struct StagedInput {
    QByteArray storageState; ///< `{"input":{"tables":[…],"files":[…]}}`, for `nextStoredState` (I6, I12)
    QList<StagedTable> tables;
    QList<StagedFile> files;
    QMap<qint64, QStringList> processedTags; ///< file id -> tags it gets when the run succeeded
    Problems problems;                       ///< warnings and notes only
};

/// Stages tables and files with their manifests (§4, §5, F10–F17), in memory that does not grow with them. `storage` may be
/// null when `fileTables` has all. Blocks: worker's thread. Errors: BadInput (a destination outside in/tables, a query
/// that is not understood, a CSV that is none, a table larger than the limit), NotFound (a table that is nowhere, I8),
/// Disk, Cancelled. After an error the folder holds what was staged so far.
Result<StagedInput> stageInput(const InputRequest &request, Storage *storage, const StorageProgress &progress = {});

} // namespace longshore
