-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: review_log
-- What a memory went through: answers to cards, and what makes a card a new one. Of the schedules
-- that came from another program those without answers: what was learned there is not told.
SELECT subject, kind, study_day,
       CASE WHEN kind IN ('review', 'review-imported') AND json_valid(payload)
            THEN payload ->> 'grade' END
FROM event
WHERE (kind IN ('review', 'review-imported', 'reset')
       OR (kind IN ('card-created', 'details-changed') AND instr(payload, '"interval"') > 0
           AND json_valid(payload) AND payload ->> 'interval' >= 0
           AND coalesce(payload ->> 'history', 0) = 0))
    AND id NOT IN (SELECT event FROM undone)
ORDER BY utc_ms, id
