/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One day of a pipeline: what chance brings to each task, and what a policy makes of it.
 *
 * The luck of a day (durations, failures) is drawn first and does not depend on the policy, the
 * workers or the plan, so that alternatives are compared on the same day. Then the day is run,
 * event by event. Times are minutes from the beginning of the day.
 *
 * Orchestrated: a task begins once its inputs are there and right, and a worker is free; of several
 * the one of the lowest rank is taken (list scheduling, Graham 1966). What a failed task leads to
 * is skipped. Fixed: a task begins when its planned clock time has come and a worker is free,
 * whatever became of its inputs; it is stale if at the beginning of its last attempt an input was
 * not done, had failed, or was stale.
 *
 * An attempt that fails takes as long as one that does not. Between attempts a task waits, and its
 * worker does other work.
 */
#ifndef EXERCISES_SCHEDULE_DAY_H
#define EXERCISES_SCHEDULE_DAY_H

#include "exercises/schedule_graph.h"

enum { DAY_RETRIES = 10, DAY_ATTEMPTS = DAY_RETRIES + 1, DAY_WORKERS = GRAPH_TASKS };

enum day_distribution { DAY_LOGNORMAL, DAY_EXPONENTIAL, DAY_DISTRIBUTIONS };

struct day_chances {
    double mean;   /* minutes of a task of weight 1 */
    double spread; /* standard deviation over mean; not of DAY_EXPONENTIAL, where it is 1 */
    enum day_distribution distribution;
    double failure;   /* probability that an attempt fails, below 1 */
    unsigned retries; /* attempts after the first, up to DAY_RETRIES */
};

struct day_luck {
    unsigned attempts[GRAPH_TASKS]; /* to be made: up to the first right one, or all */
    bool right[GRAPH_TASKS];        /* is the last of them right? */
    double duration[GRAPH_TASKS][DAY_ATTEMPTS];
};
/* The first attempts of all tasks are drawn first: they do not depend on `failure` and `retries`.
 */
void day_draw(struct day_luck *luck, const struct schedule_graph *graph,
              const struct day_chances *chances, gsl_rng *rng);
/* What a planner expects: each task takes its mean, and none fails. */
void day_expect(struct day_luck *luck, const struct schedule_graph *graph, double mean);

/* How a day is run. */
struct day_rules {
    bool fixed;
    unsigned workers;           /* 1 .. DAY_WORKERS, or 0: one for each task */
    double delay;               /* between a failed attempt and the next */
    unsigned rank[GRAPH_TASKS]; /* a permutation: 0 begins first */
    double start[GRAPH_TASKS];  /* planned clock time; only where `fixed` */
};
/* Orchestrated, in the order of numbers. */
void day_rules_init(struct day_rules *rules, const struct schedule_graph *graph, unsigned workers,
                    double delay);
/* Ranks by falling length of the longest path that begins with the task. */
void day_rank_by_path(struct day_rules *rules, const struct schedule_graph *graph,
                      const double *durations);
/*
 * Makes the fixed schedule out of orchestrated rules: each task's clock time is its beginning on a
 * day as expected, multiplied by 1 + `slack`.
 */
void day_fix(struct day_rules *fixed, const struct schedule_graph *graph,
             const struct day_rules *rules, double mean, double slack);

enum task_outcome { TASK_RIGHT, TASK_FAILED, TASK_SKIPPED, TASK_STALE };

/* What became of a day. Of skipped tasks only `outcome` and `cause` are set. */
struct day {
    unsigned char outcome[GRAPH_TASKS];              /* enum task_outcome */
    unsigned char worker[GRAPH_TASKS][DAY_ATTEMPTS]; /* 0 .. workers - 1 */
    unsigned
        cause[GRAPH_TASKS]; /* of skipped and stale: the input to blame; else the task itself */
    double start[GRAPH_TASKS][DAY_ATTEMPTS], end[GRAPH_TASKS]; /* of the last attempt */
    double ready[GRAPH_TASKS]; /* the last input's end, 0 without inputs; NaN: stale or not known */
    double makespan;           /* the end of all that was run */
    double busy;               /* worker-minutes of all attempts that were made */
    double waiting;            /* task-minutes from inputs done to beginning, of those not stale */
    unsigned touched;          /* tasks that are not right */
};
void day_run(struct day *day, const struct schedule_graph *graph, const struct day_luck *luck,
             const struct day_rules *rules);

/* From the beginning of the first to the end of the last attempt if no worker is waited for: with
 * the delays; 0 of skipped tasks. */
void day_spans(const struct day *day, const struct schedule_graph *graph,
               const struct day_luck *luck, double delay, double *spans);

/*
 * The bound of list scheduling (Graham 1966): spans / m + (1 - 1/m) longest path, over the spans of
 * what was run. Holds of every orchestrated day: at each moment before the end either all workers
 * are busy or the longest chain back from the end goes on.
 */
double day_graham_bound(const struct schedule_graph *graph, const double *spans, unsigned workers);

#endif
