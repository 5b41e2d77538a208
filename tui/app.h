/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tutor without a terminal: keys go in, effects come out, a canvas can be drawn at any time.
 * The same steps serve the terminal, the tests, and anything that can show cells.
 */
#ifndef TUI_APP_H
#define TUI_APP_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/collection.h"
#include "tui/config.h"
#include "tui/overlay.h"
#include "tui/screen.h"
#include "tui/session.h"

enum { APP_COLUMNS = 60, APP_ROWS = 15, APP_DEPTH = 12, APP_TEXT = 96 };

/* What the caller must do after a key; or-ed. */
enum effect {
    EFFECT_REDRAW = 1,
    EFFECT_QUIT = 2,
    EFFECT_STOP = 4,    /* Ctrl-Z */
    EFFECT_EDIT = 8,    /* run the editor on edit_file at edit_line, then app_edited() */
    EFFECT_MOUSE = 16,  /* `mouse` changed */
    EFFECT_REPAINT = 32 /* paint everything */
};

enum destination { GO_NOWHERE, GO_PUSH, GO_REPLACE, GO_BACK };

struct view {
    const struct screen *screen;
    void *state;
};

/* A skill before a session that practised nothing else. */
struct practice {
    char skill[64]; /* empty: the session was another one */
    int level;
    double rating;
};

struct app {
    struct collection *collection;
    const struct clock *clock;
    struct config config;
    uint64_t seed;
    bool ascii, mouse;

    struct view stack[APP_DEPTH];
    size_t depth;
    struct overlay overlay;
    char notice[512]; /* one line above the hints, until the next key */
    bool notice_bad;
    unsigned effects; /* collected while a key is handled */
    int columns, rows;

    char edit_file[1024];
    long edit_line;
    /* Reads the file again after the editor; what a session asked for before is as it was. */
    bool (*reimport)(struct app *app, const char *file, struct error *error);

    struct session_options asked; /* by the command line, for the first review; then zeroed */
    struct session_summary last_session; /* for the summary, with what else it tells */
    bool has_last_session;
    struct practice last_practice; /* of that session */
    long next_problem;             /* so that each practice draws other problems */

    /* Where to go when the handler has returned: its state must live until then. */
    enum destination go;
    const struct screen *go_screen;
    char *go_argument;
};

/* Takes the configuration over. `collection` and its clock must outlive the app. */
void app_init(struct app *app, struct collection *collection, const struct config *config,
              uint64_t seed);
void app_release(struct app *app);

/* Opens the first screen, "NAME" or "NAME ARGUMENT" ("simulation hash slots=64", "review
 * drill:powers"); NULL: Today, or the first screen where there is no card. */
bool app_start(struct app *app, const char *screen, struct error *error);

/* Each returns effects. */
unsigned app_feed(struct app *app, struct key key);
unsigned app_tick(struct app *app);
/* After the editor: `error` as terminal_edit() left it. */
unsigned app_edited(struct app *app, const struct error *error);

int app_pace(const struct app *app); /* milliseconds until the next app_tick(); -1: none needed */

/* Draws all of it in the canvas's size. */
void app_draw(struct app *app, struct canvas *canvas);

/* --- For screens -------------------------------------------------------------------------------
 */

/* Say something in the line above the hints. */
void app_say(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
void app_complain(struct app *app, const struct error *error);
void app_edit(struct app *app, const char *file, long line);
/* Lists cards of other notes and days that are about the same things, over the screen. */
void app_show_related(struct app *app, const char *card_id);
/* These happen after the handler has returned. */
void app_open(struct app *app, const char *screen, const char *argument);
/* The note that a card comes from, at its line; false: it comes from none. */
bool app_open_note(struct app *app, const struct card *card);
void app_replace(struct app *app, const char *screen, const char *argument);
void app_back(struct app *app);

/* Does an action as if its key had been pressed. */
void app_do(struct app *app, enum action action);

/* The screen in front. */
const struct view *app_front(const struct app *app);
bool app_is_typing(const struct app *app);
/* Why an action cannot be done now; NULL: it can. */
const char *app_disabled(const struct app *app, enum action action);

/* The label of an action's first usable key, for sentences such as "press Enter". */
const char *app_key(const struct app *app, enum action action, char buffer[KEY_TEXT]);

#endif
