/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The replay walks the calendar once, from the start to today. Facts are sorted and added up by day
 * first, with rules that do not depend on their order, so that neither does the result.
 */
#include "engine/streak.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

enum { TOKENS_FIRST = 2, TOKENS_MOST = 3, EARNED_PER_TOKEN = 7, HALF_LIFE_DAYS = 13 };
static const int64_t TRAVEL_MS = (int64_t)36 * 3600 * 1000;

static const struct {
    const char *name;
    char glyph;
} statuses[] = {
    [DAY_FUTURE] = {"future", ' '}, [DAY_OPEN] = {"open", '?'},     [DAY_EARNED] = {"earned", 'E'},
    [DAY_REST] = {"rest", 'R'},     [DAY_TRAVEL] = {"travel", 'T'}, [DAY_FROZEN] = {"frozen", 'F'},
    [DAY_MISSED] = {"missed", '.'},
};

const char *day_status_name(enum day_status status)
{
    return statuses[status].name;
}

char day_status_glyph(enum day_status status)
{
    return statuses[status].glyph;
}

bool day_fact_earned(const struct day_fact *fact)
{
    int due = fact->due_at_open > 1 ? fact->due_at_open : 1;
    return (fact->goal_answers > 0 && fact->answers >= fact->goal_answers) ||
           (fact->goal_all_due && fact->due_at_open >= 0 && fact->answers >= due) ||
           (fact->goal_minutes > 0 && fact->active_seconds >= fact->goal_minutes * 60) ||
           (fact->goal_words > 0 && fact->journal_words >= fact->goal_words);
}

/* --- Facts, sorted and added up ----------------------------------------------------------------
 */

static int compare_facts(const void *left, const void *right)
{
    const struct day_fact *a = left, *b = right;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    if (a->first_ms != b->first_ms)
        return a->first_ms < b->first_ms ? -1 : 1;
    return (a->due_at_open > b->due_at_open) - (a->due_at_open < b->due_at_open);
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static void add_times(struct day_fact *sum, const struct day_fact *more)
{
    if (!more->first_ms && !more->last_ms)
        return;
    bool none = !sum->first_ms && !sum->last_ms;
    if (none || more->first_ms < sum->first_ms ||
        (more->first_ms == sum->first_ms && more->first_offset < sum->first_offset)) {
        sum->first_ms = more->first_ms;
        sum->first_offset = more->first_offset;
    }
    if (none || more->last_ms > sum->last_ms ||
        (more->last_ms == sum->last_ms && more->last_offset > sum->last_offset)) {
        sum->last_ms = more->last_ms;
        sum->last_offset = more->last_offset;
    }
}

static void add_fact(struct day_fact *sum, const struct day_fact *more)
{
    if (sum->due_at_open < 0)
        sum->due_at_open = more->due_at_open; /* sorted: what was noted first counts */
    sum->answers += more->answers;
    sum->active_seconds += more->active_seconds;
    sum->journal_words += more->journal_words;
    sum->rest |= more->rest;
    sum->declared |= more->declared;
    sum->goal_answers = larger(sum->goal_answers, more->goal_answers);
    sum->goal_minutes = larger(sum->goal_minutes, more->goal_minutes);
    sum->goal_words = larger(sum->goal_words, more->goal_words);
    sum->goal_all_due |= more->goal_all_due;
    add_times(sum, more);
}

static struct day_fact *merge_facts(const struct day_fact *facts, size_t count, size_t *merged)
{
    struct day_fact *sorted = memory_allocate(count, sizeof *sorted);
    if (count)
        memcpy(sorted, facts, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_facts);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept && sorted[kept - 1].day == sorted[i].day)
            add_fact(&sorted[kept - 1], &sorted[i]);
        else
            sorted[kept++] = sorted[i];
    }
    *merged = kept;
    return sorted;
}

/* --- The walk ----------------------------------------------------------------------------------
 */

struct walk {
    const struct challenge *challenge;
    struct streak *streak;
    const struct day_fact *facts;
    size_t count, at; /* facts[at] is the first of the day or later */
    day_number today, finished;
    int rests, over; /* declared rest days so far; days that are over or earned */
    enum day_status before;
};

static const struct day_fact *fact_of(const struct walk *walk, size_t from, day_number day)
{
    for (size_t i = from; i < walk->count && walk->facts[i].day <= day; i++)
        if (walk->facts[i].day == day)
            return &walk->facts[i];
    return NULL;
}

static bool travelled(const struct walk *walk, day_number day)
{
    const struct day_fact *before = fact_of(walk, walk->at ? walk->at - 1 : 0, day - 1);
    const struct day_fact *after = fact_of(walk, walk->at, day + 1);
    return before && after && before->last_ms && after->first_ms &&
           before->last_offset != after->first_offset &&
           after->first_ms - before->last_ms < TRAVEL_MS;
}

static enum day_status decide(struct walk *walk, day_number day, const struct day_fact *fact)
{
    bool rest = fact && fact->rest && walk->rests < walk->challenge->rest_days;
    walk->rests += rest;
    if (day > walk->today)
        return DAY_FUTURE;
    if (fact && day_fact_earned(fact))
        return DAY_EARNED;
    if (day == walk->today)
        return DAY_OPEN;
    if (rest)
        return DAY_REST;
    if (travelled(walk, day))
        return DAY_TRAVEL;
    return walk->streak->tokens > 0 && walk->before != DAY_FROZEN ? DAY_FROZEN : DAY_MISSED;
}

static void count_earned(struct walk *walk, day_number day)
{
    struct streak *streak = walk->streak;
    streak->chain++;
    streak->best = larger(streak->best, streak->chain);
    if (streak->earned >= streak->length)
        return; /* the challenge is over; the chain goes on */
    streak->earned++;
    if (streak->earned % EARNED_PER_TOKEN == 0 && streak->tokens < TOKENS_MOST)
        streak->tokens++;
    if (streak->earned == streak->length)
        walk->finished = day;
}

static void count_day(struct walk *walk, day_number day, enum day_status status)
{
    struct streak *streak = walk->streak;
    const double keep = exp2(-1.0 / HALF_LIFE_DAYS);
    if (status == DAY_FUTURE || status == DAY_OPEN)
        return;
    walk->over += walk->finished == DAY_NONE;
    if (status == DAY_EARNED) {
        count_earned(walk, day);
        streak->strength = streak->strength * keep + (1 - keep);
    } else if (status == DAY_FROZEN) {
        streak->tokens--;
    } else if (status == DAY_MISSED) {
        streak->chain = 0;
        streak->strength *= keep;
    }
}

static void walk_days(struct walk *walk)
{
    struct streak *streak = walk->streak;
    while (walk->at < walk->count && walk->facts[walk->at].day < streak->start)
        walk->at++;
    for (size_t i = 0; i < streak->day_count; i++) {
        day_number day = streak->start + (day_number)i;
        while (walk->at < walk->count && walk->facts[walk->at].day < day)
            walk->at++;
        const struct day_fact *fact = fact_of(walk, walk->at, day);
        enum day_status status = decide(walk, day, fact);
        streak->days[i] = (struct streak_day){.day = day, .status = status};
        if (fact) {
            streak->days[i].declared = fact->declared;
            streak->days[i].answers = fact->answers;
            streak->days[i].minutes = fact->active_seconds / 60;
        }
        count_day(walk, day, status);
        walk->before = status;
    }
}

/* Where the remaining days end if as many of the coming days are earned as of those so far. */
static day_number project(const struct walk *walk)
{
    const struct streak *streak = walk->streak;
    if (walk->finished != DAY_NONE)
        return walk->finished;
    if (!streak->earned)
        return DAY_NONE;
    int64_t left = streak->length - streak->earned;
    int64_t days = (left * walk->over + streak->earned - 1) / streak->earned;
    int64_t end = (int64_t)streak->start + walk->over - 1 + days;
    return end > INT32_MAX ? DAY_NONE : (day_number)end;
}

void streak_replay(const struct challenge *challenge, const struct day_fact *facts, size_t count,
                   day_number today, struct streak *streak)
{
    memset(streak, 0, sizeof *streak);
    streak->start = challenge->start;
    streak->length = challenge->length;
    streak->end_original = streak->end_projected = DAY_NONE;
    streak->share = NAN;
    if (challenge->start == DAY_NONE)
        return;
    streak->end_original = challenge->start + challenge->length - 1;
    streak->day = today >= challenge->start ? today - challenge->start + 1 : 0;
    streak->tokens = TOKENS_FIRST;
    day_number last = today > streak->end_original ? today : streak->end_original;
    streak->day_count = (size_t)(last - challenge->start + 1);
    streak->days = memory_allocate(streak->day_count, sizeof *streak->days);
    struct walk walk = {.challenge = challenge, .streak = streak, .today = today};
    struct day_fact *merged = merge_facts(facts, count, &walk.count);
    walk.facts = merged;
    walk.finished = DAY_NONE;
    walk_days(&walk);
    streak->rest_left = challenge->rest_days - walk.rests;
    streak->behind = walk.over - streak->earned;
    if (walk.over)
        streak->share = (double)streak->earned / walk.over;
    streak->end_projected = project(&walk);
    free(merged);
}

void streak_release(struct streak *streak)
{
    free(streak->days);
    streak->days = NULL;
    streak->day_count = 0;
}
