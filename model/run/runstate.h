// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <QMap>
#include <QStringList>

namespace SQLite
{
class Database;
}

namespace longshore
{

class Store;

/// `state` without the values under `#` keys, and the dotted paths of those: what is stored while the vault is locked.
struct StrippedState {
    QByteArray state;
    QStringList stripped;
};
Result<StrippedState> withoutSecrets(const QByteArray &state);

/// The states that runs saved, in index.db (product.md): the job file holds the initial ones only.
namespace JobStates
{
/// By row id, "" for the configuration. Blocks on a short read; any thread.
Result<QMap<QString, QByteArray>> read(const Store &store, const QString &configurationId);
/// Within a transaction of the store's writer.
void write(SQLite::Database &database, const QString &configurationId, const QString &rowId, const QByteArray &state, const QString &runId);
} // namespace JobStates

} // namespace longshore
