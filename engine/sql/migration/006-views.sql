-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- For people who open the file or a backup of it with a tool of their own: dates as dates, times as
-- RFC 3339, states in words, nothing that was undone. The program itself reads none of these.

-- Every answer: review (of a card), review-imported, drill, prediction, quiz.
CREATE VIEW view_answers AS
SELECT
    id AS event_id,
    strftime('%Y-%m-%dT%H:%M:%fZ', utc_ms / 1000.0, 'unixepoch') AS time_utc,
    offset_minutes AS utc_offset_min,
    date(study_day * 86400, 'unixepoch') AS study_day,
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
WHERE kind IN ('review', 'review-imported', 'drill', 'prediction', 'quiz')
    AND id NOT IN (SELECT event FROM undone);

-- Every card with its schedule; the days are empty before the first review.
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
    CASE WHEN reviewed THEN ease_hundredths / 100.0 END AS ease,
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
    CASE WHEN reviewed THEN ease_hundredths / 100.0 END AS ease,
    CASE WHEN reviewed THEN date(last_review * 86400, 'unixepoch') END AS last_review,
    CASE WHEN reviewed THEN date(due * 86400, 'unixepoch') END AS due
FROM skill;

-- Study days on which something happened. due_at_open: reviews due and new cards allowed when the
-- day was first opened, empty where it was not.
CREATE VIEW view_days AS
SELECT
    date(day * 86400, 'unixepoch') AS study_day,
    answers,
    active_ms / 60000.0 AS minutes,
    CASE WHEN due_at_open >= 0 THEN due_at_open END AS due_at_open,
    journal_words
FROM day;

-- Quizzes with how many of their questions were answered, and right.
CREATE VIEW view_quizzes AS
SELECT
    quiz.id,
    strftime('%Y-%m-%dT%H:%M:%fZ', started_ms / 1000.0, 'unixepoch') AS started_utc,
    date(study_day * 86400, 'unixepoch') AS study_day,
    quiz.topic,
    items AS questions,
    (SELECT count(*) FROM quiz_answer WHERE quiz_answer.quiz = quiz.id) AS answered,
    (SELECT count(*) FROM quiz_answer WHERE quiz_answer.quiz = quiz.id AND correct) AS "right",
    reason AS ended
FROM quiz;
