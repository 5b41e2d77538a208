/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Redundancy in closed form against counting states and linear algebra, and against the run. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_randist.h>

#include "exercises/availability/plant.h"
#include "exercises/availability/question.h"
#include "exercises/availability/wording.h"
#include "exercises/drill.h"

enum { SEEDS = 20 };

static void assert_close(double value, double expected, double relative)
{
    if (!(fabs(value - expected) <= relative * fabs(expected)))
        fail_msg("%.15g, expected %.15g", value, expected);
}

static struct redundancy design(double a, int n, int k, int crews, double common)
{
    return (struct redundancy){.availability = a,
                               .components = n,
                               .needed = k,
                               .repair_hours = 4,
                               .crews = crews,
                               .common_cause = common};
}

static void fill(const char *settings, double *values)
{
    struct error error = {0};
    const struct simulation *simulation = simulation_find("availability");
    simulation_defaults(simulation, values);
    if (!simulation_apply(simulation, values, settings, &error))
        fail_msg("%s: %s", settings, error.message);
}

static struct run *begin(const char *settings, uint64_t seed)
{
    double values[MOST_PARAMETERS];
    struct error error = {0};
    fill(settings, values);
    struct run *run = run_start(simulation_find("availability"), values, NULL, seed, &error);
    if (!run)
        fail_msg("%s: %s", settings, error.message);
    return run;
}

static struct report whole(const char *settings, uint64_t seed)
{
    struct report report = {0};
    struct run *run = begin(settings, seed);
    run_complete(run);
    run_observe(run, &report);
    run_free(run);
    return report;
}

/* --- Closed forms -------------------------------------------------------------------------------
 */

static void test_known_values(void **state)
{
    (void)state;
    assert_close(parallel_unavailability(0.99, 2), 1e-4, 1e-12);
    assert_close(1 - series_unavailability(0.999, 5), 0.995009990004999, 1e-14);
    assert_close(1 - quorum_unavailability(0.99, 3, 2), 0.999702, 1e-14); /* 3 a^2 - 2 a^3 */
    assert_close(1 - series_unavailability(0.99, 2), 0.9801, 1e-14);
    assert_close(HOURS_A_YEAR * series_unavailability(0.999, 1), 8.76, 1e-12);
    assert_close(60 * HOURS_A_YEAR * series_unavailability(0.9999, 1), 52.56, 1e-11);
    assert_close(HOURS_A_YEAR / 12.0 * series_unavailability(0.99, 1), 7.3, 1e-12);
    assert_close(reliability_nines(0.001), 3, 1e-14);
    assert_true(reliability_nines(1) == 0 && !signbit(reliability_nines(1)));
    assert_close(parallel_unavailability(0.9999999, 10), 1e-70, 1e-7);
    struct redundancy r = design(0.99, 1, 1, 1, 0);
    assert_close(redundancy_hours_up(&r), 396, 1e-12);
    assert_close(redundancy_outages(&r), 8760 / 400.0, 1e-12);
}

/* Every combination of up and down, one by one. */
static double counted_unavailability(double a, int n, int k)
{
    double sum = 0;
    for (unsigned state = 0; state < 1U << n; state++) {
        double chance = 1;
        int up = 0;
        for (int i = 0; i < n; i++) {
            up += (int)(state >> i & 1);
            chance *= state >> i & 1 ? a : 1 - a;
        }
        sum += up < k ? chance : 0;
    }
    return sum;
}

static void test_quorums_by_enumeration(void **state)
{
    (void)state;
    static const double shares[] = {0.5, 0.77, 0.9, 0.99, 0.9999, 0.9999999};
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
        for (int n = 1; n <= 12; n++)
            for (int k = 1; k <= n; k++)
                assert_close(quorum_unavailability(shares[i], n, k),
                             counted_unavailability(shares[i], n, k), 1e-9);
}

/* The chain's generator, solved as linear equations: rates(i, j) from i to j. */
static void solve_chain(gsl_matrix *rates, gsl_vector *shares)
{
    size_t n = rates->size1;
    int sign;
    gsl_matrix *equations = gsl_matrix_calloc(n, n);
    gsl_vector *right = gsl_vector_calloc(n);
    gsl_permutation *order = gsl_permutation_alloc(n);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double rate = gsl_matrix_get(rates, i, j);
            gsl_matrix_set(equations, j, i, gsl_matrix_get(equations, j, i) + rate);
            gsl_matrix_set(equations, i, i, gsl_matrix_get(equations, i, i) - rate);
        }
    for (size_t i = 0; i < n; i++) /* one equation is of no use: the shares add up to 1 instead */
        gsl_matrix_set(equations, n - 1, i, 1);
    gsl_vector_set(right, n - 1, 1);
    assert_int_equal(gsl_linalg_LU_decomp(equations, order, &sign), GSL_SUCCESS);
    assert_int_equal(gsl_linalg_LU_solve(equations, order, right, shares), GSL_SUCCESS);
    gsl_matrix_free(equations);
    gsl_vector_free(right);
    gsl_permutation_free(order);
}

static void check_chain(const struct redundancy *r)
{
    size_t states = (size_t)r->components + 1;
    double own = (1 - r->common_cause) / redundancy_hours_up(r), outages = 0, down = 0;
    double shock = r->common_cause / redundancy_hours_up(r), shares[MOST_COMPONENTS + 1];
    gsl_matrix *rates = gsl_matrix_calloc(states, states);
    gsl_vector *solved = gsl_vector_alloc(states);
    for (size_t j = 0; j < states; j++) {
        int crews = (int)j < r->crews ? (int)j : r->crews;
        if (j > 0)
            gsl_matrix_set(rates, j, j - 1, crews / r->repair_hours);
        if (j + 1 < states) {
            gsl_matrix_set(rates, j, j + 1, (double)(states - 1 - j) * own);
            gsl_matrix_set(rates, j, states - 1, gsl_matrix_get(rates, j, states - 1) + shock);
        }
    }
    solve_chain(rates, solved);
    redundancy_states(r, shares);
    size_t last = states - 1 - (size_t)r->needed;
    for (size_t j = 0; j < states; j++) {
        assert_true(fabs(shares[j] - gsl_vector_get(solved, j)) < 1e-13);
        down += j > last ? shares[j] : 0;
        for (size_t to = last + 1; j <= last && to < states; to++)
            outages += gsl_vector_get(solved, j) * gsl_matrix_get(rates, j, to);
    }
    /* equations are solved to some 1e-15 of the largest share */
    assert_true(fabs(redundancy_unavailability(r) - down) < 1e-13);
    assert_true(fabs(redundancy_outages(r) / HOURS_A_YEAR - outages) < 1e-13);
    gsl_matrix_free(rates);
    gsl_vector_free(solved);
}

static void test_chain_by_linear_algebra(void **state)
{
    (void)state;
    static const double causes[] = {0, 0.02, 0.1, 0.5, 1};
    for (int n = 1; n <= 12; n++)
        for (int k = 1; k <= n; k++)
            for (int crews = 1; crews <= n + 1; crews++)
                for (size_t i = 0; i < 5; i++) {
                    struct redundancy r = design(0.6 + 0.03 * n, n, k, crews, causes[i]);
                    check_chain(&r);
                }
}

/* Three components that are told apart: the eight states of a chain that lumps nothing. */
static void test_chain_of_single_components(void **state)
{
    (void)state;
    enum { N = 3, STATES = 8, ALL = 7 };
    struct redundancy r = design(0.8, N, 1, N, 0.15);
    double own = 0.85 / redundancy_hours_up(&r), shock = 0.15 / redundancy_hours_up(&r);
    gsl_matrix *rates = gsl_matrix_calloc(STATES, STATES);
    gsl_vector *solved = gsl_vector_alloc(STATES);
    double shares[MOST_COMPONENTS + 1], lumped[N + 1] = {0};
    for (size_t down = 0; down < STATES; down++) { /* a bit for each that is down */
        for (size_t i = 0; i < N; i++)
            gsl_matrix_set(rates, down, down ^ (size_t)1 << i,
                           down >> i & 1 ? 1 / r.repair_hours : own);
        if (down != ALL)
            gsl_matrix_set(rates, down, ALL, gsl_matrix_get(rates, down, ALL) + shock);
    }
    solve_chain(rates, solved);
    for (size_t down = 0; down < STATES; down++)
        lumped[(down & 1) + (down >> 1 & 1) + (down >> 2)] += gsl_vector_get(solved, down);
    redundancy_states(&r, shares);
    for (int j = 0; j <= N; j++)
        assert_close(shares[j], lumped[j], 1e-12);
    gsl_matrix_free(rates);
    gsl_vector_free(solved);
}

static void test_birth_and_death_product(void **state)
{
    (void)state;
    struct redundancy r = design(0.9, 7, 3, 2, 0);
    double shares[MOST_COMPONENTS + 1], ratio = r.repair_hours / redundancy_hours_up(&r);
    redundancy_states(&r, shares);
    double product = shares[0];
    for (int j = 1; j <= 7; j++) {
        product *= (7 - j + 1) * ratio / (j < 2 ? j : 2);
        assert_close(shares[j], product, 1e-12);
    }
}

static void test_limits_of_the_chain(void **state)
{
    (void)state;
    for (int n = 1; n <= 20; n++)
        for (int k = 1; k <= n; k++) {
            struct redundancy r = design(0.97, n, k, 20, 0);
            double shares[MOST_COMPONENTS + 1], sum = 0, mu = 1 / r.repair_hours;
            redundancy_states(&r, shares); /* as many crews as components: the binomial law */
            for (int j = n; j > n - k; j--)
                sum += shares[j];
            assert_close(sum, redundancy_unavailability(&r), 1e-9);
            /* outages end as often as they begin: from just one too many down */
            assert_close(redundancy_outages(&r),
                         HOURS_A_YEAR * shares[n - k + 1] * (n - k + 1) * mu, 1e-9);
            for (double common = 0; common <= 1; common += 0.25) { /* each fails as often as ever */
                r.common_cause = common;
                assert_close(redundancy_components_up(&r), 0.97, 1e-12);
            }
        }
}

static void test_what_helps_and_what_harms(void **state)
{
    (void)state;
    for (int n = 2; n <= 10; n++)
        for (int k = 1; k <= n; k++) {
            double worse = 0;
            for (int crews = n; crews >= 1; crews--) {
                struct redundancy r = design(0.95, n, k, crews, 0.05);
                assert_true(redundancy_unavailability(&r) >= worse * (1 - 1e-12));
                worse = redundancy_unavailability(&r);
            }
            struct redundancy r = design(0.95, n, k, n, 0), stricter = design(0.95, n, k + 1, n, 0);
            if (k < n)
                assert_true(redundancy_unavailability(&r) < redundancy_unavailability(&stricter));
            struct redundancy shared = design(0.95, n, k, n, 0.3);
            if (k == 1)
                assert_true(redundancy_unavailability(&shared) > redundancy_unavailability(&r));
            if (k == n) /* in a chain, failures at once are fewer outages */
                assert_true(redundancy_unavailability(&shared) < redundancy_unavailability(&r));
        }
    struct redundancy ten = design(0.99, 10, 1, 10, 0.1), alone = design(0.99, 10, 1, 10, 0);
    assert_true(reliability_nines(redundancy_unavailability(&alone)) > 19.99);
    assert_true(reliability_nines(redundancy_unavailability(&ten)) < 4.1);
}

/* --- Recovery -----------------------------------------------------------------------------------
 */

static void test_what_backups_lose(void **state)
{
    (void)state;
    enum { MOMENTS = 24000 };
    double interval = 24, duration = 5, target = 12, sum = 0, worst = 0;
    int within = 0;
    for (int i = 0; i < MOMENTS; i++) { /* moments of a day, by looking for the last complete one */
        double now = 100 * interval + (i + 0.5) / MOMENTS * interval, begun = 0;
        for (int backup = 0; backup * interval + duration <= now; backup++)
            begun = backup * interval;
        sum += now - begun;
        worst = fmax(worst, now - begun);
        within += now - begun <= target;
    }
    assert_close(backup_loss_mean(interval, duration), sum / MOMENTS, 1e-9);
    assert_close(backup_loss_worst(interval, duration), worst, 1e-4);
    assert_close(backup_loss_within(interval, duration, target), (double)within / MOMENTS, 1e-3);
    assert_true(backup_loss_within(24, 5, 4.9) == 0 && backup_loss_within(24, 5, 29) == 1);
    assert_close(backup_loss_mean(24, 0), 12, 1e-15);
}

static void test_how_long_restoring_takes(void **state)
{
    (void)state;
    double mean = 6, target = 8, sum = 0, step = 1e-3; /* the density, by the midpoint rule */
    for (double t = step / 2; t < target; t += step)
        sum += step * pow(t * 4 / mean, 3) / 6 * exp(-t * 4 / mean) * 4 / mean;
    assert_close(restore_within(mean, target), sum, 1e-6);
    assert_true(restore_within(0, 0) == 1 && replica_loss_within(0, 0) == 1);
    assert_close(replica_loss_within(5, 5), 1 - exp(-1), 1e-12);
}

/* --- The plant ----------------------------------------------------------------------------------
 */

static void check_plant(const struct plant *plant)
{
    int down = 0, in_repair = 0, crews = plant->redundancy.crews;
    for (int i = 0; i < plant->redundancy.components; i++) {
        down += plant->states[i] != COMPONENT_UP;
        in_repair += plant->states[i] == COMPONENT_REPAIRED;
    }
    assert_int_equal(down, plant->down);
    assert_int_equal(in_repair, down < crews ? down : crews);
    for (int i = 0; i < down; i++)
        assert_int_equal(plant->states[plant->queue[i]],
                         i < crews ? COMPONENT_REPAIRED : COMPONENT_WAITING);
}

static void test_plant_keeps_its_books(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (int crews = 1; crews <= 6; crews++) {
        struct redundancy r = design(0.7, 6, 2, crews, 0.2);
        struct plant plant;
        plant_init(&plant, &r, rng);
        check_plant(&plant);
        for (int i = 0; i < 5000; i++) {
            double before = plant.hours;
            int down = plant.down;
            enum plant_event event = plant_next(&plant, 1e9, rng);
            assert_true(plant.hours > before);
            assert_int_equal(plant.down, event == PLANT_FAILURE        ? down + 1
                                         : event == PLANT_COMMON_CAUSE ? 6
                                                                       : down - 1);
            assert_true(event != PLANT_COMMON_CAUSE || down < 6);
            assert_int_equal(plant_is_up(&plant), plant.down <= 4);
            check_plant(&plant);
        }
        double now = plant.hours;
        assert_int_equal(plant_next(&plant, now, rng), PLANT_QUIET);
        assert_true(plant.hours == now && plant.change_count == 0);
    }
    gsl_rng_free(rng);
}

/* Drawn as often as the long run has it. */
static void test_plant_begins_as_in_the_long_run(void **state)
{
    (void)state;
    enum { N = 4, DRAWS = 40000 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct redundancy r = design(0.7, N, 1, 1, 0.1);
    double shares[MOST_COMPONENTS + 1], counts[N + 1] = {0}, chi = 0;
    redundancy_states(&r, shares);
    for (int i = 0; i < DRAWS; i++) {
        struct plant plant;
        plant_init(&plant, &r, rng);
        counts[plant.down]++;
    }
    for (int j = 0; j <= N; j++)
        chi += gsl_pow_2(counts[j] - DRAWS * shares[j]) / (DRAWS * shares[j]);
    assert_true(gsl_cdf_chisq_Q(chi, N) > 0.001);
    gsl_rng_free(rng);
}

/* --- The run against theory ---------------------------------------------------------------------
 */

/* |mean - exact| <= 4 standard errors between seeds, for every exact prediction. */
static void check_agreement(const char *settings)
{
    double sum[MOST_PARAMETERS] = {0}, squares[MOST_PARAMETERS] = {0};
    struct report last = {0};
    size_t compared = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        report_release(&last);
        last = whole(settings, seed);
        assert_true(last.prediction_count <= MOST_PARAMETERS);
        for (size_t i = 0; i < last.prediction_count; i++) {
            double mean = report_mean(&last, last.predictions[i].name);
            sum[i] += mean;
            squares[i] += mean * mean;
        }
    }
    for (size_t i = 0; i < last.prediction_count; i++) {
        const struct prediction *p = &last.predictions[i];
        double mean = sum[i] / SEEDS;
        double error = sqrt(fmax(squares[i] / SEEDS - mean * mean, 0) / (SEEDS - 1));
        if (!p->exact)
            continue;
        assert_true(isfinite(mean));
        compared++;
        if (!(fabs(mean - p->value) <= 4 * error + 1e-9 * fabs(p->value)))
            fail_msg("%s: %s is %g, expected %g, standard error %g", settings, p->name, mean,
                     p->value, error);
    }
    assert_true(compared >= 7);
    report_release(&last);
}

static void test_runs_agree_with_theory(void **state)
{
    (void)state;
    check_agreement("");
    check_agreement("arrangement=series components=5 availability=0.999");
    check_agreement("arrangement=k-of-n components=3 needed=2");
    check_agreement("arrangement=k-of-n components=12 needed=7 availability=0.7");
    check_agreement("components=3 common-cause=0.1 years=300");
    check_agreement("components=4 availability=0.9 repair-crews=1");
    check_agreement("arrangement=k-of-n components=7 needed=5 availability=0.9 repair-crews=2 "
                    "common-cause=0.2");
    check_agreement("arrangement=series components=3 common-cause=1");
    check_agreement("components=1 availability=0.5 repair-hours=1000 years=20");
    check_agreement("disaster-rate=6 backup-interval-hours=7 backup-hours=3 rpo-hours=6 "
                    "restore-hours=40 rto-hours=30 years=50");
    check_agreement("disaster-rate=6 replication-lag-seconds=3600 rpo-hours=0.5 "
                    "failover-minutes=60 rto-hours=0.8 years=50");
    check_agreement("disaster-rate=0 availability=0.9");
}

/* Rough ones are near, and said to be rough. */
static void test_ratios_are_near(void **state)
{
    (void)state;
    struct report report = whole("years=20000", 1);
    assert_close(report_mean(&report, "nines"), 4, 0.01);
    assert_close(report_mean(&report, "outage_hours"), 2, 0.05);
    assert_false(report_prediction(&report, "nines")->exact);
    assert_false(report_prediction(&report, "outage_hours")->exact);
    assert_true(report_mean(&report, "longest_outage_hours") >
                report_mean(&report, "outage_hours"));
    assert_true(report_mean(&report, "backup.worst_lost_hours") <= 26);
    report_release(&report);
}

/* The standard error that a run states is the spread between runs. */
static void test_standard_errors_are_honest(void **state)
{
    (void)state;
    enum { RUNS = 200 };
    double sum = 0, squares = 0, stated = 0;
    for (uint64_t seed = 0; seed < RUNS; seed++) {
        struct report report = whole("availability=0.95", seed);
        const struct observation *o = report_observation(&report, "unavailability");
        sum += o->mean;
        squares += o->mean * o->mean;
        stated += o->standard_error / RUNS;
        report_release(&report);
    }
    double spread = sqrt((squares - sum * sum / RUNS) / (RUNS - 1));
    assert_close(stated, spread, 0.2);
}

static char *drawn(const struct run *run, size_t picture, bool secret, int columns, int rows)
{
    struct text out = {0};
    struct report report = {0};
    struct canvas canvas;
    run_observe(run, &report);
    canvas_init(&canvas, columns, rows);
    canvas.ascii = true;
    run_draw(run, picture, secret ? NULL : &report, &canvas);
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++)
            assert_true((unsigned char)canvas_cell(&canvas, column, row)->bytes[0] < 0x80);
    canvas_to_text(&canvas, &out);
    canvas_release(&canvas);
    report_release(&report);
    return text_take(&out);
}

static void assert_shows(const struct run *run, size_t picture, const char *part)
{
    char *text = drawn(run, picture, false, 100, 40);
    if (!strstr(text, part))
        fail_msg("'%s' is not in\n%s", part, text);
    free(text);
}

static void test_rare_events_are_not_invented(void **state)
{
    (void)state;
    struct run *run = begin("availability=0.9999999 disaster-rate=0", 1);
    struct report report = {0};
    run_complete(run);
    run_observe(run, &report);
    assert_true(report_mean(&report, "outages_a_year") == 0);
    assert_true(report_mean(&report, "down_hours_a_year") == 0);
    assert_true(isnan(report_observation(&report, "unavailability")->standard_error));
    assert_true(isnan(report_mean(&report, "nines")));
    assert_true(isnan(report_mean(&report, "longest_outage_hours")));
    assert_true(isnan(report_mean(&report, "outage_hours")));
    assert_close(report_prediction(&report, "unavailability")->value, 1e-14, 1e-8);
    assert_true(run_position(run) <= 2);
    assert_shows(run, 0, "never in 100 years");
    assert_shows(run, 1, "nothing measured");
    assert_shows(run, 2, "disaster-rate is 0");
    report_release(&report);
    run_free(run);
}

static void test_a_year_not_over_is_not_measured(void **state)
{
    (void)state;
    struct run *run = begin("", 1);
    struct report report = {0};
    (void)run_step(run, 3);
    run_observe(run, &report);
    assert_true(isnan(report_mean(&report, "unavailability")));
    assert_shows(run, 0, "a year is not over");
    report_release(&report);
    run_free(run);
}

/* --- Pictures -----------------------------------------------------------------------------------
 */

static void test_pictures_on_every_canvas(void **state)
{
    (void)state;
    static const char *const settings[] = {"", "arrangement=k-of-n components=20 needed=20",
                                           "components=20 repair-crews=1 availability=0.5 years=1",
                                           "disaster-rate=12 backup-hours=0 restore-hours=0",
                                           "disaster-rate=12 rto-hours=0 rpo-hours=0 years=2"};
    static const int columns[] = {0, 1, 5, 9, 11, 14, 20, 60, 78, 200};
    static const int rows[] = {0, 1, 2, 3, 4, 5, 7, 9, 12, 15, 24, 60};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        struct run *run = begin(settings[i], 3);
        for (int stage = 0; stage < 3; stage++) {
            for (size_t picture = 0; picture < 3; picture++)
                for (size_t c = 0; c < 10; c++)
                    for (size_t r = 0; r < 12; r++) {
                        free(drawn(run, picture, false, columns[c], rows[r]));
                        free(drawn(run, picture, true, columns[c], rows[r]));
                    }
            if (stage == 0)
                (void)run_step(run, 40);
            else
                run_complete(run);
        }
        run_free(run);
    }
}

static void test_pictures_keep_the_secret(void **state)
{
    (void)state;
    static const char *const telling[] = {"theory", "nines ", "a month", "99.99 %", "4.00", "mean"};
    for (size_t picture = 0; picture < 3; picture++) {
        struct run *run = begin("disaster-rate=2", 1);
        run_complete(run);
        char *text = drawn(run, picture, true, 120, 50);
        for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
            if (strstr(text, telling[i]) && !(picture == 1 && i == 1))
                fail_msg("'%s' is told in\n%s", telling[i], text);
        free(text);
        run_free(run);
    }
}

static void test_pictures_show_the_run(void **state)
{
    (void)state;
    struct run *run = begin("components=4 repair-crews=1 availability=0.8 disaster-rate=0", 2);
    (void)run_step(run, 60);
    assert_shows(run, 0, "waits for a crew");
    run_complete(run);
    assert_shows(run, 0, "#");
    assert_shows(run, 1, "1 crew");
    run_free(run);
    run = begin("disaster-rate=2", 2);
    run_complete(run);
    assert_shows(run, 1, "From 4 on"); /* 10 % of common causes: a fifth adds less than 0.1 */
    assert_shows(run, 2, "RPO");
    run_free(run);
}

/* --- Refusals -----------------------------------------------------------------------------------
 */

static void check_refused(const char *settings, const char *part)
{
    double values[MOST_PARAMETERS];
    struct error error = {0};
    fill(settings, values);
    assert_null(run_start(simulation_find("availability"), values, NULL, 1, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    if (!strstr(error.message, part))
        fail_msg("'%s' does not say '%s'", error.message, part);
}

static void test_refusals(void **state)
{
    (void)state;
    check_refused("arrangement=k-of-n components=3 needed=4", "expected 1 to 3 components");
    check_refused("backup-interval-hours=4 backup-hours=5", "from 0 to 4 hours");
    check_refused("availability=0.5 repair-hours=0.1 years=100000 components=20",
                  "years from 1 to");
    run_free(begin("components=3 needed=20", 1)); /* not asked for: parallel */
}

/* The years that a refusal names are not refused. */
static void test_the_range_named_is_taken(void **state)
{
    (void)state;
    double values[MOST_PARAMETERS];
    struct error error = {0};
    const struct simulation *simulation = simulation_find("availability");
    fill("availability=0.5 repair-hours=0.1 years=100000 components=20", values);
    assert_false(simulation->check(values, &error));
    const char *named = strstr(error.message, "from 1 to ");
    assert_non_null(named);
    values[AVAILABILITY_YEARS] = strtod(named + strlen("from 1 to "), NULL);
    assert_true(values[AVAILABILITY_YEARS] >= 1 && simulation->check(values, &error));
    values[AVAILABILITY_YEARS]++;
    assert_false(simulation->check(values, &error));
}

/* --- Questions ----------------------------------------------------------------------------------
 */

static void check_question(const char *name, const char *settings, const char *answer,
                           const char *wrong, const char *misconception)
{
    const struct simulation *simulation = simulation_find("availability");
    double values[MOST_PARAMETERS];
    fill(settings, values);
    for (size_t i = 0; i < simulation->question_count; i++) {
        struct problem problem;
        struct judgement judgement;
        if (strcmp(simulation->questions[i].name, name) != 0)
            continue;
        bool posed = question_pose(simulation, &simulation->questions[i], values, 1, &problem);
        assert_int_equal(posed, answer != NULL);
        if (!posed)
            return;
        assert_string_equal(problem.answer, answer);
        problem_judge(&problem, wrong, &judgement);
        assert_int_equal(judgement.verdict, VERDICT_WRONG);
        assert_string_equal(judgement.misconception, misconception);
        problem_release(&problem);
        return;
    }
    fail_msg("no question %s", name);
}

static void test_questions(void **state)
{
    (void)state;
    check_question("whole", "", "99.99%", "98.01%", "series-for-parallel");
    check_question("whole", "", "99.99%", "198%", "added");
    check_question("whole", "arrangement=series components=5 availability=0.999", "99.501%",
                   "99.9%", "like-one");
    check_question("whole", "arrangement=series components=2", "98.01%", "99.99%",
                   "parallel-for-series");
    check_question("whole", "arrangement=k-of-n components=3 needed=2", "99.9702%", "98.01%",
                   "no-spare");
    check_question("whole", "common-cause=0.1", NULL, NULL, NULL);
    check_question("whole", "repair-crews=1", NULL, NULL, NULL);
    check_question("whole", "components=1", NULL, NULL, NULL);
    check_question("downtime", "components=1 availability=0.999", "525.6", "43.8", "a-month");
    check_question("downtime", "components=1 availability=0.999", "525.6", "8.76", "hours");
    check_question("downtime", "components=1 availability=0.9", "52560", "876", "hours");
    check_question("common-cause", "", NULL, NULL, NULL);
    check_question("common-cause", "common-cause=0.1", "5.17", "0.876", "independent");
    check_question("data-lost", "", "14", "26", "worst-case");
    check_question("data-lost", "", "14", "12", "instant-backup");
    check_question("data-lost", "backup-hours=0", "12", "24", "worst-case");
    check_question("data-lost", "disaster-rate=0", NULL, NULL, NULL);
}

static void test_numbers_as_text(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *share, *time;
    } rows[] = {{1e-4, "99.99 %", "0.36 seconds"},
                {2.98e-4, "99.9702 %", "1.07 seconds"},
                {0.5, "50 %", "30 minutes"},
                {1, "0 %", "60 minutes"},
                {1e-7, "99.99999 %", "0.00036 seconds"},
                {1e-14, "all but 1e-12 %", "3.6e-11 seconds"},
                {0, "100 %", "0 seconds"}};
    char text[64];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        format_availability(rows[i].value, " ", text, sizeof text);
        assert_string_equal(text, rows[i].share);
        format_hours(rows[i].value, text, sizeof text);
        assert_string_equal(text, rows[i].time);
    }
    format_hours(400, text, sizeof text);
    assert_string_equal(text, "16.7 days");
    format_hours(3.5e7, text, sizeof text);
    assert_string_equal(text, "3995 years");
}

int main(void)
{
    (void)gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_values),
        cmocka_unit_test(test_quorums_by_enumeration),
        cmocka_unit_test(test_chain_by_linear_algebra),
        cmocka_unit_test(test_chain_of_single_components),
        cmocka_unit_test(test_birth_and_death_product),
        cmocka_unit_test(test_limits_of_the_chain),
        cmocka_unit_test(test_what_helps_and_what_harms),
        cmocka_unit_test(test_what_backups_lose),
        cmocka_unit_test(test_how_long_restoring_takes),
        cmocka_unit_test(test_plant_keeps_its_books),
        cmocka_unit_test(test_plant_begins_as_in_the_long_run),
        cmocka_unit_test(test_runs_agree_with_theory),
        cmocka_unit_test(test_ratios_are_near),
        cmocka_unit_test(test_standard_errors_are_honest),
        cmocka_unit_test(test_rare_events_are_not_invented),
        cmocka_unit_test(test_a_year_not_over_is_not_measured),
        cmocka_unit_test(test_pictures_on_every_canvas),
        cmocka_unit_test(test_pictures_keep_the_secret),
        cmocka_unit_test(test_pictures_show_the_run),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_the_range_named_is_taken),
        cmocka_unit_test(test_questions),
        cmocka_unit_test(test_numbers_as_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
