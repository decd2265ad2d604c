// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/storagemigrations.h"

#include <array>

namespace longshore
{

static constexpr std::array migrations{
    R"sql(
CREATE TABLE bucket (id TEXT PRIMARY KEY, created INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- One row per load: what gives rows their time (their column "load"), and what makes a second load with the same token
-- the first one. Times are milliseconds since 1970 UTC.
CREATE TABLE load (id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, token TEXT UNIQUE, result TEXT) STRICT;

-- The rows of a table are in "data_<data>", the cells of its column in "c<field>": no name from outside is ever SQL.
CREATE TABLE loaded_table (
  id TEXT PRIMARY KEY,
  bucket TEXT NOT NULL REFERENCES bucket (id),
  data INTEGER NOT NULL UNIQUE,
  next_field INTEGER NOT NULL,
  typed INTEGER NOT NULL,
  description TEXT NOT NULL,
  created INTEGER NOT NULL,
  last_import INTEGER,
  last_change INTEGER,
  rows INTEGER NOT NULL,
  bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX loaded_table_bucket ON loaded_table (bucket);

CREATE TABLE table_column (
  table_id TEXT NOT NULL REFERENCES loaded_table (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  field INTEGER NOT NULL,
  name TEXT NOT NULL,
  key_position INTEGER,
  nullable INTEGER NOT NULL,
  types TEXT NOT NULL,
  description TEXT NOT NULL,
  PRIMARY KEY (table_id, position)
) STRICT, WITHOUT ROWID;

-- column_name is empty for what belongs to the table itself.
CREATE TABLE metadata (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  table_id TEXT NOT NULL REFERENCES loaded_table (id) ON DELETE CASCADE,
  column_name TEXT NOT NULL,
  provider TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  time INTEGER NOT NULL,
  UNIQUE (table_id, column_name, provider, key)
) STRICT;

-- Data tables that are being written and belong to no table yet. Their writer holds the lock of the file locks/<lock>:
-- when nobody holds it, the writer died and the data table is waste.
CREATE TABLE staging (data INTEGER PRIMARY KEY AUTOINCREMENT, lock TEXT NOT NULL) STRICT;

CREATE TABLE file (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER,
  bytes INTEGER NOT NULL,
  is_public INTEGER NOT NULL,
  is_permanent INTEGER NOT NULL,
  is_encrypted INTEGER NOT NULL,
  is_sliced INTEGER NOT NULL,
  path TEXT NOT NULL UNIQUE,
  token TEXT UNIQUE
) STRICT;
CREATE INDEX file_expires ON file (expires) WHERE expires IS NOT NULL;
CREATE TABLE file_tag (
  file INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  tag TEXT NOT NULL,
  PRIMARY KEY (file, position),
  UNIQUE (file, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_tag_tag ON file_tag (tag, file);
)sql",
};

std::span<const char *const> storageMigrations()
{
    return migrations;
}

} // namespace longshore
