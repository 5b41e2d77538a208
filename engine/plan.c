/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The queue of a day. Reviews are ordered by what is at stake: days overdue in proportion to the
 * interval. Among cards of one interval that is the order of their due days, so an index on
 * (interval, due) gives each interval's cards best first, and only as many rows are read as can
 * still enter the queue: neither 100,000 cards nor a long backlog are walked through.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

enum { SPARE = 64, TOPIC_WINDOW = 16, NEW_SPARE = 400 };

struct candidate {
    char id[40];
    int interval;
    day_number due;
    char *sibling, *topic; /* or NULL */
    bool used;
};
struct candidates {
    struct candidate *items;
    size_t count, capacity;
};

/* Everything that the making of one plan needs. */
struct planning {
    struct collection *c;
    const struct card_filter *filter;
    day_number today;
    struct plan *plan;
    size_t capacity;
    char **siblings; /* groups that had or have their turn today */
    size_t sibling_count, sibling_capacity;
    long seen; /* cards graded today */
};

static int compare_stake(const void *left, const void *right, void *context)
{
    const struct candidate *a = left, *b = right;
    const day_number *today = context;
    int64_t late_a = ((int64_t)*today - a->due) * b->interval;
    int64_t late_b = ((int64_t)*today - b->due) * a->interval;
    if (late_a != late_b)
        return late_a > late_b ? -1 : 1;
    if (a->due != b->due)
        return a->due < b->due ? -1 : 1;
    return strcmp(a->id, b->id);
}

static void candidates_release(struct candidates *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].sibling);
        free(list->items[i].topic);
    }
    free(list->items);
}

static struct candidate *add_candidate(struct candidates *list, const char *id)
{
    memory_reserve((void **)&list->items, list->count, &list->capacity, sizeof *list->items);
    struct candidate *candidate = &list->items[list->count++];
    memset(candidate, 0, sizeof *candidate);
    strncpy(candidate->id, id, sizeof candidate->id - 1);
    return candidate;
}

static char *copy_or_null(struct collection *c, sqlite3_stmt *s, int at)
{
    return sqlite3_column_type(s, at) == SQLITE_NULL ? NULL
                                                     : memory_copy_string(column_text(c, s, at));
}

static bool sibling_taken(const struct planning *p, const char *sibling)
{
    for (size_t i = 0; sibling && i < p->sibling_count; i++)
        if (!strcmp(p->siblings[i], sibling))
            return true;
    return false;
}

static void take_sibling(struct planning *p, const char *sibling)
{
    if (!sibling)
        return;
    memory_reserve((void **)&p->siblings, p->sibling_count, &p->sibling_capacity,
                   sizeof *p->siblings);
    p->siblings[p->sibling_count++] = memory_copy_string(sibling);
}

static bool passes_filter(struct planning *p, const char *id, bool *passes, struct error *error)
{
    struct card card;
    struct error cause = {0};
    *passes = true;
    if (!p->filter)
        return true;
    *passes = card_read(p->c, id, &card, &cause);
    if (!*passes && cause.kind != ERROR_NONE) {
        if (error)
            *error = cause;
        return false;
    }
    *passes = *passes && card_matches(&card, p->filter, p->today);
    card_release(&card);
    return true;
}

static struct plan_item *add_item(struct planning *p, const char *id)
{
    memory_reserve((void **)&p->plan->items, p->plan->count, &p->capacity, sizeof *p->plan->items);
    struct plan_item *item = &p->plan->items[p->plan->count++];
    memset(item, 0, sizeof *item);
    memcpy(item->card_id, id, sizeof item->card_id);
    return item;
}

/* Cards graded today: those under 4 come again, the others' siblings rest until tomorrow. */
static bool plan_again(struct planning *p, struct error *error)
{
    struct candidates again = {0};
    sqlite3_stmt *s = statement_of(p->c, sql_plan_seen, error);
    if (!s)
        return false;
    bind_integer(p->c, s, 1, p->today);
    enum step step;
    while ((step = statement_step(p->c, s, error)) == STEP_ROW) {
        if (sqlite3_column_type(s, 1) != SQLITE_NULL)
            take_sibling(p, column_text(p->c, s, 1));
        p->seen++;
        int grade = sqlite3_column_int(s, 2);
        if (grade >= 0 && grade < 4 && sqlite3_column_int(s, 4) == CARD_ACTIVE &&
            sqlite3_column_int(s, 5) <= p->today)
            (void)add_candidate(&again, column_text(p->c, s, 0));
    }
    bool good = step == STEP_DONE;
    for (size_t i = 0; good && i < again.count; i++) {
        bool passes;
        good = passes_filter(p, again.items[i].id, &passes, error);
        if (good && passes)
            add_item(p, again.items[i].id)->again = true;
    }
    candidates_release(&again);
    return good;
}

/* --- Reviews -----------------------------------------------------------------------------------
 */

/* Puts a candidate where it belongs among the best; false when `most` better ones are there. */
static bool insert_candidate(struct candidates *list, size_t most, const struct candidate *one,
                             day_number today)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_stake(&list->items[middle], one, &today) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low >= most)
        return false;
    (void)add_candidate(list, "");
    memmove(list->items + low + 1, list->items + low,
            (list->count - 1 - low) * sizeof *list->items);
    list->items[low] = *one;
    if (list->count > most)
        list->count = most; /* sibling and topic are read later: nothing to free */
    return true;
}

/* The interval's cards from the most overdue on, until they are worse than what is there. */
static bool gather_interval(struct planning *p, int interval, size_t most, struct candidates *list,
                            struct error *error)
{
    sqlite3_stmt *s = statement_of(p->c, sql_plan_due_of_interval, error);
    if (!s)
        return false;
    bind_integer(p->c, s, 1, interval);
    bind_integer(p->c, s, 2, p->today);
    enum step step;
    while ((step = statement_step(p->c, s, error)) == STEP_ROW) {
        struct candidate one = {.interval = interval, .due = sqlite3_column_int(s, 1)};
        strncpy(one.id, column_text(p->c, s, 0), sizeof one.id - 1);
        if (!most)
            *add_candidate(list, "") = one;
        else if (!insert_candidate(list, most, &one, p->today))
            break;
    }
    (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

/* The `most` cards with most at stake, best first; all for 0. */
static bool gather_due(struct planning *p, size_t most, struct candidates *list,
                       struct error *error)
{
    for (int64_t interval = 0;;) {
        sqlite3_stmt *s = statement_of(p->c, sql_plan_next_interval, error);
        if (s)
            bind_integer(p->c, s, 1, interval);
        if (!statement_integer(p->c, s, -1, &interval, error))
            return false;
        if (interval < 0)
            break;
        if (!gather_interval(p, (int)interval, most, list, error))
            return false;
    }
    if (!most && list->count)
        qsort_r(list->items, list->count, sizeof *list->items, compare_stake, &p->today);
    return true;
}

/* What the index does not hold; `*usable` false for a card that must not come today. */
static bool read_candidate(struct planning *p, struct candidate *candidate, bool *usable,
                           struct error *error)
{
    sqlite3_stmt *s = statement_of(p->c, sql_plan_card, error);
    *usable = false;
    if (!s)
        return false;
    bind_text(p->c, s, 1, candidate->id);
    enum step step = statement_step(p->c, s, error);
    if (step == STEP_ROW) {
        candidate->sibling = copy_or_null(p->c, s, 0);
        candidate->topic = copy_or_null(p->c, s, 1);
        *usable = sqlite3_column_int(s, 2) <= p->today && sqlite3_column_int(s, 3) != p->today &&
                  !sibling_taken(p, candidate->sibling);
        (void)sqlite3_reset(s);
    }
    if (step == STEP_FAILED || !*usable)
        return step != STEP_FAILED;
    return passes_filter(p, candidate->id, usable, error);
}

/* Moves on from topic to topic within a short window, so that the order of stakes nearly holds. */
static void add_interleaved(struct planning *p, struct candidates *chosen, bool is_new)
{
    const char *last = "";
    for (size_t done = 0, first = 0; done < chosen->count; done++) {
        while (chosen->items[first].used)
            first++;
        size_t pick = first;
        for (size_t i = first; i < chosen->count && i < first + TOPIC_WINDOW; i++) {
            const char *topic = chosen->items[i].topic ? chosen->items[i].topic : "";
            if (!chosen->items[i].used && strcmp(topic, last) != 0) {
                pick = i;
                break;
            }
        }
        chosen->items[pick].used = true;
        last = chosen->items[pick].topic ? chosen->items[pick].topic : "";
        add_item(p, chosen->items[pick].id)->is_new = is_new;
    }
}

/* Moves candidates that may come today to the plan, `most` at most. */
static bool choose(struct planning *p, struct candidates *from, long most, bool is_new, long *count,
                   struct error *error)
{
    struct candidates chosen = {0};
    bool good = true;
    for (size_t i = 0; good && i < from->count && (long)chosen.count < most; i++) {
        bool usable;
        good = read_candidate(p, &from->items[i], &usable, error);
        if (!good || !usable)
            continue;
        struct candidate *candidate = add_candidate(&chosen, from->items[i].id);
        candidate->topic = memory_copy_string(from->items[i].topic);
        take_sibling(p, from->items[i].sibling);
    }
    if (good)
        add_interleaved(p, &chosen, is_new);
    *count = (long)chosen.count;
    candidates_release(&chosen);
    return good;
}

static bool plan_due(struct planning *p, long most, struct error *error)
{
    struct candidates due = {0};
    if (most <= 0)
        return true;
    size_t wanted = p->filter ? 0 : (size_t)most * 2 + SPARE;
    bool good = gather_due(p, wanted, &due, error) &&
                choose(p, &due, most, false, &p->plan->due_today, error);
    candidates_release(&due);
    return good;
}

/* --- New cards ---------------------------------------------------------------------------------
 */

static bool plan_new(struct planning *p, long most, struct error *error)
{
    struct candidates fresh = {0};
    long count;
    if (most <= 0)
        return true;
    sqlite3_stmt *s = statement_of(p->c, sql_plan_new, error);
    if (!s)
        return false;
    bind_integer(p->c, s, 1, p->today);
    bind_integer(p->c, s, 2, p->filter ? -1 : most * 8 + NEW_SPARE);
    enum step step;
    while ((step = statement_step(p->c, s, error)) == STEP_ROW)
        (void)add_candidate(&fresh, column_text(p->c, s, 0));
    bool good = step == STEP_DONE && choose(p, &fresh, most, true, &count, error);
    candidates_release(&fresh);
    return good;
}

static bool count_one(struct planning *p, const char *sql, int64_t second, long *value,
                      struct error *error)
{
    int64_t count = 0;
    sqlite3_stmt *s = statement_of(p->c, sql, error);
    if (s) {
        bind_integer(p->c, s, 1, p->today);
        if (second >= 0)
            bind_integer(p->c, s, 2, second);
    }
    bool good = statement_integer(p->c, s, 0, &count, error);
    *value = (long)count;
    return good;
}

static bool count_plan(struct planning *p, struct error *error)
{
    struct day_state day;
    long buried, introduced, allowance = setting_integer_on(p->c, "new-per-day", p->today);
    if (!count_one(p, sql_plan_due_count, -1, &p->plan->due, error) ||
        !count_one(p, sql_plan_due_buried, -1, &buried, error) ||
        !count_one(p, sql_plan_introduced, -1, &introduced, error) ||
        !day_state_load(p->c, p->today, &day, error))
        return false;
    p->plan->due -= buried;
    p->plan->done = day.answers;
    allowance = allowance > introduced ? allowance - introduced : 0;
    return count_one(p, sql_plan_new_available, allowance, &p->plan->new_left, error);
}

bool collection_plan(struct collection *c, const struct card_filter *filter, long limit,
                     struct plan *plan, struct error *error)
{
    memset(plan, 0, sizeof *plan);
    plan->study_day = collection_today(c);
    struct planning p = {.c = c, .filter = filter, .today = plan->study_day, .plan = plan};
    bool good = count_plan(&p, error) && plan_again(&p, error);
    long room = limit > 0 ? limit : setting_integer_on(c, "reviews-per-day", p.today) - p.seen;
    good = good && plan_due(&p, room, error);
    room -= plan->due_today;
    good = good && plan_new(&p, room < plan->new_left ? room : plan->new_left, error);
    for (size_t i = 0; i < p.sibling_count; i++)
        free(p.siblings[i]);
    free(p.siblings);
    if (limit > 0 && plan->count > (size_t)limit)
        plan->count = (size_t)limit;
    if (!good)
        plan_release(plan);
    return good;
}

void plan_release(struct plan *plan)
{
    free(plan->items);
    memset(plan, 0, sizeof *plan);
}

bool plan_counts(struct collection *c, day_number today, long *due, long *new_left,
                 struct error *error)
{
    struct plan plan;
    (void)today;
    if (!collection_plan(c, NULL, 0, &plan, error))
        return false;
    *due = plan.due_today;
    *new_left = 0;
    for (size_t i = 0; i < plan.count; i++)
        *new_left += plan.items[i].is_new;
    plan_release(&plan);
    return true;
}

bool collection_forecast(struct collection *c, day_number from, size_t count, long *due,
                         struct error *error)
{
    day_number today = collection_today(c);
    memset(due, 0, count * sizeof *due);
    sqlite3_stmt *s = count ? statement_of(c, sql_forecast, error) : NULL;
    if (!s)
        return !count;
    bind_integer(c, s, 1, (int64_t)from + (int64_t)count - 1);
    enum step step;
    while ((step = statement_step(c, s, error)) == STEP_ROW) {
        day_number day = sqlite3_column_int(s, 0);
        if (day < from && from == today)
            day = from;
        if (day >= from)
            due[day - from] += (long)sqlite3_column_int64(s, 1);
    }
    return step == STEP_DONE;
}
