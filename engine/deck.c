/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The collection as a deck for other programs. Cards that come from one sentence are one note where
 * Anki has a note for that: the gaps of a cloze; a fact asked from both sides. Names of notes are
 * made of the ids of their cards, so that a deck that comes back finds them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/deck.h"
#include "engine/base/file.h"
#include "engine/collection_internal.h"
#include "sql.h"

enum { CANDIDATES = 16 };

/* A card on its way into a note. */
struct item {
    const char *id, *front, *back, *group, *guid, *deck;
    enum card_kind kind;
    int ordinal; /* in its note at the other program, where `guid` is known */
    const char *const *tags;
    size_t tag_count, place;
    struct deck_card card;
};

struct exporting {
    struct collection *c;
    struct deck *deck;
    const char *media_folder;
    struct scheduling scheduling;
    day_number today;
    struct error *error;
    bool failed;
    struct item *items;
    size_t count, capacity;
};

/* --- Reading cards -----------------------------------------------------------------------------
 */

static const char *keep(struct exporting *x, const char *text)
{
    return arena_copy_string(&x->deck->arena, text);
}

/* "GUID/ORDINAL" of a card that came from another program; our own decks name ids. */
static bool read_key(struct exporting *x, struct item *item)
{
    sqlite3_stmt *s = statement_of(x->c, sql_event_key, x->error);
    if (!s)
        return false;
    bind_text(x->c, s, 1, item->id);
    enum step step = statement_step(x->c, s, x->error);
    const char *key = step == STEP_ROW ? column_text(x->c, s, 0) : "";
    const char *slash = strrchr(key, '/');
    if (slash && strncmp(key, DECK_OWN_GUID, strlen(DECK_OWN_GUID)) != 0) {
        item->guid = arena_copy_bytes(&x->deck->arena, key, (size_t)(slash - key));
        item->ordinal = (int)strtol(slash + 1, NULL, 10);
    }
    (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

static void add_media(struct exporting *x, const char *name, size_t length, const char *file,
                      size_t file_length)
{
    for (size_t i = 0; i < x->deck->media_count; i++)
        if (strlen(x->deck->media[i].name) == length &&
            !memcmp(x->deck->media[i].name, name, length))
            return;
    char *kept = arena_copy_bytes(&x->deck->arena, file, file_length);
    char *path = deck_media_name_is_safe(kept) ? path_join(x->media_folder, kept) : NULL;
    if (path && path_exists(path)) {
        struct deck_media *media = deck_add_media(x->deck);
        media->name = arena_copy_bytes(&x->deck->arena, name, length);
        media->path = keep(x, path);
    }
    free(path);
}

/* "NAME\tFILE\n" a medium; a file that is gone is left out. */
static bool read_media(struct exporting *x, const struct item *item)
{
    sqlite3_stmt *s = x->media_folder ? statement_of(x->c, sql_event_media, x->error) : NULL;
    if (!s)
        return !x->media_folder;
    bind_text(x->c, s, 1, item->id);
    enum step step = statement_step(x->c, s, x->error);
    for (const char *at = step == STEP_ROW ? column_text(x->c, s, 0) : ""; *at;) {
        size_t name = strcspn(at, "\t\n"),
               file = at[name] == '\t' ? strcspn(at + name + 1, "\n") : 0;
        if (file)
            add_media(x, at, name, at + name + 1, file);
        at += name + (at[name] != '\0');
        at += file + (file && *(at + file) != '\0');
    }
    (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

/* --- History -----------------------------------------------------------------------------------
 */

/* Intervals and ease are not stored with an answer: they follow from those before it. */
static void add_review(struct exporting *x, struct deck_review *review, bool imported,
                       int64_t utc_ms, day_number day, const json_t *payload,
                       struct schedule *schedule)
{
    struct schedule before = *schedule;
    int grade = (int)payload_integer(payload, "grade", 0);
    (void)schedule_grade(schedule, &x->scheduling, day, grade);
    *review = (struct deck_review){
        .utc_ms = utc_ms,
        .button = deck_button_of_grade(grade),
        .interval_days = schedule->interval_days,
        .ease_hundredths = schedule->ease_hundredths,
        .last_days = before.interval_days,
        .milliseconds = payload_integer(payload, "ms", 0),
        .kind = !before.reviewed ? REVIEW_LEARN
                : before.passed  ? REVIEW_REVIEW
                                 : REVIEW_RELEARN,
    };
    if (imported) {
        review->interval_days = payload_integer(payload, "interval", review->interval_days);
        review->ease_hundredths = (int)payload_integer(payload, "ease", 0);
    }
}

static bool read_reviews(struct exporting *x, struct item *item)
{
    struct deck_review *reviews = NULL;
    size_t count = 0, capacity = 0;
    struct schedule schedule;
    schedule_init(&schedule);
    sqlite3_stmt *s = statement_of(x->c, sql_event_reviews, x->error);
    if (!s)
        return false;
    bind_text(x->c, s, 1, item->id);
    enum step step;
    while ((step = statement_step(x->c, s, x->error)) == STEP_ROW) {
        json_t *payload = json_loads(column_text(x->c, s, 3), 0, NULL);
        bool imported = !strcmp(column_text(x->c, s, 0), event_kind_name(EVENT_REVIEW_IMPORTED));
        memory_reserve((void **)&reviews, count, &capacity, sizeof *reviews);
        add_review(x, &reviews[count++], imported, sqlite3_column_int64(s, 1),
                   sqlite3_column_int(s, 2), payload, &schedule);
        json_decref(payload);
    }
    if (count) {
        struct deck_review *kept = arena_allocate(&x->deck->arena, count * sizeof *kept);
        memcpy(kept, reviews, count * sizeof *kept);
        item->card.reviews = kept;
    }
    item->card.review_count = count;
    item->card.answers = (int)count;
    free(reviews);
    return step == STEP_DONE;
}

/* --- Cards -------------------------------------------------------------------------------------
 */

static void set_standing(struct exporting *x, const struct card *card, struct item *item)
{
    const struct schedule *schedule = &card->schedule;
    struct deck_card *standing = &item->card;
    standing->alone = arena_format(&x->deck->arena, DECK_OWN_GUID "%s", card->id);
    standing->suspended = card->state == CARD_SUSPENDED;
    standing->buried = card->buried_until != DAY_NONE && card->buried_until > x->today;
    standing->due = schedule->reviewed ? schedule->due : DAY_NONE;
    standing->phase = schedule->reviewed ? DECK_REVIEW : DECK_NEW;
    standing->place = (int64_t)item->place + 1;
    standing->interval_days = schedule->interval_days;
    standing->ease_hundredths = schedule->ease_hundredths;
    standing->repetitions = schedule->reviewed ? schedule->repetitions : 0;
    standing->lapses = schedule->lapses;
}

static const char *deck_name(struct exporting *x, const char *topic)
{
    return topic && topic[0] ? arena_format(&x->deck->arena, DECK_OWN_NAME "::%s", topic)
                             : DECK_OWN_NAME;
}

static bool take_card(void *context, const struct card *card)
{
    struct exporting *x = context;
    memory_reserve((void **)&x->items, x->count, &x->capacity, sizeof *x->items);
    struct item *item = &x->items[x->count];
    *item = (struct item){
        .id = keep(x, card->id),
        .front = keep(x, card->front),
        .back = keep(x, card->back),
        .group = keep(x, card->group),
        .deck = deck_name(x, card->topic),
        .kind = card->kind,
        .tag_count = card->tag_count,
        .place = x->count,
    };
    const char **tags = arena_allocate(&x->deck->arena, (card->tag_count + 1) * sizeof *tags);
    for (size_t i = 0; i < card->tag_count; i++)
        tags[i] = keep(x, card->tags[i]);
    item->tags = tags;
    set_standing(x, card, item);
    x->count++;
    return true;
}

/* What further statements say: the cards themselves are read already. */
static bool complete(struct exporting *x)
{
    for (size_t i = 0; i < x->count; i++)
        if (!read_key(x, &x->items[i]) || !read_media(x, &x->items[i]) ||
            !read_reviews(x, &x->items[i]))
            return false;
    return true;
}

/* --- Notes -------------------------------------------------------------------------------------
 */

static struct deck_note *add_note(struct exporting *x, const struct deck_model *model,
                                  const char *guid, struct item *const *items, size_t count)
{
    struct deck_note *note = deck_add_note(x->deck);
    note->model = model;
    note->guid = guid;
    note->fields = arena_allocate(&x->deck->arena, model->field_count * sizeof *note->fields);
    for (size_t i = 0; i < model->field_count; i++)
        note->fields[i] = "";
    note->deck = items[0]->deck;
    note->tags = items[0]->tags;
    note->tag_count = items[0]->tag_count;
    note->cards = arena_allocate(&x->deck->arena, count * sizeof *note->cards);
    note->card_count = count;
    note->line = (long)x->deck->note_count;
    for (size_t i = 0; i < count; i++) {
        note->cards[i] = items[i]->card;
        note->cards[i].ordinal = items[i]->guid ? items[i]->ordinal : (int)i;
    }
    return note;
}

/* What the note of these cards is called: as where it came from, or after their ids. */
static const char *guid_of(struct exporting *x, struct item *const *items, size_t count)
{
    struct text guid = {0};
    if (items[0]->guid)
        return items[0]->guid;
    for (size_t i = 0; i < count; i++)
        text_printf(&guid, "%s%s", i ? "-" : DECK_OWN_GUID, items[i]->id);
    const char *kept = keep(x, guid.data);
    text_release(&guid);
    return kept;
}

/* A note of its own, of a model named after the kind. */
static void add_alone(struct exporting *x, struct item *item, bool whole)
{
    char name[48];
    (void)snprintf(name, sizeof name, DECK_OWN_MODEL "%s", card_kind_name(item->kind));
    if (!whole || item->ordinal != 0)
        item->guid = NULL; /* its note has, or had, more cards than this */
    struct deck_note *note =
        add_note(x, deck_stock_model(x->deck, DECK_BASIC, name), guid_of(x, &item, 1), &item, 1);
    note->fields[0] = item->front;
    note->fields[1] = item->back;
}

/* --- Both sides --------------------------------------------------------------------------------
 */

/* Cards of one note have what a note has in common. */
static bool same_note(const struct item *a, const struct item *b)
{
    if (strcmp(a->deck, b->deck) != 0 || a->tag_count != b->tag_count || !a->guid != !b->guid)
        return false;
    for (size_t i = 0; i < a->tag_count; i++)
        if (strcmp(a->tags[i], b->tags[i]) != 0)
            return false;
    return true;
}

static bool add_both_ways(struct exporting *x, struct item **items, size_t count)
{
    if (count == 2 && items[0]->kind == CARD_REVERSE) {
        struct item *first = items[0];
        items[0] = items[1];
        items[1] = first;
    }
    if (count != 2 || items[0]->kind != CARD_BASIC || items[1]->kind != CARD_REVERSE ||
        !same_note(items[0], items[1]) ||
        (items[0]->guid && (items[0]->ordinal != 0 || items[1]->ordinal != 1)))
        return false;
    bool literal =
        !strcmp(items[0]->front, items[1]->back) && !strcmp(items[0]->back, items[1]->front);
    const struct deck_model *model =
        literal ? deck_stock_model(x->deck, DECK_REVERSED, DECK_OWN_MODEL "reversed")
                : deck_both_ways(x->deck);
    struct deck_note *note = add_note(x, model, guid_of(x, items, 2), items, 2);
    note->fields[0] = items[0]->front;
    note->fields[1] = items[0]->back;
    if (!literal) {
        note->fields[2] = items[1]->front;
        note->fields[3] = items[1]->back;
    }
    return true;
}

/* --- Clozes ------------------------------------------------------------------------------------
 */

/* A gap in a card's front, and the text without it. */
struct gap {
    size_t at, length; /* of "[...]" or "[hint]" in the front */
    char *whole;       /* the front with the answer in its place */
    struct item *item;
};

static char *fill(const struct item *item, size_t at, size_t length)
{
    struct text whole = {0};
    text_append_bytes(&whole, item->front, at);
    text_append(&whole, item->back);
    text_append(&whole, item->front + at + length);
    return text_take(&whole);
}

/* Every place that may be the gap; one "[...]" is it. Returns how many were found. */
static size_t find_gaps(struct item *item, struct gap gaps[CANDIDATES])
{
    static const char plain[] = "[...]";
    const char *certain = strstr(item->front, plain);
    size_t count = 0;
    if (certain && strstr(certain + 1, plain))
        return 0; /* several gaps of one number: which answer is whose is not known */
    for (const char *at = item->front; count < CANDIDATES && (at = strchr(at, '[')); at++) {
        size_t length = strcspn(at, "]\n") + 1;
        if (at[length - 1] != ']' || (certain && at != certain))
            continue;
        size_t place = (size_t)(at - item->front);
        gaps[count++] = (struct gap){place, length, fill(item, place, length), item};
    }
    return count;
}

static bool can_stand_in_gap(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] == '{' || text[i] == '}' ||
            (text[i] == ':' && i + 1 < length && text[i + 1] == ':'))
            return false;
    return length && text[0] != ':' && text[length - 1] != ':';
}

/* One gap a card, all of one text. */
static bool choose_gaps(struct item *const *items, size_t count, struct gap *chosen)
{
    struct gap first[CANDIDATES], others[CANDIDATES];
    size_t firsts = find_gaps(items[0], first), found = 0;
    for (size_t i = 0; i < firsts && found < count; i++) {
        bool fits = count > 1 || firsts == 1;
        chosen[0] = first[i];
        found = fits ? 1 : 0;
        for (size_t j = 1; fits && j < count; j++) {
            size_t other = find_gaps(items[j], others);
            fits = false;
            for (size_t k = 0; k < other; k++) {
                if (!fits && !strcmp(others[k].whole, first[i].whole)) {
                    chosen[j] = others[k];
                    chosen[j].whole = NULL;
                    fits = true;
                }
                free(others[k].whole);
            }
            found += fits;
        }
    }
    for (size_t i = 0; i < firsts; i++)
        if (found < count || first[i].whole != chosen[0].whole)
            free(first[i].whole);
    return found == count;
}

static int compare_gaps(const void *left, const void *right)
{
    const struct gap *a = left, *b = right;
    return (a->at > b->at) - (a->at < b->at);
}

/* The text with its gaps as Anki writes them; false where they overlap or would not be read so. */
static bool write_gaps(const char *whole, const struct gap *gaps, size_t count, struct text *out)
{
    size_t at = 0;
    if (strstr(whole, "{{") || strstr(whole, "}}"))
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct item *item = gaps[i].item;
        const char *hint = item->front + gaps[i].at + 1;
        size_t length = gaps[i].length - 2, answer = strlen(item->back);
        bool plain = length == 3 && !strncmp(hint, "...", 3);
        int number = item->guid ? item->ordinal + 1 : (int)i + 1;
        if (gaps[i].at < at || !can_stand_in_gap(item->back, answer) ||
            (!plain && !can_stand_in_gap(hint, length)))
            return false;
        text_append_bytes(out, whole + at, gaps[i].at - at);
        text_printf(out, "{{c%d::%s", number, item->back);
        if (!plain)
            text_printf(out, "::%.*s", (int)length, hint);
        text_append(out, "}}");
        at = gaps[i].at + answer;
    }
    text_append(out, whole + at);
    return true;
}

static bool all_alike(struct item *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (items[i]->kind != CARD_CLOZE || !same_note(items[0], items[i]))
            return false;
        for (size_t j = 0; j < i; j++)
            if (items[i]->guid && items[i]->ordinal == items[j]->ordinal)
                return false;
    }
    return count <= 100;
}

static bool add_cloze(struct exporting *x, struct item **items, size_t count)
{
    if (!all_alike(items, count))
        return false;
    struct gap *gaps = memory_allocate(count, sizeof *gaps);
    struct text text = {0};
    bool good = choose_gaps(items, count, gaps);
    if (good) {
        char *whole = gaps[0].whole;
        qsort(gaps, count, sizeof *gaps, compare_gaps);
        good = write_gaps(whole, gaps, count, &text);
        free(whole);
    }
    if (good) {
        for (size_t i = 0; i < count; i++)
            items[i] = gaps[i].item;
        struct deck_note *note =
            add_note(x, deck_stock_model(x->deck, DECK_CLOZE, DECK_OWN_MODEL "gaps"),
                     guid_of(x, items, count), items, count);
        note->fields[0] = keep(x, text_string(&text));
    }
    text_release(&text);
    free(gaps);
    return good;
}

/* --- Groups ------------------------------------------------------------------------------------
 */

static int compare_group(const void *left, const void *right)
{
    const struct item *a = *(struct item *const *)left, *b = *(struct item *const *)right;
    const char *one = a->guid ? a->guid : a->group, *other = b->guid ? b->guid : b->group;
    if (!one != !other)
        return one ? 1 : -1;
    int order = !a->guid != !b->guid ? (a->guid ? 1 : -1) : one ? strcmp(one, other) : 0;
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

static bool same_group(const struct item *a, const struct item *b)
{
    if (a->guid || b->guid)
        return a->guid && b->guid && !strcmp(a->guid, b->guid);
    return a->group && b->group && !strcmp(a->group, b->group);
}

static void add_group(struct exporting *x, struct item **items, size_t count)
{
    if (add_cloze(x, items, count) || add_both_ways(x, items, count))
        return;
    for (size_t i = 0; i < count; i++)
        add_alone(x, items[i], count == 1);
}

struct run {
    size_t first, count, place;
};

static int compare_run(const void *left, const void *right)
{
    const struct run *a = left, *b = right;
    return (a->place > b->place) - (a->place < b->place);
}

/* Notes in the order of their first cards. */
static void add_notes(struct exporting *x)
{
    struct item **order = memory_allocate(x->count, sizeof(void *));
    struct run *runs = memory_allocate(x->count, sizeof *runs);
    size_t run_count = 0;
    for (size_t i = 0; i < x->count; i++)
        order[i] = &x->items[i];
    if (x->count)
        qsort(order, x->count, sizeof(void *), compare_group);
    for (size_t i = 0; i < x->count; i++) {
        if (!i || !same_group(order[i - 1], order[i]))
            runs[run_count++] = (struct run){i, 0, order[i]->place};
        runs[run_count - 1].count++;
    }
    if (run_count)
        qsort(runs, run_count, sizeof *runs, compare_run);
    for (size_t i = 0; i < run_count; i++)
        add_group(x, order + runs[i].first, runs[i].count);
    free(order);
    free(runs);
}

bool collection_deck(struct collection *c, const struct card_filter *filter,
                     const char *media_folder, struct deck *deck, struct error *error)
{
    struct exporting x = {.c = c, .deck = deck, .media_folder = media_folder, .error = error};
    memset(deck, 0, sizeof *deck);
    deck->now = clock_now(c->clock);
    x.today = collection_today(c);
    setting_scheduling(c, &x.scheduling);
    bool good = collection_each_card(c, filter, take_card, &x, error) && complete(&x);
    if (good)
        add_notes(&x);
    free(x.items);
    if (!good)
        deck_release(deck);
    return good;
}
