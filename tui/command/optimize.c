/* SPDX-License-Identifier: GPL-3.0-or-later */
/* FSRS fitted to the person, and judged on what the fit has not seen. */
#include <stdlib.h>
#include <unistd.h>

#include "engine/base/memory.h"
#include "tui/command.h"
#include "tui/interrupt.h"
#include "tui/json.h"
#include "tui/optimizer.h"
#include "tui/plain.h"
#include "tui/review_log.h"

enum { PROGRESS_AFTER_MS = 1000, PROGRESS_EVERY_MS = 200 };

/* --- Reading -----------------------------------------------------------------------------------
 */

static int by_time(const void *a, const void *b)
{
    const struct review_line *const *x = a, *const *y = b;
    if ((*x)->utc_ms != (*y)->utc_ms)
        return (*x)->utc_ms < (*y)->utc_ms ? -1 : 1;
    return *x < *y ? -1 : *x > *y;
}

/* Lines are in order of time within each card; the fit wants them so in all. */
static bool read_file(struct invocation *invocation, const char *path, struct fit_log *log,
                      struct error *error)
{
    struct review_log file = {0};
    bool good = review_log_open(path, invocation->in, &file, error);
    const struct review_line **sorted = memory_allocate(file.count, sizeof(*sorted));
    for (size_t i = 0; i < file.count; i++)
        sorted[i] = &file.lines[i];
    qsort(sorted, file.count, sizeof(*sorted), by_time);
    for (size_t i = 0; good && i < file.count; i++)
        fit_log_add(log, (uint32_t)sorted[i]->number, sorted[i]->day, sorted[i]->grade);
    free(sorted);
    review_log_release(&file);
    return good;
}

/* --- While it runs -----------------------------------------------------------------------------
 */

struct progress {
    FILE *err; /* NULL: not shown */
    const struct clock *clock;
    int64_t begin_ms, shown_ms;
    long rounds;
    bool shown;
};

static bool go_on(void *context)
{
    struct progress *progress = context;
    progress->rounds++;
    if (interrupt_seen())
        return false;
    int64_t now = progress->err ? clock_elapsed_ms(progress->clock) : 0;
    if (!progress->err || now - progress->begin_ms < PROGRESS_AFTER_MS ||
        now - progress->shown_ms < PROGRESS_EVERY_MS)
        return true;
    progress->shown_ms = now;
    progress->shown = true;
    (void)fprintf(progress->err, "\rFitting: %ld rounds (Ctrl-C stops, nothing is changed)",
                  progress->rounds);
    (void)fflush(progress->err);
    return true;
}

/* --- Running -----------------------------------------------------------------------------------
 */

static bool fit_file(struct invocation *invocation, const char *path, uint64_t seed,
                     const struct fit_watch *watch, struct optimization *optimization,
                     struct error *error)
{
    struct fit_log log = {0};
    bool good = read_file(invocation, path, &log, error);
    int64_t begin_ms = clock_elapsed_ms(&invocation->clock);
    if (good)
        optimize_log(&log, seed, watch, optimization);
    optimization->seconds = (double)(clock_elapsed_ms(&invocation->clock) - begin_ms) / 1000;
    fit_log_release(&log);
    return good;
}

static bool fit_collection(struct invocation *invocation, uint64_t seed,
                           const struct fit_watch *watch, struct optimization *optimization,
                           struct error *error)
{
    struct collection *collection = invocation_open(invocation, false, error);
    bool good = collection && optimize_collection(collection, seed, watch, optimization, error);
    collection_close(collection);
    return good;
}

/* The collection is opened for writing only where there is something to keep. */
static bool keep(struct invocation *invocation, struct optimization *optimization,
                 struct error *error)
{
    if (optimization->of_file || optimization->compare ||
        optimization->result.outcome != FIT_BETTER)
        return true;
    struct collection *collection = invocation_open(invocation, true, error);
    bool good = collection && optimization_keep(collection, optimization, error);
    collection_close(collection);
    return good;
}

static bool optimize(struct invocation *invocation, struct progress *progress,
                     struct optimization *optimization, struct error *error)
{
    const char *path = invocation_text(invocation, "log");
    uint64_t seed = invocation->seeded ? invocation->seed : OPTIMIZE_SEED;
    struct fit_watch watch = {go_on, progress};
    struct interrupt before;
    interrupt_begin(&before);
    bool good = path ? fit_file(invocation, path, seed, &watch, optimization, error)
                     : fit_collection(invocation, seed, &watch, optimization, error);
    interrupt_end(&before);
    if (progress->shown)
        (void)fprintf(progress->err, "\r%*s\r", 60, "");
    optimization->compare = invocation_flag(invocation, "evaluate");
    return good && (interrupt_seen() || keep(invocation, optimization, error));
}

static void print(const struct optimization *optimization, struct invocation *invocation)
{
    struct text text = {0};
    if (invocation->json) {
        json_print(optimization_json(optimization), invocation->out);
        return;
    }
    optimization_text(optimization, &text);
    plain_print(invocation->out, "", text_string(&text));
    text_release(&text);
}

static int run(struct invocation *invocation, struct error *error)
{
    struct optimization optimization = {0};
    struct progress progress = {
        .err = isatty(fileno(invocation->err)) ? invocation->err : NULL,
        .clock = &invocation->clock,
        .begin_ms = clock_elapsed_ms(&invocation->clock),
    };
    bool good = optimize(invocation, &progress, &optimization, error);
    if (interrupt_seen()) {
        error_clear(error); /* reading ended by the signal is no fault */
        (void)fprintf(invocation->err, "Stopped; nothing was changed.\n");
        return 128 + interrupt_seen();
    }
    if (!good)
        return (int)error->kind;
    print(&optimization, invocation);
    return 0;
}

static const struct option_row options[] = {
    {"log", "FILE", "fit this review log (JSON Lines as schedule reads them; - is standard input)",
     OPTION_TEXT, 0, 0},
    {"evaluate", NULL, "compare SM-2, FSRS as it is and FSRS fitted; keep nothing", OPTION_FLAG, 0,
     0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

static const struct action_row rows[] = {
    {ACTION_OPTIMIZE, "optimize", "fit FSRS to how well you remember", "f9", "*", 0},
    {.name = NULL},
};

const struct command command_optimize = {
    .name = "optimize",
    .summary = "fit FSRS to how well you remember",
    .details =
        "Finds the 21 parameters of FSRS under which your answers surprise least. To see whether\n"
        "that helps, the earlier four fifths of your reviews are fitted first and judged on the\n"
        "later fifth. Only if that fit tells the later answers better than the parameters in use\n"
        "are the parameters fitted to all reviews kept (setting fsrs-parameters); the scheduler\n"
        "stays the one you chose. With --log a file is fitted and nothing is kept. Nothing is\n"
        "fitted to fewer than 400 reviews that came a day or more after the card's last.",
    .options = options,
    .run = run,
    .actions = rows,
};
