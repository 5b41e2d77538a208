/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "tui/report_text.h"
#include "tui/simulate.h"

enum { SCRUB_PARTS = 20 };

/* --- Opening ------------------------------------------------------------------------------------
 */

static void add_preset(struct stage *stage, const char *name, const char *values, const char *shows)
{
    void *items = stage->presets;
    memory_reserve(&items, stage->preset_count, &stage->preset_capacity, sizeof *stage->presets);
    stage->presets = items;
    stage->presets[stage->preset_count++] = (struct stage_preset){
        memory_copy_string(name), memory_copy_string(values), memory_copy_string(shows)};
}

static bool add_link(void *context, const struct link_row *row)
{
    struct stage *stage = context;
    const char *slash = strrchr(row->file, '/');
    char name[160];
    (void)snprintf(name, sizeof name, "line %ld of %s", row->line, slash ? slash + 1 : row->file);
    add_preset(stage, name, row->parameters, row->parameters[0] ? row->parameters : "as it stands");
    return true;
}

static void gather_presets(struct app *app, struct stage *stage)
{
    const struct simulation *simulation = stage->player->simulation;
    struct error error = {0};
    for (size_t i = 0; i < simulation->preset_count; i++)
        add_preset(stage, simulation->presets[i].name, simulation->presets[i].settings,
                   simulation->presets[i].shows);
    if (!collection_each_link(app->collection, simulation->name, add_link, stage, &error))
        app_complain(app, &error);
    stage->choices.count = stage->preset_count;
}

/* One "name=value" after another, so that one that does not fit leaves the others. */
static void apply_argument(struct app *app, struct stage *stage, const char *values)
{
    for (const char *at = values; *(at += strspn(at, " "));) {
        struct error error = {0};
        size_t length = strcspn(at, " ");
        char *word = memory_copy_bytes(at, length);
        if (!player_apply(stage->player, word, &error))
            app_complain(app, &error);
        free(word);
        at += length;
    }
}

static struct player *open_player(struct app *app, const struct simulation *simulation,
                                  struct pricing *pricing, struct error *error)
{
    double base[MOST_PARAMETERS];
    if (!pricing_open(pricing, simulation, app->clock, error) ||
        !pricing_defaults(pricing, simulation, base, error))
        return NULL;
    return player_open(simulation, base, app->seed, error);
}

struct stage *stage_open(struct app *app, const char *argument, struct error *error)
{
    argument = argument ? argument : "";
    size_t length = strcspn(argument, " ");
    char *name = memory_copy_bytes(argument, length);
    const struct simulation *simulation = simulation_find(name);
    if (!simulation)
        (void)error_set(error, ERROR_USAGE, "there is no simulation \"%s\"", name);
    free(name);
    struct pricing pricing = {0};
    struct player *player = simulation ? open_player(app, simulation, &pricing, error) : NULL;
    if (!player) {
        pricing_release(&pricing);
        return NULL;
    }
    struct stage *stage = memory_allocate(1, sizeof *stage);
    stage->player = player;
    stage->pricing = pricing;
    stage->parameters.count = simulation->parameter_count;
    apply_argument(app, stage, argument + length);
    gather_presets(app, stage);
    return stage;
}

void stage_free(struct stage *stage)
{
    player_free(stage->player);
    pricing_release(&stage->pricing);
    guess_release(&stage->guess);
    field_release(&stage->field);
    for (size_t i = 0; i < stage->preset_count; i++) {
        free(stage->presets[i].name);
        free(stage->presets[i].settings);
        free(stage->presets[i].shows);
    }
    free(stage->presets);
    free(stage);
}

/* --- Modes --------------------------------------------------------------------------------------
 */

const struct parameter *stage_parameter(const struct stage *stage)
{
    return stage->parameters.count
               ? &stage->player->simulation->parameters[stage->parameters.selected]
               : NULL;
}

static void enter(struct stage *stage, enum stage_mode mode, const char *typed)
{
    stage->mode = mode;
    stage->player->playing = false;
    stage->problem[0] = '\0';
    field_set(&stage->field, typed);
    stage->field.replace = typed[0] != '\0';
}

static void leave(struct stage *stage)
{
    stage->mode = STAGE_RUN;
    stage->problem[0] = '\0';
}

bool stage_is_typing(const struct stage *stage)
{
    return stage->mode == STAGE_VALUE || stage->mode == STAGE_KEYS || stage->mode == STAGE_FILE ||
           stage->mode == STAGE_GUESS;
}

void stage_settle(struct stage *stage)
{
    if (stage->mode == STAGE_RUN && stage->guess.given && player_finished(stage->player)) {
        stage->mode = STAGE_REVEAL;
        stage->player->playing = false;
    }
}

/* True where a guess is asked for first. */
static bool offer_guess(struct app *app, struct stage *stage)
{
    const struct player *player = stage->player;
    if (stage->asked || player_position(player) > 0 || player->input[0])
        return false;
    stage->asked = true;
    if (!guess_pose(&stage->guess, player->simulation, player_front(player)->values, player->seed,
                    app->clock))
        return false;
    enter(stage, STAGE_GUESS, "");
    return true;
}

static void predict(struct app *app, struct stage *stage)
{
    player_seek(stage->player, 0);
    stage->guess.given = false;
    stage->asked = false;
    if (stage->player->input[0])
        app_say(app, "Questions are about drawn keys: take your own away first.");
    else if (!offer_guess(app, stage))
        app_say(app, "There is no question about a run with these values.");
}

/* --- What was typed -----------------------------------------------------------------------------
 */

static void take_value(struct app *app, struct stage *stage, struct error *error)
{
    if (!player_set(stage->player, stage_parameter(stage)->name, field_text(&stage->field), error))
        return;
    stage->guess.given = false; /* it was about the run before */
    app_say(app, "%s is changed; the run was made again.", stage_parameter(stage)->name);
}

static void take_keys(struct app *app, struct stage *stage, struct error *error)
{
    const char *typed = field_text(&stage->field);
    typed += strspn(typed, " ");
    if (!player_input(stage->player, typed, error))
        return;
    stage->guess.given = false;
    app_say(app, *typed ? "The run has your keys." : "The keys are drawn from the seed again.");
}

static void take_file(struct app *app, struct stage *stage, struct error *error)
{
    const char *path = field_text(&stage->field);
    if (simulate_write(player_front(stage->player)->run, &stage->pricing, stage->player->picture,
                       path, error))
        app_say(app, "Written to %s.", path);
}

static void take_guess(struct app *app, struct stage *stage, struct error *error)
{
    struct answer_style style = {.decimal_comma = app->config.decimal_comma};
    const char *typed = field_text(&stage->field);
    if (!typed[strspn(typed, " ")]) {
        (void)error_set(error, ERROR_USAGE, "Type a guess; Esc runs without one.");
        return;
    }
    if (!guess_give(&stage->guess, app->collection, typed, &style, error))
        return;
    if (!stage->guess.given) {
        (void)error_set(error, ERROR_USAGE, "%s", stage->guess.judgement.message);
        return;
    }
    app_say(app, "Your guess is stored.%s",
            stage->guess.graded.day_earned ? " This day is earned." : "");
    stage->player->playing = true;
}

static void take(struct app *app, struct stage *stage)
{
    struct error error = {0};
    switch (stage->mode) {
    case STAGE_VALUE:
        take_value(app, stage, &error);
        break;
    case STAGE_KEYS:
        take_keys(app, stage, &error);
        break;
    case STAGE_FILE:
        take_file(app, stage, &error);
        break;
    default:
        take_guess(app, stage, &error);
        break;
    }
    if (error.kind == ERROR_NONE)
        leave(stage);
    else
        error_format(&error, stage->problem, sizeof stage->problem);
}

static bool handle_typing(struct app *app, struct stage *stage, enum action action)
{
    if (action == ACTION_ACCEPT) {
        take(app, stage);
        return true;
    }
    if (action != ACTION_BACK)
        return false;
    if (stage->mode == STAGE_GUESS) {
        guess_release(&stage->guess);
        app_say(app, "No guess this time.");
    }
    leave(stage);
    return true;
}

/* --- Choosing a run -----------------------------------------------------------------------------
 */

static void load_preset(struct app *app, struct stage *stage)
{
    const struct stage_preset *preset = &stage->presets[stage->choices.selected];
    struct error error = {0};
    leave(stage);
    stage->guess.given = false;
    stage->asked = false;
    if (player_load(stage->player, preset->settings, &error))
        app_say(app, "%s: %s", preset->name, preset->shows);
    else
        app_complain(app, &error);
}

static bool handle_choosing(struct app *app, struct stage *stage, enum action action)
{
    if (action == ACTION_ACCEPT) {
        load_preset(app, stage);
        return true;
    }
    if (action == ACTION_BACK || action == ACTION_PRESETS) {
        leave(stage);
        return true;
    }
    return list_handle(&stage->choices, action, 4);
}

/* --- Playing ------------------------------------------------------------------------------------
 */

static void scrub(struct stage *stage, int direction)
{
    struct player *player = stage->player;
    long length = player_furthest(player);
    long part = length / SCRUB_PARTS > 1 ? length / SCRUB_PARTS : 1;
    player->playing = false;
    if (direction > 0)
        (void)player_step(player, part);
    else
        (void)player_back(player, part);
}

static void play(struct app *app, struct stage *stage)
{
    struct player *player = stage->player;
    if (player_finished(player)) {
        player_seek(player, 0);
        stage->guess.given = false;
    }
    if (!player->playing && offer_guess(app, stage))
        return;
    player->playing = !player->playing;
}

static void change_speed(struct app *app, struct player *player, bool faster)
{
    player->speed = faster ? player->speed * 2 : player->speed / 2;
    player->speed = player->speed < 1                ? 1
                    : player->speed > PLAYER_FASTEST ? PLAYER_FASTEST
                                                     : player->speed;
    app_say(app, "%d %s a second.", player->speed, player->speed == 1 ? "step" : "steps");
}

static bool handle_moving(struct app *app, struct stage *stage, enum action action)
{
    struct player *player = stage->player;
    switch (action) {
    case ACTION_STEP:
        player->playing = false;
        if (!offer_guess(app, stage) && !player_step(player, 1))
            app_say(app, "The run is complete.");
        return true;
    case ACTION_STEP_BACK:
        player->playing = false;
        if (!player_back(player, 1))
            app_say(app, "This is the beginning.");
        return true;
    case ACTION_SCRUB:
    case ACTION_SCRUB_BACK:
        scrub(stage, action == ACTION_SCRUB ? 1 : -1);
        return true;
    case ACTION_LAST:
        if (!offer_guess(app, stage))
            player_complete(player);
        return true;
    case ACTION_FIRST:
    case ACTION_RESTART:
        player->playing = false;
        player_seek(player, 0);
        return true;
    case ACTION_PLAY:
        play(app, stage);
        return true;
    default:
        return false;
    }
}

bool stage_keeps_secret(const struct stage *stage)
{
    return stage->mode == STAGE_GUESS ||
           (!stage->asked && stage->player->simulation->question_count > 0 &&
            player_position(stage->player) == 0);
}

static void show_table(struct app *app, const struct stage *stage)
{
    const struct player_side *side = player_front(stage->player);
    struct text text = {0}, prices = {0};
    if (stage_keeps_secret(stage))
        text_append(&text, "The results wait until you have guessed, or begun the run.\n");
    else
        report_text_table(&side->report, &text);
    pricing_text(&stage->pricing, side->run, &side->report, &prices);
    if (prices.length)
        text_printf(&text, "\n%s", text_string(&prices));
    text_release(&prices);
    overlay_open_text(app, "Measured and theory", text_string(&text));
    text_release(&text);
}

static void compare(struct app *app, struct stage *stage)
{
    struct error error = {0};
    if (!player_compare(stage->player, &error))
        app_complain(app, &error);
    else if (stage->player->side_count == PLAYER_SIDES)
        app_say(app, "Two runs with the same keys: change a value of B.");
}

static void begin_value(struct stage *stage)
{
    char value[64];
    parameter_format(stage_parameter(stage),
                     player_front(stage->player)->values[stage->parameters.selected], value,
                     sizeof value);
    enter(stage, STAGE_VALUE, value);
}

static void nudge(struct app *app, struct stage *stage, int direction)
{
    struct error error = {0};
    if (player_nudge(stage->player, stage->parameters.selected, direction, &error))
        stage->guess.given = false; /* it was about the run before */
    else
        app_complain(app, &error);
}

static void begin_file(struct stage *stage)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s.svg", stage->player->simulation->name);
    enter(stage, STAGE_FILE, path);
    stage->field.replace = false;
}

static bool handle_choice(struct app *app, struct stage *stage, enum action action)
{
    struct player *player = stage->player;
    switch (action) {
    case ACTION_FASTER:
    case ACTION_SLOWER:
        change_speed(app, player, action == ACTION_FASTER);
        return true;
    case ACTION_ACCEPT:
        begin_value(stage);
        return true;
    case ACTION_INFORMATION:
        show_table(app, stage);
        return true;
    case ACTION_COMPARE:
        compare(app, stage);
        return true;
    case ACTION_SIDE:
        player->side = (player->side + 1) % player->side_count;
        return true;
    case ACTION_PRESETS:
        enter(stage, STAGE_PRESETS, "");
        return true;
    case ACTION_PREDICT:
        predict(app, stage);
        return true;
    case ACTION_KEYS:
        enter(stage, STAGE_KEYS, player->input);
        return true;
    case ACTION_WRITE:
        begin_file(stage);
        return true;
    case ACTION_LOWER:
    case ACTION_RAISE:
        nudge(app, stage, action == ACTION_RAISE ? 1 : -1);
        return true;
    case ACTION_ZOOM:
        stage->zoomed = !stage->zoomed;
        return true;
    case ACTION_PICTURE:
        app_say(app, "Picture: %s.", player_turn_picture(player));
        return true;
    default:
        return false;
    }
}

bool stage_handle(struct app *app, struct stage *stage, enum action action)
{
    if (stage_is_typing(stage))
        return handle_typing(app, stage, action);
    if (stage->mode == STAGE_PRESETS)
        return handle_choosing(app, stage, action);
    if (stage->mode == STAGE_REVEAL) {
        leave(stage);
        stage->guess.given = false;
        if (action == ACTION_ACCEPT || action == ACTION_BACK)
            return true;
    }
    bool mine = handle_moving(app, stage, action) || handle_choice(app, stage, action) ||
                list_handle(&stage->parameters, action, 4);
    stage_settle(stage);
    return mine;
}

const char *stage_disabled(const struct stage *stage, enum action action)
{
    if (stage_is_typing(stage) && action != ACTION_ACCEPT && action >= ACTION_PLAY &&
        action <= ACTION_WRITE)
        return "Enter takes what is typed, Esc leaves it.";
    if (action == ACTION_PICTURE && !stage->player->simulation->picture_count)
        return "This simulation has one picture.";
    if ((action == ACTION_ACCEPT || action == ACTION_LOWER || action == ACTION_RAISE) &&
        !stage->parameters.count)
        return "This simulation has no parameters.";
    if (action == ACTION_PRESETS && !stage->preset_count)
        return "This simulation has no presets, and no note leads to it.";
    if (action == ACTION_KEYS && !stage->player->simulation->input)
        return "This simulation takes no keys of your own.";
    if (action == ACTION_PREDICT && !stage->player->simulation->question_count)
        return "This simulation asks no question.";
    if (action == ACTION_SIDE && stage->player->side_count < PLAYER_SIDES)
        return "Only one run is shown.";
    return NULL;
}

const char *stage_label(const struct stage *stage, enum action action)
{
    if (action == ACTION_PLAY)
        return stage->player->playing ? "pause" : "play";
    if (action == ACTION_COMPARE)
        return stage->player->side_count == PLAYER_SIDES ? "one run" : "compare";
    if ((action == ACTION_SIDE && stage->player->side_count < PLAYER_SIDES) ||
        (action == ACTION_PICTURE && !stage->player->simulation->picture_count))
        return "";
    if (action != ACTION_ACCEPT)
        return NULL;
    return stage->mode == STAGE_PRESETS  ? "take it"
           : stage->mode == STAGE_REVEAL ? "go on"
           : stage_is_typing(stage)      ? "take it"
                                         : "change";
}
