/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/skill_page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "tui/wording.h"

/* Answers that a value "now" or "a month ago" is about; how far back a month is; problems made
 * again to find the reason of one mistake. */
enum { SAMPLE = 20, MONTH = 30, TRIES = 5 };

/* --- Curves -------------------------------------------------------------------------------------
 */

static int compare_numbers(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static bool is_timed(const struct skill_answer *answer)
{
    return answer->right && answer->milliseconds > 0;
}

/* The median of the last `most` right and measured answers before `end`, in milliseconds; NaN where
 * there is none. */
static double median_before(const struct skill_history *history, size_t end, int most)
{
    double times[SAMPLE];
    int count = 0;
    for (size_t i = end; i > 0 && count < most && count < SAMPLE; i--)
        if (is_timed(&history->answers[i - 1]))
            times[count++] = (double)history->answers[i - 1].milliseconds;
    if (!count)
        return NAN;
    qsort(times, (size_t)count, sizeof *times, compare_numbers);
    return count % 2 ? times[count / 2] : (times[count / 2 - 1] + times[count / 2]) / 2;
}

/* How many of the last `most` answers before `end` were right; `*of`: how many there are. */
static long right_before(const struct skill_history *history, size_t end, size_t most, long *of)
{
    size_t begin = end > most ? end - most : 0;
    long right = 0;
    for (size_t i = begin; i < end; i++)
        right += history->answers[i].right;
    *of = (long)(end - begin);
    return right;
}

static double *numbers(struct skill_page *page)
{
    return arena_allocate(&page->arena, (page->count ? page->count : 1) * sizeof(double));
}

static void make_curves(struct skill_page *page)
{
    const struct skill_history *history = &page->history;
    page->first = history->count > SKILL_ANSWERS ? history->count - SKILL_ANSWERS : 0;
    page->count = history->count - page->first;
    double **curves[] = {&page->number, &page->rating,  &page->share,         &page->right,
                         &page->wrong,  &page->seconds, &page->median_seconds};
    for (size_t i = 0; i < sizeof curves / sizeof *curves; i++)
        *curves[i] = numbers(page);
    for (size_t i = 0; i < page->count; i++) {
        size_t at = page->first + i;
        const struct skill_answer *answer = &history->answers[at];
        long of;
        long right = right_before(history, at + 1, SKILL_WINDOW, &of);
        page->number[i] = (double)at + 1;
        page->rating[i] = answer->rating;
        page->share[i] = 100.0 * (double)right / (double)of;
        page->right[i] = answer->right ? 100 : NAN;
        page->wrong[i] = answer->right ? NAN : 0;
        page->seconds[i] = is_timed(answer) ? (double)answer->milliseconds / 1000 : NAN;
        page->median_seconds[i] = median_before(history, at + 1, SKILL_WINDOW) / 1000;
    }
}

/* --- Mistakes -----------------------------------------------------------------------------------
 */

/* What the problem says about the mistake; NULL where it cannot be made again, or has it not. */
static const char *reason_in(struct skill_page *page, const char *problem_id, const char *name)
{
    struct problem problem = {0};
    struct error ignored = {0};
    const char *reason = NULL;
    if (drill_regenerate(problem_id, &problem, &ignored))
        for (size_t i = 0; !reason && i < problem.misconception_count; i++)
            if (!strcmp(problem.misconceptions[i].name, name))
                reason = arena_copy_string(&page->arena, problem.misconceptions[i].reason);
    problem_release(&problem);
    return reason;
}

/* From the newest answer with that mistake that still tells it. */
static const char *find_reason(struct skill_page *page, const char *name)
{
    const char *reason = NULL;
    int tries = 0;
    for (size_t i = page->history.count; i > 0 && !reason && tries < TRIES; i--) {
        const struct skill_answer *answer = &page->history.answers[i - 1];
        if (!answer->misconception || !answer->problem || strcmp(answer->misconception, name) != 0)
            continue;
        tries++;
        reason = reason_in(page, answer->problem, name);
    }
    return reason;
}

static int compare_mistakes(const void *a, const void *b)
{
    const struct skill_mistake *left = a, *right = b;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    return strcmp(left->name, right->name);
}

static void count_mistake(struct skill_mistake **all, size_t *count, size_t *capacity,
                          const char *name)
{
    for (size_t i = 0; i < *count; i++) {
        if (!strcmp((*all)[i].name, name)) {
            (*all)[i].count++;
            return;
        }
    }
    void *items = *all;
    memory_reserve(&items, *count, capacity, sizeof **all);
    *all = items;
    (*all)[(*count)++] = (struct skill_mistake){.name = name, .count = 1};
}

static void gather_mistakes(struct skill_page *page)
{
    struct skill_mistake *all = NULL;
    size_t count = 0, capacity = 0;
    for (size_t i = 0; i < page->history.count; i++)
        if (page->history.answers[i].misconception)
            count_mistake(&all, &count, &capacity, page->history.answers[i].misconception);
    if (count)
        qsort(all, count, sizeof *all, compare_mistakes);
    page->mistake_count = count < SKILL_MISTAKES ? count : SKILL_MISTAKES;
    for (size_t i = 0; i < page->mistake_count; i++) {
        page->mistakes[i] = all[i];
        page->mistakes[i].reason = find_reason(page, all[i].name);
    }
    free(all);
}

/* --- Opening ------------------------------------------------------------------------------------
 */

static bool make_example(struct skill_page *page, struct error *error)
{
    struct problem problem = {0};
    bool good = drill_generate(page->drill, 1, 1, &problem, error);
    if (good)
        page->example = arena_copy_string(&page->arena, problem.prompt);
    problem_release(&problem);
    return good;
}

struct skill_page *skill_page_open(struct collection *collection, const struct drill *drill,
                                   struct error *error)
{
    struct skill_page *page = memory_allocate(1, sizeof *page);
    page->drill = drill;
    page->today = collection_today(collection);
    if (!collection_skill_history(collection, ITEM_DRILL, drill->name, &page->history, error) ||
        !make_example(page, error)) {
        skill_page_free(page);
        return NULL;
    }
    make_curves(page);
    gather_mistakes(page);
    return page;
}

void skill_page_free(struct skill_page *page)
{
    if (!page)
        return;
    skill_history_release(&page->history);
    arena_release(&page->arena);
    free(page);
}

/* --- Words --------------------------------------------------------------------------------------
 */

/* How many answers are at least a month old; 0 where all are, or none is. */
static size_t month_ago(const struct skill_page *page)
{
    const struct skill_history *history = &page->history;
    size_t count = 0;
    while (count < history->count && history->answers[count].study_day <= page->today - MONTH)
        count++;
    return count < history->count ? count : 0;
}

static void rating_words(const struct skill_page *page, struct text *out)
{
    const struct skill_answer *answers = page->history.answers;
    size_t count = page->history.count, month = month_ago(page);
    double now = answers[count - 1].rating;
    text_printf(out, "rating: %.0f", now);
    if (count == 1) {
        text_append(out, " after the first answer");
        return;
    }
    long change = lround(now) - lround(answers[month ? month - 1 : 0].rating);
    const char *then = month ? "a month ago" : "after the first answer";
    if (change)
        text_printf(out, ", %ld %s than %s", labs(change), change > 0 ? "higher" : "lower", then);
    else
        text_printf(out, ", the same as %s", then);
}

static void accuracy_words(const struct skill_page *page, struct text *out)
{
    long recent, all;
    size_t count = page->history.count;
    long right = right_before(&page->history, count, TALLY_RECENT, &recent);
    long right_ever = right_before(&page->history, count, count, &all);
    text_printf(out, "accuracy: %ld of %s%ld right (%.0f %%)", right,
                all > recent ? "the last " : "", recent, 100.0 * (double)right / (double)recent);
    if (all > recent)
        text_printf(out, ", of all %ld %.0f %%", all, 100.0 * (double)right_ever / (double)all);
}

static void time_words(const struct skill_page *page, struct text *out)
{
    size_t month = month_ago(page);
    double now = median_before(&page->history, page->history.count, SAMPLE);
    double then = month ? median_before(&page->history, month, SAMPLE) : NAN;
    if (isnan(now)) {
        text_append(out, "time: no right answer was measured");
        return;
    }
    text_append(out, "time: ");
    wording_duration(llround(now), out);
    text_append(out, " at the median");
    if (isnan(then))
        return;
    long change = lround(now / 1000) - lround(then / 1000);
    if (!change) {
        text_append(out, ", as a month ago");
        return;
    }
    text_append(out, ", ");
    wording_duration(labs(change) * 1000, out);
    text_printf(out, " %s than a month ago", change < 0 ? "faster" : "slower");
}

void skill_page_words(const struct skill_page *page, enum skill_picture picture, struct text *out)
{
    if (!page->history.count)
        text_append(out, "no answers yet");
    else if (picture == PICTURE_RATING)
        rating_words(page, out);
    else if (picture == PICTURE_ACCURACY)
        accuracy_words(page, out);
    else if (picture == PICTURE_TIME)
        time_words(page, out);
    else
        text_append(out, page->mistake_count ? "Mistakes met most" : "No known mistake was met.");
}

/* --- The table ----------------------------------------------------------------------------------
 */

static const char *verdict_of(const struct skill_answer *answer)
{
    if (answer->right)
        return answer->hints ? "hint" : "right";
    return answer->grade ? "wrong" : "gave up";
}

static void pad(struct text *out, size_t begin, int columns)
{
    for (int width = text_width(out->data + begin, out->length - begin); width < columns; width++)
        text_append(out, " ");
}

static void table_row(const struct skill_page *page, const struct skill_answer *answer,
                      struct text *out)
{
    size_t begin = out->length;
    wording_date(answer->study_day, page->today, out);
    pad(out, begin, 12);
    text_printf(out, "%5d  %-8s", answer->level, verdict_of(answer));
    if (answer->milliseconds > 0)
        text_printf(out, "%6.0f s", (double)answer->milliseconds / 1000);
    else
        text_append(out, "       -");
    text_printf(out, "%6.0f", answer->rating);
    if (answer->misconception)
        text_printf(out, "  %s", answer->misconception);
    text_append(out, "\n");
}

void skill_page_table(const struct skill_page *page, struct text *out)
{
    if (!page->count) {
        text_append(out, "There are no answers yet.\n");
        return;
    }
    text_append(out, "day         level  answer      time   Elo  mistake\n");
    for (size_t i = page->history.count; i > page->first; i--)
        table_row(page, &page->history.answers[i - 1], out);
    if (page->first)
        text_printf(out, "%zu older answers are not shown.\n", page->first);
}
