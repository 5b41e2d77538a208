/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/event_line.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"

enum { OFFSET_MOST = 18 * 60 + 59, CARD_ID_MOST = 39, NAME_MOST = 120, PATH_BYTES_MOST = 4200 };
static const int64_t last_ms = INT64_C(253402300799999); /* of the year 9999 */
static const int64_t first_day = -719528, last_day = 2932896, whole_most = 2000000000;

bool event_line_is_device(const char *name, size_t length)
{
    if (length == strlen(DEVICE_IMPORTED) && !strncmp(name, DEVICE_IMPORTED, length))
        return true;
    return length == 16 && strspn(name, "0123456789abcdef") >= 16;
}

/* --- Writing -----------------------------------------------------------------------------------
 */

static void add_subject(const char *subject, struct text *out)
{
    size_t length = strlen(subject);
    if (utf8_valid_prefix(subject, length) == length) {
        json_add_text(out, "subject", subject);
        return;
    }
    text_append(out, ",\"subject_bytes\":\"");
    for (size_t i = 0; i < length; i++)
        text_printf(out, "%02x", (unsigned)(unsigned char)subject[i]);
    text_append(out, "\"");
}

/* A line break can only stand between the parts of a payload, where a blank says the same. */
static void add_payload(const char *payload, struct text *out)
{
    text_append(out, ",\"payload\":");
    size_t from = out->length;
    text_append(out, payload);
    for (size_t i = from; i < out->length; i++)
        if (out->data[i] == '\n' || out->data[i] == '\r')
            out->data[i] = ' ';
}

void event_line_write(const struct event *event, struct text *out)
{
    char time[INSTANT_TEXT], day[DAY_TEXT];
    text_append(out, "{");
    json_add_integer(out, "schema_version", EVENT_LINE_SCHEMA);
    json_add_text(out, "id", event->id);
    json_add_text(out, "device", event->device);
    json_add_text(out, "kind", event_kind_name(event->kind));
    add_subject(event->subject, out);
    json_add_text(out, "time_utc", instant_format_utc(event->at.utc_ms, time));
    json_add_integer(out, "utc_offset_min", event->at.offset_minutes);
    json_add_text(out, "zone", event->at.zone);
    json_add_text(out, "study_day", day_format(event->study_day, day));
    add_payload(event->payload, out);
    text_append(out, "}\n");
}

/* --- Reading members ---------------------------------------------------------------------------
 */

enum { SHOWN = 256, SHOWN_CELLS = 60 };

/* What a message may hold of a value that anybody may have written. */
static const char *shown(const char *what, char buffer[SHOWN])
{
    struct text safe = {0};
    size_t length = text_fit(what, strlen(what), SHOWN_CELLS);
    text_append_safe(&safe, what, length, false);
    (void)snprintf(buffer, SHOWN, "%s%s", text_string(&safe), what[length] ? "..." : "");
    text_release(&safe);
    return buffer;
}

#define bad(error, format, what)                                                                   \
    error_set(error, ERROR_INPUT, format, shown(what, (char[SHOWN]){0}))

static const char *text_member(const json_t *object, const char *name, struct error *error)
{
    const json_t *value = json_object_get(object, name);
    if (!value)
        (void)bad(error, "\"%s\" is missing", name);
    else if (!json_is_string(value))
        (void)bad(error, "\"%s\" is no text", name);
    return json_string_value(value);
}

static bool integer_member(const json_t *object, const char *name, int64_t *value,
                           struct error *error)
{
    const json_t *member = json_object_get(object, name);
    *value = json_integer_value(member);
    if (!member)
        return bad(error, "\"%s\" is missing", name);
    return json_is_integer(member) || bad(error, "\"%s\" is no whole number", name);
}

static bool is_hexadecimal(const char *text, size_t length)
{
    return strspn(text, "0123456789abcdef") >= length;
}

/* 8-4-4-4-12 digits, version 7, variant 10 (RFC 9562), of a time up to the year 9999. */
static bool is_event_id(const char *id)
{
    unsigned high = 0, low = 0;
    if (strlen(id) != 36 || !is_hexadecimal(id, 8) || id[8] != '-' || !is_hexadecimal(id + 9, 4) ||
        id[13] != '-' || id[14] != '7' || !is_hexadecimal(id + 15, 3) || id[18] != '-' ||
        !strchr("89ab", id[19]) || !is_hexadecimal(id + 20, 3) || id[23] != '-' ||
        !is_hexadecimal(id + 24, 12))
        return false;
    return sscanf(id, "%8x-%4x", &high, &low) == 2 && ((int64_t)high << 16 | low) <= last_ms;
}

static bool has_control(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7F)
            return true;
    return false;
}

static bool read_version(const json_t *members, struct error *error)
{
    int64_t version;
    if (!integer_member(members, "schema_version", &version, error))
        return false;
    if (version > EVENT_LINE_SCHEMA)
        return error_set(error, ERROR_INPUT,
                         "was written by a newer version of tutor338 (schema_version %" PRId64
                         "; this one reads %d): use that version here, too",
                         version, EVENT_LINE_SCHEMA);
    return version == EVENT_LINE_SCHEMA ||
           error_set(error, ERROR_INPUT, "\"schema_version\" is %d, not %" PRId64,
                     EVENT_LINE_SCHEMA, version);
}

static bool read_names(const json_t *members, struct event *event, struct error *error)
{
    const char *id = text_member(members, "id", error);
    const char *device = id ? text_member(members, "device", error) : NULL;
    const char *kind = device ? text_member(members, "kind", error) : NULL;
    if (!kind)
        return false;
    if (!is_event_id(id))
        return bad(error, "\"id\" is a UUID of version 7, not \"%s\"", id);
    if (!event_line_is_device(device, strlen(device)))
        return bad(error, "\"device\" is the name of a device, not \"%s\"", device);
    event->kind = event_kind_of(kind);
    if (event->kind == EVENT_KIND_COUNT)
        return bad(error,
                   "\"%s\" is no kind of event that this version knows: it was written by a newer "
                   "version of tutor338; use that version here, too",
                   kind);
    (void)snprintf(event->id, sizeof event->id, "%s", id);
    (void)snprintf(event->device, sizeof event->device, "%s", device);
    if (!strcmp(device, DEVICE_IMPORTED) && event->kind != EVENT_REVIEW_IMPORTED)
        return bad(error, "a \"%s\" event is none of device \"imported\"", kind);
    return true;
}

static bool read_time(const json_t *members, struct event *event, struct error *error)
{
    struct error ignored = {0};
    int64_t offset;
    const char *time = text_member(members, "time_utc", error);
    if (!time || !integer_member(members, "utc_offset_min", &offset, error))
        return false;
    const char *zone = text_member(members, "zone", error);
    const char *day = zone ? text_member(members, "study_day", error) : NULL;
    if (!day)
        return false;
    size_t length = strlen(time);
    if (!length || time[length - 1] != 'Z' || !strchr(time, 'T') ||
        !instant_parse(time, &event->at, &ignored))
        return bad(error, "\"time_utc\" is a time such as 2026-11-20T07:00:00Z, not \"%s\"", time);
    if (offset < -OFFSET_MOST || offset > OFFSET_MOST)
        return error_set(error, ERROR_INPUT, "\"utc_offset_min\" is from -%d to %d, not %" PRId64,
                         OFFSET_MOST, OFFSET_MOST, offset);
    if (strlen(zone) >= sizeof event->at.zone || has_control(zone))
        return bad(error, "\"zone\" is the name of a time zone, not \"%s\"", zone);
    event->at.offset_minutes = (int32_t)offset;
    memset(event->at.zone, 0, sizeof event->at.zone);
    memcpy(event->at.zone, zone, strlen(zone));
    if (!day_parse(day, &event->study_day, &ignored))
        return bad(error, "\"study_day\" is a day such as 2026-11-20, not \"%s\"", day);
    day_number civil = study_day(&event->at, 0);
    return event->study_day == civil || event->study_day == civil - 1 ||
           bad(error, "\"study_day\" %s is not the day of \"time_utc\", nor the one before", day);
}

/* --- The subject -------------------------------------------------------------------------------
 */

static bool read_hexadecimal(const char *digits, struct text *out, struct error *error)
{
    size_t length = strlen(digits);
    if (!length || length % 2 || !is_hexadecimal(digits, length))
        return bad(error, "\"subject_bytes\" is hexadecimal digits, not \"%s\"", digits);
    for (size_t i = 0; i < length; i += 2) {
        char pair[3] = {digits[i], digits[i + 1], '\0'};
        char byte = (char)strtoul(pair, NULL, 16);
        text_append_bytes(out, &byte, 1);
    }
    return strlen(out->data) == out->length || bad(error, "\"%s\" holds a zero byte", "subject");
}

/* What a kind of event is about. */
static const char *prefix_of(enum event_kind kind)
{
    switch (kind) {
    case EVENT_DRILL:
    case EVENT_CREDIT:
        return "drill/";
    case EVENT_PREDICTION:
        return "simulation/";
    case EVENT_QUIZ_STARTED:
    case EVENT_QUIZ:
    case EVENT_QUIZ_ENDED:
    case EVENT_QUIZ_REVIEWED:
        return "quiz/";
    case EVENT_SETTING:
        return "setting/";
    case EVENT_CHALLENGE_START:
        return "setting/start";
    case EVENT_REST:
    case EVENT_DAY_OPENED:
        return "day/";
    case EVENT_SOURCE_REGISTERED:
    case EVENT_SOURCE_FORGOTTEN:
        return "source/";
    case EVENT_FILE_READ:
    case EVENT_FILE_GONE:
        return "file/";
    case EVENT_SPRINT:
        return SPRINT_PREFIX;
    default:
        return "";
    }
}

static bool is_path(enum subject_class class)
{
    return class == SUBJECT_FILE || class == SUBJECT_SOURCE;
}

static bool fits(const struct event *event)
{
    const char *subject = event->subject, *prefix = prefix_of(event->kind);
    enum subject_class class = subject_class_of(subject);
    size_t length = strlen(subject);
    struct error ignored = {0};
    day_number day;
    if (class == SUBJECT_CARD && (!length || length > CARD_ID_MOST || has_control(subject)))
        return false;
    if (length > (is_path(class) ? PATH_BYTES_MOST : NAME_MOST) ||
        (!is_path(class) && has_control(subject)))
        return false;
    if (class == SUBJECT_DAY && !day_parse(subject + strlen("day/"), &day, &ignored))
        return false;
    if (event->kind == EVENT_UNDO)
        return true;
    return *prefix ? !strncmp(subject, prefix, strlen(prefix)) && subject[strlen("day/")]
                   : class == SUBJECT_CARD;
}

static bool read_subject(const json_t *members, struct event_line *line, struct error *error)
{
    bool plain = json_object_get(members, "subject") != NULL;
    bool bytes = !plain && json_object_get(members, "subject_bytes");
    const char *subject = text_member(members, bytes ? "subject_bytes" : "subject", error);
    if (!subject)
        return false;
    if (bytes && !read_hexadecimal(subject, &line->subject, error))
        return false;
    if (!bytes)
        text_append(&line->subject, subject);
    line->event.subject = text_string(&line->subject);
    if (fits(&line->event) && (!bytes || is_path(subject_class_of(line->event.subject))))
        return true;
    char buffer[SHOWN];
    return error_set(error, ERROR_INPUT, "\"subject\" \"%s\" is nothing that a \"%s\" is about",
                     shown(line->event.subject, buffer), event_kind_name(line->event.kind));
}

/* --- The payload -------------------------------------------------------------------------------
 */

enum member_type { GRADE, DAY, WHOLE, SHARE, TEXT, ID, CARD_KIND };
static const struct member {
    enum event_kind kind;
    const char *name;
    enum member_type type;
    bool optional;
} payload_members[] = {
    {EVENT_CARD_CREATED, "kind", CARD_KIND, false},
    {EVENT_CARD_CREATED, "front", TEXT, false},
    {EVENT_CARD_CREATED, "back", TEXT, false},
    {EVENT_CARD_CREATED, "due", DAY, true},
    {EVENT_TEXT_CHANGED, "kind", CARD_KIND, false},
    {EVENT_TEXT_CHANGED, "front", TEXT, false},
    {EVENT_TEXT_CHANGED, "back", TEXT, false},
    {EVENT_DETAILS_CHANGED, "due", DAY, true},
    {EVENT_EDIT, "front", TEXT, false},
    {EVENT_EDIT, "back", TEXT, false},
    {EVENT_BURY, "until", DAY, false},
    {EVENT_DUE, "due", DAY, false},
    {EVENT_REVIEW, "grade", GRADE, false},
    {EVENT_REVIEW_IMPORTED, "grade", GRADE, false},
    {EVENT_DRILL, "grade", GRADE, false},
    {EVENT_PREDICTION, "grade", GRADE, false},
    {EVENT_QUIZ, "grade", GRADE, false},
    {EVENT_QUIZ, "number", WHOLE, false},
    {EVENT_CREDIT, "of", ID, false},
    {EVENT_CREDIT, "share", SHARE, false},
    {EVENT_SETTING, "value", TEXT, false},
    {EVENT_SETTING, "from", DAY, true},
    {EVENT_CHALLENGE_START, "value", TEXT, false},
    {EVENT_CHALLENGE_START, "from", DAY, true},
    {EVENT_UNDO, "event", ID, false},
};
/* Whole numbers wherever they stand, and small enough to be counted with. */
static const char *const whole_members[] = {
    "ms",          "level",    "hints",     "number", "interval", "ease",
    "repetitions", "lapses",   "history",   "day",    "leech",    "proposed",
    "seconds",     "finished", "suspended", "words",  "new_words"};
enum { WORDS_MOST = 1000000, JOURNAL_DAY_MOST = 1000000 };

static bool wrong(struct error *error, enum event_kind kind, const char *name, const char *expected)
{
    return error_set(error, ERROR_INPUT, "\"%s\" in the payload of \"%s\" is %s", name,
                     event_kind_name(kind), expected);
}

static bool is_whole(const json_t *value, int64_t low, int64_t high)
{
    return json_is_integer(value) && json_integer_value(value) >= low &&
           json_integer_value(value) <= high;
}

static bool check_member(enum event_kind kind, const struct member *member, const json_t *value,
                         struct error *error)
{
    const char *text = json_string_value(value);
    switch (member->type) {
    case GRADE:
        return is_whole(value, 0, 5) || wrong(error, kind, member->name, "a grade from 0 to 5");
    case DAY:
        return is_whole(value, first_day, last_day) ||
               wrong(error, kind, member->name, "the number of a day");
    case WHOLE:
        return is_whole(value, 0, whole_most) || wrong(error, kind, member->name, "a whole number");
    case SHARE:
        return (json_is_number(value) && json_number_value(value) > 0 &&
                json_number_value(value) <= 1) ||
               wrong(error, kind, member->name, "a share, above 0 and up to 1");
    case TEXT:
        return text || wrong(error, kind, member->name, "a text");
    case ID:
        return (text && is_event_id(text)) ||
               wrong(error, kind, member->name, "the id of an event");
    case CARD_KIND:
        return (text && card_kind_of(text) != CARD_KIND_COUNT) ||
               wrong(error, kind, member->name, "a kind of card");
    }
    return true;
}

static bool check_days(enum event_kind kind, const json_t *days, struct error *error)
{
    for (size_t i = 0; i < json_array_size(days); i++)
        if (!is_whole(json_array_get(days, i), 0, JOURNAL_DAY_MOST))
            return wrong(error, kind, "days", "a list of days of the journal");
    return true;
}

static bool check_payload(enum event_kind kind, const json_t *payload, struct error *error)
{
    for (size_t i = 0; i < sizeof payload_members / sizeof *payload_members; i++) {
        const struct member *member = &payload_members[i];
        const json_t *value = json_object_get(payload, member->name);
        if (member->kind == kind && (value || !member->optional) &&
            !check_member(kind, member, value, error))
            return false;
    }
    for (size_t i = 0; i < sizeof whole_members / sizeof *whole_members; i++) {
        const json_t *value = json_object_get(payload, whole_members[i]);
        bool words = !strcmp(whole_members[i], "new_words");
        if (value && !is_whole(value, -whole_most, words ? WORDS_MOST : whole_most))
            return wrong(error, kind, whole_members[i], "a whole number");
    }
    return kind != EVENT_FILE_READ || check_days(kind, json_object_get(payload, "days"), error);
}

/* The end of the value that begins at `at`, in text that is known to be JSON. */
static const char *skip_value(const char *at)
{
    int depth = 0;
    do {
        if (*at == '"') {
            for (at++; *at != '"'; at++)
                at += *at == '\\';
        } else {
            depth += *at == '{' || *at == '[';
            depth -= *at == '}' || *at == ']';
        }
        at++;
    } while (depth > 0 || !strchr(",:} \t\r\n", *at));
    return at;
}

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

/* The payload's bytes as they stand in the (terminated) line; NULL: its name is spelled oddly. */
static const char *find_payload(const char *bytes, size_t *length)
{
    const char *at = skip_blanks(bytes) + 1;
    for (;;) {
        const char *name = skip_blanks(at), *end = skip_value(name);
        if (*name != '"')
            return NULL;
        const char *value = skip_blanks(skip_blanks(end) + 1);
        at = skip_value(value);
        if ((size_t)(end - name) == strlen("\"payload\"") &&
            !strncmp(name, "\"payload\"", strlen("\"payload\""))) {
            *length = (size_t)(at - value);
            return value;
        }
        at = skip_blanks(at);
        if (*at != ',')
            return NULL;
        at++;
    }
}

static bool read_payload(struct event_line *line, struct error *error)
{
    line->payload = json_object_get(line->members, "payload");
    if (!line->payload)
        return bad(error, "\"%s\" is missing", "payload");
    if (!json_is_object(line->payload))
        return bad(error, "\"%s\" is no object", "payload");
    size_t length = 0;
    const char *payload = find_payload(line->bytes.data, &length);
    if (!payload)
        return bad(error, "\"%s\" is missing", "payload");
    line->event.payload = payload;
    line->bytes.data[payload - line->bytes.data + (ptrdiff_t)length] = '\0';
    return check_payload(line->event.kind, line->payload, error);
}

/* --- A line ------------------------------------------------------------------------------------
 */

static bool parse(const char *bytes, size_t length, struct event_line *line, struct error *error)
{
    json_error_t cause;
    if (length > EVENT_LINE_MOST)
        return error_set(error, ERROR_INPUT, "the line is longer than %d MB",
                         EVENT_LINE_MOST >> 20);
    if (utf8_valid_prefix(bytes, length) != length)
        return error_set(error, ERROR_INPUT, "is not UTF-8: expected an event as a line of JSON");
    line->members = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &cause);
    if (!line->members)
        return error_set(error, ERROR_INPUT, "is no JSON: expected an event as a line of JSON");
    if (!json_is_object(line->members))
        return error_set(error, ERROR_INPUT, "is no JSON object: expected an event");
    text_append_bytes(&line->bytes, bytes, length);
    return true;
}

/* The names that this version knows; what is there besides would be lost. */
static bool check_names(const json_t *members, struct error *error)
{
    static const char *const names[] = {"schema_version", "id",       "device",    "kind",
                                        "subject",        "zone",     "study_day", "subject_bytes",
                                        "utc_offset_min", "time_utc", "payload"};
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)members, name, value)
    {
        bool known = false;
        for (size_t i = 0; i < sizeof names / sizeof *names && !known; i++)
            known = !strcmp(name, names[i]);
        if (!known)
            return bad(error, "\"%s\" is no member of an event", name);
    }
    return true;
}

bool event_line_read(const char *bytes, size_t length, struct event_line *line, struct error *error)
{
    memset(line, 0, sizeof *line);
    return parse(bytes, length, line, error) && read_version(line->members, error) &&
           read_names(line->members, &line->event, error) && check_names(line->members, error) &&
           read_time(line->members, &line->event, error) &&
           read_subject(line->members, line, error) && read_payload(line, error);
}

void event_line_release(struct event_line *line)
{
    json_decref(line->members);
    text_release(&line->subject);
    text_release(&line->bytes);
    memset(line, 0, sizeof *line);
}

static bool payloads_same(const char *a, const char *b)
{
    if (!strcmp(a, b))
        return true;
    json_t *left = json_loads(a, 0, NULL), *right = json_loads(b, 0, NULL);
    bool same = left && right && json_equal(left, right);
    json_decref(left);
    json_decref(right);
    return same;
}

bool event_line_same(const struct event *a, const struct event *b)
{
    return a->kind == b->kind && a->at.utc_ms == b->at.utc_ms &&
           a->at.offset_minutes == b->at.offset_minutes && a->study_day == b->study_day &&
           !strcmp(a->id, b->id) && !strcmp(a->device, b->device) &&
           !strcmp(a->subject, b->subject) && !strcmp(a->at.zone, b->at.zone) &&
           payloads_same(a->payload, b->payload);
}
