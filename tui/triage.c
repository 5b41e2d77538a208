/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inbox is read once and then only marked: what became of each card stands beside it, so that
 * undo can put it back where it was. Cards that an import brings meanwhile come with the next
 * inbox.
 */
#include "tui/triage.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "tui/card_wording.h"

enum fate { FATE_WAITING, FATE_SKIPPED, FATE_ACCEPTED, FATE_REJECTED, FATE_GONE };

struct entry {
    const char *id, *pattern, *file, *front; /* front folded, for held cards only */
    double confidence;
    long line;
    bool leech, held;
    enum fate fate;
};

/* The batch: places of its cards in the inbox, and the one in front. */
struct batch {
    size_t places[TRIAGE_BATCH];
    size_t count, at;
};

enum step_kind { STEP_DECISION, STEP_SKIP, STEP_EDIT };
struct step {
    enum step_kind kind;
    size_t *places; /* cards decided */
    size_t count;
    struct batch before;
};

struct triage {
    struct collection *collection;
    struct arena arena;
    struct entry *entries;
    size_t count, capacity;
    struct batch batch;
    struct triage_item item;
    bool has_item;
    struct step *steps;
    size_t step_count, step_capacity;
    struct triage_summary summary;
};

/* --- The inbox ----------------------------------------------------------------------------------
 */

struct gathering {
    struct triage *triage;
    long leech_lapses;
};

static bool is_leech(const struct card *card, long lapses)
{
    return card->state == CARD_SUSPENDED && lapses > 0 && card->schedule.lapses >= lapses;
}

static bool gather(void *context, const struct card *card)
{
    struct gathering *g = context;
    struct triage *t = g->triage;
    bool leech = is_leech(card, g->leech_lapses);
    if (card->state != CARD_PROPOSED && !leech)
        return true;
    memory_reserve((void **)&t->entries, t->count, &t->capacity, sizeof *t->entries);
    struct entry *entry = &t->entries[t->count++];
    *entry = (struct entry){
        .id = arena_copy_string(&t->arena, card->id),
        .pattern = arena_copy_string(&t->arena, card->pattern ? card->pattern : ""),
        .file = arena_copy_string(&t->arena, card->source_count ? card->sources[0].file : ""),
        .line = card->source_count ? card->sources[0].line : 0,
        .confidence = card->confidence,
        .leech = leech,
        .held = card->held != NULL,
    };
    if (entry->held) {
        char *folded = text_fold(card->front, strlen(card->front));
        entry->front = arena_copy_string(&t->arena, folded);
        free(folded);
    }
    return true;
}

/* Proposed ones first, surest first, then by place. */
static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->leech != b->leech)
        return a->leech ? 1 : -1;
    if (a->confidence < b->confidence || a->confidence > b->confidence)
        return a->confidence < b->confidence ? 1 : -1;
    int order = strcmp(a->file, b->file);
    if (!order)
        order = (a->line > b->line) - (a->line < b->line);
    return order ? order : strcmp(a->id, b->id);
}

static bool each_in_state(struct collection *c, enum card_state state,
                          bool (*visit)(void *, const struct card *), void *context,
                          struct error *error)
{
    struct card_filter filter = {0};
    if (!card_filter_parse("", &filter, error))
        return false;
    filter.state = (int)state;
    bool good = collection_each_card(c, &filter, visit, context, error);
    card_filter_release(&filter);
    return good;
}

static bool read_inbox(struct triage *t, struct error *error)
{
    struct gathering g = {t, collection_setting_integer(t->collection, "leech-lapses")};
    t->count = 0;
    arena_release(&t->arena);
    if (!each_in_state(t->collection, CARD_PROPOSED, gather, &g, error) ||
        !each_in_state(t->collection, CARD_SUSPENDED, gather, &g, error))
        return false;
    if (t->count)
        qsort(t->entries, t->count, sizeof *t->entries, compare_entries);
    return true;
}

struct leeches {
    long lapses, count;
};

static bool count_leech(void *context, const struct card *card)
{
    struct leeches *leeches = context;
    leeches->count += is_leech(card, leeches->lapses);
    return true;
}

bool triage_count(struct collection *collection, struct triage_waiting *waiting,
                  struct error *error)
{
    struct collection_counts counts = {0};
    struct leeches leeches = {collection_setting_integer(collection, "leech-lapses"), 0};
    if (!collection_count(collection, &counts, error) ||
        !each_in_state(collection, CARD_SUSPENDED, count_leech, &leeches, error))
        return false;
    *waiting = (struct triage_waiting){counts.cards[CARD_PROPOSED], counts.held, leeches.count};
    return true;
}

/* --- The card in front --------------------------------------------------------------------------
 */

static void release_item(struct triage *t)
{
    if (t->has_item)
        card_release(&t->item.card);
    for (size_t i = 0; i < t->item.rival_count; i++)
        card_release(&t->item.rivals[i]);
    free(t->item.rivals);
    memset(&t->item, 0, sizeof t->item);
    t->has_item = false;
}

/* The card of another note that says otherwise, which may be active and ask in other words. */
static bool read_rival_elsewhere(struct triage *t, size_t capacity, struct error *error)
{
    struct triage_item *item = &t->item;
    bool known = !item->card.rival;
    for (size_t i = 0; i < item->rival_count && !known; i++)
        known = !strcmp(item->rivals[i].id, item->card.rival);
    if (known)
        return true;
    memory_reserve((void **)&item->rivals, item->rival_count, &capacity, sizeof *item->rivals);
    if (!collection_card(t->collection, item->card.rival, &item->rivals[item->rival_count], error))
        return false;
    item->rival_count++;
    return true;
}

static bool read_rivals(struct triage *t, const struct entry *front, struct error *error)
{
    size_t capacity = 0;
    for (size_t i = 0; i < t->count; i++) {
        const struct entry *other = &t->entries[i];
        if (other == front || !other->held || strcmp(other->front, front->front) != 0)
            continue;
        struct triage_item *item = &t->item;
        memory_reserve((void **)&item->rivals, item->rival_count, &capacity, sizeof *item->rivals);
        if (!collection_card(t->collection, other->id, &item->rivals[item->rival_count], error))
            return false;
        item->rival_count++;
    }
    return read_rival_elsewhere(t, capacity, error);
}

/* Reads the first card of the batch that still waits; one decided elsewhere is passed over. */
static bool show(struct triage *t, struct error *error)
{
    release_item(t);
    long lapses = collection_setting_integer(t->collection, "leech-lapses");
    for (; t->batch.at < t->batch.count; t->batch.at++) {
        struct entry *entry = &t->entries[t->batch.places[t->batch.at]];
        if (entry->fate != FATE_WAITING)
            continue;
        struct error gone = {0};
        if (!collection_card(t->collection, entry->id, &t->item.card, &gone)) {
            if (gone.kind != ERROR_USAGE) {
                *error = gone;
                return false;
            }
            entry->fate = FATE_GONE;
            continue;
        }
        t->has_item = true;
        t->item.leech = is_leech(&t->item.card, lapses);
        if (t->item.card.state == CARD_PROPOSED || t->item.leech)
            return !entry->held || !t->item.card.held || read_rivals(t, entry, error);
        entry->fate = FATE_GONE;
        release_item(t);
    }
    return true;
}

static bool waits(const struct entry *entry)
{
    return entry->fate == FATE_WAITING || entry->fate == FATE_SKIPPED;
}

static size_t count_fate(const struct triage *t, enum fate fate)
{
    size_t count = 0;
    for (size_t i = 0; i < t->count; i++)
        count += t->entries[i].fate == fate;
    return count;
}

bool triage_next_batch(struct triage *t, struct error *error)
{
    if (!count_fate(t, FATE_WAITING))
        for (size_t i = 0; i < t->count; i++)
            if (t->entries[i].fate == FATE_SKIPPED)
                t->entries[i].fate = FATE_WAITING;
    t->batch.count = t->batch.at = 0;
    for (size_t i = 0; i < t->count && t->batch.count < TRIAGE_BATCH; i++)
        if (t->entries[i].fate == FATE_WAITING)
            t->batch.places[t->batch.count++] = i;
    return show(t, error);
}

struct triage *triage_start(struct collection *collection, struct error *error)
{
    struct triage *t = memory_allocate(1, sizeof *t);
    t->collection = collection;
    if (read_inbox(t, error) && triage_next_batch(t, error))
        return t;
    triage_free(t);
    return NULL;
}

void triage_free(struct triage *t)
{
    if (!t)
        return;
    release_item(t);
    for (size_t i = 0; i < t->step_count; i++)
        free(t->steps[i].places);
    free(t->steps);
    free(t->entries);
    arena_release(&t->arena);
    free(t);
}

enum triage_phase triage_phase(const struct triage *t)
{
    if (t->has_item)
        return TRIAGE_DECIDING;
    return count_fate(t, FATE_WAITING) ? TRIAGE_PAUSE : TRIAGE_EMPTY;
}

const struct triage_item *triage_item(const struct triage *t)
{
    return t->has_item ? &t->item : NULL;
}

const struct triage_summary *triage_summary(const struct triage *t)
{
    return &t->summary;
}

void triage_progress(const struct triage *t, long *position, long *batch, long *waiting)
{
    *position = (long)t->batch.at + (t->batch.at < t->batch.count);
    *batch = (long)t->batch.count;
    *waiting = 0;
    for (size_t i = 0; i < t->count; i++)
        *waiting += waits(&t->entries[i]);
}

/* --- Decisions ----------------------------------------------------------------------------------
 */

static bool nothing_in_front(const struct triage *t, struct error *error)
{
    if (t->has_item)
        return false;
    (void)error_set(error, ERROR_USAGE, "no card is in front");
    return true;
}

static struct step *add_step(struct triage *t, enum step_kind kind, size_t room)
{
    memory_reserve((void **)&t->steps, t->step_count, &t->step_capacity, sizeof *t->steps);
    struct step *step = &t->steps[t->step_count++];
    *step = (struct step){
        .kind = kind, .places = memory_allocate(room, sizeof *step->places), .before = t->batch};
    return step;
}

/* Counts a fate in or out of the summary. */
static void sum(struct triage *t, enum fate fate, long by)
{
    t->summary.accepted += fate == FATE_ACCEPTED ? by : 0;
    t->summary.rejected += fate == FATE_REJECTED ? by : 0;
    t->summary.skipped += fate == FATE_SKIPPED ? by : 0;
}

static bool decide(struct triage *t, struct step *step, size_t place, enum fate fate,
                   const char *reason, struct error *error)
{
    struct entry *entry = &t->entries[place];
    enum care care = fate == FATE_REJECTED ? CARE_REJECT
                     : entry->leech        ? CARE_UNSUSPEND
                                           : CARE_ACCEPT;
    if (!collection_care(t->collection, care, entry->id, reason, error))
        return false;
    entry->fate = fate;
    step->places[step->count++] = place;
    sum(t, fate, 1);
    return true;
}

/* A step that decided nothing is none. */
static void drop_empty_step(struct triage *t)
{
    if (t->step_count && !t->steps[t->step_count - 1].count)
        free(t->steps[--t->step_count].places);
}

static bool decide_front(struct triage *t, enum fate fate, const char *reason, struct error *error)
{
    if (nothing_in_front(t, error))
        return false;
    struct step *step = add_step(t, STEP_DECISION, 1);
    bool good = decide(t, step, t->batch.places[t->batch.at], fate, reason, error);
    drop_empty_step(t);
    return good && show(t, error);
}

bool triage_accept(struct triage *t, struct error *error)
{
    return decide_front(t, FATE_ACCEPTED, NULL, error);
}

bool triage_reject(struct triage *t, const char *reason, struct error *error)
{
    return decide_front(t, FATE_REJECTED, reason && *reason ? reason : NULL, error);
}

bool triage_skip(struct triage *t, struct error *error)
{
    if (nothing_in_front(t, error))
        return false;
    size_t place = t->batch.places[t->batch.at];
    struct step *step = add_step(t, STEP_SKIP, 1);
    step->places[step->count++] = place;
    t->entries[place].fate = FATE_SKIPPED;
    sum(t, FATE_SKIPPED, 1);
    return show(t, error);
}

/* --- All like this ------------------------------------------------------------------------------
 */

static bool is_alike(const struct entry *entry, const struct entry *front)
{
    if (entry == front)
        return true;
    return !front->held && !front->leech && entry->fate == FATE_WAITING && !entry->held &&
           !entry->leech && !strcmp(entry->pattern, front->pattern) &&
           !strcmp(entry->file, front->file);
}

size_t triage_alike(const struct triage *t)
{
    size_t count = 0;
    if (!t->has_item)
        return 0;
    const struct entry *front = &t->entries[t->batch.places[t->batch.at]];
    for (size_t i = 0; i < t->count; i++)
        count += is_alike(&t->entries[i], front);
    return count;
}

/* Card by card: what was committed before a failure stays, and can be taken back. */
static bool decide_alike(struct triage *t, enum fate fate, const char *reason, size_t *count,
                         struct error *error)
{
    *count = 0;
    if (nothing_in_front(t, error))
        return false;
    const struct entry *front = &t->entries[t->batch.places[t->batch.at]];
    struct step *step = add_step(t, STEP_DECISION, triage_alike(t));
    bool good = true;
    for (size_t i = 0; good && i < t->count; i++)
        if (is_alike(&t->entries[i], front))
            good = decide(t, step, i, fate, reason, error);
    *count = step->count;
    drop_empty_step(t);
    return show(t, error) && good;
}

bool triage_accept_alike(struct triage *t, size_t *count, struct error *error)
{
    return decide_alike(t, FATE_ACCEPTED, NULL, count, error);
}

bool triage_reject_alike(struct triage *t, const char *reason, size_t *count, struct error *error)
{
    return decide_alike(t, FATE_REJECTED, reason && *reason ? reason : NULL, count, error);
}

/* --- Undo ---------------------------------------------------------------------------------------
 */

/* The newest change of the collection must be ours; another program may have made one since. */
static bool take_back(struct triage *t, size_t place, struct error *error)
{
    struct undone undone = {0};
    if (!collection_undo(t->collection, &undone, error))
        return false;
    if (undone.found && !strcmp(undone.subject, t->entries[place].id))
        return true;
    return error_set(error, ERROR_FAILURE,
                     "something else was changed after it, and that was taken back: %s %s",
                     undone.kind, undone.subject);
}

bool triage_undo(struct triage *t, size_t *cards, struct error *error)
{
    *cards = 0;
    if (!t->step_count)
        return true;
    struct step *step = &t->steps[t->step_count - 1];
    bool good = true;
    while (good && step->count) {
        size_t place = step->places[step->count - 1];
        good = step->kind == STEP_SKIP || take_back(t, place, error);
        if (!good)
            break;
        sum(t, t->entries[place].fate, -1);
        t->summary.edited -= step->kind == STEP_EDIT;
        t->entries[place].fate = FATE_WAITING;
        step->count--;
        ++*cards;
    }
    t->batch = step->before;
    if (!step->count || !good) {
        free(step->places);
        t->step_count--;
    }
    return show(t, error) && good;
}

bool triage_refresh(struct triage *t, struct error *error)
{
    return show(t, error);
}

/* --- Editing ------------------------------------------------------------------------------------
 */

bool triage_edit(struct triage *t, const char *text, bool *changed, struct error *error)
{
    *changed = false;
    if (nothing_in_front(t, error))
        return false;
    struct card_wording wording = {0};
    size_t place = t->batch.places[t->batch.at];
    bool good = card_wording_read(text, &wording, error);
    bool differs = good && (strcmp(wording.front, t->item.card.front) != 0 ||
                            strcmp(wording.back, t->item.card.back) != 0);
    if (differs)
        good = collection_edit(t->collection, t->entries[place].id, wording.front, wording.back,
                               error);
    card_wording_release(&wording);
    if (!good || !differs)
        return good;
    struct step *step = add_step(t, STEP_EDIT, 1);
    step->places[step->count++] = place;
    t->summary.edited++;
    *changed = true;
    return show(t, error);
}

bool triage_edit_done(struct triage *t, const char *path, bool *changed, struct error *error)
{
    char *text = NULL;
    *changed = false;
    bool good = card_wording_take(path, &text, error) && triage_edit(t, text, changed, error);
    free(text);
    return good;
}
