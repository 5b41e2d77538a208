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

enum {
    TOKENS_FIRST = 2,
    TOKENS_MOST = 3,
    EARNED_PER_TOKEN = 7,
    HALF_LIFE_DAYS = 13,
    PACE_DAYS = 28
};
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

int day_fact_answers_needed(const struct day_fact *fact)
{
    int due = fact->due_at_open > 1 ? fact->due_at_open : 1;
    bool by_due = fact->goal_all_due && fact->due_at_open >= 0;
    return by_due && (fact->goal_answers <= 0 || due < fact->goal_answers) ? due
                                                                           : fact->goal_answers;
}

bool day_fact_earned(const struct day_fact *fact)
{
    int needed = day_fact_answers_needed(fact);
    return (needed > 0 && fact->answers >= needed) ||
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
    sum->same_zone |= more->same_zone;
    sum->late |= more->late;
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
    day_number today;
    int64_t now_ms;
    int rests, over; /* declared rest days so far; days that are over or earned */
    enum day_status before;
};

static const struct day_fact *fact_of(const struct walk *walk, day_number day)
{
    return walk->at < walk->count && walk->facts[walk->at].day == day ? &walk->facts[walk->at]
                                                                      : NULL;
}

static bool has_events(const struct day_fact *fact)
{
    return fact->first_ms || fact->last_ms;
}

/* The days with events around it: more than one date may be skipped at once. */
static bool travelled(const struct walk *walk, day_number day)
{
    const struct day_fact *before = NULL, *after = NULL;
    for (size_t i = walk->at; i > 0 && !before; i--)
        if (has_events(&walk->facts[i - 1]))
            before = &walk->facts[i - 1];
    for (size_t i = walk->at; i < walk->count && !after; i++)
        if (walk->facts[i].day > day && has_events(&walk->facts[i]))
            after = &walk->facts[i];
    return before && after && before->last_offset != after->first_offset && !after->same_zone &&
           after->first_ms - before->last_ms < TRAVEL_MS;
}

static bool is_rest(struct walk *walk, const struct day_fact *fact)
{
    bool rest = fact && fact->rest && walk->rests < walk->challenge->rest_days;
    walk->rests += rest;
    return rest;
}

static enum day_status decide(const struct walk *walk, day_number day, const struct day_fact *fact,
                              bool rest)
{
    bool earned = fact && day_fact_earned(fact);
    if (day > walk->today)
        return earned && has_events(fact) && fact->first_ms <= walk->now_ms ? DAY_EARNED
                                                                            : DAY_FUTURE;
    if (earned)
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
        streak->finished = day;
}

static void count_day(struct walk *walk, day_number day, enum day_status status)
{
    struct streak *streak = walk->streak;
    const double keep = exp2(-1.0 / HALF_LIFE_DAYS);
    if (status == DAY_FUTURE || status == DAY_OPEN)
        return;
    walk->over += streak->finished == DAY_NONE;
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
        const struct day_fact *fact = fact_of(walk, day);
        bool rest = is_rest(walk, fact);
        enum day_status status = decide(walk, day, fact, rest);
        streak->days[i] = (struct streak_day){.day = day, .status = status, .rest = rest};
        if (fact) {
            streak->days[i].late = fact->late && status == DAY_EARNED;
            streak->days[i].declared = fact->declared;
            streak->days[i].answers = fact->answers;
            streak->days[i].minutes = fact->active_seconds / 60;
            streak->declared += fact->declared && status != DAY_EARNED;
        }
        count_day(walk, day, status);
        streak->days[i].tokens = streak->tokens;
        walk->before = status;
    }
}

/* --- Ends and paces ----------------------------------------------------------------------------
 */

/* When `earned` days will be there if as many of the coming days are earned as of those so far. */
static day_number project(const struct streak *streak, int earned)
{
    int64_t over = streak->over, left = earned - streak->earned;
    if (!streak->earned)
        return DAY_NONE;
    int64_t end =
        (int64_t)streak->start + over - 1 + (left * over + streak->earned - 1) / streak->earned;
    return end > INT32_MAX ? DAY_NONE : (day_number)end;
}

static bool is_over(const struct streak_day *day)
{
    return day->status != DAY_FUTURE && day->status != DAY_OPEN;
}

static void find_paces(struct streak *streak, day_number today)
{
    int days = 0, earned = 0;
    day_number from = today;
    for (size_t i = streak->day_count; i > 0 && days < PACE_DAYS; i--) {
        const struct streak_day *day = &streak->days[i - 1];
        days += is_over(day);
        earned += day->status == DAY_EARNED;
        if (day->day == today && day->status == DAY_EARNED)
            from = today + 1;
    }
    int64_t left = (int64_t)streak->end_original - from + 1;
    int missing = streak->length - streak->earned;
    streak->pace = days ? 7.0 * earned / days : NAN;
    streak->pace_needed = left > 0 ? 7.0 * missing / (double)left : NAN;
}

size_t streak_milestones(const struct streak *streak, struct milestone milestones[MILESTONES])
{
    int days[MILESTONES] = {7, 30, 50, 100, streak->length / 2, 200, 250, 300, streak->length};
    size_t count = 0, day = 0;
    int earned = 0;
    for (int i = 1; i < MILESTONES; i++)
        for (int j = i; j > 0 && days[j - 1] > days[j]; j--) {
            int kept = days[j];
            days[j] = days[j - 1];
            days[j - 1] = kept;
        }
    for (int i = 0; i < MILESTONES; i++) {
        if (days[i] < 1 || days[i] > streak->length ||
            (count && milestones[count - 1].days == days[i]))
            continue;
        for (; day < streak->day_count && earned < days[i]; day++)
            earned += streak->days[day].status == DAY_EARNED;
        bool reached = earned >= days[i];
        milestones[count++] = (struct milestone){
            days[i], reached ? streak->days[day - 1].day : project(streak, days[i]), reached};
    }
    return count;
}

/* --- The replay --------------------------------------------------------------------------------
 */

/* The last day of the picture: dates lived ahead of today belong to it too. */
static day_number last_day(const struct streak *streak, const struct walk *walk)
{
    day_number last = walk->today > streak->end_original ? walk->today : streak->end_original;
    for (size_t i = 0; i < walk->count; i++)
        if (walk->facts[i].day > last && has_events(&walk->facts[i]) &&
            walk->facts[i].first_ms <= walk->now_ms)
            last = walk->facts[i].day;
    return last;
}

/* Those beyond the picture take one of the days that may be declared too. */
static int rests_after(const struct walk *walk, day_number last)
{
    int rests = 0;
    for (size_t i = 0; i < walk->count; i++)
        rests += walk->facts[i].day > last && walk->facts[i].rest;
    return rests;
}

static void replay(struct walk *walk)
{
    struct streak *streak = walk->streak;
    int rest_days = walk->challenge->rest_days;
    streak->day = walk->today >= streak->start ? walk->today - streak->start + 1 : 0;
    streak->tokens = TOKENS_FIRST;
    day_number last = last_day(streak, walk);
    streak->day_count = (size_t)(last - streak->start + 1);
    streak->days = memory_allocate(streak->day_count, sizeof *streak->days);
    walk_days(walk);
    streak->over = walk->over;
    int rests = walk->rests + rests_after(walk, last);
    streak->rest_left = rests < rest_days ? rest_days - rests : 0;
    streak->behind = walk->over - streak->earned;
    if (walk->over)
        streak->share = (double)streak->earned / walk->over;
    streak->end_projected =
        streak->finished != DAY_NONE ? streak->finished : project(streak, streak->length);
    find_paces(streak, walk->today);
}

void streak_replay(const struct challenge *challenge, const struct day_fact *facts, size_t count,
                   day_number today, int64_t now_ms, struct streak *streak)
{
    memset(streak, 0, sizeof *streak);
    streak->start = challenge->start;
    streak->length = challenge->length;
    streak->end_original = streak->end_projected = streak->finished = DAY_NONE;
    streak->share = streak->pace = streak->pace_needed = NAN;
    if (challenge->start == DAY_NONE)
        return;
    streak->end_original = challenge->start + challenge->length - 1;
    struct walk walk = {.challenge = challenge, .streak = streak, .today = today, .now_ms = now_ms};
    struct day_fact *merged = merge_facts(facts, count, &walk.count);
    walk.facts = merged;
    replay(&walk);
    free(merged);
}

void streak_release(struct streak *streak)
{
    free(streak->days);
    streak->days = NULL;
    streak->day_count = 0;
}
