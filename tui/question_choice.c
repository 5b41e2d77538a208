/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/question_choice.h"

#include <stdio.h>
#include <string.h>

static size_t question_total(void)
{
    size_t total = 0;
    for (size_t i = 0; simulation_registry[i]; i++)
        total += simulation_registry[i]->question_count;
    return total;
}

/* The question of this number, below question_total(). */
static void question_at(size_t number, struct question_choice *choice)
{
    size_t i = 0;
    for (; number >= simulation_registry[i]->question_count; i++)
        number -= simulation_registry[i]->question_count;
    choice->simulation = simulation_registry[i];
    (void)snprintf(choice->subject, sizeof choice->subject, "%s:%s", choice->simulation->name,
                   choice->simulation->questions[number].name);
}

static bool has_prices(const struct pricing *pricing, const struct simulation *simulation,
                       struct error *trouble)
{
    double values[MOST_PARAMETERS];
    if (!price_is_used(simulation))
        return true;
    return pricing->book && pricing_defaults(pricing, simulation, values, trouble);
}

bool question_choose(struct collection *collection, const struct pricing *pricing,
                     struct question_choice *choice, struct error *trouble, struct error *error)
{
    day_number today = collection_today(collection);
    size_t count = question_total(), turn = (size_t)today;
    for (size_t i = 0; i < count; i++) {
        struct schedule schedule;
        question_at((turn + i) % count, choice);
        if (!collection_schedule(collection, ITEM_SIMULATION, choice->subject, &schedule, error))
            return false;
        if (schedule_is_due(&schedule, today) && has_prices(pricing, choice->simulation, trouble))
            return true;
    }
    memset(choice, 0, sizeof *choice);
    return true;
}
