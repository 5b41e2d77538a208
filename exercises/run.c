/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run of a simulation, forward and back. Where a simulation can copy its state, snapshots are
 * kept on the way, evenly spaced: when there are too many every second one goes and the spacing
 * doubles. A step back goes to the nearest one before, or to the beginning, and forward from there.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/random.h"
#include "exercises/identifier.h"
#include "exercises/simulation.h"

enum { SNAPSHOTS = 32, FIRST_SPACING = 16 };

struct snapshot {
    long position;
    void *state;
    gsl_rng *rng;
};

struct run {
    const struct simulation *simulation;
    double *values;
    char *input;
    uint64_t seed;
    void *state;
    gsl_rng *rng;
    long position, furthest;
    bool finished;
    struct snapshot snapshots[SNAPSHOTS]; /* by position */
    size_t snapshot_count;
    long spacing;
};

/* At the beginning; false where the typed input does not fit. */
static bool begin(struct run *run, struct error *error)
{
    uint64_t name = hash_bytes(run->simulation->name, strlen(run->simulation->name));
    run->state = memory_allocate(1, run->simulation->state_size);
    run->rng = rng_from_seed(random_mix(name, run->seed));
    run->position = 0;
    run->finished = false;
    run->simulation->init(run->state, run->values, run->rng);
    return !run->input[0] || run->simulation->input(run->state, run->input, error);
}

static void drop(const struct simulation *simulation, void *state, gsl_rng *rng)
{
    if (simulation->release)
        simulation->release(state);
    free(state);
    gsl_rng_free(rng);
}

struct run *run_start(const struct simulation *simulation, const double *values, const char *input,
                      uint64_t seed, struct error *error)
{
    if (simulation->check && !simulation->check(values, error))
        return NULL;
    if (input && *input && !simulation->input) {
        (void)error_set(error, ERROR_USAGE, "%s takes no keys of your own", simulation->name);
        return NULL;
    }
    struct run *run = memory_allocate(1, sizeof *run);
    run->simulation = simulation;
    run->values = memory_allocate(simulation->parameter_count, sizeof *values);
    memcpy(run->values, values, simulation->parameter_count * sizeof *values);
    run->input = memory_copy_string(input ? input : "");
    run->seed = seed;
    run->spacing = FIRST_SPACING;
    if (begin(run, error))
        return run;
    run_free(run);
    return NULL;
}

void run_free(struct run *run)
{
    if (!run)
        return;
    for (size_t i = 0; i < run->snapshot_count; i++)
        drop(run->simulation, run->snapshots[i].state, run->snapshots[i].rng);
    drop(run->simulation, run->state, run->rng);
    free(run->values);
    free(run->input);
    free(run);
}

/* Makes room by dropping every second snapshot. */
static void thin_out(struct run *run)
{
    size_t kept = 0;
    run->spacing *= 2;
    for (size_t i = 0; i < run->snapshot_count; i++) {
        if (run->snapshots[i].position % run->spacing == 0)
            run->snapshots[kept++] = run->snapshots[i];
        else
            drop(run->simulation, run->snapshots[i].state, run->snapshots[i].rng);
    }
    run->snapshot_count = kept;
}

static void take_snapshot(struct run *run)
{
    const struct simulation *simulation = run->simulation;
    long last = run->snapshot_count ? run->snapshots[run->snapshot_count - 1].position : 0;
    if (!simulation->copy || run->position % run->spacing || run->position <= last)
        return;
    void *state = memory_allocate(1, simulation->state_size);
    gsl_rng *rng = simulation->copy(state, run->state) ? gsl_rng_clone(run->rng) : NULL;
    if (!rng) {
        free(state);
        return;
    }
    run->snapshots[run->snapshot_count++] = (struct snapshot){run->position, state, rng};
    if (run->snapshot_count == SNAPSHOTS)
        thin_out(run);
}

long run_step(struct run *run, long steps)
{
    long made = 0;
    while (made < steps && !run->finished) {
        if (!run->simulation->step(run->state, run->rng)) {
            run->finished = true;
            break;
        }
        run->position++;
        run->furthest = run->position > run->furthest ? run->position : run->furthest;
        made++;
        take_snapshot(run);
    }
    return made;
}

/* The latest snapshot at or before `position`; NULL: none. */
static const struct snapshot *snapshot_before(const struct run *run, long position)
{
    for (size_t i = run->snapshot_count; i > 0; i--)
        if (run->snapshots[i - 1].position <= position)
            return &run->snapshots[i - 1];
    return NULL;
}

bool run_back(struct run *run, long steps)
{
    if (run->position == 0 || steps <= 0)
        return false;
    long target = steps < run->position ? run->position - steps : 0;
    const struct snapshot *snapshot = snapshot_before(run, target);
    struct error none = {0}; /* the input fitted before */
    drop(run->simulation, run->state, run->rng);
    (void)begin(run, &none);
    if (snapshot) {
        void *state = memory_allocate(1, run->simulation->state_size);
        if (run->simulation->copy(state, snapshot->state)) {
            if (run->simulation->release)
                run->simulation->release(run->state);
            free(run->state);
            run->state = state;
            run->position = snapshot->position;
            (void)gsl_rng_memcpy(run->rng, snapshot->rng); /* of the same type: cannot fail */
        } else {
            free(state);
        }
    }
    (void)run_step(run, target - run->position);
    return true;
}

void run_seek(struct run *run, long position)
{
    if (position > run->position)
        (void)run_step(run, position - run->position);
    else
        (void)run_back(run, run->position - position);
}

void run_complete(struct run *run)
{
    while (!run->finished)
        (void)run_step(run, 1024);
}

const struct simulation *run_simulation(const struct run *run)
{
    return run->simulation;
}

const double *run_values(const struct run *run)
{
    return run->values;
}

const char *run_input(const struct run *run)
{
    return run->input;
}

uint64_t run_seed(const struct run *run)
{
    return run->seed;
}

long run_position(const struct run *run)
{
    return run->position;
}

long run_furthest(const struct run *run)
{
    return run->furthest;
}

bool run_finished(const struct run *run)
{
    return run->finished;
}

void run_describe(const struct run *run, char *buffer, size_t size)
{
    run->simulation->describe(run->state, buffer, size);
}

void run_observe(const struct run *run, struct report *report)
{
    run->simulation->observe(run->state, report);
}

void run_draw(const struct run *run, size_t picture, const struct report *report,
              struct canvas *canvas)
{
    const struct simulation *simulation = run->simulation;
    if (picture > 0 && picture <= simulation->picture_count)
        simulation->pictures[picture - 1].draw(run->state, report, canvas);
    else
        simulation->draw(run->state, report, canvas);
}
