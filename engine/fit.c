/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/fit.h"

#include <string.h>

static const double EARLIER = 0.8; /* share of the scored reviews that a judged fit may see */

static void judge(const struct fit_log *log, size_t from, const char *name,
                  const double w[FSRS_PARAMETERS], struct fit_scores *scores)
{
    struct scheduling scheduling;
    scheduling_init(&scheduling, scheduler_find(name));
    if (w)
        memcpy(scheduling.parameters, w, sizeof scheduling.parameters);
    fit_score(log, from, &scheduling, scores);
}

/* Fits the earlier reviews and all of them; false: ended by the watch. */
static bool fit_twice(const struct fit_log *log, const double in_use[FSRS_PARAMETERS],
                      uint64_t seed, const struct fit_watch *watch, struct fit_result *result)
{
    double earlier[FSRS_PARAMETERS];
    memcpy(earlier, fsrs_default, sizeof earlier);
    result->split = fit_log_split(log, EARLIER);
    if (!fit_minimise(log, result->split, seed, watch, earlier))
        return false;
    judge(log, result->split, "fsrs", earlier, &result->judged[FIT_FITTED]);
    memcpy(result->parameters, in_use, sizeof result->parameters);
    return fit_refine(log, log->count, earlier, watch, result->parameters);
}

static void judge_rivals(const struct fit_log *log, const double in_use[FSRS_PARAMETERS],
                         struct fit_result *result)
{
    judge(log, result->split, "sm2", NULL, &result->judged[FIT_SM2]);
    judge(log, result->split, "fsrs", fsrs_default, &result->judged[FIT_DEFAULT]);
    judge(log, result->split, "fsrs", in_use, &result->judged[FIT_IN_USE]);
    judge(log, 0, "fsrs", result->parameters, &result->all);
    result->later = result->judged[FIT_SM2].reviews;
}

void fit_run(const struct fit_log *log, const double in_use[FSRS_PARAMETERS], uint64_t seed,
             const struct fit_watch *watch, struct fit_result *result)
{
    memset(result, 0, sizeof *result);
    memcpy(result->parameters, in_use, sizeof result->parameters);
    result->reviews = fit_log_scored(log, log->count);
    bool enough = result->reviews >= FIT_REVIEWS_LEAST;
    result->outcome = FIT_TOO_FEW;
    if (enough && !fit_twice(log, in_use, seed, watch, result)) {
        result->outcome = FIT_INTERRUPTED;
        return;
    }
    judge_rivals(log, in_use, result);
    struct fit_model *model = fit_model_new(log, log->count, 1);
    result->value = fit_value(model, result->parameters);
    result->value_in_use = fit_value(model, in_use);
    fit_model_free(model);
    if (!enough)
        return;
    bool better = result->judged[FIT_FITTED].log_loss < result->judged[FIT_IN_USE].log_loss &&
                  result->value < result->value_in_use;
    result->outcome = better ? FIT_BETTER : FIT_NO_BETTER;
}
