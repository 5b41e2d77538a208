-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: claim_clear
DELETE FROM claim WHERE file = ?1

-- name: claim_add
INSERT INTO claim (file, place, kind, term, words, scope) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO NOTHING

-- name: claim_of_file
SELECT kind, term FROM claim WHERE file = ?1

-- name: claim_of_card
SELECT m.kind, m.term FROM card_source s JOIN claim m ON m.file = s.file AND m.place = s.place
WHERE s.card = ?1

-- name: claim_any_two
SELECT count(*) FROM (SELECT 1 FROM claim WHERE term = ?2 AND kind = ?1 LIMIT 2)

-- name: claim_of_term
SELECT m.file, m.words, m.scope, c.id, c.kind = 'reverse', c.decision = 2 OR c.edited
FROM claim m CROSS JOIN card_source s ON s.file = m.file AND s.place = m.place
    CROSS JOIN card c ON c.id = s.card
WHERE m.term = ?2 AND m.kind = ?1
ORDER BY m.file, m.place

-- name: claim_reading
SELECT utc_ms, id FROM event WHERE subject = ?1 AND kind = 'file-read'
    AND id NOT IN (SELECT event FROM undone)
ORDER BY utc_ms DESC, id DESC LIMIT 1

-- name: hold_of_term
SELECT card FROM hold WHERE kind = ?1 AND term = ?2

-- name: hold_clear
DELETE FROM hold WHERE kind = ?1 AND term = ?2

-- name: hold_add
INSERT INTO hold (kind, term, card, rival, agree, files) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO NOTHING

-- name: hold_apply
UPDATE card SET held = coalesce(held_by_file,
    CASE WHEN EXISTS (SELECT 1 FROM hold WHERE hold.card = ?1) THEN 'conflict' END)
WHERE id = ?1

-- name: hold_effect
SELECT state, EXISTS (SELECT 1 FROM hold WHERE hold.card = ?1), kind = 'reverse'
FROM card WHERE id = ?1

-- name: hold_of_card
-- Why a card is held: what all notes say, else what its own note says.
SELECT h.kind, h.agree, h.files, r.id, r.back, r.source_file, r.source_line
FROM hold h JOIN card r ON r.id = h.rival
WHERE h.card = ?1 ORDER BY h.kind, h.term LIMIT 1

-- name: hold_remark
SELECT why FROM remark
WHERE file = ?1 AND line = ?2 AND kind = 'conflict' AND text = ?3 ORDER BY place LIMIT 1

-- name: hold_all
SELECT h.kind, h.agree, h.files, r.id, r.back, r.source_file, r.source_line,
       c.source_file, c.source_line, c.front || ' ' || c.back, c.id
FROM hold h JOIN card r ON r.id = h.rival JOIN card c ON c.id = h.card
WHERE c.kind <> 'reverse' AND c.state = 0
ORDER BY c.source_file, c.source_line, c.id
