/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The function that the fit minimises, there and back: fit_value() walks the tree of histories from
 * the roots and keeps each state; fit_gradient() walks it from the leaves, so that each node has
 * collected what depends on it before it hands that on to its parent (reverse mode; Griewank and
 * Walther 2008, "Evaluating Derivatives", ch. 3). Names in comments are those of fsrs.h.
 */
#include <math.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/fit_partials.h"

static double clamp_noting(double value, double least, double most, bool *held)
{
    *held = value < least || value > most;
    return value < least ? least : value > most ? most : value;
}

static void set_constants(struct fit_constants *at, const double w[FSRS_PARAMETERS])
{
    memcpy(at->w, w, sizeof at->w);
    at->factor = expm1(-log(0.9) / w[20]);
    at->factor_slope = (at->factor + 1) * log(0.9) / (w[20] * w[20]);
    at->cap = exp(-w[17] * w[18]);
    at->easy_power = exp(3 * w[5]);
    at->easy = w[4] - at->easy_power + 1;
    at->bonus[1] = at->bonus[3] = 1;
    at->bonus[2] = w[15];
    at->bonus[4] = w[16];
}

/* --- There -------------------------------------------------------------------------------------
 */

static void first(const struct fit_constants *at, int rating, struct fit_state *state)
{
    state->stability = at->w[rating - 1];
    state->difficulty =
        clamp_noting(at->w[4] - exp(at->w[5] * (rating - 1)) + 1, 1, 10, &state->difficulty_held);
}

/* Fills recall; returns the loss. */
static inline double judge(const struct fit_constants *at, const struct fit_node *node,
                           const struct fit_state *before, struct fit_state *state)
{
    state->log_curve = log(1 + at->factor * node->gap / before->stability);
    state->recall = exp(-at->w[20] * state->log_curve);
    return node->kind == FIT_PASSED ? at->w[20] * state->log_curve : -log(1 - state->recall);
}

static inline double passed(const struct fit_constants *at, int rating,
                            const struct fit_state *before, struct fit_state *state)
{
    state->excitation = exp(at->w[10] * (1 - state->recall));
    state->change =
        before->decay * (11 - before->difficulty) * (state->excitation - 1) * at->bonus[rating];
    return before->stability * (1 + state->change);
}

static inline double failed(const struct fit_constants *at, const struct fit_state *before,
                            struct fit_state *state)
{
    const double *w = at->w;
    state->excitation = w[11] * exp(w[14] * (1 - state->recall) - w[12] * log(before->difficulty));
    state->power = exp(w[13] * log(before->stability + 1));
    double forgotten = state->excitation * (state->power - 1);
    double most = before->stability * at->cap;
    state->capped = !(forgotten < most);
    return state->change = state->capped ? most : forgotten;
}

static inline double repeated(const struct fit_constants *at, int rating,
                              const struct fit_state *before, struct fit_state *state)
{
    const double *w = at->w;
    double growth = exp(w[17] * (rating - 3 + w[18]) - w[19] * before->log_stability);
    state->capped = rating >= 2 && growth < 1;
    state->change = state->capped ? 1 : growth;
    return before->stability * state->change;
}

static inline void move_on(const struct fit_constants *at, const struct fit_node *node,
                           const struct fit_state *before, struct fit_state *state)
{
    const double *w = at->w;
    double stability = node->kind == FIT_PASSED   ? passed(at, node->rating, before, state)
                       : node->kind == FIT_FAILED ? failed(at, before, state)
                                                  : repeated(at, node->rating, before, state);
    state->stability =
        clamp_noting(stability, FSRS_STABILITY_LEAST, FSRS_STABILITY_MOST, &state->stability_held);
    double changed = before->difficulty - w[6] * (node->rating - 3) * (10 - before->difficulty) / 9;
    state->difficulty =
        clamp_noting(w[7] * at->easy + (1 - w[7]) * changed, 1, 10, &state->difficulty_held);
}

static double distance(const double w[FSRS_PARAMETERS])
{
    double sum = 0;
    for (int i = 0; i < FSRS_PARAMETERS; i++) {
        double away = (w[i] - fsrs_default[i]) / fit_width[i];
        sum += away * away / 2;
    }
    return sum;
}

double fit_value(struct fit_model *model, const double w[FSRS_PARAMETERS])
{
    set_constants(&model->at, w);
    const struct fit_constants *at = &model->at;
    double loss = 0;
    for (size_t i = 0; i < model->count; i++) {
        const struct fit_node *node = &model->nodes[i];
        struct fit_state *state = &model->states[i];
        if (node->kind == FIT_FIRST) {
            first(at, node->rating, state);
        } else {
            const struct fit_state *before = &model->states[node->parent];
            if (node->kind != FIT_SAME_DAY)
                loss += node->weight * judge(at, node, before, state);
            if (node->leaf)
                continue;
            move_on(at, node, before, state);
        }
        state->log_stability = log(state->stability);
        state->decay = exp(w[8] - w[9] * state->log_stability);
    }
    return model->weight > 0 ? (model->scale * loss + distance(w)) / model->weight : 0;
}

/* --- Back --------------------------------------------------------------------------------------
 */

static void gradient_of_first(const struct fit_constants *at, int rating,
                              const struct fit_state *state, const double slope[2], double *g)
{
    double power = exp(at->w[5] * (rating - 1));
    g[rating - 1] += slope[0];
    if (state->difficulty_held)
        return;
    g[4] += slope[1];
    g[5] -= slope[1] * power * (rating - 1);
}

/* Adds what the stability after the node is worth; returns that of the recall. */
static inline double hand_on_stability(const struct fit_constants *at, const struct fit_node *node,
                                       const struct fit_state *before,
                                       const struct fit_state *state, double slope, double to[2],
                                       double *g)
{
    struct partials p;
    if (node->kind == FIT_PASSED) {
        partials_of_pass(at, node->rating, before, state, &p);
        g[8] += slope * p.direct[8];
        g[9] += slope * p.direct[9];
        g[10] += slope * p.direct[10];
        g[15] += slope * p.direct[15];
        g[16] += slope * p.direct[16];
    } else if (node->kind == FIT_FAILED) {
        partials_of_failure(at, before, state, &p);
        for (int k = 11; k <= 14; k++)
            g[k] += slope * p.direct[k];
        g[17] += slope * p.direct[17];
        g[18] += slope * p.direct[18];
    } else {
        partials_of_repeat(at, node->rating, before, state, &p);
        for (int k = 17; k <= 19; k++)
            g[k] += slope * p.direct[k];
    }
    to[0] += slope * p.by_stability;
    to[1] += slope * p.by_difficulty;
    return slope * p.by_recall;
}

static inline void hand_on_difficulty(const struct fit_constants *at, const struct fit_node *node,
                                      const struct fit_state *before, double slope, double to[2],
                                      double *g)
{
    struct partials p;
    partials_of_difficulty(at, node->rating, before, &p);
    g[4] += slope * p.direct_4;
    g[5] += slope * p.direct_5;
    g[6] += slope * p.direct_6;
    g[7] += slope * p.direct_7;
    to[1] += slope * p.difficulty_by_difficulty;
}

static inline void hand_on(struct fit_model *model, size_t i, double *g)
{
    const struct fit_constants *at = &model->at;
    const struct fit_node *node = &model->nodes[i];
    const struct fit_state *state = &model->states[i], *before = &model->states[node->parent];
    double *to = model->slopes[node->parent], by_recall = 0;
    if (!node->leaf && !state->stability_held)
        by_recall = hand_on_stability(at, node, before, state, model->slopes[i][0], to, g);
    if (!node->leaf && !state->difficulty_held)
        hand_on_difficulty(at, node, before, model->slopes[i][1], to, g);
    if (node->kind == FIT_SAME_DAY)
        return;
    double by_20, by_stability = recall_by_stability(at, node, before, state, &by_20);
    by_recall += node->weight * loss_by_recall(node, state);
    g[20] += by_recall * by_20;
    to[0] += by_recall * by_stability;
}

void fit_gradient(struct fit_model *model, double gradient[FSRS_PARAMETERS])
{
    double g[FSRS_PARAMETERS] = {0};
    const double *w = model->at.w;
    memset(model->slopes, 0, model->count * sizeof *model->slopes);
    for (size_t i = model->count; i-- > 0;) {
        if (model->nodes[i].kind == FIT_FIRST)
            gradient_of_first(&model->at, model->nodes[i].rating, &model->states[i],
                              model->slopes[i], g);
        else
            hand_on(model, i, g);
    }
    for (int k = 0; k < FSRS_PARAMETERS; k++)
        gradient[k] =
            model->weight > 0
                ? (model->scale * g[k] + (w[k] - fsrs_default[k]) / (fit_width[k] * fit_width[k])) /
                      model->weight
                : 0;
}
