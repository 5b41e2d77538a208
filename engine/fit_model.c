/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a log to a tree of histories. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/fit_model.h"

const double fit_width[FSRS_PARAMETERS] = {
    6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6,  0.12, 0.39, 0.18, 0.33,
    0.3,  0.09, 0.16,  0.57,  0.25, 1.03, 0.31, 0.32, 0.14, 0.27,
};

void fit_log_add(struct fit_log *log, uint32_t card, day_number day, int grade)
{
    memory_reserve((void **)&log->reviews, log->count, &log->capacity, sizeof *log->reviews);
    log->reviews[log->count++] = (struct fit_review){card, day, grade};
    if (card >= log->cards)
        log->cards = card + 1;
}

void fit_log_release(struct fit_log *log)
{
    free(log->reviews);
    memset(log, 0, sizeof *log);
}

/* The study day up to which each card was reviewed; DAY_NONE: not yet. The caller frees. */
static day_number *no_days(const struct fit_log *log)
{
    day_number *days = memory_allocate(log->cards, sizeof *days);
    for (uint32_t i = 0; i < log->cards; i++)
        days[i] = DAY_NONE;
    return days;
}

/* Days since the card's last study day (0: a repeat of it, or a day lived twice); the card's day
 * moves on. -1: its first review. */
static int64_t gap_of(day_number *days, const struct fit_review *review)
{
    day_number *last = &days[review->card];
    int64_t gap = *last == DAY_NONE ? -1 : (int64_t)review->day - *last;
    if (*last != DAY_NONE && gap <= 0)
        return 0;
    *last = review->day;
    return gap;
}

size_t fit_log_scored(const struct fit_log *log, size_t count)
{
    day_number *days = no_days(log);
    size_t scored = 0;
    for (size_t i = 0; i < count; i++)
        scored += gap_of(days, &log->reviews[i]) > 0;
    free(days);
    return scored;
}

size_t fit_log_split(const struct fit_log *log, double share)
{
    double before = share * (double)fit_log_scored(log, log->count);
    day_number *days = no_days(log);
    size_t place = 0, scored = 0;
    while (place < log->count && (double)scored < before)
        scored += gap_of(days, &log->reviews[place++]) > 0;
    free(days);
    return place;
}

/* --- Building the tree -------------------------------------------------------------------------
 */

struct step {
    uint32_t gap;
    uint8_t rating;
    bool first;
    double weight;
};

/* One card's reviews lie side by side, in order of time. */
struct builder {
    struct step *steps;
    size_t *begin;   /* by card; the last is the end of all */
    uint32_t *cards; /* those walked on this level, and the node each has come to */
    uint32_t *places;
    uint64_t *keys;   /* hash table from (parent, gap, rating) to node */
    uint32_t *values; /* node + 1; 0: free */
    size_t mask;
};

static double recency(size_t i, size_t n)
{
    double age = n > 1 ? (double)i / (double)(n - 1) : 1;
    return 0.25 + 0.75 * age * age * age;
}

static size_t group_by_card(const struct fit_log *log, size_t count, uint32_t one_in,
                            struct builder *b)
{
    b->begin = memory_allocate(log->cards + 2, sizeof *b->begin);
    for (size_t i = 0; i < count; i++)
        if (log->reviews[i].card % one_in == 0)
            b->begin[log->reviews[i].card + 2]++;
    for (size_t i = 2; i < log->cards + 2; i++)
        b->begin[i] += b->begin[i - 1];
    size_t kept = b->begin[log->cards + 1];
    b->steps = memory_allocate(kept + 1, sizeof *b->steps);
    return kept;
}

/* Fills the steps; returns the weights of all and those kept. After it begin[card] is right. */
static void fill_steps(const struct fit_log *log, size_t count, uint32_t one_in, struct builder *b,
                       double *all, double *kept)
{
    size_t scored = fit_log_scored(log, count), i_scored = 0;
    day_number *days = no_days(log);
    *all = *kept = 0;
    for (size_t i = 0; i < count; i++) {
        const struct fit_review *review = &log->reviews[i];
        int64_t gap = gap_of(days, review);
        double weight = gap > 0 ? recency(i_scored++, scored) : 0;
        *all += weight;
        if (review->card % one_in != 0)
            continue;
        *kept += weight;
        b->steps[b->begin[review->card + 1]++] = (struct step){
            .gap = gap > 0 ? (uint32_t)gap : 0,
            .rating = (uint8_t)fsrs_rating(review->grade),
            .first = gap < 0,
            .weight = weight,
        };
    }
    free(days);
}

static uint64_t mix(uint64_t key)
{
    key *= 0x9e3779b97f4a7c15u;
    return key ^ key >> 29;
}

static uint8_t kind_of(const struct step *step)
{
    if (step->first)
        return FIT_FIRST;
    if (!step->gap)
        return FIT_SAME_DAY;
    return step->rating == 1 ? FIT_FAILED : FIT_PASSED;
}

/* The node of that step after `parent`, made where there is none. */
static uint32_t node_of(struct fit_model *model, struct builder *b, uint32_t parent,
                        const struct step *step)
{
    uint64_t key = (uint64_t)parent << 32 | (uint64_t)step->gap << 3 | step->rating;
    size_t at = (size_t)(mix(key) & b->mask);
    while (b->values[at] && b->keys[at] != key)
        at = (at + 1) & b->mask;
    if (!b->values[at]) {
        b->keys[at] = key;
        b->values[at] = (uint32_t)++model->count;
        model->nodes[model->count - 1] = (struct fit_node){
            .parent = parent,
            .gap = step->gap,
            .kind = kind_of(step),
            .rating = step->rating,
            .leaf = true,
        };
    }
    uint32_t node = b->values[at] - 1;
    model->nodes[node].weight += step->weight;
    return node;
}

enum { NO_PARENT = 0x7fffffff };

/* Level by level, so that nodes that do not depend on each other lie side by side. */
static void grow(struct fit_model *model, struct builder *b, uint32_t cards)
{
    size_t walking = 0;
    for (uint32_t card = 0; card < cards; card++)
        if (b->begin[card] < b->begin[card + 1]) {
            b->cards[walking] = card;
            b->places[walking++] = NO_PARENT;
        }
    for (size_t level = 0; walking > 0; level++) {
        size_t left = 0;
        for (size_t i = 0; i < walking; i++) {
            size_t at = b->begin[b->cards[i]] + level;
            uint32_t node = node_of(model, b, b->places[i], &b->steps[at]);
            if (at + 1 >= b->begin[b->cards[i] + 1])
                continue;
            model->nodes[node].leaf = false;
            b->cards[left] = b->cards[i];
            b->places[left++] = node;
        }
        walking = left;
    }
}

static void builder_release(struct builder *b)
{
    free(b->steps);
    free(b->begin);
    free(b->cards);
    free(b->places);
    free(b->keys);
    free(b->values);
}

struct fit_model *fit_model_new(const struct fit_log *log, size_t count, uint32_t one_in)
{
    struct fit_model *model = memory_allocate(1, sizeof *model);
    struct builder b = {0};
    double kept;
    size_t steps = group_by_card(log, count, one_in, &b), room = 16;
    fill_steps(log, count, one_in, &b, &model->weight, &kept);
    model->scale = kept > 0 ? model->weight / kept : 0;
    while (room < 2 * steps)
        room *= 2;
    b.mask = room - 1;
    b.keys = memory_allocate(room, sizeof *b.keys);
    b.values = memory_allocate(room, sizeof *b.values);
    b.cards = memory_allocate(log->cards, sizeof *b.cards);
    b.places = memory_allocate(log->cards, sizeof *b.places);
    model->nodes = memory_allocate(steps, sizeof *model->nodes);
    grow(model, &b, log->cards);
    builder_release(&b);
    model->nodes = memory_resize(model->nodes, model->count, sizeof *model->nodes);
    model->states = memory_allocate(model->count, sizeof *model->states);
    model->slopes = memory_allocate(model->count, sizeof *model->slopes);
    return model;
}

void fit_model_free(struct fit_model *model)
{
    if (!model)
        return;
    free(model->nodes);
    free(model->states);
    free(model->slopes);
    free(model);
}

size_t fit_model_nodes(const struct fit_model *model)
{
    return model->count;
}

double fit_model_weight(const struct fit_model *model)
{
    return model->weight;
}
