/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pipeline: tasks, and which of them must be done before which.
 *
 * Tasks are numbered from 0 in an order in which every input comes before its user, so that one
 * pass over the numbers meets inputs first. All sizes are fixed: a graph can be copied by
 * assignment. Durations are arrays of one non-negative number a task, in whatever unit the caller
 * counts in.
 */
#ifndef EXERCISES_SCHEDULE_GRAPH_H
#define EXERCISES_SCHEDULE_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

enum { GRAPH_TASKS = 200, GRAPH_EDGES = 1000, GRAPH_NAME = 24 };

enum graph_shape {
    GRAPH_CHAIN,     /* each task needs the one before */
    GRAPH_FAN,       /* one, then all others side by side, then one that needs them all */
    GRAPH_LAYERED,   /* random: a task needs one to three tasks of the layer before */
    GRAPH_WAREHOUSE, /* extract, check (from 11 tasks on: and load) each source; then facts, totals,
                        reports */
    GRAPH_SHAPES
};
extern const char *const graph_shape_names[]; /* NULL-terminated */

struct schedule_graph {
    unsigned tasks, edges, layers;
    char names[GRAPH_TASKS][GRAPH_NAME];
    double weight[GRAPH_TASKS];      /* mean duration over that of a task of usual size */
    unsigned layer[GRAPH_TASKS];     /* edges on the longest way from a task without inputs */
    unsigned first[GRAPH_TASKS + 1]; /* the inputs of t: from[first[t]] .. from[first[t + 1] - 1] */
    unsigned from[GRAPH_EDGES], to[GRAPH_EDGES];
    unsigned first_use[GRAPH_TASKS]; /* an edge + 1 that leaves the task, 0: none ... */
    unsigned next_use[GRAPH_EDGES];  /* ... and the next one that leaves the same task */
};

void graph_clear(struct schedule_graph *graph);
/*
 * Adds a task with the next number; `inputs` are different numbers of tasks that are there. False,
 * with nothing added: the graph is full, or an input is not there.
 */
bool graph_add(struct schedule_graph *graph, const char *name, double weight,
               const unsigned *inputs, unsigned input_count);

/* The least number of tasks that a shape makes sense with. */
unsigned graph_least_tasks(enum graph_shape shape);
/* `tasks` from graph_least_tasks() to GRAPH_TASKS. Only GRAPH_LAYERED draws. */
void graph_build(struct schedule_graph *graph, enum graph_shape shape, unsigned tasks,
                 gsl_rng *rng);

unsigned graph_inputs(const struct schedule_graph *graph, unsigned task); /* how many */
unsigned graph_input(const struct schedule_graph *graph, unsigned task, unsigned index);

/* Marks all that needs `task`, near or far, without itself (`reached` has a place a task); returns
 * how many. */
unsigned graph_descendants(const struct schedule_graph *graph, unsigned task, bool *reached);
/* Likewise all that `task` needs. */
unsigned graph_ancestors(const struct schedule_graph *graph, unsigned task, bool *reached);

/* From the beginning of each task to the end of the longest path that leads on from there. */
void graph_tails(const struct schedule_graph *graph, const double *durations, double *tails);

/*
 * The length of the longest path (Kelley and Walker 1959): no number of workers ends sooner.
 * `on_path` (or NULL) marks one such path; of equals the lower number.
 */
double graph_critical_path(const struct schedule_graph *graph, const double *durations,
                           bool *on_path);

#endif
