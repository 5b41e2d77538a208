/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Start to first screen with a large collection, beside programs that start on nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/text.h"
#include "tests/support/generate.h"
#include "tests/support/pseudo_terminal.h"

enum { CARDS = 100000, REVIEWS = 1000000, ROUNDS = 7 };

static bool is_installed(const char *program)
{
    const char *path = getenv("PATH");
    char *copy = strdup(path ? path : ""), *rest = copy;
    bool found = false;
    for (char *folder = strsep(&rest, ":"); folder && !found; folder = strsep(&rest, ":")) {
        char *full = path_join(folder, program);
        found = access(full, X_OK) == 0;
        free(full);
    }
    free(copy);
    return found;
}

/* The best of some rounds: what the program needs when nothing else disturbs. */
static bool best_of(char *const arguments[], const char *keys, const char *quit,
                    struct start_figures *best)
{
    for (int i = 0; i < ROUNDS; i++) {
        struct start_figures figures;
        if (!terminal_measure(arguments, keys, quit, &figures))
            return false;
        if (i == 0 || figures.first_screen_ms < best->first_screen_ms) {
            double key_ms = figures.key_ms;
            *best = figures;
            best->key_ms = key_ms;
        }
    }
    return true;
}

static void measure(const char *name, const char *quit, char *const arguments[])
{
    struct start_figures figures = {0};
    if (!is_installed(arguments[0]) && arguments[0][0] != '/') {
        printf("%-34s skipped: not installed\n", name);
        return;
    }
    if (best_of(arguments, "", quit, &figures))
        printf("%-34s %8.1f ms to the first screen, %6.1f MB resident\n", name,
               figures.first_screen_ms, (double)figures.resident_kb / 1024);
}

static bool make_collection(const char *path)
{
    struct clock clock;
    struct error error = {0};
    if (clock_init_fixed(&clock, "2026-03-10T09:00:00Z", &error) &&
        generate_collection(path, &clock, CARDS, REVIEWS, 338, &error))
        return true;
    fprintf(stderr, "bench_start: %s\n", error.message);
    return false;
}

static void measure_tutor(char *tutor, char *collection)
{
    char *const arguments[] = {tutor,   "--collection",         collection,
                               "--now", "2026-03-10T09:00:00Z", NULL};
    struct start_figures figures = {0};
    char keys[201];
    for (size_t i = 0; i < sizeof keys - 1; i++)
        keys[i] = i % 2 ? 'k' : 'j';
    keys[sizeof keys - 1] = '\0';
    if (!best_of(arguments, keys, "q", &figures))
        return;
    printf("%-34s %8.1f ms to the first screen, %6.1f MB resident (to reach: no slower than tig "
           "and calcurse, under 30 MB)\n",
           "tutor338, 100,000 cards, 1e6 reviews", figures.first_screen_ms,
           (double)figures.resident_kb / 1024);
    printf("%-34s %8.2f ms of processor time (to reach: under 5)\n", "a key to the redrawn screen",
           figures.key_ms);
}

/* With the path of a collection that is there already, none is made: for a profiler. */
int main(int argc, char **argv)
{
    char *tutor = getenv("TUTOR338"), *empty = getenv("EMPTY_CURSES"),
         *root = getenv("SOURCE_ROOT"), *path = argc > 1 ? argv[1] : "large.db";
    if (!tutor || (argc < 2 && !make_collection(path)))
        return 1;
    measure_tutor(tutor, path);
    char *const calcurse[] = {"calcurse", "-D", "calcurse", NULL};
    char *const tig[] = {"tig", NULL};
    char *const nothing[] = {empty ? empty : "empty-curses", NULL};
    measure("calcurse, on nothing", "qy", calcurse);
    if (root && chdir(root) == 0)
        measure("tig, on this repository", "q", tig);
    measure("an empty ncurses program", "q", nothing);
    return 0;
}
