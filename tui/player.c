/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/player.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

/* Values tried by a slider until one fits; primes are closer together than that. */
enum { NUDGES = 256 };

static size_t values_size(const struct player *player)
{
    return player->simulation->parameter_count * sizeof(double);
}

static void observe(struct player *player)
{
    for (int i = 0; i < player->side_count; i++) {
        struct player_side *side = &player->sides[i];
        report_release(&side->report);
        run_observe(side->run, &side->report);
        run_describe(side->run, side->description, sizeof side->description);
    }
    if (player_finished(player))
        player->playing = false;
}

static void side_release(struct player_side *side)
{
    run_free(side->run);
    report_release(&side->report);
    free(side->values);
    memset(side, 0, sizeof *side);
}

/* A new run of a side; the old one stays where the values do not fit. */
static bool restart_side(struct player *player, struct player_side *side, const double *values,
                         const char *input, long position, struct error *error)
{
    struct run *run = run_start(player->simulation, values, input, player->seed, error);
    if (!run)
        return false;
    (void)run_step(run, position);
    run_free(side->run);
    side->run = run;
    memmove(side->values, values, values_size(player));
    return true;
}

struct player *player_open(const struct simulation *simulation, const double *base, uint64_t seed,
                           struct error *error)
{
    struct player *player = memory_allocate(1, sizeof *player);
    player->simulation = simulation;
    player->seed = seed;
    player->speed = 4;
    player->side_count = 1;
    player->input = memory_copy_string("");
    player->base = memory_allocate(simulation->parameter_count, sizeof *player->base);
    if (base)
        memcpy(player->base, base, values_size(player));
    else
        simulation_defaults(simulation, player->base);
    struct player_side *side = &player->sides[0];
    side->values = memory_allocate(simulation->parameter_count, sizeof *side->values);
    if (!restart_side(player, side, player->base, "", 0, error)) {
        player_free(player);
        return NULL;
    }
    observe(player);
    return player;
}

void player_free(struct player *player)
{
    for (int i = 0; i < player->side_count; i++)
        side_release(&player->sides[i]);
    free(player->input);
    free(player->base);
    free(player);
}

static bool change(struct player *player, const double *values, long position, struct error *error)
{
    if (!restart_side(player, &player->sides[player->side], values, player->input, position, error))
        return false;
    observe(player);
    return true;
}

/* `settings` over `from`, which may be the side's own values. */
static bool apply(struct player *player, const double *from, const char *settings, long position,
                  struct error *error)
{
    double *values = memory_allocate(player->simulation->parameter_count, sizeof *values);
    memcpy(values, from, values_size(player));
    bool good = simulation_apply(player->simulation, values, settings, error) &&
                change(player, values, position, error);
    free(values);
    return good;
}

bool player_set(struct player *player, const char *name, const char *text, struct error *error)
{
    const struct player_side *side = player_front(player);
    double *values = memory_allocate(player->simulation->parameter_count, sizeof *values);
    memcpy(values, side->values, values_size(player));
    bool good = simulation_set(player->simulation, values, name, text, error) &&
                change(player, values, run_position(side->run), error);
    free(values);
    return good;
}

/* What a slider tries: a little, then twice or half (only powers of two may fit), then one by one.
 */
static double nudged(const struct parameter *parameter, double from, int direction, int tried)
{
    if (tried == 0)
        return parameter_nudge(parameter, from, direction);
    if (parameter->kind == PARAMETER_CHOICE) {
        double choice = from;
        for (int i = 0; i <= tried; i++)
            choice = parameter_nudge(parameter, choice, direction);
        return choice;
    }
    if (tried == 1)
        return direction > 0 ? from * 2 : from / 2;
    return parameter->kind == PARAMETER_INTEGER ? from + direction * (tried - 1) : from;
}

bool player_nudge(struct player *player, size_t parameter, int direction, struct error *error)
{
    const struct player_side *side = player_front(player);
    const struct parameter *described = &player->simulation->parameters[parameter];
    double *values = memory_allocate(player->simulation->parameter_count, sizeof *values);
    memcpy(values, side->values, values_size(player));
    double from = values[parameter];
    bool good = false;
    for (int tried = 0; !good && tried < NUDGES; tried++) {
        double next = nudged(described, from, direction, tried);
        if (next == from || next < described->minimum || next > described->maximum)
            continue;
        values[parameter] = next;
        error_clear(error);
        good = change(player, values, run_position(side->run), error);
    }
    if (!good && error->kind == ERROR_NONE)
        (void)error_set(error, ERROR_USAGE, "%s is at the end of its range", described->name);
    free(values);
    return good;
}

const char *player_turn_picture(struct player *player)
{
    const struct simulation *simulation = player->simulation;
    if (!simulation->picture_count)
        return NULL;
    player->picture = (player->picture + 1) % (simulation->picture_count + 1);
    return player->picture ? simulation->pictures[player->picture - 1].name : simulation->picture;
}

bool player_apply(struct player *player, const char *settings, struct error *error)
{
    const struct player_side *side = player_front(player);
    return apply(player, side->values, settings, run_position(side->run), error);
}

bool player_load(struct player *player, const char *settings, struct error *error)
{
    bool good = apply(player, player->base, settings, 0, error);
    if (good)
        player_seek(player, 0);
    return good;
}

bool player_input(struct player *player, const char *text, struct error *error)
{
    struct run *runs[PLAYER_SIDES] = {NULL};
    bool good = true;
    for (int i = 0; good && i < player->side_count; i++) {
        runs[i] = run_start(player->simulation, player->sides[i].values, text, player->seed, error);
        good = runs[i] != NULL;
    }
    for (int i = 0; i < player->side_count; i++) {
        run_free(good ? player->sides[i].run : runs[i]);
        if (good)
            player->sides[i].run = runs[i];
    }
    if (!good)
        return false;
    free(player->input);
    player->input = memory_copy_string(text);
    observe(player);
    return true;
}

static void drop_other(struct player *player)
{
    struct player_side kept = player->sides[player->side];
    side_release(&player->sides[1 - player->side]);
    memset(player->sides, 0, sizeof player->sides);
    player->sides[0] = kept;
    player->side_count = 1;
    player->side = 0;
}

bool player_compare(struct player *player, struct error *error)
{
    if (player->side_count == PLAYER_SIDES) {
        drop_other(player);
        return true;
    }
    struct player_side *first = &player->sides[0], *second = &player->sides[1];
    second->values = memory_allocate(player->simulation->parameter_count, sizeof *second->values);
    if (!restart_side(player, second, first->values, player->input, run_position(first->run),
                      error)) {
        side_release(second);
        return false;
    }
    player->side_count = PLAYER_SIDES;
    player->side = 1;
    observe(player);
    return true;
}

/* --- Moving -------------------------------------------------------------------------------------
 */

bool player_step(struct player *player, long steps)
{
    long made = 0, target = player_position(player) + steps;
    for (int i = 0; i < player->side_count; i++)
        made += run_step(player->sides[i].run, target - run_position(player->sides[i].run));
    observe(player);
    return made > 0;
}

bool player_back(struct player *player, long steps)
{
    long position = player_position(player);
    player_seek(player, position > steps ? position - steps : 0);
    return position > 0;
}

void player_seek(struct player *player, long position)
{
    for (int i = 0; i < player->side_count; i++)
        run_seek(player->sides[i].run, position);
    observe(player);
}

void player_complete(struct player *player)
{
    for (int i = 0; i < player->side_count; i++)
        run_complete(player->sides[i].run);
    observe(player);
}

void player_frame(struct player *player, long frame_ms, const struct clock *clock, long budget_ms)
{
    long steps = (long)((double)player->speed * (double)frame_ms / 1000);
    int64_t begun = clock_elapsed_ms(clock);
    for (long made = 0; made < (steps > 1 ? steps : 1); made++) {
        long moved = 0, target = player_position(player) + 1;
        for (int i = 0; i < player->side_count; i++)
            moved += run_step(player->sides[i].run, target - run_position(player->sides[i].run));
        if (!moved || clock_elapsed_ms(clock) - begun >= budget_ms)
            break;
    }
    observe(player);
}

const struct player_side *player_front(const struct player *player)
{
    return &player->sides[player->side];
}

long player_position(const struct player *player)
{
    long position = 0;
    for (int i = 0; i < player->side_count; i++)
        if (run_position(player->sides[i].run) > position)
            position = run_position(player->sides[i].run);
    return position;
}

long player_furthest(const struct player *player)
{
    long furthest = 0;
    for (int i = 0; i < player->side_count; i++)
        if (run_furthest(player->sides[i].run) > furthest)
            furthest = run_furthest(player->sides[i].run);
    return furthest;
}

bool player_finished(const struct player *player)
{
    for (int i = 0; i < player->side_count; i++)
        if (!run_finished(player->sides[i].run))
            return false;
    return true;
}
