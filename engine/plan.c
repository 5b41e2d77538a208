/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The queue of a day: what was graded under 4 today, due cards by what is at stake (stake.c), new
 * cards. Of siblings one has its turn on a day, whether due or new, in whatever session.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/plan_internal.h"
#include "sql.h"

enum { SPARE = 64, TOPIC_WINDOW = 16, NEW_SPARE = 400, WIDER = 8 };

/* Everything that the making of one plan needs. */
struct planning {
    struct collection *c;
    const struct card_filter *filter;
    day_number today;
    struct plan *plan;
    size_t capacity;
    char **siblings; /* groups that had or have their turn today */
    size_t sibling_count, sibling_capacity;
    long seen;        /* cards graded today */
    char *last_topic; /* of the card before the next one; NULL: none */
};

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
            (void)candidates_add(&again, column_text(p->c, s, 0));
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

/* --- Choosing ----------------------------------------------------------------------------------
 */

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

static void set_last_topic(struct planning *p, const char *topic)
{
    free(p->last_topic);
    p->last_topic = topic ? memory_copy_string(topic) : NULL;
}

/* Of the newest review of today: a session that is resumed goes on as it would have. */
static bool read_last_topic(struct planning *p, struct error *error)
{
    sqlite3_stmt *s = statement_of(p->c, sql_plan_last_topic, error);
    if (!s)
        return false;
    bind_integer(p->c, s, 1, p->today);
    enum step step = statement_step(p->c, s, error);
    set_last_topic(p, step == STEP_ROW ? column_text(p->c, s, 0) : NULL);
    (void)sqlite3_reset(s);
    return step != STEP_FAILED;
}

/* Moves on from topic to topic within a short window, so that the order of stakes nearly holds. */
static void add_interleaved(struct planning *p, struct candidates *chosen, bool is_new)
{
    for (size_t done = 0, first = 0; done < chosen->count; done++) {
        while (chosen->items[first].used)
            first++;
        size_t pick = first;
        for (size_t i = first; i < chosen->count && i < first + TOPIC_WINDOW; i++) {
            const char *topic = chosen->items[i].topic ? chosen->items[i].topic : "";
            if (!chosen->items[i].used && strcmp(topic, p->last_topic ? p->last_topic : "") != 0) {
                pick = i;
                break;
            }
        }
        chosen->items[pick].used = true;
        set_last_topic(p, chosen->items[pick].topic);
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
        struct candidate *candidate = candidates_add(&chosen, from->items[i].id);
        candidate->topic = memory_copy_string(from->items[i].topic);
        take_sibling(p, from->items[i].sibling);
    }
    if (good)
        add_interleaved(p, &chosen, is_new);
    *count = (long)chosen.count;
    candidates_release(&chosen);
    return good;
}

static void release_siblings(struct planning *p, size_t from)
{
    while (p->sibling_count > from)
        free(p->siblings[--p->sibling_count]);
}

/* Where siblings leave too few of those looked at, more are looked at. */
static bool plan_due(struct planning *p, long most, struct error *error)
{
    size_t wanted = p->filter ? 0 : (size_t)most * 2 + SPARE;
    size_t siblings = p->sibling_count, items = p->plan->count;
    bool good = true, again = most > 0;
    while (good && again) {
        struct candidates due = {0};
        good = stake_gather(p->c, p->today, wanted, &due, error) &&
               choose(p, &due, most, false, &p->plan->due_today, error);
        again = wanted && p->plan->due_today < most && due.count == wanted;
        candidates_release(&due);
        if (good && again) {
            release_siblings(p, siblings);
            p->plan->count = items;
            wanted *= WIDER;
        }
    }
    return good;
}

static bool gather_new(struct planning *p, long most, struct candidates *fresh, struct error *error)
{
    sqlite3_stmt *s = statement_of(p->c, sql_plan_new, error);
    if (!s)
        return false;
    bind_integer(p->c, s, 1, p->today);
    bind_integer(p->c, s, 2, most);
    enum step step;
    while ((step = statement_step(p->c, s, error)) == STEP_ROW)
        (void)candidates_add(fresh, column_text(p->c, s, 0));
    return step == STEP_DONE;
}

static bool plan_new(struct planning *p, long most, struct error *error)
{
    long wanted = p->filter ? -1 : most * WIDER + NEW_SPARE, count = 0;
    size_t siblings = p->sibling_count, items = p->plan->count;
    bool good = true, again = most > 0;
    while (good && again) {
        struct candidates fresh = {0};
        good = gather_new(p, wanted, &fresh, error) && choose(p, &fresh, most, true, &count, error);
        again = wanted > 0 && count < most && (long)fresh.count == wanted;
        candidates_release(&fresh);
        if (good && again) {
            release_siblings(p, siblings);
            p->plan->count = items;
            wanted *= WIDER;
        }
    }
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
    bool good = count_plan(&p, error) && plan_again(&p, error) && read_last_topic(&p, error);
    long room = limit > 0 ? limit : setting_integer_on(c, "reviews-per-day", p.today) - p.seen;
    plan->room = room > 0 ? room : 0;
    good = good && plan_due(&p, room, error);
    room -= plan->due_today;
    if (limit <= 0 && plan->new_left > room)
        plan->new_left = room > 0 ? room : 0;
    good = good && plan_new(&p, room < plan->new_left ? room : plan->new_left, error);
    release_siblings(&p, 0);
    free(p.siblings);
    free(p.last_topic);
    if (limit > 0 && plan->count > (size_t)limit)
        plan->count = (size_t)limit;
    if (!good)
        plan_release(plan);
    return good;
}

/* --- Practice ----------------------------------------------------------------------------------
 */

static bool gather_active(struct planning *p, struct candidates *list, struct error *error)
{
    struct scheduling scheduling;
    collection_scheduling(p->c, &scheduling);
    sqlite3_stmt *s = statement_of(p->c, sql_cram_cards, error);
    if (!s)
        return false;
    enum step step;
    while ((step = statement_step(p->c, s, error)) == STEP_ROW) {
        struct schedule schedule;
        struct candidate *one = candidates_add(list, column_text(p->c, s, SCHEDULE_COLUMNS));
        column_schedule(s, 0, &schedule);
        stake_weigh(one, &schedule, &scheduling, p->today);
    }
    return step == STEP_DONE;
}

bool collection_cram(struct collection *c, const struct card_filter *filter, long limit,
                     struct plan *plan, struct error *error)
{
    struct candidates list = {0};
    memset(plan, 0, sizeof *plan);
    plan->study_day = collection_today(c);
    struct planning p = {.c = c, .filter = filter, .today = plan->study_day, .plan = plan};
    bool good = gather_active(&p, &list, error);
    if (good)
        stake_sort(&list);
    for (size_t i = 0; good && i < list.count && (limit <= 0 || plan->count < (size_t)limit); i++) {
        bool passes;
        good = passes_filter(&p, list.items[i].id, &passes, error);
        if (good && passes)
            add_item(&p, list.items[i].id)->is_new = list.items[i].due == DAY_NONE;
    }
    candidates_release(&list);
    if (!good)
        plan_release(plan);
    return good;
}

void plan_release(struct plan *plan)
{
    free(plan->items);
    memset(plan, 0, sizeof *plan);
}

bool collection_backlog(struct collection *c, const struct plan *plan, struct backlog *backlog,
                        struct error *error)
{
    long limit = setting_integer_on(c, "reviews-per-day", plan->study_day);
    *backlog = (struct backlog){.per_day = limit};
    if (plan->due_today < plan->room || plan->due <= plan->due_today)
        return true; /* only siblings wait, or nothing */
    backlog->left = plan->due - plan->due_today;
    return backlog_foresee(c, plan->study_day, limit - plan->room, backlog, error);
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
