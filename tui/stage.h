/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The simulation screen without its picture: what is played (tui/player.h), what is being typed or
 * chosen, the guess before the run, and the runs worth seeing. stage.c acts, stage_view.c draws.
 */
#ifndef TUI_STAGE_H
#define TUI_STAGE_H

#include "tui/app.h"
#include "tui/guess.h"
#include "tui/player.h"
#include "tui/pricing.h"
#include "tui/widget.h"

enum stage_mode {
    STAGE_RUN,
    STAGE_VALUE,   /* typing a parameter's value */
    STAGE_KEYS,    /* typing own keys */
    STAGE_FILE,    /* typing the name of a file to write */
    STAGE_GUESS,   /* typing a guess */
    STAGE_REVEAL,  /* the run is over, the guess stands beside the answer */
    STAGE_PRESETS, /* choosing a run */
};

/* A run to choose: a preset of the simulation, or a passage of the person's notes. */
struct stage_preset {
    char *name, *settings, *shows;
};

struct stage {
    struct player *player;
    struct pricing pricing;
    enum stage_mode mode;
    struct list parameters, choices;
    struct field field;
    char problem[640]; /* why what was typed is not taken */
    struct guess guess;
    bool zoomed; /* the picture alone */
    bool asked;  /* a guess was offered in this visit */
    struct stage_preset *presets;
    size_t preset_count, preset_capacity;
};

/* `argument` "NAME parameter=value ..."; settings that do not fit are told and left out.
 * ERROR_INPUT where the simulation has prices and the person's file of them is refused. */
struct stage *stage_open(struct app *app, const char *argument, struct error *error);
void stage_free(struct stage *stage);

bool stage_handle(struct app *app, struct stage *stage, enum action action);
const char *stage_disabled(const struct stage *stage, enum action action);
const char *stage_label(const struct stage *stage, enum action action);
bool stage_is_typing(const struct stage *stage);
/* After the player moved: a run that is over shows what became of the guess. */
void stage_settle(struct stage *stage);

/* Before the guess nothing is told that would be the answer. */
bool stage_keeps_secret(const struct stage *stage);

/* The parameter under the mark; NULL: there are none. */
const struct parameter *stage_parameter(const struct stage *stage);

void stage_draw(struct stage *stage, struct canvas *canvas, struct area body);

#endif
