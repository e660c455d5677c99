-- A database of version 5, as its users have it on disk. Never change it.
  -- One act of AI writing.
  CREATE TABLE origin (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    channel    TEXT NOT NULL CHECK (channel IN
                 ('inlineAccept', 'chatEdit', 'agentSession', 'gitNote', 'agentTrace', 'declared')),
    tool       TEXT,
    confidence TEXT NOT NULL CHECK (confidence IN ('reported', 'observed', 'likely', 'declared')),
    at_ms      INTEGER NOT NULL
  ) STRICT;

  -- A file that has, or once had, tracked lines. text_hash names the snapshot of its present text.
  CREATE TABLE file (
    id                 INTEGER PRIMARY KEY,
    uri                TEXT NOT NULL UNIQUE,
    text_hash          TEXT NOT NULL,
    unread_lines       INTEGER NOT NULL CHECK (unread_lines >= 0),
    unread_cost_tenths INTEGER NOT NULL CHECK (unread_cost_tenths >= 0),
    present            INTEGER NOT NULL CHECK (present IN (0, 1)),
    disk_mtime_ms      REAL,
    disk_size          INTEGER,
    seen_at_ms         INTEGER NOT NULL
  ) STRICT;

  -- A text the file has had. line_hashes: one 64-bit float a line, little endian. Last, so that the rest of the row
  -- can be read and changed without its pages.
  CREATE TABLE snapshot (
    id          INTEGER PRIMARY KEY,
    file_id     INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
    text_hash   TEXT NOT NULL,
    line_count  INTEGER NOT NULL CHECK (line_count >= 0),
    used_at_ms  INTEGER NOT NULL,
    line_hashes BLOB NOT NULL CHECK (length(line_hashes) = 8 * line_count),
    UNIQUE (file_id, text_hash)
  ) STRICT;

  -- Adjacent lines of one origin and one state in that text, with what settled them.
  CREATE TABLE span (
    snapshot_id   INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    start_line    INTEGER NOT NULL CHECK (start_line >= 0),
    end_line      INTEGER NOT NULL CHECK (end_line > start_line),
    origin        INTEGER NOT NULL REFERENCES origin (number),
    state         TEXT NOT NULL CHECK (state IN ('unread', 'read', 'edited', 'marked', 'dismissed')),
    settled_at_ms INTEGER CHECK ((settled_at_ms IS NULL) = (state = 'unread')),
    attended_ms   REAL CHECK ((attended_ms IS NOT NULL) = (state = 'read')),
    scope         TEXT CHECK ((scope IS NOT NULL) = (state = 'marked')),
    reason        TEXT CHECK ((reason IS NOT NULL) = (state = 'dismissed')),
    PRIMARY KEY (snapshot_id, start_line)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX span_origin ON span (origin);

  -- How many lines of each kind a local day has seen. Undone work counts backwards.
  CREATE TABLE day_fact (
    day   TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    kind  TEXT NOT NULL CHECK (kind IN ('landed', 'read', 'edited', 'marked', 'dismissed', 'removedUnread')),
    lines INTEGER NOT NULL,
    PRIMARY KEY (day, kind)
  ) STRICT, WITHOUT ROWID;

  -- Work that one window does for all of them, until a moment.
  CREATE TABLE lease (
    name     TEXT PRIMARY KEY,
    holder   TEXT NOT NULL,
    until_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- How far each of an agent's records was read, for one set of workspace folders.
  CREATE TABLE agent_cursor (
    scope      TEXT NOT NULL,
    source     TEXT NOT NULL,
    file       TEXT NOT NULL,
    identity   TEXT NOT NULL,
    offset     INTEGER NOT NULL CHECK (offset >= 0),
    cwd        TEXT,
    read_at_ms INTEGER NOT NULL,
    PRIMARY KEY (scope, source, file)
  ) STRICT, WITHOUT ROWID;

  -- Acts of AI writing that agents' records told: copies of a record tell them again.
  CREATE TABLE act (
    id    TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX act_at ON act (at_ms);

  -- Texts that a change on disk left. They come back, as those of another branch do, so they are kept longer.
  CREATE TABLE left_text (
    snapshot_id INTEGER PRIMARY KEY REFERENCES snapshot (id) ON DELETE CASCADE,
    at_ms       INTEGER NOT NULL
  ) STRICT;

  -- Whether HEAD's commit holds a span's lines, and since when they were in a commit: both empty for lines that never were.
  ALTER TABLE span ADD COLUMN committed INTEGER CHECK (committed IN (0, 1));
  ALTER TABLE span ADD COLUMN committed_at_ms INTEGER CHECK ((committed_at_ms IS NULL) = (committed IS NULL));

  -- What showed that the person was at the lines they read.
  ALTER TABLE span ADD COLUMN engagement TEXT CHECK (engagement IS NULL OR
    (state = 'read' AND engagement IN ('caret', 'selection', 'hover', 'definition', 'breakpoint')));

  -- A checklist that was answered for some adjacent lines of a file. line_hashes are theirs, as in snapshot; note is the
  -- person's own words.
  CREATE TABLE checklist (
    id          INTEGER PRIMARY KEY,
    file_id     INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
    at_ms       INTEGER NOT NULL,
    note        TEXT,
    line_count  INTEGER NOT NULL CHECK (line_count >= 0),
    line_hashes BLOB NOT NULL CHECK (length(line_hashes) = 8 * line_count)
  ) STRICT;
  CREATE INDEX checklist_file ON checklist (file_id);

  -- What was said to each of its questions, by the question's id.
  CREATE TABLE checklist_answer (
    checklist_id INTEGER NOT NULL REFERENCES checklist (id) ON DELETE CASCADE,
    question     TEXT NOT NULL,
    verdict      TEXT NOT NULL CHECK (verdict IN ('holds', 'doesNotApply', 'unsure')),
    PRIMARY KEY (checklist_id, question)
  ) STRICT, WITHOUT ROWID;
INSERT INTO origin VALUES
  (1, '0b0e7c66-0000-4000-8000-000000000001', 'agentSession', 'Claude Code', 'reported', 1790000000000),
  (2, '0b0e7c66-0000-4000-8000-000000000002', 'inlineAccept', NULL, 'observed', 1790000100000);
INSERT INTO file VALUES (1, 'file:///w/a.ts', 'present', 2, 20, 1, 1790000000000.25, 321, 1790000300000);
INSERT INTO snapshot VALUES
  (1, 1, 'before', 1, 1790000000000, x'000000000000f03f'),
  (2, 1, 'present', 3, 1790000300000, x'000000000000f03f00000000000000400000000000000840');
INSERT INTO span VALUES
  (2, 0, 2, 1, 'unread', NULL, NULL, NULL, NULL, 1, 1790000300000, NULL),
  (2, 2, 3, 2, 'read', 1790000200000, 12345.5, NULL, NULL, NULL, NULL, 'hover');
INSERT INTO day_fact VALUES ('2026-11-22', 'landed', 3), ('2026-11-22', 'read', 1);
INSERT INTO agent_cursor VALUES ('w', 'claudeCode', '/home/dev/a.jsonl', '1:2', 300, '/w', 1790000300000);
INSERT INTO act VALUES ('claudeCode:call 1', 1790000300000);
INSERT INTO left_text VALUES (1, 1790000000000);
INSERT INTO checklist VALUES (1, 1, 4102444800000, 'asked in the channel', 1, x'000000000000f03f');
INSERT INTO checklist_answer VALUES (1, 'core.intent', 'holds'), (1, 'core.breakage', 'unsure');
PRAGMA user_version = 5;
