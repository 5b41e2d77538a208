/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/generate.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/random.h"
#include "engine/base/text.h"
#include "engine/collection_internal.h"

enum { FILE_CARDS = 200, HISTORY_DAYS = 1500, CHALLENGE_DAYS = 300 };

static const char *const words[] = {
    "latency",   "replica",  "index",   "buffer",  "quorum",   "partition", "cache",  "leader",
    "snapshot",  "segment",  "cursor",  "pointer", "checksum", "queue",     "thread", "batch",
    "throttle",  "journal",  "vector",  "matrix",  "gradient", "sample",    "prior",  "kernel",
    "scheduler", "register", "barrier", "mutex",   "packet",   "router",    "prefix", "suffix",
};

static const char *word(struct random_source *random)
{
    return words[random_below(random, sizeof words / sizeof words[0])];
}

/* --- Notes -------------------------------------------------------------------------------------
 */

static void add_sentence(struct text *notes, struct random_source *random)
{
    text_printf(notes, "The %s %s is the part of a %s that keeps every %s near its %s. ",
                word(random), word(random), word(random), word(random), word(random));
}

static void add_block(struct text *notes, struct random_source *random, size_t number)
{
    switch (random_below(random, 5)) {
    case 0:
        text_printf(notes, "**%s %s %zu:** what a %s needs before the %s can begin.\n\n",
                    word(random), word(random), number, word(random), word(random));
        break;
    case 1:
        text_printf(notes,
                    "Steps of the %s %zu:\n\n1. open the %s\n2. read the %s\n3. close it\n\n",
                    word(random), number, word(random), word(random));
        break;
    case 2:
        text_printf(notes, "| %s | size |\n| --- | --- |\n| %s %zu | %" PRIu64 " |\n\n",
                    word(random), word(random), number, random_below(random, 1000));
        break;
    case 3:
        text_printf(notes, "- the %s %zu holds the %s\n- the %s holds nothing\n\n", word(random),
                    number, word(random), word(random));
        break;
    default:
        for (uint64_t i = random_below(random, 5) + 1; i > 0; i--)
            add_sentence(notes, random);
        text_append(notes, "\n\n");
    }
}

char *generate_notes(size_t bytes, uint64_t seed, size_t *length)
{
    struct text notes = {0};
    struct random_source random;
    random_init(&random, seed);
    for (size_t i = 0; notes.length < bytes; i++) {
        if (i % 12 == 0)
            text_printf(&notes, "%s About %s and %s %zu\n\n", i % 60 ? "##" : "#", word(&random),
                        word(&random), i);
        add_block(&notes, &random, i);
    }
    *length = notes.length;
    return text_take(&notes);
}

/* --- Cards -------------------------------------------------------------------------------------
 */

void generate_harvest(struct harvest *harvest, const char *file, size_t first, size_t count,
                      uint64_t seed)
{
    struct random_source random;
    random_init(&random, random_mix(seed, first));
    memset(harvest, 0, sizeof *harvest);
    harvest->file = arena_copy_string(&harvest->arena, file);
    const char **heading = NULL;
    for (size_t i = 0; i < count; i++) {
        struct draft *draft = harvest_add_draft(harvest);
        if (i % 10 == 0) {
            heading = arena_allocate(&harvest->arena, 2 * sizeof *heading);
            heading[0] = arena_format(&harvest->arena, "About %s", word(&random));
            heading[1] = arena_format(&harvest->arena, "Part %zu", i / 10);
        }
        draft->kind = (enum card_kind)random_below(&random, CARD_KIND_COUNT);
        draft->front = arena_format(&harvest->arena, "What does the %s %s %zu do for a %s?",
                                    word(&random), word(&random), first + i, word(&random));
        draft->back = arena_format(&harvest->arena, "It keeps the %s of each %s in order",
                                   word(&random), word(&random));
        draft->pattern = "term";
        draft->confidence = 0.9;
        draft->line = (long)i * 3 + 1;
        draft->end_line = draft->line + 1;
        draft->heading = heading;
        draft->heading_count = 2;
        draft->topic = heading[0];
        draft->group = arena_format(&harvest->arena, "g%zu", i / 2);
        draft->passage = arena_format(&harvest->arena, "%s: %s.", draft->front, draft->back);
        draft->reason = "term and definition on one line";
    }
}

static bool import_all(struct collection *c, size_t cards, uint64_t seed, struct error *error)
{
    struct import_counts counts = {0};
    bool good =
        collection_import_begin(c, error) && collection_import_source(c, "/generated", "", error);
    for (size_t first = 0; good && first < cards; first += FILE_CARDS) {
        struct harvest harvest;
        char file[64];
        size_t count = cards - first < FILE_CARDS ? cards - first : FILE_CARDS;
        (void)snprintf(file, sizeof file, "/generated/note-%06zu.md", first / FILE_CARDS);
        generate_harvest(&harvest, file, first, count, seed);
        good = collection_import_file(c, &harvest, (int64_t)count, 1, &counts, error);
        harvest_release(&harvest);
    }
    return collection_import_end(c, good, &counts, error) && good;
}

/* --- History -----------------------------------------------------------------------------------
 */

struct review {
    day_number day;
    uint32_t card;
    int grade;
};

static int compare_reviews(const void *left, const void *right)
{
    const struct review *a = left, *b = right;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->card > b->card) - (a->card < b->card);
}

/* One card's reviews, each on its due day; repeats of a day fill up where SM-2 asks too seldom. */
static void live(struct review *reviews, size_t count, uint32_t card, day_number today,
                 struct random_source *random)
{
    struct schedule schedule;
    struct scheduling sm2;
    schedule_init(&schedule);
    scheduling_init(&sm2, scheduler_find("sm2"));
    day_number day = today - HISTORY_DAYS + (day_number)random_below(random, HISTORY_DAYS - 10);
    for (size_t i = 0; i < count; i++) {
        int grade = random_below(random, 4) ? 4 : (int)random_below(random, 6);
        (void)schedule_grade(&schedule, &sm2, day, grade);
        reviews[i] = (struct review){day, card, grade};
        if (schedule.due < today)
            day = schedule.due;
    }
}

static bool insert_review(struct collection *c, const struct review *review, const char *card,
                          size_t number, struct error *error)
{
    static const char sql[] =
        "INSERT INTO event (id, device, kind, subject, utc_ms, offset_minutes, zone, study_day, "
        "payload) VALUES (?1, ?6, 'review', ?2, ?3, 60, 'Europe/Zurich', ?4, ?5)";
    char id[2 * EVENT_ID_TEXT], payload[64];
    int64_t ms = (int64_t)review->day * 86400000 + 8 * 3600000 + (int64_t)(number % 20000000);
    (void)snprintf(id, sizeof id, "%08" PRIx64 "-%04" PRIx64 "-7000-8000-%012zx",
                   (uint64_t)ms >> 16 & 0xFFFFFFFF, (uint64_t)ms & 0xFFFF, number & 0xFFFFFFFFFFFF);
    (void)snprintf(payload, sizeof payload, "{\"grade\":%d,\"ms\":%zu}", review->grade,
                   2000 + number % 7000);
    sqlite3_stmt *s = statement_of(c, sql, error);
    if (!s)
        return false;
    bind_text(c, s, 1, id);
    bind_text(c, s, 2, card);
    bind_integer(c, s, 3, ms);
    bind_integer(c, s, 4, review->day);
    bind_text(c, s, 5, payload);
    bind_text(c, s, 6, number % 2 ? c->device : "generated");
    return statement_run(c, s, error);
}

struct card_ids {
    char (*items)[20];
    size_t count;
};

static bool read_ids(struct collection *c, struct card_ids *ids, struct error *error)
{
    static const char sql[] = "SELECT id FROM card ORDER BY created";
    sqlite3_stmt *s = statement_of(c, sql, error);
    enum step step = s ? STEP_ROW : STEP_FAILED;
    size_t capacity = 0;
    while (step == STEP_ROW && (step = statement_step(c, s, error)) == STEP_ROW) {
        memory_reserve((void **)&ids->items, ids->count, &capacity, sizeof *ids->items);
        (void)snprintf(ids->items[ids->count++], sizeof *ids->items, "%s", column_text(c, s, 0));
    }
    return step == STEP_DONE;
}

static bool add_history(struct collection *c, size_t reviews, uint64_t seed, struct error *error)
{
    struct card_ids ids = {0};
    struct random_source random;
    random_init(&random, seed + 1);
    if (!reviews)
        return true;
    if (!transaction_begin(c, error))
        return false;
    bool good = read_ids(c, &ids, error);
    size_t each = ids.count ? reviews / ids.count : 0, count = each * ids.count;
    struct review *all = memory_allocate(count, sizeof *all);
    for (size_t i = 0; i < ids.count; i++)
        live(all + i * each, each, (uint32_t)i, c->today, &random);
    qsort(all, count, sizeof *all, compare_reviews);
    for (size_t i = 0; good && i < count; i++)
        good = insert_review(c, &all[i], ids.items[all[i].card], i, error);
    good = good && fold_schedules(c, error);
    for (size_t i = 0; good && i < count; i++)
        if (!i || all[i].day != all[i - 1].day)
            good = fold_day_again(c, all[i].day, error);
    free(all);
    free(ids.items);
    return transaction_end(c, good, error);
}

/* The notes were read before the first answer. */
static bool add_cards(const char *path, const struct clock *clock, size_t cards, uint64_t seed,
                      struct error *error)
{
    struct clock then = *clock;
    struct collection_options options = {
        .path = path, .clock = &then, .writable = true, .seeded = true, .seed = seed};
    then.fixed.utc_ms -= (int64_t)(HISTORY_DAYS + 2) * 86400000;
    struct collection *c = collection_open(&options, error);
    bool good = c && import_all(c, cards, seed, error);
    collection_close(c);
    return good;
}

bool generate_collection(const char *path, const struct clock *clock, size_t cards, size_t reviews,
                         uint64_t seed, struct error *error)
{
    struct collection_options options = {
        .path = path, .clock = clock, .writable = true, .seeded = true, .seed = seed};
    if (!add_cards(path, clock, cards, seed, error))
        return false;
    struct collection *c = collection_open(&options, error);
    bool good = c && add_history(c, reviews, seed, error) &&
                collection_challenge_start(c, collection_today(c) - CHALLENGE_DAYS, error);
    collection_close(c);
    return good;
}
