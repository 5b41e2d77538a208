-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Notes lie on several devices, some of them under the same path: whose reading a row comes from.

ALTER TABLE card_source ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE note_file ADD COLUMN device TEXT NOT NULL DEFAULT '';
UPDATE note_file SET device = coalesce(
    (SELECT device FROM event WHERE subject = 'file/' || path AND kind = 'file-read'
     ORDER BY utc_ms DESC, id DESC LIMIT 1), '');
UPDATE card_source SET device = coalesce((SELECT device FROM note_file WHERE path = file), '');
