-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Notes lie on several devices, some of them under the same path: whose reading a row comes from.

ALTER TABLE card_source ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE note_file ADD COLUMN device TEXT NOT NULL DEFAULT '';
UPDATE note_file SET device = coalesce(
    (SELECT device FROM event WHERE subject = 'file/' || path AND kind = 'file-read'
     ORDER BY utc_ms DESC, id DESC LIMIT 1), '');
UPDATE card_source SET device = coalesce((SELECT device FROM note_file WHERE path = file), '');

-- The queue of a day: for each interval its cards by the day they were due, those of one day by how
-- much is at stake, so that only the first of them need be read.
DROP INDEX card_stake;
CREATE INDEX card_stake ON card (interval_days, due, stability, last_review, id)
    WHERE state = 1 AND reviewed = 1;

-- Practice that changes no schedule takes time, which counts for its day.
DROP INDEX event_day;
CREATE INDEX event_day ON event (study_day)
    WHERE kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'rest', 'file-read', 'sprint', 'cram');
DROP INDEX event_device;
CREATE INDEX event_device ON event (device, study_day, kind)
    WHERE kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'file-read', 'sprint', 'cram');

-- For people who open the file with a tool of their own: what FSRS knows of a card, where it
-- schedules; the ease only where SM-2 does; practice that changed no schedule among the answers.
-- The program itself reads none of these.
DROP VIEW view_answers;
DROP VIEW view_cards;
DROP VIEW view_skills;

-- Every answer: review (of a card), review-imported, cram, drill, prediction, quiz.
CREATE VIEW view_answers AS
SELECT
    id AS event_id,
    strftime('%Y-%m-%dT%H:%M:%fZ', utc_ms / 1000.0, 'unixepoch') AS time_utc,
    offset_minutes AS utc_offset_min,
    date(study_day * 86400, 'unixepoch') AS study_day,
    device,
    kind,
    CASE kind
        WHEN 'drill' THEN substr(subject, 7)
        WHEN 'prediction' THEN substr(subject, 12)
        WHEN 'quiz' THEN payload ->> 'item_id'
        ELSE subject
    END AS item_id,
    payload ->> 'grade' AS grade,
    payload ->> 'ms' AS milliseconds,
    payload ->> 'typed' AS typed,
    payload ->> 'verdict' AS verdict,
    payload ->> 'misconception' AS misconception,
    payload ->> 'problem' AS problem,
    payload ->> 'level' AS level,
    coalesce(payload ->> 'hints', 0) AS hints,
    payload ->> 'distance' AS distance
FROM event
WHERE kind IN ('review', 'review-imported', 'cram', 'drill', 'prediction', 'quiz')
    AND id NOT IN (SELECT event FROM undone);

-- Every card with its schedule; it is empty before the first review.
CREATE VIEW view_cards AS
SELECT
    id,
    CASE state
        WHEN 0 THEN 'proposed'
        WHEN 1 THEN 'active'
        WHEN 2 THEN 'suspended'
        WHEN 3 THEN 'orphaned'
        ELSE 'rejected'
    END AS state,
    kind,
    front,
    back,
    pattern,
    confidence,
    topic,
    nullif(day, 0) AS journal_day,
    tags,
    source_file,
    source_line,
    CASE WHEN reviewed THEN repetitions END AS repetitions,
    CASE WHEN reviewed THEN interval_days END AS interval_days,
    CASE WHEN reviewed AND stability IS NULL THEN ease_hundredths / 100.0 END AS ease,
    stability,
    difficulty,
    CASE WHEN reviewed THEN lapses END AS lapses,
    CASE WHEN reviewed THEN date(last_review * 86400, 'unixepoch') END AS last_review,
    CASE WHEN reviewed THEN date(due * 86400, 'unixepoch') END AS due
FROM card;

-- Skills of drills and questions of simulations.
CREATE VIEW view_skills AS
SELECT
    substr(subject, 1, instr(subject, '/') - 1) AS kind,
    substr(subject, instr(subject, '/') + 1) AS name,
    rating,
    answers,
    CASE WHEN reviewed THEN interval_days END AS interval_days,
    CASE WHEN reviewed AND stability IS NULL THEN ease_hundredths / 100.0 END AS ease,
    stability,
    difficulty,
    CASE WHEN reviewed THEN date(last_review * 86400, 'unixepoch') END AS last_review,
    CASE WHEN reviewed THEN date(due * 86400, 'unixepoch') END AS due
FROM skill;
