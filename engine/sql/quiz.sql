-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: quiz_put
INSERT OR REPLACE INTO quiz (id, device, started_ms, study_day, topic, items, ended_ms, reason,
                             reviewed)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)

-- name: quiz_remove
DELETE FROM quiz WHERE id = ?1

-- name: quiz_answer_add
INSERT INTO quiz_answer (quiz, number, event, form, topic, correct, ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING

-- name: quiz_answer_clear
DELETE FROM quiz_answer WHERE quiz = ?1

-- name: quiz_open
SELECT id FROM quiz WHERE ended_ms IS NULL AND device = ?1 ORDER BY started_ms DESC, id DESC LIMIT 1

-- name: quiz_get
SELECT started_ms, study_day, ended_ms, reason, reviewed FROM quiz WHERE id = ?1

-- name: quiz_questions
SELECT payload FROM event WHERE subject = ?1 AND kind = 'quiz-started' ORDER BY utc_ms, id LIMIT 1

-- name: quiz_answers
SELECT a.number, e.payload FROM quiz_answer a JOIN event e ON e.id = a.event
WHERE a.quiz = ?1 ORDER BY a.number

-- name: quiz_answered
SELECT count(*) FROM quiz_answer WHERE quiz = ?1 AND number = ?2

-- name: quiz_answer_event
SELECT event FROM quiz_answer WHERE quiz = ?1 AND number = ?2

-- name: quiz_review_event
SELECT id FROM event
WHERE subject = ?1 AND kind IN ('review', 'drill', 'prediction') AND json_valid(payload)
    AND payload ->> 'quiz' = ?2 AND id NOT IN (SELECT event FROM undone)
ORDER BY sequence DESC LIMIT 1

-- name: quiz_list
SELECT q.id, q.started_ms, q.study_day, q.topic, q.items, q.ended_ms, q.reason, q.reviewed,
       count(a.number), coalesce(sum(a.correct), 0), coalesce(sum(a.ms), 0)
FROM quiz q LEFT JOIN quiz_answer a ON a.quiz = q.id
GROUP BY q.id ORDER BY q.started_ms DESC, q.id DESC

-- name: quiz_topics
SELECT coalesce(topic, ''), count(*), sum(correct) FROM quiz_answer
GROUP BY 1 ORDER BY 2 DESC, 1

-- name: quiz_results
SELECT e.id, e.device, e.kind, e.subject, e.utc_ms, e.offset_minutes, e.zone, e.study_day,
       e.payload
FROM quiz_answer a JOIN event e ON e.id = a.event ORDER BY e.utc_ms, e.id

-- name: quiz_pool
SELECT id, kind, pattern, coalesce(topic, ''), day, coalesce(sibling, ''), front, back,
       last_seen IS NOT NULL OR reviewed, coalesce(simulation, '')
FROM card WHERE state = 1 AND (buried_until IS NULL OR buried_until <= ?1) ORDER BY id

-- name: quiz_groups
SELECT coalesce(topic, ''), day, count(*), sum(last_seen IS NOT NULL OR reviewed) FROM card
WHERE state = 1 AND (buried_until IS NULL OR buried_until <= ?1)
GROUP BY 1, 2 ORDER BY 1 COLLATE NOCASE, 1, 2
