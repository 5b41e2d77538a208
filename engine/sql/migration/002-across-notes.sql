-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What is compared over all notes: `claim`, by the readings of the files; `hold`, computed from the
-- claims of one term whenever one of them changes. And the words of all cards, to be searched.

CREATE TABLE claim (
    file TEXT NOT NULL,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    term TEXT NOT NULL,
    words TEXT NOT NULL,
    scope TEXT NOT NULL,
    PRIMARY KEY (file, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_term ON claim (term, kind);

-- A card that claims something else than `rival` does; `agree` of `files` notes say what it says.
CREATE TABLE hold (
    kind TEXT NOT NULL,
    term TEXT NOT NULL,
    card TEXT NOT NULL,
    rival TEXT NOT NULL,
    agree INTEGER NOT NULL,
    files INTEGER NOT NULL,
    PRIMARY KEY (kind, term, card)
) STRICT, WITHOUT ROWID;
CREATE INDEX hold_card ON hold (card);

-- What the notes of one file say about it; `held` adds what all of them together say.
ALTER TABLE card ADD COLUMN held_by_file TEXT;
UPDATE card SET held_by_file = held WHERE held IS NOT NULL;

-- Its rows are written with the cards (engine/search.c), never by triggers.
CREATE VIRTUAL TABLE card_search USING fts5 (
    front, back, topic, tags, content = 'card',
    tokenize = 'porter unicode61 remove_diacritics 2'
);
-- An import gathers words in memory before it writes a segment: 1 MB, the default, makes dozens.
INSERT INTO card_search (card_search, rank) VALUES ('hashsize', 8388608);
INSERT INTO card_search (card_search) VALUES ('rebuild');
