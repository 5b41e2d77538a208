-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Sprints, folded from their answers: one row a sprint ("arithmetic/0123456789abcdef"), and what
-- became of each fact in it. `began` is the id of its first event, by which sprints are in order;
-- `correct_ms` is the time of all right answers together.

CREATE TABLE sprint (
    name TEXT PRIMARY KEY,
    skill TEXT NOT NULL,
    day INTEGER NOT NULL,
    began TEXT NOT NULL,
    level INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    correct INTEGER NOT NULL,
    wrong INTEGER NOT NULL,
    passed INTEGER NOT NULL,
    finished INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sprint_skill ON sprint (skill, began);

CREATE TABLE sprint_fact (
    sprint TEXT NOT NULL,
    fact TEXT NOT NULL,
    asked INTEGER NOT NULL,
    missed INTEGER NOT NULL,
    correct INTEGER NOT NULL,
    correct_ms INTEGER NOT NULL,
    PRIMARY KEY (sprint, fact)
) STRICT, WITHOUT ROWID;

-- The time of sprints counts for their day.
DROP INDEX event_day;
CREATE INDEX event_day ON event (study_day)
    WHERE kind IN ('review', 'drill', 'prediction', 'day-opened', 'rest', 'file-read', 'sprint');
