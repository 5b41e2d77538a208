/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a backlog will be gone. The days to come are lived in memory, card by card, by the rule of
 * the queue: each day takes the cards with most at stake up to the limit, siblings apart; what
 * comes due meanwhile joins; no new card comes while more is due than a day takes. An answer is
 * right as often as the scheduler expects: misses are dealt out evenly, one whenever the chances of
 * missing add up to one, so that nothing is promised to a person who never forgets.
 *
 * Cards are compared by days since the last review in units of their stability (under SM-2: of
 * their interval), which orders them as their recall does under both schedulers, and is cheaper.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/plan_internal.h"
#include "sql.h"

enum { CARDS_MOST = 4000, GOOD = 4, MISSED = 1, SPARE = 64, LIMIT_STEP = 5 };

struct waiting {
    struct schedule schedule;
    day_number from;  /* not before: its due day, or the end of being buried */
    uint64_t sibling; /* a hash; 0: none */
};
struct stake {
    double stake;
    size_t card;
};

struct future {
    struct collection *c;
    struct scheduling scheduling;
    day_number today;
    struct waiting *cards; /* as they are today */
    size_t count, capacity;
    int days;              /* of which all that comes due is known */
    struct waiting *lived; /* the copy that days are lived with */
    struct stake *stakes;  /* of those due on the day being lived */
    struct turns {
        uint64_t *items;
        size_t count, capacity;
    } rested, turns; /* siblings that had their turn today; on the day being lived */
};

/* --- Reading ------------------------------------------------------------------------------------
 */

static void add_turn(struct turns *turns, uint64_t sibling)
{
    memory_reserve((void **)&turns->items, turns->count, &turns->capacity, sizeof *turns->items);
    turns->items[turns->count++] = sibling;
}

static bool had_turn(const struct turns *turns, uint64_t sibling)
{
    for (size_t i = 0; i < turns->count; i++)
        if (turns->items[i] == sibling)
            return true;
    return false;
}

/* Siblings of what was graded today rest until tomorrow. */
static bool read_turns(struct future *f, struct error *error)
{
    sqlite3_stmt *s = statement_of(f->c, sql_plan_seen, error);
    if (!s)
        return false;
    bind_integer(f->c, s, 1, f->today);
    enum step step;
    while ((step = statement_step(f->c, s, error)) == STEP_ROW) {
        const char *sibling = column_text(f->c, s, 1);
        add_turn(&f->rested, hash_bytes(sibling, strlen(sibling)) | 1);
    }
    return step == STEP_DONE;
}

/* Cards by the day they are due, as far as CARDS_MOST reach. */
static bool read_cards(struct future *f, struct error *error)
{
    sqlite3_stmt *s = statement_of(f->c, sql_backlog_cards, error);
    if (!s)
        return false;
    bind_integer(f->c, s, 1, f->today + BACKLOG_DAYS - 1);
    bind_integer(f->c, s, 2, CARDS_MOST);
    enum step step;
    while ((step = statement_step(f->c, s, error)) == STEP_ROW) {
        memory_reserve((void **)&f->cards, f->count, &f->capacity, sizeof *f->cards);
        struct waiting *one = &f->cards[f->count++];
        const char *sibling = column_text(f->c, s, SCHEDULE_COLUMNS);
        day_number buried = column_day(s, SCHEDULE_COLUMNS + 1);
        column_schedule(s, 0, &one->schedule);
        if (one->schedule.last_review == DAY_NONE) /* set due by hand, never asked */
            one->schedule.last_review = one->schedule.due - one->schedule.interval_days;
        one->from = one->schedule.due;
        if (buried != DAY_NONE && buried > one->from)
            one->from = buried;
        one->sibling = *sibling ? hash_bytes(sibling, strlen(sibling)) | 1 : 0;
    }
    f->days = BACKLOG_DAYS;
    if (f->count == CARDS_MOST) /* of its day and those after it more may come */
        f->days = f->cards[f->count - 1].schedule.due - f->today;
    return step == STEP_DONE;
}

/* --- One day ------------------------------------------------------------------------------------
 */

static int compare_stake(const void *left, const void *right)
{
    const struct stake *a = left, *b = right;
    if (a->stake < b->stake || a->stake > b->stake)
        return a->stake > b->stake ? -1 : 1;
    return (a->card > b->card) - (a->card < b->card);
}

/* Weighs the cards that may come that day; returns how many. */
static size_t weigh(struct future *f, day_number day)
{
    size_t due = 0;
    for (size_t i = 0; i < f->count; i++) {
        const struct waiting *one = &f->lived[i];
        const struct schedule *schedule = &one->schedule;
        if (one->from > day)
            continue;
        double scale = isnan(schedule->stability) ? schedule->interval_days : schedule->stability;
        f->stakes[due++] = (struct stake){(day - schedule->last_review) / scale, i};
    }
    return due;
}

/* Brings the `most` of them with most at stake to the front (Hoare 1961), in no order. */
static void select_most(struct stake *stakes, size_t count, size_t most)
{
    size_t first = 0, last = count - 1;
    while (first < last) {
        struct stake pivot = stakes[first + (last - first) / 2];
        size_t i = first, j = last;
        while (i <= j) {
            while (compare_stake(&stakes[i], &pivot) < 0)
                i++;
            while (compare_stake(&stakes[j], &pivot) > 0)
                j--;
            if (i > j)
                break;
            struct stake other = stakes[i];
            stakes[i++] = stakes[j];
            stakes[j] = other;
            if (!j--)
                break;
        }
        if (most <= j && j < last)
            last = j;
        else if (most >= i)
            first = i;
        else
            return;
    }
}

/* Those that the day can take, siblings among them or not, in order; the others behind them. */
static void sort_first(struct stake *stakes, size_t count, size_t most)
{
    if (count > most)
        select_most(stakes, count, most);
    if (count)
        qsort(stakes, count < most ? count : most, sizeof *stakes, compare_stake);
}

/* Answers a card; `*misses` is what the chances of missing have added up to. */
static void answer(const struct future *f, struct waiting *one, day_number day, double *misses)
{
    double recall = schedule_retrievability(&one->schedule, &f->scheduling, day);
    *misses += isnan(recall) ? 0.1 : 1 - recall;
    bool missed = *misses >= 1;
    if (missed)
        *misses -= 1;
    (void)schedule_grade(&one->schedule, &f->scheduling, day, missed ? MISSED : GOOD);
    one->from = one->schedule.due > day ? one->schedule.due : day + 1;
}

/* Asks cards until the room is full; returns how much is left of it. */
static long ask(struct future *f, const struct stake *stakes, size_t count, day_number day,
                long room, double *misses)
{
    for (size_t i = 0; i < count && room > 0; i++) {
        struct waiting *one = &f->lived[stakes[i].card];
        if (one->sibling && ((day == f->today && had_turn(&f->rested, one->sibling)) ||
                             had_turn(&f->turns, one->sibling)))
            continue;
        if (one->sibling)
            add_turn(&f->turns, one->sibling);
        answer(f, one, day, misses);
        room--;
    }
    return room;
}

/* Lives a day that takes `room` cards; returns how many due ones it has no room for. Siblings that
 * wait for their turn while there is room are none. */
static size_t live_day(struct future *f, day_number day, long room, double *misses)
{
    size_t due = weigh(f, day), first = 2 * (size_t)(room > 0 ? room : 0) + SPARE;
    first = first < due ? first : due;
    sort_first(f->stakes, due, first);
    long left = ask(f, f->stakes, first, day, room, misses);
    if (left > 0 && first < due) {
        qsort(f->stakes + first, due - first, sizeof *f->stakes, compare_stake);
        left = ask(f, f->stakes + first, due - first, day, left, misses);
    }
    return left > 0 ? 0 : due - (size_t)(room > 0 ? room : 0);
}

/* The days until there is room for all, today being the first; 0: not within those known. */
static int days_until_clear(struct future *f, long today, long each)
{
    double misses = 0.5; /* dealt out evenly, from the middle */
    memcpy(f->lived, f->cards, f->count * sizeof *f->cards);
    for (int i = 0; i < f->days; i++) {
        f->turns.count = 0;
        if (!live_day(f, f->today + i, i ? each : today, &misses))
            return i + 1;
    }
    return 0;
}

/* The least limit, in steps, at which it will be; 0: none up to as many as there are. */
static long limit_that_clears(struct future *f, long limit, long asked)
{
    long low = limit / LIMIT_STEP, high = (long)f->count / LIMIT_STEP + 1;
    if (high <= low || !days_until_clear(f, LIMIT_STEP * high - asked, LIMIT_STEP * high))
        return 0;
    while (high - low > 1) {
        long middle = low + (high - low) / 2;
        if (days_until_clear(f, LIMIT_STEP * middle - asked, LIMIT_STEP * middle))
            high = middle;
        else
            low = middle;
    }
    return LIMIT_STEP * high;
}

/* --- The answer ---------------------------------------------------------------------------------
 */

bool backlog_foresee(struct collection *c, day_number today, long asked, struct backlog *backlog,
                     struct error *error)
{
    struct future f = {.c = c, .today = today};
    long limit = backlog->per_day;
    collection_scheduling(c, &f.scheduling);
    bool good = read_turns(&f, error) && read_cards(&f, error);
    if (good && f.count && f.days > 0) {
        f.lived = memory_allocate(f.count, sizeof *f.lived);
        f.stakes = memory_allocate(f.count, sizeof *f.stakes);
        backlog->days = days_until_clear(&f, limit - asked, limit);
        if (!backlog->days)
            backlog->would = limit_that_clears(&f, limit, asked);
    }
    /* What was not read comes on top of it. */
    backlog->never =
        good && !backlog->days && (f.days == BACKLOG_DAYS || (long)f.count > limit * BACKLOG_DAYS);
    free(f.cards);
    free(f.lived);
    free(f.stakes);
    free(f.rested.items);
    free(f.turns.items);
    return good;
}
