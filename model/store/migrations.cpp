// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/migrations.h"

#include <array>

namespace longshore
{

static constexpr std::array migrations{
    R"sql(
CREATE TABLE store (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- An engine is known by both: one Info.ID may be shared by two daemons, one endpoint may change its daemon.
CREATE TABLE engine (
  id INTEGER PRIMARY KEY,
  endpoint TEXT NOT NULL,
  info_id TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  UNIQUE (endpoint, info_id)
) STRICT;

-- The projection of the events of a run: always changed in the transaction that adds the event.
CREATE TABLE run (
  id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  state TEXT NOT NULL,
  verdict TEXT,
  job_id TEXT NOT NULL,
  row_id TEXT,
  engine_id INTEGER REFERENCES engine (id),
  container_removed INTEGER NOT NULL DEFAULT 1,
  summary TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX run_job ON run (job_id, row_id);
CREATE INDEX run_open ON run (id) WHERE state NOT IN ('finished', 'interrupted') OR container_removed = 0;

CREATE TABLE event (
  run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  engine_ts INTEGER,
  wall_ts INTEGER NOT NULL,
  mono_ns INTEGER NOT NULL,
  payload TEXT NOT NULL,
  PRIMARY KEY (run_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER event_is_final BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
)sql",
    R"sql(
-- What runs leave for the next run of the same configuration or row, in the shape of contract 7.1.
CREATE TABLE job_state (
  configuration_id TEXT NOT NULL,
  row_id TEXT NOT NULL,
  state TEXT NOT NULL,
  run_id TEXT NOT NULL,
  saved TEXT NOT NULL,
  PRIMARY KEY (configuration_id, row_id)
) STRICT, WITHOUT ROWID;
)sql",
    R"sql(
-- The master key of the secrets, wrapped by what the keychain, a passphrase or a key file gives (ADR 0012). At most one row.
CREATE TABLE vault (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  key_id TEXT NOT NULL,
  place TEXT NOT NULL,
  file TEXT NOT NULL,
  salt BLOB NOT NULL,
  operations INTEGER NOT NULL,
  memory INTEGER NOT NULL,
  wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Names and origins are in the clear, values are not.
CREATE TABLE secret (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  job_id TEXT NOT NULL,
  key_path TEXT NOT NULL,
  created TEXT NOT NULL,
  changed TEXT NOT NULL,
  sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
)sql",
    R"sql(
-- The tag journal (ADR 0020). What each engine had when it was listed last: told apart by boot and monotonic time, since
-- wall clocks step back.
CREATE TABLE tag_watch (
  engine_id INTEGER PRIMARY KEY REFERENCES engine (id) ON DELETE CASCADE,
  boot TEXT NOT NULL,
  asked_ns INTEGER NOT NULL
) STRICT;
CREATE TABLE tag_place (
  engine_id INTEGER NOT NULL REFERENCES engine (id) ON DELETE CASCADE,
  reference TEXT NOT NULL,
  image TEXT NOT NULL,
  size INTEGER NOT NULL,
  PRIMARY KEY (engine_id, reference)
) STRICT, WITHOUT ROWID;
-- Its images; `name` is the last reference that one lost, empty when it lost none.
CREATE TABLE tag_image (
  engine_id INTEGER NOT NULL REFERENCES engine (id) ON DELETE CASCADE,
  image TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (engine_id, image)
) STRICT, WITHOUT ROWID;
-- Ordered by seq, never by time (F40). An empty image is "no such tag".
CREATE TABLE tag_move (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  engine_id INTEGER NOT NULL REFERENCES engine (id) ON DELETE CASCADE,
  repository TEXT NOT NULL,
  reference TEXT NOT NULL,
  wall_ts INTEGER NOT NULL,
  cause TEXT NOT NULL,
  image TEXT NOT NULL,
  size INTEGER NOT NULL,
  before_image TEXT NOT NULL,
  before_size INTEGER NOT NULL,
  took_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX tag_move_repository ON tag_move (engine_id, repository, seq);
CREATE INDEX tag_move_reference ON tag_move (engine_id, reference, seq);
)sql",
};

std::span<const char *const> storeMigrations()
{
    return migrations;
}

} // namespace longshore
