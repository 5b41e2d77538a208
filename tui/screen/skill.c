/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One skill: its state, how the answers went, which mistakes were met. */
#include <stdio.h>
#include <stdlib.h>

#include "engine/base/memory.h"
#include "tui/app.h"
#include "tui/skill_page.h"

struct skill {
    const struct drill *drill;
    struct skill_map map;
    struct skill_page *page;
    struct skill_view view;
};

static void release(void *state)
{
    struct skill *skill = state;
    skill_map_release(&skill->map);
    skill_page_free(skill->page);
    free(skill);
}

/* What is shown stays as it was where the collection cannot be read. */
static bool read_again(struct collection *collection, struct skill *skill, struct error *error)
{
    struct skill_map map;
    if (!skill_map_read(collection, &map, error))
        return false;
    struct skill_page *page = skill_page_open(collection, skill->drill, error);
    if (!page) {
        skill_map_release(&map);
        return false;
    }
    skill_map_release(&skill->map);
    skill_page_free(skill->page);
    skill->map = map;
    skill->page = page;
    return true;
}

/* `argument`: the name of a drill. */
static void *open_skill(struct app *app, const char *argument, struct error *error)
{
    const struct drill *drill = drill_find(argument ? argument : "");
    if (!drill) {
        (void)error_set(error, ERROR_USAGE, "there is no drill \"%s\"", argument ? argument : "");
        return NULL;
    }
    struct skill *skill = memory_allocate(1, sizeof *skill);
    skill->drill = drill;
    if (read_again(app->collection, skill, error))
        return skill;
    release(skill);
    return NULL;
}

static void resume(struct app *app, void *state)
{
    struct error error = {0};
    if (!read_again(app->collection, state, &error))
        app_complain(app, &error);
}

static void practise(struct app *app, const struct skill *skill)
{
    char argument[96];
    (void)snprintf(argument, sizeof argument, "drill:%s", skill->drill->name);
    app_open(app, "review", argument);
}

static void show_table(struct app *app, const struct skill *skill)
{
    struct text text = {0};
    skill_page_table(skill->page, &text);
    overlay_open_text(app, "The numbers behind the plots", text_string(&text));
    text_release(&text);
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct skill *skill = state;
    switch (action) {
    case ACTION_ACCEPT:
        practise(app, skill);
        return true;
    case ACTION_INFORMATION:
        show_table(app, skill);
        return true;
    case ACTION_PICTURE:
        (void)skill_view_turn(&skill->view);
        return true;
    default:
        return false;
    }
}

static const char *disabled(const struct app *app, const void *state, enum action action)
{
    (void)app;
    const struct skill *skill = state;
    if ((action == ACTION_PICTURE || action == ACTION_INFORMATION) && !skill->page->history.count)
        return "There are no answers yet.";
    if (action == ACTION_PICTURE && skill->view.shown >= skill->view.pictures)
        return "All pictures are shown.";
    return NULL;
}

static const char *label(const void *state, enum action action)
{
    (void)state;
    return action == ACTION_ACCEPT ? "practise" : action == ACTION_PICTURE ? "next plot" : NULL;
}

static const char *heading(const void *state)
{
    const struct skill *skill = state;
    return skill->drill->title;
}

static void status(const struct app *app, const void *state, char *buffer, size_t size)
{
    (void)app;
    const struct skill *skill = state;
    (void)snprintf(buffer, size, "%s", skill->drill->topic);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    (void)app;
    struct skill *skill = state;
    skill_view_draw(&skill->view, skill->page, &skill->map, canvas, body);
}

const struct screen screen_skill = {
    .name = "skill",
    .title = "Skill",
    .open = open_skill,
    .release = release,
    .resume = resume,
    .handle = handle,
    .disabled = disabled,
    .label = label,
    .heading = heading,
    .status = status,
    .draw = draw,
};
