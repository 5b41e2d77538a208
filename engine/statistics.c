/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events are read in the order in which they are stored and kept in a few bytes each; then they are
 * told card by card in their own order, by (time, id), through the very fold that makes the tables:
 * once for the scheduler in use, and once for every other.
 */
#include "engine/statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "engine/statistics_internal.h"
#include "sql.h"

enum { IDLE_MS = 60000, PULSE_ROWS = 4096, GRADES = 6 };

/* --- Names by number ----------------------------------------------------------------------------
 */

struct name_table {
    struct arena *arena; /* of the names */
    const char **names;
    size_t count, capacity;
    uint32_t *places; /* number + 1 of a name, 0 free; `room` of them, a power of two */
    size_t room;
};

static size_t name_place(const struct name_table *table, const char *name)
{
    size_t at = (size_t)hash_bytes(name, strlen(name)) & (table->room - 1);
    while (table->places[at] && strcmp(table->names[table->places[at] - 1], name) != 0)
        at = (at + 1) & (table->room - 1);
    return at;
}

static void name_grow(struct name_table *table)
{
    enum { FIRST_ROOM = 256 };
    table->room = table->room ? 2 * table->room : FIRST_ROOM;
    free(table->places);
    table->places = memory_allocate(table->room, sizeof *table->places);
    for (size_t i = 0; i < table->count; i++)
        table->places[name_place(table, table->names[i])] = (uint32_t)i + 1;
}

/* The number of the name, which is a new one where nobody asked for it before. */
static size_t name_number(struct name_table *table, const char *name)
{
    if (table->count * 2 >= table->room)
        name_grow(table);
    size_t place = name_place(table, name);
    if (!table->places[place]) {
        memory_reserve((void **)&table->names, table->count, &table->capacity,
                       sizeof *table->names);
        table->names[table->count++] = arena_copy_string(table->arena, name);
        table->places[place] = (uint32_t)table->count;
    }
    return table->places[place] - 1;
}

static void name_release(struct name_table *table)
{
    free(table->names);
    free(table->places);
}

/* --- What is kept -------------------------------------------------------------------------------
 */

/* An event of a card. */
struct entry {
    int64_t utc_ms;
    uint64_t id[2]; /* as numbers in the order of the texts */
    uint32_t card;
    day_number day;
    uint32_t note; /* the payload's number + 1, 0: nothing that matters; imported: the interval */
    uint16_t milliseconds;
    int8_t grade;
    uint8_t kind, hour;
    bool quiz;
};

struct card_place {
    uint32_t topic, pattern;
    uint32_t first, count; /* of its entries, in `order` */
    bool wanted;
};

struct telling {
    struct collection *c;
    const struct statistics_request *request;
    struct statistics *statistics;
    struct arena subjects, notes;
    struct name_table cards, topics, patterns;
    struct card_place *places; /* of the cards, by their numbers */
    size_t place_count, place_capacity;
    struct entry *entries;
    size_t count, capacity;
    const char **note_texts;
    size_t note_count, note_capacity;
    uint32_t *order; /* entries by card, in time */
    char *topic;     /* folded; NULL: all */
    struct {
        struct scheduling scheduling;
        struct fold fold;
    } learners[SCHEDULERS_MOST]; /* one a calibration */
};

static void telling_release(struct telling *telling)
{
    name_release(&telling->cards);
    name_release(&telling->topics);
    name_release(&telling->patterns);
    arena_release(&telling->subjects);
    arena_release(&telling->notes);
    free(telling->places);
    free(telling->entries);
    free(telling->note_texts);
    free(telling->order);
    free(telling->topic);
    for (size_t i = 0; i < SCHEDULERS_MOST; i++)
        arena_release(&telling->learners[i].fold.arena);
}

static bool is_wanted_topic(const struct telling *telling, const char *topic)
{
    if (!telling->topic)
        return true;
    char *folded = text_fold(topic, strlen(topic));
    bool wanted = strstr(folded, telling->topic) != NULL;
    free(folded);
    return wanted;
}

/* --- Cards --------------------------------------------------------------------------------------
 */

static size_t group_number(struct telling *telling, struct name_table *table,
                           struct statistics_groups *groups, const char *name)
{
    size_t number = name_number(table, name);
    if (number >= groups->count)
        (void)tally_group(groups, number, arena_copy_string(&telling->statistics->arena, name));
    return number;
}

static void add_place(struct telling *telling, const char *topic, const char *pattern)
{
    struct statistics *statistics = telling->statistics;
    memory_reserve((void **)&telling->places, telling->place_count, &telling->place_capacity,
                   sizeof *telling->places);
    telling->places[telling->place_count++] = (struct card_place){
        .topic = (uint32_t)group_number(telling, &telling->topics, &statistics->topics, topic),
        .pattern =
            (uint32_t)group_number(telling, &telling->patterns, &statistics->patterns, pattern),
        .wanted = is_wanted_topic(telling, topic)};
}

static bool read_cards(struct telling *telling, struct error *error)
{
    struct collection *c = telling->c;
    enum step step = STEP_FAILED;
    sqlite3_stmt *s = statement_of(c, sql_statistics_cards, error);
    while (s && (step = statement_step(c, s, error)) == STEP_ROW) {
        struct schedule schedule;
        (void)name_number(&telling->cards, column_text(c, s, 0));
        add_place(telling, column_text(c, s, 1), column_text(c, s, 2));
        const struct card_place *place = &telling->places[telling->place_count - 1];
        column_schedule(s, 4, &schedule);
        if (place->wanted)
            tally_card(telling->statistics, (enum card_state)sqlite3_column_int(s, 3), &schedule,
                       place->topic, place->pattern);
    }
    return step == STEP_DONE;
}

/* --- Events -------------------------------------------------------------------------------------
 */

/* The 32 digits of an id as numbers; other characters count as nothing. */
static void id_numbers(const char *text, uint64_t id[2])
{
    int digits = 0;
    id[0] = id[1] = 0;
    for (; *text && digits < 32; text++) {
        int value = *text >= '0' && *text <= '9'   ? *text - '0'
                    : *text >= 'a' && *text <= 'f' ? *text - 'a' + 10
                                                   : -1;
        if (value < 0)
            continue;
        id[digits / 16] = id[digits / 16] << 4 | (uint64_t)value;
        digits++;
    }
}

static uint32_t keep_note(struct telling *telling, const char *payload)
{
    memory_reserve((void **)&telling->note_texts, telling->note_count, &telling->note_capacity,
                   sizeof *telling->note_texts);
    telling->note_texts[telling->note_count++] = arena_copy_string(&telling->notes, payload);
    return (uint32_t)telling->note_count;
}

static uint32_t note_of(struct telling *telling, sqlite3_stmt *s, enum event_kind kind)
{
    int type = sqlite3_column_type(s, 9);
    int64_t interval = type == SQLITE_INTEGER ? sqlite3_column_int64(s, 9) : 0;
    if (kind == EVENT_REVIEW_IMPORTED)
        return interval > 0 && interval < INT32_MAX ? (uint32_t)interval : 0;
    return type == SQLITE_TEXT ? keep_note(telling, column_text(telling->c, s, 9)) : 0;
}

static void keep_entry(struct telling *telling, sqlite3_stmt *s, const char *subject,
                       enum event_kind kind, int grade)
{
    struct collection *c = telling->c;
    struct instant at = {.utc_ms = sqlite3_column_int64(s, 2),
                         .offset_minutes = sqlite3_column_int(s, 3)};
    int64_t ms = kind == EVENT_REVIEW ? sqlite3_column_int64(s, 7) : 0;
    size_t card = name_number(&telling->cards, subject);
    if (card == telling->place_count)
        add_place(telling, "", ""); /* events of a card that nobody made: doctor tells */
    memory_reserve((void **)&telling->entries, telling->count, &telling->capacity,
                   sizeof *telling->entries);
    struct entry *entry = &telling->entries[telling->count++];
    *entry = (struct entry){.utc_ms = at.utc_ms,
                            .card = (uint32_t)card,
                            .day = sqlite3_column_int(s, 4),
                            .note = note_of(telling, s, kind),
                            .milliseconds = (uint16_t)(ms < 0         ? 0
                                                       : ms > IDLE_MS ? IDLE_MS
                                                                      : ms),
                            .grade = (int8_t)grade,
                            .kind = (uint8_t)kind,
                            .hour = (uint8_t)instant_local_hour(&at),
                            .quiz = sqlite3_column_int(s, 8) != 0};
    id_numbers(column_text(c, s, 5), entry->id);
    telling->places[card].count++;
}

static void count_other(struct telling *telling, enum event_kind kind, day_number day, bool passed)
{
    struct statistics *statistics = telling->statistics;
    if (statistics->one_topic || !tally_wants(statistics, day))
        return;
    struct statistics_day *of = tally_day(statistics, day);
    struct share *share = kind == EVENT_CRAM         ? &of->practice
                          : kind == EVENT_DRILL      ? &of->drills
                          : kind == EVENT_PREDICTION ? &of->predictions
                                                     : &of->quiz;
    share_add(share, &(struct share){1, passed});
}

static void take_row(struct telling *telling, sqlite3_stmt *s)
{
    struct collection *c = telling->c;
    enum event_kind kind = event_kind_of(column_text(c, s, 1));
    bool imported = kind == EVENT_REVIEW_IMPORTED;
    bool graded = event_kind_is_answer(kind) || kind == EVENT_CRAM || imported;
    int64_t grade = sqlite3_column_type(s, 6) == SQLITE_INTEGER ? sqlite3_column_int64(s, 6) : -1;
    if (graded && (grade < 0 || grade >= GRADES))
        return; /* the folds pass over it, too */
    if (graded && kind != EVENT_REVIEW && !imported) {
        count_other(telling, kind, sqlite3_column_int(s, 4), grade >= STATISTICS_PASS);
        return;
    }
    const char *subject = column_text(c, s, 0);
    if (subject_class_of(subject) == SUBJECT_CARD)
        keep_entry(telling, s, subject, kind, (int)grade);
}

static bool read_events(struct telling *telling, struct error *error)
{
    struct collection *c = telling->c;
    const struct statistics_request *request = telling->request;
    int64_t total = 0;
    long done = 0;
    enum step step = STEP_FAILED;
    if (!statement_integer(c, statement_of(c, sql_event_count, error), 0, &total, error))
        return false;
    sqlite3_stmt *s = statement_of(c, sql_statistics_events, error);
    while (s && (step = statement_step(c, s, error)) == STEP_ROW) {
        take_row(telling, s);
        if (++done % PULSE_ROWS || !request->pulse ||
            request->pulse(request->context, done, (long)total))
            continue;
        (void)sqlite3_reset(s);
        return false;
    }
    return step == STEP_DONE;
}

/* --- In order -----------------------------------------------------------------------------------
 */

static int compare_entries(const void *a, const void *b, void *context)
{
    const struct entry *entries = context, *left = &entries[*(const uint32_t *)a],
                       *right = &entries[*(const uint32_t *)b];
    if (left->utc_ms != right->utc_ms)
        return left->utc_ms < right->utc_ms ? -1 : 1;
    for (int i = 0; i < 2; i++)
        if (left->id[i] != right->id[i])
            return left->id[i] < right->id[i] ? -1 : 1;
    return 0;
}

/* The entries of each card are together; only those are sorted that were stored out of order. */
static void put_in_order(struct telling *telling)
{
    uint32_t next = 0;
    telling->order = memory_allocate(telling->count, sizeof *telling->order);
    for (size_t i = 0; i < telling->place_count; i++) {
        telling->places[i].first = next;
        next += telling->places[i].count;
        telling->places[i].count = 0;
    }
    for (size_t i = 0; i < telling->count; i++) {
        struct card_place *place = &telling->places[telling->entries[i].card];
        telling->order[place->first + place->count++] = (uint32_t)i;
    }
    for (size_t i = 0; i < telling->place_count; i++) {
        uint32_t *of = telling->order + telling->places[i].first;
        bool sorted = true;
        for (uint32_t k = 1; sorted && k < telling->places[i].count; k++)
            sorted = compare_entries(&of[k - 1], &of[k], telling->entries) < 0;
        if (!sorted)
            qsort_r(of, telling->places[i].count, sizeof *of, compare_entries, telling->entries);
    }
}

/* --- Told again ---------------------------------------------------------------------------------
 */

static void prepare_learners(struct telling *telling)
{
    const struct statistics *statistics = telling->statistics;
    for (size_t i = 0; i < statistics->calibration_count; i++) {
        telling->learners[i].scheduling = statistics->scheduling;
        telling->learners[i].scheduling.scheduler = statistics->calibrations[i].scheduler;
        telling->learners[i].fold.c = telling->c;
        telling->learners[i].fold.class = SUBJECT_CARD;
    }
}

static bool is_review(const struct entry *entry)
{
    return entry->kind == EVENT_REVIEW || entry->kind == EVENT_REVIEW_IMPORTED;
}

/* What the review finds, before it is applied. */
static struct tally_review review_of(const struct telling *telling, const struct entry *entry)
{
    const struct schedule *schedule = &telling->learners[0].fold.of.card.schedule;
    const struct card_place *place = &telling->places[entry->card];
    bool known = schedule->reviewed && schedule->last_review != DAY_NONE;
    struct tally_review review = {
        .day = entry->day,
        .grade = entry->grade,
        .hour = entry->hour,
        .milliseconds = entry->quiz ? 0 : entry->milliseconds, /* that time was the quiz's */
        .imported = entry->kind == EVENT_REVIEW_IMPORTED,
        .repeat = known && entry->day <= schedule->last_review,
        .interval_days = known ? schedule->interval_days : 0,
        .topic = place->topic,
        .pattern = place->pattern};
    for (size_t i = 0; i < telling->statistics->calibration_count; i++)
        review.chances[i] =
            known && !review.repeat
                ? schedule_retrievability(&telling->learners[i].fold.of.card.schedule,
                                          &telling->learners[i].scheduling, entry->day)
                : NAN;
    return review;
}

/* As much of it as the fold looks at besides the grade; NULL: nothing. */
static json_t *payload_of(const struct telling *telling, const struct entry *entry)
{
    if (!entry->note)
        return NULL;
    if (entry->kind == EVENT_REVIEW_IMPORTED)
        return json_pack("{s:I}", "interval", (json_int_t)entry->note);
    return json_loads(telling->note_texts[entry->note - 1], 0, NULL);
}

static void apply(struct telling *telling, const struct entry *entry)
{
    struct collection *c = telling->c;
    struct event event = {.kind = (enum event_kind)entry->kind,
                          .subject = telling->cards.names[entry->card],
                          .study_day = entry->day,
                          .at = {.utc_ms = entry->utc_ms}};
    json_t *payload = payload_of(telling, entry);
    struct answer_told told = answer_told_in(payload);
    told.grade = entry->grade;
    for (size_t i = 0; i < telling->statistics->calibration_count; i++) {
        c->scheduling = telling->learners[i].scheduling;
        card_fold_schedule(&telling->learners[i].fold, &event, &told, payload);
    }
    json_decref(payload);
}

static void tell_card(struct telling *telling, size_t card)
{
    const struct card_place *place = &telling->places[card];
    struct statistics *statistics = telling->statistics;
    for (size_t i = 0; i < statistics->calibration_count; i++) {
        arena_clear(&telling->learners[i].fold.arena);
        card_fold_init(&telling->learners[i].fold.of.card);
    }
    for (uint32_t k = 0; k < place->count; k++) {
        const struct entry *entry = &telling->entries[telling->order[place->first + k]];
        bool made = telling->learners[0].fold.of.card.created;
        bool counts = tally_wants(statistics, entry->day);
        if (counts && is_review(entry)) {
            struct tally_review review = review_of(telling, entry);
            tally_review(statistics, &review);
        }
        apply(telling, entry);
        if (counts && !made && telling->learners[0].fold.of.card.created)
            tally_day(statistics, entry->day)->added++;
    }
}

static void tell(struct telling *telling)
{
    prepare_learners(telling);
    put_in_order(telling);
    for (size_t card = 0; card < telling->place_count; card++)
        if (telling->places[card].wanted)
            tell_card(telling, card);
}

/* --- Days ---------------------------------------------------------------------------------------
 */

static bool read_days(struct telling *telling, struct error *error)
{
    struct collection *c = telling->c;
    struct statistics *statistics = telling->statistics;
    enum step step = STEP_FAILED;
    if (statistics->one_topic)
        return true;
    sqlite3_stmt *s = statement_of(c, sql_statistics_days, error);
    while (s && (step = statement_step(c, s, error)) == STEP_ROW) {
        day_number day = sqlite3_column_int(s, 0);
        if (!tally_wants(statistics, day))
            continue;
        struct statistics_day *of = tally_day(statistics, day);
        of->answers = (long)sqlite3_column_int64(s, 1);
        of->milliseconds = sqlite3_column_int64(s, 2);
    }
    return step == STEP_DONE;
}

bool collection_statistics(struct collection *c, const struct statistics_request *request,
                           struct statistics *statistics, struct error *error)
{
    struct telling telling = {.c = c, .request = request, .statistics = statistics};
    setting_scheduling(c, &c->scheduling);
    tally_begin(statistics, request, &c->scheduling, collection_today(c));
    telling.cards.arena = &telling.subjects;
    telling.topics.arena = telling.patterns.arena = &telling.subjects;
    telling.topic = request->topic ? text_fold(request->topic, strlen(request->topic)) : NULL;
    bool good = read_cards(&telling, error) && read_events(&telling, error);
    if (good)
        tell(&telling);
    c->scheduling = statistics->scheduling;
    good = good && read_days(&telling, error);
    telling_release(&telling);
    if (good)
        tally_end(statistics);
    else
        statistics_release(statistics);
    return good;
}
