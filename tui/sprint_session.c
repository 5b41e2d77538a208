/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/sprint_session.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/drill.h"

enum { LAST = 5 }; /* sprints whose median rate a grade of 5 takes */

/* --- Sprints before ----------------------------------------------------------------------------
 */

struct gathering {
    struct sprint_past *past;
    int level, seconds;
    size_t rates, accuracies, days; /* capacities */
};

static bool add_past(void *context, const struct sprint_row *row)
{
    struct gathering *gathering = context;
    struct sprint_past *past = gathering->past;
    long total = row->right + row->wrong + row->passed;
    if (!row->finished || !total || row->level != gathering->level ||
        row->seconds != gathering->seconds)
        return true;
    memory_reserve((void **)&past->rates, past->count, &gathering->rates, sizeof *past->rates);
    memory_reserve((void **)&past->accuracies, past->count, &gathering->accuracies,
                   sizeof *past->accuracies);
    memory_reserve((void **)&past->days, past->count, &gathering->days, sizeof *past->days);
    past->rates[past->count] = sprint_rate(row->right, row->seconds);
    past->accuracies[past->count] = (double)row->right / (double)total;
    past->days[past->count++] = row->day;
    return true;
}

/* They come newest first. */
static void turn_round(struct sprint_past *past)
{
    for (size_t i = 0, j = past->count; i + 1 < j; i++) {
        double rate = past->rates[i], accuracy = past->accuracies[i];
        day_number day = past->days[i];
        j--;
        past->rates[i] = past->rates[j];
        past->accuracies[i] = past->accuracies[j];
        past->days[i] = past->days[j];
        past->rates[j] = rate;
        past->accuracies[j] = accuracy;
        past->days[j] = day;
    }
}

static int compare_rates(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median_of_last(const struct sprint_past *past)
{
    double last[LAST];
    size_t count = past->count < LAST ? past->count : LAST;
    if (!count)
        return NAN;
    memcpy(last, past->rates + past->count - count, count * sizeof *last);
    qsort(last, count, sizeof *last, compare_rates);
    return count % 2 ? last[count / 2] : (last[count / 2 - 1] + last[count / 2]) / 2;
}

bool sprint_past_read(struct collection *collection, int level, int seconds,
                      struct sprint_past *past, struct error *error)
{
    struct gathering gathering = {.past = past, .level = level, .seconds = seconds};
    *past = (struct sprint_past){.best = NAN, .median = NAN, .best_day = DAY_NONE};
    if (!collection_each_sprint(collection, SPRINT_SKILL, add_past, &gathering, error)) {
        sprint_past_release(past);
        return false;
    }
    turn_round(past);
    past->median = median_of_last(past);
    for (size_t i = 0; i < past->count; i++) {
        if (isnan(past->best) || past->rates[i] > past->best) {
            past->best = past->rates[i];
            past->best_day = past->days[i];
        }
    }
    return true;
}

void sprint_past_release(struct sprint_past *past)
{
    free(past->rates);
    free(past->accuracies);
    free(past->days);
    memset(past, 0, sizeof *past);
}

bool sprint_own_level(struct collection *collection, int *level, struct error *error)
{
    double rating;
    const struct drill *drill = drill_find(SPRINT_SKILL);
    if (!collection_skill(collection, SPRINT_SKILL, drill->levels, level, &rating, error))
        return false;
    if (*level > SPRINT_LEVELS)
        *level = SPRINT_LEVELS;
    return true;
}

/* --- The sprint --------------------------------------------------------------------------------
 */

bool sprint_session_start(struct sprint_session *session, struct collection *collection, int level,
                          int seconds, uint64_t seed, struct error *error)
{
    struct sprint_memory *memories = NULL;
    size_t count = 0;
    *session = (struct sprint_session){
        .collection = collection, .clock = collection_clock(collection), .seed = seed, .grade = -1};
    bool good = sprint_past_read(collection, level, seconds, &session->past, error) &&
                collection_sprint_id(collection, session->id, error) &&
                collection_sprint_memory(collection, SPRINT_SKILL, level, &memories, &count, error);
    if (good)
        sprint_start(&session->sprint, level, seconds, seed, memories, count,
                     clock_elapsed_ms(session->clock));
    free(memories);
    return good;
}

void sprint_session_release(struct sprint_session *session)
{
    if (session->sprint.rng)
        sprint_release(&session->sprint);
    sprint_past_release(&session->past);
    sprint_result_release(&session->result);
    memset(session, 0, sizeof *session);
}

int64_t sprint_session_left(const struct sprint_session *session)
{
    return sprint_left(&session->sprint, clock_elapsed_ms(session->clock));
}

static struct sprint_run run_of(const struct sprint_session *session)
{
    return (struct sprint_run){.id = session->id,
                               .skill = SPRINT_SKILL,
                               .level = session->sprint.level,
                               .seconds = session->sprint.seconds};
}

enum sprint_reply sprint_session_answer(struct sprint_session *session, const char *typed,
                                        struct sprint_mark *mark, struct error *error)
{
    int64_t now = clock_elapsed_ms(session->clock);
    struct sprint_run run = run_of(session);
    if (!sprint_left(&session->sprint, now))
        return SPRINT_LATE;
    if (!sprint_judge(&session->sprint, typed, now, mark))
        return SPRINT_UNREAD;
    struct sprint_answer answer = {.number = mark->number,
                                   .fact = mark->question.fact,
                                   .typed = mark->typed[0] ? mark->typed : NULL,
                                   .outcome = mark->outcome,
                                   .milliseconds = mark->milliseconds};
    if (!collection_sprint_answer(session->collection, &run, &answer, error))
        return SPRINT_FAILED;
    /* What the disk took is not taken from the time for the next question. */
    sprint_take(&session->sprint, mark, clock_elapsed_ms(session->clock));
    return SPRINT_TAKEN;
}

bool sprint_session_finish(struct sprint_session *session, struct error *error)
{
    char problem[64];
    struct sprint_run run = run_of(session);
    struct sprint_result *result = &session->result;
    sprint_result_release(result);
    sprint_result(&session->sprint, result);
    session->finished = true;
    if (!session->sprint.count)
        return true;
    session->grade = sprint_grade(result, session->past.median);
    (void)snprintf(problem, sizeof problem, "sprint@%d/%d/%llu", SPRINT_VERSION,
                   session->sprint.level, (unsigned long long)session->seed);
    struct answer answer = {
        .kind = ITEM_DRILL,
        .subject = SPRINT_SKILL,
        .grade = session->grade,
        .milliseconds = isnan(result->median_ms) ? 0 : (int64_t)result->median_ms,
        .problem = problem,
        .level = session->sprint.level,
        .distance = NAN,
    };
    bool good = collection_sprint_end(session->collection, &run, &answer, &session->graded, error);
    session->grade = good ? session->grade : -1;
    return good;
}

bool sprint_session_is_best(const struct sprint_session *session)
{
    return session->finished && session->grade >= 0 &&
           session->result.per_minute > session->past.best;
}

/* --- Words -------------------------------------------------------------------------------------
 */

static void question_words(const char *text, bool ascii, struct text *out)
{
    static const char times[] = "×";
    const char *sign = ascii ? strstr(text, times) : NULL;
    if (sign)
        text_printf(out, "%.*sx%s", (int)(sign - text), text, sign + sizeof times - 1);
    else
        text_append(out, text);
}

void sprint_fact_words(const struct sprint_question *question, bool ascii, struct text *out)
{
    question_words(question->text, ascii, out);
    text_printf(out, " = %ld", question->answer);
}

void sprint_mark_words(const struct sprint_mark *mark, bool ascii, struct text *out)
{
    sprint_fact_words(&mark->question, ascii, out);
    if (mark->outcome == SPRINT_WRONG)
        text_printf(out, ", not %s", mark->typed);
    else if (mark->outcome == SPRINT_PASSED)
        text_append(out, ", passed");
}

void sprint_rate_words(double rate, struct text *out)
{
    double tenths = round(rate * 10);
    text_printf(out, fmod(tenths, 10) == 0 ? "%.0f" : "%.1f", tenths / 10);
}
