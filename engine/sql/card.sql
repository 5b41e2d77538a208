-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: card_fold_get
SELECT created, decision, suspended, edited, buried_until, first_day,
       reviewed, repetitions, interval_days, ease_hundredths, stability, difficulty, passed, lapses,
       last_review, due, last_grade, last_seen
FROM card WHERE id = ?1

-- name: card_fold_add
INSERT INTO card (id, created, kind, front, back, pattern, confidence, passage, reason, text_hash,
    topic, day, tags, simulation, held, proposed, decision, reject_reason, suspended, edited,
    buried_until, first_day, reviewed, repetitions, interval_days, ease_hundredths, stability,
    difficulty, passed, lapses, last_review, due, last_grade, last_seen,
    source_count, source_file, source_line, sibling, held_by_file)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
    ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?15)

-- name: card_fold_first
SELECT file, line, sibling FROM card_source WHERE card = ?1 ORDER BY file, place

-- name: card_fold_put
UPDATE card SET created = ?2, decision = ?3, suspended = ?4, edited = ?5, buried_until = ?6,
    first_day = ?7, reviewed = ?8, repetitions = ?9, interval_days = ?10, ease_hundredths = ?11,
    stability = ?12, difficulty = ?13, passed = ?14, lapses = ?15, last_review = ?16, due = ?17,
    last_grade = ?18, last_seen = ?19,
    reject_reason = CASE WHEN ?3 = 2 THEN coalesce(?20, reject_reason) END
WHERE id = ?1

-- name: card_fold_schedule
UPDATE card SET first_day = ?2, reviewed = ?3, repetitions = ?4, interval_days = ?5,
    ease_hundredths = ?6, stability = ?7, difficulty = ?8, passed = ?9, lapses = ?10,
    last_review = ?11, due = ?12, last_grade = ?13, last_seen = ?14
WHERE id = ?1

-- name: card_fold_wording
UPDATE card SET front = ?2, back = ?3 WHERE id = ?1

-- name: card_fold_text
UPDATE card SET kind = ?2, pattern = ?3, confidence = ?4, passage = ?5, reason = ?6, text_hash = ?7
WHERE id = ?1

-- name: card_fold_details
UPDATE card SET topic = ?2, day = ?3, tags = ?4, simulation = ?5, held_by_file = ?6, proposed = ?7,
    held = coalesce(?6, CASE WHEN EXISTS (SELECT 1 FROM hold WHERE hold.card = ?1)
                        THEN 'conflict' END)
WHERE id = ?1

-- name: card_fold_sources
UPDATE card SET
    source_count = (SELECT count(*) FROM card_source WHERE card = ?1),
    (source_file, source_line, sibling) =
        (SELECT file, line, CASE WHEN sibling > 0 THEN file || '#' || sibling END
         FROM card_source WHERE card = ?1 ORDER BY file, line, place LIMIT 1)
WHERE id = ?1

-- name: card_fold_first_source
UPDATE card SET source_count = 1, source_file = ?2, source_line = ?3, sibling = ?4
WHERE id = ?1 AND source_count = 0

-- name: card_source_add
INSERT INTO card_source (file, place, card, line, end_line, heading, sibling, device)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- name: card_source_of_file
SELECT card FROM card_source WHERE file = ?1 ORDER BY place

-- name: card_source_cards
SELECT card FROM card_source

-- name: card_texts
SELECT text_hash FROM card

-- name: card_list_of_file
SELECT card, min(line) FROM card_source WHERE file = ?1 GROUP BY card

-- name: card_list_answered
SELECT id FROM card WHERE last_seen = ?1 ORDER BY id LIMIT ?2

-- name: card_source_clear
DELETE FROM card_source WHERE file = ?1

-- name: card_source_of_card
SELECT file, line, end_line, heading FROM card_source WHERE card = ?1 ORDER BY file, line, place

-- name: remark_clear
DELETE FROM remark WHERE file = ?1

-- name: remark_add
INSERT INTO remark (file, place, kind, line, text, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- name: remark_all
SELECT kind, file, line, text, why FROM remark ORDER BY file, line, place

-- name: link_clear
DELETE FROM simulation_link WHERE file = ?1

-- name: link_add
INSERT INTO simulation_link (file, place, name, parameters, line, end_line)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- name: declared_clear
DELETE FROM declared_day WHERE file = ?1

-- name: declared_add
INSERT INTO declared_day (file, number) VALUES (?1, ?2) ON CONFLICT DO NOTHING

-- name: goal_clear
DELETE FROM goal WHERE file = ?1

-- name: goal_add
INSERT INTO goal (file, place, goal, name, status, target, line, text)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- name: goal_all
-- An entry that two tables list is one, as far along as the further of them.
SELECT goal, name, CASE WHEN name IS NULL THEN status ELSE furthest END, target, file, line, text
FROM (SELECT *, max(status) OVER same AS furthest,
             row_number() OVER (PARTITION BY goal COLLATE NOCASE, name COLLATE NOCASE
                                ORDER BY file, place) AS nth
      FROM goal
      WINDOW same AS (PARTITION BY goal COLLATE NOCASE, name COLLATE NOCASE))
WHERE nth = 1 OR name IS NULL
ORDER BY goal COLLATE NOCASE, name IS NOT NULL, file, place

-- name: note_file_put
INSERT OR REPLACE INTO note_file (path, payload_hash, words, device) VALUES (?1, ?2, ?3, ?4)

-- name: note_file_get
SELECT payload_hash, words, device FROM note_file WHERE path = ?1

-- name: note_file_remove
DELETE FROM note_file WHERE path = ?1

-- name: note_file_all
SELECT path, device FROM note_file ORDER BY path

-- name: note_file_counts
SELECT n.path, count(DISTINCT CASE c.state WHEN 0 THEN c.id END),
       count(DISTINCT CASE c.state WHEN 1 THEN c.id END),
       count(DISTINCT CASE c.state WHEN 2 THEN c.id END),
       count(DISTINCT CASE c.state WHEN 3 THEN c.id END),
       count(DISTINCT CASE c.state WHEN 4 THEN c.id END)
FROM note_file n LEFT JOIN card_source s ON s.file = n.path LEFT JOIN card c ON c.id = s.card
GROUP BY n.path ORDER BY n.path

-- name: stamp_get
SELECT size, modified_ns, version, cards FROM file_stamp WHERE path = ?1

-- name: stamp_put
INSERT OR REPLACE INTO file_stamp (path, size, modified_ns, version, cards)
VALUES (?1, ?2, ?3, ?4, ?5)

-- name: stamp_remove
DELETE FROM file_stamp WHERE path = ?1

-- name: known_of_file
-- How many notes hold the card: of this device, the others have copies of them.
SELECT c.id, s.heading, c.kind, c.pattern, c.text_hash, c.front, c.back, c.edited, c.state,
       c.topic, c.day, c.tags, c.simulation, c.held_by_file,
       CASE WHEN c.source_count <= 1 THEN c.source_count
            ELSE (SELECT count(*) FROM card_source o WHERE o.card = c.id AND o.device = ?2) END,
       c.proposed
FROM card_source s JOIN card c ON c.id = s.card
WHERE s.file = ?1 ORDER BY s.place

-- name: known_by_text
SELECT id, kind, state, topic, day, tags, simulation, held_by_file, proposed
FROM card WHERE text_hash = ?1 ORDER BY id

-- name: known_schedule
SELECT last_grade >= 0 OR (reviewed AND repetitions = 0),
       EXISTS (SELECT 1 FROM event WHERE subject = ?1 AND instr(payload, ?2) > 0),
       due, interval_days, ease_hundredths
FROM card WHERE id = ?1

-- name: known_by_id
SELECT state, topic, day, tags, simulation, held_by_file, proposed, text_hash, source_count
FROM card WHERE id = ?1

-- name: card_exists
SELECT 1 FROM card WHERE id = ?1

-- name: card_by_prefix
SELECT id FROM card WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 2

-- name: card_get
SELECT id, state, held, kind, front, back, pattern, confidence, topic, day, tags, simulation,
       passage, coalesce(reject_reason, reason), sibling, edited, buried_until, decision,
       reviewed, repetitions, interval_days, ease_hundredths, stability, difficulty, passed, lapses,
       last_review, due, last_grade, last_seen
FROM card WHERE id = ?1

-- name: card_list
SELECT id, coalesce(source_file, ''), coalesce(source_line, 0) FROM card
WHERE (?1 < 0 OR state = ?1) AND (?2 = 0 OR day = ?2)
    AND (?3 IS NULL OR (reviewed = 1 AND due < ?3))

-- name: card_state_counts
-- One count a state: each is answered from the index alone. An index on all states would draw the
-- planner away from those of the plan, so active cards are counted by theirs.
SELECT (SELECT count(*) FROM card WHERE state <> 1 AND state = 0),
       (SELECT count(*) FROM card WHERE state = 1 AND reviewed = 1) +
           (SELECT count(*) FROM card WHERE state = 1 AND reviewed = 0),
       (SELECT count(*) FROM card WHERE state <> 1 AND state = 2),
       (SELECT count(*) FROM card WHERE state <> 1 AND state = 3),
       (SELECT count(*) FROM card WHERE state <> 1 AND state = 4),
       (SELECT count(*) FROM card WHERE state <> 1 AND state = 0 AND held IS NOT NULL)

-- name: count_others
SELECT (SELECT count(*) FROM remark WHERE kind = 'clarify'),
       (SELECT count(*) FROM remark WHERE kind = 'conflict') +
           (SELECT count(*) FROM hold h JOIN card c ON c.id = h.card
            WHERE c.kind <> 'reverse' AND c.state = 0),
       (SELECT count(*) FROM simulation_link),
       (SELECT count(*) FROM source),
       (SELECT coalesce(max(sequence), 0) FROM event)

-- name: plan_due_count
SELECT count(*) FROM card WHERE state = 1 AND reviewed = 1 AND due <= ?1

-- name: plan_due_buried
SELECT count(*) FROM card
WHERE state = 1 AND reviewed = 1 AND due <= ?1 AND buried_until > ?1

-- name: plan_introduced
SELECT count(*) FROM card WHERE first_day = ?1

-- name: plan_new_available
SELECT count(*) FROM (SELECT 1 FROM card WHERE state = 1 AND reviewed = 0
    AND (buried_until IS NULL OR buried_until <= ?1) LIMIT ?2)

-- name: plan_seen
SELECT id, sibling, last_grade, topic, state, coalesce(buried_until, -1000000) FROM card
WHERE last_seen = ?1 ORDER BY id

-- name: plan_next_interval
SELECT min(interval_days) FROM card WHERE state = 1 AND reviewed = 1 AND interval_days > ?1

-- name: plan_next_due
SELECT min(due) FROM card
WHERE state = 1 AND reviewed = 1 AND interval_days = ?1 AND due > ?2 AND due <= ?3

-- name: plan_due_group
SELECT id, stability, last_review FROM card
WHERE state = 1 AND reviewed = 1 AND interval_days = ?1 AND due = ?2
ORDER BY stability, last_review, id

-- name: cram_cards
SELECT reviewed, repetitions, interval_days, ease_hundredths, stability, difficulty, passed, lapses,
       last_review, due, last_grade, last_seen, id
FROM card WHERE state = 1 ORDER BY created, id

-- name: backlog_cards
SELECT reviewed, repetitions, interval_days, ease_hundredths, stability, difficulty, passed, lapses,
       last_review, due, last_grade, last_seen, sibling, buried_until
FROM card WHERE state = 1 AND reviewed = 1 AND due <= ?1 ORDER BY due LIMIT ?2

-- name: fuzz_load
SELECT count(*) FROM (SELECT 1 FROM card WHERE state = 1 AND reviewed = 1 AND due = ?1 LIMIT ?2)

-- name: plan_new
SELECT id, sibling, topic FROM card WHERE state = 1 AND reviewed = 0
    AND (buried_until IS NULL OR buried_until <= ?1)
ORDER BY created LIMIT ?2

-- name: plan_last_topic
SELECT c.topic FROM event e JOIN card c ON c.id = e.subject
WHERE e.study_day = ?1
    AND e.kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'rest', 'file-read', 'sprint', 'cram')
    AND e.kind = 'review' AND e.id NOT IN (SELECT event FROM undone)
ORDER BY e.sequence DESC LIMIT 1

-- name: plan_card
SELECT sibling, topic, coalesce(buried_until, -1000000), coalesce(last_seen, -1000000) FROM card
WHERE id = ?1

-- name: forecast
SELECT due, count(*) FROM card WHERE state = 1 AND reviewed = 1 AND due <= ?1 GROUP BY due

-- name: card_state_get
SELECT state FROM card WHERE id = ?1

-- name: card_source_count
SELECT count(*) FROM card_source WHERE card = ?1 AND device = ?2

-- name: source_covering
SELECT min(registered) FROM source
WHERE ?1 = path OR substr(?1, 1, length(path) + 1) = path || '/'

-- name: link_of
SELECT file, parameters, line, end_line FROM simulation_link WHERE name = ?1 ORDER BY file, place
