/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drafts of one file against the cards that are known. In this order each draft becomes
 *
 *   the card of the same text in this file (same place or moved within it),
 *   the card of the same text anywhere (moved here, one more source, or an orphan that revives),
 *   the card at the same place whose text is similar (changed: new text, schedule kept),
 *   a new card.
 *
 * A draft with a key (a card of a deck) is the card of that key, whatever its text: its id follows
 * from the key alone. Its text changes the card's, unless other files hold the card as well.
 *
 * A rejected card is remembered by its text alone: the same text in whatever kind of card stays
 * rejected, and a text that changed is a new text.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

enum { CARD_ID_TEXT = 40, COMPARED_MOST = 64, LOOK_BACK = 64 };
static const double SIMILAR_ENOUGH = 0.6;

/* A card that lay in the file at its last reading. */
struct known {
    const char *id, *heading, *kind, *pattern, *front, *back;
    const char *topic, *tags, *simulation, *held;
    char *folded; /* front and back, when first compared */
    int64_t hash;
    uint64_t place;
    int state, day, source_count, proposed;
    bool edited, matched;
};

struct wanted {
    const struct draft *draft;
    const char *heading, *tags;
    int64_t hash;
    uint64_t id_hash[2]; /* of kind and folded text */
    char id[CARD_ID_TEXT];
    bool matched;
    bool made;   /* a new card */
    bool absent; /* nothing knows its id yet */
    /* Of a new card, the first of its places in this file: */
    size_t places, group;
    long line;
    struct wanted *above; /* the nearest of the same text further up in the file, or NULL */
    struct wanted *same;  /* the first draft of the same card there, or NULL */
};

/* A pair of a draft and a card that might be the same. */
struct pair {
    double similarity;
    size_t wanted, known;
};

struct reconciling {
    struct collection *c;
    const struct harvest *harvest;
    struct import_counts *counts;
    struct arena arena;
    struct known *known;
    size_t known_count, known_capacity;
    size_t *by_hash, *by_place, *by_id; /* indices of known, sorted */
    struct wanted *wanted;
    size_t wanted_count;
    struct pair *pairs;
    size_t pair_count, pair_capacity;
    struct text buffer, sibling;
    bool headings_whole; /* JSON gives all headings back as they are */
    bool reading_stands; /* the places of the cards are as this reading says */
};

/* --- Reading both sides ------------------------------------------------------------------------
 */

static const char *join(struct arena *arena, const char *const *parts, size_t count)
{
    struct text joined = {0};
    if (!count)
        return "";
    for (size_t i = 0; i < count; i++) {
        if (i)
            text_append(&joined, "\n");
        for (const char *at = parts[i]; *at; at++)
            text_append_bytes(&joined, *at == '\n' ? " " : at, 1);
    }
    const char *kept = arena_copy_string(arena, text_string(&joined));
    text_release(&joined);
    return kept;
}

static bool read_known(struct reconciling *r, struct error *error)
{
    struct collection *c = r->c;
    sqlite3_stmt *s = statement_of(c, sql_known_of_file, error);
    if (!s)
        return false;
    bind_text(c, s, 1, r->harvest->file);
    bind_text(c, s, 2, c->device);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        memory_reserve((void **)&r->known, r->known_count, &r->known_capacity, sizeof *r->known);
        r->known[r->known_count++] = (struct known){
            .id = column_copy(c, s, 0, &r->arena),
            .heading = column_copy(c, s, 1, &r->arena),
            .kind = column_copy(c, s, 2, &r->arena),
            .pattern = column_copy(c, s, 3, &r->arena),
            .hash = sqlite3_column_int64(s, 4),
            .front = column_copy(c, s, 5, &r->arena),
            .back = column_copy(c, s, 6, &r->arena),
            .edited = sqlite3_column_int(s, 7) != 0,
            .state = sqlite3_column_int(s, 8),
            .topic = column_copy(c, s, 9, &r->arena),
            .day = sqlite3_column_int(s, 10),
            .tags = column_copy(c, s, 11, &r->arena),
            .simulation = column_copy(c, s, 12, &r->arena),
            .held = column_copy(c, s, 13, &r->arena),
            .source_count = sqlite3_column_int(s, 14),
            .proposed = sqlite3_column_int(s, 15),
        };
    }
    return step == STEP_DONE;
}

/* What the text is and, with its kind, what id it will have. */
static void identify_text(struct wanted *wanted, struct text *front, struct text *back)
{
    const struct draft *draft = wanted->draft;
    const char *kind = card_kind_name(draft->kind);
    text_fold_into(front, draft->front, strlen(draft->front));
    text_fold_into(back, draft->back, strlen(draft->back));
    const char *first = text_string(front), *second = text_string(back);
    wanted->hash = text_identity(first, second);
    hash_begin_128(wanted->id_hash);
    hash_extend_128(wanted->id_hash, kind, strlen(kind) + 1);
    hash_extend_128(wanted->id_hash, first, strlen(first) + 1);
    hash_extend_128(wanted->id_hash, second, strlen(second) + 1);
}

static void read_wanted(struct reconciling *r)
{
    const struct draft *before = NULL;
    r->wanted = memory_allocate(r->harvest->draft_count, sizeof *r->wanted);
    for (size_t i = 0; i < r->harvest->draft_count; i++) {
        const struct draft *draft = &r->harvest->drafts[i];
        if (!draft->front || !draft->back)
            continue;
        struct wanted *wanted = &r->wanted[r->wanted_count++];
        bool shared = before && before->heading == draft->heading &&
                      before->heading_count == draft->heading_count;
        wanted->draft = draft;
        identify_text(wanted, &r->buffer, &r->sibling);
        wanted->heading =
            shared ? wanted[-1].heading : join(&r->arena, draft->heading, draft->heading_count);
        wanted->tags = join(&r->arena, draft->tags, draft->tag_count);
        before = draft;
    }
}

static int compare_hash(const void *left, const void *right, void *context)
{
    const struct known *known = context;
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    if (known[a].hash != known[b].hash)
        return known[a].hash < known[b].hash ? -1 : 1;
    return (a > b) - (a < b);
}

static int compare_known_id(const void *left, const void *right, void *context)
{
    const struct known *known = context;
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    int order = strcmp(known[a].id, known[b].id);
    return order ? order : (a > b) - (a < b);
}

static int compare_place(const void *left, const void *right, void *context)
{
    const struct known *known = context;
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    if (known[a].place != known[b].place)
        return known[a].place < known[b].place ? -1 : 1;
    return (a > b) - (a < b);
}

static size_t *indices(size_t count)
{
    size_t *all = memory_allocate(count, sizeof *all);
    for (size_t i = 0; i < count; i++)
        all[i] = i;
    return all;
}

static int compare_wanted(const void *left, const void *right, void *context)
{
    const struct wanted *wanted = context;
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    if (wanted[a].hash != wanted[b].hash)
        return wanted[a].hash < wanted[b].hash ? -1 : 1;
    return (a > b) - (a < b);
}

static void mark_repeats(struct reconciling *r)
{
    size_t *order = indices(r->wanted_count);
    if (r->wanted_count)
        qsort_r(order, r->wanted_count, sizeof *order, compare_wanted, r->wanted);
    for (size_t i = 1; i < r->wanted_count; i++)
        if (r->wanted[order[i]].hash == r->wanted[order[i - 1]].hash)
            r->wanted[order[i]].above = &r->wanted[order[i - 1]];
    free(order);
}

/* --- The same text in this file ----------------------------------------------------------------
 */

static size_t first_of_hash(const struct reconciling *r, int64_t hash)
{
    size_t low = 0, high = r->known_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (r->known[r->by_hash[middle]].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How well a card of the same text fits: 0 not at all, 3 the very same place. */
static int fit(const struct known *known, const struct wanted *wanted)
{
    bool kind = !strcmp(known->kind, card_kind_name(wanted->draft->kind));
    if (!kind)
        return known->state == CARD_REJECTED ? 1 : 0;
    bool place = !strcmp(known->heading, wanted->heading);
    return 2 + place;
}

static struct known *same_in_file(const struct reconciling *r, const struct wanted *wanted,
                                  int *best)
{
    struct known *found = NULL;
    *best = 0;
    for (size_t i = first_of_hash(r, wanted->hash); i < r->known_count; i++) {
        struct known *known = &r->known[r->by_hash[i]];
        if (known->hash != wanted->hash)
            break;
        int now = fit(known, wanted);
        if (now > *best || (now == *best && now && found->matched && !known->matched)) {
            *best = now;
            found = known;
        }
    }
    return found;
}

/* All rows of the card, where it lies in the file more than once. */
static bool mark_known(struct reconciling *r, const struct known *known)
{
    bool before = known->matched;
    for (size_t i = first_of_hash(r, known->hash); i < r->known_count; i++) {
        struct known *row = &r->known[r->by_hash[i]];
        if (row->hash != known->hash)
            break;
        if (!strcmp(row->id, known->id))
            row->matched = true;
    }
    return before;
}

static bool differs(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") != 0;
}

static void write_details(struct text *json, const struct wanted *wanted, bool proposed)
{
    json_add_text(json, "topic", wanted->draft->topic);
    json_add_integer(json, "day", wanted->draft->day);
    json_add_text(json, "tags", wanted->tags);
    json_add_text(json, "simulation", wanted->draft->simulation);
    json_add_text(json, "held", wanted->draft->held);
    json_add_integer(json, "proposed", proposed);
}

/* Of a card with several sources no one file decides the details. */
static bool update_details(struct reconciling *r, const struct known *known,
                           const struct wanted *wanted, struct error *error)
{
    const struct draft *draft = wanted->draft;
    if (known->source_count > 1 ||
        (!differs(known->topic, draft->topic) && known->day == draft->day &&
         !differs(known->tags, wanted->tags) && !differs(known->simulation, draft->simulation) &&
         !differs(known->held, draft->held)))
        return true;
    text_clear(&r->buffer);
    text_append(&r->buffer, "{");
    write_details(&r->buffer, wanted, known->proposed != 0);
    text_append(&r->buffer, "}");
    return event_append(r->c, EVENT_DETAILS_CHANGED, known->id, r->buffer.data, NULL, error);
}

static bool match_same_in_file(struct reconciling *r, struct wanted *wanted, struct error *error)
{
    int best;
    struct known *known = same_in_file(r, wanted, &best);
    if (!known)
        return true;
    wanted->matched = true;
    (void)snprintf(wanted->id, sizeof wanted->id, "%s", known->id);
    if (mark_known(r, known))
        return true; /* the same card once more */
    if (best == 2)
        r->counts->moved++;
    else
        r->counts->unchanged++;
    return best == 1 || update_details(r, known, wanted, error);
}

/* --- The same text anywhere --------------------------------------------------------------------
 */

static bool details_differ(struct collection *c, sqlite3_stmt *s, const struct wanted *wanted)
{
    const struct draft *draft = wanted->draft;
    return differs(column_text(c, s, 3), draft->topic) || sqlite3_column_int(s, 4) != draft->day ||
           differs(column_text(c, s, 5), wanted->tags) ||
           differs(column_text(c, s, 6), draft->simulation) ||
           differs(column_text(c, s, 7), draft->held);
}

/* Whether the card has moved here is known when all files are read. */
static void keep_details(struct reconciling *r, const struct wanted *wanted, bool proposed)
{
    struct import *import = r->c->import;
    text_clear(&r->buffer);
    text_append(&r->buffer, "{");
    write_details(&r->buffer, wanted, proposed);
    text_append(&r->buffer, "}");
    names_add(import, &import->detailed, wanted->id);
    names_add(import, &import->details, text_string(&r->buffer));
}

static bool match_same_anywhere(struct reconciling *r, struct wanted *wanted, struct error *error)
{
    struct collection *c = r->c;
    int best = 0, state = CARD_ACTIVE;
    bool other_details = false, proposed = false;
    if (absent_text(c, wanted->hash))
        return true;
    sqlite3_stmt *s = statement_of(c, sql_known_by_text, error);
    if (!s)
        return false;
    bind_integer(c, s, 1, wanted->hash);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        bool kind = !strcmp(column_text(c, s, 1), card_kind_name(wanted->draft->kind));
        int now = kind ? 2 : sqlite3_column_int(s, 2) == CARD_REJECTED;
        if (now > best) {
            best = now;
            state = sqlite3_column_int(s, 2);
            other_details = details_differ(c, s, wanted);
            proposed = sqlite3_column_int(s, 8) != 0;
            (void)snprintf(wanted->id, sizeof wanted->id, "%s", column_text(c, s, 0));
        }
    }
    if (step == STEP_FAILED)
        return false;
    wanted->matched = best > 0;
    if (best) {
        names_add(c->import, &c->import->gained, wanted->id);
        if (state == CARD_ORPHANED)
            names_add(c->import, &c->import->revived, wanted->id);
        if (best == 2 && other_details)
            keep_details(r, wanted, proposed);
    }
    return true;
}

/* --- The card of the same key ------------------------------------------------------------------
 */

/* Our own decks name the ids of their cards. */
static void identify_key(struct wanted *wanted)
{
    const struct draft *draft = wanted->draft;
    uint64_t hash[2];
    hash_begin_128(hash);
    hash_extend_128(hash, "deck", sizeof "deck");
    hash_extend_128(hash, draft->key, strlen(draft->key) + 1);
    if (draft->id && strlen(draft->id) < sizeof wanted->id)
        (void)snprintf(wanted->id, sizeof wanted->id, "%s", draft->id);
    else
        (void)snprintf(wanted->id, sizeof wanted->id, "%016" PRIx64, random_mix(hash[0], hash[1]));
}

/* The card's first row of the file, and all its rows are matched; NULL: it does not lie there. */
static struct known *known_of_id(const struct reconciling *r, const char *id)
{
    size_t low = 0, high = r->known_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(r->known[r->by_id[middle]].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    struct known *found = NULL;
    for (; low < r->known_count && !strcmp(r->known[r->by_id[low]].id, id); low++) {
        r->known[r->by_id[low]].matched = true; /* the card may lie in the file more than once */
        found = found ? found : &r->known[r->by_id[low]];
    }
    return found;
}

static void write_draft(struct reconciling *r, enum event_kind kind, const struct wanted *wanted,
                        bool proposed);

static bool change_text(struct reconciling *r, const struct wanted *wanted, bool proposed,
                        struct error *error)
{
    write_draft(r, EVENT_TEXT_CHANGED, wanted, proposed);
    if (!event_append(r->c, EVENT_TEXT_CHANGED, wanted->id, r->buffer.data, NULL, error))
        return false;
    absent_no_more(r->c, wanted->id, wanted->hash);
    r->c->import->changes++;
    return true;
}

static bool match_key_in_file(struct reconciling *r, struct wanted *wanted, struct known *known,
                              struct error *error)
{
    bool changed =
        known->hash != wanted->hash && known->source_count <= 1 && known->state != CARD_REJECTED;
    wanted->matched = true;
    if (changed)
        r->counts->changed++;
    else if (!strcmp(known->heading, wanted->heading))
        r->counts->unchanged++;
    else
        r->counts->moved++;
    return changed ? change_text(r, wanted, known->proposed != 0, error)
                   : update_details(r, known, wanted, error);
}

/* The card is known, but not of this file. */
static bool match_key_elsewhere(struct reconciling *r, struct wanted *wanted, struct error *error)
{
    struct collection *c = r->c;
    if (absent_card(c, wanted->id))
        return true;
    sqlite3_stmt *s = statement_of(c, sql_known_by_id, error);
    if (!s)
        return false;
    bind_text(c, s, 1, wanted->id);
    enum step step = statement_step(c, s, error);
    if (step != STEP_ROW)
        return step == STEP_DONE;
    int state = sqlite3_column_int(s, 0);
    bool proposed = sqlite3_column_int(s, 6) != 0;
    bool changed = sqlite3_column_int64(s, 7) != wanted->hash && state == CARD_ORPHANED;
    (void)sqlite3_reset(s);
    wanted->matched = true;
    names_add(c->import, &c->import->gained, wanted->id);
    if (state == CARD_ORPHANED) {
        names_add(c->import, &c->import->revived, wanted->id);
        keep_details(r, wanted, proposed);
    }
    return !changed || change_text(r, wanted, proposed, error);
}

static int compare_wanted_id(const void *left, const void *right, void *context)
{
    const struct wanted *wanted = context;
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    int order = strcmp(wanted[a].id, wanted[b].id);
    return order ? order : (a > b) - (a < b);
}

/* Of several drafts with one key the first is the card; the others are places of it. */
static void join_keys(struct reconciling *r)
{
    size_t *order = indices(r->wanted_count), count = 0;
    for (size_t i = 0; i < r->wanted_count; i++)
        if (r->wanted[i].draft->key)
            order[count++] = i;
    if (count)
        qsort_r(order, count, sizeof *order, compare_wanted_id, r->wanted);
    for (size_t i = 1; i < count; i++) {
        struct wanted *before = &r->wanted[order[i - 1]], *wanted = &r->wanted[order[i]];
        if (strcmp(before->id, wanted->id) != 0)
            continue;
        wanted->same = before->same ? before->same : before;
        wanted->matched = true;
    }
    free(order);
}

static bool match_keys(struct reconciling *r, struct error *error)
{
    bool any = false, good = true;
    for (size_t i = 0; i < r->wanted_count; i++)
        if (r->wanted[i].draft->key) {
            identify_key(&r->wanted[i]);
            any = true;
        }
    if (!any)
        return true;
    join_keys(r);
    r->by_id = indices(r->known_count);
    if (r->known_count)
        qsort_r(r->by_id, r->known_count, sizeof *r->by_id, compare_known_id, r->known);
    for (size_t i = 0; good && i < r->wanted_count; i++) {
        struct wanted *wanted = &r->wanted[i];
        if (!wanted->draft->key || wanted->same)
            continue;
        struct known *known = known_of_id(r, wanted->id);
        good = known ? match_key_in_file(r, wanted, known, error)
                     : match_key_elsewhere(r, wanted, error);
    }
    return good;
}

/* --- A similar text at the same place ----------------------------------------------------------
 */

static uint64_t place_of(const char *heading, const char *pattern, const char *kind)
{
    return random_mix(
        random_mix(hash_bytes(heading, strlen(heading)), hash_bytes(pattern, strlen(pattern))),
        hash_bytes(kind, strlen(kind)));
}

static char *folded_text(struct known *known)
{
    if (!known->folded) {
        struct text both = {0};
        text_printf(&both, "%s\n%s", known->front, known->back);
        known->folded = text_fold(both.data, both.length);
        text_release(&both);
    }
    return known->folded;
}

static int compare_pairs(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;
    if (a->similarity != b->similarity)
        return a->similarity > b->similarity ? -1 : 1;
    if (a->wanted != b->wanted)
        return a->wanted < b->wanted ? -1 : 1;
    return (a->known > b->known) - (a->known < b->known);
}

static void add_pairs_of(struct reconciling *r, size_t number, uint64_t place, size_t nth)
{
    const struct wanted *wanted = &r->wanted[number];
    size_t low = 0, high = r->known_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (r->known[r->by_place[middle]].place < place)
            low = middle + 1;
        else
            high = middle;
    }
    for (high = low; high < r->known_count && r->known[r->by_place[high]].place == place;)
        high++;
    if (high - low > COMPARED_MOST) { /* the neighbours in order are the likely ones */
        size_t from = nth > COMPARED_MOST / 2 ? nth - COMPARED_MOST / 2 : 0;
        from = from > high - low - COMPARED_MOST ? high - low - COMPARED_MOST : from;
        low += from;
        high = low + COMPARED_MOST;
    }
    struct text both = {0};
    text_printf(&both, "%s\n%s", wanted->draft->front, wanted->draft->back);
    char *folded = text_fold(both.data, both.length);
    for (size_t i = low; i < high; i++) {
        double similarity = text_similarity(folded, folded_text(&r->known[r->by_place[i]]));
        if (similarity < SIMILAR_ENOUGH)
            continue;
        memory_reserve((void **)&r->pairs, r->pair_count, &r->pair_capacity, sizeof *r->pairs);
        r->pairs[r->pair_count++] = (struct pair){similarity, number, r->by_place[i]};
    }
    free(folded);
    text_release(&both);
}

static bool heading_is_there(const struct reconciling *r, const char *heading)
{
    for (size_t i = 0; i < r->wanted_count; i++)
        if (!strcmp(r->wanted[i].heading, heading))
            return true;
    return false;
}

/* Places of the cards still without a draft; others, and rejected ones, get none. */
static void place_known(struct reconciling *r, bool by_heading)
{
    const char *asked = NULL; /* neighbours share their heading: it is looked up once */
    bool there = false;
    for (size_t i = 0; i < r->known_count; i++) {
        struct known *known = &r->known[i];
        bool open = !known->matched && known->state != CARD_REJECTED;
        if (open && !by_heading) {
            if (!asked || strcmp(asked, known->heading) != 0)
                there = heading_is_there(r, known->heading);
            asked = known->heading;
            open = !there;
        }
        known->place =
            open ? place_of(by_heading ? known->heading : "", known->pattern, known->kind) : 0;
    }
    if (r->known_count)
        qsort_r(r->by_place, r->known_count, sizeof *r->by_place, compare_place, r->known);
}

/* What another program knew of the card when it was first seen here; no real date: nothing. */
static void write_schedule(struct text *json, const struct draft *draft)
{
    const char *schedule = draft->schedule;
    struct error ignored = {0};
    char day[DAY_TEXT];
    double interval;
    int ease;
    day_number due;
    if (!schedule ||
        sscanf(schedule, "due=%15s interval=%lf ease=%d", day, &interval, &ease) != 3 ||
        !day_parse(day, &due, &ignored))
        return;
    json_add_integer(json, "due", due);
    json_add_integer(json, "interval", (int64_t)ceil(interval));
    json_add_integer(json, "ease", ease);
    if (draft->repetitions > 0)
        json_add_integer(json, "repetitions", draft->repetitions);
    if (draft->key)
        json_add_integer(json, "lapses", draft->lapses);
    if (draft->review_count)
        json_add_integer(json, "history", 1);
}

/* The payload, into the buffer. */
static void write_draft(struct reconciling *r, enum event_kind kind, const struct wanted *wanted,
                        bool proposed)
{
    const struct draft *draft = wanted->draft;
    char hash[20];
    struct text *json = &r->buffer;
    (void)snprintf(hash, sizeof hash, "%016" PRIx64, (uint64_t)wanted->hash);
    text_clear(json);
    text_append(json, "{");
    json_add_text(json, "kind", card_kind_name(draft->kind));
    json_add_text(json, "front", draft->front);
    json_add_text(json, "back", draft->back);
    json_add_text(json, "pattern", draft->pattern ? draft->pattern : "");
    json_add_real(json, "confidence", draft->confidence);
    json_add_text(json, "passage", draft->passage);
    json_add_text(json, "reason", draft->reason);
    json_add_text(json, "hash", hash);
    write_details(json, wanted, proposed);
    json_add_text(json, "key", draft->key);
    json_add_text(json, "media", draft->media);
    if (kind == EVENT_CARD_CREATED)
        write_schedule(json, draft);
    if (kind == EVENT_CARD_CREATED && draft->suspended)
        json_add_integer(json, "suspended", 1);
    text_append(json, "}");
}

static bool match_pairs(struct reconciling *r, struct error *error)
{
    if (r->pair_count)
        qsort(r->pairs, r->pair_count, sizeof *r->pairs, compare_pairs);
    for (size_t i = 0; i < r->pair_count; i++) {
        struct wanted *wanted = &r->wanted[r->pairs[i].wanted];
        struct known *known = &r->known[r->pairs[i].known];
        if (wanted->matched || known->matched)
            continue;
        wanted->matched = true;
        (void)mark_known(r, known);
        (void)snprintf(wanted->id, sizeof wanted->id, "%s", known->id);
        write_draft(r, EVENT_TEXT_CHANGED, wanted, known->proposed != 0);
        if (!event_append(r->c, EVENT_TEXT_CHANGED, wanted->id, r->buffer.data, NULL, error))
            return false;
        absent_no_more(r->c, wanted->id, wanted->hash);
        r->counts->changed++;
        r->c->import->changes++;
    }
    return true;
}

/* At the same heading; then, for headings that are gone (renamed), at any. */
static bool match_changed(struct reconciling *r, bool by_heading, struct error *error)
{
    r->pair_count = 0;
    place_known(r, by_heading);
    for (size_t i = 0, nth = 0; i < r->wanted_count; i++) {
        const struct wanted *wanted = &r->wanted[i];
        if (wanted->matched || wanted->draft->key)
            continue;
        add_pairs_of(r, i,
                     place_of(by_heading ? wanted->heading : "",
                              wanted->draft->pattern ? wanted->draft->pattern : "",
                              card_kind_name(wanted->draft->kind)),
                     nth++);
    }
    return match_pairs(r, error);
}

static bool any_open(const struct reconciling *r)
{
    bool known = false, wanted = false;
    for (size_t i = 0; i < r->known_count && !known; i++)
        known = !r->known[i].matched && r->known[i].state != CARD_REJECTED;
    for (size_t i = 0; i < r->wanted_count && !wanted; i++)
        wanted = !r->wanted[i].matched && !r->wanted[i].draft->key;
    return known && wanted;
}

/* --- New cards ---------------------------------------------------------------------------------
 */

static bool id_is_taken(struct collection *c, const char *id, bool *taken, struct error *error)
{
    int64_t found = 0;
    sqlite3_stmt *s = statement_of(c, sql_card_exists, error);
    if (s)
        bind_text(c, s, 1, id);
    bool good = statement_integer(c, s, 0, &found, error);
    *taken = found != 0;
    return good;
}

/* Two devices that import the same notes come to the same id. */
static bool find_id(struct reconciling *r, struct wanted *wanted, struct error *error)
{
    bool taken = true;
    for (int n = 0; taken; n++) {
        char number[12];
        uint64_t hash[2] = {wanted->id_hash[0], wanted->id_hash[1]};
        int digits = snprintf(number, sizeof number, "%d", n);
        hash_extend_128(hash, number, (size_t)digits);
        (void)snprintf(wanted->id, sizeof wanted->id, "%016" PRIx64, random_mix(hash[0], hash[1]));
        wanted->absent = absent_card(r->c, wanted->id);
        taken = false;
        if (!wanted->absent && !id_is_taken(r->c, wanted->id, &taken, error))
            return false;
    }
    return true;
}

/* The same text further up in the file has just been given an id. */
static bool match_further_up(struct wanted *wanted)
{
    for (struct wanted *up = wanted->above; up; up = up->above) {
        if (up->draft->kind != wanted->draft->kind)
            continue;
        memcpy(wanted->id, up->id, sizeof wanted->id);
        wanted->matched = true;
        wanted->same = up->same ? up->same : up;
        return true;
    }
    return false;
}

static bool identify_new(struct reconciling *r, struct error *error)
{
    for (size_t i = 0; i < r->wanted_count; i++) {
        struct wanted *wanted = &r->wanted[i];
        bool keyed = wanted->draft->key != NULL;
        if (wanted->matched || (!keyed && match_further_up(wanted)))
            continue;
        wanted->matched = wanted->made = true;
        if (keyed)
            wanted->absent = absent_card(r->c, wanted->id);
        else if (!find_id(r, wanted, error))
            return false;
    }
    return true;
}

/* Whether JSON gives the text back as it is. */
static bool is_whole(const char *text)
{
    size_t length = text ? strlen(text) : 0;
    return utf8_valid_prefix(text, length) == length;
}

/* Whether the row is just what the draft says: nothing else knows of the card, nothing is lost. */
static bool is_plain(const struct reconciling *r, const struct wanted *wanted)
{
    const struct draft *draft = wanted->draft;
    return wanted->absent && r->reading_stands && !draft->schedule && !draft->review_count &&
           is_whole(draft->front) && is_whole(draft->back) && is_whole(draft->passage) &&
           is_whole(draft->reason) && is_whole(draft->topic) && is_whole(wanted->tags) &&
           is_whole(draft->simulation) && isfinite(draft->confidence);
}

static bool create_plain(struct reconciling *r, const struct wanted *wanted, bool proposed,
                         struct error *error)
{
    const struct draft *draft = wanted->draft;
    struct first_source source = {
        .file = r->harvest->file, .line = wanted->line, .count = (int64_t)wanted->places};
    struct card_fold card;
    char digits[40];
    card_fold_init(&card);
    card.kind = card_kind_name(draft->kind);
    card.front = draft->front;
    card.back = draft->back;
    card.pattern = draft->pattern ? draft->pattern : "";
    card.confidence = json_round(draft->confidence, digits);
    card.passage = draft->passage;
    card.reason = draft->reason;
    card.text_hash = wanted->hash;
    card.topic = draft->topic;
    card.day = draft->day;
    card.tags = wanted->tags;
    card.simulation = draft->simulation;
    card.held = draft->held;
    card.proposed = proposed;
    card.suspended = draft->suspended;
    text_clear(&r->sibling);
    if (wanted->group)
        text_printf(&r->sibling, "%s#%zu", r->harvest->file, wanted->group);
    source.sibling = wanted->group ? r->sibling.data : NULL;
    return event_append_card(r->c, wanted->id, r->buffer.data, &card, &source, error);
}

/* The answers come before the card in time, so all of it is folded anew, once. */
static bool create_with_history(struct reconciling *r, const struct wanted *wanted,
                                struct error *error)
{
    size_t added;
    return history_store(r->c, wanted->id, wanted->draft, wanted->absent, &added, error) &&
           event_append_unfolded(r->c, EVENT_CARD_CREATED, wanted->id, r->buffer.data, error) &&
           fold_subject_again(r->c, wanted->id, error);
}

static bool create_card(struct reconciling *r, const struct wanted *wanted, bool proposed,
                        struct error *error)
{
    write_draft(r, EVENT_CARD_CREATED, wanted, proposed);
    if (is_plain(r, wanted))
        return create_plain(r, wanted, proposed, error);
    if (wanted->draft->review_count)
        return create_with_history(r, wanted, error);
    return event_append(r->c, EVENT_CARD_CREATED, wanted->id, r->buffer.data, NULL, error);
}

static bool create_new(struct reconciling *r, struct error *error)
{
    for (size_t i = 0; i < r->wanted_count; i++) {
        const struct wanted *wanted = &r->wanted[i];
        const struct draft *draft = wanted->draft;
        bool proposed =
            !draft->explicit_card && draft->confidence < r->c->import->active_from - 1e-9;
        if (!wanted->made)
            continue;
        if (!create_card(r, wanted, proposed, error))
            return false;
        absent_no_more(r->c, wanted->id, wanted->hash);
        names_add(r->c->import, &r->c->import->made, wanted->id);
        r->counts->new_cards++;
        r->counts->proposed += proposed || draft->held;
        r->c->import->changes++;
    }
    return true;
}

/* --- Schedules that another program left meanwhile ----------------------------------------------
 */

/* Whether the card's schedule is the one told. */
static bool stands_so(sqlite3_stmt *s, const struct text *json)
{
    long long due = 0, interval = 0, ease = 0;
    return sscanf(json->data, "{\"due\":%lld,\"interval\":%lld,\"ease\":%lld", &due, &interval,
                  &ease) == 3 &&
           sqlite3_column_int64(s, 2) == due && sqlite3_column_int64(s, 3) == interval &&
           sqlite3_column_int64(s, 4) == ease;
}

/* A card that was known before goes on from there unless it was asked, or given a day, here. What
 * it was told once is not told again. */
static bool adopt_schedule(struct reconciling *r, const struct wanted *wanted, struct error *error)
{
    struct text *json = &r->buffer;
    text_clear(json);
    text_append(json, "{");
    write_schedule(json, wanted->draft);
    sqlite3_stmt *s = json->length > 1 ? statement_of(r->c, sql_known_schedule, error) : NULL;
    if (!s)
        return json->length <= 1;
    bind_text(r->c, s, 1, wanted->id);
    bind_text(r->c, s, 2, json->data + 1);
    enum step step = statement_step(r->c, s, error);
    bool asked = step == STEP_ROW && sqlite3_column_int(s, 0) != 0;
    bool told = step == STEP_ROW && (sqlite3_column_int(s, 1) != 0 || stands_so(s, json));
    (void)sqlite3_reset(s);
    if (step != STEP_ROW || told)
        return step != STEP_FAILED;
    if (asked) {
        r->counts->schedules_ignored++;
        return true;
    }
    text_append(json, "}");
    return event_append(r->c, EVENT_DETAILS_CHANGED, wanted->id, json->data, NULL, error);
}

/* What was answered in another program since the card was last read from there. */
static bool adopt_histories(struct reconciling *r, struct error *error)
{
    for (size_t i = 0; i < r->wanted_count; i++) {
        const struct wanted *wanted = &r->wanted[i];
        size_t added = 0;
        if (wanted->made || wanted->same || !wanted->draft->review_count)
            continue;
        if (!history_store(r->c, wanted->id, wanted->draft, false, &added, error) ||
            (added && !fold_subject_again(r->c, wanted->id, error)))
            return false;
        r->c->import->changes += added > 0;
    }
    return true;
}

static bool adopt_schedules(struct reconciling *r, struct error *error)
{
    bool good = true;
    for (size_t i = 0; good && i < r->wanted_count; i++)
        if (r->wanted[i].draft->schedule && !r->wanted[i].made)
            good = adopt_schedule(r, &r->wanted[i], error);
    return good;
}

/* --- Where everything is now -------------------------------------------------------------------
 */

/* Numbers for strings in order of appearance; `names` grows. What repeats does so soon. */
static size_t number_of(struct reconciling *r, struct names *names, const char *name)
{
    for (size_t i = names->count; i > 0 && names->count - i < LOOK_BACK; i--)
        if (!strcmp(names->items[i - 1], name))
            return i - 1;
    memory_reserve((void **)&names->items, names->count, &names->capacity, sizeof *names->items);
    names->items[names->count] = arena_copy_string(&r->arena, name);
    return names->count++;
}

/* Of several places the first line counts, as in the table. */
static void note_place(struct wanted *wanted, size_t group)
{
    struct wanted *card = wanted->same ? wanted->same : wanted;
    if (card->places++ && wanted->draft->line >= card->line)
        return;
    card->line = wanted->draft->line;
    card->group = group;
}

/* Writes the list of cards, and the same to `rows`. */
static void write_cards(struct reconciling *r, struct names *headings, struct source_row *rows)
{
    struct names groups = {0};
    struct text *json = &r->buffer;
    text_append(json, ",\"cards\":[");
    for (size_t i = 0; i < r->wanted_count; i++) {
        struct wanted *wanted = &r->wanted[i];
        size_t heading = number_of(r, headings, wanted->heading);
        size_t group = 0;
        if (wanted->draft->group)
            group = number_of(r, &groups, wanted->draft->group) + 1;
        text_printf(json, "%s[\"%s\",%ld,%ld,%zu,%zu]", i ? "," : "", wanted->id,
                    wanted->draft->line, wanted->draft->end_line, heading, group);
        note_place(wanted, group);
        rows[i] =
            (struct source_row){.card = wanted->id,
                                .heading = wanted->heading,
                                .line = wanted->draft->line,
                                .end_line = wanted->draft->end_line,
                                .group = (int64_t)group,
                                .absent = wanted->same ? wanted->same->absent : wanted->absent};
    }
    text_append(json, "],\"headings\":[");
    for (size_t i = 0; i < headings->count; i++) {
        text_append(json, i ? "," : "");
        json_add_quoted(json, headings->items[i]);
        r->headings_whole = r->headings_whole && is_whole(headings->items[i]);
    }
    text_append(json, "]");
    free(groups.items);
}

static void write_remarks(const struct harvest *harvest, struct text *json)
{
    text_append(json, ",\"remarks\":[");
    for (size_t i = 0; i < harvest->remark_count; i++) {
        const struct remark *remark = &harvest->remarks[i];
        text_append(json, i ? ",[" : "[");
        json_add_quoted(json, remark->kind);
        text_printf(json, ",%ld,", remark->line);
        json_add_quoted(json, remark->text ? remark->text : "");
        text_append(json, ",");
        json_add_quoted(json, remark->why ? remark->why : "");
        text_append(json, "]");
    }
    text_append(json, "],\"links\":[");
    for (size_t i = 0; i < harvest->link_count; i++) {
        const struct simulation_link *link = &harvest->links[i];
        text_append(json, i ? ",[" : "[");
        json_add_quoted(json, link->name);
        text_append(json, ",");
        json_add_quoted(json, link->parameters ? link->parameters : "");
        text_printf(json, ",%ld,%ld]", link->line, link->end_line);
    }
    text_append(json, "]");
}

/* Left out where there are none, so that a note without goals reads as it always did. */
static void write_goals(const struct harvest *harvest, struct text *json)
{
    for (size_t i = 0; i < harvest->goal_item_count; i++) {
        const struct goal_item *item = &harvest->goal_items[i];
        text_append(json, i ? ",[" : ",\"goals\":[[");
        json_add_quoted(json, item->goal);
        text_append(json, ",");
        json_add_quoted(json, item->name);
        text_printf(json, ",%d,%ld]", (int)item->status, item->line);
    }
    text_append(json, harvest->goal_item_count ? "]" : "");
    for (size_t i = 0; i < harvest->goal_target_count; i++) {
        const struct goal_target *target = &harvest->goal_targets[i];
        text_append(json, i ? ",[" : ",\"targets\":[[");
        json_add_quoted(json, target->goal);
        text_printf(json, ",%ld,%ld,", target->target, target->line);
        json_add_quoted(json, target->text ? target->text : "");
        text_append(json, "]");
    }
    text_append(json, harvest->goal_target_count ? "]" : "");
}

static const char *claim_kind_name(enum claim_kind kind)
{
    return kind == CLAIM_EXPANSION ? "expansion" : "definition";
}

/* [place of the card, kind, term, words, scope]; left out where there are none. */
static void write_claims(const struct reconciling *r, struct text *json)
{
    bool any = false;
    for (size_t i = 0; i < r->wanted_count; i++) {
        const struct claim *claim = &r->wanted[i].draft->claim;
        if (claim->kind == CLAIM_NONE)
            continue;
        text_printf(json, "%s[%zu,\"%s\",", any ? "," : ",\"claims\":[", i,
                    claim_kind_name(claim->kind));
        json_add_quoted(json, claim->term);
        text_append(json, ",");
        json_add_quoted(json, claim->words);
        text_append(json, ",");
        json_add_quoted(json, claim->scope ? claim->scope : "");
        text_append(json, "]");
        any = true;
    }
    text_append(json, any ? "]" : "");
}

static int compare_days(const void *left, const void *right)
{
    const int *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static void write_days(const struct harvest *harvest, struct text *json)
{
    int *days = memory_allocate(harvest->draft_count, sizeof *days);
    size_t count = 0, written = 0;
    for (size_t i = 0; i < harvest->draft_count; i++)
        if (harvest->drafts[i].day > 0)
            days[count++] = harvest->drafts[i].day;
    qsort(days, count, sizeof *days, compare_days);
    text_append(json, ",\"days\":[");
    for (size_t i = 0; i < count; i++)
        if (!i || days[i] != days[i - 1])
            text_printf(json, "%s%d", written++ ? "," : "", days[i]);
    text_append(json, "]");
    free(days);
}

/* New words count for the day if the source was registered before it. */
static bool count_words(struct reconciling *r, int64_t words_before, int64_t *fresh,
                        struct error *error)
{
    int64_t registered = INT64_MAX;
    *fresh = 0;
    if (r->harvest->words <= words_before)
        return true;
    sqlite3_stmt *s = statement_of(r->c, sql_source_covering, error);
    if (s)
        bind_text(r->c, s, 1, r->harvest->file);
    if (!statement_integer(r->c, s, INT64_MAX, &registered, error))
        return false;
    if (registered < r->c->today)
        *fresh = r->harvest->words - words_before;
    return true;
}

/* What another device has read already was counted there. */
static bool forget_counted(struct reconciling *r, const char *hash, int64_t *fresh,
                           struct error *error)
{
    int64_t elsewhere = 0;
    struct text named = {0};
    sqlite3_stmt *s = *fresh ? statement_of(r->c, sql_event_reading_elsewhere, error) : NULL;
    if (!*fresh)
        return true;
    text_printf(&named, "\"hash\":\"%s\"", hash);
    if (s) {
        bind_integer(r->c, s, 1, r->c->today);
        bind_text(r->c, s, 2, r->c->device);
        bind_text(r->c, s, 3, named.data);
    }
    bool good = statement_integer(r->c, s, 0, &elsewhere, error);
    *fresh = elsewhere ? 0 : *fresh;
    text_release(&named);
    return good;
}

/* This device's last reading, where another one has read a file of that path since. */
static bool read_own_reading(struct reconciling *r, bool *exists, int64_t *hash,
                             struct error *error)
{
    struct text subject = {0};
    sqlite3_stmt *s = statement_of(r->c, sql_event_last_reading, error);
    if (!s)
        return false;
    text_printf(&subject, "file/%s", r->harvest->file);
    bind_text(r->c, s, 1, subject.data);
    bind_text(r->c, s, 2, r->c->device);
    enum step step = statement_step(r->c, s, error);
    if (step == STEP_ROW) {
        *exists = sqlite3_column_int(s, 0) != 0;
        *hash = (int64_t)strtoull(column_text(r->c, s, 1), NULL, 16);
    }
    (void)sqlite3_reset(s);
    text_release(&subject);
    return step != STEP_FAILED;
}

/* What this device said of the file last; `words`: how many any device found in it. */
static bool read_note_file(struct reconciling *r, bool *exists, int64_t *hash, int64_t *words,
                           struct error *error)
{
    sqlite3_stmt *s = statement_of(r->c, sql_note_file_get, error);
    *exists = false;
    *hash = *words = 0;
    if (!s)
        return false;
    bind_text(r->c, s, 1, r->harvest->file);
    enum step step = statement_step(r->c, s, error);
    if (step != STEP_ROW)
        return step == STEP_DONE;
    *hash = sqlite3_column_int64(s, 0);
    *words = sqlite3_column_int64(s, 1);
    *exists = !strcmp(column_text(r->c, s, 2), r->c->device);
    (void)sqlite3_reset(s);
    return *exists || read_own_reading(r, exists, hash, error);
}

/* The payload, into the buffer, all but its end. Returns the same without cards and headings. */
static char *write_reading(struct reconciling *r, struct source_row *rows)
{
    struct text *json = &r->buffer, rest = {0};
    struct names headings = {0};
    text_clear(json);
    text_append(json, "{");
    json_add_integer(json, "words", r->harvest->words);
    text_append_bytes(&rest, json->data, json->length);
    write_cards(r, &headings, rows);
    size_t after = json->length;
    write_remarks(r->harvest, json);
    write_days(r->harvest, json);
    write_goals(r->harvest, json);
    write_claims(r, json);
    text_append_bytes(&rest, json->data + after, json->length - after);
    free(headings.items);
    return text_take(&rest);
}

/* What both payloads end in. */
static void end_reading(struct text *json, const char *hash, int64_t fresh)
{
    json_add_text(json, "hash", hash);
    if (fresh)
        json_add_integer(json, "new_words", fresh);
    text_append(json, "}");
}

static bool append_reading(struct reconciling *r, const struct reading *reading,
                           struct error *error)
{
    struct text subject = {0};
    text_printf(&subject, "file/%s", r->harvest->file);
    bool good = r->headings_whole ? event_append_reading(r->c, subject.data, r->buffer.data,
                                                         reading, &r->reading_stands, error)
                                  : event_append(r->c, EVENT_FILE_READ, subject.data,
                                                 r->buffer.data, NULL, error);
    text_release(&subject);
    return good;
}

/* Appends where everything is, unless the last reading said the same. */
static bool note_reading(struct reconciling *r, struct error *error)
{
    char text[20];
    bool exists;
    int64_t hash, words, fresh;
    if (!read_note_file(r, &exists, &hash, &words, error) || !count_words(r, words, &fresh, error))
        return false;
    struct source_row *rows = memory_allocate(r->wanted_count, sizeof *rows);
    struct text rest = {0};
    r->headings_whole = true;
    rest.data = write_reading(r, rows);
    rest.length = strlen(rest.data);
    rest.capacity = rest.length + 1;
    uint64_t now = hash_bytes(r->buffer.data, r->buffer.length);
    bool good = true;
    if (!exists || (int64_t)now != hash) {
        (void)snprintf(text, sizeof text, "%016" PRIx64, now);
        good = forget_counted(r, text, &fresh, error);
        end_reading(&r->buffer, text, fresh);
        end_reading(&rest, text, fresh);
        good =
            good && append_reading(r, &(struct reading){rest.data, rows, r->wanted_count}, error);
    }
    text_release(&rest);
    free(rows);
    return good;
}

/* --- All of it ---------------------------------------------------------------------------------
 */

static bool reconcile(struct reconciling *r, struct error *error)
{
    if (!match_keys(r, error))
        return false;
    for (size_t i = 0; i < r->wanted_count; i++)
        if (!r->wanted[i].draft->key && !match_same_in_file(r, &r->wanted[i], error))
            return false;
    for (size_t i = 0; i < r->wanted_count; i++)
        if (!r->wanted[i].matched && !r->wanted[i].draft->key &&
            !match_same_anywhere(r, &r->wanted[i], error))
            return false;
    if (any_open(r) &&
        (!match_changed(r, true, error) || (any_open(r) && !match_changed(r, false, error))))
        return false;
    for (size_t i = 0; i < r->known_count; i++)
        if (!r->known[i].matched)
            names_add(r->c->import, &r->c->import->lost, r->known[i].id);
    /* the reading first: a new card's row is then written once, with its place */
    return identify_new(r, error) && note_reading(r, error) && create_new(r, error) &&
           adopt_histories(r, error) && adopt_schedules(r, error);
}

bool reconcile_file(struct collection *c, const struct harvest *harvest,
                    struct import_counts *counts, size_t *cards, struct error *error)
{
    struct reconciling r = {.c = c, .harvest = harvest, .counts = counts};
    bool good = absent_prepare(c, harvest->draft_count, error) && read_known(&r, error);
    if (good) {
        read_wanted(&r);
        mark_repeats(&r);
        r.by_hash = indices(r.known_count);
        r.by_place = indices(r.known_count);
        if (r.known_count)
            qsort_r(r.by_hash, r.known_count, sizeof *r.by_hash, compare_hash, r.known);
        good = reconcile(&r, error);
    }
    *cards = r.wanted_count;
    for (size_t i = 0; i < r.known_count; i++)
        free(r.known[i].folded);
    free(r.known);
    free(r.wanted);
    free(r.by_hash);
    free(r.by_place);
    free(r.by_id);
    free(r.pairs);
    text_release(&r.buffer);
    text_release(&r.sibling);
    arena_release(&r.arena);
    return good;
}
