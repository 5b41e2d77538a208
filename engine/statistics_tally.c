/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/statistics_internal.h"

/* A chance is never taken for less, nor its opposite: one surprise would outweigh everything. */
static const double CHANCE_LEAST = 1e-6;

const struct interval_class interval_classes[CLASS_COUNT] = {
    {"new", "new cards", 0, 0},         {"1", "1 day", 1, 1},
    {"2-6", "2 to 6 days", 2, 6},       {"7-20", "7 to 20 days", 7, MATURE_DAYS - 1},
    {"21-90", "21 to 90 days", 21, 90}, {"91+", "over 90 days", 91, 36500},
};
const int statistics_spans[SPAN_COUNT] = {7, 30, 90, 365, 0};

/* --- Shares -------------------------------------------------------------------------------------
 */

double share_value(const struct share *share)
{
    return share->asked > 0 ? (double)share->passed / (double)share->asked : NAN;
}

void share_interval(const struct share *share, double *low, double *high)
{
    const double z = 1.959963984540054, n = (double)share->asked, p = share_value(share);
    *low = *high = NAN;
    if (share->asked <= 0)
        return;
    double width = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    *low = fmax((p + z * z / (2 * n) - width) / (1 + z * z / n), 0);
    *high = fmin((p + z * z / (2 * n) + width) / (1 + z * z / n), 1);
}

void share_add(struct share *share, const struct share *more)
{
    share->asked += more->asked;
    share->passed += more->passed;
}

static void share_count(struct share *share, bool passed)
{
    share->asked++;
    share->passed += passed;
}

struct share statistics_retention(const struct statistics *statistics, size_t span, size_t first,
                                  size_t end)
{
    struct share sum = {0};
    for (size_t class = first; class < end; class ++)
        share_add(&sum, &statistics->retention[span][class]);
    return sum;
}

bool statistics_has_span(const struct statistics *statistics, size_t span)
{
    return !statistics_spans[span] || statistics->since == DAY_NONE ||
           statistics->until - statistics_spans[span] + 1 >= statistics->since;
}

/* --- Beginning ----------------------------------------------------------------------------------
 */

static void begin_calibrations(struct statistics *statistics)
{
    const struct scheduler *used = statistics->scheduling.scheduler;
    statistics->calibrations[statistics->calibration_count++].scheduler = used;
    for (size_t i = 0; scheduler_registry[i]; i++)
        if (scheduler_registry[i] != used && statistics->calibration_count < SCHEDULERS_MOST)
            statistics->calibrations[statistics->calibration_count++].scheduler =
                scheduler_registry[i];
}

static void begin_cards(struct card_counts *cards, bool by_difficulty)
{
    static const int least[INTERVAL_BINS + 1] = {1, 2, 7, MATURE_DAYS, 91, 181, 366, 731, 36501};
    for (int i = 0; i < INTERVAL_BINS; i++)
        cards->intervals[i] = (struct interval_bin){.least = least[i], .most = least[i + 1] - 1};
    for (int i = 0; i < EASE_BINS; i++) {
        cards->ease[i].low = by_difficulty ? 1 + i : 1.3 + 0.2 * i;
        cards->ease[i].high = by_difficulty ? 2 + i : 1.5 + 0.2 * i;
    }
    if (!by_difficulty)
        cards->ease[EASE_BINS - 1].high = INFINITY;
}

static bool has_difficulty(const struct statistics *statistics)
{
    return !strcmp(statistics->scheduling.scheduler->name, "fsrs");
}

void tally_begin(struct statistics *statistics, const struct statistics_request *request,
                 const struct scheduling *scheduling, day_number today)
{
    memset(statistics, 0, sizeof *statistics);
    statistics->scheduling = *scheduling;
    statistics->today = today;
    statistics->since = request->since;
    statistics->until = request->until == DAY_NONE ? today : request->until;
    statistics->one_topic = request->topic != NULL;
    begin_calibrations(statistics);
    begin_cards(&statistics->cards, has_difficulty(statistics));
}

bool tally_wants(const struct statistics *statistics, day_number day)
{
    return (statistics->since == DAY_NONE || day >= statistics->since) && day <= statistics->until;
}

/* --- Reviews ------------------------------------------------------------------------------------
 */

struct statistics_day *tally_day(struct statistics *statistics, day_number day)
{
    size_t low = 0, high = statistics->day_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (statistics->days[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < statistics->day_count && statistics->days[low].day == day)
        return &statistics->days[low];
    memory_reserve((void **)&statistics->days, statistics->day_count, &statistics->day_capacity,
                   sizeof *statistics->days);
    struct statistics_day *place = &statistics->days[low];
    memmove(place + 1, place, (statistics->day_count++ - low) * sizeof *place);
    *place = (struct statistics_day){.day = day};
    return place;
}

static size_t class_of(int interval_days)
{
    size_t class = CLASS_COUNT - 1;
    while (class > CLASS_NEW && interval_days < interval_classes[class].least)
        class --;
    return class;
}

static void count_in_day(struct statistics *statistics, const struct tally_review *review,
                         bool fresh, bool asked)
{
    struct statistics_day *day = tally_day(statistics, review->day);
    day->reviews++;
    day->fresh += fresh;
    day->repeats += review->repeat;
    day->imported += review->imported;
    if (asked)
        share_count(&day->retention, review->grade >= STATISTICS_PASS);
    if (statistics->one_topic)
        day->milliseconds += review->milliseconds;
}

static void count_in_group(struct statistics_group *group, const struct tally_review *review,
                           bool asked)
{
    group->reviews++;
    group->milliseconds += review->milliseconds;
    if (asked)
        share_count(&group->retention, review->grade >= STATISTICS_PASS);
}

static void count_grade(struct grade_count *grade, const struct tally_review *review, size_t class)
{
    grade->reviews++;
    if (review->repeat)
        grade->repeats++;
    else if (class == CLASS_NEW)
        grade->fresh++;
    else if (class < CLASS_MATURE)
        grade->young++;
    else
        grade->mature++;
}

static void count_chance(struct calibration *calibration, double chance, bool passed)
{
    if (isnan(chance))
        return;
    int bin = (int)(chance * CALIBRATION_BINS);
    bin = bin < 0 ? 0 : bin >= CALIBRATION_BINS ? CALIBRATION_BINS - 1 : bin;
    double given = fmax(passed ? chance : 1 - chance, CHANCE_LEAST);
    calibration->asked++;
    calibration->log_loss -= log(given);
    calibration->bins[bin].predicted += chance;
    share_count(&calibration->bins[bin].observed, passed);
}

void tally_review(struct statistics *statistics, const struct tally_review *review)
{
    size_t class = class_of(review->interval_days);
    bool fresh = !review->repeat && class == CLASS_NEW, asked = !review->repeat && !fresh;
    bool passed = review->grade >= STATISTICS_PASS;
    statistics->reviews++;
    count_in_day(statistics, review, fresh, asked);
    count_in_group(&statistics->topics.items[review->topic], review, asked);
    count_in_group(&statistics->patterns.items[review->pattern], review, asked);
    count_grade(&statistics->grades[review->grade], review, class);
    statistics->hours[review->hour].reviews++;
    if (review->repeat)
        return;
    for (size_t span = 0; span < SPAN_COUNT; span++)
        if (!statistics_spans[span] || review->day > statistics->until - statistics_spans[span])
            share_count(&statistics->retention[span][class], passed);
    if (fresh)
        return;
    share_count(&statistics->hours[review->hour].retention, passed);
    for (size_t i = 0; i < statistics->calibration_count; i++)
        count_chance(&statistics->calibrations[i], review->chances[i], passed);
}

/* --- Cards --------------------------------------------------------------------------------------
 */

struct statistics_group *tally_group(struct statistics_groups *groups, size_t number,
                                     const char *name)
{
    while (groups->count <= number) {
        memory_reserve((void **)&groups->items, groups->count, &groups->capacity,
                       sizeof *groups->items);
        groups->items[groups->count++] = (struct statistics_group){.name = name};
    }
    return &groups->items[number];
}

static void count_learned(struct statistics *statistics, const struct schedule *schedule)
{
    struct card_counts *cards = &statistics->cards;
    double ease = schedule->ease_hundredths / 100.0 + 1e-9;
    double value = has_difficulty(statistics) ? schedule->difficulty : ease;
    double chance = schedule_retrievability(schedule, &statistics->scheduling, statistics->today);
    int interval = INTERVAL_BINS - 1, bin = EASE_BINS - 1;
    while (interval > 0 && schedule->interval_days < cards->intervals[interval].least)
        interval--;
    while (bin > 0 && value < cards->ease[bin].low)
        bin--;
    cards->intervals[interval].cards++;
    if (!isnan(value))
        cards->ease[bin].cards++;
    if (!isnan(chance))
        cards->recalled += chance;
    if (schedule->interval_days >= MATURE_DAYS)
        cards->mature++;
    else
        cards->young++;
}

static void count_state(struct statistics *statistics, enum card_state state,
                        const struct schedule *schedule)
{
    struct card_counts *cards = &statistics->cards;
    switch (state) {
    case CARD_PROPOSED:
        cards->proposed++;
        break;
    case CARD_SUSPENDED:
        cards->suspended++;
        break;
    case CARD_ORPHANED:
        cards->orphaned++;
        break;
    case CARD_REJECTED:
        cards->rejected++;
        break;
    case CARD_ACTIVE:
    case CARD_STATE_COUNT:
        if (schedule->reviewed)
            count_learned(statistics, schedule);
        else
            cards->fresh++;
        break;
    }
}

/* Means are sums until tally_end(). */
static void count_card_of(struct statistics_group *group, const struct schedule *schedule)
{
    group->cards++;
    if (!schedule->reviewed)
        return;
    group->learned++;
    group->lapses += schedule->lapses;
    group->ease += schedule->ease_hundredths / 100.0;
    if (isnan(schedule->difficulty))
        return;
    group->rated++;
    group->difficulty += schedule->difficulty;
}

void tally_card(struct statistics *statistics, enum card_state state,
                const struct schedule *schedule, size_t topic, size_t pattern)
{
    count_state(statistics, state, schedule);
    if (state == CARD_REJECTED || state == CARD_ORPHANED)
        return;
    count_card_of(&statistics->topics.items[topic], schedule);
    count_card_of(&statistics->patterns.items[pattern], schedule);
}

/* --- The end ------------------------------------------------------------------------------------
 */

static int compare_groups(const void *a, const void *b)
{
    const struct statistics_group *left = a, *right = b;
    if (left->reviews != right->reviews)
        return left->reviews < right->reviews ? 1 : -1;
    return strcmp(left->name, right->name);
}

static void end_groups(struct statistics_groups *groups)
{
    size_t kept = 0;
    for (size_t i = 0; i < groups->count; i++) {
        struct statistics_group *group = &groups->items[i];
        group->ease = group->learned ? group->ease / (double)group->learned : NAN;
        group->difficulty = group->rated ? group->difficulty / (double)group->rated : NAN;
        if (group->cards || group->reviews)
            groups->items[kept++] = *group;
    }
    groups->count = kept;
    if (kept)
        qsort(groups->items, kept, sizeof *groups->items, compare_groups);
}

static void end_calibration(struct calibration *calibration)
{
    double squares = 0, asked = (double)calibration->asked;
    for (int i = 0; i < CALIBRATION_BINS; i++) {
        const struct calibration_bin *bin = &calibration->bins[i];
        double count = (double)bin->observed.asked;
        if (!bin->observed.asked)
            continue;
        double off = (bin->predicted - (double)bin->observed.passed) / count;
        squares += count * off * off;
    }
    calibration->log_loss = calibration->asked ? calibration->log_loss / asked : NAN;
    calibration->error = calibration->asked ? sqrt(squares / asked) : NAN;
}

void tally_end(struct statistics *statistics)
{
    end_groups(&statistics->topics);
    end_groups(&statistics->patterns);
    for (size_t i = 0; i < statistics->calibration_count; i++)
        end_calibration(&statistics->calibrations[i]);
}

void statistics_release(struct statistics *statistics)
{
    free(statistics->days);
    free(statistics->topics.items);
    free(statistics->patterns.items);
    arena_release(&statistics->arena);
    memset(statistics, 0, sizeof *statistics);
}
