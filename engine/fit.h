/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fitting FSRS-6 to a person: the 21 parameters under which the answers given are the least
 * surprising. Pure; over an array of reviews.
 *
 * A review counts ("is scored") when an earlier study day of its card came before it; the first
 * review of a card and repeats of one day move the memory but say nothing of recall over days.
 * A pass is a grade from 3 on. With loss -ln(chance given to what happened), scored reviews
 * numbered i = 0..n-1 in order of time and weights w_i = .25 + .75 (i/(n-1))^3 (what was answered
 * lately says more), the function minimised is
 *
 *     (sum of w_i loss_i + sum over parameters of (p - p0)^2 / (2 s^2)) / sum of w_i
 *
 * with the published parameters p0 and the widths s in which people differ (fit_width): with few
 * reviews the parameters stay near p0. Search within the bounds of fsrs.h.
 */
#ifndef ENGINE_FIT_H
#define ENGINE_FIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/clock.h"
#include "engine/scheduler.h"

struct fit_review {
    uint32_t card; /* 0 .. cards-1 */
    day_number day;
    int grade; /* 0-5 */
};

/* Reviews in order of time. */
struct fit_log {
    struct fit_review *reviews;
    size_t count, capacity;
    uint32_t cards;
};
void fit_log_add(struct fit_log *log, uint32_t card, day_number day, int grade);
void fit_log_release(struct fit_log *log);
/* How many of the first `count` reviews are scored. */
size_t fit_log_scored(const struct fit_log *log, size_t count);
/* The place in the log before which the share (0..1) of its scored reviews lies. */
size_t fit_log_split(const struct fit_log *log, double share);

extern const double fit_width[FSRS_PARAMETERS]; /* s */

/* --- The function ------------------------------------------------------------------------------
 */

/*
 * The log made ready to be walked many times. Cards whose histories begin the same way share the
 * beginning: a tree of histories, each node walked once, with the weights of all that pass there.
 */
struct fit_model;

/*
 * Of the first `count` reviews. `one_in` > 1: only one card in so many, standing for all of them
 * (the same weights, scaled so that they add up to the same).
 */
struct fit_model *fit_model_new(const struct fit_log *log, size_t count, uint32_t one_in);
void fit_model_free(struct fit_model *model);
size_t fit_model_nodes(const struct fit_model *model);
double fit_model_weight(const struct fit_model *model); /* sum of w_i; 0: nothing is scored */

/* The function at `w`, within the bounds. 0 where nothing is scored. */
double fit_value(struct fit_model *model, const double w[FSRS_PARAMETERS]);
/* Its gradient at the `w` of the last fit_value() (reverse mode; where a limit bends the function,
 * the derivative on the side that the formulas take). */
void fit_gradient(struct fit_model *model, double gradient[FSRS_PARAMETERS]);
/*
 * Its expected curvature there (Fisher 1925): the information that the reviews hold on the
 * parameters, and that of the widths, row by row.
 */
void fit_information(struct fit_model *model,
                     double information[FSRS_PARAMETERS * FSRS_PARAMETERS]);
/*
 * Initial stabilities alone (w0..w3), each from the first scored reviews of cards that began with
 * that rating, the rest as it is in `w`; made to rise with the rating.
 */
void fit_first_stabilities(const struct fit_model *model, double w[FSRS_PARAMETERS]);

/* --- The search --------------------------------------------------------------------------------
 */

struct fit_watch {
    /* Called now and then; false ends the search, which then has no result. NULL: never asked. */
    bool (*go_on)(void *context);
    void *context;
};

/*
 * Minimises over the first `count` reviews from several starts: `w` as it comes, the published
 * parameters, these with fitted initial stabilities, and some others drawn from `seed`. `w` becomes
 * the best place found, never worse than the one it came with. False: ended by the watch, `w` is as
 * it was.
 */
bool fit_minimise(const struct fit_log *log, size_t count, uint64_t seed,
                  const struct fit_watch *watch, double w[FSRS_PARAMETERS]);
/* The same from one start: where few reviews were added since `from` was found. */
bool fit_refine(const struct fit_log *log, size_t count, const double from[FSRS_PARAMETERS],
                const struct fit_watch *watch, double w[FSRS_PARAMETERS]);

/* --- How well chances were told ----------------------------------------------------------------
 */

struct fit_scores {
    size_t reviews;   /* scored ones that were judged */
    double log_loss;  /* mean, unweighted; NaN without reviews, as the others */
    double rmse_bins; /* calibration: see fit_score.c */
    double auc;       /* chance that a pass was given the higher recall than a failure, ties half;
                         NaN unless there are both */
};

/*
 * Judges the scored reviews from place `from` on, with all that came before known. Chances are
 * taken to be within 1e-6 and 1 - 1e-6, which FSRS never leaves: one certainty that was wrong would
 * else decide all.
 */
void fit_score(const struct fit_log *log, size_t from, const struct scheduling *scheduling,
               struct fit_scores *scores);

/* --- All of it ---------------------------------------------------------------------------------
 */

/*
 * Fewer scored reviews than this say too little of a person to be fitted to: measured on generated
 * people that differ as the widths say, a fit to 200 tells later reviews worse than the published
 * parameters on average, one to 300 about as well, one to 400 better (Anki, too, asked for 400 when
 * FSRS came to it).
 */
enum { FIT_REVIEWS_LEAST = 400 };

enum fit_outcome {
    FIT_TOO_FEW,     /* reviews: the parameters in use are the answer */
    FIT_NO_BETTER,   /* than those in use, on reviews that the fit had not seen */
    FIT_BETTER,      /* new parameters are to be kept */
    FIT_INTERRUPTED, /* by the watch: nothing is known */
};

enum fit_judged { FIT_SM2, FIT_DEFAULT, FIT_IN_USE, FIT_FITTED, FIT_JUDGED_COUNT };

/*
 * "Never worse than before on later reviews": the earlier four fifths of the scored reviews are
 * fitted, and all rivals judged on the later fifth, which that fit has not seen. Only when it told
 * them better (log loss) than the parameters in use did is a fit of all reviews an answer; it is
 * the one to keep, for it makes the function smaller than the parameters in use on the whole log,
 * too. Parameters in use that were fitted to some of the later fifth have seen those, so the rule
 * rather keeps them: a new fit wins once enough new reviews have come.
 */
struct fit_result {
    enum fit_outcome outcome;
    size_t reviews; /* scored, in all */
    size_t split;   /* the later reviews begin there; 0: all were judged, nothing was fitted */
    size_t later;   /* scored reviews there */
    double parameters[FSRS_PARAMETERS]; /* of the fit of all reviews, whatever the outcome; those in
                                           use where there were too few */
    double value, value_in_use;         /* the function over all reviews, at both */
    struct fit_scores all;              /* of `parameters`, over all reviews */
    struct fit_scores judged[FIT_JUDGED_COUNT]; /* on the later reviews; fitted: to the earlier */
};
void fit_run(const struct fit_log *log, const double in_use[FSRS_PARAMETERS], uint64_t seed,
             const struct fit_watch *watch, struct fit_result *result);

#endif
