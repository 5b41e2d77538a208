/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/drill_choice.h"

#include <stdlib.h>
#include <string.h>

#include "exercises/drill_terms.h"
#include "exercises/term_filter.h"

enum { MOST_CARDS = 200 };

/* A skill of the registry that is due or was never tried. */
struct candidate {
    struct drill_chosen chosen;
    struct schedule schedule;
    long *term_cards; /* for each of the drill's terms: cards that hold it */
    bool taken, placed;
};

struct choosing {
    struct collection *collection;
    day_number today;
    struct candidate *candidates;
    struct candidate **order; /* by what comes first, then as taken */
    size_t count, taken;
    long new_left;
    long cards_left; /* still to be read */
};

const char *drill_cause_name(enum drill_cause cause)
{
    static const char *const names[DRILL_CAUSE_COUNT] = {"notes", "skill", "due", "new"};
    return names[cause];
}

/* --- What cards are about -----------------------------------------------------------------------
 */

/* A paragraph of its own, so that no phrase is read over its end. */
static void add_part(struct text *out, const char *line)
{
    if (line && *line)
        text_printf(out, "%s\n\n", line);
}

/* Front, back, topic and headings. */
static void add_words(const struct card *card, struct text *out)
{
    add_part(out, card->front);
    add_part(out, card->back);
    add_part(out, card->topic);
    for (size_t i = 0; i < card->source_count; i++)
        for (size_t k = 0; k < card->sources[i].heading_count; k++)
            add_part(out, card->sources[i].heading[k]);
}

/* What was read from one card or several, ready to be looked for terms in. */
struct reading {
    struct text words;
    struct term_filter filter;
};

static bool names(const struct reading *reading, const char *term)
{
    const char *const one[] = {term, NULL};
    const struct drill only = {.terms = one};
    return term_filter_passes(&reading->filter, term) &&
           drill_terms_in(&only, text_string(&reading->words)) > 0;
}

const struct drill *drill_for_card_among(const struct drill *const *drills, const struct card *card)
{
    struct reading reading = {0};
    const struct drill *best = NULL;
    long most = 0;
    add_words(card, &reading.words);
    term_filter_fill(&reading.filter, text_string(&reading.words));
    for (; *drills; drills++) {
        long terms = 0;
        for (size_t i = 0; (*drills)->terms && (*drills)->terms[i]; i++)
            terms += names(&reading, (*drills)->terms[i]);
        if (terms > most) {
            most = terms;
            best = *drills;
        }
    }
    text_release(&reading.words);
    return best;
}

const struct drill *drill_for_card(const struct card *card)
{
    return drill_for_card_among(drill_registry, card);
}

/* --- Candidates ---------------------------------------------------------------------------------
 */

static size_t term_count(const struct drill *drill)
{
    size_t count = 0;
    while (drill->terms && drill->terms[count])
        count++;
    return count;
}

static bool read_candidate(struct choosing *choosing, const struct drill *drill,
                           struct error *error)
{
    struct candidate *candidate = &choosing->candidates[choosing->count];
    if (!collection_schedule(choosing->collection, ITEM_DRILL, drill->name, &candidate->schedule,
                             error))
        return false;
    if (!schedule_is_due(&candidate->schedule, choosing->today))
        return true;
    candidate->chosen.drill = drill;
    candidate->chosen.is_new = !candidate->schedule.reviewed;
    candidate->term_cards = memory_allocate(term_count(drill) + 1, sizeof *candidate->term_cards);
    choosing->order[choosing->count++] = candidate;
    return true;
}

static bool read_candidates(struct choosing *choosing, const struct drill *const *drills,
                            struct error *error)
{
    size_t count = 0;
    while (drills[count])
        count++;
    choosing->candidates = memory_allocate(count + 1, sizeof *choosing->candidates);
    choosing->order = memory_allocate(count + 1, sizeof(struct candidate *));
    for (size_t i = 0; i < count; i++)
        if (!read_candidate(choosing, drills[i], error))
            return false;
    return true;
}

static void count_terms(struct candidate *candidate, const struct reading *reading)
{
    const char *const *terms = candidate->chosen.drill->terms;
    bool any = false;
    for (size_t i = 0; terms && terms[i]; i++) {
        bool named = names(reading, terms[i]);
        candidate->term_cards[i] += named;
        any = any || named;
    }
    candidate->chosen.cards += any;
}

static bool count_card(void *context, const struct card *card)
{
    struct choosing *choosing = context;
    struct reading reading = {0};
    add_words(card, &reading.words);
    for (size_t i = 0; i < card->tag_count; i++)
        add_part(&reading.words, card->tags[i]);
    term_filter_fill(&reading.filter, text_string(&reading.words));
    for (size_t i = 0; i < choosing->count; i++)
        count_terms(&choosing->candidates[i], &reading);
    text_release(&reading.words);
    return --choosing->cards_left > 0;
}

/* The plan's cards, then those answered today; what comes again today is both and counts once. */
static bool read_cards(struct choosing *choosing, const struct plan *plan, struct error *error)
{
    choosing->cards_left = MOST_CARDS;
    for (size_t i = 0; i < plan->count && choosing->cards_left > 0; i++) {
        struct card card;
        struct error gone = {0};
        if (plan->items[i].again)
            continue;
        if (!collection_card(choosing->collection, plan->items[i].card_id, &card, &gone)) {
            if (gone.kind == ERROR_USAGE)
                continue;
            *error = gone;
            return false;
        }
        (void)count_card(choosing, &card);
        card_release(&card);
    }
    return choosing->cards_left <= 0 ||
           collection_each_card_answered(choosing->collection, choosing->cards_left, count_card,
                                         choosing, error);
}

static void name_causes(struct choosing *choosing)
{
    for (size_t i = 0; i < choosing->count; i++) {
        struct candidate *candidate = &choosing->candidates[i];
        struct drill_chosen *chosen = &candidate->chosen;
        long most = 0;
        chosen->cause = chosen->cards ? DRILL_FOR_NOTES : chosen->is_new ? DRILL_NEW : DRILL_DUE;
        for (size_t k = 0; chosen->cards && chosen->drill->terms[k]; k++)
            if (candidate->term_cards[k] > most) {
                most = candidate->term_cards[k];
                chosen->term = chosen->drill->terms[k];
            }
    }
}

/* --- Order --------------------------------------------------------------------------------------
 */

/* Days overdue; a skill that comes again today is due, though its schedule says tomorrow. */
static int64_t days_late(const struct candidate *candidate, day_number today)
{
    day_number due = candidate->schedule.due;
    return due < today ? (int64_t)today - due : 0;
}

static int64_t interval_of(const struct candidate *candidate)
{
    return candidate->schedule.interval_days > 0 ? candidate->schedule.interval_days : 1;
}

static int compare(const void *left, const void *right, void *context)
{
    const struct candidate *a = *(struct candidate *const *)left;
    const struct candidate *b = *(struct candidate *const *)right;
    const day_number *today = context;
    if (a->chosen.is_new != b->chosen.is_new)
        return a->chosen.is_new ? 1 : -1;
    if (a->chosen.cards != b->chosen.cards)
        return a->chosen.cards > b->chosen.cards ? -1 : 1;
    if (!a->chosen.is_new) {
        int64_t late_a = days_late(a, *today) * interval_of(b);
        int64_t late_b = days_late(b, *today) * interval_of(a);
        if (late_a != late_b)
            return late_a > late_b ? -1 : 1;
    }
    return strcmp(a->chosen.drill->name, b->chosen.drill->name);
}

static struct candidate *untried(struct choosing *choosing, const char *name)
{
    for (size_t i = 0; i < choosing->count; i++) {
        struct candidate *candidate = &choosing->candidates[i];
        if (candidate->chosen.is_new && !strcmp(candidate->chosen.drill->name, name))
            return candidate;
    }
    return NULL;
}

/* Takes a candidate after the prerequisites that were never tried. What today's allowance of new
 * skills leaves no room for waits, and so does what builds on it. */
static void take(struct choosing *choosing, struct candidate *candidate,
                 const struct drill_chosen *leads_to, struct candidate **taken)
{
    struct drill_chosen *chosen = &candidate->chosen;
    const char *const *names = chosen->is_new ? chosen->drill->prerequisites : NULL;
    if (candidate->taken)
        return;
    candidate->taken = true; /* before the prerequisites, so that no circle is followed */
    if (leads_to && chosen->cause == DRILL_NEW) {
        chosen->cause = DRILL_FOR_SKILL;
        chosen->leads_to = leads_to->drill;
    }
    const struct drill_chosen *goal = chosen->cause == DRILL_FOR_NOTES ? chosen : leads_to;
    for (; names && *names; names++) {
        struct candidate *prerequisite = untried(choosing, *names);
        if (prerequisite)
            take(choosing, prerequisite, goal, taken);
    }
    if (chosen->is_new && choosing->new_left-- <= 0)
        return;
    taken[choosing->taken++] = candidate;
}

static bool order_candidates(struct choosing *choosing, struct error *error)
{
    long introduced = 0;
    if (!collection_skills_introduced(choosing->collection, &introduced, error))
        return false;
    choosing->new_left =
        collection_setting_integer(choosing->collection, "new-skills-per-day") - introduced;
    qsort_r(choosing->order, choosing->count, sizeof(struct candidate *), compare,
            &choosing->today);
    struct candidate **taken = memory_allocate(choosing->count + 1, sizeof(struct candidate *));
    for (size_t i = 0; i < choosing->count; i++)
        take(choosing, choosing->order[i], NULL, taken);
    free(choosing->order);
    choosing->order = taken;
    return true;
}

/* Whether a prerequisite of it is still to come. */
static bool waits(const struct choosing *choosing, const struct candidate *candidate)
{
    const char *const *names =
        candidate->chosen.is_new ? candidate->chosen.drill->prerequisites : NULL;
    for (; names && *names; names++)
        for (size_t i = 0; i < choosing->taken; i++)
            if (choosing->order[i] != candidate && choosing->order[i]->chosen.is_new &&
                !choosing->order[i]->placed &&
                !strcmp(choosing->order[i]->chosen.drill->name, *names))
                return true;
    return false;
}

/* The first that is left, or the first of its kind (due or new) with another topic than `last`. */
static struct candidate *next(const struct choosing *choosing, const char *last)
{
    struct candidate *first = NULL;
    for (size_t i = 0; i < choosing->taken; i++) {
        struct candidate *candidate = choosing->order[i];
        if (candidate->placed || (first && waits(choosing, candidate)))
            continue;
        if (!first)
            first = candidate;
        if (candidate->chosen.is_new == first->chosen.is_new &&
            strcmp(candidate->chosen.drill->topic, last) != 0)
            return candidate;
    }
    return first;
}

static void place(struct choosing *choosing, size_t most, struct drill_choice *choice)
{
    const char *last = "";
    choice->items = memory_allocate(choosing->taken + 1, sizeof *choice->items);
    while (choice->count < most && choice->count < choosing->taken) {
        struct candidate *candidate = next(choosing, last);
        candidate->placed = true;
        last = candidate->chosen.drill->topic;
        choice->items[choice->count++] = candidate->chosen;
    }
}

/* --- The doors ----------------------------------------------------------------------------------
 */

bool drill_choice_among(struct collection *collection, const struct drill *const *drills,
                        const struct plan *plan, size_t most, struct drill_choice *choice,
                        struct error *error)
{
    struct choosing choosing = {.collection = collection, .today = collection_today(collection)};
    bool good = true;
    memset(choice, 0, sizeof *choice);
    if (!most)
        return true;
    good = read_candidates(&choosing, drills, error) &&
           (!choosing.count || read_cards(&choosing, plan, error));
    if (good) {
        name_causes(&choosing);
        good = order_candidates(&choosing, error);
    }
    if (good)
        place(&choosing, most, choice);
    for (size_t i = 0; i < choosing.count; i++)
        free(choosing.candidates[i].term_cards);
    free(choosing.candidates);
    free(choosing.order);
    return good;
}

bool drill_choice_of_plan(struct collection *collection, const struct plan *plan,
                          struct drill_choice *choice, struct error *error)
{
    size_t every = (size_t)collection_setting_integer(collection, "drill-every");
    size_t places = every ? plan->count / every + (plan->count && plan->count < every) : 0;
    return drill_choice_among(collection, drill_registry, plan, places, choice, error);
}

void drill_choice_release(struct drill_choice *choice)
{
    free(choice->items);
    memset(choice, 0, sizeof *choice);
}

void drill_choice_wording(const struct drill_chosen *chosen, struct text *out)
{
    text_append(out, chosen->drill->title);
    if (chosen->cause == DRILL_FOR_NOTES)
        text_printf(out, " (your notes: %s)", chosen->term);
    else if (chosen->cause == DRILL_FOR_SKILL)
        text_printf(out, " (leads to %s)", chosen->leads_to->title);
    else if (chosen->is_new)
        text_append(out, " (new)");
}
