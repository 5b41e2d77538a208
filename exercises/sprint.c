/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/sprint.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/base/random.h"
#include "exercises/identifier.h"
#include "exercises/problem_writer.h"

enum { OTHERS_LEAST = 3, OTHERS_MOST = 5, KINDS = 4, DIGITS_MOST = SPRINT_TYPED - 1 };

/* --- Questions ---------------------------------------------------------------------------------
 */

static const char *const signs[] = {"×", "/", "+", "-"};
enum sign { TIMES, BY, PLUS, MINUS, SIGN_COUNT };

static bool set_answer(struct sprint_question *question, long a, enum sign sign, long b)
{
    if (sign == BY && (b == 0 || a % b != 0))
        return false;
    question->answer = sign == TIMES ? a * b : sign == BY ? a / b : sign == PLUS ? a + b : a - b;
    return question->answer >= 0;
}

static bool make(struct sprint_question *question, long a, enum sign sign, long b)
{
    bool swap = (sign == TIMES || sign == PLUS) && a > b;
    (void)snprintf(question->text, SPRINT_FACT, "%ld %s %ld", a, signs[sign], b);
    (void)snprintf(question->fact, SPRINT_FACT, "%ld %s %ld", swap ? b : a, signs[sign],
                   swap ? a : b);
    return set_answer(question, a, sign, b);
}

/* Four digits at most, so that no product is too large. */
static const char *read_operand(const char *at, long *value)
{
    *value = 0;
    int digits = 0;
    for (; isdigit((unsigned char)*at) && digits <= 4; digits++)
        *value = *value * 10 + (*at++ - '0');
    return digits >= 1 && digits <= 4 ? at : NULL;
}

bool sprint_question_read(const char *text, struct sprint_question *question)
{
    long a, b;
    const char *at = read_operand(text, &a);
    if (!at || *at++ != ' ')
        return false;
    for (int sign = 0; sign < SIGN_COUNT; sign++) {
        size_t length = strlen(signs[sign]);
        if (strncmp(at, signs[sign], length) != 0 || at[length] != ' ')
            continue;
        const char *end = read_operand(at + length + 1, &b);
        return end && !*end && make(question, a, (enum sign)sign, b);
    }
    return false;
}

/* How the numbers of a kind are drawn: a quotient is drawn as divisor and answer, a difference as
 * the number taken away and the answer. */
struct kind {
    enum sign sign;
    int low, high, other_low, other_high;
};
static const struct kind kinds[SPRINT_LEVELS][KINDS] = {
    {{TIMES, 2, 12, 3, 12}, {BY, 3, 12, 3, 12}, {PLUS, 13, 89, 11, 89}, {MINUS, 11, 59, 12, 40}},
    {{TIMES, 11, 99, 3, 9},
     {BY, 3, 9, 12, 99},
     {PLUS, 123, 879, 113, 898},
     {MINUS, 113, 498, 115, 480}},
    {{TIMES, 11, 69, 11, 39},
     {BY, 12, 36, 12, 49},
     {TIMES, 11, 25, 11, 25},
     {MINUS, 213, 798, 115, 980}},
};

const char *sprint_level_words(int level)
{
    static const char *const words[SPRINT_LEVELS] = {
        "tables to 12, sums and differences of two digits",
        "two digits times or by one, sums and differences of three",
        "two digits times or by two, large differences",
    };
    return words[level - 1];
}

static void draw_question(gsl_rng *rng, int level, struct sprint_question *question)
{
    const struct kind *kind = &kinds[level - 1][draw_between(rng, 0, KINDS - 1)];
    int a = draw_between(rng, kind->low, kind->high);
    int b = draw_between(rng, kind->other_low, kind->other_high);
    bool swap = kind->sign == TIMES && draw_between(rng, 0, 1);
    if (kind->sign == BY)
        (void)make(question, (long)a * b, BY, a);
    else if (kind->sign == MINUS)
        (void)make(question, a + b, MINUS, a);
    else
        (void)make(question, swap ? b : a, kind->sign, swap ? a : b);
}

/* --- What comes early --------------------------------------------------------------------------
 */

double sprint_weight(const struct sprint_memory *memory, double typical)
{
    double missed = memory->miss_share >= 0.2 ? memory->miss_share : 0;
    double times = typical > 0 ? memory->milliseconds / typical : 0;
    double slow = times > 2 ? fmin(times - 2, 2) / 4 : 0;
    return missed + slow;
}

static int compare_reals(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* NaN where there is none. Sorts `values`. */
static double median_of(double *values, size_t count)
{
    if (!count)
        return NAN;
    qsort(values, count, sizeof *values, compare_reals);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static double typical_time(const struct sprint_memory *memories, size_t count)
{
    double *times = memory_allocate(count, sizeof *times);
    size_t timed = 0;
    for (size_t i = 0; i < count; i++)
        if (memories[i].milliseconds > 0)
            times[timed++] = memories[i].milliseconds;
    double median = median_of(times, timed);
    free(times);
    return isnan(median) ? 0 : median;
}

/* Keeps the heaviest, in order of their weight. */
static void add_weak(struct sprint *sprint, const struct sprint_memory *memory, double weight)
{
    struct weak_fact weak = {.weight = weight};
    if (weight <= 0 || !sprint_question_read(memory->fact, &weak.question))
        return;
    size_t place = sprint->weak_count;
    while (place > 0 && sprint->weak[place - 1].weight < weight)
        place--;
    if (place == SPRINT_WEAK)
        return;
    if (sprint->weak_count < SPRINT_WEAK)
        sprint->weak_count++;
    memmove(sprint->weak + place + 1, sprint->weak + place,
            (sprint->weak_count - place - 1) * sizeof *sprint->weak);
    sprint->weak[place] = weak;
}

static void gather_weak(struct sprint *sprint, const struct sprint_memory *memories, size_t count)
{
    double typical = typical_time(memories, count);
    for (size_t i = 0; i < count; i++)
        add_weak(sprint, &memories[i], sprint_weight(&memories[i], typical));
}

long sprint_weak_count(const struct sprint_memory *memories, size_t count)
{
    struct sprint sprint = {0};
    gather_weak(&sprint, memories, count);
    return (long)sprint.weak_count;
}

static void forget_weak(struct sprint *sprint, const char *fact)
{
    for (size_t i = 0; i < sprint->weak_count; i++) {
        if (!strcmp(sprint->weak[i].question.fact, fact)) {
            sprint->weak_count--;
            memmove(sprint->weak + i, sprint->weak + i + 1,
                    (sprint->weak_count - i) * sizeof *sprint->weak);
            return;
        }
    }
}

static const struct sprint_question *draw_weak(const struct sprint *sprint)
{
    double total = 0;
    for (size_t i = 0; i < sprint->weak_count; i++)
        total += sprint->weak[i].weight;
    double at = gsl_rng_uniform(sprint->rng) * total;
    size_t place = 0;
    while (place + 1 < sprint->weak_count && at >= sprint->weak[place].weight)
        at -= sprint->weak[place++].weight;
    return &sprint->weak[place].question;
}

/* --- What comes next ---------------------------------------------------------------------------
 */

static struct sprint_question *place_of(struct sprint *sprint, int number)
{
    return &sprint->ahead[number % SPRINT_AHEAD];
}

/* A fact that was just asked, or waits to come again, is not drawn meanwhile. */
static bool is_near(const struct sprint *sprint, const char *fact)
{
    for (size_t i = 1; i <= OTHERS_LEAST && i <= sprint->count; i++)
        if (!strcmp(sprint->marks[sprint->count - i].question.fact, fact))
            return true;
    for (size_t i = 0; i < SPRINT_AHEAD; i++)
        if (sprint->ahead[i].text[0] && !strcmp(sprint->ahead[i].fact, fact))
            return true;
    return false;
}

static void draw_next(struct sprint *sprint, int64_t now)
{
    struct sprint_question *due = place_of(sprint, ++sprint->number);
    sprint->shown = now;
    if (due->text[0]) {
        sprint->question = *due;
        due->text[0] = '\0';
        return;
    }
    if (sprint->weak_count && sprint->number % 2 == 0)
        sprint->question = *draw_weak(sprint);
    else
        do
            draw_question(sprint->rng, sprint->level, &sprint->question);
        while (is_near(sprint, sprint->question.fact));
    forget_weak(sprint, sprint->question.fact);
}

/*
 * A place after 3 to 5 others. One is always free: the answers before could take only places that
 * are nearer than the last of the three.
 */
static void ask_again(struct sprint *sprint, const struct sprint_question *question)
{
    int first = draw_between(sprint->again, 0, OTHERS_MOST - OTHERS_LEAST);
    for (int i = 0; i <= OTHERS_MOST - OTHERS_LEAST; i++) {
        int others = OTHERS_LEAST + (first + i) % (OTHERS_MOST - OTHERS_LEAST + 1);
        struct sprint_question *place = place_of(sprint, sprint->number + 1 + others);
        if (!place->text[0]) {
            *place = *question;
            return;
        }
    }
}

void sprint_start(struct sprint *sprint, int level, int seconds, uint64_t seed,
                  const struct sprint_memory *memories, size_t count, int64_t now)
{
    memset(sprint, 0, sizeof *sprint);
    sprint->level = level;
    sprint->seconds = seconds;
    sprint->began = now;
    struct identifier identifier = {
        .name = "sprint", .version = SPRINT_VERSION, .level = level, .seed = seed};
    sprint->rng = identifier_rng(&identifier);
    sprint->again = rng_from_seed(random_mix(seed, (uint64_t)level));
    gather_weak(sprint, memories, count);
    draw_next(sprint, now);
}

void sprint_release(struct sprint *sprint)
{
    gsl_rng_free(sprint->rng);
    gsl_rng_free(sprint->again);
    free(sprint->marks);
    memset(sprint, 0, sizeof *sprint);
}

int64_t sprint_left(const struct sprint *sprint, int64_t now)
{
    int64_t left = sprint->began + (int64_t)sprint->seconds * 1000 - now;
    return left > 0 ? left : 0;
}

/* --- Answers -----------------------------------------------------------------------------------
 */

bool sprint_question_matches(const struct sprint_question *question, const char *typed)
{
    char answer[32];
    (void)snprintf(answer, sizeof answer, "%ld", question->answer);
    return !strcmp(typed, answer);
}

/* The number typed without the blanks around it; `*digits` counts it. */
static const char *trim(const char *typed, size_t *digits)
{
    typed += strspn(typed, " \t");
    *digits = strcspn(typed, " \t");
    return typed;
}

bool sprint_read(const struct sprint_question *question, const char *typed,
                 enum sprint_outcome *outcome)
{
    size_t length;
    typed = trim(typed, &length);
    if (typed[length + strspn(typed + length, " \t")])
        return false;
    if (!length) {
        *outcome = SPRINT_PASSED;
        return true;
    }
    if (length > DIGITS_MOST || strspn(typed, "0123456789") != length)
        return false;
    *outcome =
        strtoll(typed, NULL, 10) == (long long)question->answer ? SPRINT_RIGHT : SPRINT_WRONG;
    return true;
}

bool sprint_judge(const struct sprint *sprint, const char *typed, int64_t now,
                  struct sprint_mark *mark)
{
    enum sprint_outcome outcome;
    size_t length;
    if (!sprint_read(&sprint->question, typed, &outcome))
        return false;
    *mark = (struct sprint_mark){.question = sprint->question,
                                 .number = sprint->number,
                                 .outcome = outcome,
                                 .milliseconds = now - sprint->shown};
    typed = trim(typed, &length);
    (void)snprintf(mark->typed, sizeof mark->typed, "%.*s", (int)length, typed);
    return true;
}

void sprint_take(struct sprint *sprint, const struct sprint_mark *mark, int64_t now)
{
    memory_reserve((void **)&sprint->marks, sprint->count, &sprint->capacity,
                   sizeof *sprint->marks);
    sprint->marks[sprint->count++] = *mark;
    sprint->tally[mark->outcome]++;
    if (mark->outcome != SPRINT_RIGHT)
        ask_again(sprint, &mark->question);
    draw_next(sprint, now);
}

/* --- The result --------------------------------------------------------------------------------
 */

double sprint_rate(long right, int seconds)
{
    return (double)right * 60 / seconds;
}

static int more_often_missed(const void *a, const void *b)
{
    const struct sprint_fact *x = a, *y = b;
    return (x->times < y->times) - (x->times > y->times);
}

static int slower(const void *a, const void *b)
{
    const struct sprint_fact *x = a, *y = b;
    return (x->milliseconds < y->milliseconds) - (x->milliseconds > y->milliseconds);
}

/* Sorts few things and leaves equal ones in their order, which qsort() does not promise. */
static void sort_facts(struct sprint_fact *facts, size_t count,
                       int (*compare)(const void *, const void *))
{
    for (size_t i = 1; i < count; i++) {
        struct sprint_fact fact = facts[i];
        size_t place = i;
        for (; place > 0 && compare(&facts[place - 1], &fact) > 0; place--)
            facts[place] = facts[place - 1];
        facts[place] = fact;
    }
}

/* Every fact of the sprint once; the caller frees. */
static struct sprint_fact *gather(const struct sprint *sprint, size_t *count)
{
    struct sprint_fact *facts = memory_allocate(sprint->count, sizeof *facts);
    long *right = memory_allocate(sprint->count, sizeof *right);
    *count = 0;
    for (size_t i = 0; i < sprint->count; i++) {
        const struct sprint_mark *mark = &sprint->marks[i];
        size_t at = 0;
        while (at < *count && strcmp(facts[at].question.fact, mark->question.fact) != 0)
            at++;
        if (at == *count)
            facts[(*count)++].question = mark->question;
        if (mark->outcome != SPRINT_RIGHT)
            facts[at].times++;
        else
            facts[at].milliseconds +=
                ((double)mark->milliseconds - facts[at].milliseconds) / (double)++right[at];
    }
    free(right);
    return facts;
}

static double median_time(const struct sprint *sprint)
{
    double *times = memory_allocate(sprint->count, sizeof *times);
    size_t count = 0;
    for (size_t i = 0; i < sprint->count; i++)
        if (sprint->marks[i].outcome == SPRINT_RIGHT)
            times[count++] = (double)sprint->marks[i].milliseconds;
    double median = median_of(times, count);
    free(times);
    return median;
}

void sprint_result(const struct sprint *sprint, struct sprint_result *result)
{
    size_t count;
    const long *tally = sprint->tally;
    *result =
        (struct sprint_result){.right = tally[SPRINT_RIGHT],
                               .wrong = tally[SPRINT_WRONG],
                               .passed = tally[SPRINT_PASSED],
                               .per_minute = sprint_rate(tally[SPRINT_RIGHT], sprint->seconds),
                               .accuracy = NAN};
    if (sprint->count)
        result->accuracy = (double)result->right / (double)sprint->count;
    result->median_ms = median_time(sprint);
    struct sprint_fact *facts = gather(sprint, &count);
    sort_facts(facts, count, slower);
    while (result->slow_count < SPRINT_LIST && result->slow_count < count &&
           facts[result->slow_count].milliseconds > 0) {
        result->slow[result->slow_count] = facts[result->slow_count];
        result->slow_count++;
    }
    free(facts);
    result->missed = gather(sprint, &count);
    sort_facts(result->missed, count, more_often_missed);
    while (result->missed_count < count && result->missed[result->missed_count].times)
        result->missed_count++;
}

void sprint_result_release(struct sprint_result *result)
{
    free(result->missed);
    memset(result, 0, sizeof *result);
}

int sprint_grade(const struct sprint_result *result, double median)
{
    static const int percents[] = {60, 80, 90}; /* for grades 2, 3 and 4 */
    double right = (double)result->right;
    double total = (double)(result->right + result->wrong + result->passed);
    /* Products of whole numbers: 19 of 20 is 95 %, whatever 0.95 is in binary. */
    if (100 * right >= 95 * total && result->per_minute >= median)
        return 5;
    int grade = 1;
    while (grade < 4 && 100 * right >= percents[grade - 1] * total)
        grade++;
    return grade;
}

/* --- Practice ----------------------------------------------------------------------------------
 */

void sprint_practice_start(struct sprint_practice *practice, const struct sprint_result *result)
{
    practice->count = practice->total = result->missed_count;
    practice->queue = memory_allocate(practice->count, sizeof *practice->queue);
    for (size_t i = 0; i < practice->count; i++)
        practice->queue[i] = result->missed[i].question;
}

void sprint_practice_release(struct sprint_practice *practice)
{
    free(practice->queue);
    memset(practice, 0, sizeof *practice);
}

void sprint_practice_take(struct sprint_practice *practice, bool right)
{
    struct sprint_question question = practice->queue[0];
    practice->count--;
    memmove(practice->queue, practice->queue + 1, practice->count * sizeof *practice->queue);
    if (!right)
        practice->queue[practice->count++] = question;
}
