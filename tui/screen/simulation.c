/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A simulation played: tui/stage.h. */
#include <stdio.h>

#include "tui/stage.h"

/* 30 frames a second; faster speeds make several steps a frame, as many as fit in the budget. */
enum { FRAME_MS = 33, BUDGET_MS = 10 };

static void *open_simulation(struct app *app, const char *argument, struct error *error)
{
    return stage_open(app, argument, error);
}

static void release(void *state)
{
    stage_free(state);
}

static bool handle(struct app *app, void *state, enum action action)
{
    return stage_handle(app, state, action);
}

static const char *disabled(const struct app *app, const void *state, enum action action)
{
    (void)app;
    return stage_disabled(state, action);
}

static const char *label(const void *state, enum action action)
{
    return stage_label(state, action);
}

static bool typing(const void *state)
{
    return stage_is_typing(state);
}

static void type(struct app *app, void *state, struct key key)
{
    (void)app;
    struct stage *stage = state;
    stage->problem[0] = '\0';
    (void)field_feed(&stage->field, key);
}

static int pace(const void *state)
{
    const struct stage *stage = state;
    int wanted = 1000 / stage->player->speed;
    return stage->player->playing ? wanted > FRAME_MS ? wanted : FRAME_MS : -1;
}

static void tick(struct app *app, void *state)
{
    struct stage *stage = state;
    player_frame(stage->player, FRAME_MS, app->clock, BUDGET_MS);
    stage_settle(stage);
}

static void status(const struct app *app, const void *state, char *buffer, size_t size)
{
    const struct stage *stage = state;
    const struct player *player = stage->player;
    const char *doing = player_finished(player) ? "complete"
                        : player->playing       ? "playing"
                                                : "paused";
    (void)snprintf(buffer, size, "%s %s step %ld %s %d/s", doing, app->ascii ? "|" : "·",
                   player_position(player), app->ascii ? "|" : "·", player->speed);
}

static const char *heading(const void *state)
{
    const struct stage *stage = state;
    return stage->player->simulation->title;
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    (void)app;
    stage_draw(state, canvas, body);
}

const struct screen screen_simulation = {
    .name = "simulation",
    .title = "Simulation",
    .heading = heading,
    .wide = true,
    .open = open_simulation,
    .release = release,
    .handle = handle,
    .disabled = disabled,
    .label = label,
    .typing = typing,
    .type = type,
    .pace = pace,
    .tick = tick,
    .status = status,
    .draw = draw,
};
