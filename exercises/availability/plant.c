/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/availability/plant.h"

#include <string.h>

#include <gsl/gsl_randist.h>

static void change(struct plant *plant, int component, enum component_state state)
{
    plant->changes[plant->change_count++] = (struct plant_change){
        plant->hours, (uint8_t)component, plant->states[component], (uint8_t)state};
    plant->states[component] = (uint8_t)state;
}

static void fail(struct plant *plant, int component)
{
    bool served = plant->down < plant->redundancy.crews;
    change(plant, component, served ? COMPONENT_REPAIRED : COMPONENT_WAITING);
    plant->queue[plant->down++] = (uint8_t)component;
}

/* The one at `place` of the queue is up again, and the crew goes to the next that waits. */
static void repair(struct plant *plant, int place)
{
    change(plant, plant->queue[place], COMPONENT_UP);
    plant->down--;
    memmove(&plant->queue[place], &plant->queue[place + 1], (size_t)(plant->down - place));
    int crews = plant->redundancy.crews;
    if (plant->down >= crews)
        change(plant, plant->queue[crews - 1], COMPONENT_REPAIRED);
}

void plant_init(struct plant *plant, const struct redundancy *redundancy, gsl_rng *rng)
{
    double shares[MOST_COMPONENTS + 1], left = gsl_rng_uniform(rng);
    uint8_t order[MOST_COMPONENTS];
    int down = 0, n = redundancy->components;
    *plant = (struct plant){.redundancy = *redundancy};
    redundancy_states(redundancy, shares);
    while (down < n && left >= shares[down])
        left -= shares[down++];
    for (int i = 0; i < n; i++)
        order[i] = (uint8_t)i;
    gsl_ran_shuffle(rng, order, (size_t)n, sizeof *order);
    for (int i = 0; i < down; i++)
        fail(plant, order[i]);
    plant->change_count = 0;
}

/* The k-th component that is up. */
static int nth_up(const struct plant *plant, int k)
{
    int component = 0;
    while (plant->states[component] != COMPONENT_UP || k-- > 0)
        component++;
    return component;
}

enum plant_event plant_next(struct plant *plant, double limit, gsl_rng *rng)
{
    const struct redundancy *r = &plant->redundancy;
    int up = r->components - plant->down, served = plant->down < r->crews ? plant->down : r->crews;
    double each = 1 / redundancy_hours_up(r);
    double own = up * (1 - r->common_cause) * each, shock = up ? r->common_cause * each : 0;
    double repairs = served / r->repair_hours, all = own + shock + repairs;
    double next = plant->hours + gsl_ran_exponential(rng, 1 / all);
    plant->change_count = 0;
    if (next >= limit) { /* what has no memory may be drawn anew from here */
        plant->hours = limit;
        return PLANT_QUIET;
    }
    plant->hours = next;
    double which = gsl_rng_uniform(rng) * all;
    if (which < repairs && served) {
        repair(plant, (int)gsl_rng_uniform_int(rng, (unsigned long)served));
        return PLANT_REPAIR;
    }
    if (which < repairs + own && own > 0) {
        fail(plant, nth_up(plant, (int)gsl_rng_uniform_int(rng, (unsigned long)up)));
        return PLANT_FAILURE;
    }
    for (int i = 0; i < r->components; i++)
        if (plant->states[i] == COMPONENT_UP)
            fail(plant, i);
    return PLANT_COMMON_CAUSE;
}

bool plant_is_up(const struct plant *plant)
{
    return plant->redundancy.components - plant->down >= plant->redundancy.needed;
}

char component_letter(int component)
{
    return (char)(component < 26 ? 'A' + component : '#');
}
