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

/// A stored state of contract §7.1, taken apart.
struct StoredState {
    QByteArray component = "{}"; ///< JSON: what the component left for its next run
    QByteArray storage = "{}";   ///< JSON: `{"input":{"tables":[…],"files":[…]}}`, for adaptive mappings
};

/// Error::BadInput for what the platform calls an invalid state: other root keys, other keys in the list items (§7.1).
/// Empty text is the empty state.
Result<StoredState> parseStoredState(const QByteArray &state);

/// What is stored after a run: roots that the run did not produce are kept (§7.1). `storage` empty = keep that root.
Result<QByteArray> mergedState(const QByteArray &before, const QByteArray &component, const QByteArray &storage);

/// `state` without the values under `#` keys, and the dotted paths of those: until there is a vault, no secret is stored.
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
