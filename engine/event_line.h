/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An event as a line of text, in which it travels to the person's other devices:
 *
 *   {"schema_version":1,"id":"019a...","device":"0123456789abcdef","kind":"review",
 *    "subject":"<card>","time_utc":"2026-11-20T07:00:00.123Z","utc_offset_min":60,
 *    "zone":"Europe/Zurich","study_day":"2026-11-20","payload":{"grade":4,"ms":4000}}
 *
 * all in one line that ends in a newline. Nothing is lost: the payload stands there as it is
 * stored, byte by byte; a subject that is not UTF-8 (the path of a file) is written as
 * "subject_bytes" in hexadecimal digits instead. Every line names the version of its form, so that
 * one written by a newer program is recognised wherever it stands.
 */
#ifndef ENGINE_EVENT_LINE_H
#define ENGINE_EVENT_LINE_H

#include <jansson.h>
#include <stddef.h>

#include "engine/base/error.h"
#include "engine/base/event.h"
#include "engine/base/text.h"

enum { EVENT_LINE_SCHEMA = 1, EVENT_LINE_MOST = 64 << 20 /* bytes of one line */ };

/* The name that stands for all programs from which answers were taken over. */
#define DEVICE_IMPORTED "imported"

/* Whether the text could be the name of a device: 16 hexadecimal digits, or DEVICE_IMPORTED. */
bool event_line_is_device(const char *name, size_t length);

/* Appends the line with its newline. */
void event_line_write(const struct event *event, struct text *out);

/* A line that was read; its strings live until event_line_release(). */
struct event_line {
    struct event event;
    json_t *members, *payload;  /* parsed; the payload belongs to the members */
    struct text subject, bytes; /* what event.subject and event.payload point into */
};

/*
 * Reads a line (without its newline). ERROR_INPUT, without a place, says what was expected: it is
 * no JSON object or not UTF-8, a member is missing or of another type, a value is impossible (an
 * id that is no UUIDv7, a grade, a study day that does not fit the time), the kind does not go with
 * the subject; or that a newer version of tutor338 wrote it. To be released also then.
 */
bool event_line_read(const char *bytes, size_t length, struct event_line *line,
                     struct error *error);
void event_line_release(struct event_line *line);

/* Whether both say the same: payloads may be laid out differently. */
bool event_line_same(const struct event *a, const struct event *b);

#endif
