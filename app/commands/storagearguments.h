// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QDateTime>
#include <QStringList>
#include <optional>

class QCommandLineOption;
class QCommandLineParser;

namespace longshore
{

/// What was typed behind `longshore storage`.
struct StorageArguments {
    enum class Action { List, Import, Export, Drop };

    Action action = Action::List;
    QString what;             ///< what to list, import, export or drop: an id, or the file to be imported (absolute)
    QString to;               ///< import: the table's id; export: a file (absolute), empty = stdout
    bool file = false;        ///< --file: a file of Storage, not a table
    bool incremental = false;
    bool skipHeader = false;
    bool force = false;
    bool permanent = false;
    bool noKey = false;
    QStringList key, columns, tags;
    QString name;             ///< --name of a file, empty = that of the source
    char delimiter = ',';
    char enclosure = '"';
    QString whereColumn;
    bool whereNot = false;
    QStringList whereValues;
    QDateTime changedSince;
    std::optional<qint64> limit;
};

QList<QCommandLineOption> storageOptions();

/// What help says of the words behind `storage`.
QString storageUsage();

/// `words` are the positional arguments behind `storage`. BadInput names what is wrong.
Result<StorageArguments> readStorageArguments(const QCommandLineParser &parser, const QStringList &words);

} // namespace longshore
