/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tutor in the test's own process: curses on two pipes, its output read by libvterm. Keys are
 * real bytes; the settled grid is compared with golden files.
 */
#ifndef TESTS_SUPPORT_SCREEN_H
#define TESTS_SUPPORT_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include <vterm.h>

#include "tui/run.h"

struct screen_options {
    int columns, rows;        /* 0: 80x24 */
    const char *first_screen; /* NULL: as the tutor chooses */
    const char *config;       /* text of config.ini; NULL: none */
    bool no_color, ascii, empty;
    long cards; /* of the fixture; 0: all */
};

struct screen_test {
    char folder[256];
    struct clock clock;
    struct collection *collection;
    struct app app;
    struct loop loop;
    struct terminal *terminal;
    FILE *in, *out;
    int keys, output;
    VTerm *vterm;
    VTermScreen *grid;
    size_t bytes; /* written by the terminal since screen_open() */
    struct text raw;
    bool left; /* the app asked to leave */
};

void screen_open(struct screen_test *test, const struct screen_options *options);
void screen_close(struct screen_test *test);

/* Types bytes and waits until nothing is left to do. */
void screen_type(struct screen_test *test, const char *bytes);
void screen_settle(struct screen_test *test);
void screen_resize(struct screen_test *test, int columns, int rows);

/* The grid as lines without trailing blanks; the caller frees. */
char *screen_text(struct screen_test *test);
bool screen_shows(struct screen_test *test, const char *text);
/* Fails the test, showing the screen, where `text` is not (or is) shown. */
void screen_expect(struct screen_test *test, const char *text);
void screen_reject(struct screen_test *test, const char *text);

/* Compares with tests/golden/NAME-COLUMNSxROWS.txt; GOLDEN=write writes it. */
void screen_golden(struct screen_test *test, const char *name);

/* The cell that begins the first place where `text` is shown. */
VTermScreenCell screen_cell_of(struct screen_test *test, const char *text);

/* --- Fixtures --- */

/* The study day of the fixture is 2026-11-20; cards of our own words from three notes. */
void fixture_cards(struct collection *collection, const char *folder, long limit);
/* Thirty days of answers before it, with a rest and two missed days. */
void fixture_history(struct screen_test *test);
/* The first `days` (40 at most) of a challenge until yesterday, with days earned, frozen, missed,
 * of rest and of travel, and some that the journal tells of; and a rest to come. */
void fixture_challenge(struct screen_test *test, int days);
/* That many drills answered now. */
void fixture_answer(struct screen_test *test, int count);

#endif
