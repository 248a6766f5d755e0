/** Grows with every change of the tables or of what is folded into them: the ledger is made anew then. */
export const LEDGER_SCHEMA = 6;

/**
 * `seen` has the sequence numbers of a session that have been folded, and `forgotten` those of them that count for nothing
 * any more. `*_order` says which event set a value: the later one wins in whatever order they come, so that the ledger does
 * not depend on the order in which files are read. `upgraded_order` begins with how sure the evidence is, so that the surest
 * one wins, and of several the later one.
 */
export const LEDGER_TABLES = [
  'CREATE TABLE ledger (latest REAL NOT NULL, newer INTEGER NOT NULL)',
  'INSERT INTO ledger VALUES (0, 0)',
  // The latest events that begin and end a forgetting, and how many reasons there are to look for it in journals; one row.
  'CREATE TABLE forgetting (begun TEXT NOT NULL, done TEXT NOT NULL, purge INTEGER NOT NULL)',
  "INSERT INTO forgetting VALUES ('', '', 0)",
  // What the latest event says of the pause of all windows; one row.
  'CREATE TABLE pause (pause_order TEXT NOT NULL, paused INTEGER NOT NULL, begun REAL NOT NULL, until REAL)',
  "INSERT INTO pause VALUES ('', 0, 0, NULL)",
  'CREATE TABLE journal (name TEXT PRIMARY KEY, bytes INTEGER NOT NULL, damaged INTEGER NOT NULL) WITHOUT ROWID',
  `CREATE TABLE session (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
    events INTEGER NOT NULL, seen TEXT NOT NULL, forgotten TEXT NOT NULL
  )`,
  'CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)',
  'CREATE TABLE file (id INTEGER PRIMARY KEY, uri TEXT NOT NULL, folder TEXT NOT NULL, UNIQUE (uri, folder))',
  `CREATE TABLE acceptance (
    session INTEGER NOT NULL, n INTEGER NOT NULL,
    file INTEGER, h REAL, t REAL, utc_offset INTEGER,
    language INTEGER, origin INTEGER, confidence INTEGER, signal INTEGER, provider INTEGER,
    places_order TEXT, line INTEGER, lines INTEGER, characters INTEGER,
    state_order TEXT, state TEXT,
    upgraded_order TEXT, upgraded_confidence INTEGER, upgraded_signal INTEGER, upgraded_provider INTEGER,
    corrected_order TEXT, corrected TEXT,
    kept_30s REAL, kept_2min REAL, kept_5min REAL, kept_10min REAL, kept_15min REAL, kept_commit REAL,
    PRIMARY KEY (session, n)
  ) WITHOUT ROWID`,
  // Characters that edits brought which were no acceptances: a row a local day and origin.
  'CREATE TABLE arrived (day INTEGER NOT NULL, origin TEXT NOT NULL, characters INTEGER NOT NULL, PRIMARY KEY (day, origin)) WITHOUT ROWID',
  // Names of lines with their authors, as `packedLines.ts` packs them: a row a file and key, `oldest` is the order of its oldest event.
  `CREATE TABLE provenance (
    file INTEGER NOT NULL, key INTEGER NOT NULL, names INTEGER NOT NULL, oldest BLOB NOT NULL, lines BLOB NOT NULL,
    UNIQUE (file, key)
  )`,
  'CREATE INDEX provenance_oldest ON provenance (oldest, names)',
  'CREATE INDEX acceptance_time ON acceptance (t)',
  'CREATE INDEX acceptance_file ON acceptance (file)',
] as const;
