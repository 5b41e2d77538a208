-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: sprint_add
INSERT INTO sprint (name, skill, day, began, level, seconds, correct, wrong, passed, finished)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (name) DO UPDATE SET
    day = min(day, excluded.day), began = min(began, excluded.began),
    correct = correct + excluded.correct, wrong = wrong + excluded.wrong,
    passed = passed + excluded.passed, finished = max(finished, excluded.finished)

-- name: sprint_fact_add
INSERT INTO sprint_fact (sprint, fact, asked, missed, correct, correct_ms)
VALUES (?1, ?2, 1, ?3, ?4, ?5)
ON CONFLICT (sprint, fact) DO UPDATE SET
    asked = asked + 1, missed = missed + excluded.missed, correct = correct + excluded.correct,
    correct_ms = correct_ms + excluded.correct_ms

-- name: sprint_remove
DELETE FROM sprint WHERE name = ?1

-- name: sprint_facts_remove
DELETE FROM sprint_fact WHERE sprint = ?1

-- name: sprint_all
SELECT name, day, level, seconds, correct, wrong, passed, finished FROM sprint
WHERE skill = ?1 ORDER BY began DESC, name DESC

-- name: sprint_facts_lately
SELECT f.fact, f.asked, f.missed, f.correct, f.correct_ms
FROM (SELECT name, began FROM sprint WHERE skill = ?1 AND level = ?2
      ORDER BY began DESC, name DESC LIMIT ?3) s
JOIN sprint_fact f ON f.sprint = s.name
ORDER BY f.fact, s.began, s.name
