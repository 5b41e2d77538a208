/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every pattern's example and counter-example, over and over: as paragraphs, as lines that follow
 * each other, and on one line. Twice as much must take about twice as long; what takes four times
 * as long is quadratic. Processor time, the better of two.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "content/content.h"
#include "content/pattern.h"
#include "engine/base/text.h"

enum { SMALL = 150 * 1000 };

static double now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

struct join {
    const char *name, *between;
    bool one_line;
};
static const struct join joins[] = {
    {"paragraphs", "\n\n", false}, {"lines", "\n", false}, {"one line", " ", true}};

static void repeat(struct text *notes, const char *piece, const struct join *join, size_t bytes)
{
    text_clear(notes);
    while (notes->length < bytes) {
        size_t from = notes->length;
        text_append(notes, piece);
        for (size_t at = from; join->one_line && at < notes->length; at++)
            if (notes->data[at] == '\n')
                notes->data[at] = ' ';
        text_append(notes, join->between);
    }
}

static double harvest_once(const struct text *notes)
{
    struct harvest harvest = {0};
    struct content_options options = {.flashcards = true};
    double began = now();
    content_harvest("/notes.md", notes->data, notes->length, &options, &harvest);
    double took = now() - began;
    harvest_release(&harvest);
    return took;
}

static double harvest_best(const struct text *notes)
{
    double best = harvest_once(notes);
    for (int i = 0; i < 1; i++) {
        double took = harvest_once(notes);
        best = took < best ? took : best;
    }
    return best;
}

struct worst {
    double value;
    struct text where;
};

static void note(struct worst *worst, double value, const char *pattern, const char *what,
                 const char *join)
{
    if (value <= worst->value)
        return;
    worst->value = value;
    text_clear(&worst->where);
    text_printf(&worst->where, "%s of %s, %s", what, pattern, join);
}

int main(void)
{
    struct text notes = {0};
    struct worst growth = {0}, slowest = {0};
    bool all = getenv("ALL_PATTERNS") != NULL;
    for (size_t i = 0; pattern_registry[i]; i++) {
        const struct pattern *pattern = pattern_registry[i];
        const char *const pieces[] = {pattern->example, pattern->counter_example};
        for (size_t p = 0; p < 2; p++)
            for (size_t j = 0; pieces[p] && *pieces[p] && j < sizeof joins / sizeof *joins; j++) {
                const char *what = p ? "counter-example" : "example";
                repeat(&notes, pieces[p], &joins[j], SMALL);
                double small = harvest_best(&notes), rate = small / ((double)notes.length / 1e6);
                repeat(&notes, pieces[p], &joins[j], (size_t)2 * SMALL);
                double large = harvest_best(&notes);
                note(&growth, large / small, pattern->name, what, joins[j].name);
                note(&slowest, rate, pattern->name, what, joins[j].name);
                if (all)
                    printf("%-20s %-16s %-10s %6.3f s/MB, twice as much: %.1f\n", pattern->name,
                           what, joins[j].name, rate, large / small);
            }
    }
    printf("patterns repeated, twice as much text: %.1f times as long at most (%s; to reach: under "
           "3)\n",
           growth.value, text_string(&growth.where));
    printf("patterns repeated, slowest: %.2f s/MB (%s)\n", slowest.value,
           text_string(&slowest.where));
    text_release(&notes);
    text_release(&growth.where);
    text_release(&slowest.where);
    return 0;
}
