/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Consistent hashing: nodes own the arcs of a ring that end at their points; a key belongs to the
 * next point after it.
 *
 * Source: Karger and others (1997). With v points for each of N nodes the share of a node is
 * Beta(v, (N - 1) v), so the coefficient of variation of shares is sqrt((N - 1) / (N v + 1)), exact
 * as the root of the mean square over rings (few rings give a little less). A node that joins takes
 * 1 / (N + 1) of the keys on average, exact for uniform points. Shares of keys vary more, as keys
 * are drawn: the square grows by (N - 1 - CV^2) / keys.
 *
 * The first ring is built point by point where it has at most 64 points; results are over all
 * rings. Left out: replication, weights of nodes, bounded loads, and keys that are asked for more
 * often than others.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/moments.h"
#include "exercises/problem_writer.h"
#include "exercises/simulation.h"

enum { SMALL_POINTS = 64, STEPS = 120, KEY_STEPS = 10, GRID = 20, COPIED = 1 << 15 };
enum parameter_index { NODES, POINTS, KEYS, RINGS, PARAMETERS };

struct point {
    uint32_t at; /* on a ring of 2^32 */
    uint32_t node;
};

struct ring {
    unsigned nodes, virtuals;
    uint64_t keys, rings, ring; /* rings done */
    struct point *points;       /* by place; room for one node more */
    size_t count;
    size_t joined;   /* points that were drawn, in the order of their drawing */
    uint64_t placed; /* keys */
    uint32_t *key_at;
    uint32_t *first;             /* by the high bits of a place: the first point there or later */
    unsigned index_shift, shift; /* of a place, to its entry; shift 32: there is no index now */
    uint64_t moved;              /* keys that the newcomer took, so far */
    struct point newest;         /* and the share it took, from whom */
    double newest_share;
    uint32_t taken_from;
    struct moments squares, key_squares, moved_share;
    double cv_at[GRID], moved_at[GRID], rings_at[GRID];
    int points_at;
};

/* --- The ring -----------------------------------------------------------------------------------
 */

static bool is_small(const struct ring *r)
{
    return (uint64_t)r->nodes * r->virtuals <= SMALL_POINTS;
}

static size_t all_points(const struct ring *r)
{
    return (size_t)r->nodes * r->virtuals;
}

/* Index of the first point at or after `at`, around the end. */
static size_t owner_index(const struct ring *r, uint32_t at)
{
    size_t low = 0, high = r->count;
    if (r->shift < 32) { /* begin near: a run of a million keys is a run of searches */
        low = r->first[at >> r->shift];
        while (low < r->count && r->points[low].at < at)
            low++;
        return low == r->count ? 0 : low;
    }
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (r->points[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low == r->count ? 0 : low;
}

/* The length of the arc that ends at a point, as a share of the ring. */
static double arc(const struct ring *r, size_t index)
{
    if (r->count == 1)
        return 1;
    const struct point *before = &r->points[index ? index - 1 : r->count - 1];
    return (double)(uint32_t)(r->points[index].at - before->at) / 4294967296.0;
}

static int by_place(const void *a, const void *b)
{
    const struct point *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

/* One point more, into its place; remembers what it took from whom. */
static void join(struct ring *r, unsigned node, gsl_rng *rng)
{
    struct point point = {(uint32_t)gsl_rng_get(rng), node};
    size_t index = 0;
    while (index < r->count && by_place(&r->points[index], &point) < 0)
        index++;
    uint32_t before = r->count ? r->points[index < r->count ? index : 0].node : node;
    memmove(&r->points[index + 1], &r->points[index], (r->count - index) * sizeof point);
    r->points[index] = point;
    r->count++;
    r->newest = point;
    r->taken_from = before;
    r->newest_share = arc(r, index);
}

/* All at once: as many draws as point by point, then sorted. */
static void join_many(struct ring *r, unsigned first, unsigned nodes, gsl_rng *rng)
{
    for (unsigned node = first; node < first + nodes; node++)
        for (unsigned i = 0; i < r->virtuals; i++)
            r->points[r->count++] = (struct point){(uint32_t)gsl_rng_get(rng), node};
    qsort(r->points, r->count, sizeof *r->points, by_place);
    size_t entry = 0, entries = (size_t)1 << (32 - r->index_shift);
    for (size_t i = 0; i < r->count; i++)
        while (entry < entries && entry <= r->points[i].at >> r->index_shift)
            r->first[entry++] = (uint32_t)i;
    while (entry < entries)
        r->first[entry++] = (uint32_t)r->count;
    r->shift = r->index_shift;
}

/* Of arcs or of keys: the squared coefficient of variation over the first `nodes`. */
static double squared_cv(const double *shares, unsigned nodes)
{
    double sum = 0, mean = 1.0 / nodes;
    for (unsigned i = 0; i < nodes; i++)
        sum += (shares[i] - mean) * (shares[i] - mean);
    return sum / nodes / (mean * mean);
}

static double *arc_shares(const struct ring *r, unsigned nodes)
{
    double *shares = memory_allocate(nodes, sizeof *shares);
    for (size_t i = 0; i < r->count; i++)
        if (r->points[i].node < nodes)
            shares[r->points[i].node] += arc(r, i);
    return shares;
}

static double *key_shares(const struct ring *r)
{
    double *shares = memory_allocate(r->nodes, sizeof *shares);
    for (uint64_t i = 0; i < r->keys; i++)
        shares[r->points[owner_index(r, r->key_at[i])].node]++;
    for (unsigned node = 0; node < r->nodes; node++)
        shares[node] /= (double)r->keys;
    return shares;
}

static void place_keys(struct ring *r, uint64_t to, gsl_rng *rng)
{
    for (; r->placed < to; r->placed++)
        r->key_at[r->placed] = (uint32_t)gsl_rng_get(rng);
}

static void measure_shares(struct ring *r)
{
    double *arcs = arc_shares(r, r->nodes), *keys = key_shares(r);
    moments_add(&r->squares, squared_cv(arcs, r->nodes));
    moments_add(&r->key_squares, squared_cv(keys, r->nodes));
    free(arcs);
    free(keys);
}

static uint64_t keys_of_newcomer(const struct ring *r)
{
    uint64_t moved = 0;
    for (uint64_t i = 0; i < r->placed; i++)
        moved += r->points[owner_index(r, r->key_at[i])].node == r->nodes;
    return moved;
}

/* --- Running ------------------------------------------------------------------------------------
 */

static void init(void *state, const double *values, gsl_rng *rng)
{
    struct ring *r = state;
    (void)rng;
    r->nodes = (unsigned)values[NODES];
    r->virtuals = (unsigned)values[POINTS];
    r->keys = (uint64_t)values[KEYS];
    r->rings = (uint64_t)values[RINGS];
    r->points = memory_allocate(all_points(r) + r->virtuals, sizeof *r->points);
    r->key_at = memory_allocate(r->keys, sizeof *r->key_at);
    r->shift = 32;
    r->index_shift = 31;
    while (r->index_shift > 8 && (size_t)1 << (32 - r->index_shift) < 2 * all_points(r))
        r->index_shift--;
    r->first = memory_allocate((size_t)1 << (32 - r->index_shift), sizeof *r->first);
}

static void release(void *state)
{
    struct ring *r = state;
    free(r->points);
    free(r->key_at);
    free(r->first);
}

static bool copy(void *to, const void *from)
{
    const struct ring *r = from;
    struct ring *twin = to;
    size_t points = all_points(r) + r->virtuals;
    if (points * sizeof *r->points + r->keys * sizeof *r->key_at > COPIED)
        return false;
    *twin = *r;
    twin->points = memory_allocate(points, sizeof *r->points);
    memcpy(twin->points, r->points, points * sizeof *r->points);
    twin->key_at = memory_allocate(r->keys, sizeof *r->key_at);
    memcpy(twin->key_at, r->key_at, r->keys * sizeof *r->key_at);
    size_t entries = (size_t)1 << (32 - r->index_shift);
    twin->first = memory_allocate(entries, sizeof *r->first);
    memcpy(twin->first, r->first, entries * sizeof *r->first);
    return true;
}

static void note_point(struct ring *r)
{
    while (r->points_at < GRID && r->ring * GRID >= r->rings * (uint64_t)(r->points_at + 1)) {
        r->rings_at[r->points_at] = (double)r->ring;
        r->cv_at[r->points_at] = sqrt(r->squares.mean);
        r->moved_at[r->points_at++] = r->moved_share.mean;
    }
}

static void end_ring(struct ring *r)
{
    r->moved = keys_of_newcomer(r);
    moments_add(&r->moved_share, (double)r->moved / (double)r->keys);
    r->ring++;
    note_point(r);
}

/* A whole ring at once. */
static void build(struct ring *r, gsl_rng *rng)
{
    r->count = 0;
    r->placed = 0;
    join_many(r, 0, r->nodes, rng);
    place_keys(r, r->keys, rng);
    measure_shares(r);
    join_many(r, r->nodes, 1, rng);
    end_ring(r);
}

/* Points one by one, then keys in some blocks, then the points of one node more. */
static void step_first(struct ring *r, gsl_rng *rng)
{
    if (r->joined < all_points(r)) {
        join(r, (unsigned)(r->joined % r->nodes), rng); /* in turn */
        r->joined++;
    } else if (r->placed < r->keys) {
        uint64_t to = r->placed + (r->keys + KEY_STEPS - 1) / KEY_STEPS;
        place_keys(r, to < r->keys ? to : r->keys, rng);
        if (r->placed == r->keys)
            measure_shares(r);
    } else {
        join(r, r->nodes, rng);
        r->joined++;
        r->moved = keys_of_newcomer(r);
        if (r->joined == all_points(r) + r->virtuals)
            end_ring(r);
    }
}

static bool step(void *state, gsl_rng *rng)
{
    struct ring *r = state;
    if (r->ring == r->rings)
        return false;
    if (r->ring == 0 && is_small(r)) {
        step_first(r, rng);
        return true;
    }
    uint64_t block = (r->rings + STEPS - 1) / STEPS;
    for (; block && r->ring < r->rings; block--)
        build(r, rng);
    return true;
}

static const char *node_name(unsigned node, char *buffer, size_t size)
{
    if (node < 26)
        (void)snprintf(buffer, size, "%c", 'A' + (int)node);
    else
        (void)snprintf(buffer, size, "%u", node + 1);
    return buffer;
}

static void describe(const void *state, char *buffer, size_t size)
{
    const struct ring *r = state;
    char name[16], from[16];
    (void)node_name(r->newest.node, name, sizeof name);
    (void)node_name(r->taken_from, from, sizeof from);
    double share = 100 * r->newest_share;
    if (r->ring > 0)
        (void)snprintf(
            buffer, size,
            "Ring %d of %d: node %s joined and took %d of %d keys, the others kept theirs",
            (int)r->ring, (int)r->rings, node_name(r->nodes, name, sizeof name), (int)r->moved,
            (int)r->keys);
    else if (!r->joined)
        (void)snprintf(buffer, size, "An empty ring; %u nodes come, with %u point%s each", r->nodes,
                       r->virtuals, r->virtuals == 1 ? "" : "s");
    else if (r->joined == 1)
        (void)snprintf(buffer, size, "Node %s comes first and owns the whole ring", name);
    else if (r->joined <= all_points(r) && r->placed == 0 && r->taken_from == r->newest.node)
        (void)snprintf(buffer, size, "A point of node %s falls into its own arc: nothing changes",
                       name);
    else if (r->joined <= all_points(r) && r->placed == 0)
        (void)snprintf(buffer, size, "A point of node %s takes %.1f %% of the ring from %s", name,
                       share, from);
    else if (r->joined <= all_points(r))
        (void)snprintf(buffer, size, "%d of %d keys are placed, each with the next point after it",
                       (int)r->placed, (int)r->keys);
    else
        (void)snprintf(buffer, size,
                       "Node %s joins: %.1f %% of the ring from %s; %d keys moved so far", name,
                       share, from, (int)r->moved);
}

/* --- Observing ----------------------------------------------------------------------------------
 */

/* Of the root of the mean square: by the delta method. */
static double root_error(const struct moments *squares)
{
    double root = sqrt(squares->mean);
    return root > 0 ? moments_error(squares) / (2 * root) : moments_error(squares);
}

static double root_mean(const struct moments *squares)
{
    return squares->count < 1 ? NAN : sqrt(squares->mean);
}

static void observe(const void *state, struct report *report)
{
    static const char beta[] = "Beta(v, (N-1)v): sqrt((N-1)/(Nv+1)), root of the mean square";
    enum { ENOUGH_RINGS = 50 };
    const struct ring *r = state;
    double n = r->nodes, v = r->virtuals, square = (n - 1) / (n * v + 1), error[GRID], theory[GRID];
    bool many = r->rings >= ENOUGH_RINGS;
    report_observe(report, "share_cv", "", root_mean(&r->squares), root_error(&r->squares));
    report_observe(report, "moved_fraction", "", moments_mean(&r->moved_share),
                   moments_error(&r->moved_share));
    report_observe(report, "key_share_cv", "", root_mean(&r->key_squares),
                   root_error(&r->key_squares));
    report_predict(report, "share_cv", sqrt(square), many, beta);
    report_predict(report, "moved_fraction", 1 / (n + 1), true, "Karger and others 1997");
    report_predict(report, "key_share_cv", sqrt(square + (n - 1 - square) / (double)r->keys), many,
                   "keys drawn into Beta shares");
    for (int k = 0; k < GRID; k++)
        theory[k] = 1 / (n + 1);
    for (int k = 0; k < r->points_at; k++) /* the spread of shares, at the means so far */
        error[k] = 2 * moments_error(&r->moved_share) * sqrt((double)r->ring / r->rings_at[k]);
    report_band(report,
                report_series(report, "moved_fraction", "rings", "moved", r->rings_at, r->moved_at,
                              (size_t)r->points_at),
                error);
    double x[GRID];
    for (int k = 0; k < GRID; k++)
        x[k] = (double)r->rings * (k + 1) / GRID;
    report_series(report, "moved_fraction_theory", "rings", "moved", x, theory, GRID);
    report_series(report, "share_cv", "rings", "CV of shares", r->rings_at, r->cv_at,
                  (size_t)r->points_at);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static const enum ink inks[] = {INK_SERIES_A, INK_SERIES_B, INK_SERIES_C, INK_GOOD, INK_BAD};

static struct style ink(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

static struct style node_style(const struct ring *r, unsigned node)
{
    if (node == r->nodes)
        return (struct style){INK_ACCENT, ATTRIBUTE_BOLD | ATTRIBUTE_REVERSE};
    return ink(inks[node % 5]);
}

/* The ring cut open: each cell has the letter of its owner. Returns the rows used. */
static int draw_arcs(const struct ring *r, int row, int rows, struct canvas *canvas)
{
    int cells = canvas->columns * (rows > 1 ? rows - 1 : rows);
    for (int i = 0; i < cells && r->count && canvas->columns > 0; i++) {
        uint32_t at = (uint32_t)(((double)i + 0.5) / cells * 4294967296.0);
        unsigned node = r->points[owner_index(r, at)].node;
        char name[2] = {node < 26 ? (char)('A' + (int)node) : '#', '\0'};
        (void)canvas_text(canvas, i % canvas->columns, row + i / canvas->columns,
                          node_style(r, node), name);
    }
    if (rows > 1)
        (void)canvas_text_fit(canvas, 0, row + rows - 1, canvas->columns, ink(INK_DIM),
                              "the ring, cut open: each letter is the node that owns that piece");
    return rows;
}

/* One bar a node, and a mark where an equal share would end. Returns the rows used. */
static int draw_shares(const struct ring *r, int row, int rows, struct canvas *canvas)
{
    bool joined = r->count > all_points(r);
    unsigned nodes = r->nodes + joined;
    double *shares = arc_shares(r, nodes), most = 2.0 / nodes;
    int bar = canvas->columns - 30, shown = (int)nodes < rows ? (int)nodes : rows;
    if (bar < 4 || !r->count) {
        free(shares);
        return 0;
    }
    for (unsigned i = 0; i < nodes; i++)
        most = fmax(most, shares[i]);
    for (int i = 0; i < shown; i++) {
        unsigned node = i == shown - 1 && joined ? r->nodes : (unsigned)i;
        char name[16];
        (void)canvas_printf(canvas, 0, row + i, node_style(r, node), "%3s",
                            node_name(node, name, sizeof name));
        canvas_bar(canvas, 4, row + i, bar, shares[node] / most,
                   ink(node == r->nodes ? INK_ACCENT : inks[node % 5]));
        int fair = 4 + (int)((bar - 1) / most / nodes);
        if (shares[node] < 1.0 / nodes)
            (void)canvas_text(canvas, fair, row + i, ink(INK_THEORY), canvas->ascii ? "|" : "┊");
        (void)canvas_printf(canvas, 5 + bar, row + i, ink(INK_STRONG), "%5.1f %%",
                            100 * shares[node]);
        (void)canvas_printf(canvas, 14 + bar, row + i, ink(INK_THEORY), "fair %.1f %%",
                            100.0 / nodes);
    }
    free(shares);
    return shown;
}

static void draw_numbers(const struct report *report, int row, struct canvas *canvas)
{
    static const char *const names[] = {"share_cv", "moved_fraction"};
    static const char *const labels[] = {"spread", "moved", "spread of shares", "moved"};
    int column = 0;
    for (int i = 0; i < 2; i++) {
        const struct observation *o = report_observation(report, names[i]);
        const struct prediction *p = report_prediction(report, names[i]);
        column = canvas_printf(canvas, column, row, ink(INK_DIM), "%s ",
                               labels[i + 2 * (canvas->columns >= 78)]);
        if (isnan(o->mean))
            column = canvas_text(canvas, column, row, ink(INK_STRONG), "-");
        else
            column = canvas_printf(canvas, column, row, ink(INK_STRONG), "%.1f %%", 100 * o->mean);
        column = canvas_printf(canvas, column, row, ink(INK_THEORY), " (theory %.1f %%)",
                               100 * p->value) +
                 3;
    }
}

static void draw_plot(const struct report *report, int row, struct canvas *canvas)
{
    const struct plot plot = {.x_label = "rings", .y_label = "share moved"};
    report_plot(report, "moved_fraction", "moved, mean of the rings", &plot, row, canvas);
}

static void draw(const void *state, const struct report *report, struct canvas *canvas)
{
    const struct ring *r = state;
    char line[200];
    (void)snprintf(line, sizeof line,
                   "Consistent hashing: %u node%s, %u point%s each, %d keys, %d ring%s", r->nodes,
                   r->nodes == 1 ? "" : "s", r->virtuals, r->virtuals == 1 ? "" : "s", (int)r->keys,
                   (int)r->rings, r->rings == 1 ? "" : "s");
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
    describe(state, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), line);
    int row = canvas->rows >= 16 ? 3 : 2, left = canvas->rows - row - (report ? 1 : 0);
    if (left < 1)
        return;
    row += draw_arcs(r, row, left >= 14 ? 4 : left >= 5 ? 2 : 1, canvas);
    row += canvas->rows >= 16;
    int bars = canvas->rows - row - (report ? 1 : 0);
    if (report && canvas->rows >= 24)
        bars = bars / 2;
    if (bars > 0)
        row += draw_shares(r, row, bars, canvas);
    if (!report)
        return;
    row += canvas->rows - row > 8;
    draw_numbers(report, row++, canvas);
    if (canvas->rows - row >= 6)
        draw_plot(report, row, canvas);
}

/* --- Questions ----------------------------------------------------------------------------------
 */

static void draw_nodes(gsl_rng *rng, double *values)
{
    static const int nodes[] = {3, 4, 5, 8, 9, 10, 15, 19, 20};
    static const int points[] = {1, 4, 10, 16, 50, 100};
    values[NODES] = nodes[draw_between(rng, 0, 8)];
    values[POINTS] = points[draw_between(rng, 0, 5)];
}

static bool pose_moved(const double *values, struct problem *problem)
{
    double n = values[NODES];
    problem_prompt(problem,
                   "Keys are spread over %.0f nodes by consistent hashing. One node joins. What "
                   "share of the keys moves on average, in per cent?",
                   n);
    problem_answer(problem, ANSWER_ESTIMATE, "%.3g", 100 / (n + 1));
    problem_hint(problem, "Only keys that now belong to the newcomer move.");
    problem_hint(problem, "After it came, all nodes are alike.");
    problem_step(problem, "the newcomer is one of %.0f nodes, all alike", n + 1);
    problem_step(problem, "100 / %.0f = %.3g", n + 1, 100 / (n + 1));
    problem_misconception(problem, "hash-modulo-nodes",
                          "that is what moves when the node is hash modulo the number of nodes",
                          "%.3g", 100 * n / (n + 1));
    if (n > 1)
        problem_misconception(problem, "all-move", "keys stay with their point of the ring", "%d",
                              100);
    return true;
}

static bool pose_spread(const double *values, struct problem *problem)
{
    double n = values[NODES], v = values[POINTS], cv = sqrt((n - 1) / (n * v + 1));
    if (n < 2)
        return false;
    problem_prompt(problem,
                   "%.0f nodes have %.0f point%s each on a consistent-hashing ring. By how much do "
                   "their shares vary: standard deviation over mean, in per cent?",
                   n, v, v > 1 ? "s" : "");
    problem_answer(problem, ANSWER_ESTIMATE, "%.3g", 100 * cv);
    problem_hint(problem, "A share is the sum of as many arcs as the node has points.");
    problem_hint(problem, "It falls with the root of the number of points.");
    problem_step(problem, "a share is Beta(v, (N - 1) v), so the square is (N - 1) / (N v + 1)");
    problem_step(problem, "sqrt(%.0f / %.0f) = %.3f, in per cent %.3g", n - 1, n * v + 1, cv,
                 100 * cv);
    problem_misconception(problem, "no-root", "the spread falls with the root of the points",
                          "%.3g", 100 * (n - 1) / (n * v + 1));
    return true;
}

static const struct question questions[] = {
    {"moved", draw_nodes, pose_moved},
    {"spread", draw_nodes, pose_spread},
};

/* ------------------------------------------------------------------------------------------------
 */

static const struct parameter parameters[PARAMETERS] = {
    [NODES] = {"nodes", "nodes", PARAMETER_INTEGER, 1, 1000, 5, NULL, "before one more joins"},
    [POINTS] = {"virtual-nodes", "points", PARAMETER_INTEGER, 1, 1000, 8, NULL,
                "points of each node on the ring"},
    [KEYS] = {"keys", "keys", PARAMETER_INTEGER, 1, 1000000, 1000, NULL, "spread over the ring"},
    [RINGS] = {"rings", "rings", PARAMETER_INTEGER, 1, 10000, 100, NULL,
               "fresh rings; standard errors are over them"},
};

static const struct preset presets[] = {
    {"one point a node", "virtual-nodes=1", "Arcs differ wildly: one node may own half of all."},
    {"hundred points a node", "virtual-nodes=100", "Shares come within a tenth of each other."},
    {"from one node to two", "nodes=1 virtual-nodes=16", "Half of the keys move, and no more."},
    {"many nodes", "nodes=50 virtual-nodes=20 keys=10000",
     "One in fifty-one moves; modulo fifty it would be all but one."},
};

static const char *const topics[] = {"partitioning", "hash tables", NULL};
static const char *const series_names[] = {"moved_fraction", "moved_fraction_theory", "share_cv",
                                           NULL};

const struct simulation simulation_ring = {
    .name = "ring",
    .title = "Consistent hashing: a node joins",
    .summary = "Places nodes and keys on a ring: how even the shares are, and what moves when one "
               "joins.",
    .topics = topics,
    .parameters = parameters,
    .parameter_count = PARAMETERS,
    .series = series_names,
    .version = 1,
    .state_size = sizeof(struct ring),
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
