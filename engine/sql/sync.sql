-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: sync_tables
-- What a run of sync touches: subjects with the first line that needs their card, days; and the
-- events that this device's own file holds.
CREATE TEMP TABLE IF NOT EXISTS sync_subject (
    subject TEXT PRIMARY KEY,
    needs_card INTEGER NOT NULL,
    file INTEGER NOT NULL,
    line INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS sync_day (day INTEGER PRIMARY KEY) STRICT;
CREATE TEMP TABLE IF NOT EXISTS sync_written (event TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
DELETE FROM sync_subject;
DELETE FROM sync_day;
DELETE FROM sync_written

-- name: sync_touch
INSERT INTO sync_subject (subject, needs_card, file, line) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO UPDATE SET needs_card = 1, file = excluded.file, line = excluded.line
WHERE needs_card = 0 AND excluded.needs_card = 1

-- name: sync_touch_day
INSERT INTO sync_day (day) VALUES (?1) ON CONFLICT DO NOTHING

-- name: sync_note_written
INSERT INTO sync_written (event) VALUES (?1) ON CONFLICT DO NOTHING

-- name: sync_settings
SELECT subject FROM sync_subject WHERE subject >= 'setting/' AND subject < 'setting0'
ORDER BY subject

-- name: sync_subjects
SELECT subject FROM sync_subject WHERE NOT (subject >= 'setting/' AND subject < 'setting0')
ORDER BY subject

-- name: sync_days
SELECT day FROM sync_day ORDER BY day

-- name: sync_is_touched
SELECT count(*) FROM sync_subject WHERE subject = ?1

-- name: sync_unknown
-- Cards that are spoken of and that no event makes.
SELECT subject, file, line, count(*) OVER () FROM sync_subject
WHERE needs_card AND NOT EXISTS (SELECT 1 FROM event WHERE event.subject = sync_subject.subject
                                 AND kind = 'card-created')
ORDER BY file, line LIMIT 1

-- name: sync_is_undone
SELECT count(*) FROM undone WHERE event = ?1

-- name: sync_replace
-- Without firing the trigger that keeps events: see the one place that uses it.
INSERT OR REPLACE INTO event (id, device, kind, subject, utc_ms, offset_minutes, zone, study_day,
                              payload)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)

-- name: sync_own_first
-- The first id among those still to be written.
SELECT min(id) FROM event
WHERE sequence > ?1 AND device = ?2 AND id NOT IN (SELECT event FROM sync_written)

-- name: sync_own_new
-- What other programs answered is written by the device that took it over: nothing that came now.
SELECT id, device, kind, subject, utc_ms, offset_minutes, zone, study_day, payload FROM event
WHERE sequence > ?1 AND (device = ?2 OR (device = 'imported' AND sequence <= ?3))
    AND id NOT IN (SELECT event FROM sync_written)
ORDER BY id

-- name: sync_own_all
SELECT id, device, kind, subject, utc_ms, offset_minutes, zone, study_day, payload FROM event
WHERE device = ?2 OR (device = 'imported' AND (sequence <= ?3
                                               OR id IN (SELECT event FROM sync_written)))
ORDER BY id
