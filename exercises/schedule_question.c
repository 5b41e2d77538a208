/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/schedule_question.h"

#include <math.h>
#include <string.h>

#include "engine/base/text.h"
#include "exercises/identifier.h"
#include "exercises/problem_writer.h"
#include "exercises/schedule_theory.h"

/* More tasks than that nobody reads. */
enum { MOST_LISTED = 9 };

struct day_chances schedule_chances(const double *values)
{
    return (struct day_chances){.mean = values[SCHEDULE_MEAN],
                                .spread = values[SCHEDULE_SPREAD] / 100,
                                .distribution = (enum day_distribution)values[SCHEDULE_DURATIONS],
                                .failure = values[SCHEDULE_FAILURE],
                                .retries = (unsigned)values[SCHEDULE_RETRIES]};
}

void schedule_graph_from(const double *values, struct schedule_graph *graph, gsl_rng *rng)
{
    enum graph_shape shape = (enum graph_shape)values[SCHEDULE_SHAPE];
    unsigned tasks = (unsigned)values[SCHEDULE_TASKS];
    gsl_rng *own =
        values[SCHEDULE_GRAPH] > 0 ? rng_from_seed((uint64_t)values[SCHEDULE_GRAPH]) : NULL;
    graph_build(graph, shape, tasks, own ? own : rng);
    if (own)
        gsl_rng_free(own);
}

void schedule_means(const struct schedule_graph *graph, double mean, double *minutes)
{
    for (unsigned task = 0; task < graph->tasks; task++)
        minutes[task] = mean * graph->weight[task];
}

void schedule_rules(const double *values, const struct schedule_graph *graph,
                    struct day_rules *rules)
{
    double minutes[GRAPH_TASKS];
    day_rules_init(rules, graph, (unsigned)values[SCHEDULE_WORKERS], values[SCHEDULE_DELAY]);
    if (values[SCHEDULE_ORDER] > 0) {
        schedule_means(graph, values[SCHEDULE_MEAN], minutes);
        day_rank_by_path(rules, graph, minutes);
    }
}

/* --- Small graphs -------------------------------------------------------------------------------
 */

static void draw_graph(gsl_rng *rng, double *values)
{
    values[SCHEDULE_SHAPE] = GRAPH_LAYERED;
    values[SCHEDULE_TASKS] = draw_between(rng, 5, 8);
    values[SCHEDULE_GRAPH] = draw_between(rng, 1, 9999);
    values[SCHEDULE_MEAN] = 10;
}

/* Short enough for a list: its own name ("b2"), or a letter by its number. */
static const char *short_name(const struct schedule_graph *graph, unsigned task, char letter[2])
{
    enum { SHORT = 3 };
    letter[0] = (char)('A' + (int)task);
    letter[1] = '\0';
    return strlen(graph->names[task]) <= SHORT ? graph->names[task] : letter;
}

/* "Tasks, minutes (inputs): a1 8; a2 14; b1 6 (a1, a2)": a prompt has three lines on a small screen
 */
static void list_tasks(const struct schedule_graph *graph, const double *minutes, struct text *out)
{
    char letter[2];
    bool named = short_name(graph, 0, letter) != letter;
    text_append(out,
                named ? "Tasks, minutes (inputs): " : "Tasks from the top, minutes (inputs): ");
    for (unsigned task = 0; task < graph->tasks; task++) {
        text_printf(out, "%s%s %.6g", task ? "; " : "", short_name(graph, task, letter),
                    minutes[task]);
        for (unsigned i = 0; i < graph_inputs(graph, task); i++)
            text_printf(out, "%s%s", i ? ", " : " (",
                        short_name(graph, graph_input(graph, task, i), letter));
        text_append(out, graph_inputs(graph, task) ? ")" : "");
    }
}

/* "a2 14 + b1 6" */
static void list_path(const struct schedule_graph *graph, const double *minutes,
                      const bool *on_path, struct text *out)
{
    bool first = true;
    char letter[2];
    for (unsigned task = 0; task < graph->tasks; task++)
        if (on_path[task]) {
            text_printf(out, "%s%s %.6g", first ? "" : " + ", short_name(graph, task, letter),
                        minutes[task]);
            first = false;
        }
}

/* As if each layer waited for the whole layer before it. */
static double layer_by_layer(const struct schedule_graph *graph, const double *minutes)
{
    double longest[GRAPH_TASKS] = {0}, sum = 0;
    for (unsigned task = 0; task < graph->tasks; task++)
        longest[graph->layer[task]] = fmax(longest[graph->layer[task]], minutes[task]);
    for (unsigned layer = 0; layer < graph->layers; layer++)
        sum += longest[layer];
    return sum;
}

static unsigned widest_layer(const struct schedule_graph *graph)
{
    unsigned size[GRAPH_TASKS] = {0}, most = 0;
    for (unsigned task = 0; task < graph->tasks; task++)
        if (++size[graph->layer[task]] > most)
            most = size[graph->layer[task]];
    return most;
}

/* Is it known from the values alone, and small enough to be read? */
static bool can_be_listed(const double *values)
{
    return values[SCHEDULE_TASKS] >= 3 && values[SCHEDULE_TASKS] <= MOST_LISTED &&
           (values[SCHEDULE_SHAPE] != GRAPH_LAYERED || values[SCHEDULE_GRAPH] > 0);
}

static double sum_of(const double *numbers, unsigned count)
{
    double sum = 0;
    for (unsigned i = 0; i < count; i++)
        sum += numbers[i];
    return sum;
}

static bool pose_path(const double *values, struct problem *problem)
{
    struct schedule_graph graph;
    double minutes[GRAPH_TASKS];
    bool on_path[GRAPH_TASKS];
    struct text list = {0}, path = {0};
    if (!can_be_listed(values))
        return false;
    schedule_graph_from(values, &graph, NULL);
    schedule_means(&graph, values[SCHEDULE_MEAN], minutes);
    double longest = graph_critical_path(&graph, minutes, on_path);
    list_tasks(&graph, minutes, &list);
    list_path(&graph, minutes, on_path, &path);
    problem_prompt(problem, "%s. With workers enough, it ends after how many minutes?",
                   text_string(&list));
    problem->relative = 0.005;
    problem_answer(problem, ANSWER_DECIMAL, "%.6g", longest);
    problem_hint(problem, "A task begins when the last of its inputs is done.");
    problem_hint(problem, "Go through the tasks in order and note when each is done.");
    problem_step(problem, "only what must come one after the other counts: the longest path");
    problem_step(problem, "%s = %.6g", text_string(&path), longest);
    problem_misconception(problem, "all-tasks", "that is one worker; others run side by side",
                          "%.6g", sum_of(minutes, graph.tasks));
    problem_misconception(problem, "layer-by-layer",
                          "a task waits for its own inputs, not for all tasks of the layer before",
                          "%.6g", layer_by_layer(&graph, minutes));
    text_release(&list);
    text_release(&path);
    return true;
}

static bool pose_workers(const double *values, struct problem *problem)
{
    struct schedule_graph graph;
    struct day_rules rules;
    double minutes[GRAPH_TASKS], mean = values[SCHEDULE_MEAN];
    struct text list = {0};
    if (!can_be_listed(values))
        return false;
    schedule_graph_from(values, &graph, NULL);
    schedule_rules(values, &graph, &rules);
    schedule_means(&graph, mean, minutes);
    unsigned enough = schedule_enough_workers(&graph, &rules, mean);
    double longest = graph_critical_path(&graph, minutes, NULL);
    list_tasks(&graph, minutes, &list);
    problem_prompt(problem,
                   "%s. A free worker takes, of those ready, %s. How many workers at least make it "
                   "as short as can be?",
                   text_string(&list),
                   values[SCHEDULE_ORDER] > 0 ? "the one with the longest path ahead"
                                              : "the first listed");
    problem_answer(problem, ANSWER_EXACT, "%u", enough);
    problem_hint(problem, "No number of workers ends before the longest path does.");
    problem_hint(problem, "The longest path takes %.6g minutes.", longest);
    problem_step(problem, "the longest path takes %.6g minutes: the least there is", longest);
    if (enough > 1)
        problem_step(problem, "with %u worker%s the day ends at %.6g minutes", enough - 1,
                     enough > 2 ? "s" : "",
                     schedule_expected_end(&graph, &rules, enough - 1, mean));
    problem_step(problem, "at %.6g minutes the day ends with as few workers as %u",
                 schedule_expected_end(&graph, &rules, enough, mean), enough);
    problem_misconception(problem, "one-a-task", "tasks that wait for inputs need no worker yet",
                          "%u", graph.tasks);
    problem_misconception(problem, "widest-layer",
                          "not all that could run side by side must for the day to end as soon",
                          "%u", widest_layer(&graph));
    text_release(&list);
    return true;
}

/* --- Attempts -----------------------------------------------------------------------------------
 */

static void draw_attempts(gsl_rng *rng, double *values)
{
    static const double failures[] = {0.1, 0.2, 0.25, 0.3, 0.4, 0.5};
    static const int retries[] = {1, 2, 3, 5};
    values[SCHEDULE_FAILURE] = failures[draw_between(rng, 0, 5)];
    values[SCHEDULE_RETRIES] = retries[draw_between(rng, 0, 3)];
}

static bool pose_attempts(const double *values, struct problem *problem)
{
    double q = values[SCHEDULE_FAILURE], r = values[SCHEDULE_RETRIES];
    double attempts = schedule_attempts(q, (unsigned)r);
    if (q < 0.05 || r < 1)
        return false;
    problem_prompt(problem,
                   "An attempt of a task fails with probability %.3g, and there are up to %.0f "
                   "retr%s. How many attempts does a task take on average, whether or not the "
                   "last succeeds?",
                   q, r, r > 1 ? "ies" : "y");
    problem->absolute = 0.01;
    problem_answer(problem, ANSWER_DECIMAL, "%.3f", attempts);
    problem_hint(problem, "A second attempt is made with probability %.3g.", q);
    problem_hint(problem, "Add the probabilities that the first, second, third ... are made.");
    if (r > 1)
        problem_step(problem, "attempt k is made when k - 1 failed: 1 + q + ... + q^%.0f", r);
    else
        problem_step(problem, "the second attempt is made when the first failed: 1 + q");
    problem_step(problem, "(1 - %.3g^%.0f) / (1 - %.3g) = %.3f", q, r + 1, q, attempts);
    problem_misconception(problem, "no-retry", "a failed attempt is followed by another", "1");
    problem_misconception(problem, "always-all", "retries end with the first success", "%.0f",
                          r + 1);
    problem_misconception(problem, "first-retry-only", "retries fail too", "%.3f", 1 + q);
    problem_misconception(problem, "without-limit", "that is where retries have no limit", "%.3f",
                          1 / (1 - q));
    return true;
}

static double all_right(const double *values)
{
    return 100 * pow(schedule_success(values[SCHEDULE_FAILURE], (unsigned)values[SCHEDULE_RETRIES]),
                     values[SCHEDULE_TASKS]);
}

/* Worth asking: neither nearly never nor nearly always. */
static void draw_all_right(gsl_rng *rng, double *values)
{
    static const double failures[] = {0.02, 0.05, 0.1, 0.2};
    static const int tasks[] = {5, 8, 10, 12, 20, 30};
    do {
        values[SCHEDULE_FAILURE] = failures[draw_between(rng, 0, 3)];
        values[SCHEDULE_RETRIES] = draw_between(rng, 0, 2);
        values[SCHEDULE_TASKS] = tasks[draw_between(rng, 0, 5)];
    } while (all_right(values) < 10 || all_right(values) > 95);
}

static bool pose_all_right(const double *values, struct problem *problem)
{
    double q = values[SCHEDULE_FAILURE], r = values[SCHEDULE_RETRIES], n = values[SCHEDULE_TASKS];
    double success = schedule_success(q, (unsigned)r), percent = all_right(values);
    if (n < 2 || percent < 1 || percent > 99)
        return false;
    problem_prompt(problem,
                   "A pipeline has %.0f tasks. Each attempt fails with probability %.3g, and a "
                   "task has %.0f retr%s. On how many of 100 days do all tasks succeed, on "
                   "average?",
                   n, q, r, r > 1 || r < 1 ? "ies" : "y");
    problem->absolute = 1;
    problem_answer(problem, ANSWER_DECIMAL, "%.1f", percent);
    problem_hint(problem, "First: with what probability does one task succeed in the end?");
    problem_hint(problem, "All tasks succeed: multiply.");
    problem_step(problem, "a task succeeds with probability 1 - %.3g^%.0f = %.6g", q, r + 1,
                 success);
    problem_step(problem, "%.6g^%.0f, of 100 days: %.1f", success, n, percent);
    problem_misconception(problem, "one-task", "that is one task, not all of them", "%.1f",
                          100 * success);
    if (r > 0)
        problem_misconception(problem, "forgets-retries", "a failed attempt is tried again", "%.1f",
                              100 * pow(1 - q, n));
    problem_misconception(problem, "added", "probabilities of failures are not added", "%.1f",
                          fmax(0, 100 * (1 - n * (1 - success))));
    return true;
}

const struct question schedule_questions[SCHEDULE_QUESTIONS] = {
    {"longest-path", draw_graph, pose_path},
    {"attempts", draw_attempts, pose_attempts},
    {"all-right", draw_all_right, pose_all_right},
    {"enough-workers", draw_graph, pose_workers},
};

const struct preset schedule_presets[SCHEDULE_PRESETS] = {
    {"clock times with little slack", "policy=fixed slack=10",
     "A task that runs late hands its users yesterday's data, marked !."},
    {"clock times with ample slack", "policy=fixed slack=300",
     "Nearly as often right as by need, but hours after it could be."},
    {"no retries", "tasks=20 workers=4 failure=0.05 retries=0",
     "One failure takes down all that comes after it: nearly two days of three are lost."},
    {"one worker", "workers=1 spread=0 failure=0",
     "The day takes the sum of all tasks; compare with 2 and 3 workers."},
    {"the slowest of twenty", "shape=fan tasks=22 workers=20 durations=exponential failure=0",
     "Parts take 10 minutes on average, the slowest of them 36."},
};
