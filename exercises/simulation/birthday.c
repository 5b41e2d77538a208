/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The birthday problem: how many random values until two are the same.
 *
 * Source: von Mises (1939). Among d values, n draws are all different with probability (1 - 1/d) (1
 * - 2/d) ... (1 - (n - 1)/d), multiplied out term by term: exact, and so is the first n at which a
 * collision is likelier than not (77,164 for 32 bits). The mean first collision is Ramanujan's Q(d)
 * + 1, near sqrt(pi d / 2) + 2/3; draws that meet a value taken are n - d (1 - (1 - 1/d)^n).
 *
 * One trial draws until the first collision, and at least n. The first trial is drawn value by
 * value where there are at most 1024 values. Left out: values that are not equally likely, which
 * collide sooner, and hash functions, which are not random.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/collision.h"
#include "exercises/moments.h"
#include "exercises/problem_writer.h"
#include "exercises/simulation.h"

enum { GRID = 20, STEPS = 120, SMALL_BITS = 10, MOST_SHOWN = 512, MOST_TRIALS = 10000 };
enum parameter_index { BITS, KEYS, TRIALS, PARAMETERS };

/* Values met in a trial, by open addressing; an entry of an older trial is empty. */
struct slot {
    uint64_t value;
    uint32_t trial, draw;
};

struct birthday {
    double values;
    unsigned bits;
    uint64_t keys, trials, trial;
    struct slot *slots;
    uint64_t mask;
    uint64_t drawn, met, first; /* of this trial: draws, those that met one, the first (0: none) */
    uint64_t newest;            /* value */
    uint32_t newest_of;         /* the draw it met; 0: none */
    struct moments collided, collisions, firsts;
    struct moments met_at[GRID], collided_at[GRID];
    uint32_t *all_firsts;    /* of each trial, for the median */
    double half, mean_first; /* theory */
};

/* --- Theory -------------------------------------------------------------------------------------
 */

/* The mean first collision, sum of P(no collision among n) from n = 0. */
static double mean_first(double d)
{
    double sum = 1, none = 1;
    for (double n = 1; n <= d && none > 1e-18; n++) {
        sum += none;
        none *= 1 - n / d;
    }
    return sum;
}

/* --- Running ------------------------------------------------------------------------------------
 */

static bool is_small(const struct birthday *b)
{
    return b->bits <= SMALL_BITS && b->keys <= MOST_SHOWN;
}

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct birthday *b = state;
    (void)rng;
    b->bits = (unsigned)values[BITS];
    b->values = ldexp(1, (int)b->bits);
    b->keys = (uint64_t)values[KEYS];
    b->trials = (uint64_t)values[TRIALS];
    b->half = collision_first_beyond(b->values, 0.5);
    b->mean_first = mean_first(b->values);
    /* A first collision beyond 8 times the root has probability e^-32. */
    double room = 2 * fmin(fmax((double)b->keys, 8 * sqrt(b->values)), b->values) + 16;
    uint64_t size = 64;
    while ((double)size < room)
        size *= 2;
    b->mask = size - 1;
    b->slots = memory_allocate(size, sizeof *b->slots);
    b->all_firsts = memory_allocate(b->trials, sizeof *b->all_firsts);
}

static void release(void *state)
{
    struct birthday *b = state;
    free(b->slots);
    free(b->all_firsts);
}

static bool copy(void *to, const void *from)
{
    const struct birthday *b = from;
    struct birthday *twin = to;
    if (!is_small(b))
        return false;
    *twin = *b;
    twin->slots = memory_allocate(b->mask + 1, sizeof *b->slots);
    memcpy(twin->slots, b->slots, (b->mask + 1) * sizeof *b->slots);
    twin->all_firsts = memory_allocate(b->trials, sizeof *b->all_firsts);
    memcpy(twin->all_firsts, b->all_firsts, b->trials * sizeof *b->all_firsts);
    return true;
}

/* The slot of a value in a trial (from 1), or the empty one where it belongs. */
static struct slot *find(const struct birthday *b, uint64_t value, uint32_t trial)
{
    uint64_t at = value * 0x9E3779B97F4A7C15U >> 20 & b->mask;
    while (b->slots[at].trial == trial && b->slots[at].value != value)
        at = (at + 1) & b->mask;
    return &b->slots[at];
}

static uint64_t keys_at(const struct birthday *b, int k)
{
    return (uint64_t)llround((double)b->keys * (k + 1) / GRID);
}

static void note_points(struct birthday *b)
{
    for (int k = 0; k < GRID; k++)
        if (keys_at(b, k) == b->drawn) {
            moments_add(&b->met_at[k], (double)b->met);
            moments_add(&b->collided_at[k], b->first ? 1 : 0);
        }
}

static bool trial_is_over(const struct birthday *b)
{
    return b->drawn >= b->keys &&
           (b->first || (double)b->drawn > b->values || b->drawn * 2 > b->mask);
}

static void draw_one(struct birthday *b, gsl_rng *rng, uint64_t next_point)
{
    uint64_t value = gsl_rng_get(rng) >> (32 - b->bits);
    uint32_t trial = (uint32_t)b->trial + 1;
    struct slot *slot = find(b, value, trial);
    b->drawn++;
    b->newest = value;
    b->newest_of = slot->trial == trial ? slot->draw : 0;
    if (b->newest_of) {
        b->met++;
        b->first = b->first ? b->first : b->drawn;
    } else {
        *slot = (struct slot){value, trial, (uint32_t)b->drawn};
    }
    if (b->drawn == next_point)
        note_points(b);
    if (b->drawn == b->keys) {
        moments_add(&b->collisions, (double)b->met);
        moments_add(&b->collided, b->first ? 1 : 0);
    }
}

/* The next draw after which something is noted. */
static uint64_t next_point(const struct birthday *b)
{
    for (int k = 0; k < GRID; k++)
        if (keys_at(b, k) > b->drawn)
            return keys_at(b, k);
    return 0;
}

static void end_trial(struct birthday *b)
{
    b->all_firsts[b->trial] = (uint32_t)b->first;
    moments_add(&b->firsts, (double)b->first);
    b->trial++;
}

static void draw_trial(struct birthday *b, gsl_rng *rng)
{
    b->drawn = b->met = b->first = 0;
    for (uint64_t point = next_point(b); !trial_is_over(b);) {
        draw_one(b, rng, point);
        if (b->drawn == point)
            point = next_point(b);
    }
    end_trial(b);
}

static bool step(void *state, gsl_rng *rng)
{
    struct birthday *b = state;
    if (b->trial == b->trials)
        return false;
    if (b->trial == 0 && is_small(b)) {
        draw_one(b, rng, next_point(b));
        if (trial_is_over(b))
            end_trial(b);
        return true;
    }
    uint64_t block = (b->trials + STEPS - 1) / STEPS;
    for (; block && b->trial < b->trials; block--)
        draw_trial(b, rng);
    return true;
}

static void describe(const void *state, char *buffer, size_t size)
{
    const struct birthday *b = state;
    bool shown = is_small(b) && b->trial <= 1 && b->drawn > 0;
    const char *last = b->trial == 1 ? "; other trials follow" : "";
    if (shown && b->newest_of)
        (void)snprintf(buffer, size, "Draw %d: value %d, as draw %u: %s%s", (int)b->drawn,
                       (int)b->newest, b->newest_of,
                       b->first == b->drawn ? "the first collision" : "one more collision", last);
    else if (shown)
        (void)snprintf(buffer, size, "Draw %d: value %d is new; %d values are taken%s",
                       (int)b->drawn, (int)b->newest, (int)(b->drawn - b->met), last);
    else if (b->trial == 0)
        (void)snprintf(buffer, size, "Nothing is drawn yet; %.0f values are equally likely",
                       b->values);
    else
        (void)snprintf(buffer, size, "Trial %d of %d: the first collision came with draw %d",
                       (int)b->trial, (int)b->trials, (int)b->first);
}

/* --- Observing ----------------------------------------------------------------------------------
 */

static int by_size(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static double median_first(const struct birthday *b)
{
    if (!b->trial)
        return NAN;
    uint32_t *sorted = memory_allocate(b->trial, sizeof *sorted);
    memcpy(sorted, b->all_firsts, b->trial * sizeof *sorted);
    qsort(sorted, b->trial, sizeof *sorted, by_size);
    size_t low = (b->trial - 1) / 2, high = b->trial / 2;
    double median = ((double)sorted[low] + (double)sorted[high]) / 2;
    free(sorted);
    return median;
}

static void observe_curve(const struct birthday *b, struct report *report, const char *name,
                          const char *label, const struct moments *at, bool probability)
{
    double x[GRID], y[GRID], band[GRID], theory[GRID];
    size_t count = 0;
    char both[64];
    for (int k = 0; k < GRID; k++) {
        if (at[k].count < 1)
            continue;
        x[count] = (double)keys_at(b, k);
        y[count] = at[k].mean;
        band[count++] = 2 * moments_error(&at[k]);
    }
    report_band(report, report_series(report, name, "draws", label, x, y, count), band);
    for (int k = 0; k < GRID; k++) {
        x[k] = (double)keys_at(b, k);
        theory[k] = probability ? collision_probability(b->values, x[k])
                                : collision_expected(b->values, x[k]);
    }
    (void)snprintf(both, sizeof both, "%s_theory", name);
    report_series(report, both, "draws", label, x, theory, GRID);
}

static void observe(const void *state, struct report *report)
{
    const struct birthday *b = state;
    double n = (double)b->keys;
    report_observe(report, "collision_probability", "", moments_mean(&b->collided),
                   moments_error(&b->collided));
    report_observe(report, "collisions", "", moments_mean(&b->collisions),
                   moments_error(&b->collisions));
    report_observe(report, "first_collision", "draws", moments_mean(&b->firsts),
                   moments_error(&b->firsts));
    report_observe(report, "half_keys", "draws", median_first(b), NAN);
    report_predict(report, "collision_probability", collision_probability(b->values, n), true,
                   "1 - (1 - 1/d) ... (1 - (n-1)/d)");
    report_predict(report, "collisions", collision_expected(b->values, n), true,
                   "n - d (1 - (1 - 1/d)^n)");
    report_predict(report, "first_collision", b->mean_first, true, "Ramanujan's Q(d) + 1");
    /* a median of trials scatters about it, not evenly */
    report_predict(report, "half_keys", b->half, false,
                   "the first n with a collision likelier than not, exactly");
    observe_curve(b, report, "collision_probability", "probability", b->collided_at, true);
    observe_curve(b, report, "collisions", "collisions", b->met_at, false);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

/* One character a value; returns the rows used. */
static int draw_grid(const struct birthday *b, int row, int rows, struct canvas *canvas)
{
    int columns = canvas->columns < 64 ? canvas->columns : 64;
    int values = (int)b->values;
    if (columns < 1)
        return 0;
    columns = columns >= 64 ? 64 : columns >= 32 ? 32 : columns;
    while (canvas->columns >= 2 * columns && (values + columns - 1) / columns > rows)
        columns *= 2;
    for (int value = 0; value < values && value / columns < rows; value++) {
        bool taken = find(b, (uint64_t)value, 1)->trial == 1; /* only the first trial is shown */
        bool newest = b->drawn && (uint64_t)value == b->newest;
        struct style style = ink(taken ? INK_SERIES_A : INK_DIM);
        const char *mark = taken ? canvas->ascii ? "#" : "█" : canvas->ascii ? "." : "·";
        if (newest) {
            style = (struct style){b->newest_of ? INK_BAD : INK_ACCENT, ATTRIBUTE_BOLD};
            mark = b->newest_of ? "X" : canvas->ascii ? "O" : "◆";
        }
        (void)canvas_text(canvas, value % columns, row + value / columns, style, mark);
    }
    int used = (values + columns - 1) / columns;
    return used < rows ? used : rows;
}

static void draw_numbers(const struct report *report, int row, struct canvas *canvas)
{
    const struct observation *p = report_observation(report, "collision_probability");
    const struct prediction *theory = report_prediction(report, "collision_probability");
    const struct prediction *half = report_prediction(report, "half_keys");
    int column = canvas_text(canvas, 0, row, ink(INK_DIM), "some collision ");
    if (isnan(p->mean))
        column = canvas_text(canvas, column, row, ink(INK_STRONG), "-");
    else
        column = canvas_printf(canvas, column, row, ink(INK_STRONG), "%.3g %%", 100 * p->mean);
    column = canvas_printf(canvas, column, row, ink(INK_THEORY), " (theory %.3g %%)",
                           100 * theory->value);
    (void)canvas_printf(canvas, column + 3, row, ink(INK_THEORY), "likelier than not from %.0f on",
                        half->value);
}

static void draw_plot(const struct report *report, int row, struct canvas *canvas)
{
    const struct plot plot = {
        .x_label = "draws", .y_label = "P(collision)", .y_low = 0, .y_high = 1};
    report_plot(report, "collision_probability", "trials with a collision", &plot, row, canvas);
}

static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct birthday *b = state;
    char line[200];
    (void)snprintf(line, sizeof line, "Birthdays: %d draws from %.0f values (%u bits), %d trial%s",
                   (int)b->keys, b->values, b->bits, (int)b->trials, b->trials == 1 ? "" : "s");
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    describe(state, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), line);
    int row = canvas->rows >= 16 ? 3 : 2, rows = canvas->rows - row - (report ? 1 : 0);
    bool grid = is_small(b) && b->trial <= 1;
    if (grid && rows > 0)
        row += draw_grid(b, row, rows > 12 && report ? rows - 7 : rows, canvas);
    if (!report)
        return;
    row += grid && canvas->rows - row > 8;
    draw_numbers(report, row++, canvas);
    if (canvas->rows - row >= 5)
        draw_plot(report, row, canvas);
}

/* --- Questions ----------------------------------------------------------------------------------
 */

static void draw_bits(gsl_rng *rng, double *values)
{
    static const int bits[] = {8, 10, 12, 16, 20, 24, 32};
    values[BITS] = bits[draw_between(rng, 0, 6)];
    values[KEYS] = fmax(2, round(ldexp(1, (int)values[BITS] / 2)));
}

static bool pose_half(const double *values, struct problem *problem)
{
    double d = ldexp(1, (int)values[BITS]), half = collision_first_beyond(d, 0.5);
    problem_prompt(problem,
                   "Hash values have %.0f bits. How many keys does it take for a collision to be "
                   "likelier than not?",
                   values[BITS]);
    problem_answer(problem, ANSWER_ESTIMATE, "%.0f", half);
    problem_hint(problem, "Any two of the keys may collide: count pairs.");
    problem_hint(problem, "It is near 1.18 times the root of the number of values.");
    problem_step(problem, "n keys make about n^2 / 2 pairs, each collides with probability 1/%.0f",
                 d);
    problem_step(problem, "e^(-n^2 / 2d) = 1/2 gives n = sqrt(2 ln 2 d) = 1.177 sqrt(%.0f) = %.5g",
                 d, sqrt(2 * M_LN2 * d));
    problem_step(problem, "multiplied out exactly the first such n is %.0f", half);
    problem_misconception(problem, "half-of-the-values",
                          "that is when a new key meets a taken value half of the time", "%.0f",
                          d / 2);
    return true;
}

static void draw_pairs(gsl_rng *rng, double *values)
{
    static const int bits[] = {16, 20, 24, 32};
    static const int factors[] = {1, 2, 3, 4};
    values[BITS] = bits[draw_between(rng, 0, 3)];
    values[KEYS] = ldexp(factors[draw_between(rng, 0, 3)], (int)values[BITS] / 2);
}

static bool pose_pairs(const double *values, struct problem *problem)
{
    double d = ldexp(1, (int)values[BITS]), n = values[KEYS], expected = collision_expected(d, n);
    if (n < 4 || expected < 0.05)
        return false;
    problem_prompt(
        problem,
        "%s keys are hashed to %.0f bits. How many of them fall on a value that is taken "
        "already, on average?",
        grouped(problem, (uint64_t)n), values[BITS]);
    problem_answer(problem, ANSWER_ESTIMATE, "%.3g", expected);
    problem_hint(problem, "There are n (n - 1) / 2 pairs of keys.");
    problem_hint(problem, "A pair collides with probability 1 over the number of values.");
    problem_step(problem, "%.4g pairs, divided by %.4g values: %.3g", n * (n - 1) / 2, d,
                 n * (n - 1) / 2 / d);
    problem_step(problem, "exactly n - d (1 - (1 - 1/d)^n) = %.3g", expected);
    problem_misconception(problem, "forgets-the-half", "each pair counts once", "%.3g",
                          n * (n - 1) / d);
    problem_misconception(problem, "keys-over-values", "that is the chance of the last key alone",
                          "%.3g", n / d);
    return true;
}

static const struct question questions[] = {
    {"half", draw_bits, pose_half},
    {"collisions", draw_pairs, pose_pairs},
};

/* ------------------------------------------------------------------------------------------------
 */

static const struct parameter parameters[PARAMETERS] = {
    [BITS] = {"bits", "bits", PARAMETER_INTEGER, 1, 32, 8, NULL,
              "of a value: 2^bits are equally likely"},
    [KEYS] = {"keys", "keys", PARAMETER_INTEGER, 2, 300000, 40, NULL, "draws of a trial, at least"},
    [TRIALS] = {"trials", "trials", PARAMETER_INTEGER, 1, MOST_TRIALS, 200, NULL,
                "standard errors are over them"},
};

static const struct preset presets[] = {
    {"32-bit hashes", "bits=32 keys=150000 trials=100",
     "A collision among four thousand million values after 77,164 keys."},
    {"a classroom", "bits=9 keys=60", "Close to birthdays: 27 of 512 will do."},
    {"16 bits", "bits=16 keys=800", "A checksum of two bytes: 302 files are enough."},
};

static const char *const topics[] = {"hash tables", "probability", NULL};
static const char *const series_names[] = {"collision_probability", "collision_probability_theory",
                                           "collisions", "collisions_theory", NULL};

const struct simulation simulation_birthday = {
    .name = "birthday",
    .title = "Birthdays: when two hashes meet",
    .summary = "Draws random values until two are the same: why collisions come so soon.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = PARAMETERS,
    .series = series_names,
    .version = 1,
    .state_size = sizeof(struct birthday),
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .release = release,
    .copy = copy,
    .questions = questions,
    .question_count = sizeof questions / sizeof *questions,
    .presets = presets,
    .preset_count = sizeof presets / sizeof *presets,
};
