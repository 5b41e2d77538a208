/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The derivatives of the formulas of fsrs.h at a node, whose state fit_value() has filled. Inline:
 * they are the inner loop of the fit. */
#ifndef ENGINE_FIT_PARTIALS_H
#define ENGINE_FIT_PARTIALS_H

#include <math.h>

#include "engine/fit_model.h"

/* How the state after a node changes with the recall, the state before, and parameters. */
struct partials {
    double by_stability, by_recall, by_difficulty; /* of the stability after */
    double direct[FSRS_PARAMETERS];                /* the same; only `kind`'s own are set */
    double difficulty_by_difficulty, direct_4, direct_5, direct_6, direct_7;
};

static inline void partials_of_pass(const struct fit_constants *at, int rating,
                                    const struct fit_state *before, const struct fit_state *state,
                                    struct partials *p)
{
    double s = before->stability, grown = s * state->change;
    double each = s * before->decay * (11 - before->difficulty);
    double excited = each * at->bonus[rating] * state->excitation;
    p->by_stability = 1 + state->change * (1 - at->w[9]);
    p->by_recall = -at->w[10] * excited;
    p->by_difficulty = -grown / (11 - before->difficulty);
    p->direct[8] = grown;
    p->direct[9] = -grown * before->log_stability;
    p->direct[10] = excited * (1 - state->recall);
    p->direct[15] = rating == 2 ? each * (state->excitation - 1) : 0;
    p->direct[16] = rating == 4 ? each * (state->excitation - 1) : 0;
}

static inline void partials_of_failure(const struct fit_constants *at,
                                       const struct fit_state *before,
                                       const struct fit_state *state, struct partials *p)
{
    const double *w = at->w;
    double s = before->stability, after = state->change;
    if (state->capped) {
        p->by_stability = at->cap;
        p->by_recall = p->by_difficulty = 0;
        p->direct[11] = p->direct[12] = p->direct[13] = p->direct[14] = 0;
        p->direct[17] = -w[18] * after;
        p->direct[18] = -w[17] * after;
        return;
    }
    double grown = state->excitation * state->power;
    p->by_stability = grown * w[13] / (s + 1);
    p->by_recall = -w[14] * after;
    p->by_difficulty = -w[12] * after / before->difficulty;
    p->direct[11] = after / w[11];
    p->direct[12] = -after * log(before->difficulty);
    p->direct[13] = grown * log(s + 1);
    p->direct[14] = after * (1 - state->recall);
    p->direct[17] = p->direct[18] = 0;
}

static inline void partials_of_repeat(const struct fit_constants *at, int rating,
                                      const struct fit_state *before, const struct fit_state *state,
                                      struct partials *p)
{
    const double *w = at->w;
    double after = before->stability * state->change;
    bool moves = !state->capped;
    p->by_recall = p->by_difficulty = 0;
    p->by_stability = moves ? state->change * (1 - w[19]) : 1;
    p->direct[17] = moves ? after * (rating - 3 + w[18]) : 0;
    p->direct[18] = moves ? after * w[17] : 0;
    p->direct[19] = moves ? -after * before->log_stability : 0;
}

static inline void partials_of_difficulty(const struct fit_constants *at, int rating,
                                          const struct fit_state *before, struct partials *p)
{
    const double *w = at->w;
    double away = (10 - before->difficulty) * (rating - 3) / 9;
    p->difficulty_by_difficulty = (1 - w[7]) * (1 + w[6] * (rating - 3) / 9);
    p->direct_4 = w[7];
    p->direct_5 = -3 * w[7] * at->easy_power;
    p->direct_6 = -(1 - w[7]) * away;
    p->direct_7 = at->easy - (before->difficulty - w[6] * away);
}

/* Recall by the stability before, and by w20. */
static inline double recall_by_stability(const struct fit_constants *at,
                                         const struct fit_node *node,
                                         const struct fit_state *before,
                                         const struct fit_state *state, double *by_20)
{
    double share = node->gap / before->stability, curve = 1 + at->factor * share;
    double each = at->w[20] * state->recall / curve;
    *by_20 = -state->recall * state->log_curve - each * at->factor_slope * share;
    return each * at->factor * share / before->stability;
}

static inline double loss_by_recall(const struct fit_node *node, const struct fit_state *state)
{
    return node->kind == FIT_PASSED ? -1 / state->recall : 1 / (1 - state->recall);
}

#endif
