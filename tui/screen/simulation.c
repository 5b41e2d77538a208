/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The player: a run with its picture, its parameters, and theory beside what was measured. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/simulation.h"
#include "tui/app.h"
#include "tui/report_text.h"

/* Frames are at least this far apart; faster speeds make several steps a frame. */
enum { FRAME_MS = 50, SPEED_MOST = 4096, SIDE_COLUMNS = 46, WIDE_COLUMNS = 124 };

struct player {
    const struct simulation *simulation;
    double *values;
    struct run *run;
    struct report report;
    uint64_t seed;
    int speed; /* steps a second */
    bool playing, editing;
    struct list parameters;
    struct field field;
    char problem[640], description[256];
};

/* --- The run ------------------------------------------------------------------------------------
 */

static void observe(struct player *player)
{
    report_release(&player->report);
    memset(&player->report, 0, sizeof player->report);
    run_observe(player->run, &player->report);
    run_describe(player->run, player->description, sizeof player->description);
    if (run_finished(player->run))
        player->playing = false;
}

/* A run with `values` at the step where the old one was; the old one stays where they do not fit.
 */
static bool start(struct player *player, const double *values, long position, struct error *error)
{
    struct run *run = run_start(player->simulation, values, player->seed, error);
    if (!run)
        return false;
    run_free(player->run);
    player->run = run;
    memmove(player->values, values, player->simulation->parameter_count * sizeof *values);
    if (position > 0)
        (void)run_step(run, position);
    observe(player);
    return true;
}

static bool set_parameter(struct player *player, const char *name, const char *text,
                          struct error *error)
{
    size_t count = player->simulation->parameter_count;
    double *values = memory_allocate(count, sizeof *values);
    memcpy(values, player->values, count * sizeof *values);
    bool ok = simulation_set(player->simulation, values, name, text, error) &&
              start(player, values, player->run ? run_position(player->run) : 0, error);
    free(values);
    return ok;
}

/* --- Opening ------------------------------------------------------------------------------------
 */

static void release(void *state)
{
    struct player *player = state;
    run_free(player->run);
    report_release(&player->report);
    field_release(&player->field);
    free(player->values);
    free(player);
}

/* Values that a note asks for and the simulation refuses are told, and the defaults stand. */
static void apply_argument(struct app *app, struct player *player, char *words)
{
    for (char *word = strsep(&words, " "); word; word = strsep(&words, " ")) {
        struct error error = {0};
        char *equals = strchr(word, '=');
        if (!equals)
            continue;
        *equals = '\0';
        if (!set_parameter(player, word, equals + 1, &error))
            app_complain(app, &error);
    }
}

static void *open_player(struct app *app, const char *argument, struct error *error)
{
    char *words = memory_copy_string(argument ? argument : "");
    char *rest = words, *name = strsep(&rest, " ");
    const struct simulation *simulation = simulation_find(name);
    if (!simulation) {
        (void)error_set(error, ERROR_USAGE, "there is no simulation \"%s\"", name);
        free(words);
        return NULL;
    }
    struct player *player = memory_allocate(1, sizeof *player);
    player->simulation = simulation;
    player->values = memory_allocate(simulation->parameter_count, sizeof *player->values);
    player->seed = app->seed;
    player->speed = 4;
    player->parameters.count = simulation->parameter_count;
    simulation_defaults(simulation, player->values);
    if (!start(player, player->values, 0, error)) {
        release(player);
        free(words);
        return NULL;
    }
    if (rest)
        apply_argument(app, player, rest);
    free(words);
    return player;
}

/* --- Actions ------------------------------------------------------------------------------------
 */

static const struct parameter *selected(const struct player *player)
{
    return &player->simulation->parameters[player->parameters.selected];
}

static void begin_editing(struct player *player)
{
    char value[64];
    parameter_format(selected(player), player->values[player->parameters.selected], value,
                     sizeof value);
    player->editing = true;
    player->playing = false;
    player->problem[0] = '\0';
    field_set(&player->field, value);
    player->field.replace = true;
}

static void finish_editing(struct app *app, struct player *player)
{
    struct error error = {0};
    if (!set_parameter(player, selected(player)->name, field_text(&player->field), &error)) {
        error_format(&error, player->problem, sizeof player->problem);
        return;
    }
    player->editing = false;
    player->problem[0] = '\0';
    app_say(app, "%s is changed; the run was made again.", selected(player)->name);
}

static bool handle_editing(struct app *app, struct player *player, enum action action)
{
    if (action == ACTION_ACCEPT) {
        finish_editing(app, player);
        return true;
    }
    if (action != ACTION_BACK)
        return false;
    player->editing = false;
    player->problem[0] = '\0';
    return true;
}

static void restart(struct app *app, struct player *player)
{
    struct error error = {0};
    player->playing = false;
    if (!start(player, player->values, 0, &error))
        app_complain(app, &error);
}

static void play(struct app *app, struct player *player)
{
    if (run_finished(player->run))
        restart(app, player);
    player->playing = !player->playing;
}

static void show_table(struct app *app, const struct player *player)
{
    struct text text = {0};
    report_text_table(&player->report, &text);
    overlay_open_text(app, "Measured and theory", text_string(&text));
    text_release(&text);
}

static void change_speed(struct app *app, struct player *player, bool faster)
{
    player->speed = faster ? player->speed * 2 : player->speed / 2;
    player->speed = player->speed < 1 ? 1 : player->speed > SPEED_MOST ? SPEED_MOST : player->speed;
    app_say(app, "%d %s a second.", player->speed, player->speed == 1 ? "step" : "steps");
}

static bool handle_run(struct app *app, struct player *player, enum action action)
{
    switch (action) {
    case ACTION_STEP:
        player->playing = false;
        if (!run_step(player->run, 1))
            app_say(app, "The run is complete.");
        break;
    case ACTION_STEP_BACK:
        player->playing = false;
        if (!run_back(player->run, 1))
            app_say(app, "This is the beginning.");
        break;
    case ACTION_LAST:
        run_complete(player->run);
        break;
    case ACTION_FIRST:
    case ACTION_RESTART:
        restart(app, player);
        break;
    case ACTION_PLAY:
        play(app, player);
        break;
    default:
        return false;
    }
    observe(player);
    return true;
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct player *player = state;
    if (player->editing)
        return handle_editing(app, player, action);
    switch (action) {
    case ACTION_FASTER:
    case ACTION_SLOWER:
        change_speed(app, player, action == ACTION_FASTER);
        return true;
    case ACTION_ACCEPT:
        begin_editing(player);
        return true;
    case ACTION_INFORMATION:
        show_table(app, player);
        return true;
    default:
        return handle_run(app, player, action) || list_handle(&player->parameters, action, 4);
    }
}

static const char *disabled(const struct app *app, const void *state, enum action action)
{
    (void)app;
    const struct player *player = state;
    if (action == ACTION_ACCEPT && !player->parameters.count)
        return "This simulation has no parameters.";
    if (player->editing &&
        (action == ACTION_PLAY || (action >= ACTION_STEP && action <= ACTION_RESTART)))
        return "Enter takes the value, Esc leaves it.";
    return NULL;
}

static const char *label(const void *state, enum action action)
{
    const struct player *player = state;
    if (action == ACTION_PLAY)
        return player->playing ? "pause" : "play";
    if (action == ACTION_STEP_BACK)
        return "back a step";
    if (action == ACTION_ACCEPT)
        return player->editing ? "take it" : "change";
    return NULL;
}

static bool typing(const void *state)
{
    const struct player *player = state;
    return player->editing;
}

static void type(struct app *app, void *state, struct key key)
{
    (void)app;
    struct player *player = state;
    player->problem[0] = '\0';
    (void)field_feed(&player->field, key);
}

static int pace(const void *state)
{
    const struct player *player = state;
    int wanted = 1000 / player->speed;
    return player->playing ? wanted > FRAME_MS ? wanted : FRAME_MS : -1;
}

static void tick(struct app *app, void *state)
{
    (void)app;
    struct player *player = state;
    long steps = (long)player->speed * FRAME_MS / 1000;
    (void)run_step(player->run, steps > 1 ? steps : 1);
    observe(player);
}

static void status(const struct app *app, const void *state, char *buffer, size_t size)
{
    const struct player *player = state;
    const char *dot = app->ascii ? "|" : "·";
    const char *doing = run_finished(player->run) ? "complete"
                        : player->playing         ? "playing"
                                                  : "paused";
    (void)snprintf(buffer, size, "%s %s step %ld %s %d/s", doing, dot, run_position(player->run),
                   dot, player->speed);
}

static const char *heading(const void *state)
{
    const struct player *player = state;
    return player->simulation->title;
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

/* False where the picture does not say itself what just happened. */
static bool draw_picture(const struct player *player, struct canvas *canvas, struct area area)
{
    struct canvas picture;
    canvas_init(&picture, area.columns, area.rows);
    picture.ascii = canvas->ascii;
    run_draw(player->run, &player->report, &picture);
    struct text text = {0};
    canvas_to_text(&picture, &text);
    bool told = strstr(text_string(&text), player->description) != NULL;
    text_release(&text);
    area_paste(canvas, area, &picture);
    canvas_release(&picture);
    return told;
}

/* The line about what happened comes first, unless the picture has it. */
static void draw_run(const struct player *player, struct canvas *canvas, struct area area)
{
    if (draw_picture(player, canvas, area))
        return;
    canvas_fill(canvas, area.column, area.row, area.columns, area.rows, style_of(INK_TEXT), " ");
    area_line(canvas, area_cut_top(&area, 1), 0, style_of(INK_STRONG), player->description);
    (void)draw_picture(player, canvas, area);
}

static void draw_parameter(const struct player *player, struct canvas *canvas, struct area area,
                           int line, size_t index)
{
    const struct parameter *parameter = &player->simulation->parameters[index];
    bool marked = index == player->parameters.selected;
    int row = area.row + line, width = area.columns >= 40 ? 20 : 14;
    char value[64], shown[96];
    parameter_format(parameter, player->values[index], value, sizeof value);
    (void)snprintf(shown, sizeof shown, "%s %s", value, parameter->unit);
    list_mark(canvas, area, line, marked);
    (void)canvas_text_fit(canvas, area.column + 2, row, width,
                          style_of(marked ? INK_STRONG : INK_TEXT), parameter->name);
    int column = area.column + 3 + width, left = area.columns - 3 - width;
    if (marked && player->editing)
        field_draw(&player->field, canvas, column, row, left);
    else
        (void)canvas_text_fit(canvas, column, row, left, style_of(INK_ACCENT), shown);
}

static void draw_parameters(struct player *player, struct canvas *canvas, struct area area)
{
    area_line(canvas, area_cut_top(&area, 1), 0, style_of(INK_DIM), "Parameters");
    if (!area.rows)
        return;
    size_t top = list_top(&player->parameters, area.rows);
    for (int line = 0; line < area.rows && top + (size_t)line < player->parameters.count; line++)
        draw_parameter(player, canvas, area, line, top + (size_t)line);
    struct area edge = area;
    edge.columns = 1;
    list_arrows(canvas, edge, &player->parameters);
}

static void draw_measured(const struct player *player, struct canvas *canvas, struct area area)
{
    struct area heading = area_cut_top(&area, 1);
    int number = area.columns >= 44 ? 11 : 8;
    int value = area.column + area.columns - 2 * number - 1;
    area_line(canvas, heading, 0, style_of(INK_DIM), "Measured");
    area_right(canvas, heading, 0, style_of(INK_THEORY), "theory");
    const struct report *report = &player->report;
    for (int line = 0; line < area.rows && (size_t)line < report->observation_count; line++) {
        const struct observation *observation = &report->observations[line];
        const struct prediction *theory = report_text_theory(report, observation->name);
        char measured[48], predicted[48] = "";
        bool last = line == area.rows - 1 && (size_t)line + 1 < report->observation_count;
        report_text_value(observation->mean, measured, sizeof measured);
        if (theory)
            report_text_value(theory->value, predicted, sizeof predicted);
        struct area row = {area.column, area.row + line, area.columns, 1};
        (void)canvas_text_fit(canvas, area.column, row.row, value - area.column - 1,
                              style_of(INK_TEXT), last ? "(more)" : observation->name);
        if (last)
            break;
        (void)canvas_text_fit(canvas, value, row.row, number, style_of(INK_SERIES_A), measured);
        area_right(canvas, row, 0, style_of(INK_THEORY), predicted);
    }
}

/* Range and meaning of the marked parameter, or what was wrong with what was typed. */
static void draw_help(const struct player *player, struct canvas *canvas, struct area area)
{
    if (player->problem[0]) {
        (void)canvas_paragraph(canvas, area.column, area.row, area.columns, area.rows, 0,
                               style_of(INK_BAD), player->problem);
        return;
    }
    if (!player->parameters.count)
        return;
    struct text text = {0};
    report_text_parameter(selected(player), &text);
    area_line(canvas, area, 0, style_of(INK_DIM), text_string(&text));
    text_release(&text);
}

/* Parameters and measurements beside the picture, or below it. */
static struct area cut_panel(const struct player *player, struct area *body, bool wide)
{
    if (wide) {
        struct area panel = *body;
        panel.column += panel.columns - SIDE_COLUMNS;
        panel.columns = SIDE_COLUMNS;
        body->columns -= SIDE_COLUMNS + 2;
        return panel;
    }
    size_t rows = player->simulation->parameter_count > player->report.observation_count
                      ? player->simulation->parameter_count
                      : player->report.observation_count;
    int most = body->rows / 3 < 4 ? 4 : body->rows / 3;
    return area_cut_bottom(body, (int)rows + 1 < most ? (int)rows + 1 : most);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    (void)app;
    struct player *player = state;
    bool wide = body.columns >= WIDE_COLUMNS;
    struct area help = area_cut_bottom(&body, player->editing ? 2 : 1);
    struct area panel = cut_panel(player, &body, wide);
    draw_help(player, canvas, help);
    struct area parameters = panel, measured = panel;
    if (wide) {
        parameters.rows = (int)player->simulation->parameter_count + 2;
        parameters.rows = parameters.rows > panel.rows / 2 ? panel.rows / 2 : parameters.rows;
        measured.row += parameters.rows;
        measured.rows -= parameters.rows;
    } else {
        parameters.columns = panel.columns / 2 - 2;
        measured.column += panel.columns / 2;
        measured.columns -= panel.columns / 2;
    }
    draw_parameters(player, canvas, parameters);
    draw_measured(player, canvas, measured);
    draw_run(player, canvas, body);
}

const struct screen screen_simulation = {
    .name = "simulation",
    .title = "Simulation",
    .heading = heading,
    .wide = true,
    .open = open_player,
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
