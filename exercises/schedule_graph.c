/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/schedule_graph.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *const graph_shape_names[] = {"chain", "fan", "layered", "warehouse", NULL};

void graph_clear(struct schedule_graph *graph)
{
    memset(graph, 0, sizeof *graph);
}

unsigned graph_inputs(const struct schedule_graph *graph, unsigned task)
{
    return graph->first[task + 1] - graph->first[task];
}

unsigned graph_input(const struct schedule_graph *graph, unsigned task, unsigned index)
{
    return graph->from[graph->first[task] + index];
}

bool graph_add(struct schedule_graph *graph, const char *name, double weight,
               const unsigned *inputs, unsigned input_count)
{
    unsigned task = graph->tasks, layer = 0;
    if (task >= GRAPH_TASKS || input_count > GRAPH_EDGES - graph->edges)
        return false;
    for (unsigned i = 0; i < input_count; i++)
        if (inputs[i] >= task)
            return false;
    (void)snprintf(graph->names[task], GRAPH_NAME, "%s", name);
    graph->weight[task] = weight;
    for (unsigned i = 0; i < input_count; i++) {
        unsigned input = inputs[i], edge = graph->edges++;
        graph->from[edge] = input;
        graph->to[edge] = task;
        graph->next_use[edge] = graph->first_use[input];
        graph->first_use[input] = edge + 1;
        if (graph->layer[input] + 1 > layer)
            layer = graph->layer[input] + 1;
    }
    graph->layer[task] = layer;
    if (layer + 1 > graph->layers)
        graph->layers = layer + 1;
    graph->tasks++;
    graph->first[graph->tasks] = graph->edges;
    return true;
}

/* --- Shapes -------------------------------------------------------------------------------------
 */

unsigned graph_least_tasks(enum graph_shape shape)
{
    static const unsigned least[GRAPH_SHAPES] = {
        [GRAPH_CHAIN] = 1, [GRAPH_FAN] = 3, [GRAPH_LAYERED] = 1, [GRAPH_WAREHOUSE] = 4};
    return least[shape];
}

static void build_chain(struct schedule_graph *graph, unsigned tasks)
{
    char name[GRAPH_NAME];
    for (unsigned task = 0; task < tasks; task++) {
        unsigned before = task - 1;
        (void)snprintf(name, sizeof name, "stage %u", task + 1);
        (void)graph_add(graph, name, 1, &before, task > 0);
    }
}

static void build_fan(struct schedule_graph *graph, unsigned tasks)
{
    unsigned parts[GRAPH_TASKS], start = 0;
    char name[GRAPH_NAME];
    (void)graph_add(graph, "split", 1, NULL, 0);
    for (unsigned part = 0; part < tasks - 2; part++) {
        parts[part] = part + 1;
        (void)snprintf(name, sizeof name, "part %u", part + 1);
        (void)graph_add(graph, name, 1, &start, 1);
    }
    (void)graph_add(graph, "merge", 1, parts, tasks - 2);
}

/* One to three different tasks of those numbered begin .. end - 1. */
static unsigned draw_inputs(unsigned begin, unsigned end, unsigned *inputs, gsl_rng *rng)
{
    enum { MOST = 3 };
    unsigned all = end - begin, wanted = 1 + (unsigned)gsl_rng_uniform_int(rng, MOST), count = 0;
    if (wanted > all)
        wanted = all;
    for (unsigned i = 0; i < all && count < wanted; i++) /* each as likely as any other */
        if (gsl_rng_uniform_int(rng, all - i) < wanted - count)
            inputs[count++] = begin + i;
    return count;
}

/* About as many layers as tasks in a layer; tasks weigh 2 to 8 fifths, 1 on average. */
static void build_layered(struct schedule_graph *graph, unsigned tasks, gsl_rng *rng)
{
    unsigned layers = (unsigned)ceil(sqrt(tasks)), before = 0, begin = 0;
    char name[GRAPH_NAME];
    for (unsigned layer = 0; layer < layers; layer++) {
        unsigned end = tasks * (layer + 1) / layers;
        for (unsigned task = begin; task < end; task++) {
            unsigned inputs[3], count = layer ? draw_inputs(before, begin, inputs, rng) : 0;
            double weight = (double)(2 + gsl_rng_uniform_int(rng, 7)) / 5;
            (void)snprintf(name, sizeof name, "%c%u", 'a' + (int)layer, task - begin + 1);
            (void)graph_add(graph, name, weight, inputs, count);
        }
        before = begin;
        begin = end;
    }
}

/* Two stages, or with a load of its own three. */
static void add_source(struct schedule_graph *graph, unsigned source, unsigned stages,
                       unsigned *last)
{
    static const char *const sources[] = {"orders",   "clients", "stock",  "prices", "visits",
                                          "payments", "returns", "makers", "staff",  "rates"};
    static const double sizes[] = {1.5, 1, 0.5};
    enum { NAMED = sizeof sources / sizeof *sources };
    static const struct {
        const char *verb;
        double weight;
    } verbs[] = {{"extract", 1.2}, {"check", 0.8}, {"load", 0.6}};
    double size = sizes[source % 3];
    for (unsigned stage = 0; stage < stages; stage++) {
        char name[GRAPH_NAME];
        unsigned before = graph->tasks - 1;
        if (source < NAMED)
            (void)snprintf(name, sizeof name, "%s %s", verbs[stage].verb, sources[source]);
        else
            (void)snprintf(name, sizeof name, "%s feed %u", verbs[stage].verb, source + 1);
        (void)graph_add(graph, name, verbs[stage].weight * size, &before, stage > 0);
    }
    *last = graph->tasks - 1;
}

/* As many sources as there are tasks for; what is left goes to totals and reports. */
static void build_warehouse(struct schedule_graph *graph, unsigned tasks)
{
    enum { LARGE = 11 };
    unsigned ends[GRAPH_TASKS], stages = tasks < LARGE ? 2 : 3, sources = (tasks - 2) / stages;
    for (unsigned source = 0; source < sources; source++)
        add_source(graph, source, stages, &ends[source]);
    unsigned last = graph->tasks, left = tasks - stages * sources - 1;
    (void)graph_add(graph, "build facts", 2, ends, sources);
    if (left > 1) {
        (void)graph_add(graph, "daily totals", 1, &last, 1);
        last++;
        left--;
    }
    (void)graph_add(graph, "sales report", 0.6, &last, 1);
    if (left > 1)
        (void)graph_add(graph, "stock report", 0.6, &last, 1);
}

void graph_build(struct schedule_graph *graph, enum graph_shape shape, unsigned tasks, gsl_rng *rng)
{
    graph_clear(graph);
    if (shape == GRAPH_CHAIN)
        build_chain(graph, tasks);
    else if (shape == GRAPH_FAN)
        build_fan(graph, tasks);
    else if (shape == GRAPH_LAYERED)
        build_layered(graph, tasks, rng);
    else
        build_warehouse(graph, tasks);
}

/* --- Paths --------------------------------------------------------------------------------------
 */

unsigned graph_descendants(const struct schedule_graph *graph, unsigned task, bool *reached)
{
    unsigned count = 0;
    memset(reached, 0, graph->tasks * sizeof *reached);
    for (unsigned edge = graph->first[task + 1]; edge < graph->edges; edge++)
        if (!reached[graph->to[edge]] &&
            (graph->from[edge] == task || reached[graph->from[edge]])) {
            reached[graph->to[edge]] = true;
            count++;
        }
    return count;
}

unsigned graph_ancestors(const struct schedule_graph *graph, unsigned task, bool *reached)
{
    unsigned count = 0;
    memset(reached, 0, graph->tasks * sizeof *reached);
    for (unsigned edge = graph->first[task + 1]; edge-- > 0;)
        if (!reached[graph->from[edge]] && (graph->to[edge] == task || reached[graph->to[edge]])) {
            reached[graph->from[edge]] = true;
            count++;
        }
    return count;
}

void graph_tails(const struct schedule_graph *graph, const double *durations, double *tails)
{
    for (unsigned task = graph->tasks; task-- > 0;) {
        double beyond = 0;
        for (unsigned use = graph->first_use[task]; use; use = graph->next_use[use - 1])
            beyond = fmax(beyond, tails[graph->to[use - 1]]);
        tails[task] = durations[task] + beyond;
    }
}

/* Of the tasks that use `task` (or of all without inputs, for `task` == graph->tasks) the one with
 * the longest way on; graph->tasks: there is none. */
static unsigned next_on_path(const struct schedule_graph *graph, const double *tails, unsigned task)
{
    unsigned best = graph->tasks;
    for (unsigned other = 0; other < graph->tasks; other++) {
        bool follows = task == graph->tasks && graph_inputs(graph, other) == 0;
        for (unsigned i = 0; i < graph_inputs(graph, other) && !follows; i++)
            follows = graph_input(graph, other, i) == task;
        if (follows && (best == graph->tasks || tails[other] > tails[best]))
            best = other;
    }
    return best;
}

double graph_critical_path(const struct schedule_graph *graph, const double *durations,
                           bool *on_path)
{
    double tails[GRAPH_TASKS], longest = 0;
    graph_tails(graph, durations, tails);
    for (unsigned task = 0; task < graph->tasks; task++)
        longest = fmax(longest, tails[task]);
    if (!on_path)
        return longest;
    memset(on_path, 0, graph->tasks * sizeof *on_path);
    unsigned task = next_on_path(graph, tails, graph->tasks);
    for (; task < graph->tasks; task = next_on_path(graph, tails, task))
        on_path[task] = durations[task] > 0; /* nothing of length 0 need be on it */
    return longest;
}
