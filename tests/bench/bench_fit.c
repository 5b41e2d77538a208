/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How fast and how well FSRS is fitted to generated logs, beside the Rust optimizer of Open Spaced
 * Repetition (npm @open-spaced-repetition/binding), where node and that are found. Both sets of
 * parameters are judged here, on the same log. "All of optimize" fits the earlier reviews, judges
 * all rivals on the later ones, and fits all reviews.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine/base/clock.h"
#include "engine/fit.h"
#include "tests/support/reviews.h"

static double milliseconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void tell(const char *who, const struct fit_log *log, double spent,
                 const double w[FSRS_PARAMETERS])
{
    struct scheduling scheduling;
    struct fit_scores scores;
    struct fit_model *model = fit_model_new(log, log->count, 1);
    scheduling_init(&scheduling, scheduler_find("fsrs"));
    memcpy(scheduling.parameters, w, sizeof scheduling.parameters);
    fit_score(log, 0, &scheduling, &scores);
    (void)printf("  %-24s", who);
    if (isnan(spent))
        (void)printf("%14s", "");
    else
        (void)printf("%11.0f ms", spent);
    (void)printf("   minimised %.8f   log loss %.6f\n", fit_value(model, w), scores.log_loss);
    fit_model_free(model);
}

static bool write_log(const struct fit_log *log, const char *path)
{
    FILE *out = fopen(path, "w");
    for (size_t i = 0; out && i < log->count; i++)
        (void)fprintf(out, "%u %d %d\n", log->reviews[i].card, log->reviews[i].day,
                      fsrs_rating(log->reviews[i].grade));
    return out && fclose(out) == 0;
}

/* Runs the script; false where the peer is not installed. */
static bool run_peer(const char *log, double *spent, double w[FSRS_PARAMETERS])
{
    char command[4096];
    const char *root = getenv("SOURCE_ROOT");
    (void)snprintf(command, sizeof command, "node '%s/tests/bench/peer-fsrs.mjs' '%s' 2>/dev/null",
                   root ? root : ".", log);
    FILE *in = popen(command, "r");
    bool good = in && fscanf(in, "%lf", spent) == 1;
    for (int k = 0; good && k < FSRS_PARAMETERS; k++)
        good = fscanf(in, "%lf", &w[k]) == 1;
    if (in)
        (void)pclose(in);
    return good;
}

static void bench(size_t count, const double truth[FSRS_PARAMETERS], uint64_t seed)
{
    struct fit_log log = {0};
    double w[FSRS_PARAMETERS], spent;
    const char *path = "fit-log.txt";
    reviews_generate(&log, truth, count, seed);
    struct fit_model *model = fit_model_new(&log, log.count, 1);
    (void)printf("fsrs fit: %zu reviews, %zu scored, %zu in the tree of histories\n", log.count,
                 fit_log_scored(&log, log.count), fit_model_nodes(model));
    fit_model_free(model);
    memcpy(w, fsrs_default, sizeof w);
    double begin = milliseconds();
    (void)fit_minimise(&log, log.count, 1, NULL, w);
    tell("here, the fit alone", &log, milliseconds() - begin, w);
    struct fit_result result;
    begin = milliseconds();
    fit_run(&log, fsrs_default, 1, NULL, &result);
    tell("here, all of optimize", &log, milliseconds() - begin, result.parameters);
    if (write_log(&log, path) && run_peer(path, &spent, w))
        tell("fsrs-rs (npm binding)", &log, spent, w);
    else
        (void)printf(
            "  skipped: fsrs-rs, the npm binding (npm install @open-spaced-repetition/binding in "
            "a folder, then TUTOR338_PEER=FOLDER make bench)\n");
    (void)unlink(path);
    tell("published parameters", &log, NAN, fsrs_default);
    tell("the truth", &log, NAN, truth);
    fit_log_release(&log);
}

int main(void)
{
    double person[FSRS_PARAMETERS];
    reviews_person(person, 1, 338);
    bench(20000, fsrs_default, 1);
    bench(20000, person, 2);
    bench(500000, person, 3);
    return 0;
}
