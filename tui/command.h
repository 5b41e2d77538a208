/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one table of commands: it yields dispatch, --help, the man page, completions, key bindings,
 * the key overlay and the palette.
 *
 * One file in tui/command/ ends in one filled `const struct command command_NAME`. A command may be
 * run from the command line (`run`), be done inside the full-screen tutor (`actions`), or both.
 */
#ifndef TUI_COMMAND_H
#define TUI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "engine/base/clock.h"
#include "engine/base/error.h"
#include "engine/collection.h"

/* --- Things done inside the tutor ---------------------------------------------------------------
 */

/* What a key or the palette asks for. Screens handle these; they never see raw keys as commands. */
enum action {
    ACTION_NONE,
    ACTION_UP,
    ACTION_DOWN,
    ACTION_LEFT,
    ACTION_RIGHT,
    ACTION_PAGE_UP,
    ACTION_PAGE_DOWN,
    ACTION_FIRST,
    ACTION_LAST,
    ACTION_ACCEPT, /* Enter: start, reveal, confirm */
    ACTION_REVEAL, /* Space */
    ACTION_BACK,   /* Esc */
    ACTION_QUIT,
    ACTION_GRADE_0, /* six consecutive values */
    ACTION_GRADE_1,
    ACTION_GRADE_2,
    ACTION_GRADE_3,
    ACTION_GRADE_4,
    ACTION_GRADE_5,
    ACTION_UNDO,
    ACTION_EDIT,
    ACTION_SUSPEND,
    ACTION_REJECT,
    ACTION_BURY,
    ACTION_INFORMATION,
    ACTION_RELATED,
    ACTION_PRACTISE, /* the drill of what the card is about */
    ACTION_SIMULATION,
    ACTION_HINT,
    ACTION_GIVE_UP,
    ACTION_PLAY,
    ACTION_STEP,
    ACTION_STEP_BACK,
    ACTION_FASTER,
    ACTION_SLOWER,
    ACTION_RESTART,
    ACTION_SCRUB, /* along the time line */
    ACTION_SCRUB_BACK,
    ACTION_PREDICT,
    ACTION_COMPARE, /* a second run beside the first */
    ACTION_SIDE,
    ACTION_PRESETS,
    ACTION_KEYS,  /* keys of one's own for a simulation */
    ACTION_LOWER, /* the marked parameter, a little */
    ACTION_RAISE,
    ACTION_PICTURE, /* another picture of the same run */
    ACTION_ZOOM,    /* the picture alone */
    ACTION_WRITE,
    ACTION_HELP,
    ACTION_PALETTE,
    ACTION_MOUSE,
    ACTION_OPEN_TODAY, /* screens by name */
    ACTION_OPEN_REVIEW,
    ACTION_OPEN_DRILLS,
    ACTION_OPEN_SIMULATIONS,
    ACTION_OPEN_WELCOME,
    ACTION_OPEN_TRIAGE,
    ACTION_OPEN_NOTES,
    ACTION_OPEN_SPRINT,
    ACTION_OPEN_CHALLENGE,
    ACTION_OPEN_GOALS,
    ACTION_CRAM,            /* practice of cards that changes no schedule */
    ACTION_PRACTISE_MISSED, /* of a sprint */
    ACTION_OPEN_QUIZ,
    ACTION_OPEN_QUIZ_HISTORY,
    ACTION_OPEN_EXPORT,
    ACTION_OPEN_STATISTICS,
    ACTION_CHOOSE_1, /* an answer of several: six consecutive values */
    ACTION_CHOOSE_2,
    ACTION_CHOOSE_3,
    ACTION_CHOOSE_4,
    ACTION_CHOOSE_5,
    ACTION_CHOOSE_6,
    ACTION_END_QUIZ,  /* for good */
    ACTION_WAS_RIGHT, /* what was typed meant the same */
    ACTION_MISSED,    /* review what was missed */
    ACTION_TAKE_OVER, /* make reviews of the answers of a quiz */
    ACTION_TAKE,      /* triage: make the proposed card one that is asked */
    ACTION_SKIP,
    ACTION_TAKE_ALIKE, /* the same for all like this */
    ACTION_REJECT_ALIKE,
    ACTION_SOURCE, /* open the note at the line */
    ACTION_SAMPLE, /* the first screen's choices */
    ACTION_IMPORT,
    ACTION_CHALLENGE,
    ACTION_CHALLENGE_JOURNAL, /* start it so that the days of the journal count */
    ACTION_REST,              /* declare the day under the cursor one */
    ACTION_NOW,               /* the cursor back to today */
    ACTION_OPTIMIZE,
    ACTION_SYNC,
    ACTION_REDRAW,
    ACTION_STOP, /* Ctrl-Z */
    ACTION_COUNT
};

/* One thing that can be done inside the tutor. */
struct action_row {
    enum action action;
    const char *name;    /* "reveal", also the name to rebind in config.ini */
    const char *summary; /* "show the answer" */
    const char *keys;    /* default keys, blank-separated: "space enter", "ctrl-p colon" */
    const char *screens; /* names of screens it belongs to, blank-separated; "*": everywhere */
    int hint;            /* place in the bottom line, 1 first; 0: not there */
};

/* --- The command line ----------------------------------------------------------------------------
 */

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_INTEGER, OPTION_REAL };
struct option_row {
    const char *name;     /* "dry-run" */
    const char *argument; /* "TAG"; NULL for a flag */
    const char *help;
    enum option_kind kind;
    double minimum, maximum; /* for numbers; equal: unbounded */
};

/* What the command line said, after parsing against the table. */
struct option_value {
    const struct option_row *row;
    const char *text; /* NULL for a flag */
    double number;
};
struct invocation {
    const struct command *command;
    const char *const *arguments; /* positional */
    size_t argument_count;
    struct option_value *options;
    size_t option_count;
    /* everywhere */
    const char *collection_path; /* as given, or NULL */
    struct clock clock;
    bool seeded;
    uint64_t seed;
    bool json, plain, no_color, ascii;
    FILE *in, *out, *err;
};

struct command {
    const char *name;      /* "import" */
    const char *summary;   /* one line */
    const char *arguments; /* "[PATH...]" */
    const char *details;   /* a paragraph or two for --help and the man page; may be NULL */
    const struct option_row *options; /* ends with a NULL name; may be NULL */
    size_t minimum_arguments, maximum_arguments;
    bool open_options; /* options not in the table are passed on as they are (sim's parameters) */
    /* Returns the exit status; an error that was filled is shown by the caller and decides. NULL:
       not on the command line. */
    int (*run)(struct invocation *invocation, struct error *error);
    const struct action_row *actions; /* ends with a NULL name; may be NULL */
};

extern const struct command *const command_registry[];
const struct command *command_find(const char *name);

/* The last value given for an option; NULL when it was not given. */
const struct option_value *invocation_option(const struct invocation *invocation, const char *name);
bool invocation_flag(const struct invocation *invocation, const char *name);
const char *invocation_text(const struct invocation *invocation, const char *name);
double invocation_number(const struct invocation *invocation, const char *name, double otherwise);

/* Opens the collection that the command line names; NULL with the error filled. */
struct collection *invocation_open(const struct invocation *invocation, bool writable,
                                   struct error *error);

/* The row of an action, and walking all rows: index from 0, NULL after the last. */
const struct action_row *action_find(enum action action);
const struct action_row *action_row_at(size_t index);

/* Parses and runs; returns the exit status. The door of the whole program. */
int command_line(int argc, char **argv, FILE *in, FILE *out, FILE *err);

#endif
