// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storagetypes.h"

#include <SQLiteCpp/Database.h>
#include <optional>

namespace longshore
{

/// The files that `query` asks for and that have not expired, newest first. `directory` holds their bytes. Throws
/// SQLite::Exception.
QList<StorageFile> findFiles(SQLite::Database &database, const StorageFileQuery &query, const QString &directory, const QDateTime &now);

/// The file that was stored with this token, be it expired.
std::optional<StorageFile> fileWithToken(SQLite::Database &database, const QString &token, const QString &directory);

} // namespace longshore
