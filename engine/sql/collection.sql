-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: begin
BEGIN IMMEDIATE

-- name: commit
COMMIT

-- name: local_get
SELECT value FROM local WHERE name = ?1

-- name: local_put_once
INSERT INTO local (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING

-- name: local_put
INSERT INTO local (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value

-- name: setting_value_on
-- What was decided last. Ids of one device rise even where its clock went back, so that a decision
-- made while it was ahead does not come back when its day arrives.
SELECT value FROM setting WHERE name = ?1 AND from_day <= ?2 ORDER BY event DESC LIMIT 1

-- name: setting_goal_after
SELECT min(from_day) FROM setting
WHERE name IN ('goal-answers', 'goal-minutes', 'goal-words', 'goal-all-due') AND from_day > ?1

-- name: event_add
INSERT INTO event (id, device, kind, subject, utc_ms, offset_minutes, zone, study_day, payload)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)

-- name: event_add_once
INSERT INTO event (id, device, kind, subject, utc_ms, offset_minutes, zone, study_day, payload)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING

-- name: event_last_of_device
SELECT id FROM event WHERE device = ?1 ORDER BY sequence DESC LIMIT 1

-- name: event_count
SELECT max(sequence) FROM event

-- name: event_subjects
SELECT subject FROM event

-- name: event_later_of_subject
SELECT 1 FROM event WHERE subject = ?1 AND utc_ms >= ?2 AND (utc_ms > ?2 OR id > ?3) LIMIT 1

-- name: event_of_subject
SELECT id, device, kind, subject, utc_ms, offset_minutes, zone, study_day, payload FROM event
WHERE subject = ?1 AND id NOT IN (SELECT event FROM undone) ORDER BY utc_ms, id

-- name: event_of_day
SELECT id, device, kind, subject, utc_ms, offset_minutes, zone, study_day, payload FROM event
WHERE study_day = ?1
    AND kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'rest', 'file-read', 'sprint', 'cram')
    AND id NOT IN (SELECT event FROM undone)

-- name: event_review_times
SELECT utc_ms FROM event WHERE subject = ?1 AND kind IN ('review', 'review-imported')
ORDER BY utc_ms, id

-- name: event_reviews
SELECT kind, utc_ms, study_day, payload FROM event
WHERE subject = ?1 AND kind IN ('review', 'review-imported')
    AND id NOT IN (SELECT event FROM undone)
ORDER BY utc_ms, id

-- name: event_key
-- What the card is called in the deck that it came from.
SELECT payload ->> 'key' FROM event
WHERE subject = ?1 AND kind = 'card-created' AND payload ->> 'key' IS NOT NULL
ORDER BY utc_ms, id LIMIT 1

-- name: event_media
SELECT payload ->> 'media' FROM event
WHERE subject = ?1 AND kind IN ('card-created', 'text-changed')
ORDER BY utc_ms DESC, id DESC LIMIT 1

-- name: event_zone
SELECT zone FROM event
WHERE study_day = ?1 AND utc_ms = ?2 AND offset_minutes = ?3
    AND kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'rest', 'file-read', 'sprint', 'cram')
    AND kind <> 'rest' AND id NOT IN (SELECT event FROM undone)
ORDER BY zone LIMIT 1

-- name: event_of_others
-- Two ranges of the index: a device that is alone reads none of it.
SELECT EXISTS (SELECT 1 FROM event WHERE device < ?1
    AND kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'file-read', 'sprint', 'cram'))
    OR EXISTS (SELECT 1 FROM event WHERE device > ?1
    AND kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'file-read', 'sprint', 'cram'))

-- name: event_next_day_of_device
SELECT study_day FROM event
WHERE device = ?1 AND study_day > ?2
    AND kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'file-read', 'sprint', 'cram')
ORDER BY study_day LIMIT 1

-- name: event_first_of_day_of_device
-- One search for each kind, however many events the day has.
SELECT min((SELECT min(sequence) FROM event
            WHERE device = ?1 AND study_day = ?2 AND kind = kinds.column1
    AND kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'file-read', 'sprint', 'cram')))
FROM (VALUES ('review'), ('drill'), ('prediction'), ('quiz'), ('day-opened'), ('file-read'),
             ('sprint'), ('cram')) AS kinds

-- name: event_of_day_since
SELECT 1 FROM event
WHERE study_day = ?1 AND sequence >= ?3 AND device <> ?2
    AND kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'rest', 'file-read', 'sprint', 'cram')
    AND kind <> 'rest'
LIMIT 1

-- name: event_of_day_in_time
-- What was stored before, and what this device did later.
SELECT id, device, kind, subject, utc_ms, offset_minutes, zone, study_day, payload FROM event
WHERE study_day = ?1 AND sequence < ?3
    AND kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'rest', 'file-read', 'sprint', 'cram')
    AND id NOT IN (SELECT event FROM undone)
UNION ALL
SELECT id, device, kind, subject, utc_ms, offset_minutes, zone, study_day, payload FROM event
WHERE device = ?2 AND study_day = ?1 AND sequence >= ?3
    AND kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'file-read', 'sprint', 'cram')
    AND id NOT IN (SELECT event FROM undone)

-- name: day_answers
-- A review made of a quiz answer is that answer.
SELECT e.kind = 'quiz', CASE e.kind WHEN 'quiz' THEN e.payload ->> 'kind' WHEN 'review' THEN 'card'
           WHEN 'drill' THEN 'drill' ELSE 'simulation' END,
       CASE e.kind WHEN 'quiz' THEN e.payload ->> 'subject' ELSE e.subject END,
       CASE e.kind WHEN 'quiz' THEN e.payload ->> 'prompt' ELSE c.front END,
       e.utc_ms, e.offset_minutes, e.payload ->> 'ms', e.payload ->> 'grade',
       e.payload ->> 'typed', e.device <> ?2
FROM event e LEFT JOIN card c ON c.id = e.subject
WHERE e.study_day = ?1
    AND e.kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'rest', 'file-read', 'sprint', 'cram')
    AND e.kind IN ('review', 'drill', 'prediction', 'quiz') AND json_valid(e.payload)
    AND e.payload ->> 'quiz' IS NULL
    AND e.id NOT IN (SELECT event FROM undone)
ORDER BY e.utc_ms, e.id

-- name: day_sprints
SELECT count(*) FROM sprint WHERE day = ?1

-- name: day_crams
SELECT count(*) FROM event
WHERE study_day = ?1
    AND kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'rest', 'file-read', 'sprint', 'cram')
    AND kind = 'cram' AND id NOT IN (SELECT event FROM undone)

-- name: event_all_settings
SELECT id, device, kind, subject, utc_ms, offset_minutes, zone, study_day, payload FROM event
WHERE subject >= 'setting/' AND subject < 'setting0'
    AND id NOT IN (SELECT event FROM undone) ORDER BY subject, utc_ms, id

-- name: event_all_others
SELECT id, device, kind, subject, utc_ms, offset_minutes, zone, study_day, payload FROM event
WHERE NOT (subject >= 'setting/' AND subject < 'setting0')
    AND id NOT IN (SELECT event FROM undone) ORDER BY subject, utc_ms, id

-- name: event_undoings
SELECT payload FROM event WHERE kind = 'undo'

-- name: event_of_schedules
-- In the order in which they were stored, which is that of the table.
SELECT kind, subject, utc_ms, study_day, payload FROM event NOT INDEXED
WHERE kind IN ('review', 'review-imported', 'due', 'reset', 'card-created', 'details-changed',
               'drill', 'prediction', 'credit')
    AND id NOT IN (SELECT event FROM undone)
ORDER BY sequence

-- name: event_of_schedule
SELECT kind, subject, utc_ms, study_day, payload FROM event
WHERE subject = ?1 AND kind IN ('review', 'review-imported', 'due', 'reset', 'card-created',
                                'details-changed')
    AND id NOT IN (SELECT event FROM undone)
ORDER BY utc_ms, id

-- name: event_by_id
SELECT id, device, kind, subject, utc_ms, offset_minutes, zone, study_day, payload FROM event
WHERE id = ?1

-- name: event_newest_undoable
SELECT id, device, kind, subject, utc_ms, offset_minutes, zone, study_day, payload FROM event
WHERE kind IN ('review', 'drill', 'prediction', 'accept', 'reject', 'edit', 'suspend', 'unsuspend',
               'bury', 'reset', 'due', 'rest', 'cram')
    AND id NOT IN (SELECT event FROM undone)
ORDER BY sequence DESC LIMIT 1

-- name: event_credits_since
SELECT id, device, kind, subject, utc_ms, offset_minutes, zone, study_day, payload FROM event
WHERE sequence > (SELECT sequence FROM event WHERE id = ?1)
    AND kind = 'credit' AND id NOT IN (SELECT event FROM undone)
ORDER BY sequence

-- name: undone_add
INSERT INTO undone (event) VALUES (?1) ON CONFLICT DO NOTHING

-- name: setting_add
INSERT OR REPLACE INTO setting (name, from_day, utc_ms, event, value) VALUES (?1, ?2, ?3, ?4, ?5)

-- name: setting_clear
DELETE FROM setting WHERE name = ?1

-- name: source_get
SELECT tags, registered FROM source WHERE path = ?1

-- name: source_known
SELECT count(*) FROM source WHERE path = ?1

-- name: source_put
INSERT OR REPLACE INTO source (path, tags, registered) VALUES (?1, ?2, ?3)

-- name: source_remove
DELETE FROM source WHERE path = ?1

-- name: source_all
SELECT path, tags, registered FROM source ORDER BY path

-- name: rest_day_add
INSERT INTO rest_day (day) VALUES (?1) ON CONFLICT DO NOTHING

-- name: rest_day_remove
DELETE FROM rest_day WHERE day = ?1

-- name: rest_day_get
SELECT 1 FROM rest_day WHERE day = ?1

-- name: rest_day_all
SELECT day FROM rest_day ORDER BY day

-- name: declared_day_last
SELECT max(number) FROM declared_day

-- name: declared_day_all
SELECT DISTINCT number FROM declared_day ORDER BY number

-- name: day_get
SELECT day, answers, active_ms, due_at_open, opened_ms, opened_id, journal_words,
       first_ms, first_offset, last_ms, last_offset
FROM day WHERE day = ?1

-- name: day_all
SELECT day, answers, active_ms, due_at_open, opened_ms, opened_id, journal_words,
       first_ms, first_offset, last_ms, last_offset
FROM day ORDER BY day

-- name: day_put
INSERT OR REPLACE INTO day (day, answers, active_ms, due_at_open, opened_ms, opened_id,
                            journal_words, first_ms, first_offset, last_ms, last_offset)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)

-- name: day_remove
DELETE FROM day WHERE day = ?1

-- name: skill_get
SELECT rating, answers, reviewed, repetitions, interval_days, ease_hundredths, stability,
       difficulty, passed, lapses, last_review, due, last_grade, last_seen
FROM skill WHERE subject = ?1

-- name: skill_put
INSERT OR REPLACE INTO skill (subject, rating, answers, reviewed, repetitions, interval_days,
    ease_hundredths, stability, difficulty, passed, lapses, last_review, due, last_grade, last_seen)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)

-- name: skill_remove
DELETE FROM skill WHERE subject = ?1

-- name: integrity_bad
SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'

-- name: integrity_list
SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok' LIMIT 50

-- name: answer_times
SELECT payload ->> 'ms' FROM event
WHERE subject = ?1 AND kind IN ('review', 'drill', 'prediction')
    AND payload ->> 'verdict' = 'correct' AND id NOT IN (SELECT event FROM undone)
ORDER BY payload ->> 'ms'

-- name: skill_introduced
SELECT count(DISTINCT subject) FROM event AS now
WHERE study_day = ?1 AND kind = 'drill' AND id NOT IN (SELECT event FROM undone)
    AND kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'rest', 'file-read', 'sprint', 'cram')
    AND NOT EXISTS (SELECT 1 FROM event AS before
                    WHERE before.subject = now.subject AND before.kind = 'drill'
                        AND before.study_day < ?1 AND before.id NOT IN (SELECT event FROM undone))

-- name: drill_answers
SELECT substr(subject, 7), study_day, payload ->> 'grade', payload ->> 'ms' FROM event
WHERE subject >= 'drill/' AND subject < 'drill0' AND kind = 'drill' AND json_valid(payload)
    AND id NOT IN (SELECT event FROM undone)
ORDER BY subject, utc_ms, id
