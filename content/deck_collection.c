/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Anki's collection. Of schema 11 models and decks are JSON in one row; from schema 15 on they are
 * tables whose details are messages of Protocol Buffers. Notes, cards and the log of reviews have
 * been the same ever since.
 */
#include <ctype.h>
#include <inttypes.h>
#include <jansson.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "content/deck_package.h"
#include "content/html.h"
#include "content/protobuf.h"
#include "content/word.h"
#include "engine/base/text.h"

enum {
    SECONDS_A_DAY = 86400,
    SECONDS_FROM = 1000000000, /* a due above it is a moment, no day */
    DAY_LAST = 2932896,        /* 9999-12-31 */
    FIELDS_AT_MOST = 1000,
    STEPS_AT_MOST = 20000, /* of the progress handler: bounds what a malformed file can cost */
    OPERATIONS_A_STEP = 1000000,
    VALUE_BYTES = 64 << 20, /* the list of all models is one value */
    WAL_AT = 18             /* where the file says how it is written */
};

struct known_model {
    int64_t id;
    struct deck_model *model;
};
struct known_deck {
    int64_t id;
    const char *name;
};
struct known_card {
    int64_t id;
    size_t note, place; /* its note, and which of its cards */
    size_t first, reviews;
};

struct reading {
    const struct deck_input *input;
    struct deck *deck;
    sqlite3 *db;
    int steps;
    int schema;
    day_number day_zero;
    struct known_model *models;
    size_t model_count, model_capacity;
    struct known_deck *decks;
    size_t deck_count, deck_capacity;
    int64_t *note_ids; /* in order of the deck's notes, rising */
    size_t note_capacity;
    struct known_card *cards;
    size_t card_count, card_capacity;
    struct text plain;
};

/* --- Opening -----------------------------------------------------------------------------------
 */

static bool refuse(const struct reading *r, struct error *error, const char *why)
{
    return error_set_at(error, ERROR_INPUT, r->input->path, 0, "%s", why);
}

static bool sqlite_refused(const struct reading *r, struct error *error)
{
    return error_set_at(error, ERROR_INPUT, r->input->path, 0,
                        "the collection inside is damaged: %s", sqlite3_errmsg(r->db));
}

static const char *const tables[] = {"col",       "notes",  "cards",     "revlog", "config",
                                     "notetypes", "fields", "templates", "decks",  NULL};

/* Statements may select from the tables above, and see which there are. */
static int authorize(void *context, int action, const char *table, const char *column,
                     const char *database, const char *trigger)
{
    (void)context;
    (void)column;
    (void)database;
    if (trigger)
        return SQLITE_DENY;
    if (action == SQLITE_SELECT)
        return SQLITE_OK;
    if (action != SQLITE_READ || !table)
        return SQLITE_DENY;
    if (!strcmp(table, "sqlite_master") || !strcmp(table, "sqlite_schema"))
        return SQLITE_OK;
    for (size_t i = 0; tables[i]; i++)
        if (!sqlite3_stricmp(tables[i], table))
            return SQLITE_OK;
    return SQLITE_DENY;
}

static int count_steps(void *context)
{
    struct reading *r = context;
    return ++r->steps > STEPS_AT_MOST;
}

/* Anki sorts names by it; here nothing is sorted by name. */
static int compare_names(void *context, int left, const void *a, int right, const void *b)
{
    (void)context;
    int order = sqlite3_strnicmp(a, b, left < right ? left : right);
    return order ? order : left - right;
}

static bool open_database(struct reading *r, unsigned char *bytes, size_t length,
                          struct error *error)
{
    static const char magic[] = "SQLite format 3";
    if (length < 512 || memcmp(bytes, magic, sizeof magic) != 0) {
        sqlite3_free(bytes);
        return refuse(r, error, "what should be the collection inside is no SQLite file");
    }
    bytes[WAL_AT] = bytes[WAL_AT + 1] = 1; /* there is no log beside it */
    if (sqlite3_open_v2(":memory:", &r->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
        sqlite3_free(bytes);
        return sqlite_refused(r, error);
    }
    /* The bytes are SQLite's from here on, also where it fails. */
    if (sqlite3_deserialize(r->db, "main", bytes, (sqlite3_int64)length, (sqlite3_int64)length,
                            SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY) !=
        SQLITE_OK)
        return sqlite_refused(r, error);
    (void)sqlite3_db_config(r->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(r->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    (void)sqlite3_db_config(r->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    (void)sqlite3_db_config(r->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    (void)sqlite3_db_config(r->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    (void)sqlite3_exec(r->db, "PRAGMA query_only=ON; PRAGMA cell_size_check=ON", NULL, NULL, NULL);
    (void)sqlite3_limit(r->db, SQLITE_LIMIT_LENGTH, VALUE_BYTES);
    (void)sqlite3_limit(r->db, SQLITE_LIMIT_ATTACHED, 0);
    (void)sqlite3_create_collation(r->db, "unicase", SQLITE_UTF8, NULL, compare_names);
    sqlite3_progress_handler(r->db, OPERATIONS_A_STEP, count_steps, r);
    return sqlite3_set_authorizer(r->db, authorize, NULL) == SQLITE_OK || sqlite_refused(r, error);
}

static sqlite3_stmt *prepare(const struct reading *r, const char *sql, struct error *error)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(r->db, sql, -1, &s, NULL) != SQLITE_OK)
        (void)sqlite_refused(r, error);
    return s;
}

/* Ends the statement; `step` is what it answered last. */
static bool finish(const struct reading *r, sqlite3_stmt *s, int step, struct error *error)
{
    bool good = step == SQLITE_DONE || sqlite_refused(r, error);
    (void)sqlite3_finalize(s);
    return good;
}

static bool has_table(const struct reading *r, const char *name, bool *has, struct error *error)
{
    sqlite3_stmt *s = prepare(r, "SELECT type, rootpage FROM sqlite_master WHERE name = ?1", error);
    if (!s)
        return false;
    (void)sqlite3_bind_text(s, 1, name, -1, SQLITE_STATIC);
    int step = sqlite3_step(s);
    *has = step == SQLITE_ROW;
    bool plain = !*has || (!strcmp((const char *)sqlite3_column_text(s, 0), "table") &&
                           sqlite3_column_int(s, 1) > 0);
    bool good = step == SQLITE_ROW || step == SQLITE_DONE || sqlite_refused(r, error);
    (void)sqlite3_finalize(s);
    return good &&
           (plain ||
            error_set_at(error, ERROR_INPUT, r->input->path, 0,
                         "the collection inside has something else than a table as '%s'", name));
}

static bool check_tables(struct reading *r, bool *modern, struct error *error)
{
    bool has[sizeof tables / sizeof *tables] = {false};
    for (size_t i = 0; tables[i]; i++)
        if (!has_table(r, tables[i], &has[i], error))
            return false;
    if (!has[0] || !has[1] || !has[2] || !has[3])
        return refuse(r, error, "the collection inside has no notes, cards and reviews of Anki");
    *modern = has[5];
    if (*modern && !(has[4] && has[6] && has[7] && has[8]))
        return refuse(r, error, "the collection inside lacks tables of its version");
    return true;
}

/* --- Values ------------------------------------------------------------------------------------
 */

static struct slice column(sqlite3_stmt *s, int at)
{
    const char *text = (const char *)sqlite3_column_blob(s, at);
    int length = sqlite3_column_bytes(s, at);
    return slice_make(text ? text : "", text ? (size_t)length : 0);
}

/* As plain text in the arena. */
static const char *keep_plain(struct reading *r, struct slice text)
{
    text_clear(&r->plain);
    plain_append_text(&r->plain, text.at, text.length);
    return arena_copy_string(&r->deck->arena, text_string(&r->plain));
}

static const char *keep_html(struct reading *r, struct slice html)
{
    text_clear(&r->plain);
    html_append_text(&r->plain, html.at,
                     html.length < DECK_TEXT_BYTES ? html.length : DECK_TEXT_BYTES);
    return arena_copy_string(&r->deck->arena, text_string(&r->plain));
}

static int within(int64_t value, int64_t least, int64_t most)
{
    return (int)(value < least ? least : value > most ? most : value);
}

/* --- Models ------------------------------------------------------------------------------------
 */

/* What stands below the line of the answer; above it is the question once more. */
static struct slice answer_part(struct slice html)
{
    for (size_t at = 0; at + 4 < html.length; at++) {
        if (html.at[at] != '<' || strncasecmp(html.at + at, "<hr", 3) != 0)
            continue;
        const char *end = memchr(html.at + at, '>', html.length - at);
        struct slice tag = slice_make(html.at + at, end ? (size_t)(end - html.at) - at : 0);
        if (slice_find(tag, "answer") < tag.length)
            return slice_from(html, (size_t)(end - html.at) + 1);
    }
    return html;
}

static struct deck_model *add_model(struct reading *r, int64_t id, struct slice name, bool cloze)
{
    memory_reserve((void **)&r->models, r->model_count, &r->model_capacity, sizeof *r->models);
    struct deck_model *model = deck_add_model(r->deck);
    model->name = keep_plain(r, name);
    model->shape = cloze ? DECK_CLOZE : DECK_FIELDS;
    r->models[r->model_count++] = (struct known_model){id, model};
    return model;
}

static bool add_field(struct reading *r, struct deck_model *model, struct slice name,
                      struct error *error)
{
    if (model->field_count >= FIELDS_AT_MOST)
        return refuse(r, error, "a note type inside has too many fields");
    const char **fields =
        deck_grow(&r->deck->arena, model->fields, model->field_count, sizeof *fields);
    fields[model->field_count++] = keep_plain(r, name);
    model->fields = fields;
    return true;
}

static bool add_template(struct reading *r, struct deck_model *model, struct slice name,
                         struct slice question, struct slice answer, struct error *error)
{
    if (model->template_count >= FIELDS_AT_MOST)
        return refuse(r, error, "a note type inside has too many templates");
    struct deck_template *all =
        deck_grow(&r->deck->arena, model->templates, model->template_count, sizeof *all);
    all[model->template_count++] = (struct deck_template){
        keep_plain(r, name), keep_html(r, question), keep_html(r, answer_part(answer))};
    model->templates = all;
    return true;
}

static struct slice member(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return slice_make(json_is_string(value) ? json_string_value(value) : "",
                      json_is_string(value) ? json_string_length(value) : 0);
}

/* Elements come in the order that their "ord" says; so they are written, too. */
static bool read_model_json(struct reading *r, const char *key, const json_t *json,
                            struct error *error)
{
    const json_t *fields = json_object_get(json, "flds"),
                 *templates = json_object_get(json, "tmpls");
    bool cloze = json_integer_value(json_object_get(json, "type")) == 1;
    struct deck_model *model = add_model(r, strtoll(key, NULL, 10), member(json, "name"), cloze);
    bool good = true;
    for (size_t i = 0; good && i < json_array_size(fields); i++)
        good = add_field(r, model, member(json_array_get(fields, i), "name"), error);
    for (size_t i = 0; good && i < json_array_size(templates); i++) {
        const json_t *one = json_array_get(templates, i);
        good = add_template(r, model, member(one, "name"), member(one, "qfmt"), member(one, "afmt"),
                            error);
    }
    return good;
}

static json_t *parse(const struct reading *r, struct slice text, struct error *error)
{
    json_error_t cause;
    json_t *json = json_loadb(text.at, text.length, 0, &cause);
    if (!json_is_object(json)) {
        (void)refuse(r, error,
                     "the collection inside is damaged: its note types or decks are no "
                     "JSON");
        json_decref(json);
        return NULL;
    }
    return json;
}

static bool read_models_json(struct reading *r, struct slice text, struct error *error)
{
    json_t *all = parse(r, text, error), *json;
    const char *key;
    bool good = all != NULL;
    json_object_foreach(all, key, json) good = good && read_model_json(r, key, json, error);
    json_decref(all);
    return good;
}

static void add_deck(struct reading *r, int64_t id, const char *name)
{
    memory_reserve((void **)&r->decks, r->deck_count, &r->deck_capacity, sizeof *r->decks);
    r->decks[r->deck_count++] = (struct known_deck){id, name};
}

static bool read_decks_json(struct reading *r, struct slice text, struct error *error)
{
    json_t *all = parse(r, text, error), *json;
    const char *key;
    json_object_foreach(all, key, json)
        add_deck(r, strtoll(key, NULL, 10), keep_plain(r, member(json, "name")));
    json_decref(all);
    return all != NULL;
}

static bool message_failed(const struct reading *r, const struct protobuf *message,
                           struct error *error)
{
    return message->malformed &&
           !refuse(r, error, "the collection inside is damaged: a note type cannot be read");
}

static bool read_notetypes(struct reading *r, struct error *error)
{
    sqlite3_stmt *s = prepare(r, "SELECT id, name, config FROM notetypes ORDER BY id", error);
    int step = SQLITE_ERROR;
    while (s && (step = sqlite3_step(s)) == SQLITE_ROW) {
        struct protobuf message;
        struct slice config = column(s, 2);
        bool cloze = false;
        protobuf_open(&message, config.at, config.length);
        while (protobuf_next(&message))
            if (message.number == 1 && !message.is_bytes)
                cloze = message.value == 1;
        if (message_failed(r, &message, error))
            break;
        (void)add_model(r, sqlite3_column_int64(s, 0), column(s, 1), cloze);
    }
    return s && finish(r, s, step, error);
}

static int compare_model(const void *left, const void *right)
{
    const struct known_model *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

static struct deck_model *model_of(const struct reading *r, int64_t id)
{
    struct known_model key = {.id = id};
    struct known_model *found =
        r->model_count ? bsearch(&key, r->models, r->model_count, sizeof *r->models, compare_model)
                       : NULL;
    return found ? found->model : NULL;
}

static bool read_field_rows(struct reading *r, struct error *error)
{
    sqlite3_stmt *s = prepare(r, "SELECT ntid, name FROM fields ORDER BY ntid, ord", error);
    int step = SQLITE_ERROR;
    while (s && (step = sqlite3_step(s)) == SQLITE_ROW) {
        struct deck_model *model = model_of(r, sqlite3_column_int64(s, 0));
        if (model && !add_field(r, model, column(s, 1), error))
            break;
    }
    return s && finish(r, s, step, error);
}

static bool read_template_row(struct reading *r, struct deck_model *model, sqlite3_stmt *s,
                              struct error *error)
{
    struct protobuf message;
    struct slice config = column(s, 2), question = slice_make("", 0), answer = question;
    protobuf_open(&message, config.at, config.length);
    while (protobuf_next(&message)) {
        if (message.number == 1 && message.is_bytes)
            question = slice_make(message.bytes, message.length);
        if (message.number == 2 && message.is_bytes)
            answer = slice_make(message.bytes, message.length);
    }
    return !message_failed(r, &message, error) &&
           add_template(r, model, column(s, 1), question, answer, error);
}

static bool read_template_rows(struct reading *r, struct error *error)
{
    sqlite3_stmt *s =
        prepare(r, "SELECT ntid, name, config FROM templates ORDER BY ntid, ord", error);
    int step = SQLITE_ERROR;
    while (s && (step = sqlite3_step(s)) == SQLITE_ROW) {
        struct deck_model *model = model_of(r, sqlite3_column_int64(s, 0));
        if (model && !read_template_row(r, model, s, error))
            break;
    }
    return s && finish(r, s, step, error);
}

/* The parts of a name are divided by a control character there. */
static bool read_deck_rows(struct reading *r, struct error *error)
{
    sqlite3_stmt *s = prepare(r, "SELECT id, name FROM decks ORDER BY id", error);
    int step = SQLITE_ERROR;
    while (s && (step = sqlite3_step(s)) == SQLITE_ROW) {
        struct slice name = column(s, 1);
        struct text parts = {0};
        for (size_t i = 0; i < name.length; i++)
            text_append_bytes(&parts, name.at[i] == '\x1F' ? "::" : name.at + i,
                              name.at[i] == '\x1F' ? 2 : 1);
        add_deck(r, sqlite3_column_int64(s, 0), keep_plain(r, slice_of(text_string(&parts))));
        text_release(&parts);
    }
    return s && finish(r, s, step, error);
}

static int compare_deck(const void *left, const void *right)
{
    const struct known_deck *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

static const char *deck_name(const struct reading *r, int64_t id)
{
    struct known_deck key = {.id = id};
    struct known_deck *found =
        r->deck_count ? bsearch(&key, r->decks, r->deck_count, sizeof *r->decks, compare_deck)
                      : NULL;
    return found ? found->name : "";
}

/* --- The collection's row ----------------------------------------------------------------------
 */

/*
 * The day that due days are counted from: that of `created`, a moment at four in the morning there.
 * Where no offset is known, ten hours are added: then every zone from UTC-9 to UTC+13 is right.
 */
static void set_day_zero(struct reading *r, int64_t created, bool known, int64_t minutes_west)
{
    int64_t seconds = created + (known ? -minutes_west * 60 : 10 * 3600);
    int64_t day = seconds / SECONDS_A_DAY - (seconds % SECONDS_A_DAY < 0);
    r->day_zero = within(day, 0, DAY_LAST);
}

static bool json_offset(const json_t *value, int64_t *minutes)
{
    *minutes = json_integer_value(value);
    return json_is_integer(value) && *minutes >= -1440 && *minutes <= 1440;
}

static bool read_offset_row(struct reading *r, int64_t created, struct error *error)
{
    sqlite3_stmt *s = prepare(r, "SELECT val FROM config WHERE KEY = 'creationOffset'", error);
    int step = s ? sqlite3_step(s) : SQLITE_ERROR;
    int64_t minutes = 0;
    bool known = false;
    if (step == SQLITE_ROW) {
        struct slice value = column(s, 0);
        json_t *json = json_loadb(value.at, value.length, JSON_DECODE_ANY, NULL);
        known = json_offset(json, &minutes);
        json_decref(json);
        step = sqlite3_step(s);
    }
    set_day_zero(r, created, known, minutes);
    return s && finish(r, s, step, error);
}

static bool read_col_json(struct reading *r, sqlite3_stmt *s, struct error *error)
{
    struct slice text = column(s, 4);
    json_t *json = json_loadb(text.at, text.length, 0, NULL);
    int64_t minutes = 0;
    bool known = json_offset(json_object_get(json, "creationOffset"), &minutes);
    json_decref(json);
    set_day_zero(r, sqlite3_column_int64(s, 0), known, minutes);
    return read_models_json(r, column(s, 2), error) && read_decks_json(r, column(s, 3), error);
}

static void sort_names(struct reading *r)
{
    if (r->model_count)
        qsort(r->models, r->model_count, sizeof *r->models, compare_model);
    if (r->deck_count)
        qsort(r->decks, r->deck_count, sizeof *r->decks, compare_deck);
}

static bool read_types(struct reading *r, bool modern, int64_t created, struct error *error)
{
    if (!modern)
        return true;
    if (!read_offset_row(r, created, error) || !read_notetypes(r, error))
        return false;
    sort_names(r);
    return read_field_rows(r, error) && read_template_rows(r, error) && read_deck_rows(r, error);
}

static bool read_col(struct reading *r, bool modern, struct error *error)
{
    sqlite3_stmt *s = prepare(r, "SELECT crt, ver, models, decks, conf FROM col", error);
    int step = s ? sqlite3_step(s) : SQLITE_ERROR;
    int64_t created = 0;
    bool good = step == SQLITE_ROW;
    if (good) {
        created = sqlite3_column_int64(s, 0);
        r->schema = sqlite3_column_int(s, 1);
        if (r->schema > DECK_SCHEMA_LAST)
            good = error_set_at(error, ERROR_INPUT, r->input->path, 0,
                                "comes from a newer Anki (schema %d; %d is the last known): export "
                                "it with support for older versions",
                                r->schema, DECK_SCHEMA_LAST);
        good = good && (modern || read_col_json(r, s, error));
    } else if (s && step == SQLITE_DONE) {
        (void)refuse(r, error, "the collection inside is empty");
    } else if (s) {
        (void)sqlite_refused(r, error);
    }
    (void)sqlite3_finalize(s);
    good = good && read_types(r, modern, created, error);
    sort_names(r);
    for (size_t i = 0; i < r->model_count; i++)
        r->models[i].model->shape = deck_shape_of(r->models[i].model);
    return good;
}

/* --- Notes -------------------------------------------------------------------------------------
 */

static void set_tags(struct reading *r, struct deck_note *note, struct slice text)
{
    const char *plain = keep_plain(r, text);
    const char **tags = arena_allocate(&r->deck->arena, (strlen(plain) / 2 + 1) * sizeof *tags);
    for (const char *at = plain; *at;) {
        at += strspn(at, " \t\n");
        size_t length = strcspn(at, " \t\n");
        if (length)
            tags[note->tag_count++] = arena_copy_bytes(&r->deck->arena, at, length);
        at += length;
    }
    note->tags = tags;
}

/* Fields are divided by a control character. Missing ones are empty, more are left out. */
static void set_fields(struct reading *r, struct deck_note *note, struct slice text)
{
    note->fields = arena_allocate(&r->deck->arena, note->model->field_count * sizeof *note->fields);
    for (size_t i = 0; i < note->model->field_count; i++) {
        const char *end = text.length ? memchr(text.at, '\x1F', text.length) : NULL;
        size_t length = end ? (size_t)(end - text.at) : text.length;
        note->fields[i] = keep_html(r, slice_until(text, length));
        text = slice_from(text, end ? length + 1 : length);
    }
}

static bool read_notes(struct reading *r, struct error *error)
{
    sqlite3_stmt *s = prepare(r, "SELECT id, guid, mid, tags, flds FROM notes ORDER BY id", error);
    int step = SQLITE_ERROR;
    long unknown = 0;
    while (s && (step = sqlite3_step(s)) == SQLITE_ROW) {
        const struct deck_model *model = model_of(r, sqlite3_column_int64(s, 2));
        if (!model || !model->field_count) {
            unknown++;
            continue;
        }
        memory_reserve((void **)&r->note_ids, r->deck->note_count, &r->note_capacity,
                       sizeof *r->note_ids);
        r->note_ids[r->deck->note_count] = sqlite3_column_int64(s, 0);
        struct deck_note *note = deck_add_note(r->deck);
        note->model = model;
        note->guid = keep_plain(r, column(s, 1));
        note->line = (long)r->deck->note_count;
        note->deck = "";
        set_tags(r, note, column(s, 3));
        set_fields(r, note, column(s, 4));
    }
    if (unknown)
        harvest_warn(r->input->harvest, 0, "unknown-note-type",
                     "%ld notes are of a note type that the package does not hold", unknown);
    return s && finish(r, s, step, error);
}

static int compare_id(const void *left, const void *right)
{
    const int64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* --- Cards -------------------------------------------------------------------------------------
 */

static day_number due_day(const struct reading *r, int64_t due)
{
    int64_t day = due > SECONDS_FROM ? due / SECONDS_A_DAY : r->day_zero + due;
    return within(day, 0, DAY_LAST);
}

/* Our own mark in what Anki keeps for others: {"cd":"{\"t338\":4}"}. */
static int own_repetitions(struct slice data)
{
    json_t *json = data.length ? json_loadb(data.at, data.length, 0, NULL) : NULL;
    const char *custom = json_string_value(json_object_get(json, "cd"));
    json_t *inner = custom ? json_loads(custom, 0, NULL) : NULL;
    int64_t repetitions = json_integer_value(json_object_get(inner, "t338"));
    json_decref(inner);
    json_decref(json);
    return within(repetitions, 0, 100000);
}

enum {
    CARD_ID,
    CARD_NOTE,
    CARD_DECK,
    CARD_ORD,
    CARD_TYPE,
    CARD_QUEUE,
    CARD_DUE,
    CARD_IVL,
    CARD_FACTOR,
    CARD_REPS,
    CARD_LAPSES,
    CARD_ODUE,
    CARD_ODID,
    CARD_DATA
};

static void fill_card(const struct reading *r, sqlite3_stmt *s, struct deck_card *card)
{
    int64_t type = sqlite3_column_int64(s, CARD_TYPE), queue = sqlite3_column_int64(s, CARD_QUEUE);
    int64_t factor = sqlite3_column_int64(s, CARD_FACTOR);
    bool lent = sqlite3_column_int64(s, CARD_ODID) != 0; /* to a filtered deck */
    int64_t due = sqlite3_column_int64(s, lent ? CARD_ODUE : CARD_DUE);
    card->ordinal = within(sqlite3_column_int64(s, CARD_ORD), 0, 100000);
    card->phase = type >= 1 && type <= 3 ? (enum deck_phase)type : DECK_NEW;
    card->suspended = queue == -1;
    card->buried = queue == -2 || queue == -3;
    card->due = card->phase == DECK_NEW ? DAY_NONE : due_day(r, due);
    card->place = card->phase == DECK_NEW ? due : 0;
    card->interval_days = within(sqlite3_column_int64(s, CARD_IVL), 0, 36500);
    card->ease_hundredths = factor >= 1300 ? within((factor + 5) / 10, 130, 10000) : 0;
    card->answers = within(sqlite3_column_int64(s, CARD_REPS), 0, 1000000);
    card->lapses = within(sqlite3_column_int64(s, CARD_LAPSES), 0, 1000000);
    card->repetitions = own_repetitions(column(s, CARD_DATA));
}

static void add_card(struct reading *r, sqlite3_stmt *s, size_t place)
{
    struct deck_note *note = &r->deck->notes[place];
    note->cards = deck_grow(&r->deck->arena, note->cards, note->card_count, sizeof *note->cards);
    bool lent = sqlite3_column_int64(s, CARD_ODID) != 0;
    if (!note->card_count)
        note->deck = deck_name(r, sqlite3_column_int64(s, lent ? CARD_ODID : CARD_DECK));
    memory_reserve((void **)&r->cards, r->card_count, &r->card_capacity, sizeof *r->cards);
    r->cards[r->card_count++] = (struct known_card){
        .id = sqlite3_column_int64(s, CARD_ID), .note = place, .place = note->card_count};
    fill_card(r, s, &note->cards[note->card_count++]);
}

static bool read_cards(struct reading *r, struct error *error)
{
    sqlite3_stmt *s = prepare(r,
                              "SELECT id, nid, did, ord, type, queue, due, ivl, factor, reps, "
                              "lapses, odue, odid, data FROM cards ORDER BY nid, ord, id",
                              error);
    int step = SQLITE_ERROR;
    long lost = 0;
    while (s && (step = sqlite3_step(s)) == SQLITE_ROW) {
        int64_t note = sqlite3_column_int64(s, CARD_NOTE);
        int64_t *found = r->deck->note_count ? bsearch(&note, r->note_ids, r->deck->note_count,
                                                       sizeof note, compare_id)
                                             : NULL;
        if (found)
            add_card(r, s, (size_t)(found - r->note_ids));
        else
            lost++;
    }
    if (lost)
        harvest_warn(r->input->harvest, 0, "lost-card",
                     "%ld cards belong to no note and are left out", lost);
    return s && finish(r, s, step, error);
}

static int compare_card(const void *left, const void *right)
{
    const struct known_card *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

/* --- History -----------------------------------------------------------------------------------
 */

/* Rows come by card and time; each card's are gathered into one array. */
struct history {
    struct deck_review *items;
    size_t count, capacity;
    int64_t card;
};

static void close_history(struct reading *r, struct history *history)
{
    struct known_card key = {.id = history->card};
    struct known_card *known =
        r->card_count ? bsearch(&key, r->cards, r->card_count, sizeof *r->cards, compare_card)
                      : NULL;
    if (known && history->count) {
        struct deck_review *kept = arena_allocate(&r->deck->arena, history->count * sizeof *kept);
        memcpy(kept, history->items, history->count * sizeof *kept);
        struct deck_card *card = &r->deck->notes[known->note].cards[known->place];
        card->reviews = kept;
        card->review_count = history->count;
    }
    history->count = 0;
}

/* A span of Anki's: days, or seconds where negative. */
static int64_t span(int64_t value)
{
    return value < -36500 * INT64_C(86400) ? 0 : value > 36500 ? 36500 : value;
}

static void add_review(struct history *history, sqlite3_stmt *s)
{
    int64_t time = sqlite3_column_int64(s, 1), button = sqlite3_column_int64(s, 2);
    int64_t kind = sqlite3_column_int64(s, 7), taken = sqlite3_column_int64(s, 6);
    if (button < 1 || button > 4 || time <= 0 || time > INT64_C(253402300799000))
        return; /* changed by hand, or at no possible time */
    memory_reserve((void **)&history->items, history->count, &history->capacity,
                   sizeof *history->items);
    history->items[history->count++] = (struct deck_review){
        .utc_ms = time,
        .button = (int)button,
        .interval_days = span(sqlite3_column_int64(s, 3)),
        .last_days = span(sqlite3_column_int64(s, 4)),
        .ease_hundredths = within(sqlite3_column_int64(s, 5) / 10, 0, 10000),
        .milliseconds = taken < 0          ? 0
                        : taken > 86400000 ? 86400000
                                           : taken,
        .kind = kind >= 0 && kind <= 3 ? (enum deck_review_kind)kind : REVIEW_REVIEW,
    };
}

static bool read_history(struct reading *r, struct error *error)
{
    struct history history = {.card = 0};
    sqlite3_stmt *s = prepare(r,
                              "SELECT cid, id, ease, ivl, lastIvl, factor, time, type FROM revlog "
                              "ORDER BY cid, id",
                              error);
    int step = SQLITE_ERROR;
    if (r->card_count)
        qsort(r->cards, r->card_count, sizeof *r->cards, compare_card);
    while (s && (step = sqlite3_step(s)) == SQLITE_ROW) {
        if (sqlite3_column_int64(s, 0) != history.card) {
            close_history(r, &history);
            history.card = sqlite3_column_int64(s, 0);
        }
        add_review(&history, s);
    }
    close_history(r, &history);
    free(history.items);
    return s && finish(r, s, step, error);
}

/* --- All of it ---------------------------------------------------------------------------------
 */

bool deck_read_collection(unsigned char *bytes, size_t length, const struct deck_input *input,
                          struct deck *deck, struct error *error)
{
    struct reading r = {.input = input, .deck = deck};
    bool modern = false;
    bool good = open_database(&r, bytes, length, error) && check_tables(&r, &modern, error) &&
                read_col(&r, modern, error) && read_notes(&r, error) && read_cards(&r, error) &&
                read_history(&r, error);
    (void)sqlite3_close(r.db);
    free(r.models);
    free(r.decks);
    free(r.note_ids);
    free(r.cards);
    text_release(&r.plain);
    return good;
}
