-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Which days other devices had a part in, told from the index alone.

CREATE INDEX event_device ON event (device, study_day, kind)
    WHERE kind IN ('review', 'drill', 'prediction', 'quiz', 'day-opened', 'file-read', 'sprint');
