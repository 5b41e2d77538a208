/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/optimizer.h"

#include <math.h>
#include <string.h>

#include "tui/json.h"

/* --- Fitting -----------------------------------------------------------------------------------
 */

void optimize_log(const struct fit_log *log, uint64_t seed, const struct fit_watch *watch,
                  struct optimization *optimization)
{
    memset(optimization, 0, sizeof *optimization);
    memcpy(optimization->in_use, fsrs_default, sizeof fsrs_default);
    optimization->reviews = log->count;
    optimization->of_file = true;
    fit_run(log, fsrs_default, seed, watch, &optimization->result);
}

bool optimize_collection(struct collection *collection, uint64_t seed,
                         const struct fit_watch *watch, struct optimization *optimization,
                         struct error *error)
{
    const struct clock *clock = collection_clock(collection);
    struct fit_log log = {0};
    struct scheduling scheduling;
    memset(optimization, 0, sizeof *optimization);
    collection_fsrs_parameters(collection, optimization->in_use);
    collection_scheduling(collection, &scheduling);
    optimization->is_fsrs = !strcmp(scheduling.scheduler->name, "fsrs");
    bool good = collection_review_log(collection, &log, error);
    int64_t begin_ms = clock_elapsed_ms(clock);
    if (good)
        fit_run(&log, optimization->in_use, seed, watch, &optimization->result);
    optimization->reviews = log.count;
    optimization->seconds = (double)(clock_elapsed_ms(clock) - begin_ms) / 1000;
    fit_log_release(&log);
    return good;
}

bool optimization_keep(struct collection *collection, struct optimization *optimization,
                       struct error *error)
{
    struct text list = {0};
    if (optimization->result.outcome != FIT_BETTER)
        return true;
    fsrs_parameters_write(optimization->result.parameters, &list);
    optimization->kept = collection_set(collection, "fsrs-parameters", text_string(&list), error);
    text_release(&list);
    return optimization->kept;
}

/* --- Rivals ------------------------------------------------------------------------------------
 */

static const struct {
    const char *name, *title, *sentence;
} rivals[FIT_JUDGED_COUNT] = {
    [FIT_SM2] = {"sm2", "SM-2", "SM-2 knows you best"},
    [FIT_DEFAULT] = {"fsrs-default", "FSRS as published", "FSRS as published knows you best"},
    [FIT_IN_USE] = {"fsrs-in-use", "FSRS as you have it", "FSRS as you have it knows you best"},
    [FIT_FITTED] = {"fsrs-fitted", "FSRS fitted", "FSRS fitted to you knows you best"},
};

/* Parameters in use that are the published ones, and a fit that was not made, are no rivals. */
static bool takes_part(const struct optimization *optimization, enum fit_judged judged)
{
    if (judged == FIT_IN_USE)
        return memcmp(optimization->in_use, fsrs_default, sizeof fsrs_default) != 0;
    return judged != FIT_FITTED || optimization->result.outcome != FIT_TOO_FEW;
}

/* The least surprised; FIT_JUDGED_COUNT where nothing was judged. */
static enum fit_judged best_of(const struct optimization *optimization)
{
    const struct fit_scores *judged = optimization->result.judged;
    enum fit_judged best = FIT_JUDGED_COUNT;
    for (enum fit_judged i = 0; i < FIT_JUDGED_COUNT; i++)
        if (takes_part(optimization, i) && judged[i].reviews &&
            (best == FIT_JUDGED_COUNT || judged[i].log_loss < judged[best].log_loss))
            best = i;
    return best;
}

/* --- As JSON -----------------------------------------------------------------------------------
 */

static json_t *parameters_json(const double w[FSRS_PARAMETERS])
{
    json_t *list = json_array();
    for (int k = 0; k < FSRS_PARAMETERS; k++)
        json_array_append_new(list, json_real(w[k]));
    return list;
}

static json_t *algorithms_json(const struct optimization *optimization)
{
    json_t *list = json_array();
    for (enum fit_judged i = 0; i < FIT_JUDGED_COUNT; i++) {
        const struct fit_scores *scores = &optimization->result.judged[i];
        if (takes_part(optimization, i))
            json_array_append_new(
                list, json_pack("{s:s, s:o, s:o, s:o, s:I}", "name", rivals[i].name, "log_loss",
                                json_number(scores->log_loss), "rmse_bins",
                                json_number(scores->rmse_bins), "auc", json_number(scores->auc),
                                "reviews", (json_int_t)scores->reviews));
    }
    return list;
}

json_t *optimization_json(const struct optimization *optimization)
{
    static const char *const outcomes[] = {"too-few", "no-better", "better", "interrupted"};
    const struct fit_result *result = &optimization->result;
    json_t *value = json_object();
    json_object_set_new(value, "reviews", json_integer((json_int_t)optimization->reviews));
    json_object_set_new(value, "scored", json_integer((json_int_t)result->reviews));
    json_object_set_new(value, "parameters", parameters_json(result->parameters));
    json_object_set_new(value, "log_loss", json_number(result->all.log_loss));
    json_object_set_new(value, "rmse_bins", json_number(result->all.rmse_bins));
    json_object_set_new(value, "auc", json_number(result->all.auc));
    json_object_set_new(value, "minimised", json_number(result->value));
    json_object_set_new(value, "seconds", json_number(optimization->seconds));
    json_object_set_new(value, "outcome", json_string(outcomes[result->outcome]));
    json_object_set_new(value, "kept", json_boolean(optimization->kept));
    json_object_set_new(value, "in_use", parameters_json(optimization->in_use));
    json_object_set_new(value, "algorithms", algorithms_json(optimization));
    return value;
}

/* --- In words ----------------------------------------------------------------------------------
 */

static void tell_too_few(size_t reviews, struct text *out)
{
    if (reviews > 1)
        text_printf(out, "%zu reviews tell", reviews);
    else
        text_append(out, reviews ? "One review tells" : "No review tells yet");
    text_printf(
        out,
        " how well you remember over days. From %d on FSRS can be fitted to you; until then "
        "its parameters stay.\n",
        FIT_REVIEWS_LEAST);
}

static void tell_outcome(const struct optimization *optimization, struct text *out)
{
    const struct fit_result *result = &optimization->result;
    bool better = result->outcome == FIT_BETTER;
    if (result->outcome == FIT_TOO_FEW) {
        tell_too_few(result->reviews, out);
        return;
    }
    text_printf(out,
                "FSRS was fitted to %zu reviews.\n"
                "A fit to the earlier %zu was judged on the latest %zu, which it had not seen: it "
                "did %s than %s (log loss %.4f, %s %.4f).\n",
                result->reviews, result->reviews - result->later, result->later,
                better ? "better" : "no better",
                takes_part(optimization, FIT_IN_USE) ? "the parameters in use"
                                                     : "FSRS as published",
                result->judged[FIT_FITTED].log_loss, better ? "before" : "now",
                result->judged[FIT_IN_USE].log_loss);
    if (!better && !optimization->of_file)
        text_append(out, "The parameters in use stay.\n");
    else if (optimization->kept)
        text_printf(out,
                    "So the parameters fitted to all reviews are kept (setting fsrs-parameters).\n"
                    "%s\n",
                    optimization->is_fsrs
                        ? "FSRS is your scheduler: when cards come was worked out anew."
                        : "SM-2 still decides when cards come; to switch: tutor338 config "
                          "scheduler fsrs");
    else if (!optimization->of_file)
        text_append(out, "Nothing was kept; to fit and keep: tutor338 optimize\n");
}

static void tell_number(double value, int width, int digits, struct text *out)
{
    if (isfinite(value))
        text_printf(out, "%*.*f", width, digits, value);
    else
        text_printf(out, "%*s", width, "-");
}

static void tell_rivals(const struct optimization *optimization, struct text *out)
{
    const struct fit_result *result = &optimization->result;
    enum fit_judged best = best_of(optimization);
    if (best == FIT_JUDGED_COUNT) {
        text_append(out, "There is nothing to judge yet.\n");
        return;
    }
    text_printf(out, "\n%-20s%10s%13s%7s\n", "", "log loss", "RMSE (bins)", "AUC");
    for (enum fit_judged i = 0; i < FIT_JUDGED_COUNT; i++) {
        if (!takes_part(optimization, i))
            continue;
        text_printf(out, "%-20s", rivals[i].title);
        tell_number(result->judged[i].log_loss, 10, 4, out);
        tell_number(result->judged[i].rmse_bins, 13, 4, out);
        tell_number(result->judged[i].auc, 7, 3, out);
        text_append(out, "\n");
    }
    text_append(out, "\nLog loss and RMSE: less is better. AUC: more is, and 0.5 is a guess.\n");
    if (result->split)
        text_printf(out, "All are judged on the latest %zu; the fit saw only those before.\n",
                    result->later);
    else
        text_printf(out, "All are judged on all %zu reviews; nothing was fitted to them.\n",
                    result->later);
    text_printf(out, "%s: its chances of recall surprised least.\n", rivals[best].sentence);
}

void optimization_text(const struct optimization *optimization, struct text *out)
{
    tell_outcome(optimization, out);
    if (optimization->compare)
        tell_rivals(optimization, out);
    if (optimization->of_file && optimization->result.outcome != FIT_TOO_FEW) {
        text_append(out, "\n");
        fsrs_parameters_write(optimization->result.parameters, out);
        text_append(out, "\n");
    }
}
