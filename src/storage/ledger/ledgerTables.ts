/**
 * Grows with every change of the tables or of what is folded into them: the ledger is made anew then. So it does where the schema of
 * an event takes what it did not take before, since an earlier version has folded such events, and left that out.
 */
export const LEDGER_SCHEMA = 11;

/** What one share is kept in, so that it takes two bytes. */
export const KEPT_UNITS = 10_000;

/**
 * `seen` has the sequence numbers of a session that have been folded, and `forgotten` those of them that count for nothing
 * any more. `*_order` says which event set a value: the later one wins in whatever order they come, so that the ledger does
 * not depend on the order in which files are read. `upgraded_order` begins with how sure the evidence is, so that the surest
 * one wins, and of several the later one. Orders of lots, notes and commits are packed, as `packedLines.ts` has them.
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
  // Shares that were kept are in units of `KEPT_UNITS`: as fractions they would take a tenth of the ledger.
  `CREATE TABLE acceptance (
    session INTEGER NOT NULL, n INTEGER NOT NULL,
    file INTEGER, h REAL, t REAL, utc_offset INTEGER,
    language INTEGER, origin INTEGER, confidence INTEGER, signal INTEGER, provider INTEGER,
    places_order TEXT, line INTEGER, lines INTEGER, characters INTEGER,
    state_order TEXT, state TEXT,
    upgraded_order TEXT, upgraded_confidence INTEGER, upgraded_signal INTEGER, upgraded_provider INTEGER,
    corrected_order TEXT, corrected TEXT,
    kept_30s INTEGER, kept_2min INTEGER, kept_5min INTEGER, kept_10min INTEGER, kept_15min INTEGER, kept_commit INTEGER,
    PRIMARY KEY (session, n)
  ) WITHOUT ROWID`,
  // Characters that edits brought which were no acceptances: a row a local day and origin.
  'CREATE TABLE arrived (day INTEGER NOT NULL, origin TEXT NOT NULL, characters INTEGER NOT NULL, PRIMARY KEY (day, origin)) WITHOUT ROWID',
  // Names of lines with their authors, as `packedLines.ts` packs them: a row a file and key, `oldest` is the order of its oldest event.
  `CREATE TABLE provenance (
    file INTEGER NOT NULL, key INTEGER NOT NULL, names INTEGER NOT NULL, oldest BLOB NOT NULL, lines BLOB NOT NULL,
    UNIQUE (file, key)
  )`,
  // A row an event that records a lot, or is named as one that does: those of the same `content` are one lot. `content` is NULL
  // until that event has been read.
  `CREATE TABLE lot (
    session INTEGER NOT NULL, n INTEGER NOT NULL,
    content BLOB, lot_order BLOB, file INTEGER, t REAL, utc_offset INTEGER,
    lines INTEGER, probable INTEGER, line INTEGER, area INTEGER, class INTEGER, owes INTEGER,
    commit_order BLOB, commit_name BLOB, skip_order BLOB, reason INTEGER, explained INTEGER,
    PRIMARY KEY (session, n)
  ) WITHOUT ROWID`,
  'CREATE INDEX lot_content ON lot (content)',
  // Hashes of the names of a lot's lines, as `packedLines.ts` packs them.
  `CREATE TABLE lot_names (
    lot_order BLOB PRIMARY KEY, session INTEGER NOT NULL, n INTEGER NOT NULL,
    file INTEGER NOT NULL, key INTEGER NOT NULL, hashes BLOB NOT NULL
  ) WITHOUT ROWID`,
  'CREATE INDEX lot_names_file ON lot_names (file)',
  // `h` is NULL until the event that records the note has been read.
  `CREATE TABLE note (
    session INTEGER NOT NULL, n INTEGER NOT NULL,
    h REAL, t REAL, utc_offset INTEGER,
    rated_before INTEGER, question INTEGER, chose INTEGER, turned_down TEXT, pasted REAL, seconds INTEGER,
    text_order BLOB, text TEXT, edited REAL,
    after_order BLOB, rated_after INTEGER,
    changed_order BLOB, changed INTEGER,
    PRIMARY KEY (session, n)
  ) WITHOUT ROWID`,
  'CREATE INDEX note_time ON note (h)',
  `CREATE TABLE note_lot (
    session INTEGER NOT NULL, n INTEGER NOT NULL, lot_session INTEGER NOT NULL, lot_n INTEGER NOT NULL,
    PRIMARY KEY (session, n, lot_session, lot_n)
  ) WITHOUT ROWID`,
  // Where events are that changed the text of a note, or its rating: what it was before is in the journals alone.
  `CREATE TABLE note_edit (
    session INTEGER NOT NULL, n INTEGER NOT NULL, edit_session INTEGER NOT NULL, edit_n INTEGER NOT NULL,
    PRIMARY KEY (session, n, edit_session, edit_n)
  ) WITHOUT ROWID`,
  // `authored` is NULL of a commit of which only is known that another one replaces it.
  `CREATE TABLE landed (
    name BLOB NOT NULL, repository INTEGER NOT NULL,
    commit_order BLOB, authored REAL, utc_offset INTEGER, typed INTEGER, ai INTEGER, probable INTEGER, unseen INTEGER,
    replaced INTEGER,
    PRIMARY KEY (name, repository)
  ) WITHOUT ROWID`,
  `CREATE TABLE prompt (
    session INTEGER NOT NULL, n INTEGER NOT NULL,
    h REAL NOT NULL, t REAL NOT NULL, utc_offset INTEGER NOT NULL,
    kind INTEGER NOT NULL, asked INTEGER NOT NULL, outcome INTEGER NOT NULL, seconds INTEGER NOT NULL,
    PRIMARY KEY (session, n)
  ) WITHOUT ROWID`,
  `CREATE TABLE plan (
    session INTEGER NOT NULL, n INTEGER NOT NULL,
    h REAL NOT NULL, t REAL NOT NULL, utc_offset INTEGER NOT NULL,
    area INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (session, n)
  ) WITHOUT ROWID`,
  // What was said last of each block, of the freeze and of the export, as JSON.
  'CREATE TABLE task (id TEXT PRIMARY KEY, task_order TEXT NOT NULL, t REAL NOT NULL, utc_offset INTEGER NOT NULL, task TEXT NOT NULL) WITHOUT ROWID',
  'CREATE TABLE task_end (of_task TEXT PRIMARY KEY, end_order TEXT NOT NULL, t REAL NOT NULL, ended TEXT NOT NULL) WITHOUT ROWID',
  'CREATE TABLE block_plan (subject TEXT PRIMARY KEY, plan_order TEXT NOT NULL, t REAL NOT NULL, plan TEXT NOT NULL) WITHOUT ROWID',
  // What was said and seen of blocks that ran, as JSON.
  `CREATE TABLE block_run (
    session INTEGER NOT NULL, n INTEGER NOT NULL,
    h REAL NOT NULL, t REAL NOT NULL, utc_offset INTEGER NOT NULL,
    said TEXT NOT NULL,
    PRIMARY KEY (session, n)
  ) WITHOUT ROWID`,
  'CREATE INDEX provenance_oldest ON provenance (oldest, names)',
  'CREATE INDEX acceptance_time ON acceptance (t)',
  'CREATE INDEX acceptance_file ON acceptance (file)',
] as const;
