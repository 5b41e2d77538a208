-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: statistics_events
-- In the order in which they are stored: the index by subject would lead to every row alone. Of an
-- answer its grade, time and whether it was given in a quiz, of an imported one the interval that it
-- led to; the payload of what else moves a schedule, where it holds an interval, a day or a shift.
SELECT subject, kind, utc_ms, offset_minutes, study_day, id,
       CASE WHEN kind IN ('review', 'review-imported', 'drill', 'prediction', 'quiz', 'cram')
                 AND json_valid(payload) THEN payload ->> 'grade' END,
       CASE WHEN kind = 'review' AND json_valid(payload) THEN payload ->> 'ms' END,
       kind = 'review' AND instr(payload, '"quiz"') > 0,
       CASE WHEN kind = 'review-imported' AND json_valid(payload) THEN payload ->> 'interval'
            WHEN kind = 'due' OR (kind = 'review' AND instr(payload, '"shift"') > 0)
                 OR (kind IN ('card-created', 'details-changed')
                     AND instr(payload, '"interval"') > 0) THEN payload END
FROM event
WHERE kind IN ('review', 'review-imported', 'drill', 'prediction', 'quiz', 'cram', 'reset', 'due',
               'card-created', 'details-changed')
    AND id NOT IN (SELECT event FROM undone)

-- name: statistics_cards
SELECT id, coalesce(topic, ''), pattern, state,
       reviewed, repetitions, interval_days, ease_hundredths, stability, difficulty, passed, lapses,
       last_review, due, last_grade, last_seen
FROM card

-- name: statistics_days
SELECT day, answers, active_ms FROM day WHERE answers > 0 OR active_ms > 0
