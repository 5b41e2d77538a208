/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ids are UUIDv7 (RFC 9562): 48 bits of milliseconds, 12 bits of counter, 62 bits of chance. Those
 * of one device strictly increase: time never goes back behind the last id, and within one
 * millisecond the counter rises; when it is used up, the next millisecond is taken. An id comes
 * after those of other devices that are known, too, so that what is decided later has the later id
 * whatever the clocks say (a hybrid logical clock; Kulkarni et al. 2014).
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

static void read_last_id(struct collection *c, const char *id)
{
    unsigned high = 0, low = 0, counter = 0;
    c->last_ms = -1;
    c->last_counter = 0;
    if (sscanf(id, "%8x-%4x-7%3x", &high, &low, &counter) == 3) {
        c->last_ms = (int64_t)high << 16 | low;
        c->last_counter = (int)counter;
    }
}

static bool know_ids(struct collection *c, struct error *error)
{
    if (c->ids_known)
        return true;
    if (!statement_integer(c, statement_of(c, sql_event_count, error), 0, &c->stored, error))
        return false;
    sqlite3_stmt *s = statement_of(c, sql_event_last_id, error);
    if (!s)
        return false;
    enum step step = statement_step(c, s, error);
    read_last_id(c, step == STEP_ROW ? column_text(c, s, 0) : "");
    (void)sqlite3_reset(s);
    c->ids_known = step != STEP_FAILED;
    return c->ids_known;
}

static void format_id(char id[EVENT_ID_TEXT], uint64_t ms, unsigned counter, uint64_t chance)
{
    (void)snprintf(id, EVENT_ID_TEXT, "%08" PRIx64 "-%04" PRIx64 "-7%03x-%04" PRIx64 "-%012" PRIx64,
                   ms >> 16 & 0xFFFFFFFFU, ms & 0xFFFF, counter & 0xFFFU,
                   0x8000U | (chance >> 48 & 0x3FFF), chance & 0xFFFFFFFFFFFFU);
}

/* The content enters, so that two collections begun with one seed, which therefore have one device
 * name, never give one id to two events. */
static uint64_t seeded_chance(const struct collection *c, const char *subject, const char *payload)
{
    uint64_t device = hash_bytes(c->device, strlen(c->device));
    uint64_t content =
        random_mix(hash_bytes(subject, strlen(subject)), hash_bytes(payload, strlen(payload)));
    return random_mix(random_mix(random_mix(c->seed, device), (uint64_t)c->stored), content);
}

static void next_id(struct collection *c, const char *subject, const char *payload,
                    char id[EVENT_ID_TEXT])
{
    int64_t now = c->now.utc_ms > 0 ? c->now.utc_ms : 0;
    if (now > c->last_ms) {
        c->last_ms = now;
        c->last_counter = 0;
    } else if (++c->last_counter > 0xFFF) {
        c->last_ms++;
        c->last_counter = 0;
    }
    uint64_t chance = random_next(&c->random);
    if (c->seeded)
        chance = seeded_chance(c, subject, payload);
    format_id(id, (uint64_t)c->last_ms, (unsigned)c->last_counter, chance);
    c->stored++;
}

bool event_store(struct collection *c, const char *sql, const struct event *event,
                 struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql, error);
    if (!s)
        return false;
    bind_text(c, s, 1, event->id);
    bind_text(c, s, 2, event->device);
    bind_text(c, s, 3, event_kind_name(event->kind));
    bind_text(c, s, 4, event->subject);
    bind_integer(c, s, 5, event->at.utc_ms);
    bind_integer(c, s, 6, event->at.offset_minutes);
    bind_text(c, s, 7, event->at.zone);
    bind_integer(c, s, 8, event->study_day);
    bind_text(c, s, 9, event->payload);
    return statement_run(c, s, error);
}

/* Makes and stores the event; it is not folded yet. */
static bool begin(struct collection *c, enum event_kind kind, const char *subject,
                  const char *payload, struct event *event, struct error *error)
{
    if (!know_ids(c, error))
        return false;
    *event = (struct event){
        .kind = kind, .subject = subject, .at = c->now, .study_day = c->today, .payload = payload};
    next_id(c, subject, payload, event->id);
    memcpy(event->device, c->device, sizeof event->device);
    return event_store(c, sql_event_add, event, error);
}

bool event_append(struct collection *c, enum event_kind kind, const char *subject,
                  const char *payload, struct event *out, struct error *error)
{
    struct event event;
    if (!begin(c, kind, subject, payload, &event, error) || !fold_event(c, &event, error))
        return false;
    if (out)
        *out = event;
    return true;
}

bool event_append_unfolded(struct collection *c, enum event_kind kind, const char *subject,
                           const char *payload, struct error *error)
{
    struct event event;
    return begin(c, kind, subject, payload, &event, error);
}

bool event_import_review(struct collection *c, const char *key, const char *subject, int64_t utc_ms,
                         const char *payload, bool *added, struct error *error)
{
    struct event event = {.kind = EVENT_REVIEW_IMPORTED,
                          .device = "imported",
                          .subject = subject,
                          .at = clock_at(c->clock, utc_ms),
                          .payload = payload};
    uint64_t hash[2], ms = (uint64_t)utc_ms;
    if (!know_ids(c, error))
        return false;
    hash_begin_128(hash);
    hash_extend_128(hash, key, strlen(key) + 1);
    hash_extend_128(hash, &ms, sizeof ms);
    format_id(event.id, ms, (unsigned)hash[0], hash[1]);
    event.study_day = setting_study_day(c, &event.at);
    if (!event_store(c, sql_event_add_once, &event, error))
        return false;
    *added = sqlite3_changes(c->db) > 0;
    c->stored += *added;
    return true;
}

bool event_append_card(struct collection *c, const char *id, const char *payload,
                       struct card_fold *card, const struct first_source *source,
                       struct error *error)
{
    struct event event;
    if (!begin(c, EVENT_CARD_CREATED, id, payload, &event, error))
        return false;
    memcpy(card->created_id, event.id, sizeof card->created_id);
    return card_fold_add(c, id, card, source, error);
}

bool event_append_reading(struct collection *c, const char *subject, const char *payload,
                          const struct reading *reading, bool *stands, struct error *error)
{
    struct event event;
    return begin(c, EVENT_FILE_READ, subject, payload, &event, error) &&
           fold_reading(c, &event, reading, stands, error);
}

bool event_from_row(struct collection *c, sqlite3_stmt *s, struct event *event)
{
    memset(event, 0, sizeof *event);
    (void)snprintf(event->id, sizeof event->id, "%s", column_text(c, s, 0));
    (void)snprintf(event->device, sizeof event->device, "%s", column_text(c, s, 1));
    event->kind = event_kind_of(column_text(c, s, 2));
    event->subject = column_text(c, s, 3);
    event->at.utc_ms = sqlite3_column_int64(s, 4);
    event->at.offset_minutes = sqlite3_column_int(s, 5);
    (void)snprintf(event->at.zone, sizeof event->at.zone, "%s", column_text(c, s, 6));
    event->study_day = sqlite3_column_int(s, 7);
    event->payload = column_text(c, s, 8);
    return event->kind != EVENT_KIND_COUNT && c->bind_status == SQLITE_OK;
}

/* --- Payloads ----------------------------------------------------------------------------------
 */

/* One character that JSON cannot hold as it is. */
static void add_escaped(struct text *json, unsigned char byte)
{
    switch (byte) {
    case '"':
        text_append(json, "\\\"");
        return;
    case '\\':
        text_append(json, "\\\\");
        return;
    case '\n':
        text_append(json, "\\n");
        return;
    default:
        text_printf(json, "\\u%04x", (unsigned)byte);
    }
}

void json_add_quoted(struct text *json, const char *value)
{
    size_t length = strlen(value);
    text_append_bytes(json, "\"", 1);
    for (size_t i = 0; i < length;) {
        size_t valid = utf8_valid_prefix(value + i, length - i), plain = 0;
        while (plain < valid) {
            size_t from = plain;
            while (plain < valid && (unsigned char)value[i + plain] >= 0x20 &&
                   value[i + plain] != '"' && value[i + plain] != '\\')
                plain++;
            text_append_bytes(json, value + i + from, plain - from);
            if (plain < valid)
                add_escaped(json, (unsigned char)value[i + plain++]);
        }
        i += valid;
        if (i < length) {
            uint32_t replaced;
            bool ok;
            i += utf8_decode(value + i, length - i, &replaced, &ok);
            text_append_code_point(json, 0xFFFD);
        }
    }
    text_append_bytes(json, "\"", 1);
}

static void add_name(struct text *json, const char *name)
{
    if (json->length && json->data[json->length - 1] != '{')
        text_append_bytes(json, ",", 1);
    text_append_bytes(json, "\"", 1);
    text_append(json, name);
    text_append_bytes(json, "\":", 2);
}

void json_add_text(struct text *json, const char *name, const char *value)
{
    if (!value)
        return;
    add_name(json, name);
    json_add_quoted(json, value);
}

void json_add_integer(struct text *json, const char *name, int64_t value)
{
    char digits[32];
    (void)snprintf(digits, sizeof digits, "%" PRId64, value);
    add_name(json, name);
    text_append(json, digits);
}

double json_round(double value, char digits[40])
{
    (void)snprintf(digits, 40, "%.15g", value);
    return strtod(digits, NULL);
}

void json_add_real(struct text *json, const char *name, double value)
{
    char digits[40];
    if (!(value - value == 0)) /* not finite */
        return;
    (void)json_round(value, digits);
    add_name(json, name);
    text_append(json, digits);
}

const char *payload_text(const json_t *payload, const char *name)
{
    return json_string_value(json_object_get(payload, name));
}

int64_t payload_integer(const json_t *payload, const char *name, int64_t absent)
{
    const json_t *value = json_object_get(payload, name);
    return json_is_integer(value) ? (int64_t)json_integer_value(value) : absent;
}

double payload_real(const json_t *payload, const char *name, double absent)
{
    const json_t *value = json_object_get(payload, name);
    return json_is_number(value) ? json_number_value(value) : absent;
}
