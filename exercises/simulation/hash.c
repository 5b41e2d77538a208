/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hash tables: probes against load, for eight schemes and five hash functions.
 *
 * Sources are named where the schemes are (exercises/hashing/): Knuth 1963 and TAOCP 3, 6.4 for
 * linear probing and chaining, Celis 1986 for Robin Hood, Pagh and Rodler 2001 for cuckoo, Azar and
 * others 1994 for choices, Herlihy and others 2008 for hopscotch. Linear probing, double hashing
 * and chaining are compared with the exact expectation for n keys in m slots under uniform hashing,
 * not with its limit (at m = 1000, load .9: 41.0, not 50.5); limits and approximations say that
 * they are. With the weak hash functions theory is what they should reach. One trial is one fresh
 * table. Probes include the last. A hit is averaged over all keys, a miss over all places where it
 * may begin (in tables of more than 4096 slots, for quadratic probing, double hashing and the hits
 * among several choices, over an even sample of them).
 *
 * Left out: the cost of computing the hash, caches (probes next to each other are nearly free),
 * deletion, and resizing.
 *
 * A table of at most 64 slots in a single trial is stepped slot by slot, any other in blocks of
 * insertions.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/hashing/experiment.h"
#include "exercises/hashing/picture.h"
#include "exercises/hashing/question.h"

enum { MOST_CLUMPED_SLOTS = 1 << 14, MOST_WORDS = 4096, LONGEST_WORD = 64 };

static const char *const functions[] = {"uniform", "identity", "character-sum",
                                        "fnv1a",   "siphash",  NULL};
static const char *const function_titles[] = {"uniform", "identity", "character-sum", "FNV-1a",
                                              "SipHash"};
static const char *const schemes[] = {"chaining", "linear",     "quadratic", "double", "robin-hood",
                                      "cuckoo",   "two-choice", "hopscotch", NULL};

static struct hash_shape shape_of(const double *values)
{
    return (struct hash_shape){.scheme = (enum hash_scheme)values[HASH_SCHEME],
                               .function = (enum hash_function)values[HASH_FUNCTION],
                               .slots = (uint64_t)values[HASH_SLOTS],
                               .choices = (unsigned)values[HASH_CHOICES],
                               .bucket = (unsigned)values[HASH_BUCKET]};
}

/* --- What goes together -------------------------------------------------------------------------
 */

static bool is_power_of_two(uint64_t n)
{
    return n && !(n & (n - 1));
}

static bool is_prime(uint64_t n)
{
    for (uint64_t d = 2; d * d <= n; d++)
        if (n % d == 0)
            return false;
    return n > 1;
}

/* The nearest good numbers at both sides, as "61 or 67". */
static bool refuse_slots(uint64_t slots, bool (*good)(uint64_t), const char *wanted,
                         struct error *error)
{
    uint64_t below = slots, above = slots;
    while (below > 1 && !good(below))
        below--;
    while (!good(above))
        above++;
    if (below < 2 || above > 1 << 22)
        below = above = below < 2 ? above : below;
    char nearest[64];
    if (below == above)
        (void)snprintf(nearest, sizeof nearest, "%d", (int)below);
    else
        (void)snprintf(nearest, sizeof nearest, "%d or %d", (int)below, (int)above);
    return error_set(error, ERROR_USAGE, "slots %d: %s; the nearest are %s slots", (int)slots,
                     wanted, nearest);
}

static bool check_slots(const struct hash_shape *shape, struct error *error)
{
    uint64_t slots = shape->slots, bucket = shape->bucket;
    if (shape->scheme == SCHEME_QUADRATIC && !is_power_of_two(slots))
        return refuse_slots(slots, is_power_of_two,
                            "quadratic probing needs a power of two to reach every slot", error);
    if (shape->scheme == SCHEME_DOUBLE && !is_prime(slots))
        return refuse_slots(slots, is_prime,
                            "double hashing needs a prime number to reach every slot", error);
    if (shape->scheme == SCHEME_CUCKOO && (slots % bucket || slots < 2 * bucket)) {
        uint64_t below = slots / bucket * bucket, above = below + bucket;
        below = below < 2 * bucket ? 2 * bucket : below;
        above = above <= below ? below + bucket : above;
        return error_set(error, ERROR_USAGE,
                         "slots %d: cuckoo needs whole buckets of %d, two at least; the nearest "
                         "are %d or %d slots",
                         (int)slots, (int)bucket, (int)below, (int)above);
    }
    if (shape->function == HASH_CHARACTER_SUM && slots > MOST_CLUMPED_SLOTS)
        return error_set(error, ERROR_USAGE,
                         "slots %d: expected 2 to %d slots with character-sum, whose few homes "
                         "make the work grow with the square of the keys",
                         (int)slots, MOST_CLUMPED_SLOTS);
    return true;
}

static bool check(const double *values, struct error *error)
{
    struct hash_shape shape = shape_of(values);
    double keys = round(values[HASH_LOAD] * values[HASH_SLOTS]);
    uint64_t most = hash_capacity(&shape);
    if (!check_slots(&shape, error))
        return false;
    if (keys <= (double)most)
        return true;
    return error_set(error, ERROR_USAGE,
                     "load %.12g: expected a number from 0 to %.4g with %s, which %s (%d slots)",
                     values[HASH_LOAD], (double)most / (double)shape.slots,
                     hash_methods[shape.scheme]->title,
                     most < shape.slots ? "needs at least one empty slot" : "keeps one key a slot",
                     (int)shape.slots);
}

/* --- Running ------------------------------------------------------------------------------------
 */

static uint64_t draw_salt(void *rng)
{
    uint64_t high = gsl_rng_get(rng);
    return high << 32 | gsl_rng_get(rng);
}

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct hash_shape shape = shape_of(values);
    hash_experiment_init(state, &shape, values[HASH_LOAD], (uint64_t)values[HASH_TRIALS],
                         draw_salt(rng));
}

static bool input(void *state, const char *text, struct error *error)
{
    struct hash_experiment *e = state;
    struct hash_shape shape = e->table.shape;
    hash_experiment_type(e, text);
    uint64_t most = hash_capacity(&shape);
    if (!e->word_count)
        return error_set(error, ERROR_USAGE, "expected words with blanks between them");
    for (size_t i = 0; i < e->word_count; i++)
        if (strlen(e->words[i]) > LONGEST_WORD)
            return error_set(error, ERROR_USAGE, "'%.20s...': expected words of at most %d bytes",
                             e->words[i], LONGEST_WORD);
    if (e->word_count <= most && e->word_count <= MOST_WORDS)
        return true;
    return error_set(error, ERROR_USAGE, "%d different keys: expected at most %d in %d slots",
                     (int)e->word_count, (int)(most < MOST_WORDS ? most : MOST_WORDS),
                     (int)shape.slots);
}

static void release(void *state)
{
    hash_experiment_release(state);
}

static bool copy(void *to, const void *from)
{
    return hash_experiment_copy(to, from);
}

static bool step(void *state, gsl_rng *rng)
{
    return hash_experiment_step(state, draw_salt, rng);
}

/* --- What just happened -------------------------------------------------------------------------
 */

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

static void describe_blocks(const struct hash_experiment *e, char *buffer, size_t size)
{
    int trial = (int)e->trial, trials = (int)e->trials;
    if (e->trial == e->trials && e->failures == e->trials)
        (void)snprintf(buffer, size, "Done: %d table%s, none held all %d keys: they must grow",
                       trials, plural(e->trials), (int)e->keys);
    else if (e->trial == e->trials)
        (void)snprintf(buffer, size, "Done: %d table%s of %d keys built", trials, plural(e->trials),
                       (int)e->keys);
    else if (e->fills_on)
        (void)snprintf(buffer, size, "Table %d of %d is filled on until it fails: load %.3f",
                       trial + 1, trials, (double)e->onward.count / (double)e->onward.shape.slots);
    else
        (void)snprintf(buffer, size, "Table %d of %d: %u of %d keys are in", trial + 1, trials,
                       e->table.count, (int)e->keys);
}

static void describe(const void *state, char *buffer, size_t size)
{
    const struct hash_experiment *e = state;
    const struct hash_table *table = &e->table;
    bool begun = e->trial > 0 || table->count > 0 || table->walk.tries > 0;
    if (begun && e->block == 0 && table->walk.tries > 0)
        (void)snprintf(buffer, size, "%s%s", table->walk.line,
                       e->trial == e->trials && !table->failed ? "; that was the last" : "");
    else if (begun)
        describe_blocks(e, buffer, size);
    else if (e->repeated)
        (void)snprintf(
            buffer, size,
            "An empty table of %d slots; %d of your keys wait, %d typed again count once",
            (int)table->shape.slots, (int)e->keys, (int)e->repeated);
    else
        (void)snprintf(buffer, size, "An empty table of %d slots; %d %s wait",
                       (int)table->shape.slots, (int)e->keys, e->words ? "of your keys" : "keys");
}

/* --- Observing ----------------------------------------------------------------------------------
 */

/* Formulas are about functions that are as good as random, and about tables that held their keys.
 */
static bool is_exact(const struct hash_experiment *e, const struct hash_formula *formula)
{
    enum hash_function function = e->table.shape.function;
    return formula->exact && !e->failures && (function == HASH_UNIFORM || function == HASH_SIPHASH);
}

static void predict(const struct hash_experiment *e, struct report *report, const char *name,
                    const struct hash_formula *formula)
{
    if (isnan(formula->value))
        return;
    report_predict(report, name, formula->value, is_exact(e, formula), formula->source)->tolerance =
        formula->tolerance;
}

static void observe_curve(const struct hash_experiment *e, struct report *report, const char *name,
                          const struct moments *at)
{
    double x[HASH_GRID], y[HASH_GRID], band[HASH_GRID];
    size_t count = 0;
    uint64_t keys;
    for (int k = 0; k < HASH_GRID; k++) {
        if (!hash_experiment_point(e, k, &keys) || at[k].count < 1)
            continue;
        x[count] = (double)keys / (double)e->table.shape.slots;
        y[count] = at[k].mean;
        band[count++] = 2 * moments_error(&at[k]);
    }
    report_band(report, report_series(report, name, "load", "probes", x, y, count), band);
}

static void observe_theory(const struct hash_experiment *e, struct report *report, const char *name,
                           bool hit)
{
    const struct hash_theory *curves = hash_experiment_curves(e);
    double x[HASH_GRID], y[HASH_GRID], band[HASH_GRID];
    size_t count = 0;
    uint64_t keys;
    for (int k = 0; k < HASH_GRID; k++) {
        const struct hash_formula *formula = hit ? &curves[k].hit : &curves[k].miss;
        if (!hash_experiment_point(e, k, &keys) || isnan(formula->value))
            continue;
        x[count] = (double)keys / (double)e->table.shape.slots;
        y[count] = formula->value;
        band[count++] = formula->tolerance;
    }
    report_band(report, report_series(report, name, "load", "probes", x, y, count), band);
}

static void observe_lengths(const struct hash_experiment *e, struct report *report)
{
    size_t count = e->length_count;
    double trials = (double)e->trial - (double)e->failures;
    struct hash_formula formula;
    if (!hash_methods[e->table.shape.scheme]->lists)
        return;
    double *all = memory_allocate(4 * count + 1, sizeof *all);
    double *values = all, *means = all + count, *errors = means + count, *theory = errors + count;
    for (size_t i = 0; i < count; i++) {
        const struct length_sums *sums = &e->lengths[i];
        values[i] = (double)i;
        means[i] = sums->sum / trials;
        double squares = fmax(sums->squares - sums->sum * means[i], 0);
        errors[i] = trials < 2 ? NAN : sqrt(squares / (trials - 1) / trials);
    }
    struct histogram *histogram =
        report_histogram(report, "chain_length_histogram", "slots", values, means, errors, count);
    if (hash_theory_lengths(&e->table.shape, (double)e->keys, theory, count, &formula))
        report_histogram_theory(report, histogram, theory, is_exact(e, &formula), formula.source);
    free(all);
}

static void observe_quality(const struct hash_experiment *e, struct report *report)
{
    const struct hash_quality *quality = hash_experiment_quality(e);
    report_observe(report, "chi_square", "", quality->chi_square, NAN);
    report_observe(report, "chi_square_p", "", quality->p, NAN);
    report_observe(report, "avalanche_mean", "", quality->avalanche, NAN);
    report_observe(report, "avalanche_bias", "", quality->bias, NAN);
}

/* The mean over the trials done; before the first is, what the table shows so far. */
static void observe_cost(const struct hash_experiment *e, struct report *report)
{
    struct hash_cost hit = {NAN, NAN};
    double miss = NAN, longest = e->table.longest ? (double)e->table.longest : NAN;
    if (e->trial == 0)
        hash_experiment_cost(e, &hit, &miss);
    else {
        hit.mean = e->hit.count > 0 ? e->hit.mean : NAN;
        hit.variance = e->variance.count > 0 ? e->variance.mean : NAN;
        miss = e->miss.count > 0 ? e->miss.mean : NAN;
        longest = e->longest.count > 0 ? e->longest.mean : NAN;
    }
    report_observe(report, "probes_hit", "probes", hit.mean, moments_error(&e->hit));
    report_observe(report, "probes_miss", "probes", miss, moments_error(&e->miss));
    report_observe(report, "displacement_variance", "probes²", hit.variance,
                   moments_error(&e->variance));
    report_observe(report, "max_load", "keys", longest, moments_error(&e->longest));
    report_observe(report, "load_at_failure", "", e->failure.count > 0 ? e->failure.mean : NAN,
                   moments_error(&e->failure));
}

static void observe(const void *state, struct report *report)
{
    const struct hash_experiment *e = state;
    struct hash_theory theory;
    double keys = e->trial > 0 ? (double)e->keys : (double)e->table.count;
    observe_cost(e, report);
    observe_quality(e, report);
    hash_theory(&e->table.shape, keys, &theory);
    predict(e, report, "probes_hit", &theory.hit);
    predict(e, report, "probes_miss", &theory.miss);
    predict(e, report, "displacement_variance", &theory.variance);
    predict(e, report, "max_load", &theory.longest);
    predict(e, report, "load_at_failure", &theory.failure);
    observe_curve(e, report, "probes_miss", e->miss_at);
    observe_curve(e, report, "probes_hit", e->hit_at);
    observe_theory(e, report, "probes_miss_theory", false);
    observe_theory(e, report, "probes_hit_theory", true);
    observe_lengths(e, report);
}

static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct hash_experiment *e = state;
    const struct hash_shape *shape = &e->table.shape;
    char heading[256], happened[256], choices[48] = "";
    if (shape->scheme == SCHEME_TWO_CHOICE ||
        (shape->scheme == SCHEME_CUCKOO && shape->bucket == 1))
        (void)snprintf(choices, sizeof choices, ", %u choices", shape->choices);
    if (shape->scheme == SCHEME_CUCKOO && shape->bucket > 1)
        (void)snprintf(choices, sizeof choices, ", %u buckets of %u", shape->choices,
                       shape->bucket);
    (void)snprintf(
        heading, sizeof heading, "%s%s: %d slots, load %.4g (%d key%s), %s hash, %d table%s",
        hash_methods[shape->scheme]->title, choices, (int)shape->slots, e->load, (int)e->keys,
        plural(e->keys), function_titles[shape->function], (int)e->trials, plural(e->trials));
    heading[0] = (char)(heading[0] >= 'a' && heading[0] <= 'z' ? heading[0] - 32 : heading[0]);
    describe(state, happened, sizeof happened);
    hash_draw(e, heading, happened, report, canvas);
}

/* ------------------------------------------------------------------------------------------------
 */

static const struct parameter parameters[HASH_PARAMETERS] = {
    [HASH_SCHEME] = {"scheme", "", PARAMETER_CHOICE, 0, HASH_SCHEMES - 1, SCHEME_LINEAR, schemes,
                     "where a key goes when its slot is taken"},
    [HASH_FUNCTION] = {"function", "", PARAMETER_CHOICE, 0, HASH_FUNCTIONS - 1, HASH_UNIFORM,
                       functions, "from key to home slot: uniform is as good as random"},
    [HASH_SLOTS] = {"slots", "slots", PARAMETER_INTEGER, 2, 1 << 22, 64, NULL,
                    "size of the table; up to 64 in one trial are stepped slot by slot"},
    [HASH_LOAD] = {"load", "", PARAMETER_REAL, 0, 4, 0.8, NULL,
                   "keys for each slot; only lists take more than one"},
    [HASH_CHOICES] = {"choices", "choices", PARAMETER_INTEGER, 2, HASH_MOST_CHOICES, 2, NULL,
                      "homes of a key, for cuckoo and two-choice"},
    [HASH_BUCKET] = {"bucket", "slots", PARAMETER_INTEGER, 1, 8, 1, NULL,
                     "slots that one choice of a cuckoo key stands for"},
    [HASH_TRIALS] = {"trials", "tables", PARAMETER_INTEGER, 1, 10000, 1, NULL,
                     "fresh tables; standard errors are over them"},
};

static const struct preset presets[] = {
    {"nearly full", "load=0.95", "Linear probing: clusters grow together, the last keys walk far."},
    {"Robin Hood takes from the near", "scheme=robin-hood load=0.9",
     "The same probes in all, but no key is very far from home."},
    {"a cuckoo pushes others out", "scheme=cuckoo load=0.45",
     "Two places a key: watch chains of evictions near half full."},
    {"the power of two choices", "scheme=two-choice slots=100000 load=1 trials=4",
     "The shorter of two lists: none grows beyond four; compare with chaining."},
    {"a bad hash function", "function=character-sum load=0.7",
     "Like keys, like sums: a few homes for all, and one long cluster."},
    {"linear against theory", "slots=1000 load=0.9 trials=200",
     "41 probes a miss, not the 50.5 of a table without end; the band is two standard errors."},
    {"cuckoo, buckets of four", "scheme=cuckoo slots=65536 load=0.9 bucket=4 trials=4",
     "Buckets let it fill to 98 % before a key finds no place."},
};

static const char *const topics[] = {"hash tables", "indexes", NULL};
static const char *const series_names[] = {"probes_miss", "probes_hit", "probes_miss_theory",
                                           "probes_hit_theory", NULL};

const struct simulation simulation_hash = {
    .name = "hash",
    .title = "Hash tables: probes against load",
    .summary = "Fills hash tables and counts probes: why a table must not be nearly full.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = HASH_PARAMETERS,
    .series = series_names,
    .version = 1,
    .state_size = sizeof(struct hash_experiment),
    .check = check,
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .release = release,
    .copy = copy,
    .input = input,
    .input_help = "Words, one key each: cat dog cat. They take the place of the drawn keys; one "
                  "typed twice is one key.",
    .questions = hash_questions,
    .question_count = HASH_QUESTIONS,
    .presets = presets,
    .preset_count = sizeof presets / sizeof *presets,
};
