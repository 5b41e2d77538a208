/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How well a person remembers, in numbers: one pass over all answers, told again card by card with
 * the scheduler in use. Undone answers are left out; a reset card begins anew; schedules taken over
 * from another program count from where they came.
 *
 * Words used here:
 * - a review is any graded answer to a card, also one given in another program (imported), and one
 *   made of the answer to a quiz;
 * - it is a repeat where the card was answered on that study day before;
 * - it is new where the card was never answered before, or not since it was reset;
 * - all others are asked: the first answer of a study day to a card already learned. The share of
 *   them that passed (grade 3 or more) is the true retention.
 *
 * Classes are about the interval that ran before the answer, as the scheduler in use makes it of
 * the history: what `export reviews` calls interval_before.
 */
#ifndef ENGINE_STATISTICS_H
#define ENGINE_STATISTICS_H

#include "engine/collection.h"

/* Answers that passed of those that were asked. */
struct share {
    long asked, passed;
};
double share_value(const struct share *share); /* 0..1; NaN: nothing was asked */
/* Where the share lies with 95 % confidence (Wilson 1927); NaN where nothing was asked. */
void share_interval(const struct share *share, double *low, double *high);
void share_add(struct share *share, const struct share *more);

/* Intervals before the answer; the first class holds new cards, for which there is none. */
enum { CLASS_NEW, CLASS_FIRST, CLASS_MATURE = 4, CLASS_COUNT = 6, MATURE_DAYS = 21 };
struct interval_class {
    const char *name;  /* "new", "1", "2-6", ..., "91+" */
    const char *title; /* "new cards", "1 day", "2 to 6 days", ..., "over 90 days" */
    int least, most;   /* days; 0 and 0 for new cards */
};
extern const struct interval_class interval_classes[CLASS_COUNT];

/* Days back from the last day that counts; 0: all days. */
enum { SPAN_COUNT = 5 };
extern const int statistics_spans[SPAN_COUNT]; /* 7, 30, 90, 365, 0 */

/* Predictions lie in bins of equal width. */
enum { CALIBRATION_BINS = 20, SCHEDULERS_MOST = 8 };
struct calibration_bin {
    struct share observed;
    double predicted; /* sum of the predicted chances; divided by `asked` it is their mean */
};

/*
 * How well a scheduler foretells the answers: its chance of recall before each answer asked,
 * against what came. Small numbers are good.
 */
struct calibration {
    const struct scheduler *scheduler;
    long asked;
    double log_loss; /* mean of -ln of the chance given to what came; NaN: nothing was asked */
    double error;    /* root of the mean square of predicted minus observed, over the bins */
    struct calibration_bin bins[CALIBRATION_BINS];
};

struct statistics_day {
    day_number day;
    long reviews, fresh, repeats, imported; /* of the reviews: new, repeats, imported */
    struct share retention;
    long added;           /* cards made on that day */
    long answers;         /* of every kind that count for the day's goal; not of other programs */
    int64_t milliseconds; /* active, an item for 60 s at most; of one topic: of its reviews */
    struct share drills, predictions, quiz;
    struct share practice; /* of cards, which changed no schedule: no reviews and no answers */
};

/* A topic or a pattern. */
struct statistics_group {
    const char *name;    /* "": no topic */
    long cards, learned; /* neither rejected nor orphaned; of them answered at least once */
    long lapses;         /* of the cards: forgotten after a pass */
    double ease;         /* mean ease factor of the learned ones; NaN: none is learned */
    long rated;          /* of the learned: those with a difficulty */
    double difficulty;   /* their mean of FSRS's difficulty, 1..10; NaN under SM-2 */
    long reviews;
    struct share retention;
    int64_t milliseconds; /* of the reviews given here, an item for 60 s at most */
};
struct statistics_groups {
    struct statistics_group *items; /* most reviews first, then by name */
    size_t count, capacity;
};

/* How often a grade was given, and to what. */
struct grade_count {
    long reviews; /* the sum of the others */
    long fresh, young, mature, repeats;
};

struct hour_count {
    long reviews;
    struct share retention;
};

/* Cards as they are now. */
enum { INTERVAL_BINS = 8, EASE_BINS = 9 };
struct interval_bin {
    int least, most; /* days */
    long cards;
};
struct ease_bin {
    double low, high; /* ease factor, or difficulty under FSRS; low included */
    long cards;
};
struct card_counts {
    long proposed, fresh, young, mature, suspended, orphaned, rejected;
    struct interval_bin intervals[INTERVAL_BINS]; /* of those young or mature */
    struct ease_bin ease[EASE_BINS];
    double recalled; /* of those young and mature, how many would be recalled today: a sum of
                        chances */
};

struct statistics {
    struct arena arena;
    struct scheduling scheduling; /* in use */
    day_number today, since, until;
    bool one_topic; /* then days have no drills, predictions, quizzes and answers */
    long reviews;
    struct share retention[SPAN_COUNT][CLASS_COUNT];
    struct calibration calibrations[SCHEDULERS_MOST]; /* the scheduler in use first */
    size_t calibration_count;
    struct statistics_day *days; /* on which something was done, oldest first */
    size_t day_count, day_capacity;
    struct statistics_groups topics, patterns;
    struct grade_count grades[6];
    struct hour_count hours[24]; /* local, where the answer was given */
    struct card_counts cards;
};

struct statistics_request {
    day_number since, until; /* study days, both included; DAY_NONE: no bound */
    const char *topic;       /* part of the topic's name, whatever its case; NULL: all */
    /* Called now and then; false ends it. May be NULL. */
    bool (*pulse)(void *context, long done, long total);
    void *context;
};

/*
 * Days after today (of a clock that was ahead) count for nothing unless `until` names them. Takes
 * 40 bytes a review while it runs. statistics_release() after; on failure there is nothing to
 * release. False without an error where `pulse` ended it.
 */
bool collection_statistics(struct collection *c, const struct statistics_request *request,
                           struct statistics *statistics, struct error *error);
void statistics_release(struct statistics *statistics);

/* Whether the span lies within the days that count; the one of all days always does. */
bool statistics_has_span(const struct statistics *statistics, size_t span);

/* The sum over classes from `first` up to `end`, not included. */
struct share statistics_retention(const struct statistics *statistics, size_t span, size_t first,
                                  size_t end);

#endif
