/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/quiz_exercise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/random.h"
#include "engine/base/text.h"
#include "exercises/drill.h"
#include "exercises/simulation.h"

enum { SEEDS = 1000000000, LEAST_NAME = 4 };

struct exercise_source {
    const struct drill *drill;
    const struct simulation *simulation;
    const struct question *question;
    bool practised, fits;
    uint64_t order;
};

/* --- What fits ----------------------------------------------------------------------------------
 */

/* Whether one text names the other: as whole words, either way round. */
static bool names(const char *matter, const char *name)
{
    bool found = false;
    char *folded = text_fold(name, strlen(name));
    const char *in = strlen(matter) >= strlen(folded) ? matter : folded;
    const char *what = in == matter ? folded : matter;
    size_t length = strlen(what);
    const char *at = length >= LEAST_NAME ? strstr(in, what) : NULL;
    for (; at && !found; at = strstr(at + 1, what))
        found = (at == in || at[-1] == ' ') && (!at[length] || strchr(" ,:;.)s", at[length]));
    free(folded);
    return found;
}

static bool names_any(const char *matter, const char *const *list)
{
    for (; list && *list; list++)
        if (names(matter, *list))
            return true;
    return false;
}

static bool drill_fits(const struct drill *drill, const char *matter)
{
    return !matter || names(matter, drill->name) || names(matter, drill->title) ||
           names(matter, drill->topic) || names_any(matter, drill->terms);
}

static bool simulation_fits(const struct simulation *simulation, const char *matter)
{
    return !matter || names(matter, simulation->name) || names(matter, simulation->title) ||
           names_any(matter, simulation->topics);
}

/* --- Opening ------------------------------------------------------------------------------------
 */

static bool add_source(struct quiz_exercises *exercises, struct exercise_source source,
                       enum item_kind kind, const char *subject, struct error *error)
{
    struct schedule schedule;
    if (!collection_schedule(exercises->collection, kind, subject, &schedule, error))
        return false;
    source.practised = schedule.reviewed;
    source.order = random_mix(exercises->seed, hash_bytes(subject, strlen(subject)));
    memory_reserve((void **)&exercises->sources, exercises->count, &exercises->capacity,
                   sizeof *exercises->sources);
    exercises->sources[exercises->count++] = source;
    return true;
}

static bool add_drills(struct quiz_exercises *exercises, struct error *error)
{
    for (size_t i = 0; drill_registry[i]; i++) {
        const struct drill *drill = drill_registry[i];
        struct exercise_source source = {.drill = drill,
                                         .fits = drill_fits(drill, exercises->matter)};
        if ((source.fits || !exercises->strict) &&
            !add_source(exercises, source, ITEM_DRILL, drill->name, error))
            return false;
    }
    return true;
}

/* Nothing is asked with other prices than the person's: where these are refused it is left out. */
static bool has_prices(const struct quiz_exercises *exercises, const struct simulation *simulation)
{
    double values[MOST_PARAMETERS];
    struct error refused = {0};
    return !price_is_used(simulation) ||
           (exercises->pricing.book &&
            pricing_defaults(&exercises->pricing, simulation, values, &refused));
}

static bool add_questions(struct quiz_exercises *exercises, const struct simulation *simulation,
                          bool fits, struct error *error)
{
    for (size_t i = 0; i < simulation->question_count; i++) {
        const struct question *question = &simulation->questions[i];
        struct exercise_source source = {
            .simulation = simulation, .question = question, .fits = fits};
        char subject[128];
        (void)snprintf(subject, sizeof subject, "%s:%s", simulation->name, question->name);
        if (!add_source(exercises, source, ITEM_SIMULATION, subject, error))
            return false;
    }
    return true;
}

static bool add_simulations(struct quiz_exercises *exercises, struct error *error)
{
    struct error refused = {0};
    (void)pricing_open(&exercises->pricing, NULL, collection_clock(exercises->collection),
                       &refused);
    for (size_t i = 0; simulation_registry[i]; i++) {
        const struct simulation *simulation = simulation_registry[i];
        bool fits = simulation_fits(simulation, exercises->matter);
        if ((fits || !exercises->strict) && has_prices(exercises, simulation) &&
            !add_questions(exercises, simulation, fits, error))
            return false;
    }
    return true;
}

static int compare_sources(const void *a, const void *b)
{
    const struct exercise_source *x = a, *y = b;
    if (x->practised != y->practised)
        return x->practised ? -1 : 1;
    if (x->fits != y->fits)
        return x->fits ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

bool quiz_exercises_open(struct quiz_exercises *exercises, enum quiz_form form, struct error *error)
{
    exercises->form = form;
    bool good =
        form == QUIZ_NUMBER ? add_drills(exercises, error) : add_simulations(exercises, error);
    if (good && exercises->count)
        qsort(exercises->sources, exercises->count, sizeof *exercises->sources, compare_sources);
    return good;
}

void quiz_exercises_close(struct quiz_exercises *exercises)
{
    pricing_release(&exercises->pricing);
    free(exercises->sources);
    exercises->sources = NULL;
}

/* --- One after the other ------------------------------------------------------------------------
 */

static bool generate(struct quiz_exercises *exercises, const struct exercise_source *source,
                     uint64_t seed, struct problem *problem, struct error *error)
{
    double values[MOST_PARAMETERS], rating;
    int level = 1;
    if (source->drill)
        return collection_skill(exercises->collection, source->drill->name, source->drill->levels,
                                &level, &rating, error) &&
               drill_generate(source->drill, level, seed, problem, error);
    if (!pricing_defaults(&exercises->pricing, source->simulation, values, error))
        return false;
    return question_generate_over(source->simulation, source->question, values, seed, NULL,
                                  problem) ||
           error_set(error, ERROR_FAILURE, "the question %s:%s has no sense",
                     source->simulation->name, source->question->name);
}

static void fill_item(struct quiz_exercises *exercises, const struct exercise_source *source,
                      const struct problem *problem, struct quiz_item *item)
{
    struct arena *arena = exercises->arena;
    item->form = exercises->form;
    item->kind = source->drill ? ITEM_DRILL : ITEM_SIMULATION;
    item->subject = item->skill =
        source->drill
            ? arena_copy_string(arena, source->drill->name)
            : arena_format(arena, "%s:%s", source->simulation->name, source->question->name);
    item->topic = arena_copy_string(arena, source->drill        ? source->drill->topic
                                           : source->simulation ? source->simulation->title
                                                                : NULL);
    item->item = arena_copy_string(arena, problem->id);
    item->prompt = arena_copy_string(arena, problem->prompt);
    item->expected = arena_copy_string(arena, problem->answer);
    item->prerequisites = source->drill ? source->drill->prerequisites : NULL;
    for (size_t i = 0; i < problem->choice_count && i < QUIZ_CHOICES; i++)
        item->choices[item->choice_count++] = arena_copy_string(arena, problem->choices[i]);
}

bool quiz_exercises_next(struct quiz_exercises *exercises, struct quiz_item *item, bool *found,
                         struct error *error)
{
    *found = false;
    if (!exercises->count)
        return true;
    const struct exercise_source *source = &exercises->sources[exercises->next % exercises->count];
    uint64_t seed = random_mix(source->order, exercises->next / exercises->count + 1) % SEEDS;
    struct problem problem = {0};
    exercises->next++;
    bool good = generate(exercises, source, seed, &problem, error);
    if (good)
        fill_item(exercises, source, &problem, item);
    *found = good;
    problem_release(&problem);
    return good;
}
