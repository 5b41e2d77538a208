/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the fit share and nobody else may include. */
#ifndef ENGINE_FIT_MODEL_H
#define ENGINE_FIT_MODEL_H

#include "engine/fit.h"

enum fit_kind { FIT_FIRST, FIT_SAME_DAY, FIT_FAILED, FIT_PASSED };

/* A review that one or more cards had after the same history. */
struct fit_node {
    uint32_t parent;
    uint32_t gap;   /* study days */
    double weight;  /* of all of them; 0 where not scored */
    uint8_t kind;   /* enum fit_kind */
    uint8_t rating; /* 1-4 */
    bool leaf;      /* no card was reviewed again */
};

/* The memory after a node, and what the way back needs to know of the way there. */
struct fit_state {
    double stability, log_stability, difficulty;
    double decay;      /* e^w8 S^-w9, for passes that follow */
    double recall;     /* at the review */
    double log_curve;  /* ln(1 + F t/S), so that recall = e^(-w20 log_curve) */
    double change;     /* pass: growth; failure: the new stability; same day: the factor */
    double excitation; /* pass: e^(w10 (1-R)); failure: w11 D^-w12 e^(w14 (1-R)) */
    double power;      /* failure: (S+1)^w13 */
    bool stability_held, difficulty_held; /* at a limit: the derivative is 0 */
    bool capped;                          /* the second form of a failure, or no shrinking */
};

/* What depends on the parameters alone. */
struct fit_constants {
    double w[FSRS_PARAMETERS];
    double factor, factor_slope; /* F, dF/dw20 */
    double cap;                  /* e^(-w17 w18) */
    double easy, easy_power;     /* D0(4), e^(3 w5) */
    double bonus[5];             /* by rating */
};

struct fit_model {
    struct fit_node *nodes; /* parents before children, roots first */
    size_t count;
    double weight; /* sum of w_i over all cards */
    double scale;  /* what a sample's weights count */
    struct fit_constants at;
    struct fit_state *states;
    double (*slopes)[2]; /* of the value by stability and difficulty after a node */
};

#endif
