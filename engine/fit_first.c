/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the very first answer lasts, by its rating: the start of the fit. */
#include <math.h>

#include "engine/fit_model.h"

enum { RATINGS = 4, GUESSES = 61 };

/* The first scored reviews that may follow a first rating at once: the second level of the tree. */
struct level {
    const struct fit_node *nodes;
    size_t count;
};

static struct level second_level(const struct fit_model *model)
{
    size_t first = 0, end;
    while (first < model->count && model->nodes[first].kind == FIT_FIRST)
        first++;
    for (end = first; end < model->count; end++)
        if (model->nodes[model->nodes[end].parent].kind != FIT_FIRST)
            break;
    return (struct level){model->nodes + first, end - first};
}

static bool follows(const struct fit_model *model, const struct fit_node *node, int rating)
{
    return node->weight > 0 && model->nodes[node->parent].rating == rating;
}

/* What `stability` after a first `rating` costs: the loss of the next reviews and the distance. */
static double cost(const struct fit_model *model, int rating, double stability,
                   const double w[FSRS_PARAMETERS])
{
    struct level level = second_level(model);
    double away = (stability - fsrs_default[rating - 1]) / fit_width[rating - 1];
    double sum = away * away / 2;
    for (const struct fit_node *node = level.nodes; node < level.nodes + level.count; node++) {
        if (!follows(model, node, rating))
            continue;
        double recall = fsrs_retrievability(w, node->gap, stability);
        sum -= model->scale * node->weight * log(node->kind == FIT_PASSED ? recall : 1 - recall);
    }
    return sum;
}

static double weight_of(const struct fit_model *model, int rating)
{
    struct level level = second_level(model);
    double weight = 0;
    for (const struct fit_node *node = level.nodes; node < level.nodes + level.count; node++)
        if (follows(model, node, rating))
            weight += node->weight;
    return weight;
}

/* The best of guesses a fifth apart; what is published where nothing is known. */
static double guess(const struct fit_model *model, int rating, const double w[FSRS_PARAMETERS])
{
    double best = fsrs_default[rating - 1], least = cost(model, rating, best, w);
    for (int i = 0; i < GUESSES; i++) {
        double least_s = fsrs_least[rating - 1], most_s = fsrs_most[rating - 1];
        double stability = least_s * pow(most_s / least_s, (double)i / (GUESSES - 1));
        double now = cost(model, rating, stability, w);
        if (now < least) {
            least = now;
            best = stability;
        }
    }
    return best;
}

/* Neighbours that fall are pooled, by weight, until none do (Ayer et al. 1955). */
static void make_rise(double logs[RATINGS], const double weights[RATINGS])
{
    double level[RATINGS], weight[RATINGS];
    int members[RATINGS], blocks = 0;
    for (int i = 0; i < RATINGS; i++) {
        level[blocks] = logs[i];
        weight[blocks] = weights[i] + 1e-9;
        members[blocks++] = 1;
        while (blocks > 1 && level[blocks - 1] < level[blocks - 2]) {
            blocks--;
            double both = weight[blocks - 1] + weight[blocks];
            level[blocks - 1] =
                (level[blocks - 1] * weight[blocks - 1] + level[blocks] * weight[blocks]) / both;
            weight[blocks - 1] = both;
            members[blocks - 1] += members[blocks];
        }
    }
    for (int block = 0, i = 0; block < blocks; block++)
        for (int k = 0; k < members[block]; k++)
            logs[i++] = level[block];
}

void fit_first_stabilities(const struct fit_model *model, double w[FSRS_PARAMETERS])
{
    double logs[RATINGS], weights[RATINGS];
    for (int rating = 1; rating <= RATINGS; rating++) {
        logs[rating - 1] = log(guess(model, rating, w));
        weights[rating - 1] = weight_of(model, rating);
    }
    make_rise(logs, weights);
    for (int i = 0; i < RATINGS; i++)
        w[i] = exp(logs[i]);
}
