/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the reviews tell of the parameters: the sum over scored reviews of w_i dR dR' / (R (1-R)).
 * Each node carries the derivatives of its memory by the parameters forward to its children.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/fit_partials.h"

enum { BY_FIRST = 4, BY_COUNT = 4 }; /* w4 to w7: difficulty knows no others */

struct tangent {
    double stability[FSRS_PARAMETERS], difficulty[BY_COUNT];
};

static void begin(const struct fit_constants *at, const struct fit_node *node,
                  const struct fit_state *state, struct tangent *after)
{
    after->stability[node->rating - 1] = 1;
    if (state->difficulty_held)
        return;
    after->difficulty[0] = 1;
    after->difficulty[1] = -exp(at->w[5] * (node->rating - 1)) * (node->rating - 1);
}

static void learn(double weight, const double recall[FSRS_PARAMETERS], double *information)
{
    for (int j = 0; j < FSRS_PARAMETERS; j++) {
        double each = weight * recall[j];
        for (int k = 0; k <= j; k++)
            information[j * FSRS_PARAMETERS + k] += each * recall[k];
    }
}

static void move_stability(const struct fit_constants *at, const struct fit_node *node,
                           const struct fit_state *parent, const struct fit_state *state,
                           const struct tangent *before, const double recall[FSRS_PARAMETERS],
                           struct tangent *after)
{
    struct partials p = {0};
    if (node->kind == FIT_PASSED)
        partials_of_pass(at, node->rating, parent, state, &p);
    else if (node->kind == FIT_FAILED)
        partials_of_failure(at, parent, state, &p);
    else
        partials_of_repeat(at, node->rating, parent, state, &p);
    for (int k = 0; k < FSRS_PARAMETERS; k++)
        after->stability[k] =
            p.by_stability * before->stability[k] + p.by_recall * recall[k] + p.direct[k];
    for (int k = 0; k < BY_COUNT; k++)
        after->stability[BY_FIRST + k] += p.by_difficulty * before->difficulty[k];
}

static void move_difficulty(const struct fit_constants *at, const struct fit_node *node,
                            const struct fit_state *parent, const struct tangent *before,
                            struct tangent *after)
{
    struct partials p;
    partials_of_difficulty(at, node->rating, parent, &p);
    const double direct[BY_COUNT] = {p.direct_4, p.direct_5, p.direct_6, p.direct_7};
    for (int k = 0; k < BY_COUNT; k++)
        after->difficulty[k] = p.difficulty_by_difficulty * before->difficulty[k] + direct[k];
}

static void visit(const struct fit_model *model, size_t i, struct tangent *tangents,
                  double *information)
{
    const struct fit_constants *at = &model->at;
    const struct fit_node *node = &model->nodes[i];
    const struct fit_state *state = &model->states[i], *parent = &model->states[node->parent];
    const struct tangent *before = &tangents[node->parent];
    double recall[FSRS_PARAMETERS] = {0};
    if (node->kind != FIT_SAME_DAY) {
        double by_20, by_stability = recall_by_stability(at, node, parent, state, &by_20);
        for (int k = 0; k < FSRS_PARAMETERS; k++)
            recall[k] = by_stability * before->stability[k];
        recall[20] += by_20;
        learn(node->weight / (state->recall * (1 - state->recall)), recall, information);
    }
    if (!node->leaf && !state->stability_held)
        move_stability(at, node, parent, state, before, recall, &tangents[i]);
    if (!node->leaf && !state->difficulty_held)
        move_difficulty(at, node, parent, before, &tangents[i]);
}

void fit_information(struct fit_model *model, double information[FSRS_PARAMETERS * FSRS_PARAMETERS])
{
    enum { N = FSRS_PARAMETERS };
    struct tangent *tangents = memory_allocate(model->count, sizeof *tangents);
    memset(information, 0, N * N * sizeof *information);
    for (size_t i = 0; i < model->count; i++) {
        if (model->nodes[i].kind == FIT_FIRST)
            begin(&model->at, &model->nodes[i], &model->states[i], &tangents[i]);
        else
            visit(model, i, tangents, information);
    }
    free(tangents);
    double weight = model->weight > 0 ? model->weight : 1;
    for (int j = 0; j < N; j++) {
        for (int k = 0; k <= j; k++) {
            double of_widths = j == k ? 1 / (fit_width[j] * fit_width[j]) : 0;
            information[j * N + k] = (model->scale * information[j * N + k] + of_widths) / weight;
            information[k * N + j] = information[j * N + k];
        }
    }
}
