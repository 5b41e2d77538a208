/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Due cards by what is at stake: the lowest chance of recall first, whatever scheduler says it.
 *
 * An index on (interval, due, stability, last review) gives each interval's cards group by group,
 * those due longest first, within a group the least stable first. A card is taken to have been
 * asked one interval before it was due, which puts the groups of an interval, and the cards of a
 * group, in order of their recall: a group is left at the first card that does not enter the list,
 * an interval at the first group of which none could. So neither 100,000 cards nor a long backlog
 * are walked through.
 *
 * The cards found are then sorted by their recall as it is. The two differ where the due day was
 * moved: by fuzz, for at most so many days as fuzz_most() tells, or by a person's own hand. Then
 * the list may lack a card, never more at stake than by that difference; the order of those in it
 * is exact. Without fuzz, and where nobody set a day, the list is exact too.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/plan_internal.h"
#include "sql.h"

#define NEVER_ASKED 2.0 /* beyond every chance of recall */

struct gathering {
    struct collection *c;
    struct scheduling scheduling;
    bool stable; /* the scheduler knows stabilities */
    day_number today;
    size_t most; /* 0: all */
    struct candidates *list;
};

struct candidate *candidates_add(struct candidates *list, const char *id)
{
    memory_reserve((void **)&list->items, list->count, &list->capacity, sizeof *list->items);
    struct candidate *candidate = &list->items[list->count++];
    memset(candidate, 0, sizeof *candidate);
    strncpy(candidate->id, id, sizeof candidate->id - 1);
    return candidate;
}

void candidates_release(struct candidates *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].sibling);
        free(list->items[i].topic);
    }
    free(list->items);
}

/* By what is at stake, then by what was due first. */
static int compare_recall(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->recall < b->recall || a->recall > b->recall)
        return a->recall < b->recall ? -1 : 1;
    if (a->due != b->due)
        return a->due < b->due ? -1 : 1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return strcmp(a->id, b->id);
}

/* The order in which an interval's cards are read. */
static int compare_order(const struct candidate *a, const struct candidate *b)
{
    if (a->order < b->order || a->order > b->order)
        return a->order < b->order ? -1 : 1;
    return compare_recall(a, b);
}

/* Nothing but a due day is known of a card never asked: then .9 is what is left at that day. */
static double recall_of(const struct schedule *schedule, const struct scheduling *scheduling,
                        day_number today)
{
    double recall = schedule_retrievability(schedule, scheduling, today);
    int days = today - schedule->last_review;
    return isnan(recall) ? pow(0.9, (double)days / schedule->interval_days) : recall;
}

/* Puts a candidate where it belongs among the best; false when `most` better ones are there. */
static bool insert(struct gathering *g, const struct candidate *one)
{
    struct candidates *list = g->list;
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_order(&list->items[middle], one) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low >= g->most)
        return false;
    (void)candidates_add(list, "");
    memmove(list->items + low + 1, list->items + low,
            (list->count - 1 - low) * sizeof *list->items);
    list->items[low] = *one;
    if (list->count > g->most)
        list->count = g->most; /* sibling and topic are read later: nothing to free */
    return true;
}

/* Fills what the row of a group says. */
static struct candidate read_row(struct gathering *g, sqlite3_stmt *s, int interval, day_number due)
{
    struct schedule schedule;
    struct candidate one = {.due = due};
    strncpy(one.id, column_text(g->c, s, 0), sizeof one.id - 1);
    schedule_init(&schedule);
    schedule.reviewed = true;
    schedule.interval_days = interval > 0 ? interval : 1;
    if (sqlite3_column_type(s, 1) != SQLITE_NULL)
        schedule.stability = sqlite3_column_double(s, 1);
    schedule.last_review = due - schedule.interval_days;
    one.order = recall_of(&schedule, &g->scheduling, g->today);
    day_number last = column_day(s, 2);
    schedule.last_review = last == DAY_NONE ? schedule.last_review : last;
    one.recall = recall_of(&schedule, &g->scheduling, g->today);
    return one;
}

/* The cards of an interval that were due on one day, until they are better known than the list. */
static bool gather_group(struct gathering *g, int interval, day_number due, struct error *error)
{
    sqlite3_stmt *s = statement_of(g->c, sql_plan_due_group, error);
    if (!s)
        return false;
    bind_integer(g->c, s, 1, interval);
    bind_integer(g->c, s, 2, due);
    enum step step;
    while ((step = statement_step(g->c, s, error)) == STEP_ROW) {
        struct candidate one = read_row(g, s, interval, due);
        bool unstable = g->stable && sqlite3_column_type(s, 1) == SQLITE_NULL;
        if (!g->most)
            *candidates_add(g->list, "") = one;
        else if (!insert(g, &one) && !unstable) /* those come first, whatever is at stake */
            break;
    }
    (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

/* Whether a card of the interval that was due that day may be worse known than one of the list. */
static bool may_enter(const struct gathering *g, int interval, day_number due)
{
    struct schedule least;
    if (!g->most || g->list->count < g->most)
        return true;
    schedule_init(&least);
    least.reviewed = true;
    least.interval_days = interval > 0 ? interval : 1;
    least.last_review = due - least.interval_days;
    if (g->stable)
        least.stability = fsrs_stability_least(g->scheduling.parameters, least.interval_days,
                                               g->scheduling.retention);
    return !(recall_of(&least, &g->scheduling, g->today) >
             g->list->items[g->list->count - 1].order);
}

static bool gather_interval(struct gathering *g, int interval, struct error *error)
{
    for (int64_t due = INT32_MIN;;) {
        sqlite3_stmt *s = statement_of(g->c, sql_plan_next_due, error);
        if (s) {
            bind_integer(g->c, s, 1, interval);
            bind_integer(g->c, s, 2, due);
            bind_integer(g->c, s, 3, g->today);
        }
        if (!statement_integer(g->c, s, INT32_MAX, &due, error))
            return false;
        if (due == INT32_MAX || !may_enter(g, interval, (day_number)due))
            return true;
        if (!gather_group(g, interval, (day_number)due, error))
            return false;
    }
}

bool stake_gather(struct collection *c, day_number today, size_t most, struct candidates *list,
                  struct error *error)
{
    struct gathering g = {.c = c, .today = today, .most = most, .list = list};
    collection_scheduling(c, &g.scheduling);
    g.stable = strcmp(g.scheduling.scheduler->name, "sm2") != 0;
    for (int64_t interval = -1;;) {
        sqlite3_stmt *s = statement_of(c, sql_plan_next_interval, error);
        if (s)
            bind_integer(c, s, 1, interval);
        if (!statement_integer(c, s, -1, &interval, error))
            return false;
        if (interval < 0)
            break;
        if (!gather_interval(&g, (int)interval, error))
            return false;
    }
    stake_sort(list);
    return true;
}

/* --- Every card ---------------------------------------------------------------------------------
 */

void stake_weigh(struct candidate *candidate, const struct schedule *schedule,
                 const struct scheduling *scheduling, day_number today)
{
    struct schedule known = *schedule;
    candidate->due = schedule->reviewed ? schedule->due : DAY_NONE;
    candidate->recall = NEVER_ASKED;
    if (!known.reviewed)
        return;
    if (known.last_review == DAY_NONE)
        known.last_review = known.due - known.interval_days;
    candidate->recall = recall_of(&known, scheduling, today);
}

void stake_sort(struct candidates *list)
{
    for (size_t i = 0; i < list->count; i++)
        list->items[i].place = list->items[i].due == DAY_NONE ? i : 0;
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, compare_recall);
}
