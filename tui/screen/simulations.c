/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of simulations. */
#include <stdio.h>
#include <stdlib.h>

#include "engine/base/memory.h"
#include "exercises/simulation.h"
#include "tui/app.h"

struct simulations {
    struct list list;
    int page;
};

static void release(void *state)
{
    free(state);
}

static void *open_simulations(struct app *app, const char *argument, struct error *error)
{
    (void)app;
    (void)argument;
    (void)error;
    struct simulations *simulations = memory_allocate(1, sizeof *simulations);
    while (simulation_registry[simulations->list.count])
        simulations->list.count++;
    return simulations;
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct simulations *simulations = state;
    if (action == ACTION_ACCEPT && simulations->list.count) {
        app_open(app, "simulation", simulation_registry[simulations->list.selected]->name);
        return true;
    }
    return action == ACTION_ACCEPT || list_handle(&simulations->list, action, simulations->page);
}

static const char *label(const void *state, enum action action)
{
    (void)state;
    return action == ACTION_ACCEPT ? "run" : NULL;
}

static void status(const struct app *app, const void *state, char *buffer, size_t size)
{
    (void)app;
    const struct simulations *simulations = state;
    if (simulations->list.count)
        (void)snprintf(buffer, size, "%zu of %zu", simulations->list.selected + 1,
                       simulations->list.count);
}

static void draw_row(const struct simulations *simulations, struct canvas *canvas, struct area area,
                     int line, size_t index)
{
    const struct simulation *simulation = simulation_registry[index];
    bool selected = index == simulations->list.selected;
    int name = area.columns >= 70 ? 34 : 28, y = area.row + line;
    list_mark(canvas, area, line, selected);
    (void)canvas_text_fit(
        canvas, area.column + 2, y, name,
        style_with(selected ? INK_STRONG : INK_TEXT, selected ? ATTRIBUTE_BOLD : 0),
        simulation->title);
    (void)canvas_text_fit(canvas, area.column + name + 4, y, area.columns - name - 6,
                          style_of(INK_DIM), simulation->summary);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    (void)app;
    struct simulations *simulations = state;
    if (!simulations->list.count) {
        area_line(canvas, body, 0, style_of(INK_TEXT), "There are no simulations in this program.");
        return;
    }
    struct area detail = area_cut_bottom(&body, body.rows >= 14 ? 4 : 2);
    simulations->page = body.rows;
    size_t top = list_top(&simulations->list, body.rows);
    for (int line = 0; line < body.rows && top + (size_t)line < simulations->list.count; line++)
        draw_row(simulations, canvas, body, line, top + (size_t)line);
    list_arrows(canvas, body, &simulations->list);
    (void)canvas_paragraph(canvas, detail.column, detail.row + (detail.rows > 2), detail.columns,
                           detail.rows - (detail.rows > 2), 0, style_of(INK_TEXT),
                           simulation_registry[simulations->list.selected]->summary);
}

const struct screen screen_simulations = {
    .name = "simulations",
    .title = "Simulations",
    .open = open_simulations,
    .release = release,
    .handle = handle,
    .label = label,
    .status = status,
    .draw = draw,
};
