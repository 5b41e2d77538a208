/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drills of estimation, each problem solved again from its prompt, and the ladder they read. */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/answer_reader.h"
#include "exercises/drill.h"
#include "exercises/latency_ladder.h"
#include "tests/support/prompt.h"

enum { SEEDS = 300 };
static const double THREE_DIGITS = 0.005;

/* --- The table of latencies ---------------------------------------------------------------------
 */

static void test_shipped_ladder(void **state)
{
    (void)state;
    const struct latency_ladder *ladder = latency_ladder_shipped();
    assert_ptr_equal(ladder, latency_ladder_shipped());
    assert_true(ladder->count >= 15);
    assert_null(latency_rung(ladder, "no-such"));
    assert_true(latency_rung(ladder, "memory_read")->seconds == 100 / 1e9);
    assert_true(latency_rung(ladder, "disk_read")->seconds == 0.01);
    for (size_t i = 0; i < ladder->count; i++) {
        const struct rung *rung = &ladder->rungs[i];
        assert_true(rung->source[0] && rung->what[0]);
        assert_true(rung->as_of >= day_from_civil(2020, 1, 1));
        assert_true(i == 0 || rung->seconds >= ladder->rungs[i - 1].seconds);
    }
}

static void test_refused_ladders(void **state)
{
    (void)state;
#define HEAD "id,what,nanoseconds,as_of,source\n"
    static const struct {
        const char *bytes, *message;
        long line;
    } rows[] = {
        {"", "first line", 1},
        {"id,what,nanoseconds,as_of\n", "source", 1},
        {"id,id,what,nanoseconds,as_of,source\n", "column id once", 1},
        {HEAD "a,b,1,2020-01-01\n", "4 fields", 2},
        {HEAD ",b,1,2020-01-01,s\n", "id", 2},
        {HEAD "a,b,1,2020-01-01,s\na,b,1,2020-01-01,s\n", "no row before", 3},
        {HEAD "a,,1,2020-01-01,s\n", "what", 2},
        {HEAD "a,b,1,2020-01-01,\n", "source", 2},
        {HEAD "a,b,0,2020-01-01,s\n", "above 0", 2},
        {HEAD "a,b,-1,2020-01-01,s\n", "above 0", 2},
        {HEAD "a,b,,2020-01-01,s\n", "above 0", 2},
        {HEAD "a,b,1e999,2020-01-01,s\n", "above 0", 2},
        {HEAD "a,b,1x,2020-01-01,s\n", "above 0", 2},
        {HEAD "a,b,nan,2020-01-01,s\n", "above 0", 2},
        {HEAD "a,b,2,2020-01-01,s\nc,b,1,2020-01-01,s\n", "no less", 3},
        {HEAD "a,b,1,2020-02-30,s\n", "YYYY-MM-DD", 2},
        {HEAD "a,b,1,,s\n", "YYYY-MM-DD", 2},
        {HEAD "a,\"b,1,2020-01-01,s\n", "", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct error error = {0};
        assert_null(latency_ladder_read(rows[i].bytes, strlen(rows[i].bytes), "own.csv", &error));
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_int_equal(error.line, rows[i].line);
        assert_non_null(strstr(error.message, rows[i].message));
    }
    struct error error = {0};
    static const char good[] = "source,id,more,what,as_of,nanoseconds\ns,a,,b,2021-05-04,2.5e3\n";
    struct latency_ladder *ladder = latency_ladder_read(good, strlen(good), "own.csv", &error);
    assert_non_null(ladder);
    assert_true(ladder->count == 1 && fabs(ladder->rungs[0].seconds - 2.5e-6) < 1e-18);
    assert_int_equal(ladder->rungs[0].as_of, day_from_civil(2021, 5, 4));
    latency_ladder_free(ladder);
    latency_ladder_free(NULL);
}

/* --- latency-ladder -----------------------------------------------------------------------------
 */

/* The rungs that the prompt names, in the order of the prompt; longer names first, so that a name
 * within another is not found in it. */
static size_t rungs_in(const struct prompt *p, const struct rung **rungs, size_t most)
{
    const struct latency_ladder *ladder = latency_ladder_shipped();
    size_t count = 0;
    for (const char *at = p->text; *at; at++)
        for (size_t i = 0; i < ladder->count && count < most; i++)
            if (!strncmp(at, ladder->rungs[i].what, strlen(ladder->rungs[i].what)))
                rungs[count++] = &ladder->rungs[i];
    return count;
}

static void check_year(const struct prompt *p)
{
    assert_true(prompt_has(p, "able of 2020.)") || prompt_has(p, "able of 2026.)") ||
                prompt_has(p, "able of 2020 to 2026.)"));
}

static void solve_extreme(const struct prompt *p)
{
    const struct rung *rungs[3], *best;
    check_year(p);
    size_t count = rungs_in(p, rungs, 3);
    if (count == 1) { /* which order of magnitude */
        struct quantity chosen;
        char message[ANSWER_MESSAGE];
        assert_true(quantity_read(p->problem->answer, NULL, NULL, &chosen, message));
        double seconds = chosen.number.value * chosen.unit.factor.value;
        assert_true(fabs(seconds / rungs[0]->seconds - 1) < THREE_DIGITS);
        return;
    }
    assert_int_equal(count, 3);
    best = rungs[0];
    for (size_t i = 1; i < 3; i++)
        if (prompt_has(p, "longest") ? rungs[i]->seconds > best->seconds
                                     : rungs[i]->seconds < best->seconds)
            best = rungs[i];
    assert_string_equal(p->problem->answer, best->what);
}

static void solve_ladder(const struct prompt *p)
{
    const struct rung *rungs[3];
    size_t count = rungs_in(p, rungs, 3);
    check_year(p);
    if (count == 1) {
        prompt_expect(p, rungs[0]->seconds, "s", THREE_DIGITS);
    } else if (count == 2) {
        prompt_expect(p, rungs[1]->seconds / rungs[0]->seconds, "", THREE_DIGITS);
    } else {
        const char *order = p->problem->answer; /* "Q, P, R" */
        for (int i = 0; i < 6; i += 3)
            assert_true(5 * rungs[order[i] - 'P']->seconds <=
                        rungs[order[i + 3] - 'P']->seconds * 1.000001);
    }
}

/* One of many in a row, by a word of its prompt. */
static double one_in_a_row(const struct prompt *p)
{
    static const char *const words[][2] = {
        {"pointers", "memory_read"},       {"from an SSD", "ssd_read"},
        {"spinning disk in", "disk_read"}, {"calls services", "region_trip"},
        {"simple queries", "cache_query"}, {"durable", "ssd_sync"},
        {"small files", "object_get"},     {"Western", "ocean_trip"},
        {"column", "memory_megabyte"},     {"scan", "disk_megabyte"}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (prompt_has(p, words[i][0]))
            return latency_rung(latency_ladder_shipped(), words[i][1])->seconds;
    fail_msg("%s", p->text);
    return 0;
}

static void solve_many(const struct prompt *p)
{
    const struct rung *rungs[3];
    check_year(p);
    if (prompt_has(p, "lookups")) {
        assert_int_equal(rungs_in(p, rungs, 3), 2);
        double missed = 1 - p->numbers[0] / 100;
        prompt_expect(p, rungs[0]->seconds + missed * (rungs[1]->seconds - rungs[0]->seconds), "s",
                      THREE_DIGITS);
    } else if (prompt_has(p, "half of them")) {
        assert_int_equal(rungs_in(p, rungs, 3), 1);
        prompt_expect(p, p->numbers[0] / 2000 / rungs[0]->seconds, "", THREE_DIGITS);
    } else {
        prompt_expect(p, one_in_a_row(p) * p->numbers[0], "s", THREE_DIGITS);
    }
}

static void test_latency_ladder(void **state)
{
    (void)state;
    static solver *const solvers[] = {solve_extreme, solve_ladder, solve_many};
    prompt_solve_all("latency-ladder", SEEDS, solvers, 3);
}

/* --- requests-per-second ------------------------------------------------------------------------
 */

static const double DAY = 24 * 60 * 60;

static void solve_averages(const struct prompt *p)
{
    if (prompt_has(p, "30 days"))
        prompt_expect(p, p->counts[0] / 30 / DAY, "", THREE_DIGITS);
    else if (prompt_has(p, "day and night"))
        prompt_expect(p, p->counts[0] * DAY, "", THREE_DIGITS);
    else
        prompt_expect(p, p->counts[0] / DAY, "", THREE_DIGITS);
}

static void solve_users(const struct prompt *p)
{
    const double *n = p->counts;
    if (prompt_has(p, "reports every"))
        prompt_expect(p, n[0] * n[2] / (n[1] * (prompt_has(p, "minutes") ? 60 : 3600)), "",
                      THREE_DIGITS);
    else
        prompt_expect(p, n[0] / DAY * n[1] * n[2] * n[3], "", THREE_DIGITS);
}

static void solve_needs(const struct prompt *p)
{
    const double *n = p->counts;
    if (prompt_has(p, "machines"))
        prompt_expect(p, n[0] / DAY * n[1] * n[2] / 1e3 / (n[3] / 2), "", THREE_DIGITS);
    else if (prompt_has(p, "network"))
        prompt_expect(p, n[0] * n[1] * n[2] / DAY, "kB/s", THREE_DIGITS);
    else
        prompt_expect(p, n[0] * n[1] * n[2] * n[3] * DAY / 1e12, "TB", THREE_DIGITS);
}

static void test_requests_per_second(void **state)
{
    (void)state;
    static solver *const solvers[] = {solve_averages, solve_users, solve_needs};
    prompt_solve_all("requests-per-second", SEEDS, solvers, 3);
}

/* --- transfer-time ------------------------------------------------------------------------------
 */

/* "5 Gbps" and "200 Mbps" alike. */
static double bits_per_second(const struct prompt *p, double number)
{
    return number * (prompt_has(p, "Gbps") ? 1e9 : 1e6);
}

static void solve_seconds(const struct prompt *p)
{
    double bytes = p->numbers[0] * (prompt_has(p, " GB") ? 1e9 : 1e6);
    prompt_expect(p, bytes * 8 / bits_per_second(p, p->numbers[1]), "s", THREE_DIGITS);
}

static int two_terabytes; /* the value to meet, counted */

static void solve_hours(const struct prompt *p)
{
    double share = p->count > 2 ? p->numbers[2] / 100 : 1;
    double seconds = p->numbers[0] * 8e12 / bits_per_second(p, p->numbers[1]) / share;
    prompt_expect(p, seconds, "s", THREE_DIGITS);
    if (prompt_has(p, "2 TB.") && !prompt_has(p, "12 TB") && prompt_has(p, "idle link of 1 Gbps")) {
        assert_string_equal(p->problem->answer, "4.44 h");
        two_terabytes++;
    }
}

static void solve_windows(const struct prompt *p)
{
    const double *n = p->numbers;
    if (prompt_has(p, "within"))
        prompt_expect(p, n[0] * 1e6 / (n[1] * 3600), "MB/s", THREE_DIGITS);
    else if (prompt_has(p, "courier"))
        prompt_expect(p, bits_per_second(p, n[1]) * n[2] / 100 / 8 * n[0] * 3600 / 1e9, "GB",
                      THREE_DIGITS);
    else /* the slowest takes longest */
        prompt_expect(p, fmax(fmax(n[0] / n[1], n[0] * 8 / (n[2] * 1000)), n[0] / n[3]) * 1e6, "s",
                      THREE_DIGITS);
}

static void test_transfer_time(void **state)
{
    (void)state;
    static solver *const solvers[] = {solve_seconds, solve_hours, solve_windows};
    two_terabytes = 0;
    prompt_solve_all("transfer-time", SEEDS, solvers, 3);
    assert_true(two_terabytes > 0);
}

/* --- fan-out-tail -------------------------------------------------------------------------------
 */

static int hundred_calls; /* the value to meet, counted */

/* One minus the chance that all are fast, call after call. */
static double at_least_one(double slow, double count)
{
    double fast = 1;
    for (int i = 0; i < (int)count; i++)
        fast *= 1 - slow;
    return 1 - fast;
}

static void solve_few(const struct prompt *p)
{
    prompt_expect(p, 100 * at_least_one(p->numbers[1] / 100, p->numbers[0]), "%", 1e-5);
}

static void solve_tail(const struct prompt *p)
{
    const double *n = p->numbers; /* calls, ms, percent in time */
    prompt_expect(p, 100 * at_least_one(1 - n[2] / 100, n[0]), "%", THREE_DIGITS);
    if (n[0] == 100 && n[2] == 99) {
        struct judgement judgement;
        problem_judge(p->problem, "0.634", &judgement);
        assert_int_equal(judgement.verdict, VERDICT_CORRECT);
        hundred_calls++;
    }
}

static void solve_tail_backwards(const struct prompt *p)
{
    const double *n = p->numbers;
    if (prompt_has(p, "replicas")) {
        prompt_expect(p, 100 * at_least_one(n[1] * n[1] / 1e4, n[0]), "%", THREE_DIGITS);
    } else if (prompt_has(p, "From which n")) {
        double fast = 1;
        int count = 0;
        for (; fast > 1 - n[1] / 100 + 1e-12; count++)
            fast *= 1 - n[0] / 100;
        prompt_expect(p, count, "", 0);
    } else { /* bisection on the share */
        double low = 0, high = 1;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            *(at_least_one(middle, n[0]) < 1 - n[1] / 100 ? &low : &high) = middle;
        }
        prompt_expect(p, 100 * low, "%", THREE_DIGITS);
    }
}

static void test_fan_out_tail(void **state)
{
    (void)state;
    static solver *const solvers[] = {solve_few, solve_tail, solve_tail_backwards};
    hundred_calls = 0;
    prompt_solve_all("fan-out-tail", SEEDS, solvers, 3);
    assert_true(hundred_calls > 0);
}

/* ------------------------------------------------------------------------------------------------
 */

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped_ladder), cmocka_unit_test(test_refused_ladders),
        cmocka_unit_test(test_latency_ladder), cmocka_unit_test(test_requests_per_second),
        cmocka_unit_test(test_transfer_time),  cmocka_unit_test(test_fan_out_tail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
