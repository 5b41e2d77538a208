/* SPDX-License-Identifier: GPL-3.0-or-later */
/* FSRS fitted to the person, and judged on what the fit has not seen. */
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "engine/fit.h"
#include "tui/command.h"
#include "tui/json.h"
#include "tui/review_log.h"

enum { PROGRESS_AFTER_MS = 1000, PROGRESS_EVERY_MS = 200, SEED = 338 };

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

static volatile sig_atomic_t interrupted; /* the signal's number */

static void on_signal(int number)
{
    interrupted = number;
}

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
    if (interrupted)
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

/* Fits; returns the number of the signal that ended it, or 0. `seconds`: how long it took. */
static int fit(struct invocation *invocation, const struct fit_log *log,
               const double in_use[FSRS_PARAMETERS], struct fit_result *result, double *seconds)
{
    struct sigaction action = {.sa_handler = on_signal}, interrupt, end;
    struct progress progress = {
        .err = isatty(fileno(invocation->err)) ? invocation->err : NULL,
        .clock = &invocation->clock,
        .begin_ms = clock_elapsed_ms(&invocation->clock),
    };
    struct fit_watch watch = {go_on, &progress};
    interrupted = 0;
    (void)sigaction(SIGINT, &action, &interrupt);
    (void)sigaction(SIGTERM, &action, &end);
    fit_run(log, in_use, invocation->seeded ? invocation->seed : SEED, &watch, result);
    (void)sigaction(SIGINT, &interrupt, NULL);
    (void)sigaction(SIGTERM, &end, NULL);
    if (progress.shown)
        (void)fprintf(progress.err, "\r%*s\r", 60, "");
    *seconds = (double)(clock_elapsed_ms(&invocation->clock) - progress.begin_ms) / 1000;
    return interrupted;
}

/* --- Telling -----------------------------------------------------------------------------------
 */

struct report {
    const struct fit_result *result;
    const double *in_use;
    size_t reviews; /* in the log */
    double seconds;
    bool evaluate, of_file, kept, is_fsrs;
};

static const struct {
    const char *name, *title;
} rivals[FIT_JUDGED_COUNT] = {
    [FIT_SM2] = {"sm2", "SM-2"},
    [FIT_DEFAULT] = {"fsrs-default", "FSRS as published"},
    [FIT_IN_USE] = {"fsrs-in-use", "FSRS as you have it"},
    [FIT_FITTED] = {"fsrs-fitted", "FSRS fitted"},
};

/* Parameters in use that are the published ones, and a fit that was not made, are no rivals. */
static bool takes_part(const struct report *report, enum fit_judged judged)
{
    if (judged == FIT_IN_USE)
        return memcmp(report->in_use, fsrs_default, sizeof fsrs_default) != 0;
    return judged != FIT_FITTED || report->result->outcome != FIT_TOO_FEW;
}

/* The least surprised; -1 where nothing was judged. */
static int best_of(const struct report *report)
{
    int best = -1;
    for (int i = 0; i < FIT_JUDGED_COUNT; i++)
        if (takes_part(report, i) && report->result->judged[i].reviews &&
            (best < 0 ||
             report->result->judged[i].log_loss < report->result->judged[best].log_loss))
            best = i;
    return best;
}

static json_t *parameters_json(const double w[FSRS_PARAMETERS])
{
    json_t *list = json_array();
    for (int k = 0; k < FSRS_PARAMETERS; k++)
        json_array_append_new(list, json_real(w[k]));
    return list;
}

static json_t *algorithms_json(const struct report *report)
{
    json_t *list = json_array();
    for (int i = 0; i < FIT_JUDGED_COUNT; i++) {
        const struct fit_scores *scores = &report->result->judged[i];
        if (takes_part(report, i))
            json_array_append_new(
                list, json_pack("{s:s, s:o, s:o, s:o, s:I}", "name", rivals[i].name, "log_loss",
                                json_number(scores->log_loss), "rmse_bins",
                                json_number(scores->rmse_bins), "auc", json_number(scores->auc),
                                "reviews", (json_int_t)scores->reviews));
    }
    return list;
}

static void print_json(const struct report *report, FILE *out)
{
    static const char *const outcomes[] = {"too-few", "no-better", "better"};
    const struct fit_result *result = report->result;
    json_t *value = json_object();
    json_object_set_new(value, "reviews", json_integer((json_int_t)report->reviews));
    json_object_set_new(value, "scored", json_integer((json_int_t)result->reviews));
    json_object_set_new(value, "parameters", parameters_json(result->parameters));
    json_object_set_new(value, "log_loss", json_number(result->all.log_loss));
    json_object_set_new(value, "rmse_bins", json_number(result->all.rmse_bins));
    json_object_set_new(value, "auc", json_number(result->all.auc));
    json_object_set_new(value, "minimised", json_number(result->value));
    json_object_set_new(value, "seconds", json_number(report->seconds));
    json_object_set_new(value, "outcome", json_string(outcomes[result->outcome]));
    json_object_set_new(value, "kept", json_boolean(report->kept));
    json_object_set_new(value, "in_use", parameters_json(report->in_use));
    json_object_set_new(value, "algorithms", algorithms_json(report));
    json_print(value, out);
}

static void print_score(double value, int width, int digits, FILE *out)
{
    if (isfinite(value))
        (void)fprintf(out, "%*.*f", width, digits, value);
    else
        (void)fprintf(out, "%*s", width, "-");
}

static void print_table(const struct report *report, FILE *out)
{
    (void)fprintf(out, "\n%-22s%10s%13s%8s\n", "", "log loss", "RMSE (bins)", "AUC");
    for (int i = 0; i < FIT_JUDGED_COUNT; i++) {
        const struct fit_scores *scores = &report->result->judged[i];
        if (!takes_part(report, i))
            continue;
        (void)fprintf(out, "%-22s", rivals[i].title);
        print_score(scores->log_loss, 10, 4, out);
        print_score(scores->rmse_bins, 13, 4, out);
        print_score(scores->auc, 8, 3, out);
        (void)fputc('\n', out);
    }
    (void)fprintf(out,
                  "\nLog loss and RMSE: less is better. AUC: more is better, 0.5 is a guess.\n");
}

static void print_evaluation(const struct report *report, FILE *out)
{
    static const char *const sentences[] = {
        [FIT_SM2] = "SM-2 knows you best",
        [FIT_DEFAULT] = "FSRS as published knows you best",
        [FIT_IN_USE] = "FSRS with the parameters you have knows you best",
        [FIT_FITTED] = "FSRS fitted to you knows you best",
    };
    const struct fit_result *result = report->result;
    int best = best_of(report);
    if (best < 0) {
        (void)fprintf(out, "There is nothing to judge yet.\n");
        return;
    }
    print_table(report, out);
    if (result->split)
        (void)fprintf(out,
                      "All are judged on the latest %zu reviews; the fit for this table saw only "
                      "the %zu before.\n",
                      result->later, result->reviews - result->later);
    else
        (void)fprintf(out, "All are judged on all %zu reviews; nothing was fitted to them.\n",
                      result->later);
    (void)fprintf(out, "%s: its chances of recall surprised least.\n", sentences[best]);
}

static void print_too_few(size_t reviews, FILE *out)
{
    if (reviews > 1)
        (void)fprintf(out, "%zu reviews tell", reviews);
    else
        (void)fprintf(out, reviews ? "One review tells" : "No review tells yet");
    (void)fprintf(out,
                  " how well you remember from one day to another; from %d on FSRS can be\n"
                  "fitted to you. Its parameters stay as they are.\n",
                  FIT_REVIEWS_LEAST);
}

static void print_outcome(const struct report *report, FILE *out)
{
    const struct fit_result *result = report->result;
    double fitted = result->judged[FIT_FITTED].log_loss;
    double before = result->judged[FIT_IN_USE].log_loss;
    if (result->outcome == FIT_TOO_FEW) {
        print_too_few(result->reviews, out);
        return;
    }
    (void)fprintf(out,
                  "Fitted to %zu reviews. On the latest %zu, which it had not seen, a fit to the\n"
                  "others did %s than %s (log loss %.4f, before %.4f).\n",
                  result->reviews, result->later,
                  result->outcome == FIT_BETTER ? "better" : "no better",
                  takes_part(report, FIT_IN_USE) ? "the parameters in use" : "FSRS as published",
                  fitted, before);
    if (result->outcome == FIT_NO_BETTER && !report->of_file)
        (void)fprintf(out, "The parameters in use stay.\n");
}

static void print_text(const struct report *report, FILE *out)
{
    print_outcome(report, out);
    if (report->evaluate)
        print_evaluation(report, out);
    if (report->kept)
        (void)fprintf(
            out,
            "The parameters fitted to all reviews are kept as the setting "
            "fsrs-parameters.\n%s\n",
            report->is_fsrs
                ? "FSRS is your scheduler: what is due was worked out anew."
                : "Cards come as SM-2 says until you switch: tutor338 config scheduler fsrs");
    if (report->of_file && report->result->outcome != FIT_TOO_FEW) {
        struct text list = {0};
        fsrs_parameters_write(report->result->parameters, &list);
        (void)fprintf(out, "\n%s\n", text_string(&list));
        text_release(&list);
    }
}

/* --- Running -----------------------------------------------------------------------------------
 */

static bool keep(struct collection *collection, const double w[FSRS_PARAMETERS],
                 struct error *error)
{
    struct text list = {0};
    fsrs_parameters_write(w, &list);
    bool good = collection_set(collection, "fsrs-parameters", text_string(&list), error);
    text_release(&list);
    return good;
}

/* `collection`: NULL where the log is a file. */
static int optimize(struct invocation *invocation, struct collection *collection,
                    const struct fit_log *log, struct error *error)
{
    double in_use[FSRS_PARAMETERS];
    struct fit_result result;
    struct report report = {
        .result = &result,
        .in_use = in_use,
        .reviews = log->count,
        .evaluate = invocation_flag(invocation, "evaluate"),
        .of_file = !collection,
    };
    struct scheduling scheduling;
    memcpy(in_use, fsrs_default, sizeof in_use);
    if (collection) {
        collection_fsrs_parameters(collection, in_use);
        collection_scheduling(collection, &scheduling);
        report.is_fsrs = !strcmp(scheduling.scheduler->name, "fsrs");
    }
    int signal_number = fit(invocation, log, in_use, &result, &report.seconds);
    if (result.outcome == FIT_INTERRUPTED) {
        (void)fprintf(invocation->err, "Stopped; nothing was changed.\n");
        return 128 + signal_number;
    }
    report.kept = collection && !report.evaluate && result.outcome == FIT_BETTER;
    if (report.kept && !keep(collection, result.parameters, error))
        return (int)error->kind;
    if (invocation->json)
        print_json(&report, invocation->out);
    else
        print_text(&report, invocation->out);
    return 0;
}

static int run(struct invocation *invocation, struct error *error)
{
    const char *path = invocation_text(invocation, "log");
    bool writes = !path && !invocation_flag(invocation, "evaluate");
    struct fit_log log = {0};
    struct collection *collection = NULL;
    bool good;
    if (path) {
        good = read_file(invocation, path, &log, error);
    } else {
        collection = invocation_open(invocation, writes, error);
        good = collection && collection_review_log(collection, &log, error);
    }
    int status = good ? optimize(invocation, collection, &log, error) : (int)error->kind;
    fit_log_release(&log);
    collection_close(collection);
    return status;
}

static const struct option_row options[] = {
    {"log", "FILE", "fit this review log (JSON Lines as schedule reads them; - is standard input)",
     OPTION_TEXT, 0, 0},
    {"evaluate", NULL, "compare SM-2, FSRS as it is and FSRS fitted; keep nothing", OPTION_FLAG, 0,
     0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_optimize = {
    .name = "optimize",
    .summary = "fit FSRS to how well you remember",
    .details =
        "Finds the 21 parameters of FSRS under which your answers surprise least. To see whether\n"
        "that helps, the earlier four fifths of your reviews are fitted first and judged on the\n"
        "later fifth. Only if that fit tells the later answers better than the parameters in use\n"
        "are the parameters fitted to all reviews kept (setting fsrs-parameters); the scheduler\n"
        "stays the one you chose. With --log a file is fitted and nothing is kept. Under 400\n"
        "reviews on a later day than the one before nothing is fitted.",
    .options = options,
    .run = run,
};
