/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/queue_scenario.h"

#include <math.h>
#include <stdio.h>

#include "exercises/problem_writer.h"

struct erlang queue_line(const double *values)
{
    return (struct erlang){(unsigned)values[QUEUE_SERVERS], values[QUEUE_RATE],
                           values[QUEUE_SERVICE]};
}

struct batch_window queue_window(const double *values)
{
    return (struct batch_window){values[QUEUE_RATE], values[QUEUE_WINDOW], values[QUEUE_OVERHEAD],
                                 values[QUEUE_SERVICE]};
}

struct demand queue_demand(const double *values)
{
    return (struct demand){(enum demand_shape)values[QUEUE_DEMAND], values[QUEUE_RATE],
                           values[QUEUE_SWING], values[QUEUE_PERIOD]};
}

struct scaler_rules queue_rules(const double *values)
{
    return (struct scaler_rules){.service = values[QUEUE_SERVICE],
                                 .target = values[QUEUE_TARGET],
                                 .lag = values[QUEUE_LAG],
                                 .interval = values[QUEUE_INTERVAL],
                                 .minimum = (size_t)values[QUEUE_MINIMUM],
                                 .maximum = (size_t)values[QUEUE_MAXIMUM]};
}

double queue_rounds(const double *values)
{
    double duration = values[QUEUE_CUSTOMERS] / values[QUEUE_RATE];
    return values[QUEUE_MODE] == QUEUE_BATCH       ? duration / values[QUEUE_WINDOW]
           : values[QUEUE_MODE] == QUEUE_AUTOSCALE ? duration / values[QUEUE_INTERVAL]
                                                   : 0;
}

bool queue_check(const double *values, struct error *error)
{
    static const double most_rounds = 1e6;
    bool batch = values[QUEUE_MODE] == QUEUE_BATCH;
    double rounds = queue_rounds(values);
    if (values[QUEUE_MODE] == QUEUE_AUTOSCALE && values[QUEUE_MINIMUM] > values[QUEUE_MAXIMUM])
        return error_set(error, ERROR_USAGE,
                         "min-workers is %.0f: expected a whole number from 1 to max-workers, %.0f "
                         "workers",
                         values[QUEUE_MINIMUM], values[QUEUE_MAXIMUM]);
    if (rounds > most_rounds)
        return error_set(error, ERROR_USAGE,
                         "so few customers a second make %.3g %s; expected at most 1000000: "
                         "%s from %.3g seconds on, or fewer customers",
                         rounds, batch ? "windows" : "looks of the scaler",
                         batch ? "a window" : "an interval",
                         ceil(values[QUEUE_CUSTOMERS] / values[QUEUE_RATE] / most_rounds));
    return true;
}

const char *queue_time(double seconds, char buffer[32])
{
    static const struct {
        double below, unit;
        const char *name;
    } units[] = {{0.0995, 1e-3, "ms"}, {120, 1, "s"}, {7200, 60, "min"}, {172800, 3600, "h"}};
    enum { UNITS = sizeof units / sizeof *units };
    if (isnan(seconds))
        (void)snprintf(buffer, 32, "none");
    else if (seconds >= units[UNITS - 1].below)
        (void)snprintf(buffer, 32, seconds < 86400 * 999 ? "%.3g days" : "%.0f days",
                       seconds / 86400);
    else
        for (int i = 0; i < UNITS; i++)
            if (seconds < units[i].below) {
                bool none = seconds == 0;
                (void)snprintf(buffer, 32, "%.3g %s", none ? 0 : seconds / units[i].unit,
                               none ? "s" : units[i].name);
                break;
            }
    return buffer;
}

/* --- Questions ----------------------------------------------------------------------------------
 */

/* Few to many servers, busy for a share of the time that is worth asking about. */
static void draw_line(gsl_rng *rng, double *values)
{
    static const int servers[] = {1, 2, 3, 5, 10, 20};
    static const double services[] = {0.1, 0.5, 1, 2, 30};
    static const double shares[] = {0.5, 0.6, 0.7, 0.75, 0.8};
    values[QUEUE_SERVERS] = servers[draw_between(rng, 0, 5)];
    values[QUEUE_SERVICE] = services[draw_between(rng, 0, 4)];
    double busy = shares[draw_between(rng, 0, 4)];
    double rate = busy * values[QUEUE_SERVERS] / values[QUEUE_SERVICE];
    values[QUEUE_RATE] = round(rate * 1e4) / 1e4; /* as it will be read */
}

static bool is_steady(const double *values, const struct erlang *line)
{
    return values[QUEUE_MODE] == QUEUE_STEADY && erlang_load(line) < line->servers;
}

/* "2 servers; 1.6 customers a second come at random, each takes 1 s on average". */
static const char *tell_line(struct problem *problem, const struct erlang *line)
{
    char service[32];
    return arena_format(&problem->arena,
                        "%u %s in front of one line. %.4g customers a second come at random, and a "
                        "service takes %s on average (exponentially distributed).",
                        line->servers, line->servers == 1 ? "server stands" : "servers stand",
                        line->rate, queue_time(line->service, service));
}

static bool pose_waiting(const double *values, struct problem *problem)
{
    struct erlang line = queue_line(values);
    double load = erlang_load(&line), waits = erlang_c(line.servers, load);
    if (!is_steady(values, &line) || !(waits > 1e-4))
        return false;
    problem_prompt(problem, "%s What share of customers has to wait, in per cent?",
                   tell_line(problem, &line));
    problem_answer(problem, ANSWER_ESTIMATE, "%.3g", 100 * waits);
    problem_hint(problem, "Work for %.3g servers arrives at %u: each is busy %.3g %% of the time.",
                 load, line.servers, 100 * load / line.servers);
    problem_hint(problem, "One waits only where all servers are busy at once: with more servers "
                          "that is rarer.");
    problem_step(problem, "the offered load is a = %.4g x %.4g = %.4g servers' worth of work",
                 line.rate, line.service, load);
    problem_step(problem,
                 "if nobody could wait, B = %.4g would be turned away (Erlang's loss formula)",
                 erlang_b(line.servers, load));
    problem_step(problem, "C = c B / (c - a (1 - B)) = %.4g, in per cent %.3g", waits, 100 * waits);
    problem_misconception(problem, "busy-share",
                          "that is how long each server is busy; all of them at once are so less "
                          "often",
                          "%.3g", 100 * load / line.servers);
    return true;
}

static double wait_when_busy(const struct erlang *line, double busy)
{
    struct erlang other = *line;
    other.rate = busy * line->servers / line->service;
    return erlang_mean_wait(&other);
}

static bool pose_busier(const double *values, struct problem *problem)
{
    static const double later = 0.95;
    struct erlang line = queue_line(values);
    double busy = erlang_load(&line) / line.servers, waited = erlang_mean_wait(&line);
    double waits = wait_when_busy(&line, later);
    if (!is_steady(values, &line) || busy > 0.9 || !(waited > 1e-9 * line.service))
        return false;
    problem_prompt(
        problem,
        "%s So the servers are busy %.3g %% of the time. Then more customers come, until "
        "they are busy 95 %% of it. How many times longer is the mean wait in line?",
        tell_line(problem, &line), 100 * busy);
    problem_answer(problem, ANSWER_ESTIMATE, "%.3g", waits / waited);
    problem_hint(problem, "What matters is the time to spare: it was %.3g %%, now it is 5 %%.",
                 100 * (1 - busy));
    problem_hint(problem, "The wait goes as one over the time to spare, times the chance to wait.");
    problem_step(problem, "mean wait = C / (c/s - rate): at %.3g %% it is %.4g seconds", 100 * busy,
                 waited);
    problem_step(problem, "at 95 %% it is %.4g seconds", waits);
    problem_step(problem, "%.4g / %.4g = %.3g", waits, waited, waits / waited);
    problem_misconception(problem, "in-proportion",
                          "the line does not grow in proportion to the load, but as one over what "
                          "is to spare",
                          "%.3g", later / busy);
    return true;
}

static bool pose_one_more(const double *values, struct problem *problem)
{
    struct erlang line = queue_line(values), more = line;
    more.servers++;
    double waited = erlang_mean_wait(&line), waits = erlang_mean_wait(&more);
    if (!is_steady(values, &line) || !(waits > 1e-9 * line.service))
        return false;
    problem_prompt(problem,
                   "%s One server more is put there. How many times shorter is the mean wait in "
                   "line?",
                   tell_line(problem, &line));
    problem_answer(problem, ANSWER_ESTIMATE, "%.3g", waited / waits);
    problem_hint(problem, "The servers were busy %.3g %% of the time, then %.3g %%.",
                 100 * erlang_load(&line) / line.servers, 100 * erlang_load(&line) / more.servers);
    problem_hint(problem, "Both fall: the chance to wait, and the wait of those who do.");
    problem_step(problem, "with %u: C = %.4g, mean wait %.4g seconds", line.servers,
                 erlang_c(line.servers, erlang_load(&line)), waited);
    problem_step(problem, "with %u: C = %.4g, mean wait %.4g seconds", more.servers,
                 erlang_c(more.servers, erlang_load(&more)), waits);
    problem_step(problem, "%.4g / %.4g = %.3g", waited, waits, waited / waits);
    problem_misconception(
        problem, "in-proportion-to-servers",
        "the wait does not go by the number of servers, but by the time they have "
        "to spare",
        "%.3g", (double)more.servers / line.servers);
    return true;
}

static void draw_window(gsl_rng *rng, double *values)
{
    static const int windows[] = {10, 60, 300, 900, 3600};
    static const double busy[] = {0.1, 0.2, 0.3, 0.4, 0.5};
    static const double services[] = {0.01, 0.05, 0.1, 0.5};
    values[QUEUE_MODE] = QUEUE_BATCH;
    values[QUEUE_WINDOW] = windows[draw_between(rng, 0, 4)];
    values[QUEUE_SERVICE] = services[draw_between(rng, 0, 3)];
    values[QUEUE_RATE] = round(1e4 * busy[draw_between(rng, 0, 4)] / values[QUEUE_SERVICE]) / 1e4;
    values[QUEUE_OVERHEAD] = values[QUEUE_WINDOW] / (draw_between(rng, 0, 1) ? 10 : 20);
}

static bool pose_window(const double *values, struct problem *problem)
{
    struct batch_window batch = queue_window(values);
    double response = batch_window_mean_response(&batch), late = batch_window_late(&batch);
    double records = batch.rate * batch.window, work = batch.service * (records + 1);
    if (values[QUEUE_MODE] != QUEUE_BATCH || isnan(response))
        return false;
    problem_prompt(
        problem,
        "%.4g records a second come at random. They are collected for %.4g seconds, then "
        "processed together: %.4g seconds for the batch and %.4g for each record. How "
        "many seconds pass on average from a record's coming to the end of its batch?",
        batch.rate, batch.window, batch.overhead, batch.service);
    problem_answer(problem, ANSWER_ESTIMATE, "%.4g", response);
    problem_hint(problem, "Some records come when the window opens, some just before it closes.");
    problem_hint(problem, "Then the whole batch, of about %.4g records, is worked off.", records);
    problem_step(problem, "until the window closes: half of it, %.4g", batch.window / 2);
    problem_step(problem, "the batch: %.4g + %.4g x (%.4g others + 1) = %.4g", batch.overhead,
                 batch.service, records, batch.overhead + work);
    problem_step(problem, "waiting for a batch before that is not finished: %.3g", late);
    problem_step(problem, "together %.4g", response);
    problem_misconception(problem, "whole-window",
                          "only the first record waits for the whole window, the last for nothing",
                          "%.4g", response + batch.window / 2);
    problem_misconception(problem, "half-window-alone", "the batch has to be processed, too",
                          "%.4g", batch.window / 2);
    return true;
}

const struct question queue_questions[QUEUE_QUESTIONS] = {
    {"waiting", draw_line, pose_waiting},
    {"busier", draw_line, pose_busier},
    {"one-more", draw_line, pose_one_more},
    {"window", draw_window, pose_window},
};

const struct preset queue_presets[QUEUE_PRESETS] = {
    {"one clerk at 80 %", "",
     "Four in five wait, and four services long on average, though a fifth of the time is idle."},
    {"ten servers pooled", "servers=10 arrival-rate=8",
     "As busy as the one clerk, yet two in five wait, and a fifth of a service."},
    {"one fast server instead of ten", "arrival-rate=8 service-time=0.1",
     "More wait and longer than with ten, and still all are done sooner."},
    {"hourly batches against streaming",
     "mode=batch arrival-rate=0.2 service-time=2 window=3600 overhead=2 customers=200000",
     "Half an hour and the batch's work, against seconds; and what streaming's overhead costs."},
    {"autoscaler that is late",
     "mode=autoscale arrival-rate=20 service-time=0.5 demand=step swing=0.6 period=3600 lag=300 "
     "interval=30 max-workers=60 customers=288000",
     "Each jump of demand leaves a line that grows for the whole lag; then it is worked off."},
};
