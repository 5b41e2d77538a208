/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture of a run, its time line, and the panel below or beside it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/report_text.h"
#include "tui/stage.h"
#include "tui/wording.h"

enum { SIDE_COLUMNS = 46, WIDE_COLUMNS = 124, BETWEEN = 2, PICTURE_ROWS = 1 };

static const char *const side_names[PLAYER_SIDES] = {"A", "B"};
static const enum ink side_inks[PLAYER_SIDES] = {INK_SERIES_A, INK_SERIES_B};

/* --- The picture --------------------------------------------------------------------------------
 */

/* False where the picture does not say itself what just happened. */
static bool draw_picture(const struct player_side *side, size_t number, bool secret,
                         struct canvas *canvas, struct area area)
{
    struct canvas picture;
    canvas_init(&picture, area.columns, area.rows);
    picture.ascii = canvas->ascii;
    run_draw(side->run, number, secret ? NULL : &side->report, &picture);
    struct text text = {0};
    canvas_to_text(&picture, &text);
    char shown[sizeof side->description];
    (void)snprintf(shown, sizeof shown, "%s", side->description);
    if (area.columns > 1) /* the picture may have had to cut it as well */
        shown[text_fit(shown, strlen(shown), area.columns - 1)] = '\0';
    bool told = strstr(text_string(&text), shown) != NULL;
    text_release(&text);
    area_paste(canvas, area, &picture);
    canvas_release(&picture);
    return told;
}

/* The line about what happened comes first, unless the picture has it, or is another view of a run
 * that is over. */
static void draw_side(const struct player_side *side, size_t number, bool secret,
                      struct canvas *canvas, struct area area)
{
    bool told = draw_picture(side, number, secret, canvas, area);
    if (told || (number > 0 && run_finished(side->run)))
        return;
    canvas_fill(canvas, area.column, area.row, area.columns, area.rows, style_of(INK_TEXT), " ");
    area_line(canvas, area_cut_top(&area, 1), 0, style_of(INK_STRONG), side->description);
    (void)draw_picture(side, number, secret, canvas, area);
}

static void draw_runs(const struct stage *stage, struct canvas *canvas, struct area area)
{
    const struct player *player = stage->player;
    bool secret = stage_keeps_secret(stage);
    if (player->side_count == 1) {
        draw_side(&player->sides[0], player->picture, secret, canvas, area);
        return;
    }
    int half = (area.columns - BETWEEN) / PLAYER_SIDES;
    for (int i = 0; i < PLAYER_SIDES; i++) {
        struct area part = {area.column + i * (half + BETWEEN), area.row, half, area.rows};
        bool front = i == player->side;
        (void)canvas_printf(canvas, part.column, part.row,
                            style_with(side_inks[i], front ? ATTRIBUTE_BOLD : 0), "%s%s",
                            side_names[i], front ? "  (Enter changes its values)" : "");
        (void)area_cut_top(&part, 1);
        draw_side(&player->sides[i], player->picture, secret, canvas, part);
    }
}

/* Where the run stands on the part that was seen so far. */
static void draw_time(const struct player *player, struct canvas *canvas, struct area area)
{
    long position = player_position(player), furthest = player_furthest(player);
    bool whole = player_finished(player);
    char number[64];
    (void)snprintf(number, sizeof number, " %ld of %ld%s", position, furthest,
                   whole                  ? ""
                   : position == furthest ? ", more to come"
                                          : " seen");
    int width = area.columns - text_width(number, strlen(number)) - 2;
    if (width < 8) {
        area_line(canvas, area, 0, style_of(INK_DIM), number + 1);
        return;
    }
    int at =
        furthest > 0 ? (int)lround((double)(width - 1) * (double)position / (double)furthest) : 0;
    canvas_rule(canvas, area.column, area.row, width, style_of(INK_DIM));
    (void)canvas_text(canvas, area.column + at, area.row, style_of(INK_ACCENT),
                      canvas->ascii ? "#" : "●");
    (void)canvas_text(canvas, area.column + width, area.row, style_of(INK_DIM), number);
}

/* --- Parameters ---------------------------------------------------------------------------------
 */

static void draw_value(const struct stage *stage, struct canvas *canvas, struct area area, int row,
                       size_t index, int side)
{
    const struct player *player = stage->player;
    const struct parameter *parameter = &player->simulation->parameters[index];
    double value = player->sides[side].values[index];
    double other = player->sides[player->side_count > 1 ? 1 - side : side].values[index];
    bool differs = value != other && !(isnan(value) && isnan(other));
    char text[64], shown[128];
    if (stage->mode == STAGE_VALUE && side == player->side && index == stage->parameters.selected) {
        field_draw(&stage->field, canvas, area.column, row, area.columns);
        return;
    }
    parameter_format(parameter, value, text, sizeof text);
    (void)snprintf(shown, sizeof shown, "%s %s", text,
                   player->side_count == 1 ? parameter->unit : "");
    (void)canvas_text_fit(canvas, area.column, row, area.columns,
                          player->side_count == 1 ? style_of(INK_ACCENT)
                                                  : style_with(differs ? side_inks[side] : INK_DIM,
                                                               differs ? ATTRIBUTE_BOLD : 0),
                          shown);
}

static void draw_parameter(const struct stage *stage, struct canvas *canvas, struct area area,
                           int line, size_t index)
{
    const struct player *player = stage->player;
    bool marked = index == stage->parameters.selected;
    int row = area.row + line, name = area.columns >= 40 ? 24 : 17;
    list_mark(canvas, area, line, marked);
    (void)canvas_text_fit(canvas, area.column + 2, row, name,
                          style_of(marked ? INK_STRONG : INK_TEXT),
                          player->simulation->parameters[index].name);
    int each = (area.columns - name - 3) / player->side_count;
    for (int side = 0; side < player->side_count; side++) {
        struct area place = {area.column + 3 + name + side * each, row,
                             each - (player->side_count > 1), 1};
        draw_value(stage, canvas, place, row, index, side);
    }
}

static void draw_parameters(struct stage *stage, struct canvas *canvas, struct area area)
{
    area_line(canvas, area_cut_top(&area, 1), 0, style_of(INK_DIM), "Parameters");
    if (!area.rows)
        return;
    size_t top = list_top(&stage->parameters, area.rows);
    for (int line = 0; line < area.rows && top + (size_t)line < stage->parameters.count; line++)
        draw_parameter(stage, canvas, area, line, top + (size_t)line);
    struct area edge = area;
    edge.columns = 1;
    list_arrows(canvas, edge, &stage->parameters);
}

/* --- What was measured --------------------------------------------------------------------------
 */

/* One run: measured and theory. Two: both measured. */
static void draw_measured_row(const struct stage *stage, struct canvas *canvas, struct area row,
                              size_t index, int number)
{
    const struct player *player = stage->player;
    const struct report *report = &player->sides[0].report;
    const struct observation *observation = &report->observations[index];
    char left[48], right[48] = "";
    enum ink ink = INK_THEORY;
    char name[128];
    bool secret = stage_keeps_secret(stage);
    report_text_name(observation, name, sizeof name);
    report_text_result(observation, observation->mean, left, sizeof left);
    if (secret)
        (void)snprintf(left, sizeof left, "?");
    if (player->side_count > 1 && !secret) {
        const struct observation *other =
            report_observation(&player->sides[1].report, observation->name);
        report_text_result(observation, other ? other->mean : NAN, right, sizeof right);
        ink = side_inks[1];
    } else {
        const struct prediction *theory = report_prediction(report, observation->name);
        if (theory && !secret)
            report_text_result(observation, theory->value, right, sizeof right);
    }
    int value = row.column + row.columns - 2 * number - 1;
    (void)canvas_text_fit(canvas, row.column, row.row, value - row.column - 1, style_of(INK_TEXT),
                          name);
    (void)canvas_text_fit(canvas, value, row.row, number, style_of(side_inks[0]), left);
    area_right(canvas, row, 0, style_of(ink), right);
}

static void draw_measured(const struct stage *stage, struct canvas *canvas, struct area area)
{
    const struct player *player = stage->player;
    struct area heading = area_cut_top(&area, 1);
    size_t count = player->sides[0].report.observation_count;
    int number = area.columns >= 44 ? 11 : 8;
    area_line(canvas, heading, 0, style_of(INK_DIM), "Measured");
    if (player->side_count > 1)
        (void)canvas_text_fit(canvas, heading.column + heading.columns - 2 * number - 1,
                              heading.row, number, style_of(side_inks[0]), side_names[0]);
    area_right(canvas, heading, 0, style_of(player->side_count > 1 ? side_inks[1] : INK_THEORY),
               player->side_count > 1 ? side_names[1] : "theory");
    for (int line = 0; line < area.rows && (size_t)line < count; line++) {
        struct area row = {area.column, area.row + line, area.columns, 1};
        if (line == area.rows - 1 && (size_t)line + 1 < count) {
            area_line(canvas, row, 0, style_of(INK_DIM), "(more in the table)");
            break;
        }
        draw_measured_row(stage, canvas, row, (size_t)line, number);
    }
}

/* --- Typing and choosing ------------------------------------------------------------------------
 */

static void draw_field(const struct stage *stage, struct canvas *canvas, struct area area,
                       const char *label)
{
    int column = canvas_text(canvas, area.column, area.row, style_of(INK_ACCENT), label) + 1;
    field_draw(&stage->field, canvas, column, area.row, area.column + area.columns - column);
}

/* A question or an explanation, and below it the line that is typed. */
static void draw_asking(const struct stage *stage, struct canvas *canvas, struct area area,
                        const char *title, const char *text, const char *label)
{
    area_line(canvas, area_cut_top(&area, 1), 0, style_of(INK_DIM), title);
    int used = canvas_paragraph(canvas, area.column, area.row, area.columns, area.rows - 1, 0,
                                style_of(INK_STRONG), text);
    (void)area_cut_top(&area, used < area.rows - 1 ? used : area.rows - 1);
    draw_field(stage, canvas, area, label);
}

static void draw_reveal(const struct stage *stage, struct canvas *canvas, struct area area)
{
    const struct guess *guess = &stage->guess;
    struct text text = {0}, when = {0};
    wording_interval(guess->graded.after.interval_days, &when);
    text_printf(&text, "Your guess %s, the answer ",
                guess->problem.choice_count ? guess->judgement.read_as : guess->typed);
    problem_tell_answer(&guess->problem, &text);
    if (isfinite(guess->judgement.distance) && guess->judgement.distance > 0.0005)
        text_printf(&text, ": %.3g %% off", 100 * guess->judgement.distance);
    const char *reason = judgement_reason(&guess->judgement);
    text_printf(&text, ".\n%s%sAsked again in %s, with other values.", reason,
                reason[0] ? "\n" : "", text_string(&when));
    area_line(canvas, area_cut_top(&area, 1), 0, style_of(INK_DIM), "What you guessed");
    (void)canvas_paragraph(
        canvas, area.column, area.row, area.columns, area.rows, 0,
        style_of(guess->judgement.verdict == VERDICT_CORRECT ? INK_GOOD : INK_BAD),
        text_string(&text));
    text_release(&text);
    text_release(&when);
}

static void draw_presets(struct stage *stage, struct canvas *canvas, struct area area)
{
    area_line(canvas, area_cut_top(&area, 1), 0, style_of(INK_DIM), "Runs worth seeing");
    size_t top = list_top(&stage->choices, area.rows);
    for (int line = 0; line < area.rows && top + (size_t)line < stage->choices.count; line++) {
        const struct stage_preset *preset = &stage->presets[top + (size_t)line];
        bool marked = top + (size_t)line == stage->choices.selected;
        int row = area.row + line;
        list_mark(canvas, area, line, marked);
        int column = canvas_text_fit(canvas, area.column + 2, row, 36,
                                     style_of(marked ? INK_STRONG : INK_TEXT), preset->name);
        column = column < area.column + 39 ? area.column + 39 : column + 1;
        (void)canvas_text_fit(canvas, column, row, area.column + area.columns - column,
                              style_of(INK_DIM), preset->shows);
    }
    list_arrows(canvas, area, &stage->choices);
}

/* The question that a guess is asked for, with its choices. */
static void guess_text(const struct stage *stage, struct text *out)
{
    const struct problem *problem = &stage->guess.problem;
    text_append_bytes(out, problem->prompt, problem_question_length(problem));
    problem_list_choices(problem, out);
}

/* Rows that it takes in that many columns, with its title and the line that is typed; 0 where
 * nothing is guessed. */
static int guess_rows(const struct stage *stage, struct canvas *canvas, int columns)
{
    struct text text = {0};
    if (stage->mode != STAGE_GUESS)
        return 0;
    guess_text(stage, &text);
    int rows =
        canvas_paragraph(canvas, 0, 0, columns, 0, 0, style_of(INK_STRONG), text_string(&text));
    text_release(&text);
    return rows + 2;
}

static void draw_guess(struct stage *stage, struct canvas *canvas, struct area area)
{
    struct text text = {0};
    guess_text(stage, &text);
    draw_asking(stage, canvas, area, "Predict first", text_string(&text), "Your guess:");
    text_release(&text);
}

/* True where the mode takes the place of parameters and measurements. */
static bool draw_mode(struct stage *stage, struct canvas *canvas, struct area area)
{
    switch (stage->mode) {
    case STAGE_GUESS:
        draw_guess(stage, canvas, area);
        return true;
    case STAGE_KEYS:
        draw_asking(stage, canvas, area, "Your own keys", stage->player->simulation->input_help,
                    "Keys:");
        return true;
    case STAGE_FILE:
        draw_asking(stage, canvas, area, "Write this run to a file",
                    "The ending decides: .svg the picture, .csv the table, .json all of it.",
                    "File:");
        return true;
    case STAGE_PRESETS:
        draw_presets(stage, canvas, area);
        return true;
    default:
        return false;
    }
}

/* --- All of it ----------------------------------------------------------------------------------
 */

/* Range and meaning of the marked parameter (of a price its age and source), or what was wrong with
 * what was typed. */
static void draw_help(const struct stage *stage, struct canvas *canvas, struct area area)
{
    if (stage->problem[0]) {
        (void)canvas_paragraph(canvas, area.column, area.row, area.columns, area.rows, 0,
                               style_of(INK_BAD), stage->problem);
        return;
    }
    if (!stage->parameters.count || (stage->mode != STAGE_RUN && stage->mode != STAGE_VALUE))
        return;
    struct text text = {0};
    const struct parameter *parameter = stage_parameter(stage);
    if (parameter->price && stage->mode == STAGE_RUN)
        pricing_help(&stage->pricing, parameter,
                     player_front(stage->player)->values[stage->parameters.selected], &text);
    else
        report_text_parameter(parameter, &text);
    area_line(canvas, area, 0, style_of(INK_DIM), text_string(&text));
    text_release(&text);
}

/* Parameters and measurements beside the picture, or below it; there a question takes the rows that
 * it needs, and the picture keeps a few. */
static struct area cut_panel(const struct stage *stage, struct canvas *canvas, struct area *body,
                             bool wide)
{
    const struct player *player = stage->player;
    if (wide) {
        struct area panel = *body;
        panel.column += panel.columns - SIDE_COLUMNS;
        panel.columns = SIDE_COLUMNS;
        body->columns -= SIDE_COLUMNS + 2;
        return panel;
    }
    size_t rows = player->simulation->parameter_count > player->sides[0].report.observation_count
                      ? player->simulation->parameter_count
                      : player->sides[0].report.observation_count;
    int most = body->rows / 3 < 5 ? 5 : body->rows / 3;
    int wanted = (int)rows + 1 < most ? (int)rows + 1 : most;
    int asked = guess_rows(stage, canvas, body->columns), room = body->rows - PICTURE_ROWS;
    if (asked > wanted && room > wanted)
        wanted = asked < room ? asked : room;
    return area_cut_bottom(body, wanted);
}

static void draw_panel(struct stage *stage, struct canvas *canvas, struct area panel, bool wide)
{
    struct area parameters = panel, measured = panel;
    if (wide) {
        parameters.rows = (int)stage->parameters.count + 2;
        parameters.rows = parameters.rows > panel.rows / 2 ? panel.rows / 2 : parameters.rows;
        int asked = guess_rows(stage, canvas, panel.columns);
        parameters.rows = asked > parameters.rows ? asked : parameters.rows;
        parameters.rows = parameters.rows > panel.rows ? panel.rows : parameters.rows;
        measured.row += parameters.rows;
        measured.rows -= parameters.rows;
    } else {
        parameters.columns = panel.columns / 2 - 2;
        measured.column += panel.columns / 2;
        measured.columns -= panel.columns / 2;
    }
    if (draw_mode(stage, canvas, wide ? parameters : panel))
        parameters.rows = 0;
    else if (stage->mode == STAGE_REVEAL)
        draw_reveal(stage, canvas, parameters);
    else
        draw_parameters(stage, canvas, parameters);
    if (wide || parameters.rows)
        draw_measured(stage, canvas, measured);
}

void stage_draw(struct stage *stage, struct canvas *canvas, struct area body)
{
    bool wide = body.columns >= WIDE_COLUMNS;
    bool zoomed = stage->zoomed && stage->mode == STAGE_RUN;
    if (!zoomed) {
        struct area help = area_cut_bottom(&body, stage->problem[0] ? 2 : 1);
        struct area panel = cut_panel(stage, canvas, &body, wide);
        draw_help(stage, canvas, help);
        draw_panel(stage, canvas, panel, wide);
    }
    struct area time = area_cut_bottom(&body, 1);
    draw_time(stage->player, canvas, time);
    draw_runs(stage, canvas, body);
}
