/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A Bloom filter: keys set bits, and a key that is looked up is there only if all its bits are set.
 *
 * Source: Bloom (1970); (1 - e^(-k/b))^k for k hashes and b bits a key, the limit of a large filter
 * with independent hashes (Broder, Mitzenmacher 2004): exact to a part in a thousand from 2^16 bits
 * on. Blocked: all bits of a key lie in one line of 512 bits, a cache line (Putze, Sanders, Singler
 * 2007); the number of keys in a line is Poisson, and the formula a mixture over it, which leaves
 * out that lines with as many keys differ in their bits: 1 to 2 % too low. The rate is measured
 * with keys that were not added; its standard error is that of independent lookups.
 *
 * Left out: the cost of computing hashes (real filters make k of two), and deletion, which a plain
 * Bloom filter does not have.
 */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/bloom_theory.h"
#include "exercises/hashing/function.h"
#include "exercises/problem_writer.h"
#include "exercises/simulation.h"

enum { LINE = 512, GRID = 20, SMALL_KEYS = 64, STEPS = 150, SINGLES = 40, MOST_HASHES = 16 };
enum { SMALL_LOOKUPS = 20000, LOOKUPS = 1000000, POINT_LOOKUPS = 4096, MOST_WORDS = 1024 };
enum parameter_index { KEYS, BITS, HASHES, BLOCKED, PARAMETERS };

struct bloom {
    uint64_t keys, bits, added, looked, found, lookups, words;
    unsigned hashes;
    bool blocked;
    uint64_t salt;
    uint64_t *field;
    char *typed; /* the words, one after another, each ended; or NULL */
    size_t typed_length;
    double rate_at[GRID]; /* measured when (k + 1) / GRID of the keys were in */
    int points;
    uint64_t last[MOST_HASHES]; /* bits of the last key */
    unsigned last_new, last_clear;
    bool last_found;
};

static bool is_small(const struct bloom *b)
{
    return b->keys <= SMALL_KEYS;
}

/* --- Bits ---------------------------------------------------------------------------------------
 */

static uint64_t lines(const struct bloom *b)
{
    return b->bits / LINE;
}

/* Keys that are added have numbers from 1, others from 2^32. */
static uint64_t bit_of(const struct bloom *b, uint64_t key, unsigned hash)
{
    uint64_t value = hash_uniformly(b->salt, key, hash);
    if (!b->blocked)
        return hash_reduce(HASH_UNIFORM, value, b->bits);
    uint64_t line = hash_reduce(HASH_UNIFORM, hash_uniformly(b->salt, key, MOST_HASHES), lines(b));
    return line * LINE + hash_reduce(HASH_UNIFORM, value, LINE);
}

static bool is_set(const struct bloom *b, uint64_t bit)
{
    return b->field[bit / 64] >> (bit % 64) & 1;
}

static const char *word_of(const struct bloom *b, uint64_t index)
{
    const char *at = b->typed;
    while (at && index--)
        at += strlen(at) + 1;
    return at;
}

/* What stands for a key: its number, or a hash of the word. */
static uint64_t key_of(const struct bloom *b, uint64_t index)
{
    struct hash_input input = {.length = 0};
    const char *word = word_of(b, index);
    if (!word)
        return index + 1;
    input.length = strnlen(word, sizeof input.bytes);
    memcpy(input.bytes, word, input.length);
    return hash_of_input(HASH_SIPHASH, &input, 0);
}

static void add(struct bloom *b, bool remember)
{
    uint64_t key = key_of(b, b->added);
    b->last_new = 0;
    for (unsigned i = 0; i < b->hashes; i++) {
        uint64_t bit = bit_of(b, key, i);
        if (remember)
            b->last[i] = bit;
        b->last_new += !is_set(b, bit);
        b->field[bit / 64] |= (uint64_t)1 << (bit % 64);
    }
    b->added++;
}

/* Whether the filter takes a key that was not added for one that was. */
static bool look(const struct bloom *b, uint64_t number, uint64_t *clear)
{
    uint64_t key = ((uint64_t)1 << 32) + number;
    for (unsigned i = 0; i < b->hashes; i++) {
        *clear = bit_of(b, key, i);
        if (!is_set(b, *clear))
            return false;
    }
    return true;
}

/* --- Running ------------------------------------------------------------------------------------
 */

static void begin(struct bloom *b, double bits_per_key)
{
    uint64_t bits = (uint64_t)llround(bits_per_key * (double)b->keys);
    b->bits = b->blocked ? (bits + LINE - 1) / LINE * LINE : bits;
    b->bits = b->bits ? b->bits : 1;
    b->lookups = is_small(b) ? SMALL_LOOKUPS : LOOKUPS;
    free(b->field);
    b->field = memory_allocate((b->bits + 63) / 64, sizeof *b->field);
}

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct bloom *b = state;
    b->keys = (uint64_t)values[KEYS];
    b->hashes = (unsigned)values[HASHES];
    b->blocked = values[BLOCKED] != 0;
    b->salt = (uint64_t)gsl_rng_get(rng) << 32;
    b->salt |= gsl_rng_get(rng);
    begin(b, values[BITS]);
}

static void release(void *state)
{
    struct bloom *b = state;
    free(b->field);
    free(b->typed);
}

static bool copy(void *to, const void *from)
{
    const struct bloom *b = from;
    struct bloom *twin = to;
    if (b->bits > LINE * 1024)
        return false;
    *twin = *b;
    twin->field = memory_allocate((b->bits + 63) / 64, sizeof *b->field);
    memcpy(twin->field, b->field, (b->bits + 63) / 64 * sizeof *b->field);
    twin->typed = b->typed ? memory_copy_bytes(b->typed, b->typed_length) : NULL;
    return true;
}

/* The words as they are; a word typed twice sets the same bits twice. */
static bool input(void *state, const char *text, struct error *error)
{
    struct bloom *b = state;
    double each = (double)b->bits / (double)b->keys;
    b->typed = memory_allocate(strlen(text) + 2, 1);
    for (const char *at = text; *(at += strspn(at, " \t,;"));) {
        size_t length = strcspn(at, " \t,;");
        memcpy(b->typed + b->typed_length, at, length);
        b->typed_length += length + 1;
        b->words++;
        at += length;
    }
    b->keys = b->words;
    if (b->words < 1 || b->words > MOST_WORDS)
        return error_set(error, ERROR_USAGE, "%d words: expected 1 to %d, blanks between them",
                         (int)b->words, MOST_WORDS);
    begin(b, each);
    return true;
}

static void note_point(struct bloom *b)
{
    while (b->points < GRID && b->added * GRID >= b->keys * (uint64_t)(b->points + 1)) {
        uint64_t found = 0, clear;
        for (uint64_t i = 0; i < POINT_LOOKUPS; i++)
            found += look(b, (uint64_t)1 << 40 | ((uint64_t)b->points << 20) | i, &clear);
        b->rate_at[b->points++] = (double)found / POINT_LOOKUPS;
    }
}

static uint64_t block_of(const struct bloom *b)
{
    if (b->added < b->keys)
        return is_small(b) ? 1 : (2 * b->keys + STEPS - 1) / STEPS;
    if (is_small(b) && b->looked < SINGLES)
        return 1;
    return (2 * b->lookups + STEPS - 1) / STEPS;
}

static bool step(void *state, gsl_rng *rng)
{
    struct bloom *b = state;
    uint64_t block = block_of(b);
    (void)rng;
    if (b->added < b->keys) {
        for (; block && b->added < b->keys; block--) {
            add(b, true);
            note_point(b);
        }
        return true;
    }
    if (b->looked == b->lookups)
        return false;
    for (; block && b->looked < b->lookups; block--) {
        uint64_t clear = 0;
        bool found = look(b, b->looked, &clear);
        b->last_found = found;
        b->found += found;
        for (unsigned i = 0; i < b->hashes; i++) {
            b->last[i] = bit_of(b, ((uint64_t)1 << 32) + b->looked, i);
            if (!found && b->last[i] == clear)
                b->last_clear = i;
            if (block > 1)
                break; /* nobody sees it */
        }
        b->looked++;
    }
    return true;
}

static void describe(const void *state, char *buffer, size_t size)
{
    const struct bloom *b = state;
    char name[40] = "";
    if (b->added)
        (void)snprintf(name, sizeof name, "key %d", (int)b->added);
    if (b->added && b->typed)
        (void)snprintf(name, sizeof name, "%.30s", word_of(b, b->added - 1));
    if (!b->added)
        (void)snprintf(buffer, size, "An empty filter of %d bits; %d keys wait", (int)b->bits,
                       (int)b->keys);
    else if (!b->looked && is_small(b))
        (void)snprintf(buffer, size, "%s sets %u bits, %u of them new", name, b->hashes,
                       b->last_new);
    else if (!b->looked)
        (void)snprintf(buffer, size, "%d of %d keys are in", (int)b->added, (int)b->keys);
    else if (is_small(b) && b->looked <= SINGLES && b->last_found)
        (void)snprintf(buffer, size, "Stranger %d finds all its %u bits set: a false positive",
                       (int)b->looked, b->hashes);
    else if (is_small(b) && b->looked <= SINGLES)
        (void)snprintf(buffer, size,
                       "Stranger %d finds bit %d clear (hash %u): it is surely not there",
                       (int)b->looked, (int)b->last[b->last_clear], b->last_clear + 1);
    else
        (void)snprintf(buffer, size, "%d strangers looked up, %d taken for a key", (int)b->looked,
                       (int)b->found);
}

/* --- Observing ----------------------------------------------------------------------------------
 */

/* A line with i keys: (1 - (1 - 1/512)^(k i))^k. */
static double blocked_rate(double keys, double bits, double hashes)
{
    double each = keys * LINE / bits, sum = 0, weight = 0;
    for (unsigned i = 0; i < 100000; i++) {
        double share = gsl_ran_poisson_pdf(i, each);
        sum += share * pow(-expm1(hashes * i * log1p(-1.0 / LINE)), hashes);
        weight += share;
        if (i > each && share < 1e-18)
            break;
    }
    return weight > 0 ? sum / weight : 0;
}

static double rate(const struct bloom *b, double keys)
{
    return b->blocked ? blocked_rate(keys, (double)b->bits, b->hashes)
                      : bloom_rate(keys, (double)b->bits, b->hashes);
}

static double share_set(const struct bloom *b)
{
    uint64_t set = 0;
    for (uint64_t i = 0; i < (b->bits + 63) / 64; i++)
        set += (uint64_t)__builtin_popcountll(b->field[i]);
    return (double)set / (double)b->bits;
}

static void observe(const void *state, struct report *report)
{
    static const char plain[] = "Bloom 1970; Broder, Mitzenmacher 2004: (1 - e^(-k/b))^k, large "
                                "filters";
    static const char mixture[] =
        "Putze, Sanders, Singler 2007: Poisson mixture over 512-bit lines";
    const struct bloom *b = state;
    double p = b->looked ? (double)b->found / (double)b->looked : NAN;
    double x[GRID], theory[GRID], band[GRID];
    report_observe(report, "false_positive_rate", "", p,
                   b->looked > 1 ? sqrt(p * (1 - p) / (double)b->looked) : NAN);
    report_observe(report, "bits_set", "", share_set(b), NAN);
    report_observe(report, "memory", "bytes", ceil((double)b->bits / 8), NAN);
    bool exact = !b->blocked && b->bits >= 1 << 16;
    double expected = rate(b, (double)b->keys);
    struct prediction *prediction = report_predict(report, "false_positive_rate", expected, exact,
                                                   b->blocked ? mixture : plain);
    if (!exact)
        prediction->tolerance = b->blocked ? 0.03 * expected : NAN;
    report_predict(report, "bits_set",
                   -expm1((double)b->added * b->hashes * log1p(-1 / (double)b->bits)), !b->blocked,
                   "1 - (1 - 1/m)^(k n)");
    for (int k = 0; k < GRID; k++) {
        x[k] = (double)b->keys * (k + 1) / GRID;
        theory[k] = rate(b, x[k]);
        band[k] = 2 * sqrt(b->rate_at[k] * (1 - b->rate_at[k]) / POINT_LOOKUPS);
    }
    report_band(report,
                report_series(report, "false_positive_rate", "keys", "false positives", x,
                              b->rate_at, (size_t)b->points),
                band);
    report_series(report, "false_positive_rate_theory", "keys", "false positives", x, theory, GRID);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

static bool just_met(const struct bloom *b, uint64_t bit)
{
    if (!is_small(b) || !b->added || b->looked > SINGLES)
        return false;
    for (unsigned i = 0; i < b->hashes; i++)
        if (b->last[i] == bit)
            return true;
    return false;
}

/* One character a bit, or for as many as it takes; returns the rows used. */
static int draw_bits(const struct bloom *b, int row, int rows, struct canvas *canvas)
{
    uint64_t columns = (uint64_t)canvas->columns,
             room = columns * (uint64_t)(rows > 1 ? rows - 1 : 0);
    if (!room)
        return 0;
    uint64_t each = (b->bits + room - 1) / room, shown = (b->bits + each - 1) / each;
    static const char *const shades[] = {"·", "░", "▒", "▓", "█"};
    static const char *const plain[] = {".", ":", "+", "*", "#"};
    for (uint64_t i = 0; i < shown; i++) {
        uint64_t set = 0, met = 0, end = (i + 1) * each < b->bits ? (i + 1) * each : b->bits;
        for (uint64_t bit = i * each; bit < end; bit++) {
            set += is_set(b, bit);
            met += just_met(b, bit);
        }
        double share = (double)set / (double)(end - i * each);
        int level = share <= 0 ? 0 : share >= 1 ? 4 : 1 + (int)(3 * share);
        struct style style = ink(met ? INK_ACCENT : level ? INK_SERIES_A : INK_DIM);
        const char *mark = canvas->ascii ? plain[level] : shades[level];
        if (met) {
            style.attributes = ATTRIBUTE_BOLD;
            mark = set ? canvas->ascii ? "@" : "◆" : canvas->ascii ? "o" : "◇";
        }
        (void)canvas_text(canvas, (int)(i % columns), row + (int)(i / columns), style, mark);
    }
    int used = (int)((shown - 1) / columns) + 1;
    char line[128];
    if (each == 1)
        (void)snprintf(line, sizeof line, "one character a bit; %s the last key's bits, %s clear",
                       canvas->ascii ? "@" : "◆", canvas->ascii ? "o" : "◇");
    else
        (void)snprintf(line, sizeof line, "one character for %d bits, the darker the more are set",
                       (int)each);
    (void)canvas_text_fit(canvas, 0, row + used, canvas->columns, ink(INK_DIM), line);
    return used + 1;
}

static void draw_numbers(const struct report *report, int row, struct canvas *canvas)
{
    const struct observation *p = report_observation(report, "false_positive_rate");
    const struct prediction *theory = report_prediction(report, "false_positive_rate");
    const struct observation *set = report_observation(report, "bits_set");
    int column = canvas_text(canvas, 0, row, ink(INK_DIM), "false positives ");
    if (isnan(p->mean))
        column = canvas_text(canvas, column, row, ink(INK_STRONG), "-");
    else
        column = canvas_printf(canvas, column, row, ink(INK_STRONG), "%.3g %%", 100 * p->mean);
    column = canvas_printf(canvas, column, row, ink(INK_THEORY), " (%s %.3g %%)",
                           theory->exact ? "theory" : "about", 100 * theory->value);
    (void)canvas_printf(canvas, column + 3, row, ink(INK_DIM), "bits set %.3g %%", 100 * set->mean);
}

static void draw_plot(const struct report *report, int row, struct canvas *canvas)
{
    const struct plot plot = {.x_label = "keys", .y_label = "false positives"};
    report_plot(report, "false_positive_rate", "measured", &plot, row, canvas);
}

static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct bloom *b = state;
    char line[200];
    (void)snprintf(line, sizeof line, "Bloom filter%s: %d keys, %d bits (%.3g a key), %u hashes",
                   b->blocked ? " in lines of 512 bits" : "", (int)b->keys, (int)b->bits,
                   (double)b->bits / (double)b->keys, b->hashes);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    describe(state, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), line);
    int row = canvas->rows >= 16 ? 3 : 2, rows = canvas->rows - row;
    int given = !report ? rows : rows >= 16 ? rows / 2 : rows >= 12 ? rows - 7 : rows - 1;
    row += draw_bits(b, row, given, canvas);
    if (!report)
        return;
    row += canvas->rows >= 16;
    draw_numbers(report, row++, canvas);
    if (canvas->rows - row >= 5)
        draw_plot(report, row, canvas);
}

/* --- Questions ----------------------------------------------------------------------------------
 */

static void draw_rate(gsl_rng *rng, double *values)
{
    static const int bits[] = {6, 8, 10, 12}, hashes[] = {2, 3, 4, 5, 6, 7};
    values[KEYS] = 10000;
    values[BITS] = bits[draw_between(rng, 0, 3)];
    values[HASHES] = hashes[draw_between(rng, 0, 5)];
}

static bool pose_rate(const double *values, struct problem *problem)
{
    double b = values[BITS], k = values[HASHES], share = -expm1(-k / b);
    double p = bloom_rate(1, b, k);
    if (values[BLOCKED] != 0 || p < 1e-6 || p > 0.9)
        return false;
    problem_prompt(
        problem,
        "A Bloom filter has %.4g bits a key and uses %.0f hashes. What share of the keys "
        "that were never added does it take for added ones, in per cent?",
        b, k);
    problem_answer(problem, ANSWER_ESTIMATE, "%.3g", 100 * p);
    problem_hint(problem, "First: what share of the bits is set when all keys are in?");
    problem_hint(problem, "A bit stays clear with probability e^(-k/b).");
    problem_step(problem, "a bit is set with probability 1 - e^(-%.0f/%.4g) = %.3f", k, b, share);
    problem_step(problem, "all %.0f bits of a stranger are set: %.3f^%.0f, in per cent %.3g", k,
                 share, k, 100 * p);
    problem_misconception(problem, "one-bit", "all of its bits must be set, not one", "%.3g",
                          100 * share);
    problem_misconception(problem, "one-over-bits", "that is one hash, and one bit for each key",
                          "%.3g", 100 / b);
    return true;
}

static void draw_best(gsl_rng *rng, double *values)
{
    static const int bits[] = {6, 8, 10, 12, 14, 16, 20};
    values[KEYS] = 10000;
    values[BITS] = bits[draw_between(rng, 0, 6)];
}

/* The whole number of hashes with the least false positives. */
static bool pose_best(const double *values, struct problem *problem)
{
    double b = values[BITS], best = bloom_best_hashes(b);
    if (values[BLOCKED] != 0 || b < 3)
        return false;
    problem_prompt(problem,
                   "A Bloom filter has %.4g bits a key. How many hashes give the fewest false "
                   "positives?",
                   b);
    problem_answer(problem, ANSWER_EXACT, "%.0f", best);
    problem_hint(problem, "Too few hashes ask for too little, too many fill the filter.");
    problem_hint(problem, "The best filter is half full: e^(-k/b) = 1/2.");
    problem_step(problem, "k = b ln 2 = %.4g x 0.693 = %.2f", b, b * M_LN2);
    problem_step(problem, "the whole number beside it with the lower rate is %.0f", best);
    problem_misconception(problem, "more-is-better", "more hashes also fill the filter", "%.0f",
                          round(b));
    return true;
}

static void draw_bits_for(gsl_rng *rng, double *values)
{
    static const double bits[] = {4.8, 9.6, 14.4, 6.2, 11};
    values[KEYS] = 10000;
    values[BITS] = bits[draw_between(rng, 0, 4)];
    values[HASHES] = fmax(1, round(values[BITS] * M_LN2));
}

static bool pose_bits_for(const double *values, struct problem *problem)
{
    double p = bloom_rate(1, values[BITS], values[HASHES]);
    if (values[BLOCKED] != 0 || p < 1e-9 || p > 0.3)
        return false;
    double shown = round(p * 1e4) / 1e2, bits = bloom_bits_for(shown / 100);
    if (shown < 0.05)
        return false;
    problem_prompt(problem,
                   "How many bits a key does a Bloom filter need for %.4g %% false positives, with "
                   "the best number of hashes?",
                   shown);
    problem_answer(problem, ANSWER_ESTIMATE, "%.1f", bits);
    problem_hint(problem, "With the best number of hashes half of the bits are set.");
    problem_hint(problem, "Each factor of ten fewer false positives costs 4.8 bits a key.");
    problem_step(problem, "p = 2^(-k) and k = b ln 2, so b = -ln p / (ln 2)^2");
    problem_step(problem, "-ln %.4g / 0.480 = %.1f", shown / 100, bits);
    problem_misconception(problem, "hashes-for-bits",
                          "that is how many hashes; each needs 1.44 bits", "%.2f",
                          -log2(shown / 100));
    return true;
}

static const struct question questions[] = {
    {"rate", draw_rate, pose_rate},
    {"best-hashes", draw_best, pose_best},
    {"bits-for-a-rate", draw_bits_for, pose_bits_for},
};

/* ------------------------------------------------------------------------------------------------
 */

static const struct parameter parameters[PARAMETERS] = {
    [KEYS] = {"keys", "keys", PARAMETER_INTEGER, 1, 10000000, 40, NULL,
              "that are added; up to 64 are added one at a time"},
    [BITS] = {"bits-per-key", "bits", PARAMETER_REAL, 1, 64, 10, NULL, "memory for each key"},
    [HASHES] = {"hashes", "hashes", PARAMETER_INTEGER, 1, MOST_HASHES, 7, NULL,
                "bits that each key sets"},
    [BLOCKED] = {"blocked", "", PARAMETER_INTEGER, 0, 1, 0, NULL,
                 "1: all bits of a key lie in one line of 512 bits"},
};

static const struct preset presets[] = {
    {"one per cent", "keys=10000 bits-per-key=9.6 hashes=7", "9.6 bits a key for 1 % errors."},
    {"too many hashes", "hashes=16 bits-per-key=6", "Almost every bit is set: strangers pass."},
    {"one hash", "hashes=1", "Few bits are set, but one is soon met by chance."},
    {"blocked", "keys=100000 bits-per-key=10 hashes=6 blocked=1",
     "One cache line a lookup, paid for with more errors: .96 % for .84 %."},
};

static const char *const topics[] = {"bloom filters", "indexes", NULL};
static const char *const series_names[] = {"false_positive_rate", "false_positive_rate_theory",
                                           NULL};

const struct simulation simulation_bloom = {
    .name = "bloom",
    .title = "Bloom filter: bits for certainty",
    .summary = "Adds keys to a filter and looks strangers up: how often it is wrong, and what "
               "memory buys.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = PARAMETERS,
    .series = series_names,
    .version = 1,
    .state_size = sizeof(struct bloom),
    .init = init,
    .step = step,
    .describe = describe,
    .observe = observe,
    .draw = draw,
    .release = release,
    .copy = copy,
    .input = input,
    .input_help = "Words, one key each: cat dog cow. They are added in place of the drawn keys.",
    .questions = questions,
    .question_count = sizeof questions / sizeof *questions,
    .presets = presets,
    .preset_count = sizeof presets / sizeof *presets,
};
