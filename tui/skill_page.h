/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One skill in full: what its last answers look like as curves and in words, and which mistakes
 * were met. skill_page.c gathers, skill_view.c draws.
 */
#ifndef TUI_SKILL_PAGE_H
#define TUI_SKILL_PAGE_H

#include "engine/base/text.h"
#include "tui/skill_map.h"
#include "tui/widget.h"

enum skill_picture { PICTURE_RATING, PICTURE_ACCURACY, PICTURE_TIME, PICTURE_MISTAKES };
enum {
    SKILL_PLOTS = PICTURE_MISTAKES, /* pictures that are plots */
    SKILL_ANSWERS = 100,            /* shown of a longer history: the last */
    SKILL_WINDOW = 10,              /* answers that a moving value is about */
    SKILL_MISTAKES = 8
};

struct skill_mistake {
    const char *name;   /* "used-1000-for-1024" */
    const char *reason; /* a sentence; NULL: the problem cannot be made again */
    long count;         /* over the whole history */
};

struct skill_page {
    const struct drill *drill;
    day_number today;
    struct skill_history history;
    struct arena arena; /* of what follows */
    /* Of the last SKILL_ANSWERS answers; NaN where an answer has no such value. */
    size_t first, count;
    double *number;         /* 1 for the first answer of all */
    double *rating;         /* Elo */
    double *share;          /* percent right of the last SKILL_WINDOW answers */
    double *right, *wrong;  /* 100 and 0: marks */
    double *seconds;        /* of right answers */
    double *median_seconds; /* of the last SKILL_WINDOW right answers */
    struct skill_mistake mistakes[SKILL_MISTAKES]; /* the most frequent first */
    size_t mistake_count;
    const char *example; /* a prompt of the first level */
};

/* NULL with the error filled. */
struct skill_page *skill_page_open(struct collection *collection, const struct drill *drill,
                                   struct error *error);
void skill_page_free(struct skill_page *page); /* NULL is fine */

/* What a picture says, in a line: "time: 34 s at the median, 12 s faster than a month ago". */
void skill_page_words(const struct skill_page *page, enum skill_picture picture, struct text *out);
/* The answers that the plots show as a table, the newest first. */
void skill_page_table(const struct skill_page *page, struct text *out);

/* --- Drawing --- */

/* Which picture is in front, and how many there were room for when it was last drawn. */
struct skill_view {
    int picture, shown, pictures;
};
/* Shows the next picture first; false: all are shown. */
bool skill_view_turn(struct skill_view *view);
/* State, prerequisites, plots, mistakes. `map` may be of another moment; it tells the states. */
void skill_view_draw(struct skill_view *view, const struct skill_page *page,
                     const struct skill_map *map, struct canvas *canvas, struct area area);

/* "▮▮▯", or "##." */
void skill_level_text(const struct skill_row *row, bool ascii, struct text *out);
/* "new", "due", "in 3 days"; `brief`: "3 d". */
void skill_when(const struct skill_row *row, day_number today, bool brief, struct text *out);

#endif
