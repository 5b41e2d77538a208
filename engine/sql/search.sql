-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: search_add
INSERT INTO card_search (rowid, front, back, topic, tags)
SELECT rowid, front, back, topic, tags FROM card WHERE id = ?1

-- name: search_add_row
INSERT INTO card_search (rowid, front, back, topic, tags) VALUES (?1, ?2, ?3, ?4, ?5)

-- name: search_remove
INSERT INTO card_search (card_search, rowid, front, back, topic, tags)
SELECT 'delete', rowid, front, back, topic, tags FROM card WHERE id = ?1

-- name: search_rebuild
INSERT INTO card_search (card_search) VALUES ('rebuild')

-- name: search_check
INSERT INTO card_search (card_search, rank) VALUES ('integrity-check', 1)

-- name: search_count
SELECT count(*) FROM (SELECT 1 FROM card_search WHERE card_search MATCH ?1 LIMIT ?2)

-- name: search_cards
SELECT count(*) FROM card

-- name: search_list
SELECT c.id
FROM (SELECT rowid AS place, bm25(card_search, 2.0, 1.0, 0.5, 0.5) AS score FROM card_search
      WHERE card_search MATCH ?1 ORDER BY score, rowid LIMIT ?2) s JOIN card c ON c.rowid = s.place
ORDER BY s.score, s.place

-- name: search_related
-- Of other notes, or of other days of the same note.
SELECT c.id, c.source_file, c.source_line, c.front || ' ' || c.back
FROM card_search s JOIN card c ON c.rowid = s.rowid
WHERE card_search MATCH ?1 AND c.state IN (0, 1, 2) AND c.held IS NULL AND c.id <> ?2
    AND NOT EXISTS (SELECT 1 FROM card_source a JOIN card_source b ON b.file = a.file
                    WHERE a.card = c.id AND b.card = ?2 AND c.day = ?3)
ORDER BY bm25(card_search, 2.0, 1.0, 0.5, 0.5), c.kind = 'reverse', c.id LIMIT ?4
