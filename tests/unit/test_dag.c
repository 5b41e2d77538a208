/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pipelines: paths against brute force, days against bounds and formulas, policies against each
 * other. */
#include "tests/support/suite.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/identifier.h"
#include "exercises/moments.h"
#include "exercises/schedule_picture.h"
#include "exercises/schedule_question.h"
#include "exercises/schedule_theory.h"

enum { SEEDS = 20 };

static unsigned draw(gsl_rng *rng, unsigned low, unsigned high)
{
    return low + (unsigned)gsl_rng_uniform_int(rng, high - low + 1);
}

/* Any task may need any before it: edges also skip layers, and parts may hang apart. */
static void build_any(struct schedule_graph *graph, unsigned tasks, double density, gsl_rng *rng)
{
    graph_clear(graph);
    for (unsigned task = 0; task < tasks; task++) {
        unsigned inputs[GRAPH_TASKS], count = 0;
        char name[GRAPH_NAME];
        for (unsigned input = 0; input < task; input++)
            if (gsl_rng_uniform(rng) < density)
                inputs[count++] = input;
        (void)snprintf(name, sizeof name, "t%u", task);
        assert_true(graph_add(graph, name, 0.2 + gsl_rng_uniform(rng), inputs, count));
    }
}

static void build_some(struct schedule_graph *graph, gsl_rng *rng)
{
    unsigned shape = draw(rng, 0, GRAPH_SHAPES);
    if (shape == GRAPH_SHAPES)
        build_any(graph, draw(rng, 1, 30), gsl_rng_uniform(rng) * 0.5, rng);
    else
        graph_build(graph, (enum graph_shape)shape, draw(rng, 4, 60), rng);
}

static struct day_chances chances_of(double failure, unsigned retries)
{
    return (struct day_chances){.mean = 10, .spread = 0.5, .failure = failure, .retries = retries};
}

/* --- Graphs -----------------------------------------------------------------------------------*/

static void check_shape(const struct schedule_graph *graph, unsigned tasks)
{
    unsigned layers = 0;
    assert_int_equal(graph->tasks, tasks);
    for (unsigned task = 0; task < tasks; task++) {
        unsigned layer = 0;
        assert_true(graph->weight[task] > 0 && graph->names[task][0]);
        for (unsigned other = 0; other < task; other++)
            assert_string_not_equal(graph->names[other], graph->names[task]);
        for (unsigned i = 0; i < graph_inputs(graph, task); i++) {
            unsigned input = graph_input(graph, task, i);
            assert_true(input < task);
            assert_int_equal(graph->layer[input] + 1, graph->layer[task]); /* as pictures want it */
            layer = graph->layer[input] + 1;
        }
        assert_int_equal(graph->layer[task], layer);
        layers = layer + 1 > layers ? layer + 1 : layers;
    }
    assert_int_equal(graph->layers, layers);
}

static void test_shapes_of_every_size(void **state)
{
    (void)state;
    struct schedule_graph graph;
    gsl_rng *rng = rng_from_seed(1);
    for (unsigned shape = 0; shape < GRAPH_SHAPES; shape++)
        for (unsigned tasks = graph_least_tasks((enum graph_shape)shape); tasks <= GRAPH_TASKS;
             tasks++) {
            graph_build(&graph, (enum graph_shape)shape, tasks, rng);
            check_shape(&graph, tasks);
        }
    gsl_rng_free(rng);
}

static void test_a_graph_refuses_what_does_not_fit(void **state)
{
    (void)state;
    struct schedule_graph graph;
    unsigned later = 1, inputs[GRAPH_TASKS];
    graph_clear(&graph);
    assert_true(graph_add(&graph, "a", 1, NULL, 0));
    assert_false(graph_add(&graph, "b", 1, &later, 1)); /* its own input */
    assert_int_equal(graph.tasks, 1);
    assert_int_equal(graph.edges, 0);
    for (unsigned i = 0; i < GRAPH_TASKS; i++)
        inputs[i] = i;
    bool added = true;
    while (added)
        added = graph_add(&graph, "c", 1, inputs, graph.tasks);
    assert_true(graph.edges <= GRAPH_EDGES && graph.tasks < GRAPH_TASKS);
    while (graph_add(&graph, "d", 1, NULL, 0))
        continue;
    assert_int_equal(graph.tasks, GRAPH_TASKS);
}

/* Every path, one by one. */
static double longest_from(const struct schedule_graph *graph, const double *durations,
                           unsigned task)
{
    double longest = 0;
    for (unsigned user = task + 1; user < graph->tasks; user++)
        for (unsigned i = 0; i < graph_inputs(graph, user); i++)
            if (graph_input(graph, user, i) == task)
                longest = fmax(longest, longest_from(graph, durations, user));
    return durations[task] + longest;
}

static bool needs(const struct schedule_graph *graph, unsigned task, unsigned input)
{
    for (unsigned i = 0; i < graph_inputs(graph, task); i++)
        if (graph_input(graph, task, i) == input)
            return true;
    return false;
}

static void test_critical_path_against_all_paths(void **state)
{
    (void)state;
    struct schedule_graph graph;
    gsl_rng *rng = rng_from_seed(2);
    for (int i = 0; i < 3000; i++) {
        double durations[GRAPH_TASKS], longest = 0, sum = 0;
        bool on_path[GRAPH_TASKS];
        unsigned before = GRAPH_TASKS;
        build_any(&graph, draw(rng, 1, 11), gsl_rng_uniform(rng), rng);
        for (unsigned task = 0; task < graph.tasks; task++)
            durations[task] = 0.5 * draw(rng, 1, 9);
        for (unsigned task = 0; task < graph.tasks; task++)
            longest = fmax(longest, longest_from(&graph, durations, task));
        assert_true(graph_critical_path(&graph, durations, on_path) == longest); /* halves: exact */
        assert_true(graph_critical_path(&graph, durations, NULL) == longest);
        for (unsigned task = 0; task < graph.tasks; task++)
            if (on_path[task]) {
                sum += durations[task];
                assert_true(before == GRAPH_TASKS || needs(&graph, task, before));
                before = task;
            }
        assert_true(sum == longest);
    }
    gsl_rng_free(rng);
}

/* Against the transitive closure by Warshall. */
static void test_descendants_and_ancestors(void **state)
{
    (void)state;
    struct schedule_graph graph;
    gsl_rng *rng = rng_from_seed(3);
    static bool closure[40][40];
    for (int i = 0; i < 300; i++) {
        bool reached[GRAPH_TASKS];
        build_any(&graph, draw(rng, 1, 40), gsl_rng_uniform(rng) * 0.3, rng);
        for (unsigned a = 0; a < graph.tasks; a++)
            for (unsigned b = 0; b < graph.tasks; b++)
                closure[a][b] = b > a && needs(&graph, b, a);
        for (unsigned k = 0; k < graph.tasks; k++)
            for (unsigned a = 0; a < graph.tasks; a++)
                for (unsigned b = 0; b < graph.tasks; b++)
                    closure[a][b] |= closure[a][k] && closure[k][b];
        for (unsigned a = 0; a < graph.tasks; a++) {
            unsigned after = 0, before = 0, count = graph_descendants(&graph, a, reached);
            for (unsigned b = 0; b < graph.tasks; b++) {
                assert_int_equal(reached[b], closure[a][b]);
                after += closure[a][b];
                before += closure[b][a];
            }
            assert_int_equal(count, after);
            assert_int_equal(graph_ancestors(&graph, a, reached), before);
            for (unsigned b = 0; b < graph.tasks; b++)
                assert_int_equal(reached[b], closure[b][a]);
        }
    }
    gsl_rng_free(rng);
}

/* --- Days -------------------------------------------------------------------------------------*/

/* Inputs first, one attempt after the other, and never more than the workers at a time. */
static void check_day(const struct schedule_graph *graph, const struct day_luck *luck,
                      const struct day_rules *rules, const struct day *day)
{
    double busy = 0, end = 0;
    for (unsigned a = 0; a < graph->tasks; a++) {
        if (day->outcome[a] == TASK_SKIPPED)
            continue;
        for (unsigned i = 0; i < graph_inputs(graph, a); i++)
            assert_true(rules->fixed || (day->outcome[graph_input(graph, a, i)] == TASK_RIGHT &&
                                         day->end[graph_input(graph, a, i)] <= day->start[a][0]));
        for (unsigned k = 0; k < luck->attempts[a]; k++) {
            double start = day->start[a][k], until = start + luck->duration[a][k];
            busy += luck->duration[a][k];
            assert_true(k == 0 ||
                        start >= day->start[a][k - 1] + luck->duration[a][k - 1] + rules->delay);
            assert_true(day->worker[a][k] < (rules->workers ? rules->workers : graph->tasks));
            end = fmax(end, until);
            for (unsigned b = 0; b < graph->tasks; b++) /* the same worker, at the same time? */
                for (unsigned j = 0; day->outcome[b] != TASK_SKIPPED && j < luck->attempts[b]; j++)
                    assert_true((a == b && j == k) || day->worker[b][j] != day->worker[a][k] ||
                                day->start[b][j] + luck->duration[b][j] <= start ||
                                day->start[b][j] >= until);
        }
    }
    assert_true(fabs(busy - day->busy) <= 1e-9 * busy);
    assert_true(day->makespan == end);
}

static void test_bounds_of_ten_thousand_graphs(void **state)
{
    (void)state;
    struct schedule_graph graph;
    struct day_luck luck;
    struct day_rules rules;
    struct day day;
    gsl_rng *rng = rng_from_seed(4);
    unsigned met_lower = 0, above_lower = 0;
    for (int i = 0; i < 10000; i++) {
        double spans[GRAPH_TASKS], sum = 0, hair = 1e-9;
        unsigned workers = draw(rng, 1, 16);
        struct day_chances chances =
            chances_of(i % 2 ? 0.3 * gsl_rng_uniform(rng) : 0, draw(rng, 0, 3));
        build_some(&graph, rng);
        day_rules_init(&rules, &graph, workers, i % 3 ? 5 * gsl_rng_uniform(rng) : 0);
        if (i % 5 == 0)
            day_rank_by_path(&rules, &graph, graph.weight);
        day_draw(&luck, &graph, &chances, rng);
        day_run(&day, &graph, &luck, &rules);
        if (i % 50 == 0)
            check_day(&graph, &luck, &rules, &day);
        day_spans(&day, &graph, &luck, rules.delay, spans);
        double path = graph_critical_path(&graph, spans, NULL);
        for (unsigned task = 0; task < graph.tasks; task++)
            sum += spans[task];
        double sharp = (sum - path) / workers + path;
        assert_true(path <= day.makespan + hair);
        assert_true(day.makespan <= sharp + hair);
        assert_true(sharp <= sum / workers + path + hair);
        assert_true(fabs(sharp - day_graham_bound(&graph, spans, workers)) < hair);
        met_lower += day.makespan <= path + hair;
        above_lower += day.makespan > path + 1;
    }
    assert_true(met_lower > 500 && above_lower > 500); /* both ends are met with */
    gsl_rng_free(rng);
}

static void test_workers_for_all_end_with_the_longest_path(void **state)
{
    (void)state;
    struct schedule_graph graph;
    struct day_luck luck;
    struct day_rules rules;
    struct day day;
    gsl_rng *rng = rng_from_seed(5);
    for (int i = 0; i < 1000; i++) {
        double spans[GRAPH_TASKS];
        struct day_chances chances = chances_of(i % 2 ? 0.2 : 0, 2);
        build_some(&graph, rng);
        day_rules_init(&rules, &graph, i % 4 < 2 ? 0 : graph.tasks, 3);
        day_draw(&luck, &graph, &chances, rng);
        day_run(&day, &graph, &luck, &rules);
        day_spans(&day, &graph, &luck, 3, spans);
        double path = graph_critical_path(&graph, spans, NULL);
        assert_true(fabs(day.makespan - path) < 1e-9 * path);
        if (i % 2 == 0)
            assert_true(day.waiting == 0);
    }
    gsl_rng_free(rng);
}

static void test_one_worker_takes_the_sum(void **state)
{
    (void)state;
    struct schedule_graph graph;
    struct day_luck luck;
    struct day_rules rules;
    struct day day;
    gsl_rng *rng = rng_from_seed(6);
    for (int i = 0; i < 1000; i++) {
        double sum = 0;
        struct day_chances chances = chances_of(0, 0);
        build_some(&graph, rng);
        day_rules_init(&rules, &graph, 1, 3);
        day_draw(&luck, &graph, &chances, rng);
        day_run(&day, &graph, &luck, &rules);
        for (unsigned task = 0; task < graph.tasks; task++)
            sum += luck.duration[task][0];
        assert_true(fabs(day.makespan - sum) < 1e-9 * sum);
        assert_true(fabs(day.busy - sum) < 1e-9 * sum);
    }
    gsl_rng_free(rng);
}

/* Graham's example (1969): nine tasks end at 12 with three workers, and at 15 with four. */
static void test_one_more_worker_can_be_slower(void **state)
{
    (void)state;
    static const double minutes[] = {3, 2, 2, 2, 4, 4, 4, 4, 9};
    static const int input[] = {-1, -1, -1, -1, 3, 3, 3, 3, 0};
    struct schedule_graph graph;
    struct day_rules rules;
    graph_clear(&graph);
    for (int task = 0; task < 9; task++) {
        unsigned needed = (unsigned)input[task];
        assert_true(graph_add(&graph, "t", minutes[task], &needed, input[task] >= 0));
    }
    day_rules_init(&rules, &graph, 3, 0);
    assert_true(schedule_expected_end(&graph, &rules, 3, 1) == 12);
    assert_true(schedule_expected_end(&graph, &rules, 4, 1) == 15);
    assert_true(schedule_expected_end(&graph, &rules, 1, 1) == 34);
    assert_int_equal(schedule_enough_workers(&graph, &rules, 1), 3);
    day_rank_by_path(&rules, &graph, minutes);
    assert_true(schedule_expected_end(&graph, &rules, 4, 1) == 12);
}

/* Two tasks end at once: what begins is chosen from all that they make ready. */
static void test_ends_at_the_same_time_come_before_beginnings(void **state)
{
    (void)state;
    static const unsigned zero = 0, one = 1;
    struct schedule_graph graph;
    struct day_luck luck;
    struct day_rules rules;
    struct day day;
    graph_clear(&graph);
    assert_true(graph_add(&graph, "0", 1, NULL, 0) && graph_add(&graph, "1", 1, NULL, 0));
    assert_true(graph_add(&graph, "2", 1, &one, 1) && graph_add(&graph, "3", 1, &one, 1));
    assert_true(graph_add(&graph, "4", 1, &zero, 1) && graph_add(&graph, "5", 1, &zero, 1));
    day_rules_init(&rules, &graph, 2, 0);
    day_expect(&luck, &graph, 10);
    day_run(&day, &graph, &luck, &rules);
    for (unsigned task = 0; task < 6; task++)
        assert_true(day.start[task][0] == 10 * (task / 2));
}

/* --- Clock times ------------------------------------------------------------------------------*/

static void test_a_plan_that_comes_true(void **state)
{
    (void)state;
    struct schedule_graph graph;
    struct day_luck luck;
    struct day_rules rules, fixed;
    struct day a, b;
    gsl_rng *rng = rng_from_seed(7);
    for (int i = 0; i < 1000; i++) {
        struct day_chances chances = chances_of(0, 0);
        chances.spread = 0;
        build_some(&graph, rng);
        day_rules_init(&rules, &graph, i % 2 ? graph.tasks : draw(rng, 1, 4), 0);
        if (i % 3 == 0)
            day_rank_by_path(&rules, &graph, graph.weight);
        day_fix(&fixed, &graph, &rules, chances.mean, 0);
        day_draw(&luck, &graph, &chances, rng);
        day_run(&a, &graph, &luck, &rules);
        day_run(&b, &graph, &luck, &fixed);
        assert_true(a.makespan == b.makespan);
        assert_int_equal(b.touched, 0);
        for (unsigned task = 0; task < graph.tasks; task++)
            assert_true(a.start[task][0] == b.start[task][0] && a.end[task] == b.end[task]);
    }
    gsl_rng_free(rng);
}

static void test_huge_slack_is_never_stale(void **state)
{
    (void)state;
    struct schedule_graph graph;
    struct day_luck luck;
    struct day_rules rules, fixed;
    struct day day;
    gsl_rng *rng = rng_from_seed(8);
    for (int i = 0; i < 2000; i++) {
        struct day_chances chances = chances_of(0.2, 10);
        build_some(&graph, rng);
        day_rules_init(&rules, &graph, draw(rng, 1, 8), 1);
        day_fix(&fixed, &graph, &rules, chances.mean, 1000);
        day_draw(&luck, &graph, &chances, rng);
        for (unsigned task = 0; task < graph.tasks; task++)
            luck.right[task] = true;
        day_run(&day, &graph, &luck, &fixed);
        assert_int_equal(day.touched, 0);
        check_day(&graph, &luck, &fixed, &day);
    }
    gsl_rng_free(rng);
}

/* a (10) and b (10) before c (10), d (10) after c: a is late, then only a second attempt of c reads
 * what a made. */
static void test_stale_data_spreads_and_is_read_anew(void **state)
{
    (void)state;
    static const unsigned both[] = {0, 1}, third = 2;
    struct schedule_graph graph;
    struct day_luck luck;
    struct day_rules rules, fixed;
    struct day day;
    graph_clear(&graph);
    assert_true(graph_add(&graph, "a", 1, NULL, 0) && graph_add(&graph, "b", 1, NULL, 0));
    assert_true(graph_add(&graph, "c", 1, both, 2) && graph_add(&graph, "d", 1, &third, 1));
    day_rules_init(&rules, &graph, 4, 2);
    day_fix(&fixed, &graph, &rules, 10, 0.2);
    assert_true(fixed.start[2] == 12 && fixed.start[3] == 24 && fixed.start[0] == 0);
    day_expect(&luck, &graph, 10);
    luck.duration[0][0] = 12; /* just in time */
    day_run(&day, &graph, &luck, &fixed);
    assert_int_equal(day.touched, 0);
    assert_true(day.waiting == 24 - 22); /* d alone waits: c reads a at once */
    luck.duration[0][0] = 13;
    day_run(&day, &graph, &luck, &fixed);
    assert_int_equal(day.touched, 2);
    assert_int_equal(day.outcome[2], TASK_STALE);
    assert_int_equal(day.cause[2], 0);
    assert_int_equal(day.cause[3], 2);
    assert_true(day.makespan == 34);
    luck.attempts[2] = 2; /* from 12 to 14, then from 16 on */
    luck.duration[2][0] = 2;
    luck.duration[2][1] = 8;
    day_run(&day, &graph, &luck, &fixed);
    assert_int_equal(day.touched, 0);
    luck.right[2] = false;
    day_run(&day, &graph, &luck, &fixed);
    assert_int_equal(day.outcome[2], TASK_FAILED);
    assert_int_equal(day.outcome[3], TASK_STALE);
}

/* --- Failures ---------------------------------------------------------------------------------*/

static void test_one_failure_touches_its_descendants(void **state)
{
    (void)state;
    struct schedule_graph graph;
    struct day_luck luck;
    struct day_rules rules, fixed;
    struct day day;
    gsl_rng *rng = rng_from_seed(9);
    for (int i = 0; i < 500; i++) {
        bool reached[GRAPH_TASKS];
        build_some(&graph, rng);
        unsigned failing = draw(rng, 0, graph.tasks - 1);
        unsigned after = graph_descendants(&graph, failing, reached);
        day_rules_init(&rules, &graph, draw(rng, 1, 6), 0);
        day_fix(&fixed, &graph, &rules, 10, 0);
        day_expect(&luck, &graph, 10);
        luck.right[failing] = false;
        day_run(&day, &graph, &luck, &rules);
        assert_int_equal(day.touched, after + 1);
        assert_int_equal(day.outcome[failing], TASK_FAILED);
        for (unsigned task = 0; task < graph.tasks; task++)
            assert_true(task == failing || (day.outcome[task] == TASK_SKIPPED) == reached[task]);
        day_run(&day, &graph, &luck, &fixed);
        assert_int_equal(day.touched, after + 1);
        for (unsigned task = 0; task < graph.tasks; task++)
            assert_true(task == failing || (day.outcome[task] == TASK_STALE) == reached[task]);
    }
    gsl_rng_free(rng);
}

static void check_within(const struct moments *measured, double expected, const char *what)
{
    double error = moments_error(measured);
    if (!(fabs(measured->mean - expected) <= 4 * error + 1e-12 * fabs(expected)))
        fail_msg("%s: %g, expected %g, standard error %g", what, measured->mean, expected, error);
}

static void test_attempts(void **state)
{
    (void)state;
    static const double failures[] = {0, 0.05, 0.2, 0.5, 0.9};
    struct schedule_graph graph;
    struct day_luck luck;
    gsl_rng *rng = rng_from_seed(10);
    graph_build(&graph, GRAPH_FAN, 50, rng);
    for (size_t i = 0; i < 5; i++)
        for (unsigned retries = 0; retries <= DAY_RETRIES; retries += 5) {
            struct day_chances chances = chances_of(failures[i], retries);
            struct moments attempts = {0}, right = {0};
            double sum = 0; /* an attempt k is made with probability q^k */
            for (unsigned k = 0; k <= retries; k++)
                sum += pow(failures[i], k);
            for (int day = 0; day < 400; day++) {
                day_draw(&luck, &graph, &chances, rng);
                for (unsigned task = 0; task < graph.tasks; task++) {
                    moments_add(&attempts, luck.attempts[task]);
                    moments_add(&right, luck.right[task]);
                }
            }
            assert_true(fabs(sum - schedule_attempts(failures[i], retries)) < 1e-12 * sum);
            check_within(&attempts, sum, "attempts");
            double success = schedule_success(failures[i], retries);
            /* rare failures may not be met at all: the error that there should be */
            assert_true(fabs(right.mean - success) <=
                        4 * sqrt(success * (1 - success) / right.count) + 1e-12);
        }
    /* many retries come close to none being the last */
    assert_true(fabs(schedule_attempts(0.2, 10) - 1.25) < 1e-7);
    gsl_rng_free(rng);
}

/* What is drawn first does not depend on failures. */
static void test_the_same_day_with_more_retries(void **state)
{
    (void)state;
    struct schedule_graph graph;
    struct day_luck a, b;
    struct day_chances none = chances_of(0, 0), many = chances_of(0.7, 5);
    gsl_rng *rng = rng_from_seed(11), *again = rng_from_seed(11);
    graph_build(&graph, GRAPH_CHAIN, 40, rng);
    day_draw(&a, &graph, &none, rng);
    day_draw(&b, &graph, &many, again);
    for (unsigned task = 0; task < graph.tasks; task++)
        assert_true(a.duration[task][0] == b.duration[task][0]);
    gsl_rng_free(rng);
    gsl_rng_free(again);
}

/* --- Formulas ---------------------------------------------------------------------------------*/

static void test_greatest_of_several(void **state)
{
    (void)state;
    struct day_chances exponential = {.distribution = DAY_EXPONENTIAL};
    assert_true(fabs(schedule_maximum(4, &exponential) - 25.0 / 12) < 1e-14);
    gsl_rng *rng = rng_from_seed(12);
    static const double spreads[] = {0, 0.1, 0.4, 1, 3};
    for (size_t i = 0; i < 5; i++)
        for (unsigned count = 1; count <= 64; count *= 4) {
            struct day_chances chances = {.mean = 1, .spread = spreads[i]};
            struct schedule_graph graph;
            struct moments greatest = {0};
            struct day_luck luck;
            graph_build(&graph, GRAPH_CHAIN, count, rng);
            for (int day = 0; day < 4000; day++) {
                double most = 0;
                day_draw(&luck, &graph, &chances, rng);
                for (unsigned task = 0; task < count; task++)
                    most = fmax(most, luck.duration[task][0]);
                moments_add(&greatest, most);
            }
            double expected = schedule_maximum(count, &chances);
            if (spreads[i] == 0 || count == 1)
                assert_true(fabs(expected - 1) < 1e-9);
            double error = moments_error(&greatest);
            assert_true(fabs(greatest.mean - expected) <= 4 * error + 1e-9);
        }
    gsl_rng_free(rng);
}

static void check_makespan(enum graph_shape shape, unsigned tasks, struct day_chances chances,
                           unsigned workers, double delay)
{
    struct schedule_graph graph;
    struct day_rules rules, fixed;
    struct moments makespan = {0}, touched = {0}, work = {0}, all_work = {0};
    const char *source = "";
    gsl_rng *rng = rng_from_seed(13 + tasks);
    graph_build(&graph, shape, tasks, rng);
    day_rules_init(&rules, &graph, workers, delay);
    day_fix(&fixed, &graph, &rules, chances.mean, 0.5);
    for (int i = 0; i < 20000; i++) {
        struct day_luck luck;
        struct day day;
        day_draw(&luck, &graph, &chances, rng);
        day_run(&day, &graph, &luck, &rules);
        moments_add(&makespan, day.makespan);
        moments_add(&touched, day.touched);
        moments_add(&work, day.busy);
        day_run(&day, &graph, &luck, &fixed);
        moments_add(&all_work, day.busy);
    }
    double expected = schedule_makespan(&graph, shape, &chances, workers, delay, &source);
    if (isfinite(expected)) {
        check_within(&makespan, expected, source);
        assert_true(source[0]);
    }
    check_within(&touched, schedule_touched(&graph, &chances), "touched");
    check_within(&work, schedule_work(&graph, &chances, false), "work");
    check_within(&all_work, schedule_work(&graph, &chances, true), "work of all tasks");
    gsl_rng_free(rng);
}

static void test_means_of_days(void **state)
{
    (void)state;
    struct day_chances exponential = chances_of(0, 0);
    exponential.distribution = DAY_EXPONENTIAL;
    check_makespan(GRAPH_CHAIN, 6, chances_of(0.3, 1), 2, 4);
    check_makespan(GRAPH_CHAIN, 6, chances_of(0.3, 0), 1, 4);
    check_makespan(GRAPH_FAN, 12, exponential, 10, 0);
    check_makespan(GRAPH_FAN, 12, chances_of(0, 3), 16, 2);
    check_makespan(GRAPH_WAREHOUSE, 12, chances_of(0.2, 1), 1, 0);
    check_makespan(GRAPH_LAYERED, 20, chances_of(0.2, 0), 1, 7);
    check_makespan(GRAPH_LAYERED, 20, chances_of(0.1, 1), 3, 2);
}

static void test_where_no_mean_is_known(void **state)
{
    (void)state;
    struct schedule_graph graph;
    struct day_chances chances = chances_of(0.1, 1);
    const char *source = NULL;
    gsl_rng *rng = rng_from_seed(14);
    graph_build(&graph, GRAPH_FAN, 12, rng);
    assert_true(isnan(schedule_makespan(&graph, GRAPH_FAN, &chances, 10, 2, &source)));
    assert_true(isnan(schedule_makespan(&graph, GRAPH_FAN, &chances, 1, 2, &source)));
    chances.failure = 0;
    assert_true(isnan(schedule_makespan(&graph, GRAPH_FAN, &chances, 9, 2, &source)));
    assert_true(isfinite(schedule_makespan(&graph, GRAPH_FAN, &chances, 10, 2, &source)));
    gsl_rng_free(rng);
}

/* --- The simulation ---------------------------------------------------------------------------*/

static struct run *run_of(const char *settings, uint64_t seed)
{
    const struct simulation *dag = simulation_find("dag");
    double values[MOST_PARAMETERS];
    struct error error = {0};
    simulation_defaults(dag, values);
    if (!simulation_apply(dag, values, settings, &error))
        fail_msg("%s", error.message);
    struct run *run = run_start(dag, values, NULL, seed, &error);
    if (!run)
        fail_msg("%s: %s", settings, error.message);
    return run;
}

static void observe_all(const char *settings, uint64_t seed, struct report *report)
{
    struct run *run = run_of(settings, seed);
    run_complete(run);
    run_observe(run, report);
    run_free(run);
}

/* Of every exact prediction, over seeds; returns how many there are. */
static size_t check_exact(const char *settings)
{
    struct moments measured[MOST_PARAMETERS] = {0};
    size_t exact = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct report report = {0};
        observe_all(settings, seed, &report);
        for (size_t i = 0; i < report.prediction_count; i++) {
            const struct prediction *p = &report.predictions[i];
            moments_add(&measured[i], report_mean(&report, p->name));
            if (seed == SEEDS - 1 && p->exact) {
                check_within(&measured[i], p->value, p->name);
                exact++;
            }
        }
        report_release(&report);
    }
    return exact;
}

static void test_runs_agree_with_theory(void **state)
{
    (void)state;
    assert_int_equal(check_exact("shape=chain tasks=6 failure=0.2 days=300"), 11);
    assert_int_equal(check_exact("shape=fan tasks=12 workers=10 durations=exponential failure=0"),
                     10);
    assert_int_equal(check_exact("shape=fan tasks=12 workers=10 failure=0 days=200"), 10);
    assert_int_equal(check_exact("workers=1 retry-delay=0 failure=0.3 days=300"), 10);
    assert_int_equal(check_exact("shape=layered graph=7 tasks=30 workers=4"), 9);
    assert_int_equal(check_exact("policy=fixed tasks=20 failure=0.3 days=300"), 6);
}

static void test_policies_meet_the_same_days(void **state)
{
    (void)state;
    static const char *const names[] = {"orchestrated.makespan", "fixed.makespan",
                                        "fixed.stale_share", "orchestrated.cascade_size",
                                        "attempts_per_task"};
    struct report a = {0}, b = {0}, c = {0};
    observe_all("policy=orchestrated", 5, &a);
    observe_all("policy=fixed", 5, &b);
    observe_all("slack=0 workers=5", 5, &c);
    for (size_t i = 0; i < 5; i++)
        assert_true(report_mean(&a, names[i]) == report_mean(&b, names[i]));
    assert_true(report_mean(&a, "makespan") == report_mean(&b, "orchestrated.makespan"));
    assert_true(report_mean(&b, "makespan") == report_mean(&a, "fixed.makespan"));
    assert_true(report_mean(&a, "attempts_per_task") == report_mean(&c, "attempts_per_task"));
    assert_true(report_mean(&c, "orchestrated.makespan") <
                report_mean(&a, "orchestrated.makespan"));
    report_release(&a);
    report_release(&b);
    report_release(&c);
}

static void test_extremes_of_slack_in_a_run(void **state)
{
    (void)state;
    struct report report = {0};
    observe_all("policy=fixed slack=0 spread=0 failure=0 days=5", 1, &report);
    assert_true(report_mean(&report, "stale_share") == 0);
    assert_true(report_mean(&report, "fixed.makespan") ==
                report_mean(&report, "orchestrated.makespan"));
    report_release(&report);
    observe_all("policy=fixed slack=1000 failure=0 spread=30 days=2000", 1, &report);
    assert_true(report_mean(&report, "stale_share") == 0);
    assert_true(report_mean(&report, "success_probability") == 1);
    const struct series *curve = report_find_series(&report, "fixed_stale_share");
    assert_true(curve->y[0] > 0.5 && curve->y[curve->count - 1] == 0);
    assert_true(curve->x[curve->count - 1] == 1000);
    for (size_t i = 1; i < curve->count; i++)
        assert_true(curve->y[i] <= curve->y[i - 1]);
    report_release(&report);
}

static void test_shares_of_right_days_end_at_the_success_probability(void **state)
{
    (void)state;
    struct report report = {0};
    observe_all("failure=0.2 days=500", 3, &report);
    static const char *const names[] = {"right_by.orchestrated", "right_by.fixed"};
    static const char *const shares[] = {"orchestrated.success_probability",
                                         "fixed.success_probability"};
    for (int i = 0; i < 2; i++) {
        const struct series *series = report_find_series(&report, names[i]);
        double last = 0;
        for (size_t k = 0; k < series->count; k++) {
            assert_true(series->y[k] >= last);
            last = series->y[k];
        }
        assert_true(fabs(last - report_mean(&report, shares[i])) < 1e-9);
    }
    report_release(&report);
}

/* Each event has its line, in the order of time, and the first day ends in one. */
static void check_events(const char *settings, const char *const *words)
{
    struct run *run = run_of(settings, 3);
    char line[256];
    double last = 0;
    unsigned seen = 0;
    run_describe(run, line, sizeof line);
    assert_non_null(strstr(line, "not begun"));
    for (;;) {
        assert_int_equal(run_step(run, 1), 1);
        run_describe(run, line, sizeof line);
        for (unsigned i = 0; words[i]; i++)
            seen |= strstr(line, words[i]) ? 1U << i : 0;
        if (!strncmp(line, "Day 1 ", 6))
            break;
        char *rest;
        double time = strtod(line, &rest);
        assert_true(!strncmp(rest, " min: ", 6));
        assert_true(time >= last);
        last = time;
    }
    for (unsigned i = 0; words[i]; i++)
        if (!(seen >> i & 1))
            fail_msg("%s: nothing said of '%s'", settings, words[i]);
    run_free(run);
}

static void test_events_are_told_in_order(void **state)
{
    (void)state;
    static const char *const orchestrated[] = {
        "starts on worker", "is done", "fails; the next", "begins on worker", "fails for good",
        "is skipped",       NULL};
    static const char *const fixed[] = {"by the clock",       "is not done: it reads stale",
                                        "made of stale data", "though",
                                        "and wrong",          NULL};
    check_events("tasks=60 workers=8 failure=0.4", orchestrated);
    check_events("policy=fixed tasks=60 workers=60 failure=0.4 retries=0 slack=20", fixed);
}

static void test_too_few_tasks_for_a_shape(void **state)
{
    (void)state;
    const struct simulation *dag = simulation_find("dag");
    double values[MOST_PARAMETERS];
    struct error error = {0};
    simulation_defaults(dag, values);
    values[SCHEDULE_TASKS] = 3;
    assert_null(run_start(dag, values, NULL, 1, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    assert_non_null(strstr(error.message, "4 to 200 tasks"));
    values[SCHEDULE_SHAPE] = GRAPH_CHAIN;
    values[SCHEDULE_TASKS] = 1;
    run_free(run_start(dag, values, NULL, 1, &error));
}

static void draw_pictures(const char *settings, long steps)
{
    static const int columns[] = {0, 1, 5, 20, 37, 58, 76, 150};
    static const int rows[] = {0, 1, 2, 3, 5, 8, 12, 50};
    const struct simulation *dag = simulation_find("dag");
    struct run *run = run_of(settings, 2);
    struct report report = {0};
    (void)run_step(run, steps);
    run_observe(run, &report);
    for (size_t picture = 0; picture <= dag->picture_count; picture++)
        for (size_t c = 0; c < 8; c++)
            for (size_t r = 0; r < 8; r++) {
                struct canvas canvas;
                canvas_init(&canvas, columns[c], rows[r]);
                canvas.ascii = true;
                run_draw(run, picture, NULL, &canvas);
                canvas_clear(&canvas);
                run_draw(run, picture, &report, &canvas);
                for (int i = 0; i < columns[c] * rows[r]; i++)
                    assert_true((unsigned char)canvas.cells[i].bytes[0] < 0x80);
                canvas.ascii = false;
                run_draw(run, picture, &report, &canvas);
                canvas_release(&canvas);
            }
    report_release(&report);
    run_free(run);
}

static void test_every_picture_on_every_canvas(void **state)
{
    (void)state;
    static const char *const settings[] = {
        "",
        "policy=fixed failure=0.5 slack=0",
        "shape=fan tasks=200 workers=64 days=2",
        "shape=chain tasks=200 days=2",
        "shape=chain tasks=1 days=1",
        "shape=layered tasks=200 workers=1 failure=0.95 retries=10 spread=300 days=3",
        "tasks=40 workers=30 mean=1440 retry-delay=1440 failure=0.6 days=3"};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        for (long steps = 0; steps < 40; steps += 13)
            draw_pictures(settings[i], steps * steps);
}

static void expect_picture(const struct canvas *canvas, const char *expected)
{
    struct text text = {0};
    canvas_to_text(canvas, &text);
    assert_string_equal(text_string(&text), expected);
    text_release(&text);
}

/* A minute is a cell: b is retried after 3 minutes, and d is skipped because c fails. */
static void test_chart_cell_by_cell(void **state)
{
    (void)state;
    enum { LABEL = 16, MINUTES = 44 };
    static const unsigned a = 0, c = 2;
    struct schedule_graph graph;
    struct day_luck luck;
    struct day_rules rules;
    struct day day;
    struct canvas canvas;
    bool on_path[] = {true, true, false, false};
    graph_clear(&graph);
    assert_true(graph_add(&graph, "first", 1, NULL, 0) && graph_add(&graph, "b", 1, &a, 1));
    assert_true(graph_add(&graph, "c", 1, &a, 1) && graph_add(&graph, "d", 1, &c, 1));
    day_rules_init(&rules, &graph, 1, 3);
    day_expect(&luck, &graph, 10);
    luck.attempts[1] = 2;
    luck.duration[1][1] = 5;
    luck.duration[2][0] = 7;
    luck.right[2] = false;
    day_run(&day, &graph, &luck, &rules);
    struct gantt gantt = {&graph, &luck, &rules, &day, INFINITY, MINUTES, on_path, true};
    canvas_init(&canvas, LABEL + MINUTES, 5);
    canvas.ascii = true;
    assert_int_equal(gantt_draw(&gantt, 0, 5, &canvas), 5);
    expect_picture(&canvas, "FIRST           ##########\n"
                            "B                         #########x.......#####\n"
                            "c                         ..........======X\n"
                            "d                                          skipped: needs c\n"
                            "# LONGEST PATH  = other  x failed  . waits            44 min\n");
    gantt.now = 12; /* not yet failed, and nothing skipped */
    gantt.on_path = NULL;
    canvas_clear(&canvas);
    (void)gantt_draw(&gantt, 0, 5, &canvas);
    expect_picture(&canvas, "first           ==========\n"
                            "b                         ==\n"
                            "c                         ..\n"
                            "d\n"
                            "= running  x failed  . waits                          44 min\n");
    canvas_release(&canvas);
}

static void test_graph_cell_by_cell(void **state)
{
    (void)state;
    struct schedule_graph graph;
    struct canvas canvas;
    const double minutes[] = {10, 20, 30, 10};
    bool on_path[GRAPH_TASKS];
    graph_build(&graph, GRAPH_FAN, 4, NULL);
    assert_true(graph_critical_path(&graph, minutes, on_path) == 50);
    canvas_init(&canvas, 32, 9);
    canvas.ascii = true;
    (void)graph_draw(&graph, minutes, on_path, 0, 9, &canvas);
    expect_picture(&canvas, "      +----- part 1 +\n"
                            "SPLIT +             +----- MERGE\n"
                            "      +----- PART 2 +\n"
                            "\n"
                            "split 10 min\n"
                            "part 1 20 min, after split\n"
                            "part 2 30 min, after split\n"
                            "merge 10 min, after part 1, p~\n");
    canvas_release(&canvas);
}

/* Nothing of the longest path before the guess. */
static void test_pictures_keep_the_secret(void **state)
{
    (void)state;
    struct run *run = run_of("spread=0 failure=0 workers=8", 2);
    run_complete(run);
    for (size_t picture = 0; picture < 4; picture++) {
        struct canvas canvas;
        struct text text = {0};
        canvas_init(&canvas, 76, 12);
        run_draw(run, picture, NULL, &canvas);
        canvas_to_text(&canvas, &text);
        assert_null(strstr(text_string(&text), "LONGEST"));
        assert_null(strstr(text_string(&text), "BUILD FACTS"));
        text_release(&text);
        canvas_release(&canvas);
    }
    run_free(run);
}

/* --- Questions --------------------------------------------------------------------------------*/

/* What is asked is what the run then shows. */
static void test_graph_questions_against_runs(void **state)
{
    (void)state;
    const struct simulation *dag = simulation_find("dag");
    struct error error = {0};
    for (uint64_t seed = 0; seed < 100; seed++) {
        double values[MOST_PARAMETERS], ends[3];
        struct problem path, workers;
        assert_true(question_generate(dag, &schedule_questions[0], seed, values, &path));
        assert_true(question_pose(dag, &schedule_questions[3], values, seed, &workers));
        unsigned enough = (unsigned)strtoul(workers.answer, NULL, 10);
        unsigned tried[] = {64, enough, enough - 1};
        values[SCHEDULE_SPREAD] = values[SCHEDULE_FAILURE] = 0;
        values[SCHEDULE_DAYS] = 1;
        for (int i = 0; i < 3 && tried[i]; i++) {
            struct report report = {0};
            values[SCHEDULE_WORKERS] = tried[i];
            struct run *run = run_start(dag, values, NULL, 1, &error);
            run_complete(run);
            run_observe(run, &report);
            ends[i] = report_mean(&report, "makespan");
            report_release(&report);
            run_free(run);
        }
        assert_true(fabs(ends[0] - strtod(path.answer, NULL)) < 1e-6 * ends[0]);
        assert_true(fabs(ends[1] - ends[0]) < 1e-9);
        assert_true(enough == 1 || ends[2] > ends[0] + 1e-6);
        problem_release(&path);
        problem_release(&workers);
    }
}

/* A graph that nobody was told of is not asked about. */
static void test_questions_without_sense(void **state)
{
    (void)state;
    const struct simulation *dag = simulation_find("dag");
    double values[MOST_PARAMETERS];
    struct problem problem;
    simulation_defaults(dag, values);
    values[SCHEDULE_SHAPE] = GRAPH_LAYERED;
    assert_false(question_pose(dag, &schedule_questions[0], values, 1, &problem));
    assert_false(question_pose(dag, &schedule_questions[3], values, 1, &problem));
    values[SCHEDULE_FAILURE] = 0;
    assert_false(question_pose(dag, &schedule_questions[1], values, 1, &problem));
    assert_false(question_pose(dag, &schedule_questions[2], values, 1, &problem));
    simulation_defaults(dag, values);
    for (int i = 0; i < SCHEDULE_QUESTIONS; i++) {
        assert_true(question_pose(dag, &schedule_questions[i], values, 1, &problem));
        problem_release(&problem);
    }
}

static void test_answers_of_the_defaults(void **state)
{
    (void)state;
    static const char *const answers[] = {"56", "1.100", "92.3", "2"};
    const struct simulation *dag = simulation_find("dag");
    double values[MOST_PARAMETERS];
    simulation_defaults(dag, values);
    for (int i = 0; i < SCHEDULE_QUESTIONS; i++) {
        struct problem problem;
        assert_true(question_pose(dag, &schedule_questions[i], values, 1, &problem));
        assert_string_equal(problem.answer, answers[i]);
        problem_release(&problem);
    }
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shapes_of_every_size),
        cmocka_unit_test(test_a_graph_refuses_what_does_not_fit),
        cmocka_unit_test(test_critical_path_against_all_paths),
        cmocka_unit_test(test_descendants_and_ancestors),
        cmocka_unit_test(test_bounds_of_ten_thousand_graphs),
        cmocka_unit_test(test_workers_for_all_end_with_the_longest_path),
        cmocka_unit_test(test_one_worker_takes_the_sum),
        cmocka_unit_test(test_one_more_worker_can_be_slower),
        cmocka_unit_test(test_ends_at_the_same_time_come_before_beginnings),
        cmocka_unit_test(test_a_plan_that_comes_true),
        cmocka_unit_test(test_huge_slack_is_never_stale),
        cmocka_unit_test(test_stale_data_spreads_and_is_read_anew),
        cmocka_unit_test(test_one_failure_touches_its_descendants),
        cmocka_unit_test(test_attempts),
        cmocka_unit_test(test_the_same_day_with_more_retries),
        cmocka_unit_test(test_greatest_of_several),
        cmocka_unit_test(test_means_of_days),
        cmocka_unit_test(test_where_no_mean_is_known),
        cmocka_unit_test(test_runs_agree_with_theory),
        cmocka_unit_test(test_policies_meet_the_same_days),
        cmocka_unit_test(test_extremes_of_slack_in_a_run),
        cmocka_unit_test(test_shares_of_right_days_end_at_the_success_probability),
        cmocka_unit_test(test_events_are_told_in_order),
        cmocka_unit_test(test_too_few_tasks_for_a_shape),
        cmocka_unit_test(test_every_picture_on_every_canvas),
        cmocka_unit_test(test_chart_cell_by_cell),
        cmocka_unit_test(test_graph_cell_by_cell),
        cmocka_unit_test(test_pictures_keep_the_secret),
        cmocka_unit_test(test_graph_questions_against_runs),
        cmocka_unit_test(test_questions_without_sense),
        cmocka_unit_test(test_answers_of_the_defaults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
