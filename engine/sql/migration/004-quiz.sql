-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Quizzes and how each of their questions was answered; the questions are in the events.

CREATE TABLE quiz (
    id TEXT PRIMARY KEY,
    device TEXT NOT NULL,
    started_ms INTEGER NOT NULL,
    study_day INTEGER NOT NULL,
    topic TEXT,
    items INTEGER NOT NULL,
    ended_ms INTEGER,
    reason TEXT,
    reviewed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX quiz_started ON quiz (started_ms);

CREATE TABLE quiz_answer (
    quiz TEXT NOT NULL,
    number INTEGER NOT NULL,
    event TEXT NOT NULL,
    form TEXT NOT NULL,
    topic TEXT,
    correct INTEGER NOT NULL,
    ms INTEGER NOT NULL,
    PRIMARY KEY (quiz, number)
) STRICT, WITHOUT ROWID;

-- Answers of a quiz count for their day.
DROP INDEX event_day;
CREATE INDEX event_day ON event (study_day)
    WHERE kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'rest', 'file-read', 'sprint');
