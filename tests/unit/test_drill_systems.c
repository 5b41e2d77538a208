/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The drills about running systems. Every prompt is read as a person reads it, its numbers are
 * worked out again in another way (sums, loops, enumeration, bisection), and the answers compared.
 */
#include "tests/support/suite.h"

#include <ctype.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/answer_compare.h"
#include "exercises/drill.h"
#include "exercises/reliability.h"

enum { MOST_NUMBERS = 12, SEEDS = 250 };

/* --- The numbers of a prompt --------------------------------------------------------------------
 */

struct read_prompt {
    const char *text;
    double n[MOST_NUMBERS];
    const char *after[MOST_NUMBERS]; /* what follows each */
    size_t count;
};

static const char *read_number(const char *at, double *value)
{
    char digits[64];
    size_t used = 0;
    while (isdigit((unsigned char)*at) ||
           ((*at == '.' || *at == ',') && isdigit((unsigned char)at[1]))) {
        if (*at != ',')
            digits[used++] = *at;
        at++;
    }
    digits[used] = '\0';
    *value = strtod(digits, NULL);
    return at;
}

static struct read_prompt read_prompt(const char *text)
{
    struct read_prompt prompt = {.text = text};
    for (const char *at = text; *at && prompt.count < MOST_NUMBERS;)
        if (isdigit((unsigned char)*at)) {
            at = read_number(at, &prompt.n[prompt.count]);
            prompt.after[prompt.count++] = at;
        } else {
            at++;
        }
    return prompt;
}

static double hours_of(const struct read_prompt *p)
{
    return strstr(p->text, "a year")    ? 8760
           : strstr(p->text, "a month") ? 720
           : strstr(p->text, "a week")  ? 168
                                        : 24;
}

static double seconds_at(const struct read_prompt *p, size_t i)
{
    double unit = !strncmp(p->after[i], " h", 2)     ? 3600
                  : !strncmp(p->after[i], " min", 4) ? 60
                  : !strncmp(p->after[i], " ms", 3)  ? 0.001
                                                     : 1;
    return p->n[i] * unit;
}

/* --- Each question worked out again -------------------------------------------------------------
 */

typedef double again(const struct read_prompt *p);

static double downtime(const struct read_prompt *p)
{
    return hours_of(p) * 36 * (100 - p->n[0]);
}

static double achieved(const struct read_prompt *p)
{
    return 1 - seconds_at(p, 0) / (hours_of(p) * 3600);
}

static double budget_used(const struct read_prompt *p)
{
    double budget = hours_of(p) * 36 * (100 - p->n[p->count - 2]);
    return seconds_at(p, p->count - 1) / budget;
}

static double repair_time(const struct read_prompt *p)
{
    const struct redundancy one = {p->n[1] / 100, 1, 1, 1, 1, 0};
    return p->n[0] * 24 / redundancy_hours_up(&one) * 3600;
}

static double nines(const struct read_prompt *p)
{
    return -log(1 - p->n[0] / 100) / log(10);
}

static double releases(const struct read_prompt *p)
{
    double left = 720 * 36 * (100 - p->n[0]) + 1e-6 - 60 * p->n[2];
    int count = 0;
    while ((left -= p->n[3]) >= 0)
        count++;
    return count;
}

static double chain(const struct read_prompt *p)
{
    double up = 1;
    for (int i = 0; i < (int)p->n[0]; i++)
        up *= p->n[1] / 100;
    return up;
}

static double pair(const struct read_prompt *p)
{
    double up = p->n[0] / 100;
    return up * up + 2 * up * (1 - up);
}

static double unlike_chain(const struct read_prompt *p)
{
    return p->n[0] * p->n[1] * p->n[2] / 1e6;
}

static double replicas(const struct read_prompt *p)
{
    double all = 1;
    int count = 0;
    for (; all > (1 - p->n[1] / 100) * (1 + 1e-6); count++)
        all *= 1 - p->n[0] / 100;
    return count;
}

static double quorum(const struct read_prompt *p)
{
    int nodes = (int)p->n[0];
    double up = p->n[2] / 100, lost = 0;
    for (int set = 0; set < 1 << nodes; set++) {
        double share = 1;
        int alive = 0;
        for (int i = 0; i < nodes; i++) {
            share *= set >> i & 1 ? up : 1 - up;
            alive += set >> i & 1;
        }
        lost += alive < (int)p->n[1] ? share : 0;
    }
    return lost * 8760 * 3600;
}

static double pairs_in_chain(const struct read_prompt *p)
{
    double a = p->n[0] / 100, b = p->n[1] / 100, lost = 0;
    for (int set = 0; set < 8; set++) {
        double share = (set & 1 ? a : 1 - a) * (set & 2 ? a : 1 - a) * (set & 4 ? b : 1 - b);
        lost += (set & 3) && (set & 4) ? 0 : share;
    }
    return lost * 8760 * 3600;
}

/* The place in (low, high) where a rising function reaches `wanted`. */
static double bisect(double (*f)(double x, const struct read_prompt *p),
                     const struct read_prompt *p, double low, double high, double wanted)
{
    for (int i = 0; i < 200; i++) {
        double middle = (low + high) / 2;
        if (f(middle, p) < wanted)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static double all_up(double each, const struct read_prompt *p)
{
    double up = 1;
    for (int i = 0; i < (int)p->n[0]; i++)
        up *= each;
    return up;
}

static double each_of_chain(const struct read_prompt *p)
{
    return bisect(all_up, p, 0, 1, p->n[1] / 100);
}

static double rows(const struct read_prompt *p)
{
    return 8e6 * p->n[0] * p->n[1] * p->n[2];
}

static double vectors(const struct read_prompt *p)
{
    return 1e6 * p->n[0] * p->n[1] * p->n[2];
}

static double retention(const struct read_prompt *p)
{
    double bits = 0;
    for (int day = 0; day < (int)p->n[1]; day++)
        bits += 8e9 * p->n[0] * p->n[4] / p->n[3];
    return bits;
}

static double headroom(const struct read_prompt *p)
{
    return 8e12 * p->n[0] * p->n[1] * 100 / p->n[2];
}

static double nodes(const struct read_prompt *p)
{
    double stored = p->n[0] * p->n[3] * p->n[4], room = 10 * p->n[6] * p->n[5] * p->n[2];
    int count = 0;
    for (; stored > 1e-6; count++)
        stored -= room;
    return count;
}

static double growth(const struct read_prompt *p)
{
    double month = p->n[0], sum = 0;
    for (int i = 0; i < (int)p->n[2]; i++, month *= 1 + p->n[1] / 100)
        sum += month;
    return 8e12 * sum;
}

static double full(const struct read_prompt *p)
{
    double held = p->n[1];
    int months = 0;
    for (; held <= p->n[0]; months++)
        held *= 1 + p->n[2] / 100;
    return months;
}

static double break_even(const struct read_prompt *p)
{
    double left = p->n[0];
    int months = 0;
    for (; left > 0; months++)
        left -= p->n[2] - p->n[1];
    return months * 31536000.0 / 12;
}

static double ownership(const struct read_prompt *p)
{
    double paid = p->n[0];
    for (int month = 1; month <= 12 * (int)p->n[3]; month++)
        paid += p->n[1] + (month % 12 ? 0 : p->n[2]);
    return paid;
}

/* n[1] at the ends of n[2] years, by Horner's rule. */
static double received(double rate, const struct read_prompt *p)
{
    double value = 0;
    for (int year = 0; year < (int)p->n[2]; year++)
        value = (value + p->n[1]) / (1 + rate);
    return value;
}

static double net_present(const struct read_prompt *p)
{
    return received(p->n[3] / 100, p) - p->n[0];
}

static double owning_now(const struct read_prompt *p)
{
    return received(p->n[3] / 100, p) + p->n[0];
}

static double less_received(double rate, const struct read_prompt *p)
{
    return -received(rate, p);
}

static double internal_rate(const struct read_prompt *p)
{
    return bisect(less_received, p, 0, 1, -p->n[0]);
}

static double discounted_payback(const struct read_prompt *p)
{
    double owed = p->n[0];
    int years = 0;
    for (; owed > 0; years++)
        owed = owed * (1 + p->n[2] / 100) - p->n[1];
    return years;
}

/* What is left over after the last year of paying back `rent` less the running cost. */
static double left_over(double rent, const struct read_prompt *p)
{
    double owed = p->n[0];
    for (int year = 0; year < (int)p->n[2]; year++)
        owed = owed * (1 + p->n[3] / 100) - (rent - p->n[1]);
    return -owed;
}

static double cost_a_year(const struct read_prompt *p)
{
    return bisect(left_over, p, 0, 1e6, 0);
}

static double outside(double width)
{
    return erfc(width / sqrt(2));
}

static double limit(const struct read_prompt *p)
{
    return p->n[0] + (strstr(p->text, "upper") ? 1 : -1) * p->n[1] * p->n[2];
}

static double limit_of_means(const struct read_prompt *p)
{
    return p->n[0] + 3 * sqrt(p->n[1] * p->n[1] / p->n[2]);
}

static double false_alarms(const struct read_prompt *p)
{
    return p->n[0] * p->n[p->count - 2] * outside(p->n[p->count - 1]);
}

/* Simpson's rule under the bell curve, from the mean to the limit. */
static double rate(const struct read_prompt *p)
{
    enum { STRIPS = 2000 };
    double limit = p->n[p->count - 1], step = limit / STRIPS, sum = 0;
    for (int i = 0; i <= STRIPS; i++)
        sum += (i == 0 || i == STRIPS ? 1 : i % 2 ? 4 : 2) * exp(-i * step * i * step / 2);
    double within = 2 * sum * step / 3 / sqrt(2 * M_PI);
    return strstr(p->text, "upper") ? (1 - within) / 2 : 1 - within;
}

static double run_length(const struct read_prompt *p)
{
    double minutes = p->count > 1 ? p->n[0] : 1, left = 1, checks = 0;
    double chance = outside(p->n[p->count - 1]);
    for (; left > 1e-12; left *= 1 - chance)
        checks += left; /* one more check as long as none has alarmed */
    return 60 * minutes * checks;
}

static double share_chart(const struct read_prompt *p)
{
    double share = p->n[0] / 100;
    return share + 3 * sqrt(share - share * share) / sqrt(p->n[1]);
}

static double shift(const struct read_prompt *p)
{
    double moved = p->n[2] * sqrt(p->n[0]);
    return 1 - (erf((3 - moved) / sqrt(2)) + erf((3 + moved) / sqrt(2))) / 2;
}

static double inside_width(double width, const struct read_prompt *p)
{
    (void)p;
    return -outside(width);
}

static double width(const struct read_prompt *p)
{
    return bisect(inside_width, p, 0, 10, -1 / (p->n[0] * p->n[1] * p->n[2]));
}

static double inside(const struct read_prompt *p)
{
    return p->n[0] * seconds_at(p, 1);
}

static double jobs_time(const struct read_prompt *p)
{
    return p->n[0] / p->n[1];
}

static double utilisation(const struct read_prompt *p)
{
    return seconds_at(p, 0) * p->n[1];
}

/* Each request finds n others with probability (1 - b) b^n, and waits for each of them. */
static double found_on_arrival(double busy)
{
    double sum = 0;
    for (int n = 0; n < 5000; n++)
        sum += n * (1 - busy) * pow(busy, n);
    return sum;
}

static double response(const struct read_prompt *p)
{
    return seconds_at(p, 0) * (1 + found_on_arrival(p->n[1] / 100));
}

static double in_line(const struct read_prompt *p)
{
    return seconds_at(p, 0) * found_on_arrival(p->n[1] / 100);
}

static double many_inside(const struct read_prompt *p)
{
    double busy = p->n[0] / 100, fewer = 0;
    for (int n = 0; n < (int)p->n[1]; n++)
        fewer += (1 - busy) * pow(busy, n);
    return 1 - fewer;
}

static double speed(const struct read_prompt *p)
{
    return p->n[0] + 1000 / p->n[1];
}

/* Erlang's formula as he wrote it: (a^c / c!) / sum of a^k / k!. */
static double blocked(int servers, double load)
{
    double term = 1, sum = 1;
    for (int k = 1; k <= servers; k++)
        sum += term *= load / k;
    return term / sum;
}

static double turned_away(const struct read_prompt *p)
{
    return blocked((int)p->n[0], p->n[1] / 60 * p->n[2]);
}

/* Share that waits: all states with c or more inside, summed far out. */
static double share_waiting(const struct read_prompt *p)
{
    double load = p->n[0] * p->n[2] / 1000, term = 1, sum = 1, waiting = 0;
    int servers = (int)p->n[1];
    for (int k = 1; k < 3000; k++) {
        term *= load / (k < servers ? k : servers);
        sum += term;
        waiting += k >= servers ? term : 0;
    }
    return waiting / sum;
}

static double mean_wait(const struct read_prompt *p)
{
    double seconds = p->n[2] / 1000;
    return share_waiting(p) * seconds / (p->n[1] - p->n[0] * seconds);
}

static double enough(const struct read_prompt *p)
{
    int count = 1;
    while (blocked(count, p->n[0] / 60 * p->n[1]) > p->n[2] / 100)
        count++;
    return count;
}

static const struct question {
    const char *drill;
    int level;
    const char *key; /* in the prompt */
    again *again;    /* in seconds, bits, dollars, or as a share */
} questions[] = {
    {"nines", 1, "promises to be up", downtime},
    {"nines", 2, "What share of the time was it up", achieved},
    {"nines", 2, "error budget", budget_used},
    {"nines", 3, "may a repair take", repair_time},
    {"nines", 3, "counts its nines", nines},
    {"nines", 3, "How many releases", releases},
    {"redundancy", 1, "needs all of", chain},
    {"redundancy", 1, "at least one of them up", pair},
    {"redundancy", 2, "A request passes", unlike_chain},
    {"redundancy", 2, "A cheap machine", replicas},
    {"redundancy", 3, "works while at least", quorum},
    {"redundancy", 3, "behind them there is one", pairs_in_chain},
    {"redundancy", 3, "must each be up", each_of_chain},
    {"storage-sizing", 1, "arrive a day", rows},
    {"storage-sizing", 1, "million vectors", vectors},
    {"storage-sizing", 2, "A log takes in", retention},
    {"storage-sizing", 2, "are held in", headroom},
    {"storage-sizing", 3, "A cluster takes in", nodes},
    {"storage-sizing", 3, "in the first month", growth},
    {"storage-sizing", 3, "no longer fit", full},
    {"payback", 1, "how many months", break_even},
    {"payback", 1, "cost altogether", ownership},
    {"payback", 2, "net present value", net_present},
    {"payback", 2, "total cost of ownership", owning_now},
    {"payback", 3, "internal rate of return", internal_rate},
    {"payback", 3, "interest included", discounted_payback},
    {"payback", 3, "yearly rent", cost_a_year},
    {"control-limits", 1, "er control limit, at", limit},
    {"control-limits", 1, "shows means", limit_of_means},
    {"control-limits", 2, "Nothing is wrong", false_alarms},
    {"control-limits", 2, "by chance alone", rate},
    {"control-limits", 2, "false alarm to the next", run_length},
    {"control-limits", 3, "In the long run", share_chart},
    {"control-limits", 3, "The process moves", shift},
    {"control-limits", 3, "two decimals", width},
    {"queueing", 1, "at once, on average", inside},
    {"queueing", 1, "does a job wait", jobs_time},
    {"queueing", 1, "is it busy", utilisation},
    {"queueing", 2, "take, waiting included", response},
    {"queueing", 2, "wait in line", in_line},
    {"queueing", 2, "or more requests", many_inside},
    {"queueing", 2, "must it be able to serve", speed},
    {"queueing", 3, "A pool has", turned_away},
    {"queueing", 3, "has to wait", share_waiting},
    {"queueing", 3, "does a request wait on average", mean_wait},
    {"queueing", 3, "How many workers", enough},
};
enum { QUESTIONS = sizeof questions / sizeof questions[0] };

/* The answer in the units of `again`. */
static double value_of(const struct problem *problem)
{
    struct quantity quantity;
    char message[ANSWER_MESSAGE];
    assert_true(quantity_read(problem->answer, NULL, problem->unit, &quantity, message));
    return quantity.number.value * (quantity.has_unit ? quantity.unit.factor.value : 1);
}

/* Which question a prompt asks; "shows means" goes before the plain limit. */
static size_t question_of(const struct problem *problem)
{
    size_t found = QUESTIONS;
    for (size_t i = 0; i < QUESTIONS; i++)
        if (!strcmp(questions[i].drill, problem->skill) && questions[i].level == problem->level &&
            strstr(problem->prompt, questions[i].key))
            found = i;
    if (found == QUESTIONS)
        fail_msg("%s: unknown question '%s'", problem->id, problem->prompt);
    return found;
}

static void check_again(const struct problem *problem, size_t which)
{
    struct read_prompt prompt = read_prompt(problem->prompt);
    double expected = questions[which].again(&prompt), got = value_of(problem);
    double allowed = fmax(0.95 * problem->absolute, problem->relative > 0 ? 1e-3 * fabs(got) : 0);
    if (!(fabs(got - expected) <= allowed + 1e-9 * fabs(got)))
        fail_msg("%s: %s\n answer %s (%.9g), but %.9g", problem->id, problem->prompt,
                 problem->answer, got, expected);
}

static void test_answers_computed_again(void **state)
{
    size_t asked[QUESTIONS] = {0};
    (void)state;
    for (size_t i = 0; i < QUESTIONS; i++)
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            struct problem problem;
            struct error error = {0};
            assert_true(drill_generate(drill_find(questions[i].drill), questions[i].level, seed,
                                       &problem, &error));
            size_t which = question_of(&problem);
            check_again(&problem, which);
            asked[which]++;
            problem_release(&problem);
        }
    for (size_t i = 0; i < QUESTIONS; i++)
        if (!asked[i])
            fail_msg("never asked: %s", questions[i].key);
}

/* --- Values known from elsewhere ----------------------------------------------------------------
 */

static const struct known {
    const char *drill;
    int level;
    const char *prompt[2]; /* parts of it */
    const char *typed;
} knowns[] = {
    {"nines", 1, {"up 99.9 %", "a year"}, "8.76 h"},
    {"nines", 1, {"up 99.99 %", "a year"}, "52.56 min"},
    {"nines", 1, {"up 99.999 %", "a year"}, "5.256 min"},
    {"nines", 2, {"8.76 h", "What share"}, "99.9 %"},
    {"redundancy", 1, {"needs all of 3", "99.9 %"}, "99.700 %"},
    {"redundancy", 1, {"Two replicas", "up 99 %"}, "99.99 %"},
    {"redundancy", 3, {"3 nodes", "up 99 %"}, "2.61 h"},
    {"payback",
     2,
     {"$1,000 now and brings $400", "3 years. What is its net present value at 10 %"},
     "-$5.26"},
    {"payback", 3, {"$1,000 now and brings $400", "3 years. What is its internal"}, "9.70 %"},
    {"control-limits", 2, {"outside of control limits", "3 sigma"}, "0.0027"},
    {"control-limits", 2, {"outside of control limits", "3 sigma"}, "0.27 %"},
    {"control-limits", 2, {"outside of control limits", "2 sigma"}, "4.55 %"},
    {"control-limits", 2, {"above an upper control limit", "3 sigma"}, "0.135 %"},
    {"control-limits", 2, {"every minute,", "3 sigma"}, "370.4 min"},
    {"control-limits", 2, {"10 metrics are checked every minute for a day", "3 sigma"}, "38.88"},
    {"queueing", 3, {"10 connections. Requests arrive at random, 8 a minute", "60 s"}, "12.166 %"},
    {"queueing", 3, {"80 requests a second", "10 equal workers; one takes 100 ms"}, NULL},
};

/* The first seed with such a prompt. */
static bool find_problem(const struct known *known, struct problem *problem)
{
    struct error error = {0};
    for (uint64_t seed = 0; seed < 200000; seed++) {
        assert_true(drill_generate(drill_find(known->drill), known->level, seed, problem, &error));
        if (strstr(problem->prompt, known->prompt[0]) && strstr(problem->prompt, known->prompt[1]))
            return true;
        problem_release(problem);
    }
    return false;
}

static void test_known_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof knowns / sizeof knowns[0]; i++) {
        struct problem problem;
        struct judgement got;
        if (!find_problem(&knowns[i], &problem))
            fail_msg("no prompt with '%s'", knowns[i].prompt[0]);
        const char *waits = strstr(problem.prompt, "has to wait") ? "40.918 %" : "20.459 ms";
        problem_judge(&problem, knowns[i].typed ? knowns[i].typed : waits, &got);
        if (got.verdict != VERDICT_CORRECT)
            fail_msg("%s: %s: %s", problem.prompt, problem.answer, got.message);
        problem_release(&problem);
    }
}

/* --- What people get wrong ----------------------------------------------------------------------
 */

static const struct slip {
    struct known known;
    const char *misconception;
} slips[] = {
    {{"nines", 1, {"up 99.9 %", "a year"}, "52.56 min"}, "one-nine-off"},
    {{"nines", 1, {"up 99.9 %", "a year"}, "876 h"}, "percent-as-share"},
    {{"nines", 2, {"8.76 h", "What share"}, "0.1 %"}, "gave-the-share-down"},
    {{"redundancy", 1, {"needs all of 3", "99.9 %"}, "99.9 %"}, "took-the-weakest"},
    {{"redundancy", 1, {"Two replicas", "up 99 %"}, "98.01 %"}, "multiplied-the-time-up"},
    {{"redundancy", 1, {"Two replicas", "up 99 %"}, "99.5 %"}, "halved-the-downtime"},
    {{"payback", 2, {"$1,000 now and brings $400", "at 10 %"}, "$200"}, "forgot-the-interest"},
    {{"payback", 3, {"$1,000 now and brings $400", "internal"}, "20 %"}, "gave-the-whole-gain"},
    {{"control-limits", 2, {"every minute,", "3 sigma"}, "12.35 h"}, "one-side-only"},
    {{"control-limits", 2, {"outside of control limits", "3 sigma"}, "0.135 %"}, "one-side-only"},
    {{"control-limits", 2, {"above an upper control limit", "3 sigma"}, "0.27 %"}, "both-sides"},
    {{"queueing", 3, {"10 connections. Requests arrive at random, 8 a minute", "60 s"}, "40.918 %"},
     "share-that-waits"},
    {{"queueing", 2, {"in 10 ms on average, and is busy 80 %", "wait in line"}, "50 ms"},
     "added-the-service"},
};

static void test_slips_are_recognised(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        struct problem problem;
        struct judgement got;
        if (!find_problem(&slips[i].known, &problem))
            fail_msg("no prompt with '%s'", slips[i].known.prompt[0]);
        problem_judge(&problem, slips[i].known.typed, &got);
        if (got.verdict != VERDICT_WRONG || strcmp(got.misconception, slips[i].misconception) != 0)
            fail_msg("%s: %s judged %s (%s), not %s", problem.prompt, slips[i].known.typed,
                     verdict_name(got.verdict), got.misconception, slips[i].misconception);
        problem_release(&problem);
    }
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers_computed_again),
        cmocka_unit_test(test_known_values),
        cmocka_unit_test(test_slips_are_recognised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
