/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Work on machines that are taken away: how long it takes with checkpoints. All times in hours.
 *
 * A job needs `work` hours. After every `interval` hours of work a checkpoint of `checkpoint` hours
 * is written, after the last piece too; `interval` = `work` with `checkpoint` = 0 is a job without
 * checkpoints. When the machine is taken away, what was done since the last checkpoint (an
 * unfinished checkpoint as well) is lost. `restart` hours later work goes on with a fresh machine;
 * nothing is interrupted in between (Daly 2006 has restarts that can fail too: his first factor is
 * then M e^(R/M) in place of M + R).
 *
 * Interruptions at exponential times of mean M. A segment of s = t + c hours is interrupted
 * e^(s/M) - 1 times on average, each time after M - s / (e^(s/M) - 1) hours, which with R hours for
 * each restart gives (M + R)(e^(s/M) - 1) a segment (renewal argument), and for W / t segments
 *
 *     E[T] = (W / t)(M + R)(e^((t + c)/M) - 1).
 *
 * It is lowest where (1 - t/M) e^((t + c)/M) = 1, whatever W and R are: near sqrt(2 c M) (Young
 * 1974), exactly at M (1 + W0(-e^(-1 - c/M))) with Lambert's function.
 *
 * Any law of lifetimes: with k segments left and a fresh machine the rest takes
 *
 *     V(k) = E[min(L, C(k))] + sum over j < k of P(C(j) < L <= C(j + 1)) (R + V(k - j)),
 *
 * C(j) the length of the next j segments. Solved for V(k), that is exact.
 */
#ifndef EXERCISES_CHECKPOINT_H
#define EXERCISES_CHECKPOINT_H

#include <stdbool.h>

#include <gsl/gsl_rng.h>

/*
 * How long a machine lives. The bathtub: a share of the machines dies early, after an exponential
 * time, the others late, an exponential time before the limit that no machine outlives. That lives
 * end in such a way under a limit of 24 hours was measured by Kadupitiya, Jadhao and Sharma (2020);
 * the mixture here is simpler than their fit.
 */
struct lifetime {
    bool bathtub;
    double mean;
    double early_share, early, late, limit; /* of a bathtub; the means of both times */
};
struct lifetime lifetime_exponential(double mean);
/* `early_part` and `late_part` are shares of the limit, which is such that the mean is `mean`. */
struct lifetime lifetime_bathtub(double mean, double early_share, double early_part,
                                 double late_part);
double lifetime_survival(const struct lifetime *lifetime, double hours); /* P(L > hours) */
double lifetime_lived(const struct lifetime *lifetime, double hours);    /* E[min(L, hours)] */
double lifetime_draw(const struct lifetime *lifetime, gsl_rng *rng);

struct checkpoint_plan {
    double work, interval, checkpoint, restart; /* interval <= work */
};

/* Means over jobs. work + checkpoints + lost + interruptions * restart = hours. */
struct job_expectation {
    double hours; /* INFINITY: no machine lives long enough, or beyond what a double holds */
    double interruptions, lost, checkpoints; /* number, hours, hours */
};
/* The formula above, W / t segments even where that is not a whole number. */
struct job_expectation checkpoint_formula(const struct checkpoint_plan *plan, double mean);
/* Exact, with a last segment that is as short as it has to be. */
struct job_expectation checkpoint_expectation(const struct checkpoint_plan *plan,
                                              const struct lifetime *lifetime);
/* Pieces of work: work / interval, rounded up. */
double checkpoint_segments(const struct checkpoint_plan *plan);

/* sqrt(2 c M), at most the work (Young 1974). */
double checkpoint_rule(const struct checkpoint_plan *plan, double mean);
/* Where the formula is lowest, at most the work: by minimisation (Brent). plan->interval is not
 * looked at. */
double checkpoint_best(const struct checkpoint_plan *plan, double mean);
/* The same by Lambert's function, for those who need it often. */
double checkpoint_best_closed(const struct checkpoint_plan *plan, double mean);
/* For any law: the work in equal pieces, the best of at most CHECKPOINT_TRIED whole numbers of them
 * between a third and three times what is best for exponential times of the same mean. */
enum { CHECKPOINT_TRIED = 16 };
double checkpoint_best_even(const struct checkpoint_plan *plan, const struct lifetime *lifetime);

#endif
