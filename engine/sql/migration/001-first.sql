-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Truth: `event`. Local facts of this machine, neither truth nor derived: `local`, `file_stamp`.
-- Everything else is derived from `event` by folding and can be rebuilt (doctor --repair).

CREATE TABLE event (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    device TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_minutes INTEGER NOT NULL,
    zone TEXT NOT NULL,
    study_day INTEGER NOT NULL,
    payload TEXT NOT NULL
) STRICT;
CREATE INDEX event_subject ON event (subject, utc_ms);
CREATE INDEX event_day ON event (study_day)
    WHERE kind IN ('review', 'drill', 'prediction', 'day-opened', 'rest', 'file-read');
CREATE TRIGGER event_keeps BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

CREATE TABLE local (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE file_stamp (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    version INTEGER NOT NULL,
    cards INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE undone (event TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- decision: 0 none, 1 accepted, 2 rejected. Days are day numbers; NULL: none.
CREATE TABLE card (
    id TEXT NOT NULL UNIQUE,
    created TEXT NOT NULL,
    kind TEXT NOT NULL,
    front TEXT NOT NULL,
    back TEXT NOT NULL,
    pattern TEXT NOT NULL,
    confidence REAL NOT NULL,
    passage TEXT,
    reason TEXT,
    text_hash INTEGER NOT NULL,
    topic TEXT,
    day INTEGER NOT NULL,
    tags TEXT NOT NULL,
    simulation TEXT,
    held TEXT,
    proposed INTEGER NOT NULL,
    decision INTEGER NOT NULL DEFAULT 0,
    reject_reason TEXT,
    suspended INTEGER NOT NULL DEFAULT 0,
    edited INTEGER NOT NULL DEFAULT 0,
    buried_until INTEGER,
    reviewed INTEGER NOT NULL DEFAULT 0,
    repetitions INTEGER NOT NULL DEFAULT 0,
    interval_days INTEGER NOT NULL DEFAULT 0,
    ease_hundredths INTEGER NOT NULL DEFAULT 250,
    stability REAL,
    difficulty REAL,
    passed INTEGER NOT NULL DEFAULT 0,
    lapses INTEGER NOT NULL DEFAULT 0,
    last_review INTEGER,
    due INTEGER,
    last_grade INTEGER NOT NULL DEFAULT -1,
    last_seen INTEGER,
    first_day INTEGER,
    source_count INTEGER NOT NULL DEFAULT 0,
    source_file TEXT,
    source_line INTEGER,
    sibling TEXT,
    state INTEGER NOT NULL GENERATED ALWAYS AS (
        CASE
            WHEN decision = 2 THEN 4
            WHEN source_count = 0 THEN 3
            WHEN suspended THEN 2
            WHEN decision = 1 THEN 1
            WHEN held IS NOT NULL OR proposed THEN 0
            ELSE 1
        END) VIRTUAL
) STRICT;
CREATE INDEX card_text ON card (text_hash);
CREATE INDEX card_other ON card (state, held) WHERE state <> 1;
CREATE INDEX card_due ON card (due, buried_until) WHERE state = 1 AND reviewed = 1;
CREATE INDEX card_stake ON card (interval_days, due, id) WHERE state = 1 AND reviewed = 1;
CREATE INDEX card_new ON card (created) WHERE state = 1 AND reviewed = 0;
CREATE INDEX card_seen ON card (last_seen) WHERE last_seen IS NOT NULL;
CREATE INDEX card_first ON card (first_day) WHERE first_day IS NOT NULL;

CREATE TABLE card_source (
    file TEXT NOT NULL,
    place INTEGER NOT NULL,
    card TEXT NOT NULL,
    line INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    heading TEXT NOT NULL,
    sibling INTEGER NOT NULL,
    PRIMARY KEY (file, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX card_source_card ON card_source (card);

CREATE TABLE note_file (
    path TEXT PRIMARY KEY,
    payload_hash INTEGER NOT NULL,
    words INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE remark (
    file TEXT NOT NULL,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    line INTEGER NOT NULL,
    text TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (file, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE simulation_link (
    file TEXT NOT NULL,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    parameters TEXT NOT NULL,
    line INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    PRIMARY KEY (file, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE declared_day (
    file TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (file, number)
) STRICT, WITHOUT ROWID;
-- Entries of goals, and (without a name) how many the text promises.
CREATE TABLE goal (
    file TEXT NOT NULL,
    place INTEGER NOT NULL,
    goal TEXT NOT NULL,
    name TEXT,
    status INTEGER NOT NULL,
    target INTEGER,
    line INTEGER NOT NULL,
    text TEXT,
    PRIMARY KEY (file, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE source (
    path TEXT PRIMARY KEY,
    tags TEXT NOT NULL,
    registered INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Skills of drills and questions of simulations.
CREATE TABLE skill (
    subject TEXT PRIMARY KEY,
    rating REAL NOT NULL,
    answers INTEGER NOT NULL,
    reviewed INTEGER NOT NULL,
    repetitions INTEGER NOT NULL,
    interval_days INTEGER NOT NULL,
    ease_hundredths INTEGER NOT NULL,
    stability REAL,
    difficulty REAL,
    passed INTEGER NOT NULL,
    lapses INTEGER NOT NULL,
    last_review INTEGER,
    due INTEGER,
    last_grade INTEGER NOT NULL,
    last_seen INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE day (
    day INTEGER PRIMARY KEY,
    answers INTEGER NOT NULL,
    active_ms INTEGER NOT NULL,
    due_at_open INTEGER NOT NULL,
    opened_ms INTEGER NOT NULL,
    opened_id TEXT NOT NULL,
    journal_words INTEGER NOT NULL,
    first_ms INTEGER NOT NULL,
    first_offset INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    last_offset INTEGER NOT NULL
) STRICT;
CREATE TABLE rest_day (day INTEGER PRIMARY KEY) STRICT;

CREATE TABLE setting (
    name TEXT NOT NULL,
    from_day INTEGER NOT NULL,
    utc_ms INTEGER NOT NULL,
    event TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name, from_day, utc_ms, event)
) STRICT, WITHOUT ROWID;
