-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: record_events
-- Answers, and what else moves a schedule. Of most cards it is enough to know that they were made.
SELECT id, device, kind, subject, utc_ms, offset_minutes, zone, study_day,
       CASE WHEN kind <> 'card-created' OR NOT json_valid(payload)
                 OR payload ->> 'interval' IS NOT NULL
            THEN payload ELSE '{}' END
FROM event
WHERE kind IN ('review', 'review-imported', 'drill', 'prediction', 'quiz', 'credit', 'reset', 'due',
               'card-created', 'details-changed')
    AND id NOT IN (SELECT event FROM undone)
ORDER BY utc_ms, id

-- name: record_event_count
SELECT count(*) FROM event
WHERE kind IN ('review', 'review-imported', 'drill', 'prediction', 'quiz', 'credit', 'reset', 'due',
               'card-created', 'details-changed')

-- name: record_card_text
SELECT front, back, topic FROM card WHERE id = ?1

-- name: record_days
SELECT day FROM day ORDER BY day
