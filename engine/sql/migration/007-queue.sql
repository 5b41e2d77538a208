-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The queue of a day: for each interval its cards by the day they were due, those of one day by how
-- much is at stake, so that only the first of them need be read.
DROP INDEX card_stake;
CREATE INDEX card_stake ON card (interval_days, due, stability, last_review, id)
    WHERE state = 1 AND reviewed = 1;

-- Practice that changes no schedule takes time, which counts for its day.
DROP INDEX event_day;
CREATE INDEX event_day ON event (study_day)
    WHERE kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'rest', 'file-read', 'sprint', 'cram');
DROP INDEX event_device;
CREATE INDEX event_device ON event (device, study_day, kind)
    WHERE kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'file-read', 'sprint', 'cram');
