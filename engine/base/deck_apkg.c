/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writer of packages. The database is of schema 11, which Anki 2.0 (2012) introduced and which
 * every version since reads; so do Mnemosyne and AnkiDroid. It is built in memory and taken from
 * there as bytes. Ids are moments in milliseconds there: ours lie in five years from 2020 on,
 * placed by the hash of what they name, so that the same note has the same id in every package.
 */
#include <inttypes.h>
#include <jansson.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "engine/base/deck.h"
#include "engine/base/file.h"
#include "engine/base/random.h"
#include "engine/base/sha1.h"
#include "engine/base/text.h"

#define ID_FIRST INT64_C(1577836800000) /* 2020-01-01 */
#define ID_RANGE INT64_C(157766400000)  /* five years */

enum { SECONDS_A_DAY = 86400, ROLLOVER_HOUR = 4, DEFAULT_DECK = 1, UNUSED_SEQUENCE = -1 };
/* Logs of answers are much alike: more takes ten times as long and saves a hundredth. */
enum { COMPRESSION = 2 };
enum { ZIP_DATE = (1980 - 1980) << 9 | 1 << 5 | 1 }; /* the first day that a zip file can say */

static const char schema[] =
    "CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null,"
    " scm integer not null, ver integer not null, dty integer not null, usn integer not null,"
    " ls integer not null, conf text not null, models text not null, decks text not null,"
    " dconf text not null, tags text not null);"
    "CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null,"
    " mod integer not null, usn integer not null, tags text not null, flds text not null,"
    " sfld integer not null, csum integer not null, flags integer not null, data text not null);"
    "CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null,"
    " ord integer not null, mod integer not null, usn integer not null, type integer not null,"
    " queue integer not null, due integer not null, ivl integer not null, factor integer not null,"
    " reps integer not null, lapses integer not null, left integer not null,"
    " odue integer not null, odid integer not null, flags integer not null, data text not null);"
    "CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null,"
    " ease integer not null, ivl integer not null, lastIvl integer not null,"
    " factor integer not null, time integer not null, type integer not null);"
    "CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);";

/* Made when the rows are in. */
static const char indexes[] = "CREATE INDEX ix_notes_usn ON notes (usn);"
                              "CREATE INDEX ix_cards_usn ON cards (usn);"
                              "CREATE INDEX ix_revlog_usn ON revlog (usn);"
                              "CREATE INDEX ix_cards_nid ON cards (nid);"
                              "CREATE INDEX ix_cards_sched ON cards (did, queue, due);"
                              "CREATE INDEX ix_revlog_cid ON revlog (cid);"
                              "CREATE INDEX ix_notes_csum ON notes (csum);";

/* Ids handed out, in a table of `room` places (a power of two); 0 is a free one. */
struct ids {
    int64_t *places;
    size_t count, room;
};

struct named_id {
    const char *name;
    int64_t id;
};

struct packer {
    const struct deck *deck;
    sqlite3 *db;
    sqlite3_stmt *add_note, *add_card, *add_review;
    struct ids notes, cards;
    int64_t last_review; /* id */
    day_number day_zero; /* due days count from it */
    struct named_id *decks;
    size_t deck_count, deck_capacity;
    int64_t *model_ids; /* in order of the deck's models */
    struct text html, tags;
};

/* --- Ids ---------------------------------------------------------------------------------------
 */

static bool id_is_free(struct ids *ids, int64_t id, size_t *place)
{
    size_t at = (size_t)random_mix((uint64_t)id, 0) & (ids->room - 1);
    while (ids->places[at] && ids->places[at] != id)
        at = (at + 1) & (ids->room - 1);
    *place = at;
    return !ids->places[at];
}

static void ids_open(struct ids *ids, size_t count)
{
    ids->room = 64;
    while (ids->room < count * 2)
        ids->room *= 2;
    ids->places = memory_allocate(ids->room, sizeof *ids->places);
}

/* The id that the hash asks for, or the next that is free. */
static int64_t take_id(struct ids *ids, uint64_t hash)
{
    size_t place;
    int64_t id = ID_FIRST + (int64_t)(hash % (uint64_t)ID_RANGE);
    while (!id_is_free(ids, id, &place))
        id++;
    ids->places[place] = id;
    return id;
}

static uint64_t hash_of(const char *name)
{
    return hash_bytes(name, strlen(name));
}

/* A name alone decides the id of a model and of a deck, or each package would bring new ones. */
static int64_t id_of_name(const char *kind, const char *name)
{
    return ID_FIRST + (int64_t)(random_mix(hash_of(kind), hash_of(name)) % (uint64_t)ID_RANGE);
}

static int64_t deck_id(struct packer *packer, const char *name)
{
    for (size_t i = packer->deck_count; i > 0; i--) /* neighbours share their deck */
        if (!strcmp(packer->decks[i - 1].name, name))
            return packer->decks[i - 1].id;
    memory_reserve((void **)&packer->decks, packer->deck_count, &packer->deck_capacity,
                   sizeof *packer->decks);
    packer->decks[packer->deck_count] = (struct named_id){name, id_of_name("deck", name)};
    return packer->decks[packer->deck_count++].id;
}

static int64_t model_id(const struct packer *packer, const struct deck_model *model)
{
    for (size_t i = 0; i < packer->deck->model_count; i++)
        if (packer->deck->models[i] == model)
            return packer->model_ids[i];
    return 0;
}

/* --- What the collection says of itself --------------------------------------------------------
 */

static int64_t now_seconds(const struct packer *packer)
{
    return packer->deck->now.utc_ms / 1000;
}

static json_t *field_json(const char *name, size_t ordinal)
{
    return json_pack("{s:s, s:I, s:b, s:b, s:s, s:i, s:[]}", "name", name, "ord",
                     (json_int_t)ordinal, "sticky", 0, "rtl", 0, "font", "Arial", "size", 20,
                     "media");
}

static json_t *template_json(struct packer *packer, const struct deck_template *template,
                             size_t ordinal, bool cloze)
{
    struct text answer = {0};
    text_clear(&packer->html);
    deck_append_html(&packer->html, template->question);
    text_append(&answer, cloze ? "" : "{{FrontSide}}\n\n<hr id=answer>\n\n");
    deck_append_html(&answer, template->answer);
    json_t *json =
        json_pack("{s:s, s:I, s:s, s:s, s:n, s:s, s:s, s:s, s:i}", "name", template->name, "ord",
                  (json_int_t)ordinal, "qfmt", text_string(&packer->html), "afmt",
                  text_string(&answer), "did", "bqfmt", "", "bafmt", "", "bfont", "", "bsize", 0);
    text_release(&answer);
    return json;
}

static json_t *model_json(struct packer *packer, const struct deck_model *model, int64_t id)
{
    static const char css[] = ".card {\n font-family: arial;\n font-size: 20px;\n text-align: "
                              "left;\n color: black;\n background-color: white;\n}\n"
                              ".cloze {\n font-weight: bold;\n color: blue;\n}\n";
    bool cloze = model->shape == DECK_CLOZE;
    json_t *fields = json_array(), *templates = json_array(), *needed = json_array();
    for (size_t i = 0; i < model->field_count; i++)
        (void)json_array_append_new(fields, field_json(model->fields[i], i));
    for (size_t i = 0; i < model->template_count; i++) {
        (void)json_array_append_new(templates,
                                    template_json(packer, &model->templates[i], i, cloze));
        int field = model->shape == DECK_FIELDS ? (int)i * 2 : (int)i;
        if (field < (int)model->field_count)
            (void)json_array_append_new(needed, json_pack("[i, s, [i]]", (int)i, "any", field));
    }
    return json_pack(
        "{s:I, s:s, s:i, s:I, s:i, s:i, s:i, s:o, s:o, s:s, s:s, s:s, s:o, s:[], s:[]}", "id",
        (json_int_t)id, "name", model->name, "type", cloze ? 1 : 0, "mod",
        (json_int_t)now_seconds(packer), "usn", UNUSED_SEQUENCE, "sortf", 0, "did", DEFAULT_DECK,
        "tmpls", templates, "flds", fields, "css", css, "latexPre",
        "\\documentclass[12pt]{article}\n\\begin{document}\n", "latexPost", "\\end{document}",
        "req", needed, "tags", "vers");
}

static json_t *models_json(struct packer *packer)
{
    json_t *models = json_object();
    char key[32];
    for (size_t i = 0; i < packer->deck->model_count; i++) {
        (void)snprintf(key, sizeof key, "%" PRId64, packer->model_ids[i]);
        (void)json_object_set_new(
            models, key, model_json(packer, packer->deck->models[i], packer->model_ids[i]));
    }
    return models;
}

static json_t *deck_json(const struct packer *packer, int64_t id, const char *name)
{
    return json_pack("{s:I, s:s, s:s, s:I, s:i, s:b, s:b, s:i, s:i, s:i, s:i, s:[ii], s:[ii], "
                     "s:[ii], s:[ii]}",
                     "id", (json_int_t)id, "name", name, "desc", "", "mod",
                     (json_int_t)now_seconds(packer), "usn", UNUSED_SEQUENCE, "collapsed", 0,
                     "browserCollapsed", 0, "dyn", 0, "conf", 1, "extendNew", 0, "extendRev", 0,
                     "newToday", 0, 0, "revToday", 0, 0, "lrnToday", 0, 0, "timeToday", 0, 0);
}

static json_t *decks_json(const struct packer *packer)
{
    json_t *decks = json_object();
    char key[32];
    (void)json_object_set_new(decks, "1", deck_json(packer, DEFAULT_DECK, "Default"));
    for (size_t i = 0; i < packer->deck_count; i++) {
        (void)snprintf(key, sizeof key, "%" PRId64, packer->decks[i].id);
        (void)json_object_set_new(decks, key,
                                  deck_json(packer, packer->decks[i].id, packer->decks[i].name));
    }
    return decks;
}

/* One group of options, with what Anki itself starts from. */
static json_t *options_json(void)
{
    return json_pack("{s:{s:i, s:i, s:i, s:s, s:i, s:i, s:b, s:b, s:b,"
                     " s:{s:[f, i], s:[i, i, i], s:i, s:i, s:i, s:b, s:b},"
                     " s:{s:i, s:f, s:f, s:i, s:i, s:b, s:f, s:i},"
                     " s:{s:[i], s:f, s:i, s:i, s:i}}}",
                     "1", "id", 1, "mod", 0, "usn", 0, "name", "Default", "maxTaken", 60, "timer",
                     0, "autoplay", 1, "replayq", 1, "dyn", 0, /* new cards */
                     "new", "delays", 1.0, 10, "ints", 1, 4, 7, "initialFactor", 2500, "order", 1,
                     "perDay", 20, "bury", 1, "separate", 1, /* reviews */
                     "rev", "perDay", 200, "ease4", 1.3, "fuzz", 0.05, "minSpace", 1, "maxIvl",
                     36500, "bury", 1, "ivlFct", 1.0, "hardFactor", 1, /* lapses */
                     "lapse", "delays", 10, "mult", 0.0, "minInt", 1, "leechFails", 8,
                     "leechAction", 1);
}

static json_t *settings_json(const struct packer *packer)
{
    char model[32];
    (void)snprintf(model, sizeof model, "%" PRId64,
                   packer->deck->model_count ? packer->model_ids[0] : 0);
    return json_pack("{s:i, s:b, s:[i], s:s, s:i, s:b, s:b, s:i, s:b, s:i, s:b, s:s, s:i, s:i}",
                     "nextPos", (int)packer->deck->note_count + 1, "estTimes", 1, "activeDecks",
                     DEFAULT_DECK, "sortType", "noteFld", "timeLim", 0, "sortBackwards", 0,
                     "addToCur", 1, "curDeck", DEFAULT_DECK, "newBury", 1, "newSpread", 0,
                     "dueCounts", 1, "curModel", model, "collapseTime", 1200, "creationOffset",
                     -(int)packer->deck->now.offset_minutes);
}

/* --- Rows --------------------------------------------------------------------------------------
 */

static bool sqlite_failed(const struct packer *packer, struct error *error)
{
    return error_set(error, ERROR_FAILURE, "the package cannot be made: %s",
                     sqlite3_errmsg(packer->db));
}

static void bind_string(sqlite3_stmt *s, int at, const char *value)
{
    (void)sqlite3_bind_text(s, at, value, -1, SQLITE_TRANSIENT);
}

static bool run(const struct packer *packer, sqlite3_stmt *s, struct error *error)
{
    bool good = sqlite3_step(s) == SQLITE_DONE;
    good = sqlite3_reset(s) == SQLITE_OK && good;
    return good || sqlite_failed(packer, error);
}

static void bind_json(sqlite3_stmt *s, int at, json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT);
    bind_string(s, at, text ? text : "{}");
    free(text);
    json_decref(json);
}

static bool write_collection(struct packer *packer, struct error *error)
{
    sqlite3_stmt *s;
    int64_t begin = (int64_t)packer->day_zero * SECONDS_A_DAY + ROLLOVER_HOUR * 3600 -
                    (int64_t)packer->deck->now.offset_minutes * 60;
    if (sqlite3_prepare_v2(packer->db,
                           "INSERT INTO col VALUES (1, ?1, ?2, ?2, 11, 0, 0, 0, ?3, ?4, ?5, ?6, "
                           "'{}')",
                           -1, &s, NULL) != SQLITE_OK)
        return sqlite_failed(packer, error);
    (void)sqlite3_bind_int64(s, 1, begin);
    (void)sqlite3_bind_int64(s, 2, packer->deck->now.utc_ms);
    bind_json(s, 3, settings_json(packer));
    bind_json(s, 4, models_json(packer));
    bind_json(s, 5, decks_json(packer));
    bind_json(s, 6, options_json());
    bool good = run(packer, s, error);
    (void)sqlite3_finalize(s);
    return good;
}

/* The first field without markup, as far as it matters, and what its sum is. */
static int64_t sum_of(const char *plain)
{
    unsigned char sum[SHA1_BYTES];
    sha1_bytes(plain, strlen(plain), sum);
    return (int64_t)sum[0] << 24 | (int64_t)sum[1] << 16 | (int64_t)sum[2] << 8 | sum[3];
}

/* Blanks divide tags there. */
static const char *joined_tags(struct packer *packer, const struct deck_note *note)
{
    text_clear(&packer->tags);
    for (size_t i = 0; i < note->tag_count; i++) {
        text_append(&packer->tags, " ");
        for (const char *at = note->tags[i]; *at; at++)
            text_append_bytes(&packer->tags, (unsigned char)*at <= ' ' ? "_" : at, 1);
    }
    text_append(&packer->tags, note->tag_count ? " " : "");
    return text_string(&packer->tags);
}

static bool write_note(struct packer *packer, const struct deck_note *note, int64_t id,
                       struct error *error)
{
    sqlite3_stmt *s = packer->add_note;
    text_clear(&packer->html);
    for (size_t i = 0; i < note->model->field_count; i++) {
        text_append(&packer->html, i ? "\x1F" : "");
        deck_append_html(&packer->html, note->fields[i]);
    }
    (void)sqlite3_bind_int64(s, 1, id);
    bind_string(s, 2, note->guid);
    (void)sqlite3_bind_int64(s, 3, model_id(packer, note->model));
    (void)sqlite3_bind_int64(s, 4, now_seconds(packer));
    bind_string(s, 5, joined_tags(packer, note));
    bind_string(s, 6, text_string(&packer->html));
    bind_string(s, 7, note->fields[0]);
    (void)sqlite3_bind_int64(s, 8, sum_of(note->fields[0]));
    return run(packer, s, error);
}

/* Anki's queue: where the card waits. */
static int queue_of(const struct deck_card *card)
{
    if (card->suspended)
        return -1;
    if (card->buried)
        return -2;
    if (card->phase == DECK_LEARNING || card->phase == DECK_RELEARNING)
        return 3; /* learning over days */
    return card->phase == DECK_REVIEW ? 2 : 0;
}

static bool write_review(struct packer *packer, const struct deck_review *review, int64_t card,
                         struct error *error)
{
    sqlite3_stmt *s = packer->add_review;
    int64_t id = review->utc_ms > packer->last_review ? review->utc_ms : packer->last_review + 1;
    packer->last_review = id;
    (void)sqlite3_bind_int64(s, 1, id);
    (void)sqlite3_bind_int64(s, 2, card);
    (void)sqlite3_bind_int(s, 3, review->button);
    (void)sqlite3_bind_int64(s, 4, review->interval_days);
    (void)sqlite3_bind_int64(s, 5, review->last_days);
    (void)sqlite3_bind_int(s, 6, review->ease_hundredths * 10);
    (void)sqlite3_bind_int64(s, 7, review->milliseconds);
    (void)sqlite3_bind_int(s, 8, (int)review->kind);
    return run(packer, s, error);
}

static bool write_card(struct packer *packer, const struct deck_note *note,
                       const struct deck_card *card, int64_t id, int64_t note_id,
                       struct error *error)
{
    sqlite3_stmt *s = packer->add_card;
    bool fresh = card->phase == DECK_NEW || card->due == DAY_NONE;
    char data[64] = "";
    if (card->repetitions > 0) /* Anki keeps what is under "cd" and does not look at it */
        (void)snprintf(data, sizeof data, "{\"cd\":\"{\\\"t338\\\":%d}\"}", card->repetitions);
    (void)sqlite3_bind_int64(s, 1, id);
    (void)sqlite3_bind_int64(s, 2, note_id);
    (void)sqlite3_bind_int64(s, 3, deck_id(packer, note->deck));
    (void)sqlite3_bind_int(s, 4, card->ordinal);
    (void)sqlite3_bind_int64(s, 5, now_seconds(packer));
    (void)sqlite3_bind_int(s, 6, fresh ? 0 : (int)card->phase);
    (void)sqlite3_bind_int(s, 7, queue_of(card));
    (void)sqlite3_bind_int64(s, 8, fresh ? card->place : (int64_t)card->due - packer->day_zero);
    (void)sqlite3_bind_int(s, 9, fresh ? 0 : card->interval_days);
    (void)sqlite3_bind_int(s, 10, fresh ? 0 : card->ease_hundredths * 10);
    /* Mnemosyne stops at a card that has a day and was never asked. */
    (void)sqlite3_bind_int(s, 11, fresh || card->answers ? card->answers : 1);
    (void)sqlite3_bind_int(s, 12, card->lapses);
    bind_string(s, 13, data);
    return run(packer, s, error);
}

/* A review and the card that it belongs to, to be written by time: their ids are their times. */
struct dated {
    const struct deck_review *review;
    int64_t card;
};

static int compare_dated(const void *left, const void *right)
{
    const struct dated *a = left, *b = right;
    if (a->review->utc_ms != b->review->utc_ms)
        return a->review->utc_ms < b->review->utc_ms ? -1 : 1;
    if (a->card != b->card)
        return a->card < b->card ? -1 : 1;
    return (a->review > b->review) - (a->review < b->review);
}

static size_t count_cards(const struct deck *deck, size_t *reviews)
{
    size_t cards = 0;
    *reviews = 0;
    for (size_t i = 0; i < deck->note_count; i++) {
        cards += deck->notes[i].card_count;
        for (size_t j = 0; j < deck->notes[i].card_count; j++)
            *reviews += deck->notes[i].cards[j].review_count;
    }
    return cards;
}

static bool write_cards(struct packer *packer, const struct deck_note *note, struct dated *dated,
                        size_t *dated_count, struct error *error)
{
    uint64_t hash = hash_of(note->guid);
    int64_t note_id = take_id(&packer->notes, hash);
    bool good = write_note(packer, note, note_id, error);
    for (size_t i = 0; good && i < note->card_count; i++) {
        const struct deck_card *card = &note->cards[i];
        int64_t id = take_id(&packer->cards, random_mix(hash, (uint64_t)card->ordinal));
        good = write_card(packer, note, card, id, note_id, error);
        for (size_t j = 0; j < card->review_count; j++)
            dated[(*dated_count)++] = (struct dated){&card->reviews[j], id};
    }
    return good;
}

static bool write_rows(struct packer *packer, struct error *error)
{
    const struct deck *deck = packer->deck;
    size_t reviews, count = 0, cards = count_cards(deck, &reviews);
    struct dated *dated = memory_allocate(reviews, sizeof *dated);
    bool good = true;
    ids_open(&packer->notes, deck->note_count);
    ids_open(&packer->cards, cards);
    for (size_t i = 0; good && i < deck->note_count; i++)
        good = write_cards(packer, &deck->notes[i], dated, &count, error);
    if (good && count)
        qsort(dated, count, sizeof *dated, compare_dated);
    for (size_t i = 0; good && i < count; i++)
        good = write_review(packer, dated[i].review, dated[i].card, error);
    free(dated);
    return good && write_collection(packer, error);
}

/* --- The database ------------------------------------------------------------------------------
 */

/* The first day that anything speaks of: due days are counted from there and not negative. */
static day_number first_day(const struct deck *deck)
{
    day_number first = study_day(&deck->now, ROLLOVER_HOUR);
    for (size_t i = 0; i < deck->note_count; i++)
        for (size_t j = 0; j < deck->notes[i].card_count; j++) {
            const struct deck_card *card = &deck->notes[i].cards[j];
            if (card->due != DAY_NONE && card->due < first)
                first = card->due;
            day_number day =
                card->review_count ? (day_number)(card->reviews[0].utc_ms / 86400000 - 1) : first;
            if (day < first)
                first = day;
        }
    return first > 0 ? first : 0;
}

static bool prepare(struct packer *packer, const char *sql, sqlite3_stmt **s, struct error *error)
{
    return sqlite3_prepare_v2(packer->db, sql, -1, s, NULL) == SQLITE_OK ||
           sqlite_failed(packer, error);
}

static bool fill_database(struct packer *packer, struct error *error)
{
    if (sqlite3_open_v2(":memory:", &packer->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                        NULL) != SQLITE_OK ||
        sqlite3_exec(packer->db, "PRAGMA page_size = 4096; BEGIN", NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(packer->db, schema, NULL, NULL, NULL) != SQLITE_OK)
        return sqlite_failed(packer, error);
    return prepare(packer, "INSERT INTO notes VALUES (?1, ?2, ?3, ?4, -1, ?5, ?6, ?7, ?8, 0, '')",
                   &packer->add_note, error) &&
           prepare(packer,
                   "INSERT INTO cards VALUES (?1, ?2, ?3, ?4, ?5, -1, ?6, ?7, ?8, ?9, ?10, ?11, "
                   "?12, 0, 0, 0, 0, ?13)",
                   &packer->add_card, error) &&
           prepare(packer, "INSERT INTO revlog VALUES (?1, ?2, -1, ?3, ?4, ?5, ?6, ?7, ?8)",
                   &packer->add_review, error) &&
           write_rows(packer, error) &&
           (sqlite3_exec(packer->db, indexes, NULL, NULL, NULL) == SQLITE_OK ||
            sqlite_failed(packer, error)) &&
           (sqlite3_exec(packer->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK ||
            sqlite_failed(packer, error));
}

/* The whole database as bytes of SQLite's; NULL on failure. */
static unsigned char *make_database(const struct deck *deck, sqlite3_int64 *length,
                                    struct error *error)
{
    struct packer packer = {.deck = deck, .day_zero = first_day(deck)};
    unsigned char *bytes = NULL;
    packer.model_ids = memory_allocate(deck->model_count, sizeof *packer.model_ids);
    for (size_t i = 0; i < deck->model_count; i++)
        packer.model_ids[i] = id_of_name("model", deck->models[i]->name);
    if (fill_database(&packer, error)) {
        bytes = sqlite3_serialize(packer.db, "main", length, 0);
        if (!bytes)
            (void)error_set(error, ERROR_FAILURE, "the package cannot be made: out of memory");
    }
    (void)sqlite3_finalize(packer.add_note);
    (void)sqlite3_finalize(packer.add_card);
    (void)sqlite3_finalize(packer.add_review);
    (void)sqlite3_close(packer.db);
    free(packer.notes.places);
    free(packer.cards.places);
    free(packer.decks);
    free(packer.model_ids);
    text_release(&packer.html);
    text_release(&packer.tags);
    return bytes;
}

/* --- The zip file ------------------------------------------------------------------------------
 */

/* The bytes must live until the archive is closed. */
static bool add_entry(zip_t *zip, const char *name, const void *bytes, size_t length,
                      struct error *error)
{
    zip_source_t *source = zip_source_buffer(zip, bytes, length, 0);
    zip_int64_t index = source ? zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) : -1;
    if (source && index < 0)
        zip_source_free(source);
    if (index < 0 || zip_file_set_dostime(zip, (zip_uint64_t)index, 0, ZIP_DATE, 0) != 0 ||
        zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_DEFLATE, COMPRESSION) != 0)
        return error_set(error, ERROR_FAILURE, "the package cannot be made: %s", zip_strerror(zip));
    return true;
}

/* Media are stored under their number; the list says what their names are. */
static bool add_media(zip_t *zip, const struct deck *deck, char **contents, struct error *error)
{
    char number[24];
    bool good = true;
    for (size_t i = 0; good && i < deck->media_count; i++) {
        const struct deck_media *media = &deck->media[i];
        const char *bytes = media->bytes;
        size_t length = media->length;
        if (!bytes && (good = file_read(media->path, &contents[i], &length, error)))
            bytes = contents[i];
        (void)snprintf(number, sizeof number, "%zu", i);
        good = good && add_entry(zip, number, bytes, length, error);
    }
    return good;
}

static char *media_list(const struct deck *deck)
{
    json_t *list = json_object();
    char number[24];
    for (size_t i = 0; i < deck->media_count; i++) {
        (void)snprintf(number, sizeof number, "%zu", i);
        (void)json_object_set_new(list, number, json_string(deck->media[i].name));
    }
    char *text = json_dumps(list, JSON_COMPACT);
    json_decref(list);
    return text;
}

/* Closes the archive; what was written is in the source then. */
static bool take_bytes(zip_t *zip, zip_source_t *target, char **bytes, size_t *length,
                       struct error *error)
{
    zip_stat_t about;
    if (zip_close(zip) != 0) {
        (void)error_set(error, ERROR_FAILURE, "the package cannot be made: %s", zip_strerror(zip));
        zip_discard(zip);
        return false;
    }
    zip_stat_init(&about);
    bool good = zip_source_open(target) == 0 && zip_source_stat(target, &about) == 0 &&
                (about.valid & ZIP_STAT_SIZE) != 0;
    if (good) {
        *length = (size_t)about.size;
        *bytes = memory_allocate(*length + 1, 1);
        good = zip_source_read(target, *bytes, about.size) == (zip_int64_t)about.size;
    }
    (void)zip_source_close(target);
    return good || error_set(error, ERROR_FAILURE, "the package cannot be made");
}

/* Fills the archive and closes it. */
static bool fill_archive(zip_t *zip, zip_source_t *target, const struct deck *deck,
                         const void *database, size_t size, char **bytes, size_t *length,
                         struct error *error)
{
    char **contents = memory_allocate(deck->media_count, sizeof *contents);
    char *list = media_list(deck);
    bool good = add_entry(zip, "collection.anki2", database, size, error) &&
                add_entry(zip, "media", list, strlen(list), error) &&
                add_media(zip, deck, contents, error);
    if (good)
        good = take_bytes(zip, target, bytes, length, error);
    else
        zip_discard(zip);
    for (size_t i = 0; i < deck->media_count; i++)
        free(contents[i]);
    free(contents);
    free(list);
    return good;
}

bool deck_pack_apkg(const struct deck *deck, char **bytes, size_t *length, struct error *error)
{
    sqlite3_int64 size = 0;
    zip_error_t cause;
    *bytes = NULL;
    *length = 0;
    unsigned char *database = make_database(deck, &size, error);
    if (!database)
        return false;
    zip_error_init(&cause);
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &cause);
    zip_t *zip = target ? zip_open_from_source(target, ZIP_TRUNCATE, &cause) : NULL;
    bool good = zip || error_set(error, ERROR_FAILURE, "the package cannot be made: %s",
                                 zip_error_strerror(&cause));
    if (zip) {
        zip_source_keep(target); /* the archive lets go of it when it is closed */
        good = fill_archive(zip, target, deck, database, (size_t)size, bytes, length, error);
    }
    if (target)
        zip_source_free(target);
    sqlite3_free(database);
    zip_error_fini(&cause);
    if (!good) {
        free(*bytes);
        *bytes = NULL;
    }
    return good;
}

bool deck_write_apkg(const struct deck *deck, const char *path, struct error *error)
{
    char *bytes;
    size_t length;
    if (!deck_pack_apkg(deck, &bytes, &length, error))
        return false;
    bool good = file_write_atomic(path, bytes, length, error);
    free(bytes);
    return good;
}
