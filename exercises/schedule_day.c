/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/schedule_day.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>

/* --- Luck ---------------------------------------------------------------------------------------
 */

/* Of weight 1 and mean 1. A lognormal of deviation s has sigma^2 = ln(1 + s^2), mu = -sigma^2/2. */
static double draw_duration(const struct day_chances *chances, double sigma, gsl_rng *rng)
{
    if (chances->distribution == DAY_EXPONENTIAL)
        return gsl_ran_exponential(rng, 1);
    return gsl_ran_lognormal(rng, -sigma * sigma / 2, sigma);
}

void day_draw(struct day_luck *luck, const struct schedule_graph *graph,
              const struct day_chances *chances, gsl_rng *rng)
{
    double sigma = sqrt(log1p(chances->spread * chances->spread));
    for (unsigned task = 0; task < graph->tasks; task++) {
        double mean = chances->mean * graph->weight[task];
        luck->duration[task][0] = mean * draw_duration(chances, sigma, rng);
        luck->right[task] = gsl_rng_uniform(rng) >= chances->failure;
        luck->attempts[task] = 1;
    }
    for (unsigned task = 0; task < graph->tasks; task++)
        while (!luck->right[task] && luck->attempts[task] <= chances->retries) {
            double mean = chances->mean * graph->weight[task];
            luck->duration[task][luck->attempts[task]++] =
                mean * draw_duration(chances, sigma, rng);
            luck->right[task] = gsl_rng_uniform(rng) >= chances->failure;
        }
}

void day_expect(struct day_luck *luck, const struct schedule_graph *graph, double mean)
{
    for (unsigned task = 0; task < graph->tasks; task++) {
        luck->attempts[task] = 1;
        luck->right[task] = true;
        luck->duration[task][0] = mean * graph->weight[task];
    }
}

/* --- Rules --------------------------------------------------------------------------------------
 */

void day_rules_init(struct day_rules *rules, const struct schedule_graph *graph, unsigned workers,
                    double delay)
{
    memset(rules, 0, sizeof *rules);
    rules->workers = workers;
    rules->delay = delay;
    for (unsigned task = 0; task < graph->tasks; task++)
        rules->rank[task] = task;
}

struct keyed {
    double key;
    unsigned task;
};

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    if (x->key < y->key || x->key > y->key)
        return x->key < y->key ? -1 : 1;
    return (x->task > y->task) - (x->task < y->task);
}

/* Ranks by rising key, equals by number. */
static void rank_by(struct day_rules *rules, struct keyed *keyed, unsigned tasks)
{
    qsort(keyed, tasks, sizeof *keyed, by_key);
    for (unsigned place = 0; place < tasks; place++)
        rules->rank[keyed[place].task] = place;
}

void day_rank_by_path(struct day_rules *rules, const struct schedule_graph *graph,
                      const double *durations)
{
    double tails[GRAPH_TASKS];
    struct keyed keyed[GRAPH_TASKS] = {0};
    graph_tails(graph, durations, tails);
    for (unsigned task = 0; task < graph->tasks; task++)
        keyed[task] = (struct keyed){-tails[task], task};
    rank_by(rules, keyed, graph->tasks);
}

void day_fix(struct day_rules *fixed, const struct schedule_graph *graph,
             const struct day_rules *rules, double mean, double slack)
{
    struct day_luck luck;
    struct day day;
    struct keyed keyed[GRAPH_TASKS] = {0};
    day_expect(&luck, graph, mean);
    day_run(&day, graph, &luck, rules);
    *fixed = *rules;
    fixed->fixed = true;
    for (unsigned task = 0; task < graph->tasks; task++) {
        fixed->start[task] = (1 + slack) * day.start[task][0];
        /* Of equal clock times the one that is planned first. */
        keyed[task] = (struct keyed){day.start[task][0], rules->rank[task]};
    }
    unsigned task_of[GRAPH_TASKS];
    for (unsigned task = 0; task < graph->tasks; task++)
        task_of[rules->rank[task]] = task;
    qsort(keyed, graph->tasks, sizeof *keyed, by_key);
    for (unsigned place = 0; place < graph->tasks; place++)
        fixed->rank[task_of[keyed[place].task]] = place;
}

/* --- Running a day ------------------------------------------------------------------------------
 */

enum { WORDS = (GRAPH_TASKS + 63) / 64 };

/* A task may begin an attempt, or ends one. */
struct moment {
    double time;
    unsigned task;
    bool ends;
};

struct runner {
    struct day *day;
    const struct schedule_graph *graph;
    const struct day_luck *luck;
    const struct day_rules *rules;
    struct moment heap[GRAPH_TASKS]; /* a task waits for one moment at most */
    unsigned heap_count;
    uint64_t ready[WORDS], idle[WORDS]; /* ranks that may begin; free workers */
    unsigned task_of[GRAPH_TASKS];      /* by rank */
    unsigned missing[GRAPH_TASKS];      /* inputs that are not there */
    unsigned made[GRAPH_TASKS];         /* attempts begun */
    bool done[GRAPH_TASKS];
};

static bool before(const struct moment *a, const struct moment *b)
{
    return a->time < b->time || (a->time <= b->time && a->task < b->task);
}

static void push(struct runner *r, struct moment moment)
{
    unsigned at = r->heap_count++;
    for (; at > 0 && before(&moment, &r->heap[(at - 1) / 2]); at = (at - 1) / 2)
        r->heap[at] = r->heap[(at - 1) / 2];
    r->heap[at] = moment;
}

static struct moment pop(struct runner *r)
{
    struct moment first = r->heap[0], last = r->heap[--r->heap_count];
    unsigned at = 0, child;
    while ((child = 2 * at + 1) < r->heap_count) {
        if (child + 1 < r->heap_count && before(&r->heap[child + 1], &r->heap[child]))
            child++;
        if (!before(&r->heap[child], &last))
            break;
        r->heap[at] = r->heap[child];
        at = child;
    }
    r->heap[at] = last;
    return first;
}

static void set_bit(uint64_t *words, unsigned bit)
{
    words[bit / 64] |= (uint64_t)1 << bit % 64;
}

/* Takes the lowest bit out; WORDS * 64: there is none. */
static unsigned take_lowest(uint64_t *words)
{
    for (unsigned word = 0; word < WORDS; word++)
        if (words[word]) {
            unsigned bit = (unsigned)__builtin_ctzll(words[word]);
            words[word] &= words[word] - 1;
            return 64 * word + bit;
        }
    return WORDS * 64;
}

static bool any_bit(const uint64_t *words)
{
    uint64_t all = 0;
    for (unsigned word = 0; word < WORDS; word++)
        all |= words[word];
    return all != 0;
}

static void make_ready(struct runner *r, unsigned task)
{
    set_bit(r->ready, r->rules->rank[task]);
}

/* Reads the inputs as they are now. */
static void read_inputs(struct runner *r, unsigned task)
{
    struct day *day = r->day;
    day->outcome[task] = TASK_RIGHT;
    day->cause[task] = task;
    day->ready[task] = 0;
    for (unsigned i = 0; i < graph_inputs(r->graph, task); i++) {
        unsigned input = graph_input(r->graph, task, i);
        if (!r->done[input] || day->outcome[input] != TASK_RIGHT) {
            day->outcome[task] = TASK_STALE;
            day->cause[task] = input;
            day->ready[task] = NAN;
            return;
        }
        day->ready[task] = fmax(day->ready[task], day->end[input]);
    }
}

static void begin_attempt(struct runner *r, unsigned task, unsigned worker, double now)
{
    unsigned attempt = r->made[task]++;
    double duration = r->luck->duration[task][attempt];
    read_inputs(r, task);
    r->day->start[task][attempt] = now;
    r->day->worker[task][attempt] = (unsigned char)worker;
    r->day->busy += duration;
    push(r, (struct moment){now + duration, task, true});
}

static void finish(struct runner *r, unsigned task, double now)
{
    struct day *day = r->day;
    r->done[task] = true;
    day->end[task] = now;
    day->makespan = fmax(day->makespan, now);
    if (day->outcome[task] != TASK_STALE)
        day->waiting += fmax(0, day->start[task][0] - day->ready[task]);
    if (!r->luck->right[task]) {
        day->outcome[task] = TASK_FAILED;
        day->cause[task] = task;
        return;
    }
    for (unsigned use = r->graph->first_use[task]; use && !r->rules->fixed;
         use = r->graph->next_use[use - 1])
        if (--r->missing[r->graph->to[use - 1]] == 0)
            make_ready(r, r->graph->to[use - 1]);
}

static void end_attempt(struct runner *r, unsigned task, double now)
{
    set_bit(r->idle, r->day->worker[task][r->made[task] - 1]);
    if (r->made[task] == r->luck->attempts[task])
        finish(r, task, now);
    else if (r->rules->delay > 0)
        push(r, (struct moment){now + r->rules->delay, task, false});
    else
        make_ready(r, task);
}

static void prepare(struct runner *r)
{
    unsigned tasks = r->graph->tasks, workers = r->rules->workers;
    for (unsigned worker = 0; worker < (workers ? workers : tasks); worker++)
        set_bit(r->idle, worker);
    for (unsigned task = 0; task < tasks; task++) {
        r->task_of[r->rules->rank[task]] = task;
        r->missing[task] = graph_inputs(r->graph, task);
        if (r->rules->fixed)
            push(r, (struct moment){r->rules->start[task], task, false});
        else if (!r->missing[task])
            make_ready(r, task);
    }
    r->day->makespan = r->day->busy = r->day->waiting = 0;
}

static void begin_what_can(struct runner *r, double now)
{
    while (any_bit(r->ready) && any_bit(r->idle)) {
        unsigned worker = take_lowest(r->idle);
        begin_attempt(r, r->task_of[take_lowest(r->ready)], worker, now);
    }
}

/* What was never begun was skipped, for an input that failed or was skipped itself. */
static void settle(struct runner *r)
{
    struct day *day = r->day;
    day->touched = 0;
    for (unsigned task = 0; task < r->graph->tasks; task++) {
        if (!r->made[task]) {
            day->outcome[task] = TASK_SKIPPED;
            for (unsigned i = 0; i < graph_inputs(r->graph, task); i++)
                if (day->outcome[graph_input(r->graph, task, i)] != TASK_RIGHT)
                    day->cause[task] = graph_input(r->graph, task, i);
        }
        day->touched += day->outcome[task] != TASK_RIGHT;
    }
}

void day_run(struct day *day, const struct schedule_graph *graph, const struct day_luck *luck,
             const struct day_rules *rules)
{
    struct runner r = {.day = day, .graph = graph, .luck = luck, .rules = rules};
    prepare(&r);
    begin_what_can(&r, 0);
    while (r.heap_count) {
        double now = r.heap[0].time;
        while (r.heap_count && r.heap[0].time <= now) { /* all that ends now, before what begins */
            struct moment moment = pop(&r);
            if (moment.ends)
                end_attempt(&r, moment.task, now);
            else
                make_ready(&r, moment.task);
        }
        begin_what_can(&r, now);
    }
    settle(&r);
}

/* --- Bounds -------------------------------------------------------------------------------------
 */

void day_spans(const struct day *day, const struct schedule_graph *graph,
               const struct day_luck *luck, double delay, double *spans)
{
    for (unsigned task = 0; task < graph->tasks; task++) {
        spans[task] = 0;
        if (day->outcome[task] == TASK_SKIPPED)
            continue;
        spans[task] = delay * (luck->attempts[task] - 1);
        for (unsigned attempt = 0; attempt < luck->attempts[task]; attempt++)
            spans[task] += luck->duration[task][attempt];
    }
}

double day_graham_bound(const struct schedule_graph *graph, const double *spans, unsigned workers)
{
    double sum = 0, m = workers ? workers : graph->tasks;
    for (unsigned task = 0; task < graph->tasks; task++)
        sum += spans[task];
    return sum / m + (1 - 1 / m) * graph_critical_path(graph, spans, NULL);
}
